"""A questionnaire as large as the whole Klärung will be: 185 questions, 60 rules, conditions."""

from amt24web.catalogue.structure import AnswerType, Catalogue, Question
from tests.harness.builders import a_question, a_rule, a_section, a_working_catalogue, some_choices

SECTIONS = 9
PER_SECTION = 20
RULES = 60
KINDS = ("text", "langtext", "ja_nein", "zahl", "datum", "auswahl", "mehrfach")
ANSWERS = {
    AnswerType.TEXT: "Ein Satz dazu.",
    AnswerType.LONG_TEXT: "Ein Absatz.\n\n- erstens\n- zweitens",
    AnswerType.YES_NO: "ja",
    AnswerType.NUMBER: "1.200",
    AnswerType.DATE: "24.12.2026",
    AnswerType.CHOICE: "eins",
    AnswerType.CHOICES: "zwei",
}


def large_catalogue() -> Catalogue:
    """Five first questions, then nine sections of twenty; every fourth depends on another."""
    sections = [
        a_section(
            *(_question(section, place) for place in range(1, PER_SECTION + 1)),
            section_id=f"teil_{section}",
            letter=chr(ord("C") + section),
        )
        for section in range(1, SECTIONS + 1)
    ]
    rules = [
        a_rule(
            f"frage_{1 + n % SECTIONS}_3 == 'nein' and frage_{1 + n % SECTIONS}_4 > {n}",
            question=f"frage_{1 + n % SECTIONS}_4",
            rule_id=f"R{n}",
        )
        for n in range(RULES)
    ]
    return a_working_catalogue(*sections, *rules)


def _question(section: int, place: int) -> Question:
    kind = KINDS[(place - 1) % len(KINDS)]
    choices = {"choices": some_choices("eins", "zwei")} if kind in ("auswahl", "mehrfach") else {}
    depends = place % 4 == 0 and place > 4
    condition = {"condition": f"frage_{section}_3 == 'ja'"} if depends else {}
    return a_question(f"frage_{section}_{place}", kind, **choices, **condition)


def some_answer(question: Question) -> str:
    """What somebody might have typed."""
    return ANSWERS[question.type]
