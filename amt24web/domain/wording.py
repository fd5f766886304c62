"""The German voice: how the words of the house, dates and numbers are said."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from amt24web.domain.papers.words import (
    CaseKind,
    CaseResult,
    CaseStage,
    ContentState,
    DeclarationKind,
    DefectClass,
    DefectState,
    ExaminationResult,
    Outcome,
    Perspective,
    Priority,
)
from amt24web.domain.tasks import TaskKind
from amt24web.domain.testing import RoundKind
from amt24web.domain.vocabulary import (
    AccessRole,
    AnswerState,
    Deed,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    MailState,
    Need,
    Phase,
    PointKind,
    Severity,
    SignOffOutcome,
    SignOffWay,
    Stage,
)

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
BERLIN = ZoneInfo("Europe/Berlin")
NO_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_FILE_WORDS = 80

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    AnswerState: {
        AnswerState.OPEN: "offen",
        AnswerState.ANSWERED: "geklärt",
        AnswerState.IN_CLARIFICATION: "wird geklärt",
        AnswerState.NOT_APPLICABLE: "nicht zutreffend",
    },
    Severity: {
        Severity.ERROR: "Fehler",
        Severity.WARNING: "Warnung",
        Severity.NOTICE: "Hinweis",
    },
    PointKind: {
        PointKind.UNANSWERED: "noch nicht beantwortet",
        PointKind.IN_CLARIFICATION: "wird geklärt",
        PointKind.UNREADABLE: "eine Angabe ist nicht lesbar",
        PointKind.ERROR: "Fehler",
        PointKind.WARNING: "Warnung",
    },
    Phase: {
        Phase.CLARIFICATION: "Grundlegende Klärung",
        Phase.KICKOFF: "Auftakt-Meeting",
        Phase.PROTOTYPE: "Prototyp",
        Phase.TEST: "Test, Verbesserung, Abnahme",
        Phase.CERTIFICATION: "Zertifizierung und Planung des Rollouts",
        Phase.GO_LIVE: "Livegang und produktive Abnahme",
        Phase.OPERATION: "Betrieb und Wartung",
        Phase.SHUTDOWN: "Abschaltung",
    },
    Stage: {
        Stage.KICKOFF: "bis zum Auftakt",
        Stage.PROTOTYPE: "bis Ende Prototyp",
        Stage.APPROVAL: "bis zur Freigabe",
        Stage.HANDOVER: "bis zur Übergabe",
    },
    Need: {
        Need.REQUIRED: "Pflicht",
        Need.RECOMMENDED: "empfohlen",
        Need.OPTIONAL: "freiwillig",
    },
    AccessRole: {
        AccessRole.PROCESS_OWNER: "Prozesseigner",
        AccessRole.CONTRIBUTOR: "arbeitet mit",
        AccessRole.COMPETENT_BODY: "zuständige Stelle (eigene Zeilen)",
        AccessRole.READER: "liest mit",
        AccessRole.COORDINATION: "Koordination",
        AccessRole.ADMIN: "Verwaltung",
    },
    DocumentKind: {
        DocumentKind.CLARIFICATION: "Klärungsbogen",
        DocumentKind.INVITATION: "Einladung und Tagesordnung zum Auftakt",
        DocumentKind.KICKOFF: "Auftaktprotokoll",
        DocumentKind.CERTIFICATION: "Zertifizierungsinformation",
        DocumentKind.HANDOVER: "Go-Live-Übergabe",
        DocumentKind.HANDOVER_MAIL: "E-Mail an den Servicedesk",
        DocumentKind.OPERATIONAL_APPROVAL: "Betriebliche Freigabeerklärung",
        DocumentKind.STATUS_REPORT: "Statusbericht",
        DocumentKind.TESTING_PLAN: "Testplan",
        DocumentKind.TESTING_REPORT: "Testbericht",
        DocumentKind.APPROVAL: "Freigabeerklärung",
    },
    TaskKind: {
        TaskKind.POINT: "offener Punkt",
        TaskKind.QUESTIONS: "offene Punkte",
        TaskKind.LATER_QUESTION: "Frage an Sie, wird später gebraucht",
        TaskKind.SIGN_OFF: "Mitzeichnung",
        TaskKind.PAPER: "Freigabe",
        TaskKind.TESTING: "Test",
        TaskKind.REWORK: "Test",
        TaskKind.CERTIFICATION: "Zertifizierung",
        TaskKind.DEFECT: "Abweichung",
    },
    RoundKind: {
        RoundKind.FULL: "alle Testfälle",
        RoundKind.CORE: "Kernset",
        RoundKind.RETEST: "Nachtest",
    },
    DocumentFormat: {
        DocumentFormat.DOCX: "Word",
        DocumentFormat.PDF: "PDF",
    },
    DocumentState: {
        DocumentState.DRAFT: "Entwurf",
        DocumentState.FOR_APPROVAL: "zur Freigabe",
        DocumentState.APPROVED: "freigegeben",
        DocumentState.WITHDRAWN: "zurückgezogen",
    },
    SignOffOutcome: {
        SignOffOutcome.AGREED: "zugestimmt",
        SignOffOutcome.ON_CONDITION: "mit Auflage zugestimmt",
        SignOffOutcome.REFUSED: "abgelehnt",
    },
    SignOffWay: {
        SignOffWay.ACCOUNT: "im eigenen Konto",
        SignOffWay.MAIL: "per E-Mail",
        SignOffWay.TALK: "im Gespräch",
        SignOffWay.PAPER: "auf Papier",
    },
    MailState: {
        MailState.WAITING: "unterwegs",
        MailState.SENT: "gesendet",
        MailState.FAILED: "nicht gesendet",
    },
    Deed: {
        Deed.ADDED: "neu",
        Deed.CHANGED: "geändert",
        Deed.REMOVED: "entfernt",
        Deed.BROUGHT_BACK: "zurückgeholt",
        Deed.MOVED: "verschoben",
        Deed.ISSUED: "ausgefertigt",
        Deed.APPROVED: "freigegeben",
        Deed.WITHDRAWN: "zurückgezogen",
    },
    Priority: {
        Priority.HIGH: "hoch",
        Priority.MEDIUM: "mittel",
        Priority.LOW: "niedrig",
    },
    CaseStage: {
        CaseStage.DEVELOPMENT: "Entwicklertest",
        CaseStage.SUBJECT: "Fachtest",
        CaseStage.USERS: "Test mit Nutzenden",
        CaseStage.RECEIPT: "Test bei der antragannehmenden Stelle",
        CaseStage.SELF_CHECK: "Selbstprüfung vor der Zertifizierung",
        CaseStage.LIVE: "Test in der Produktion",
    },
    CaseKind: {
        CaseKind.FUNCTIONAL: "Funktion",
        CaseKind.NEGATIVE: "Fehlerfall",
        CaseKind.INTERFACE: "Schnittstelle",
        CaseKind.ACCESSIBILITY: "Barrierefreiheit",
        CaseKind.USABILITY: "Nutzbarkeit",
        CaseKind.SECURITY: "Sicherheit",
        CaseKind.LOAD: "Last",
    },
    Perspective: {
        Perspective.DEVELOPMENT: "Entwicklung",
        Perspective.AUTHORITY: "verantwortliche Behörde",
        Perspective.USERS: "künftige Nutzende",
        Perspective.RECEIVING_BODY: "antragannehmende Stelle",
        Perspective.SECURITY: "Datenschutz und Sicherheit",
        Perspective.OPERATION: "Betrieb",
    },
    CaseResult: {
        CaseResult.PASSED: "bestanden",
        CaseResult.FAILED: "nicht bestanden",
        CaseResult.BLOCKED: "blockiert",
        CaseResult.NOT_RUN: "nicht durchgeführt",
    },
    DefectClass: {
        DefectClass.PREVENTS: "betriebsverhindernd",
        DefectClass.HINDERS: "betriebsbehindernd",
        DefectClass.MINOR: "leicht",
    },
    DefectState: {
        DefectState.OPEN: "offen",
        DefectState.MENDED: "behoben, noch nicht nachgetestet",
        DefectState.RETESTED: "behoben und nachgetestet",
        DefectState.ACCEPTED: "mit Umgehung hingenommen",
    },
    Outcome: {
        Outcome.GIVEN: "erteilt",
        Outcome.ON_CONDITION: "mit Auflagen erteilt",
        Outcome.REFUSED: "verweigert",
    },
    DeclarationKind: {
        DeclarationKind.FINAL_APPROVAL: "Finale Freigabe",
        DeclarationKind.CONTRACTOR_ACCEPTANCE: "Abnahme gegenüber dem Dienstleister",
        DeclarationKind.PRODUCTION_APPROVAL: "Freigabe zur Produktivsetzung",
        DeclarationKind.LIVE_ACCEPTANCE: "Produktive Abnahme",
    },
    ExaminationResult: {
        ExaminationResult.PASSED: "bestanden",
        ExaminationResult.ON_CONDITION: "mit Auflagen bestanden",
        ExaminationResult.FAILED: "nicht bestanden",
    },
    ContentState: {
        ContentState.THERE: "liegt bei",
        ContentState.MISSING: "fehlt noch",
        ContentState.NOT_NEEDED: "nicht nötig",
    },
}
"""By the set a word belongs to: „kickoff“ is a phase, a stage and a paper."""

DOCUMENT_SLUGS: Mapping[DocumentKind, str] = {
    DocumentKind.CLARIFICATION: "klaerung",
    DocumentKind.INVITATION: "einladung",
    DocumentKind.KICKOFF: "auftakt",
    DocumentKind.CERTIFICATION: "zertifizierung",
    DocumentKind.HANDOVER: "uebergabe",
    DocumentKind.HANDOVER_MAIL: "servicedesk",
    DocumentKind.OPERATIONAL_APPROVAL: "betriebsfreigabe",
    DocumentKind.STATUS_REPORT: "status",
    DocumentKind.TESTING_PLAN: "testplan",
    DocumentKind.TESTING_REPORT: "testbericht",
    DocumentKind.APPROVAL: "abnahme",
}
"""How a kind of document is called in addresses and commands."""

STAGE_TITLES: Mapping[Stage, str] = {
    Stage.KICKOFF: "Klärung für den Auftakt",
    Stage.PROTOTYPE: "Klärung für den Prototyp",
    Stage.APPROVAL: "Klärung für die Freigabe",
    Stage.HANDOVER: "Klärung für die Übergabe",
}
"""What is closed at the end of a stage."""

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def label(word: StrEnum) -> str:
    """How a word of the program is said in German."""
    return LABELS[type(word)][word]


def german_date(day: date | None) -> str:
    """``TT.MM.JJJJ``, or nothing."""
    return f"{day:%d.%m.}{day.year:04}" if day else ""


def german_time(moment: datetime | None) -> str:
    """Hours and minutes as the clock on the wall in Dresden shows them."""
    return f"{moment.astimezone(BERLIN):%H:%M}" if moment else ""


def german_moment(moment: datetime | None) -> str:
    """Date and time as the clock on the wall in Dresden shows them."""
    return f"{moment.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr" if moment else ""


def local_day(moment: datetime) -> date:
    """The day it was in Dresden at that moment."""
    return moment.astimezone(BERLIN).date()


def german_number(number: float | int) -> str:
    """A number with decimal comma and points between thousands."""
    # At most six decimals, like what can be typed: sums show no noise, nothing typed is rounded.
    exact = Decimal(repr(round(number, 6))).normalize()
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: „1 Frage“, „3 Fragen“."""
    return f"{german_number(number)} {one if number == 1 else many}"


def initials(name: str) -> str:
    """First letters of the words of a name, for small places."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def file_words(text: str) -> str:
    """A text as part of a file name: „Straße (Hort)“ becomes ``strasse-hort``."""
    words = NO_WORD.sub("-", folded(spelled_out(text))).strip("-")
    return words[:LONGEST_FILE_WORDS].strip("-")


def spelled_out(text: str) -> str:
    """A text in small letters, with „ae“ for „ä“ as in an address."""
    return text.casefold().translate(UMLAUTS)


def folded(text: str) -> str:
    """Text made comparable for search: no case, no accents, umlauts and ß spelled plainly."""
    spelled = text.casefold().replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", spelled)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
