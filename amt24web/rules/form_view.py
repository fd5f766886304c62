"""The questionnaire as a form: what each input shows, what is wrong there, what was found."""

from dataclasses import dataclass

from amt24web.catalogue.structure import AnswerType, Choice, Column, Question
from amt24web.domain.reading import Shown
from amt24web.domain.records import Content, Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.answer_kind import People, Spec
from amt24web.rules.answers import KINDS, SEPARATOR, choices_of
from amt24web.rules.facts import Facts, all_columns, cells, columns_of, owns, rows_of
from amt24web.rules.findings import Finding
from amt24web.rules.progress import state_of
from amt24web.rules.questionnaire import adopted_rows, shown_answer, shown_cells, shown_table
from amt24web.rules.remarks import Comment, comments_at, marked_by
from amt24web.rules.responsibility import Askable, askable
from amt24web.rules.submissions import cell_problems, due_text, problems
from amt24web.rules.suggestions import suggestion_detail
from amt24web.rules.summary import Standing
from amt24web.rules.visibility import asking_condition

MOST_FORMS = 12
"""More competent bodies than this are only read at the question: they have a page of their own."""
FIRST_LINES = 5
"""So many of them are shown there."""
CHOOSING = (AnswerType.YES_NO, AnswerType.CHOICE, AnswerType.CHOICES, AnswerType.PARTICIPANT)
"""Where something is chosen; everywhere else what cannot be read stands in the input itself."""


