"""The shape of the catalogue: what an editor may write in the TOML files, and what it means.

German keys in the files, English names in the code; every model refuses keys it does not know.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field

from amt24web.catalogue.checklists import Checklist, ChecklistItem
from amt24web.catalogue.entries import Declared, RuleId, Slug, Sourced, german
from amt24web.catalogue.test_cases import CaseRule
from amt24web.domain.vocabulary import Need, Questionnaire, RowSource, Severity, Stage

SCHEMA = 3
"""Number of this shape. It rises with every new key, so that an older program says it is too old.

Older editions stay readable: new keys have defaults.
"""


class AnswerType(StrEnum):
    """The words an editor writes as ``typ``; rules/answers.py holds one class for each."""

    TEXT = "text"
    LONG_TEXT = "langtext"
    NUMBER = "zahl"
    DATE = "datum"
    YES_NO = "ja_nein"
    CHOICE = "auswahl"
    CHOICES = "mehrfach"
    LEIKA_KEY = "leika"
    FIM_SCHEMA = "fim_schema"
    REGION_KEY = "ars"
    MAIL_ADDRESS = "mailadresse"
    SUGGESTED = "vorschlag"
    PARTICIPANT = "beteiligter"
    COMPUTED = "berechnet"
    ROWS = "zeilen"
    PARTICIPANTS = "beteiligte"
    AUTHORITIES = "stellen"


ROW_SOURCES = {
    AnswerType.ROWS: RowSource.ANSWERS,
    AnswerType.PARTICIPANTS: RowSource.PARTICIPANTS,
    AnswerType.AUTHORITIES: RowSource.AUTHORITIES,
}

NEEDS = {"P": Need.REQUIRED, "E": Need.RECOMMENDED, "O": Need.OPTIONAL}
STAGES = {
    "auftakt": Stage.KICKOFF,
    "prototyp": Stage.PROTOTYPE,
    "freigabe": Stage.APPROVAL,
    "uebergabe": Stage.HANDOVER,
}
SEVERITIES = {"FEHLER": Severity.ERROR, "WARNUNG": Severity.WARNING, "HINWEIS": Severity.NOTICE}
QUESTIONNAIRES = {
    "klaerung": Questionnaire.CLARIFICATION,
    "schnelldurchlauf": Questionnaire.FAST_TRACK,
    "auftakt": Questionnaire.KICKOFF,
    "test": Questionnaire.TESTING,
    "zertifizierung": Questionnaire.CERTIFICATION,
    "livegang": Questionnaire.GO_LIVE,
}


GermanNeed = Annotated[Need, german(NEEDS)]
GermanStage = Annotated[Stage, german(STAGES)]
GermanSeverity = Annotated[Severity, german(SEVERITIES)]
GermanQuestionnaire = Annotated[Questionnaire, german(QUESTIONNAIRES)]
Level = Literal["ohne", "basis", "substantiell", "hoch"]
"""The codes of the Vertrauensniveau, from none to high (BSI TR-03107-1 in our words)."""


class Help(Declared):
    """Why it is asked, whom to ask, an example; shown on demand beside the question."""

    why: str = Field(default="", alias="warum")
    whom: str = Field(default="", alias="wen")
    example: str = Field(default="", alias="beispiel")

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to show."""
        return not (self.why or self.whom or self.example)


class Choice(Declared):
    """One option; ``rank`` orders the options of a question where order means more or less."""

    slug: Slug = Field(alias="id")
    text: str
    hint: str = Field(default="", alias="hinweis")
    rank: int | None = Field(default=None, alias="rang")

    @classmethod
    def named(cls, slug: str, text: str) -> Self:
        """An option that the program brings itself."""
        return cls.model_validate({"id": slug, "text": text})


class Column(Declared):
    """One typed column of a repeatable question.

    ``is_for_experts`` puts it behind the others where a body fills in its own row.
    """

    id: Slug
    text: str
    type: AnswerType = Field(alias="typ")
    hint: str = Field(default="", alias="hinweis")
    choices: tuple[Choice, ...] = Field(default=(), alias="optionen")
    choices_from: str = Field(default="", alias="optionen_aus")
    suggestions_from: Literal["", "xoev"] = Field(default="", alias="vorschlaege_aus")
    required: bool = Field(default=False, alias="pflicht")
    is_for_experts: bool = Field(default=False, alias="fuer_fachleute")
    minimum: int | None = Field(default=None, alias="mindestens")
    maximum: int | None = Field(default=None, alias="hoechstens")


class FixedRow(Declared):
    """A row that is always there, such as a task that exactly one body must take."""

    uid: Slug = Field(alias="id")
    text: str


