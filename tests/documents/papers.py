"""Papers to test with: plain functions with defaults, and each rendered file only once."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from amt24web.documents.blank import build_blank
from amt24web.documents.clarification import build_clarification
from amt24web.documents.head import Head
from amt24web.documents.kickoff import build_kickoff
from amt24web.documents.outline import Block, Column, Document, Table, TitleBlock, cell
from amt24web.documents.render import render
from amt24web.domain.assessments import (
    ClosingReading,
    ImposedCondition,
    LeadTimeReading,
    LegalReason,
    NiveauReading,
    SignOffReading,
)
from amt24web.domain.reading import (
    BlankQuestion,
    BlankSection,
    OpenPointReading,
    QuestionReading,
    SectionReading,
    Shown,
    ShownTable,
)
from amt24web.domain.vocabulary import (
    AnswerState,
    DocumentFormat,
    DocumentState,
    SignOffOutcome,
    SignOffWay,
    Stage,
)
from amt24web.domain.wording import label

PROSE = (
    "Sorgeberechtigte melden ihr Kind **ohne Papier** zur Grundschule an.\n\n"
    "- Die Schule erhält alle Angaben.\n- Niemand tippt etwas ab.\n\n"
    "Mehr dazu: https://example.org/anmeldung"
)
MANY_SCRIPTS = (
    "Ελληνικά Кириллица Հայերեն ქართული עברית العربية देवनागरी ไทย 漢字 한국어 "
    "Nguyễn Žůček Ḿ m̂ 😀 🚀 👨‍👩‍👧 ☐ → ∑ \u202egnirts\u202c"
)


def a_head(**changes: Any) -> Head:
    """The head of a draft."""
    facts: dict[str, Any] = {
        "kind": "Klärungsbogen",
        "onlinedienst": "Anmeldung zur Grundschule",
        "day": date(2026, 11, 23),
        "organisation": "Landesamt für Schule und Bildung",
        "leika_key": "99088027104000",
        "version": "0.1",
        "state": DocumentState.DRAFT,
        "edited_by": "Erika Beispiel",
        "edition": "3f9a1c2b7d4e",
    }
    return Head(**{**facts, **changes})


def a_document(*blocks: Block, **head: Any) -> Document:
    """A paper of a title and these blocks."""
    return Document(a_head(**head), (TitleBlock(), *blocks))


def a_table(rows: int = 2, **changes: Any) -> Table:
    """A table of three columns."""
    columns = (Column("Nr.", 10, True), Column("Aufgabe", 60), Column("Bis wann", 30))
    content = tuple(
        (cell(str(n)), cell(f"Aufgabe Nummer {n}"), cell("01.12.2026")) for n in range(rows)
    )
    return Table(**{"caption": "Aufgaben", "columns": columns, "rows": content, **changes})


def a_question(text: str = "Wie heißt die Leistung?", **changes: Any) -> QuestionReading:
    """A settled question."""
    facts: dict[str, Any] = {
        "key": "leistung_name",
        "number": "A1",
        "shown": Shown(text="Anmeldung zur Grundschule"),
        "state": AnswerState.ANSWERED,
    }
    return QuestionReading(**{**facts, **changes, "text": text})


def a_section(*questions: QuestionReading, **changes: Any) -> SectionReading:
    """A section with one settled question, or with these."""
    facts: dict[str, Any] = {"key": "leistung", "letter": "A", "title": "Leistung und Vorhaben"}
    return SectionReading(**{**facts, **changes, "questions": questions or (a_question(),)})


def an_open_point(number: str = "A2", **changes: Any) -> OpenPointReading:
    """A required answer that is missing."""
    facts: dict[str, Any] = {
        "key": "leistung_kurz",
        "title": "Worum geht es in zwei Sätzen?",
        "detail": "noch nicht beantwortet",
        "severity": None,
        "responsible": "Prozesseigner",
        "due": "",
        "stage": label(Stage.KICKOFF),
    }
    return OpenPointReading(**{**facts, **changes, "section": number})


def a_niveau(**changes: Any) -> NiveauReading:
    """A level that was decided as proposed."""
    facts: dict[str, Any] = {
        "decided": "substantiell", "proposed": "substantiell", "deviates": False,
        "is_dispensable": False, "floors": (LegalReason("Basis", "Fachrecht.", "§ 3 OZG"),),
        "damage": "begrenzt", "criteria": (), "missing": (), "may_rise": (), "compensation": "",
        "is_lowered": False, "deviation_reason": "", "means": (), "means_are_chosen": False,
        "other_way": "",
    }  # fmt: skip
    return NiveauReading(**{**facts, **changes})


def a_lead_time(**changes: Any) -> LeadTimeReading:
    """Something that must be begun eight weeks before the Livegang."""
    facts: dict[str, Any] = {
        "key": "epaybl", "text": "ePayBL-Mandanten beantragen", "who": "Prozesseigner",
        "weeks": 8, "begin_by": date(2027, 6, 4), "is_soon": False, "is_urgent": False,
        "note": "", "source": "",
    }  # fmt: skip
    return LeadTimeReading(**{**facts, **changes})


def a_sign_off(**changes: Any) -> SignOffReading:
    """Data protection has agreed by mail."""
    facts: dict[str, Any] = {
        "key": "dsb", "subject": "Datenschutz", "role": "Datenschutzbeauftragte",
        "outcome": SignOffOutcome.AGREED, "name": "Eva Muster", "function": "Referat 3",
        "day": date(2026, 11, 20), "way": SignOffWay.MAIL, "recorded_by": "Anna Beispiel",
    }  # fmt: skip
    return SignOffReading(**{**facts, **changes})


def a_condition(**changes: Any) -> ImposedCondition:
    """An open point that a stage was closed with."""
    facts: dict[str, Any] = {
        "key": "eins", "number": "A 1", "title": "Was fehlt?", "who": "Max",
        "until": date(2026, 12, 24), "is_open": True,
    }  # fmt: skip
    return ImposedCondition(**{**facts, **changes})


def a_closing(*conditions: ImposedCondition, **changes: Any) -> ClosingReading:
    """The stage before the Auftakt is closed."""
    facts: dict[str, Any] = {
        "stage": Stage.KICKOFF, "slug": "auftakt", "title": "Klärung für den Auftakt",
        "closed_on": date(2026, 11, 24), "closed_by": "Anna Beispiel", "total": 12, "done": 9,
    }  # fmt: skip
    return ClosingReading(**{**facts, **changes, "conditions": conditions})


def rows(columns: Sequence[str], *said: Sequence[str]) -> Shown:
    """The answer to a repeatable question."""
    return Shown(table=ShownTable(tuple(columns), tuple(tuple(row) for row in said)))


def a_clarification(**head: Any) -> Document:
    """A Klärungsbogen with every kind of answer."""
    performance = a_section(
        a_question(),
        a_question("Worum geht es in zwei Sätzen?", number="A2", shown=Shown(prose=PROSE)),
        a_question("Wer stellt den Antrag?", number="A3",
                   shown=Shown(items=("Bürgerinnen und Bürger", "Vereine")),
                   note="Auch Pflegeeltern, mit Vollmacht."),
        a_question("Welche Zeiträume sind das?", number="A4",
                   shown=rows(("Von", "Bis", "Anlass", "Erwartete Anträge"),
                              ("01.08.2026", "15.09.2026", "Anmeldezeitraum", "38.000"),
                              ("01.02.2027", "28.02.2027", "", "600"))),
        a_question("Ist der Termin rechtlich oder politisch fest?", number="A5", shown=Shown(),
                   state=AnswerState.OPEN),
        a_question("Wann soll der Dienst live gehen?", number="A6", shown=Shown(text="01.08.2027"),
                   state=AnswerState.IN_CLARIFICATION, responsible="Max Muster",
                   due="15.12.2026"),
    )  # fmt: skip
    people = a_section(
        a_question("Wer ist beteiligt?", number="B1", shown=rows(
            ("Rolle", "Name oder Funktion", "Stelle", "E-Mail (Funktionspostfach)", "Telefon",
             "Vertretung", "Blickwinkel beim Testen"),
            ("Prozesseigner", "Erika Beispiel", "Landesamt für Schule und Bildung",
             "schulanmeldung@example.org", "0371 1234-0", "Max Muster", "Fachbehörde"),
            ("Testteam", "Ole Probe", "Grundschule am Park", "grundschule@example.org", "",
             "", "annehmende Stelle"))),
        a_question("Gibt es eine zweite Prozessverantwortung?", number="B2", shown=Shown(),
                   state=AnswerState.NOT_APPLICABLE, reason="Das Landesamt trägt sie allein."),
        letter="B", title="Beteiligte und Zuständigkeit",
    )  # fmt: skip
    points = (an_open_point("A5", title="Ist der Termin rechtlich oder politisch fest?"),
              an_open_point("A6", title="Wann soll der Dienst live gehen?", detail="wird geklärt",
                            responsible="Max Muster", due="15.12.2026"))  # fmt: skip
    more = [a_section(a_question(number=f"{letter}1"), letter=letter, title=title)
            for letter, title in (("C", "Recht"), ("D", "Vertrauensniveau"))]  # fmt: skip
    return build_clarification(
        a_head(**head), (performance, people, *more), points, niveau=a_niveau(),
        sign_offs=(a_sign_off(),), closings=(a_closing(a_condition()),),
    )  # fmt: skip


def a_kickoff(**head: Any) -> Document:
    """Minutes in which everything was recorded."""
    recorded = a_section(
        a_question("Wann?", key="auftakt_datum", shown=Shown(text="24.11.2026")),
        a_question("Um welche Uhrzeit?", key="auftakt_uhrzeit", shown=Shown(text="10 bis 12 Uhr")),
        a_question("Wo?", key="auftakt_ort", shown=Shown(text="Raum 204 und Videokonferenz")),
        a_question("Leitung?", key="auftakt_leitung", shown=Shown(text="Erika Beispiel")),
        a_question("Protokoll?", key="auftakt_protokoll", shown=Shown(text="Max Muster")),
        a_question("Teilgenommen?", key="auftakt_anwesend", shown=rows(
            ("Person oder Stelle", "Anwesend", "Anmerkung"),
            ("Erika Beispiel, Landesamt", "ja", ""),
            ("Ole Probe, Grundschule am Park", "vertreten", "durch das Sekretariat"))),
        a_question("Tragen alle das Ziel mit?", number="AU7", key="auftakt_ziel_getragen",
                   shown=Shown(text="ja")),
        a_question("Was wurde zum Ziel vereinbart?", number="AU8", key="auftakt_ziel",
                   shown=Shown(prose="Erste Ausbaustufe: nur die Anmeldung.")),
        a_question("Wie gehen Sie vor?", number="AU9", key="auftakt_vorgehen",
                   shown=Shown(prose="1. Prototyp\n2. Test mit drei Schulen\n3. Livegang")),
        a_question("Welche Meilensteine gelten?", key="auftakt_meilensteine", shown=rows(
            ("Meilenstein", "Geplant bis", "Vorlauf, Abhängigkeit", "Verantwortlich"),
            ("Prototyp", "01.03.2027", "Zugang zur Entwicklungsumgebung", "Max Muster"),
            ("Livegang", "01.08.2027", "Zertifizierung", "Erika Beispiel"))),
        a_question("Wer ist wofür zuständig?", key="auftakt_zustaendigkeiten", shown=rows(
            ("Wofür", "Verantwortlich", "Vertretung"),
            ("Formular modellieren", "Max Muster", ""),
            ("Texte abstimmen", "Erika Beispiel", "Ole Probe"))),
        a_question("Wer entscheidet?", number="AU12", key="auftakt_entscheidung",
                   shown=Shown(prose="Die Referatsleitung, innerhalb einer Woche.")),
        a_question("Wie arbeiten Sie zusammen?", number="AU13", key="auftakt_zusammenarbeit",
                   shown=Shown(prose="Über das Funktionspostfach schulanmeldung@example.org.")),
        a_question("Welche Regeltermine gibt es?", number="AU14", key="auftakt_regeltermine",
                   shown=rows(("Termin", "Wie oft", "Ort oder Medium", "Leitung"),
                              ("Arbeitsstand", "alle zwei Wochen", "Videokonferenz",
                               "Erika Beispiel"))),
        a_question("Wer hilft bei Fragen?", number="AU15", key="auftakt_support", shown=rows(
            ("Wofür", "Stelle", "Erreichbar", "Leitet weiter an"),
            ("fachliche Fragen", "Landesamt", "Mo bis Fr, 9 bis 15 Uhr", ""),
            ("technische Probleme", "Anwendungsbetreuung", "Mo bis Fr", "Max Muster"))),
        a_question("Wer testet?", number="AU16", key="auftakt_testerkreis", shown=rows(
            ("Person oder Gruppe", "Stelle", "Blickwinkel", "Verfügbar"),
            ("Sekretariat", "Grundschule am Park", "annehmende Stelle", "ab April 2027"))),
        a_question("Beschlossen?", key="auftakt_beschluesse", shown=rows(
            ("Beschluss", "Begründung"),
            ("Der Dienst entsteht auf Weg A, mit der Blaupause.", "keine Schnittstelle nötig"),
            ("Drei Schulen beginnen, die übrigen folgen im Herbst 2027.", ""))),
        a_question("Aufgaben?", key="auftakt_aufgaben", shown=rows(
            ("Aufgabe", "Wer", "Bis wann"),
            ("Leistungstext mit der Redaktion abstimmen", "Erika Beispiel", "15.12.2026"),
            ("Zugang zur Entwicklungsumgebung beantragen", "Max Muster", "01.12.2026"))),
        a_question("Nächster Termin?", key="auftakt_naechster_termin",
                   shown=Shown(text="08.12.2026")),
        a_question("Wo?", key="auftakt_naechster_ort", shown=Shown(text="10 Uhr, Videokonferenz")),
        key="auftakt", letter="AU", title="Auftakt-Meeting",
    )  # fmt: skip
    known = a_section(
        a_question("Worum geht es in zwei Sätzen?", number="A2", key="leistung_kurz",
                   shown=Shown(prose=PROSE)),
        a_question("Wie entsteht der Onlinedienst?", number="A4", key="umsetzungsweg",
                   shown=Shown(text="Weg A: Blaupause")),
        a_question("Woran erkennen Sie, dass der Dienst ein Erfolg ist?", number="A20", key="ziel",
                   shown=Shown(prose="Neun von zehn Anmeldungen kommen online an.")),
    )  # fmt: skip
    points = [an_open_point(f"A{n}") for n in range(3, 6)]
    return build_kickoff(
        a_head(kind="Auftaktprotokoll", **head), recorded, (known,), points,
        lead_times=(a_lead_time(),), niveau=a_niveau(),
    )  # fmt: skip


def a_blank_question(text: str = "Wie heißt die Leistung?", **changes: Any) -> BlankQuestion:
    """A question to answer in one line."""
    facts: dict[str, Any] = {
        "key": "leistung_name",
        "number": "A1",
        "help": "So, wie Bürgerinnen und Bürger sie suchen würden.",
        "condition": "",
        "choices": (),
        "several": False,
        "columns": (),
        "lines": 1,
        "need": "Pflicht",
        "stage": "bis zum Auftakt",
        "role": "Prozesseigner",
    }
    return BlankQuestion(**{**facts, **changes, "text": text})


def a_blank() -> Document:
    """An empty questionnaire with every kind of input."""
    questions = (
        a_blank_question(),
        a_blank_question("Wie entsteht der Onlinedienst?", number="A2",
                         choices=("Weg A: Blaupause", "Weg B: eigenes Modell")),
        a_blank_question("Wer stellt den Antrag?", number="A3", several=True,
                         choices=("Bürgerinnen und Bürger", "Unternehmen", "Vereine")),
        a_blank_question("Auf welche Adresse verweist Amt24?", number="A4", lines=4,
                         condition="nur wenn Amt24 auf einen anderen Dienst verweist"),
        a_blank_question("Welche Zeiträume sind das?", number="A5", lines=4,
                         columns=("Von", "Bis", "Anlass", "Erwartete Anträge")),
    )  # fmt: skip
    sections = (
        BlankSection("A", "Leistung und Vorhaben", "Grobe Angaben genügen.", questions),
        BlankSection("B", "Beteiligte", "", (a_blank_question(number="B1"),)),
    )
    head = a_head(kind="Leerer Klärungsbogen", state=None, version="", edited_by="")
    return build_blank(head, sections)


@cache
def file_of(document: Document, file_format: DocumentFormat = DocumentFormat.PDF) -> bytes:
    """The rendered paper, once per test run and process."""
    return render(document, file_format)
