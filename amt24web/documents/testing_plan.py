"""The Testplan: page one for those who only read one page, then the plan, then the test cases.

Page one says what is tested in which versions, when, who tests what until when, and when the test
ends and the release can be given.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.case_sheets import cases_section
from amt24web.documents.coverage_table import coverage_section
from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Cell,
    Contents,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    TitleBlock,
)
from amt24web.documents.signatures import approval_section
from amt24web.documents.tabulated import (
    columns,
    day_or_open,
    facts_table,
    in_one_line,
    list_section,
    listed,
    or_open,
    prose_section,
    rows_section,
    shortened_section,
    yes_no_open,
)
from amt24web.documents.versions import tested_table, versions_section
from amt24web.domain.papers.parts import Criterion
from amt24web.domain.papers.testing_plan import PlanFacts, Tester, TrialAccount
from amt24web.domain.papers.words import DefectClass
from amt24web.domain.wording import label

KIND: Final = "Testplan"
SLUG: Final = "testplan"
WHO_TITLE: Final = "Wer testet was bis wann"
WHO_COLUMNS: Final = columns(("Wer", 34), ("Was", 48), ("Bis wann", 18))
NOBODY_TESTS: Final = "Es ist noch niemand benannt, der testet."
MORE_TESTERS: Final = "Alle {count} stehen unter „Testende und ihre Bereitschaft“."
MOST_TESTERS, MOST_CRITERIA = 6, 4
"""So many fit on page one."""
END_TITLE: Final = "Ende und Freigabe"
NO_CRITERIA: Final = "Die Kriterien sind noch offen."
TESTER_COLUMNS: Final = columns(
    ("Wer", 27), ("Stelle", 25), ("Blickwinkel", 20), ("Kann beginnen", 28)
)
ACCOUNT_COLUMNS: Final = columns(
    ("Konto", 26), ("Art", 20), ("Vertrauensniveau", 20), ("Wer es hat", 22), ("Bereit", 12)
)
READINESS: Final = (
    "Für die Anmeldung mit Online-Ausweis: gültiger Ausweis mit eingeschalteter Online-Funktion, "
    "bekannte PIN, Smartphone mit NFC und aktueller AusweisApp.",
    "Das Smartphone ist nicht im Netz der Behörde.",
    "Für „Mein Unternehmenskonto“: ein ELSTER-Organisationszertifikat. Es kommt teils per Brief; "
    "beantragen Sie es rechtzeitig.",
)
CRITERIA_COLUMNS: Final = columns(("Kriterium", 52), ("Zielwert", 26), ("Für", 22))
CLASS_COLUMNS: Final = columns(("Klasse", 28), ("Das heißt", 44), ("Freigabe", 28))
CLASSES: Final = (
    (
        DefectClass.PREVENTS,
        "Die Benutzung ist unmöglich oder schwerwiegend eingeschränkt.",
        "nicht möglich",
    ),
    (
        DefectClass.HINDERS,
        "Die Benutzung ist erheblich eingeschränkt.",
        "nur mit einer Umgehung, die alle hinnehmen",
    ),
    (
        DefectClass.MINOR,
        "Die Benutzung ist gar nicht oder nur unwesentlich eingeschränkt.",
        "möglich",
    ),
)
RISK_COLUMNS: Final = columns(("Risiko", 28), ("Auswirkung", 25), ("Maßnahme", 29), ("Wer", 18))
REFUSAL: Final = (
    "Wird die Freigabe verweigert, nennt der Prozesseigner die Gründe. Sie werden behoben und "
    "nachgetestet. Danach wird neu entschieden."
)


def build_testing_plan(head: Head, facts: PlanFacts) -> Document:
    """The plan from its facts; what is not known yet is said, prose nobody wrote is left out."""
    blocks = (
        *_page_one(facts),
        PageBreak(),
        Contents(),
        *_what(facts),
        *_who(facts),
        *_rules(facts),
        *coverage_section(facts.coverage),
        *approval_section("Freigabe des Testplans", facts.approvals),
        DocumentControl(),
        PageBreak(),
        *cases_section(facts.cases),
    )
    return Document(head, blocks)


def _page_one(facts: PlanFacts) -> Iterator[Block]:
    yield TitleBlock()
    yield tested_table(facts.subjects, facts.begins, facts.ends, facts.environment)
    yield from _testers_in_short(facts.testers)
    yield Heading(1, END_TITLE)
    yield facts_table(
        END_TITLE,
        (
            ("Der Test endet, wenn", _criteria_in_short(facts.end_criteria)),
            ("Freigegeben wird, wenn", _criteria_in_short(facts.approval_criteria)),
        ),
    )


def _criteria_in_short(criteria: Sequence[Criterion]) -> Cell:
    said = [_criterion(criterion) for criterion in criteria[:MOST_CRITERIA]]
    more = len(criteria) - MOST_CRITERIA
    return listed([*said, f"und {more} weitere Kriterien gelten" if more > 0 else ""])


def _testers_in_short(testers: Sequence[Tester]) -> tuple[Block, ...]:
    rows = [(in_one_line(t.name, t.body), or_open(t.scope), day_or_open(t.until)) for t in testers]
    return shortened_section(
        WHO_TITLE, WHO_COLUMNS, rows, NOBODY_TESTS, most=MOST_TESTERS, more=MORE_TESTERS
    )


def _criterion(criterion: Criterion) -> str:
    target = f" ({criterion.target})" if criterion.target else ""
    return f"{criterion.text}{target}"


def _what(facts: PlanFacts) -> Iterator[Block]:
    yield from versions_section(facts.subjects, "Testobjekte und Umfang")
    yield from list_section("Worauf sich der Test stützt", facts.basis, level=2)
    yield from list_section("Was getestet wird", facts.in_scope, level=2)
    yield from list_section("Was nicht getestet wird", facts.out_of_scope, level=2)
    how = (
        *prose_section("Strategie", facts.strategy, level=2),
        *list_section("Voraussetzungen", facts.preconditions, level=2),
        *prose_section("Testdaten", facts.data, level=2),
        *prose_section("Abbrechen und Fortsetzen", facts.pausing, level=2),
    )
    if how:
        yield Heading(1, "Vorgehen")
        yield from how


def _who(facts: PlanFacts) -> Iterator[Block]:
    testers = [
        (t.name, or_open(t.body), or_open(t.perspective), _readiness(t)) for t in facts.testers
    ]
    accounts = [_account(account) for account in facts.accounts]
    yield from rows_section("Testende und ihre Bereitschaft", TESTER_COLUMNS, testers, NOBODY_TESTS)
    yield from list_section("Was Testende brauchen", READINESS, level=2)
    yield from rows_section(
        "Konten zum Testen", ACCOUNT_COLUMNS, accounts, "Es ist noch kein Konto genannt.", level=2
    )


def _readiness(tester: Tester) -> str:
    needs = in_one_line(*tester.still_needs)
    ready = yes_no_open(tester.is_ready)
    return f"{ready}, es fehlt: {needs}" if needs and not tester.is_ready else ready


def _account(account: TrialAccount) -> tuple[str, ...]:
    return (
        account.name,
        account.kind,
        or_open(account.level),
        or_open(account.holder),
        yes_no_open(account.is_ready),
    )


def _rules(facts: PlanFacts) -> Iterator[Block]:
    criteria = [
        (c.text, or_open(c.target), what)
        for what, group in (
            ("Ende des Tests", facts.end_criteria),
            ("Freigabe", facts.approval_criteria),
        )
        for c in group
    ]
    classes = [(label(weight), meaning, release) for weight, meaning, release in CLASSES]
    risks = [(r.text, or_open(r.effect), or_open(r.measure), or_open(r.who)) for r in facts.risks]
    yield from rows_section("Kriterien", CRITERIA_COLUMNS, criteria, NO_CRITERIA)
    yield from rows_section("Klassen von Abweichungen", CLASS_COLUMNS, classes, "", level=2)
    yield from prose_section("Wenn die Freigabe verweigert wird", facts.refusal, REFUSAL, level=2)
    yield from rows_section("Risiken", RISK_COLUMNS, risks, "Es sind keine Risiken genannt.")