class Question(Sourced):
    """One question, complete: what is asked, of whom, when, why, and how it is answered.

    ``adopted_from`` names an earlier question whose rows appear here by themselves;
    ``adopted_columns`` says which of its columns fills which column here.
    """

    id: Slug
    text: str
    type: AnswerType = Field(alias="typ")
    hint: str = Field(default="", alias="hinweis")
    help: Help = Field(default=Help(), alias="hilfe")
    need: GermanNeed = Field(alias="pflicht")
    stage: GermanStage = Field(alias="stufe")
    role: Slug = Field(alias="rolle")
    consulted: tuple[Slug, ...] = Field(default=(), alias="konsultiert")
    condition: str = Field(default="", alias="bedingung")
    condition_in_words: str = Field(default="", alias="bedingung_in_worten")
    choices: tuple[Choice, ...] = Field(default=(), alias="optionen")
    choices_from: str = Field(default="", alias="optionen_aus")
    columns: tuple[Column, ...] = Field(default=(), alias="spalte")
    shown_columns: tuple[Slug, ...] = Field(default=(), alias="spalten")
    fixed_rows: tuple[FixedRow, ...] = Field(default=(), alias="feste_zeile")
    fixed_rows_head: str = Field(default="Aufgabe", alias="zeilenkopf")
    expression: str = Field(default="", alias="ausdruck")
    expression_from: str = Field(default="", alias="ausdruck_aus")
    adopted_from: str = Field(default="", alias="uebernimmt")
    adopted_columns: dict[Slug, Slug] = Field(default_factory=dict, alias="uebernimmt_spalten")
    minimum: int | None = Field(default=None, alias="mindestens")
    maximum: int | None = Field(default=None, alias="hoechstens")
    retired: bool = Field(default=False, alias="zurueckgezogen")

    @cached_property
    def row_source(self) -> RowSource | None:
        """Where the rows live, or None for a question without rows."""
        return ROW_SOURCES.get(self.type)

    @cached_property
    def record_key(self) -> str:
        """The key its rows are kept under: a table has one set of rows, however often shown."""
        source = self.row_source
        return source.value if source not in (None, RowSource.ANSWERS) else self.id

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Rank by option, for options that declare one."""
        return {c.slug: c.rank for c in self.choices if c.rank is not None}


class Section(Sourced):
    """A page of questions: its own, and with ``shows`` questions of other sections again."""

    id: Slug
    letter: str = Field(alias="buchstabe", max_length=3)
    title: str = Field(alias="titel")
    introduction: str = Field(default="", alias="einleitung")
    questionnaire: GermanQuestionnaire = Field(alias="bogen")
    shows: tuple[Slug, ...] = Field(default=(), alias="zeigt")
    questions: tuple[Question, ...] = Field(default=(), alias="frage")

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Its questions without those the operator has retired."""
        return tuple(q for q in self.questions if not q.retired)


class PlausibilityRule(Sourced):
    """What does not fit together, said in one sentence at the question it concerns.

    ``values`` names expressions that the message may show in braces.
    """

    id: RuleId
    condition: str = Field(alias="bedingung")
    message: str = Field(alias="meldung")
    severity: GermanSeverity = Field(alias="schwere")
    question: Slug = Field(alias="frage")
    stage: GermanStage = Field(alias="stufe")
    values: dict[Slug, str] = Field(default_factory=dict, alias="werte")
    retired: bool = Field(default=False, alias="zurueckgezogen")


class Scope(Sourced):
    """A way or a kind of undertaking, and what the Klärung asks then.

    Without ``sections`` and ``questions`` everything is asked; otherwise the sections by letter
    and the questions by id, and nothing else. ``excluded`` questions are never asked.
    """

    id: Slug
    text: str
    description: str = Field(alias="beschreibung")
    sections: tuple[str, ...] = Field(default=(), alias="abschnitte")
    questions: tuple[Slug, ...] = Field(default=(), alias="fragen")
    excluded: tuple[Slug, ...] = Field(default=(), alias="ausgenommen")
    start_phase: str = Field(default="clarification", alias="beginnt_mit")

    def asks(self, section: Section, question: Question) -> bool:
        """Whether a question is asked within this scope."""
        if question.id in self.excluded:
            return False
        if not self.sections and not self.questions:
            return True
        return section.letter in self.sections or question.id in self.questions


class Role(Sourced):
    """A role in the process; ``needed_if`` is the condition under which somebody must have it."""

    id: Slug
    text: str
    body: str = Field(default="", alias="stelle")
    tasks: str = Field(alias="aufgaben")
    needed_if: str = Field(default="", alias="noetig_wenn")
    never_needed: bool = Field(default=False, alias="nie_noetig")


class LegalFloor(Sourced):
    """A legal reason why the Vertrauensniveau may not be lower (standards 1.2, step 1)."""

    id: Slug
    condition: str = Field(alias="bedingung")
    level: Level = Field(alias="niveau")
    reason: str = Field(alias="grund")


class SignInMeans(Sourced):
    """A way to prove who one is: the account it belongs to, and the level it reaches."""

    id: Slug
    text: str
    account: Slug = Field(alias="konto")
    level: Level = Field(alias="niveau")
    people: str = Field(alias="personen")
    written_form: str = Field(default="", alias="schriftform")


