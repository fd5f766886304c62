"""Answering: save one question or row, or a whole section, by the save protocol."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amt24web.catalogue.structure import Question, Section
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.reading import Shown
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import Action, Questionnaire
from amt24web.rules.facts import all_columns, rows_of
from amt24web.rules.questionnaire import shown_content
from amt24web.rules.saving import Origin, Verdict, judge, next_record
from amt24web.rules.section_view import SectionView, section_view
from amt24web.rules.submissions import Submission, taken_back, understand, understand_row
from amt24web.rules.summary import Standing
from amt24web.storage import records
from amt24web.storage.database import utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_QUESTION = "Diese Frage gibt es nicht."
UNKNOWN_ROW = "Diese Zeile gibt es nicht (mehr)."


@dataclass(frozen=True, slots=True)
class Target:
    """What is answered: a question (``row_uid`` empty) or one of its rows."""

    question_id: str
    row_uid: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people said different things: both are shown, with name and time."""

    question: Question
    row_uid: str
    mine: Shown
    theirs: Shown
    newest: Record
    submission: Submission


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: where the section stands now, and what could not be written."""

    onlinedienst_id: int
    title: str
    view: SectionView
    saved_at: datetime
    written: int
    conflicts: tuple[Conflict, ...]
    asked_before: frozenset[str]
    findings_changed: frozenset[str]
    may_answer: bool


def record_answer(
    *,
    who: Account,
    onlinedienst_id: int,
    target: Target,
    submission: Submission,
    page_id: str,
    sequence: int,
    section_id: str = "",
) -> Saved:
    """Save one question or one row; ``section_id`` is the page it was answered on.

    Raises NotFound for a question or row that does not exist, NotAllowed without the right.
    """
    return record_answers(
        who=who,
        onlinedienst_id=onlinedienst_id,
        submissions={target: submission},
        page_id=page_id,
        sequence=sequence,
        section_id=section_id,
    )


def record_answers(
    *,
    who: Account,
    onlinedienst_id: int,
    submissions: Mapping[Target, Submission],
    page_id: str,
    sequence: int,
    section_id: str,
    action: Action = Action.EDIT_OWN_ROWS,
) -> Saved:
    """Save several questions and rows at once: what does not conflict is written.

    ``action`` is what the page as a whole is for; the right is asked again for each question.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session,
            who,
            onlinedienst_id,
            action,
            for_update=True,
            owns_row=action is Action.EDIT_OWN_ROWS,
        )
        desk = _Desk(session, dossier, Origin(who.id, who.name, page_id, sequence), now)
        for target, submission in submissions.items():
            desk.take(target, submission)
        first = next(iter(submissions), Target(""))
        section = _section(dossier, section_id, first.question_id)
        if section.questionnaire is Questionnaire.FAST_TRACK:
            desk.take_back_hand_overs()
        standing = dossier.standing
        if desk.written:
            standing = close_dossier(session, dossier, desk.written, now)
    view = section_view(
        standing,
        section,
        is_editable=dossier.may(Action.ANSWER),
        own_uids=dossier.own_uids,
        only_row=_only_row(submissions),
    )
    return _saved(desk, standing, view)


def _saved(desk: "_Desk", standing: Standing, view: SectionView) -> Saved:
    """What came of a save, against what stood there before."""
    dossier = desk.dossier
    return Saved(
        onlinedienst_id=dossier.id,
        title=standing.title,
        view=view,
        saved_at=desk.now,
        written=len(desk.written),
        conflicts=tuple(desk.conflicts),
        asked_before=dossier.standing.assessment.asked,
        findings_changed=_changed_findings(dossier.standing, standing),
        may_answer=dossier.may(Action.ANSWER),
    )


def _only_row(submissions: Mapping[Target, Submission]) -> tuple[str, str]:
    """Question and row if nothing else was sent; the page then needs no other row of it."""
    targets = [(target.question_id, target.row_uid) for target in submissions]
    return targets[0] if len(targets) == 1 else ("", "")


