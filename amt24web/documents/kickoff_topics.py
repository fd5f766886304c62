"""The subjects of the Auftakt in the order of the slides, and the answers that belong to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amt24web.domain.reading import QuestionReading, ShownTable
from amt24web.domain.vocabulary import AnswerState

KNOWN_STATES: Final = (AnswerState.ANSWERED, AnswerState.IN_CLARIFICATION)


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of the meeting: which answers of the Klärung and of the kickoff belong to it.

    ``asks`` is what the invitation says is to be agreed.
    """

    title: str
    known: tuple[str, ...]
    agreed: tuple[str, ...]
    asks: str


TOPICS: Final = (
    Topic(
        "Ziel und gewünschtes Ergebnis",
        ("leistung_kurz", "zielgruppe", "ziel", "nicht_ziel"),
        ("auftakt_ziel_getragen", "auftakt_ziel"),
        "Tragen alle das Ziel mit? Was gehört zum Start, was kommt später?",
    ),
    Topic(
        "Vorgehen",
        ("vorhaben_art", "umsetzungsweg", "modellierung_durch", "termin_start", "termin_fest"),
        ("auftakt_vorgehen",),
        "Welche Schritte und Meilensteine gelten, wer braucht Vorlauf?",
    ),
    Topic(
        "Zuständigkeiten und Entscheidungen",
        ("pe_geteilt", "pe_aufteilung", "pe_uebergang", "empfaenger_je_antrag", "teilnahme_start"),
        ("auftakt_entscheidung",),
        "Wer übernimmt was, wer vertritt, und wer entscheidet im Streit?",
    ),
    Topic(
        "Zusammenarbeit und Kommunikation",
        (),
        ("auftakt_zusammenarbeit", "auftakt_regeltermine"),
        "Wann treffen Sie sich wieder, und wo melden Sie Probleme?",
    ),
    Topic(
        "Fachlicher und technischer Support",
        ("link_kontakt",),
        ("auftakt_support",),
        "Wer hilft bei Fragen zum Dienst, und in welcher Reihenfolge?",
    ),
    Topic(
        "Testerkreis",
        (),
        ("auftakt_testerkreis",),
        "Wer testet, auch aus Zielgruppe und antragannehmender Stelle?",
    ),
)
"""In the order of the slides, phase 2. What no topic names is printed behind them."""

START: Final = "termin_start"
DATE, TIME, PLACE = "auftakt_datum", "auftakt_uhrzeit", "auftakt_ort"
CHAIR, MINUTES = "auftakt_leitung", "auftakt_protokoll"
PRESENT, DECISIONS, TASKS = "auftakt_anwesend", "auftakt_beschluesse", "auftakt_aufgaben"
NEXT_DATE, NEXT_PLACE = "auftakt_naechster_termin", "auftakt_naechster_ort"
SCHEDULE, DUTIES = "auftakt_meilensteine", "auftakt_zustaendigkeiten"
APPROVAL, GOAL = "auftakt_genehmigung", "ziel"


class Answers:
    """Answers by the key of their question; what was not said is not there."""

    def __init__(self, questions: Iterable[QuestionReading]) -> None:
        self._said: Mapping[str, QuestionReading] = {
            question.key: question
            for question in questions
            if not question.shown.is_empty or question.state in KNOWN_STATES
        }

    def among(self, keys: Sequence[str]) -> tuple[QuestionReading, ...]:
        """What was said to these questions, in their order."""
        return tuple(self._said[key] for key in keys if key in self._said)

    def line(self, *keys: str) -> str:
        """What was said to these questions, in one line."""
        return ", ".join(filter(None, (q.shown.as_line for q in self.among(keys))))

    def rows(self, key: str) -> ShownTable | None:
        """The rows of a question, if there are any."""
        return self._said[key].shown.table if key in self._said else None

    def besides(self, keys: frozenset[str]) -> tuple[QuestionReading, ...]:
        """What was said to all other questions."""
        return tuple(q for key, q in self._said.items() if key not in keys)
