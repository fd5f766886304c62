"""Answer types: what is read, kept, shown and compared."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.catalogue.structure import AnswerType, Question
from amt24web.domain.reading import Shown
from amt24web.domain.records import Json
from amt24web.rules.answer_kind import Reading
from amt24web.rules.answers import KINDS, choices_of
from tests.harness.builders import a_column, a_question, some_choices

PEOPLE = {"p1": "Anna Beispiel, Amt für Prüfung"}
CHOICES = some_choices("eins", "zwei", "drei")
QUESTIONS = {
    answer_type: a_question(
        type=answer_type.value,
        choices=CHOICES if answer_type in (AnswerType.CHOICE, AnswerType.CHOICES) else (),
        columns=(a_column(),) if answer_type is AnswerType.ROWS else (),
    )
    for answer_type in AnswerType
}


def read(answer_type: str, *typed: str, **said: int) -> Reading:
    question = QUESTIONS[AnswerType(answer_type)].model_copy(update=said)
    return KINDS[question.type].read(typed, question)


def show(question: Question, value: Json) -> Shown:
    return KINDS[question.type].show(value, question, PEOPLE)


def test_every_answer_type_has_its_class():
    assert set(KINDS) == set(AnswerType)


@pytest.mark.parametrize(
    ("answer_type", "typed", "value"),
    [
        ("text", ("  Amt  ",), "Amt"),
        ("langtext", ("eins\r\nzwei",), "eins\nzwei"),
        ("zahl", ("1.200",), 1200),
        ("datum", ("24.12.2026",), "2026-12-24"),
        ("ja_nein", ("ja",), "ja"),
        ("auswahl", ("zwei",), "zwei"),
        ("mehrfach", ("drei", "eins", ""), ["eins", "drei"]),
        ("leika", ("99-006-053-006-000",), "99006053006000"),
        ("leika", ("99 006 053 006 000",), "99006053006000"),
        ("leika", ("14006053006000",), "14006053006000"),
        ("fim_schema", ("s00 000 000 400",), "S00000000400"),
        ("ars", ("14 6 12 0000 000",), "146120000000"),
        ("vorschlag", (" Hausformat ",), "Hausformat"),
        ("mailadresse", ("post@example.org",), "post@example.org"),
        ("beteiligter", ("p1",), "p1"),
    ],
)
def test_what_is_understood_becomes_a_value(answer_type: str, typed: tuple[str, ...], value: Json):
    assert read(answer_type, *typed) == Reading(value=value)


@pytest.mark.parametrize(
    ("answer_type", "typed", "reason"),
    [
        ("text", "x" * 501, "zu lang: 501 Zeichen, erlaubt sind 500"),
        ("langtext", "x" * 20_001, "zu lang"),
        ("zahl", "viele", "keine Zahl"),
        ("datum", "morgen", "kein Datum"),
        ("datum", "30.02.2026", "kein Datum"),
        ("ja_nein", "vielleicht", "Diese Auswahl gibt es nicht"),
        ("auswahl", "vier", "Diese Auswahl gibt es nicht"),
        ("mehrfach", "vier", "Diese Auswahl gibt es nicht"),
        ("leika", "99-006-053-006", "14 Ziffern"),
        ("leika", "17006053006000", "14 Ziffern"),
        ("leika", "98006053006000", "14 Ziffern"),
        ("leika", "99٠٠٦٠٥٣٠٠٦٠٠٠", "14 Ziffern"),
        ("fim_schema", "S0000000040", "elf Ziffern"),
        ("fim_schema", "F00000000400", "elf Ziffern"),
        ("ars", "14612000000", "zwölf Ziffern"),
        ("ars", "1461200000٠٠", "zwölf Ziffern"),
        ("mailadresse", "post@example", "keine E-Mail-Adresse"),
        ("mailadresse", "Post <post@example.org>", "keine E-Mail-Adresse"),
        ("mailadresse", "a@example.org, b@example.org", "keine E-Mail-Adresse"),
        ("text", "Amt \ue000", "privater Bereich"),
    ],
)
def test_what_is_not_understood_is_kept_as_it_was_typed(answer_type: str, typed: str, reason: str):
    reading = read(answer_type, typed)
    assert reading.value is None
    assert reading.raw == typed
    assert reason in reading.problem


@pytest.mark.parametrize(
    ("low", "high", "typed", "reason"),
    [
        (1, 10, "11", "zwischen 1 und 10"),
        (1, 10, "0", "zwischen 1 und 10"),
        (1, None, "0", "eine Zahl ab 1 "),
        (None, 1_000, "1001", "eine Zahl bis 1.000 "),
        (None, 0, "1", "eine Zahl bis 0 "),
    ],
)
def test_a_number_out_of_bounds_says_which(low: int, high: int, typed: str, reason: str):
    reading = read("zahl", typed, minimum=low, maximum=high)
    assert reason in reading.problem
    assert reading.raw == typed


def test_the_bounds_themselves_are_allowed():
    assert [read("zahl", n, minimum=1, maximum=3).value for n in ("1", "3")] == [1, 3]


@pytest.mark.parametrize("answer_type", AnswerType)
@pytest.mark.parametrize("typed", [(), ("",), ("  ",), ("\r\n",)])
def test_nothing_typed_is_no_answer_and_no_problem(answer_type: str, typed: tuple[str, ...]):
    assert read(answer_type, *typed) == Reading()


@pytest.mark.parametrize(
    ("answer_type", "value", "shown"),
    [
        ("text", "Amt", Shown(text="Amt")),
        ("langtext", "eins\n\nzwei", Shown(prose="eins\n\nzwei")),
        ("zahl", 1200, Shown(text="1.200")),
        ("zahl", 0.5, Shown(text="0,5")),
        ("datum", "2026-12-24", Shown(text="24.12.2026")),
        ("ja_nein", "nein", Shown(text="nein")),
        ("auswahl", "zwei", Shown(text="Zwei")),
        ("auswahl", "abgeschafft", Shown(text="abgeschafft")),
        ("mehrfach", ["eins", "drei"], Shown(items=("Eins", "Drei"))),
        ("leika", "99006053006000", Shown(text="99-006-053-006-000")),
        ("beteiligter", "p1", Shown(text="Anna Beispiel, Amt für Prüfung")),
        ("beteiligter", "p9", Shown(text="nicht mehr beteiligt")),
        ("berechnet", 3, Shown(text="3")),
        ("berechnet", "hoch", Shown(text="hoch")),
    ],
)
def test_a_value_is_shown_in_german(answer_type: str, value: Json, shown: Shown):
    assert show(QUESTIONS[AnswerType(answer_type)], value) == shown


def test_conditions_see_dates_as_days_and_the_parts_of_a_leika_key():
    date_kind, leika = KINDS[AnswerType.DATE], KINDS[AnswerType.LEIKA_KEY]
    assert date_kind.compare("2026-12-24", QUESTIONS[AnswerType.DATE]) == date(2026, 12, 24)
    assert leika.parts("99006053006000") == {"instanz": "99", "verrichtung": "006"}


def test_yes_and_no_are_offered_without_being_declared():
    assert [c.slug for c in choices_of(QUESTIONS[AnswerType.YES_NO])] == ["ja", "nein"]
    assert choices_of(QUESTIONS[AnswerType.CHOICE]) == CHOICES
    assert not choices_of(QUESTIONS[AnswerType.TEXT])


anything = st.lists(
    st.text(max_size=40) | st.sampled_from(["eins", "ja", "1,5", "1.1.2026"]), max_size=3
)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(AnswerType), anything)
def test_whatever_is_sent_gives_a_value_or_a_problem_with_the_text(
    answer_type: AnswerType, sent: list[str]
):
    question = QUESTIONS[answer_type]
    reading = KINDS[answer_type].read(sent, question)
    assert bool(reading.problem) == bool(reading.raw)
    assert not (reading.problem and reading.value is not None)
    assert json.loads(json.dumps(reading.value, allow_nan=False)) == reading.value
    if reading.value is not None:
        assert not show(question, reading.value).is_empty


typeable = st.sampled_from(
    [AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER, AnswerType.DATE,
                            AnswerType.LEIKA_KEY, AnswerType.MAIL_ADDRESS])  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(
    typeable,
    st.text(max_size=40) | st.from_regex(r"99\d{12}|\d{1,9},\d\d|[1-9]\.1\.20\d\d", fullmatch=True),
)
def test_what_stands_in_the_field_is_read_as_the_same_value(answer_type: AnswerType, typed: str):
    question = QUESTIONS[answer_type]
    value = KINDS[answer_type].read([typed], question).value
    if value is not None:
        shown = show(question, value)
        assert KINDS[answer_type].read([shown.text or shown.prose], question).value == value


LEVELS = a_question("stufe", "berechnet", choices=some_choices("eins", "zwei", ranked=True))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(2, Shown(text="Zwei")), (7, Shown(text="7")), (["zwei"], Shown(items=("Zwei",)))],
)
def test_a_computed_answer_with_options_is_shown_in_their_words(value: Json, shown: Shown):
    assert show(LEVELS, value) == shown


def test_a_region_key_is_shown_in_groups():
    assert show(QUESTIONS[AnswerType.REGION_KEY], "146120000000").text == "14 6 12 0000 000"


@pytest.mark.parametrize(
    ("address", "kind"),
    [("anna.beispiel@example.org", "persoenlich"),
     ("Anna.Beispiel-Muster@example.org", "persoenlich"),
     ("post@example.org", "funktion"), ("referat.schule@example.org", "funktion"),
     ("ordnungsamt.dresden@example.org", "funktion"), ("a.b@example.org", "funktion")],
)  # fmt: skip
def test_a_mail_address_tells_a_persons_mailbox_from_a_functions(address: str, kind: str):
    assert KINDS[AnswerType.MAIL_ADDRESS].parts(address) == {"art": kind}