def _changed_findings(before: Standing, after: Standing) -> frozenset[str]:
    """The questions whose findings are others now."""
    now, then = _shown_findings(after), _shown_findings(before)
    return frozenset(question for question, *_ in now ^ then)


def _shown_findings(standing: Standing) -> set[tuple[str, str, str, bool]]:
    return {(f.question, f.rule_id, f.message, f.acknowledged is None) for f in standing.findings}


def _section(dossier: Dossier, section_id: str, question_id: str) -> Section:
    catalogue = dossier.standing.catalogue
    section = catalogue.section(section_id) or catalogue.section_of.get(question_id)
    if section is None:
        raise NotFound(UNKNOWN_QUESTION)
    return section


class _Desk:
    """One save being judged: takes submissions, gathers what is written and what conflicts."""

    def __init__(self, session: Session, dossier: Dossier, origin: Origin, now: datetime) -> None:
        self.session, self.dossier, self.origin, self.now = session, dossier, origin, now
        self.written: list[Record] = []
        self.conflicts: list[Conflict] = []

    def take(self, target: Target, submission: Submission) -> None:
        question = find_question(self.dossier, target.question_id)
        newest = find_record(self.dossier, question, target.row_uid)
        self.dossier.require_answering(question, newest if target.row_uid else None)

        def read(base: Content) -> Content:
            return self._understand(question, target, submission, base)

        verdict = judge(
            newest,
            read,
            submission.revision,
            self.origin,
            lambda revision: records.find_content(
                self.session, self.dossier.id, newest.key, newest.row_uid, revision
            ),
        )
        sent = read(newest.content)
        if verdict is Verdict.WRITE:
            self.written.append(next_record(newest, sent, self.origin, self.now))
        elif verdict is Verdict.CONFLICT:
            self.conflicts.append(self._conflict(question, newest, sent, submission))

    def take_back_hand_overs(self) -> None:
        """A question that waits for somebody is answered by filling in one of its rows."""
        filled = {record.key for record in self.written if record.row_uid and record.content.value}
        questions = self.dossier.standing.catalogue.questions.values()
        said = {record.key for record in self.written if not record.row_uid}
        for question in (q for q in questions if q.row_source and q.record_key in filled):
            newest = self.dossier.standing.facts.record(question.id)
            content = taken_back(newest.content)
            if content != newest.content and question.id not in said:
                self.written.append(next_record(newest, content, self.origin, self.now))

    def _understand(
        self, question: Question, target: Target, submission: Submission, base: Content
    ) -> Content:
        if target.row_uid:
            columns = all_columns(self.dossier.standing.catalogue, question)
            return understand_row(columns, submission, base)
        return understand(question, submission, base)

    def _conflict(
        self, question: Question, newest: Record, sent: Content, submission: Submission
    ) -> Conflict:
        standing = self.dossier.standing

        def shown(content: Content) -> Shown:
            return shown_content(
                standing.catalogue, question, newest.row_uid, content, standing.facts
            )

        return Conflict(
            question, newest.row_uid, shown(sent), shown(newest.content), newest, submission
        )


def find_question(dossier: Dossier, question_id: str) -> Question:
    """A question of the edition, asked at the moment or not. Raises NotFound."""
    question = dossier.standing.catalogue.questions.get(question_id)
    if question is None:
        raise NotFound(UNKNOWN_QUESTION)
    return question


def find_record(dossier: Dossier, question: Question, row_uid: str) -> Record:
    """The record of a question, or of one of its rows. Raises NotFound for an unknown row."""
    facts = dossier.standing.facts
    if not row_uid:
        return facts.record(question.id)
    fixed = {row.row_uid: row for row in rows_of(question, facts)} if question.fixed_rows else {}
    row = fixed.get(row_uid) or facts.row(question.record_key, row_uid)
    if row is None:
        raise NotFound(UNKNOWN_ROW)
    return row
