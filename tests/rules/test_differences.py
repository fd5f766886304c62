"""Differences of two texts: nothing invented, nothing lost, read in words."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.domain import differences
from amt24web.domain.differences import LONGEST_PIECE, Fate, Piece, Pieces, difference, excerpt

SIGNS = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}
TEXT = st.text(max_size=40) | st.text(alphabet="ab .!\nÄ", max_size=80)


def without(fate: Fate, pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces if piece.fate is not fate)


def drawn(pieces: Pieces) -> str:
    return "".join(SIGNS[piece.fate].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "neu", "[+neu+]"),
        ("alt", "", "[-alt-]"),
        ("Guten Tag", "Guten Tag zusammen", "Guten Tag[+ zusammen+]"),
        ("rot grün blau", "gelb lila blau", "[-rot grün-][+gelb lila+] blau"),
        ("Ein Satz. Ende.", "Ein Satz. Noch einer. Ende.", "Ein Satz. [+Noch einer. +]Ende."),
        ("1.200 Fälle", "1.500 Fälle", "1.[-200-][+500+] Fälle"),
    ],
)
def test_changes_are_told_word_by_word(before: str, after: str, expected: str):
    assert drawn(difference(before, after)) == expected


@settings(max_examples=400, deadline=None)
@given(before=TEXT, after=TEXT, most=st.sampled_from([3, 12, differences.MOST_UNITS]))
def test_what_stayed_and_came_is_the_new_text_and_what_stayed_and_went_the_old(
    before: str, after: str, most: int
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "MOST_UNITS", most)
        pieces = difference(before, after)
    assert without(Fate.REMOVED, pieces) == after
    assert without(Fate.ADDED, pieces) == before


@settings(deadline=None)
@given(before=TEXT, after=TEXT)
def test_no_piece_is_empty_and_neighbours_have_different_fates(before: str, after: str):
    fates = [piece.fate for piece in difference(before, after)]
    assert all(piece.text for piece in difference(before, after))
    assert all(one is not other for one, other in pairwise(fates))


def test_a_long_text_is_compared_by_sentence_and_then_by_word():
    sentences = [f"Satz {n} sagt etwas über die Schule." for n in range(200)]
    changed = list(sentences)
    changed[3], changed[150] = "Satz 3 sagt nichts über die Schule.", "Ganz neu!"
    drawn_text = drawn(difference(" ".join(sentences), " ".join(changed)))
    assert "Satz 3 sagt [-etwas-][+nichts+] über die Schule." in drawn_text
    assert drawn_text.count("[+") == 2


def test_two_long_texts_that_share_nothing_are_compared_in_no_time():
    before, after = ("wort " * 4_000, "".join(f"w{n} " for n in range(4_000)))
    assert len(difference(before, after)) <= 4


def test_an_excerpt_shows_the_changes_and_little_around_them():
    before = "Anfang " * 100 + "alt" + " Ende" * 100
    short = excerpt(difference(before, before.replace("alt", "neu")))
    assert "[-alt-][+neu+]" in drawn(short)
    assert len(drawn(short)) < 200


def test_an_excerpt_without_changes_is_cut_at_its_end():
    (piece,) = excerpt((Piece("x" * 1_000),))
    assert piece.text.startswith("x" * LONGEST_PIECE)
    assert len(piece.text) < 400


def test_an_excerpt_of_a_short_text_is_the_text():
    pieces = difference("kurz und gut", "kurz und besser")
    assert excerpt(pieces) == pieces


def test_a_day_is_one_word():
    assert difference("am 02.08.2027", "am 25.03.2027") == (
        Piece("am "),
        Piece("02.08.2027", Fate.REMOVED),
        Piece("25.03.2027", Fate.ADDED),
    )
