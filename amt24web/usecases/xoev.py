"""The catalogue of XÖV standards: search it, take a standard over into the Klärung."""

from dataclasses import dataclass
from secrets import token_hex

from amt24web.catalogue.structure import Catalogue, Question, XoevStandard
from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import Action, AnswerState
from amt24web.rules.facts import cells, rows_of
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.suggestions import find_standard, search_standards
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import close_dossier, open_dossier

UNKNOWN_STANDARD = "Diesen Standard gibt es im Katalog nicht."
NO_CATALOGUE = "Diese Fassung des Fragenkatalogs kennt keine Standards."
NOT_ASKED = (
    "Nach Standards wird erst gefragt, wenn es für den Fachbereich einen gibt. Beantworten Sie "
    "zuerst die Frage davor mit „Ja“."
)
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class StandardsPage:
    """Standards that fit a search, and which of them are entered already."""

    onlinedienst_id: int
    title: str
    standards: tuple[XoevStandard, ...]
    total: int
    entered: frozenset[str]
    may_answer: bool
    is_asked: bool
    section_id: str
    question_id: str


def view_standards(*, who: Account, onlinedienst_id: int, words: str) -> StandardsPage:
    """The catalogue, or what of it fits the words. Raises NotFound if the edition has none."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    standing = dossier.standing
    question, column = _window(standing.catalogue)
    rows = [cells(row.content) for row in rows_of(question, standing.facts)]
    entered = (find_standard(standing.catalogue, str(row.get(column, ""))) for row in rows)
    return StandardsPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        standards=search_standards(standing.catalogue, words[:LONGEST_SEARCH]),
        total=len(standing.catalogue.standards),
        entered=frozenset(standard.id for standard in entered if standard),
        may_answer=dossier.may(Action.ANSWER),
        is_asked=question.id in standing.assessment.asked,
        section_id=standing.catalogue.section_of[question.id].id,
        question_id=question.id,
    )


def adopt_standard(*, who: Account, onlinedienst_id: int, standard_id: str) -> tuple[str, str, str]:
    """Enter a standard as a new row of the Klärung; twice enters it once.

    Returns section, question and row. Raises NotFound for an unknown standard, InvalidInput while
    the question is not asked.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ANSWER, for_update=True)
        catalogue, facts = dossier.standing.catalogue, dossier.standing.facts
        question, column = _window(catalogue)
        standard = next((s for s in catalogue.standards if s.id == standard_id), None)
        if standard is None:
            raise NotFound(UNKNOWN_STANDARD)
        if question.id not in dossier.standing.assessment.asked:
            raise InvalidInput(NOT_ASKED)
        rows = rows_of(question, facts)
        place = catalogue.section_of[question.id].id, question.id
        for row in rows:
            if find_standard(catalogue, str(cells(row.content).get(column, ""))) is standard:
                return *place, row.row_uid
        gone = facts.removed.get(question.record_key, ())
        last = max((row.position for row in (*rows, *gone)), default=0)
        record = Record(question.record_key, row_uid=token_hex(8), position=last + 1)
        content = Content(value=_cells(question, column, standard), state=AnswerState.ANSWERED)
        close_dossier(
            session, dossier, [next_record(record, content, Origin(who.id, who.name), now)], now
        )
    return *place, record.row_uid


def _window(catalogue: Catalogue) -> tuple[Question, str]:
    """The question whose rows name standards, and the column that names them."""
    for question in catalogue.questions.values():
        for column in question.columns:
            if column.suggestions_from == "xoev" and catalogue.standards:
                return question, column.id
    raise NotFound(NO_CATALOGUE)


def _cells(question: Question, column: str, standard: XoevStandard) -> dict[str, Json]:
    """The row as somebody would fill it in: name, version found, where that is written."""
    known = {column: standard.text, "version": standard.version, "quelle": standard.source}
    there = {c.id for c in question.columns}
    return {name: text for name, text in known.items() if text and name in there}