class XoevStandard(Sourced):
    """A data standard, transport or character set; ``version`` is the newest one found."""

    id: Slug
    text: str
    purpose: str = Field(alias="zweck")
    kind: Literal["daten", "transport", "zeichensatz"] = Field(alias="art")
    identifier: str = Field(default="", alias="kennung")
    owner: str = Field(default="", alias="betreiber")
    version: str = Field(default="", alias="fassung")
    binding: str = Field(default="", alias="verbindlich")


class SignOff(Sourced):
    """What somebody signs: the declaration in words, and the questions it covers."""

    id: Slug
    role: Slug = Field(alias="rolle")
    text: str
    declaration: str = Field(alias="erklaerung")
    questions: tuple[Slug, ...] = Field(alias="fragen")


class Sentence(Declared):
    """A sentence of a prepared mail that is only true, or only needed, under a condition."""

    id: Slug
    text: str
    condition: str = Field(default="", alias="bedingung")


class Contact(Sourced):
    """A body that must be spoken to, when, and what the prepared mail tells and asks.

    ``sentences`` stand before the request, those of them whose condition holds.
    """

    id: Slug
    role: Slug = Field(alias="rolle")
    occasion: str = Field(alias="anlass")
    condition: str = Field(default="", alias="bedingung")
    request: str = Field(alias="bitte")
    sentences: tuple[Sentence, ...] = Field(default=(), alias="satz")
    facts: tuple[Slug, ...] = Field(default=(), alias="tatsachen")
    questions: tuple[Slug, ...] = Field(default=(), alias="fragen")
    days_to_answer: int = Field(default=10, ge=1, alias="frist_tage")


class LeadTime(Sourced):
    """What must be begun how many weeks before the wished go-live, and by whom."""

    id: Slug
    text: str
    role: Slug = Field(alias="rolle")
    weeks: int = Field(ge=0, alias="wochen")
    condition: str = Field(default="", alias="bedingung")
    note: str = Field(default="", alias="hinweis")


class Table(Declared):
    """The columns of a table that several questions are windows on."""

    id: Slug
    columns: tuple[Column, ...] = Field(alias="spalte")


class Catalogue(Declared):
    """Everything that is asked and checked, in order; the canonical form of an edition.

    Checklists are left out of an edition: they hold for every Onlinedienst as they are today.

    Two catalogues are the same only if they are one object, so that results can be remembered per
    catalogue without hashing it whole; contents are compared by ``editions.identity``.
    """

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    sections: tuple[Section, ...] = Field(alias="abschnitt")
    rules: tuple[PlausibilityRule, ...] = Field(default=(), alias="regel")
    ways: tuple[Scope, ...] = Field(default=(), alias="weg")
    kinds: tuple[Scope, ...] = Field(default=(), alias="art")
    roles: tuple[Role, ...] = Field(default=(), alias="rolle")
    tables: tuple[Table, ...] = Field(default=(), alias="tabelle")
    floors: tuple[LegalFloor, ...] = Field(default=(), alias="untergrenze")
    means: tuple[SignInMeans, ...] = Field(default=(), alias="mittel")
    standards: tuple[XoevStandard, ...] = Field(default=(), alias="xoev")
    sign_offs: tuple[SignOff, ...] = Field(default=(), alias="mitzeichnung")
    contacts: tuple[Contact, ...] = Field(default=(), alias="ansprechen")
    lead_times: tuple[LeadTime, ...] = Field(default=(), alias="vorlauf")
    test_cases: tuple[CaseRule, ...] = Field(default=(), alias="testfall")
    checklists: tuple[Checklist, ...] = Field(default=(), alias="checkliste", exclude=True)
    checklist_items: tuple[ChecklistItem, ...] = Field(default=(), alias="pruefpunkt", exclude=True)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions in force by id, in the order they are asked."""
        return {q.id: q for s in self.sections for q in s.asked}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question, by question id."""
        return {q.id: s for s in self.sections for q in s.asked}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What a question is called in a meeting, for example ``B 4``; fixed for an edition."""
        return {q.id: f"{s.letter} {n}" for s in self.sections for n, q in enumerate(s.asked, 1)}

    @cached_property
    def role_names(self) -> dict[str, str]:
        """The name of each role by id."""
        return {r.id: r.text for r in self.roles}

    def sections_of(self, questionnaire: Questionnaire) -> tuple[Section, ...]:
        """The sections of one questionnaire, in order."""
        return tuple(s for s in self.sections if s.questionnaire is questionnaire)

    def section(self, section_id: str) -> Section | None:
        """One section by id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)

    def shown_again(self, section: Section) -> tuple[Question, ...]:
        """The questions of other sections that a section shows as well."""
        return tuple(self.questions[q] for q in section.shows if q in self.questions)

    def counted(self, section: Section) -> tuple[Question, ...]:
        """The questions a section is measured by: its own, or those it shows if it has none."""
        return section.asked or self.shown_again(section)
