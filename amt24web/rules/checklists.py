"""The checklists: which items concern an Onlinedienst, what proves them, what is still open.

An item that follows from answers or declarations is no task of its own: what it lacks is counted
where it belongs, and the list only leads there. By hand is ticked what nothing can prove.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from amt24web.catalogue.checklists import ChecklistItem
from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.structure import AnswerType, Catalogue
from amt24web.domain.checklists import KeptProofs, Tick, TickState
from amt24web.domain.errors import InvalidInput
from amt24web.domain.vocabulary import Phase
from amt24web.rules.checklist_facts import FACT_RULES, TEST, passed_cases
from amt24web.rules.declared import holding
from amt24web.rules.facts import Facts
from amt24web.rules.package_contents import question_place
from amt24web.rules.progress import DONE, has_unreadable, state_of
from amt24web.rules.summary import Standing

PHASES = (Phase.PROTOTYPE, Phase.TEST, Phase.CERTIFICATION, Phase.GO_LIVE)
NUMBERS: Mapping[Phase, int] = {p: n for n, p in enumerate(Phase, 1) if p in PHASES}
LONGEST_NOTE = 2_000
NEEDS_REASON = "Bitte sagen Sie in der Notiz, warum der Punkt nicht zutrifft."
TOO_LONG = f"Die Notiz darf höchstens {LONGEST_NOTE} Zeichen haben."
PROVEN_ITSELF = "Diesen Punkt hakt niemand ab: Er ist erledigt, sobald er belegt ist."
NO_CASE = "noch kein Testfall"
UNKNOWN_STATE = "Bitte wählen Sie „Erledigt“ oder „Trifft nicht zu“."


class ItemState(StrEnum):
    """How an item stands."""

    OPEN = "open"
    PROVEN = "proven"
    TICKED = "ticked"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing an item rests on: what, where within the Onlinedienst, and if it holds.

    An answer is called by its number; ``question`` says what was asked.
    """

    words: str
    place: str
    holds: bool
    question: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as it stands: proven by its grounds, or as somebody said by hand.

    ``roles`` are the names of those it concerns; the first is responsible.
    """

    item: ChecklistItem
    state: ItemState
    grounds: tuple[Ground, ...]
    tick: Tick
    roles: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is ItemState.OPEN

    @property
    def is_by_hand(self) -> bool:
        """Whether nothing but a person can say that it is done."""
        return self.item.is_by_hand


@dataclass(frozen=True, slots=True)
class ListLine:
    """The list of one phase in one line; ``by_hand`` of the open ones are ticked by people."""

    phase: Phase
    number: int
    total: int
    open: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class TickTyped:
    """What was sent about an item: the state, the note, and the revision that was shown."""

    state: str
    note: str
    revision: int


def item_lines(
    in_force: Catalogue,
    standing: Standing,
    proofs: KeptProofs,
    ticks: Mapping[str, Tick],
    phase: Phase,
) -> tuple[ItemLine, ...]:
    """The items of a phase that concern this Onlinedienst, in the order of the list."""
    items = [i for i in in_force.checklist_items if i.phase is phase and not i.retired]
    concerned = holding(standing.catalogue, "pruefpunkt", items, standing.assessment)
    proven = holding(standing.catalogue, "beweis", _claims(items), standing.assessment)
    lines = []
    for item in items:
        if item.id not in concerned or _asks_nothing(item, standing):
            continue
        grounds = _grounds(item, item.id in proven, standing, proofs)
        tick = ticks.get(item.id) or Tick(item.id)
        roles = tuple(in_force.role_names.get(role, role) for role in item.roles)
        lines.append(ItemLine(item, _state(item, grounds, tick), grounds, tick, roles))
    return tuple(lines)


def list_line(phase: Phase, lines: Sequence[ItemLine]) -> ListLine:
    """The items of a phase, counted."""
    still = [line for line in lines if line.is_open]
    by_hand = sum(line.is_by_hand for line in still)
    return ListLine(phase, NUMBERS[phase], len(lines), len(still), by_hand)


def current_list(
    in_force: Catalogue, standing: Standing, proofs: KeptProofs, ticks: Mapping[str, Tick]
) -> ListLine | None:
    """The list of the phase that is on, counted; None where it has none or nothing concerns it."""
    if standing.phase not in PHASES:
        return None
    lines = item_lines(in_force, standing, proofs, ticks, standing.phase)
    return list_line(standing.phase, lines) if lines else None


def read_tick(line: ItemLine, typed: TickTyped) -> Tick:
    """What is to be kept, without author and moment. Raises InvalidInput if it makes no sense."""
    note = typed.note.strip()
    if typed.state not in set(TickState):
        raise InvalidInput(UNKNOWN_STATE)
    state = TickState(typed.state)
    if state is TickState.DONE and not line.is_by_hand:
        raise InvalidInput(PROVEN_ITSELF)
    if state is TickState.NOT_APPLICABLE and not note:
        raise InvalidInput(NEEDS_REASON)
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(TOO_LONG)
    return Tick(line.item.id, state, note, revision=typed.revision + 1)


@dataclass(frozen=True, slots=True)
class _Claim:
    """The proof of an item as an entry with a condition."""

    id: str
    condition: str


def _claims(items: Sequence[ChecklistItem]) -> list[_Claim]:
    return [_Claim(item.id, item.proof) for item in items]


def _asks_nothing(item: ChecklistItem, standing: Standing) -> bool:
    """Whether it only repeats questions none of which this Onlinedienst is asked."""
    named = _named(item)
    if not named or item.facts or item.passed:
        return False
    return standing.assessment.asked.isdisjoint(named)


def _named(item: ChecklistItem) -> list[str]:
    proof = sorted(named_in(item.proof)) if item.proof else []
    return list(dict.fromkeys([*item.questions, *proof]))


def _grounds(
    item: ChecklistItem, is_proven: bool, standing: Standing, proofs: KeptProofs
) -> tuple[Ground, ...]:
    known = standing.catalogue.questions
    named = [q for q in _named(item) if q in standing.assessment.asked]
    answers = [
        Ground(
            standing.catalogue.numbers[q],
            question_place(standing, q),
            _is_settled(q, standing.catalogue, standing.facts)
            and (is_proven or not _decides(item, q)),
            known[q].text,
        )
        for q in named
        if known[q].type is not AnswerType.COMPUTED
    ]
    facts = [FACT_RULES[fact] for fact in item.facts]
    said = [Ground(rule.words, rule.place, rule.holds(standing, proofs)) for rule in facts]
    return (*answers, *said, *_tested(item, proofs))


def _decides(item: ChecklistItem, question: str) -> bool:
    """Whether the proof of an item looks at what was answered here."""
    return bool(item.proof) and question in named_in(item.proof)


def _is_settled(question_id: str, catalogue: Catalogue, facts: Facts) -> bool:
    question = catalogue.questions[question_id]
    return state_of(question, facts) in DONE and not has_unreadable(question, facts)


def _tested(item: ChecklistItem, proofs: KeptProofs) -> tuple[Ground, ...]:
    if not item.passed:
        return ()
    meant, passed = passed_cases(proofs, item.passed)
    words = f"{len(passed)} von {len(meant)} Testfällen bestanden" if meant else NO_CASE
    return (Ground(words, TEST, bool(meant) and len(passed) == len(meant)),)


def _state(item: ChecklistItem, grounds: Sequence[Ground], tick: Tick) -> ItemState:
    if not item.is_by_hand and grounds and all(ground.holds for ground in grounds):
        return ItemState.PROVEN
    if tick.state is TickState.NOT_APPLICABLE:
        return ItemState.NOT_APPLICABLE
    if tick.state is TickState.DONE and item.is_by_hand:
        return ItemState.TICKED
    return ItemState.OPEN
