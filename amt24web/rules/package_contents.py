"""What a Go-Live-Paket must hold on which way, and whether it is there: one line per content.

After the list of contents of the Übergabe (parts 1 to 18). What an answer proves, nobody ticks;
what a paper proves, is that paper. For services that are not built here a request to connect, or
the facts of the link, stand in place of the Übergabe.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.papers.words import ContentState
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.rules.facts import all_columns, cells, rows_of
from amt24web.rules.progress import DONE, has_unreadable, state_of
from amt24web.rules.summary import Standing
from amt24web.rules.visibility import WAY_QUESTION

BLUEPRINT, OWN_MODEL = "blaupause", "eigenes_modell"
THERE_ALREADY, EFA, LINK = "amt24_vorhanden", "efa", "nur_link"
BUILT: Final = (BLUEPRINT, OWN_MODEL)
ELSEWHERE: Final = (THERE_ALREADY, EFA)

NOT_YET: Final = "Das Dokument ist noch nicht da."
REFUSED: Final = "Die Freigabe ist verweigert: Frage {number}."
REFUSAL: Final = "verweigert"
NO_PLACE: Final = "In amt24web lässt sich das noch nicht festhalten."
NOT_ON_THIS_WAY: Final = "Nicht Pflicht auf diesem Weg."
NOT_ASKED: Final = "Trifft nach den Antworten nicht zu."
ONLY_DRAFT: Final = "Es liegt nur ein Entwurf vor, die Freigabe fehlt."
OPEN_QUESTION: Final = "Frage {number} ist offen."
CELL_MISSING: Final = "Frage {number}, Zeile {row}: {cells} fehlt."
WAY_OPEN: Final = "Der Weg ist noch offen: Frage {number}."


@dataclass(frozen=True, slots=True)
class Entry:
    """One content. It is mandatory on the ways in ``mandatory``, on those in ``possible`` if it
    applies.

    It is proven by the first of its ``papers`` that is there (by slug; approved if it
    ``needs_approval``) and by answers to all of its ``questions`` that are asked. ``cells`` must be
    filled in every row of a question. ``also`` is printed with it if something is said.
    ``granted`` is the question whose answer must not be a refusal.
    """

    number: str
    text: str
    slug: str
    mandatory: tuple[str, ...] = BUILT
    possible: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    needs_approval: bool = False
    questions: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    granted: str = ""
    is_made: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways on which it may be part of a package."""
        return (*self.mandatory, *self.possible)


MANDANT: Final = "amt24_mandant"
MANDANT_CELLS: Final = ("mandant", "prozess", "prozess_version", "formular", "formular_version")
SUPPORT: Final = ("support_fachlich", "support_technisch")
DESCRIPTION: Final = ("beschreibung_vorhanden", "beschreibung_url")
EVERY_WAY: Final = (*BUILT, *ELSEWHERE, LINK)
ONLY_B: Final = (OWN_MODEL,)
ONLY_A: Final = (BLUEPRINT,)

