"""The save protocol: no save overwrites what nobody has seen, and nothing typed is dropped."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain.records import Content, Record
from amt24web.rules.saving import Origin, Verdict, judge, judge_restoring, next_record
from tests.harness.builders import KEPT_AT, a_content

ANNA, BERT = 1, 2
BEFORE, NOW, MINE = a_content("vorher"), a_content("jetzt"), a_content("von mir")


def newest(
    content: Content = NOW,
    revision: int = 2,
    author: int = BERT,
    page: str = "b",
    sequence: int = 1,
) -> Record:
    return Record("frage", content=content, revision=revision, author_id=author, page_id=page,
                  sequence=sequence)  # fmt: skip


def from_page(page: str = "a", sequence: int = 5, author: int = ANNA) -> Origin:
    return Origin(author, "Anna Beispiel", page, sequence)


def says(sent: Content) -> Callable[[Content], Content]:
    """A page that sends everything, so that nothing stays as it was."""
    return lambda _base: sent


CASES: dict[str, tuple[Record, Content, int, Origin, Verdict]] = {
    "the first answer": (Record("frage"), MINE, 0, from_page(), Verdict.WRITE),
    "nothing said where nothing is": (
        Record("frage"), Content(), 0, from_page(), Verdict.UNCHANGED),
    "a change of what the page had shown": (newest(), MINE, 2, from_page(), Verdict.WRITE),
    "taking back what the page had shown": (newest(), Content(), 2, from_page(), Verdict.WRITE),
    "the text that is already there": (newest(), NOW, 2, from_page(), Verdict.UNCHANGED),
    "the text that is there, from an old page": (newest(), NOW, 0, from_page(), Verdict.UNCHANGED),
    "untouched, while somebody else wrote": (newest(), BEFORE, 1, from_page(), Verdict.UNCHANGED),
    "changed, while somebody else wrote": (newest(), MINE, 1, from_page(), Verdict.CONFLICT),
    "begun, while somebody else wrote": (newest(), MINE, 0, from_page(), Verdict.CONFLICT),
    "going on typing on the same page": (
        newest(author=ANNA, page="a", sequence=4), MINE, 1, from_page(), Verdict.WRITE),
    "the same page, back to the text it began with": (
        newest(author=ANNA, page="a", sequence=4), BEFORE, 1, from_page(), Verdict.WRITE),
    "repeated after a lost reply": (
        newest(MINE, author=ANNA, page="a", sequence=5), MINE, 1, from_page(), Verdict.UNCHANGED),
    "the same number, another text": (
        newest(author=ANNA, page="a", sequence=5), MINE, 1, from_page(), Verdict.CONFLICT),
    "overtaken by a later save of the page": (
        newest(author=ANNA, page="a", sequence=6), MINE, 1, from_page(), Verdict.CONFLICT),
    "overtaken, with what the page had shown": (
        newest(author=ANNA, page="a", sequence=6), BEFORE, 1, from_page(), Verdict.UNCHANGED),
    "the same person in a second window": (
        newest(author=ANNA, page="b", sequence=1), MINE, 1, from_page(), Verdict.CONFLICT),
    "somebody else with a copied page": (
        newest(author=BERT, page="a", sequence=1), MINE, 1, from_page(), Verdict.CONFLICT),
    "no page at all": (
        newest(author=ANNA, page="", sequence=1), MINE, 1, from_page(page=""), Verdict.CONFLICT),
    "a row that was only moved meanwhile": (newest(BEFORE), MINE, 1, from_page(), Verdict.WRITE),
    "a revision nobody knows": (newest(), Content(), -1, from_page(), Verdict.UNCHANGED),
    "a changed text on a revision nobody knows": (
        newest(), MINE, -1, from_page(), Verdict.CONFLICT),
    "a revision from the future": (newest(), MINE, 9, from_page(), Verdict.WRITE),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_save_is_judged(case: str):
    kept, sent, shown_revision, origin, verdict = CASES[case]
    assert judge(kept, says(sent), shown_revision, origin, {1: BEFORE, 2: NOW}.get) is verdict


def test_former_revisions_are_looked_up_only_when_the_page_is_older():
    def refuse(_revision: int) -> Content:
        raise AssertionError("nobody asked")

    assert judge(newest(), says(MINE), 2, from_page(), refuse) is Verdict.WRITE
    assert judge(newest(), says(NOW), 0, from_page(), refuse) is Verdict.UNCHANGED


def test_a_page_that_sends_one_part_is_judged_by_that_part_alone():
    noted, renoted = a_content("a", note="alt"), a_content("b", note="neu")

    def sends(value: str) -> Verdict:
        return judge(
            newest(renoted), lambda base: replace(base, value=value), 1, from_page(), {1: noted}.get
        )

    assert [sends("a"), sends("b"), sends("c")] == [
        Verdict.UNCHANGED, Verdict.UNCHANGED, Verdict.CONFLICT
    ]  # fmt: skip


def test_the_next_revision_says_who_from_where_and_when():
    record = next_record(newest(), MINE, from_page(), KEPT_AT)
    assert record == replace(
        newest(), content=MINE, revision=3, author_id=ANNA, author_name="Anna Beispiel",
        page_id="a", sequence=5, saved_at=KEPT_AT,
    )  # fmt: skip


# A small world: people on pages, each page shows a revision, types, and sends in any order.

saves = st.lists(
    st.fixed_dictionaries(
        {
            "author": st.sampled_from([ANNA, BERT]),
            "page": st.sampled_from(["a", "b", ""]),
            "sequence": st.integers(1, 4),
            "back": st.integers(0, 3),
            "text": st.sampled_from(["x", "y", "z", None]),
        }
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=300)
@given(saves)
def test_nothing_is_overwritten_unseen_and_nothing_typed_vanishes(
    sent_saves: list[dict[str, object]],
):
    history = [Record("frage")]
    for save in sent_saves:
        before, sent = history[-1], a_content(save["text"])
        shown_revision = max(0, before.revision - int(str(save["back"])))
        origin = Origin(int(str(save["author"])), "", str(save["page"]), int(str(save["sequence"])))
        verdict = judge(before, says(sent), shown_revision, origin, lambda n: history[n].content)
        shown = history[shown_revision].content
        if verdict is Verdict.WRITE:
            own = (before.author_id, before.page_id) == (origin.author_id, origin.page_id)
            assert shown == before.content or (own and before.sequence < origin.sequence)
            history.append(next_record(before, sent, origin, KEPT_AT))
        elif verdict is Verdict.UNCHANGED:
            assert sent in (before.content, shown)
        else:
            assert sent not in (before.content, shown)
    assert [record.revision for record in history] == list(range(len(history)))


def a_revision(content: Content, revision: int, *, removed: bool = False) -> Record:
    return Record("frage", content=content, revision=revision, removed=removed)


RESTORING: dict[str, tuple[Record, Content, Record | None, Verdict]] = {
    "what the page knew": (a_revision(NOW, 3), BEFORE, a_revision(NOW, 3), Verdict.WRITE),
    "what is there anyway": (a_revision(NOW, 3), NOW, a_revision(BEFORE, 2), Verdict.UNCHANGED),
    "over what nobody has seen": (
        a_revision(NOW, 3), BEFORE, a_revision(MINE, 2), Verdict.CONFLICT),
    "over what was only moved": (a_revision(NOW, 3), BEFORE, a_revision(NOW, 2), Verdict.WRITE),
    "a removed row": (
        a_revision(NOW, 3, removed=True), NOW, a_revision(NOW, 3, removed=True), Verdict.WRITE),
    "a row that was removed meanwhile": (
        a_revision(NOW, 3, removed=True), BEFORE, a_revision(NOW, 2), Verdict.CONFLICT),
    "from a page that knew no such revision": (
        a_revision(NOW, 3), BEFORE, None, Verdict.CONFLICT),
}  # fmt: skip


@pytest.mark.parametrize("case", RESTORING)
def test_bringing_back_overwrites_nothing_that_nobody_has_seen(case: str):
    there, wanted, shown, verdict = RESTORING[case]
    assert judge_restoring(there, wanted, shown) is verdict