@dataclass(frozen=True, slots=True)
class InputView:
    """One input: its texts (several for several choices), and what is wrong with it.

    ``detail`` says more about a suggestion that was chosen. ``gone`` is what was chosen and is no
    option (any more); it stays chosen until somebody chooses anew.
    """

    spec: Spec
    texts: tuple[str, ...]
    problem: str
    choices: tuple[Choice, ...]
    detail: str = ""
    gone: str = ""

    @property
    def text(self) -> str:
        """The one text of an input that has only one."""
        return self.texts[0] if self.texts else ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row with its inputs. ``label`` names a fixed row; ``number`` counts from one."""

    uid: str
    number: int
    label: str
    inputs: tuple[InputView, ...]
    record: Record
    is_editable: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Everything a page needs to draw one question; ``askable`` is whom it can be handed to.

    ``adopted`` are rows that the question ``adopted_from`` (its number) brings by itself.
    ``comments`` and ``marked_by`` are what the team says beside the answer. Of a table with a page
    of its own, ``shown`` are the first lines, and there are no ``rows``.
    """

    question: Question
    number: str
    is_asked: bool
    is_conditional: bool
    record: Record
    state: AnswerState
    input: InputView
    due: str
    due_problem: str
    reason_problem: str
    findings: tuple[Finding, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    shown: Shown
    is_editable: bool
    askable: tuple[Askable, ...] = ()
    adopted: tuple[tuple[str, ...], ...] = ()
    adopted_from: str = ""
    comments: tuple[Comment, ...] = ()
    marked_by: str = ""
    row_count: int = 0

    @property
    def has_own_page(self) -> bool:
        """Whether its rows are too many for one form, and are edited one by one elsewhere."""
        return _is_large(self.question, self.row_count)

    @property
    def handed_to(self) -> str:
        """Whom the question was handed to; empty unless it is being clarified."""
        is_handed = self.state is AnswerState.IN_CLARIFICATION
        return self.record.content.responsible_uid if is_handed else ""

    @property
    def has_answer(self) -> bool:
        """Whether something is said there, be it also being clarified."""
        return not self.shown.is_empty

    @property
    def has_fixed_rows(self) -> bool:
        """Whether its rows are always there and cannot be added or removed."""
        return bool(self.question.fixed_rows)

    @property
    def problem_count(self) -> int:
        """How many parts of it cannot be taken as they are."""
        return sum(self.problems_at(uid) for uid in ("", *(row.uid for row in self.rows)))

    def problems_at(self, row_uid: str) -> int:
        """How many parts of one row cannot be taken, or of the question itself without a uid."""
        own = [] if row_uid else [self.input.problem, self.due_problem, self.reason_problem]
        inputs = [i.problem for row in self.rows if row.uid == row_uid for i in row.inputs]
        return sum(bool(part) for part in own + inputs)


def question_view(
    standing: Standing,
    question: Question,
    *,
    is_editable: bool,
    own_uids: frozenset[str] = frozenset(),
    only_own: bool = False,
    may_hand_over: bool = False,
    row_uid: str = "",
) -> QuestionView:
    """One question as a form.

    ``own_uids`` are the participants this person is; with ``only_own`` other rows are left out.
    ``may_hand_over`` lists whom else one can ask, as the fast track offers it. With ``row_uid``
    there is only this one row, with every column it may hold.
    """
    catalogue, facts = standing.catalogue, standing.facts
    record = facts.record(question.id)
    wrong = problems(question, record.content)
    columns = columns_of(catalogue, question) if question.row_source else ()
    rows = _rows_seen(question, facts, own_uids, only_own)
    return QuestionView(
        question=question,
        number=catalogue.numbers[question.id],
        is_asked=question.id in standing.assessment.asked,
        is_conditional=bool(asking_condition(catalogue, question)),
        record=record,
        state=state_of(question, facts),
        input=_question_input(question, record.content, wrong.get("value", ""), facts.people),
        due=due_text(record.content),
        due_problem=wrong.get("due", ""),
        reason_problem=wrong.get("reason", ""),
        findings=tuple(f for f in standing.findings if f.question == question.id),
        columns=columns,
        rows=_row_views(
            standing, question, rows, row_uid, is_editable=is_editable, own_uids=own_uids
        ),
        shown=_shown(standing, question, rows),
        is_editable=is_editable,
        askable=askable(catalogue, facts, question) if may_hand_over else (),
        adopted=_adopted(standing, question, columns),
        adopted_from=catalogue.numbers.get(question.adopted_from, ""),
        comments=comments_at(facts, question.id),
        marked_by=marked_by(facts, question.id),
        row_count=len(rows),
    )


def _shown(standing: Standing, question: Question, rows: tuple[Record, ...]) -> Shown:
    """The answer for people; of a long table only its first lines."""
    catalogue, facts = standing.catalogue, standing.facts
    if _is_large(question, len(rows)):
        return shown_table(catalogue, question, rows[:FIRST_LINES], facts)
    return shown_answer(catalogue, question, facts, standing.assessment)


def _adopted(
    standing: Standing, question: Question, columns: tuple[Column, ...]
) -> tuple[tuple[str, ...], ...]:
    rows = adopted_rows(standing.catalogue, question, standing.facts, standing.assessment)
    return tuple(shown_cells(row, columns, standing.facts) for row in rows)


def _is_large(question: Question, row_count: int) -> bool:
    return question.type is AnswerType.AUTHORITIES and row_count > MOST_FORMS


def _rows_seen(
    question: Question, facts: Facts, own_uids: frozenset[str], only_own: bool
) -> tuple[Record, ...]:
    rows = rows_of(question, facts) if question.row_source else ()
    return tuple(row for row in rows if owns(row, own_uids)) if only_own else rows


def _question_input(
    question: Question, content: Content, problem: str, people: People
) -> InputView:
    choices = _offered(question, people)
    raw = content.raw.get("value", "")
    if raw:
        texts, gone = _chosen_raw(question, raw, choices)
        return InputView(question, texts, problem, choices, gone=gone)
    return InputView(question, input_texts(question, content.value, people), problem, choices)


def _chosen_raw(spec: Spec, raw: str, choices: tuple[Choice, ...]) -> tuple[tuple[str, ...], str]:
    """What stands in an input that cannot be read: what is still on offer, and the rest."""
    if spec.type not in CHOOSING:
        return (raw,), ""
    slugs = {choice.slug for choice in choices}
    parts = raw.split(SEPARATOR) if spec.type is AnswerType.CHOICES else [raw]
    known = tuple(part for part in parts if part in slugs)
    return known, SEPARATOR.join(part for part in parts if part not in slugs)


def input_texts(spec: Spec, value: object, people: People) -> tuple[str, ...]:
    """What stands in the input for a kept value: slugs where something is chosen, else text."""
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if _offered(spec, people):
        return (str(value),)
    shown = KINDS[spec.type].show(value, spec, people)  # type: ignore[arg-type]  # Json by storage
    return (shown.text or shown.prose,)


def _offered(spec: Spec, people: People) -> tuple[Choice, ...]:
    if spec.type == "beteiligter":
        return tuple(Choice.model_construct(slug=uid, text=name) for uid, name in people.items())
    return tuple(choices_of(spec))


def _row_views(
    standing: Standing,
    question: Question,
    rows: tuple[Record, ...],
    row_uid: str,
    *,
    is_editable: bool,
    own_uids: frozenset[str],
) -> tuple[RowView, ...]:
    """The rows as forms: all of them, only ``row_uid`` if it is given, none if they are many."""
    if not row_uid and _is_large(question, len(rows)):
        return ()
    labels = {fixed.uid: fixed.text for fixed in question.fixed_rows}
    columns = (all_columns if row_uid else columns_of)(standing.catalogue, question)
    return tuple(
        row_view(
            standing,
            row,
            columns,
            number=number,
            label=labels.get(row.row_uid, ""),
            is_editable=is_editable or owns(row, own_uids),
        )
        for number, row in enumerate(rows, 1)
        if row_uid in ("", row.row_uid)
    )


def row_view(
    standing: Standing,
    row: Record,
    columns: tuple[Column, ...],
    *,
    number: int,
    label: str,
    is_editable: bool,
) -> RowView:
    """One row as inputs."""
    wrong = cell_problems(columns, row.content)
    return RowView(
        uid=row.row_uid,
        number=number,
        label=label,
        inputs=tuple(
            _cell_input(standing, column, row.content, wrong.get(column.id, ""))
            for column in columns
        ),
        record=row,
        is_editable=is_editable,
    )


def _cell_input(standing: Standing, column: Column, content: Content, problem: str) -> InputView:
    people = standing.facts.people
    choices = _offered(column, people)
    raw, gone = content.raw.get(column.id, ""), ""
    texts = input_texts(column, cells(content).get(column.id), people)
    if raw:
        texts, gone = _chosen_raw(column, raw, choices)
    detail = suggestion_detail(standing.catalogue, column, texts[0] if texts else "")
    return InputView(column, texts, problem, choices, detail, gone)
