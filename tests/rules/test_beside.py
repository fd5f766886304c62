"""What is kept beside the answers, told in words."""

import pytest

from amt24web.catalogue.structure import SignOff
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import Phase, SignOffOutcome, SignOffWay, Stage
from amt24web.rules import closing, sign_offs
from amt24web.rules.beside import kind_of
from amt24web.rules.revisions import Subjects
from amt24web.rules.summary import stand
from tests.harness.builders import SOURCED, a_catalogue, a_question, facts_with

SIGNED = Content(
    value={
        "outcome": SignOffOutcome.ON_CONDITION.value, "name": "Erika Beispiel", "function": "DSB",
        "way": SignOffWay.MAIL.value,
        "day": "2026-05-04", "words": "mit Löschfrist", "answers": {"frage": "0f3a"}, "open": [],
    }
)  # fmt: skip
CLOSED = Content(
    value={
        "day": "2026-05-04",
        "counts": {"total": 20, "done": 18},
        "conditions": [
            {"key": "frage", "question": "frage", "title": "Frist klären", "who": "p1",
             "name": "Anna", "until": "2026-06-01"}
        ],
    },
    note="wie besprochen",
)  # fmt: skip


def told(key: str, content: Content) -> dict[str, str]:
    kind, _ = kind_of(key)
    assert kind is not None
    return {name: text for name, text in kind.said(content) if text}


def test_an_answer_is_of_no_kind():
    assert kind_of("frage") == (None, "frage")


def test_a_sign_off_is_told_without_its_fingerprints():
    assert told("mitzeichnung:dsb", SIGNED) == {
        "Ergebnis": "mit Auflage zugestimmt",
        "Wer": "Erika Beispiel, DSB",
        "Wann": "04.05.2026",
        "Wie": "per E-Mail",
        "Auflage": "mit Löschfrist",
    }
    assert told("mitzeichnung:dsb", Content(reason="Irrtum")) == {"Zurückgezogen, weil": "Irrtum"}


@pytest.mark.parametrize(
    ("outcome", "name"),
    [("mit Auflage", "Auflage"), ("abgelehnt", "Begründung"), ("zugestimmt", "Bemerkung")],
)
def test_the_words_of_a_sign_off_are_called_by_what_was_decided(outcome: str, name: str):
    said = told("mitzeichnung:dsb", Content(value={"outcome": outcome, "words": "Frist nennen"}))
    assert said[name] == "Frist nennen"
    assert len(said) == 2


def test_a_decision_that_was_replaced_is_named_with_the_proof():
    value = {"outcome": "zugestimmt", "replaces": "Eva vom 01.03.2026", "proof": "Vermerk"}
    assert told("mitzeichnung:dsb", Content(value=value)) == {
        "Ergebnis": "zugestimmt",
        "Ersetzt die Entscheidung von": "Eva vom 01.03.2026",
        "Beleg": "Vermerk",
    }


def test_a_closed_stage_is_told_with_its_conditions():
    assert told("abschluss:auftakt", CLOSED) == {
        "Abgeschlossen am": "04.05.2026",
        "Geklärt": "18 von 20 Fragen",
        "Auflagen": "Frist klären: Anna, bis 01.06.2026",
        "Notiz": "wie besprochen",
    }
    assert told("abschluss:auftakt", Content(reason="Neues")) == {"Wieder geöffnet, weil": "Neues"}


@pytest.mark.parametrize("value", [None, "x", 1, [], {}, {"conditions": "x", "outcome": "x"}])
def test_no_content_is_a_surprise(value: object):
    for key in ("mitzeichnung:x", "abschluss:x", "befund:x", "kommentar:x", "markierung:x", "y:x"):
        told(key, Content(value=value))  # type: ignore[arg-type]


def test_its_subject_is_called_by_its_name():
    sign_off = SignOff(
        id="dsb", role="dsb", text="Datenschutz", declaration="Ich …", questions=("frage",),
        **SOURCED,
    )  # fmt: skip
    catalogue = a_catalogue(a_question("frage"), sign_offs=(sign_off,))
    subjects = Subjects(stand(catalogue, facts_with(), Phase.CLARIFICATION))
    found = subjects.of(sign_offs.record_key("dsb"))
    assert (found.text, found.kind, found.number) == ("Datenschutz", "Mitzeichnung", "")
    closed = subjects.of(closing.record_key(Stage.KICKOFF))
    assert (closed.text, closed.kind) == ("Klärung für den Auftakt", "Abschluss")
    assert subjects.of("mitzeichnung:weg").text == "weg"
