"""Folding: what one person did in one go is one entry, and no step is lost."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.records import Step
from amt24web.rules.history import PAGE_SIZE, RUN_LENGTH, Run, fold, on_page, page_of, pages_of
from tests.harness.builders import KEPT_AT

ANNA, BERT = 1, 2


def steps(*said: tuple[int, float], key: str = "frage", removed: frozenset[int] = frozenset()):
    """Steps of one question: who saved, and how many minutes after the beginning."""
    return [
        Step(
            n,
            key,
            "",
            n,
            author,
            f"Person {author}",
            KEPT_AT + timedelta(minutes=minutes),
            removed=n in removed,
        )
        for n, (author, minutes) in enumerate(said, 1)
    ]


def summed_up(runs: tuple[Run, ...]) -> list[tuple[int, int]]:
    """For each run its last revision and how many it folds."""
    return [(run.last.revision, run.between) for run in runs]


def test_what_one_person_saves_within_ten_minutes_is_one_entry():
    assert summed_up(fold(steps((ANNA, 0), (ANNA, 4), (ANNA, 10)))) == [(3, 2)]


def test_a_paper_issued_in_between_parts_the_entries():
    said = steps((ANNA, 0), (ANNA, 1), (ANNA, 3), (ANNA, 4))
    moments = [KEPT_AT + timedelta(minutes=minutes) for minutes in (-5, 2, 60)]
    assert summed_up(fold(said, frozen_at=moments)) == [(4, 1), (2, 1)]


def test_after_ten_minutes_a_new_entry_begins():
    runs = fold(steps((ANNA, 0), (ANNA, 6), (ANNA, 11)))
    assert summed_up(runs) == [(3, 0), (2, 1)]


def test_who_writes_in_between_parts_the_entries():
    runs = fold(steps((ANNA, 0), (BERT, 1), (ANNA, 2)))
    assert summed_up(runs) == [(3, 0), (2, 0), (1, 0)]
    assert [run.before.revision if run.before else None for run in runs] == [2, 1, None]


def test_an_entry_is_compared_with_the_end_of_the_one_before():
    runs = fold(steps((ANNA, 0), (ANNA, 1), (BERT, 2), (BERT, 3)))
    assert runs[0].before == runs[1].last


def test_removing_and_bringing_back_are_entries_of_their_own():
    runs = fold(steps((ANNA, 0), (ANNA, 1), (ANNA, 2), (ANNA, 3), removed=frozenset({3})))
    assert summed_up(runs) == [(4, 0), (3, 0), (2, 1)]


def test_answers_do_not_mix():
    one, other = steps((ANNA, 0), (ANNA, 2)), steps((ANNA, 1), key="andere")
    runs = fold([one[0], other[0], one[1]])
    assert {(run.last.key, run.between) for run in runs} == {("frage", 1), ("andere", 0)}


def test_each_decision_is_an_entry_however_quickly_they_follow():
    for key in ("mitzeichnung:dsb", "abschluss:auftakt"):
        assert len(fold(steps((ANNA, 0), (ANNA, 1), (ANNA, 2), key=key))) == 3


def test_an_unfolded_entry_comes_as_its_steps():
    runs = fold(steps((BERT, 0), (ANNA, 1), (ANNA, 2), (ANNA, 3)), unfolded=4)
    assert summed_up(runs) == [(4, 0), (3, 0), (2, 0), (1, 0)]
    assert [run.is_between for run in runs] == [False, True, True, False]
    assert [run.is_unfolded for run in runs] == [True, False, False, False]
    assert [run.before.revision if run.before else None for run in runs] == [3, 2, 1, None]


def test_a_single_step_cannot_be_unfolded():
    (run,) = fold(steps((ANNA, 0)), unfolded=1)
    assert not run.is_unfolded


MINUTES = st.lists(st.tuples(st.sampled_from([ANNA, BERT]), st.floats(0, 12)), max_size=30)


@settings(deadline=None)
@given(gaps=MINUTES, later=MINUTES)
def test_every_step_is_in_one_entry_and_what_comes_later_changes_only_the_newest(
    gaps: list[tuple[int, float]], later: list[tuple[int, float]]
):
    clock, said = 0.0, []
    for author, gap in gaps + later:
        clock += gap
        said.append((author, clock))
    every = steps(*said)
    runs = fold(every)
    assert sum(run.between + 1 for run in runs) == len(every)
    for run in runs:
        first = every[run.last.id - 1 - run.between]
        assert first.author_id == run.last.author_id
        assert run.last.saved_at - first.saved_at <= RUN_LENGTH
    before = fold(every[: len(gaps)])
    assert before[1:] == runs[len(runs) - len(before) + 1 :]


def test_pages_hold_fifty_and_the_page_of_a_revision_is_found():
    runs = fold(steps(*((n % 2, n) for n in range(120))))
    assert pages_of(runs) == 3
    assert len(on_page(runs, 1)) == PAGE_SIZE
    assert len(on_page(runs, 3)) == 20
    assert page_of(runs, 0, revision=1) == 3
    assert page_of(runs, 0) == 1
    assert page_of(runs, 2, revision=1) == 2
    assert page_of(runs, 99) == 3
    assert pages_of(()) == page_of((), 7) == 1