ENTRIES: Final = (
    Entry("1", "Übergabesteckbrief, Mail an den Servicedesk", "steckbrief",
          questions=(MANDANT,), cells=MANDANT_CELLS, also=("termin_start",)),
    Entry("1", "Bitte um Anschluss", "anschluss", mandatory=ELSEWHERE,
          questions=("leistung_name", "leika", "nachnutzung_quelle", "zustaendige_stellen",
                     "efa_anschlussvertrag", "efa_zustellpunkt", "efa_parameterblatt"),
          also=("leistung_kurz", "termin_start", "bescheid_form", "rueckkanal")),
    Entry("1", "Angaben zum Link", "link", mandatory=(LINK,),
          questions=("leistung_name", "leika", "nachnutzung_quelle", "link_ziel",
                     "link_datenschutz", "link_kontakt"),
          also=("leistung_kurz", "termin_start")),
    Entry("2", "Zertifizierungsinformation", "zertifizierung",
          papers=("zertifizierung",), needs_approval=True),
    Entry("3", "Freigabe des Prozesseigners", "freigabe-prozesseigner",
          papers=("abnahme",), needs_approval=True),
    Entry("4", "Freigabe zur Produktivsetzung durch SK 44", "freigabe-sk44",
          questions=("sk_ergebnis", "sk_am"), also=("sk_wer", "sk_ticket"),
          granted="sk_ergebnis"),
    Entry("5", "Artefaktliste mit Versionen", "artefakte",
          ONLY_B, ONLY_A, papers=("uebergabe",)),
    Entry("6", "Parameterblatt je Umgebung", "parameter",
          ONLY_B, ONLY_A, papers=("uebergabe",), also=("stellen_parameter",)),
    Entry("7", "Prozessdatenschutzerklärung", "datenschutzerklaerung",
          questions=("dsinfo_text",),
          also=("zweck_rechtsgrundlage", "empfaenger", "loeschfristen")),
    Entry("8", "Testabschlussbericht mit Restmängeln", "testbericht",
          ONLY_B, ONLY_A, papers=("testbericht",), needs_approval=True),
    Entry("9", "Support- und Kontaktblatt", "support", possible=ELSEWHERE,
          questions=SUPPORT, also=("kontaktanzeige", "wartung")),
    Entry("10", "Zuständigkeitsliste je Gebiet", "zustaendigkeiten",
          (OWN_MODEL, *ELSEWHERE), ONLY_A, questions=("stellen",)),
    Entry("11", "Schnittstellenblatt", "schnittstellen",
          (), BUILT, questions=("schnittstellen",), also=("transport", "uebergabeformat")),
    Entry("12", "Zahlungsblatt", "zahlung", (), BUILT,
          questions=("bezahlung_online", "epaybl_stand", "epaybl_mandant"),
          also=("gebuehren", "zahlarten", "kasse", "zahlung_abbruch", "hkr")),
    Entry("13", "Beitrag zu Datenschutz und Informationssicherheit", "sicherheit", (), BUILT,
          also=("sb_v", "sb_i", "sb_a", "dsfa_noetig", "risikoanalyse", "vvt", "notfall")),
    Entry("14", "Leistungsbeschreibung mit Freigabevermerk der Redaktion", "leistungsbeschreibung",
          mandatory=EVERY_WAY, questions=(*DESCRIPTION, "redaktion_am"),
          also=("redaktion_mit", "beschreibung_anpassen")),
    Entry("15", "Einspiel-, Aktivierungs- und Rückfallplan", "einspielplan",
          ONLY_B, ONLY_A, papers=("uebergabe",)),
    Entry("16", "Checkliste des produktiven Abnahmetests", "abnahmetest",
          ONLY_B, ONLY_A, papers=("uebergabe",)),
    Entry("17", "Auftaktprotokoll", "auftakt", (), EVERY_WAY, papers=("auftakt",)),
    Entry("17", "Klärungsbogen", "klaerung", (), EVERY_WAY, papers=("klaerung",)),
    Entry("18", "Inhaltsverzeichnis mit Prüfsummen", "inhalt", mandatory=EVERY_WAY, is_made=True),
)  # fmt: skip
"""In the order of the numbers."""


PLACES: Final[Mapping[Questionnaire, str]] = {
    Questionnaire.CLARIFICATION: "klaerung/{}",
    Questionnaire.FAST_TRACK: "schnelldurchlauf/{}",
    Questionnaire.KICKOFF: "auftakt",
    Questionnaire.TESTING: "test/planung",
    Questionnaire.CERTIFICATION: "zertifizierung/{}",
    Questionnaire.GO_LIVE: "livegang/{}",
}
"""Where the section of a question stands, as an address within the Onlinedienst."""


