"""The timeline: one picture in the PDF, days below each other in Word, the same words in both."""

import io
import re
from datetime import date
from html import unescape

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from amt24web.documents.comparison import compare
from amt24web.documents.outline import Moment, Timeline, resolved
from amt24web.documents.plain import ink
from amt24web.documents.timeline import SIGN, WIDTH, picture
from amt24web.domain.vocabulary import DocumentFormat
from tests.documents.files import opened, structure
from tests.documents.papers import a_document, file_of
from tests.documents.random_papers import MOMENTS

KICKOFF = Moment(date(2027, 1, 12), "Auftakt")
BEGIN = Moment(date(2027, 2, 1), "Test <vorbereiten>", is_begin=True)
START = Moment(date(2027, 6, 1), "gewünschter Livegang")
ALT = "Zeitstrahl: Auftakt & mehr"
TIMELINE = Timeline((KICKOFF, BEGIN, START), ALT)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Where the words of a picture stand: left, top, right, bottom."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', svg)
    return [
        (float(x), float(y) - 2.5, float(x) + SIGN * len(unescape(words)), float(y))
        for x, y, words in found
    ]


def test_the_picture_is_a_figure_with_words_for_those_who_do_not_see_it() -> None:
    pdf = opened(file_of(a_document(TIMELINE)))
    figures = [e for e in structure(pdf.Root.StructTreeRoot) if str(e.S) == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [ALT]


def test_what_has_to_begin_stands_below_the_line_and_the_rest_above() -> None:
    svg = picture(TIMELINE)
    axis = float(re.findall(r'd="M0 ([\d.]+)H', svg)[0])
    tops = {words: float(y) for y, words in re.findall(r' y="([\d.]+)"[^>]*>([^<]*)</text>', svg)}
    assert tops["Auftakt"] < axis < tops["Beginnen: Test &lt;vorbereiten&gt;"]


@given(st.lists(MOMENTS, min_size=1, max_size=9))
@settings(max_examples=150, deadline=None)
def test_no_words_cover_other_words_or_leave_the_picture(moments: list[Moment]) -> None:
    svg = picture(Timeline(tuple(moments), ALT))
    height = float(re.findall(r'viewBox="0 0 165 ([\d.]+)"', svg)[0])
    found = boxes(svg)
    for number, (left, top, right, bottom) in enumerate(found):
        assert left >= 0
        assert right <= WIDTH
        assert top >= -0.1
        assert bottom <= height
        for other in found[number + 1 :]:
            is_beside = right <= other[0] or other[2] <= left
            is_apart = bottom <= other[1] or other[3] <= top
            assert is_beside or is_apart


def test_without_a_day_there_is_no_picture() -> None:
    assert picture(Timeline((), ALT)) == ""
    assert file_of(a_document(Timeline((), ALT))).startswith(b"%PDF")


def test_in_word_the_days_are_a_table_that_is_read_in_their_order() -> None:
    content = file_of(a_document(TIMELINE), DocumentFormat.DOCX)
    table = docx.Document(io.BytesIO(content)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["12.01.2027", "Auftakt"],
        ["01.02.2027", "Beginnen: Test <vorbereiten>"],
        ["01.06.2027", "gewünschter Livegang"],
    ]
    assert table.rows[0].cells[0].paragraphs[0].style.name == "Zeitstrahl Tag"


def test_the_day_of_the_paper_stands_among_the_others() -> None:
    document = a_document(Timeline((KICKOFF, START), ALT, adds_day=True), day=date(2027, 3, 1))
    text = ink(document)
    assert text.index("Auftakt") < text.index("01.03.2027: Stand") < text.index("Livegang")
    assert resolved(resolved(document)) == resolved(document)


def test_another_day_of_the_paper_is_no_change() -> None:
    timeline = Timeline((KICKOFF, START), ALT, adds_day=True)
    one, other = (a_document(timeline, day=date(2027, 3, day)) for day in (1, 2))
    assert compare(one, other) == ()