@dataclass(frozen=True, slots=True)
class PaperThere:
    """A paper that can go into the package, and how far it has come."""

    slug: str
    is_approved: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One content as it stands, and where what is missing is mended: an address within the
    Onlinedienst, or nothing.
    """

    entry: Entry
    content: PackageContent
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Gap:
    words: str
    place: str = ""


def assess(standing: Standing, papers: Mapping[str, PaperThere]) -> tuple[Line, ...]:
    """Every content of the package on the way that was chosen."""
    way = way_of(standing)
    if not way:
        # Nothing is left out as long as nobody knows what may be.
        way = OWN_MODEL
    lines = [_line(e, way, standing, papers) for e in ENTRIES if way in e.ways]
    return (*_way_line(standing), *lines)


def way_of(standing: Standing) -> str:
    """The way that was chosen, or empty."""
    return str(standing.assessment.values.get(WAY_QUESTION) or "")


def is_complete(lines: Iterable[Line]) -> bool:
    """Whether nothing is missing."""
    return all(line.content.state is not ContentState.MISSING for line in lines)


def _way_line(standing: Standing) -> tuple[Line, ...]:
    if way_of(standing) or WAY_QUESTION not in standing.catalogue.questions:
        return ()
    words = WAY_OPEN.format(number=standing.catalogue.numbers[WAY_QUESTION])
    entry = Entry("0", "Umsetzungsweg", "weg")
    content = PackageContent(entry.number, entry.text, ContentState.MISSING, words=words)
    return (Line(entry, content, question_place(standing, WAY_QUESTION)),)


def _line(entry: Entry, way: str, standing: Standing, papers: Mapping[str, PaperThere]) -> Line:
    paper = next((papers[slug] for slug in entry.papers if slug in papers), None)
    asked = [q for q in entry.questions if q in standing.assessment.asked]
    gaps = [*_paper_gaps(entry, paper), *_question_gaps(entry, asked, standing)]
    if way in entry.possible and not (paper or _applies(entry, asked, standing)):
        words = NOT_ASKED if entry.questions else NOT_ON_THIS_WAY
        return _as(entry, ContentState.NOT_NEEDED, words)
    if way in entry.possible and not asked:
        gaps = []
    if entry.questions and not asked:
        gaps.append(_Gap(NO_PLACE))
    if gaps:
        return _as(entry, ContentState.MISSING, " ".join(g.words for g in gaps), gaps[0].place)
    return _as(entry, ContentState.THERE, paper.words if paper else "")


def _applies(entry: Entry, asked: Iterable[str], standing: Standing) -> bool:
    """Whether answers say that it is wanted: a question follows from them, or is answered."""
    questions = standing.catalogue.questions
    sheet = () if entry.papers else said(standing, (*entry.questions, *entry.also))
    return bool(sheet) or any(questions[q].condition for q in asked)


def _as(entry: Entry, state: ContentState, words: str, place: str = "") -> Line:
    return Line(entry, PackageContent(entry.number, entry.text, state, words=words), place)


def _paper_gaps(entry: Entry, paper: PaperThere | None) -> list[_Gap]:
    if not entry.papers:
        return []
    if paper is None:
        return [_Gap(NOT_YET, f"dokumente#art-{entry.papers[0]}")]
    if entry.needs_approval and not paper.is_approved:
        return [_Gap(ONLY_DRAFT, f"dokumente#art-{paper.slug}")]
    return []


def _question_gaps(entry: Entry, asked: Iterable[str], standing: Standing) -> list[_Gap]:
    found = []
    for question_id in asked:
        place = question_place(standing, question_id)
        if words := _open(standing, question_id) or _unfilled(standing, question_id, entry.cells):
            found.append(_Gap(words, place))
    if standing.assessment.values.get(entry.granted) == REFUSAL:
        number = standing.catalogue.numbers[entry.granted]
        found.append(_Gap(REFUSED.format(number=number), question_place(standing, entry.granted)))
    return found


def question_place(standing: Standing, question_id: str) -> str:
    """Where a question stands, as an address within the Onlinedienst."""
    section = standing.catalogue.section_of[question_id]
    return f"{PLACES[section.questionnaire].format(section.id)}#frage-{question_id}"


def _open(standing: Standing, question_id: str) -> str:
    question = standing.catalogue.questions[question_id]
    is_settled = state_of(question, standing.facts) in DONE
    if is_settled and not has_unreadable(question, standing.facts):
        return ""
    return OPEN_QUESTION.format(number=standing.catalogue.numbers[question_id])


def _unfilled(standing: Standing, question_id: str, wanted: Iterable[str]) -> str:
    """What is missing in the rows of a question; „nicht zutreffend“ does not fill them."""
    wanted = tuple(wanted)
    if not wanted:
        return ""
    question = standing.catalogue.questions[question_id]
    number = standing.catalogue.numbers[question_id]
    names = {c.id: c.text for c in all_columns(standing.catalogue, question)}
    rows = rows_of(question, standing.facts)
    for place, row in enumerate(rows, 1):
        missing = [names.get(cell, cell) for cell in wanted if not cells(row.content).get(cell)]
        if missing:
            return CELL_MISSING.format(number=number, row=place, cells=", ".join(missing))
    return "" if rows else OPEN_QUESTION.format(number=number)


def said(standing: Standing, questions: Iterable[str]) -> list[str]:
    """Those of the questions that are asked and answered."""
    return [
        q
        for q in questions
        if q in standing.assessment.asked
        and state_of(standing.catalogue.questions[q], standing.facts) is AnswerState.ANSWERED
    ]
