"""Random papers: any block beside any other, with texts in several scripts."""

from datetime import date

from hypothesis import strategies as st

from amt24web.documents.outline import (
    Callout,
    CheckItem,
    Checklist,
    Column,
    Contents,
    Document,
    DocumentControl,
    Heading,
    Item,
    KeyValue,
    Listing,
    Moment,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Timeline,
    TitleBlock,
    WritingLines,
)
from tests.documents.papers import a_head

# Scripts written from left to right: with others, readers differ in the order they give back.
WORDS = st.text(alphabet="abzäöüßÉŁžЖфαΩ 09-,.;&<>\"'#*", min_size=1, max_size=40).map(str.strip)
SAID = WORDS.filter(bool)
RUNS = st.builds(
    Run,
    SAID,
    bold=st.booleans(),
    italic=st.booleans(),
    muted=st.booleans(),
    struck=st.booleans(),
    link=st.sampled_from(["", "https://example.org/?a=1&b=2"]),
)
TEXTS = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
PARAGRAPHS = st.builds(Paragraph, TEXTS)
FLAT_LISTS = st.builds(
    Listing,
    st.lists(st.builds(Item, st.tuples(PARAGRAPHS)), min_size=1, max_size=3).map(tuple),
    ordered=st.booleans(),
)
LISTS = st.builds(
    Listing,
    st.lists(st.builds(Item, st.tuples(PARAGRAPHS, FLAT_LISTS)), min_size=1, max_size=2).map(tuple),
    ordered=st.booleans(),
)
BOXES = st.builds(
    Checklist,
    st.lists(st.builds(CheckItem, TEXTS, st.booleans()), min_size=1, max_size=3).map(tuple),
)
CELLS = st.lists(PARAGRAPHS | LISTS | BOXES, max_size=2).map(tuple)

MOMENTS = st.builds(Moment, st.dates(date(2020, 1, 1), date(2035, 12, 31)), SAID, st.booleans())
TIMELINES = st.builds(
    Timeline, st.lists(MOMENTS, max_size=12).map(tuple), SAID, adds_day=st.booleans()
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with as many cells in each row as there are columns."""
    columns = draw(
        st.lists(
            st.builds(Column, SAID, st.integers(15, 40), st.booleans()), min_size=1, max_size=4
        )
    )
    rows = draw(st.lists(st.tuples(*[CELLS] * len(columns)), max_size=3))
    wide, tall = draw(st.booleans()), draw(st.booleans())
    return Table(draw(SAID), tuple(columns), tuple(rows), is_wide=wide, is_tall=tall)


BLOCKS = st.one_of(
    PARAGRAPHS,
    LISTS,
    BOXES,
    tables(),
    st.builds(KeyValue, SAID, st.lists(st.tuples(TEXTS, CELLS), min_size=1, max_size=3).map(tuple)),
    st.builds(Callout, SAID, CELLS),
    TIMELINES,
    st.builds(WritingLines, st.integers(1, 3)),
    st.just(PageBreak()),
    st.just(DocumentControl()),
)
STRETCHES = st.tuples(st.builds(Heading, st.just(1), SAID), st.lists(BLOCKS, max_size=3)).map(
    lambda parts: (parts[0], *parts[1])
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A paper of a title, contents and some headings with blocks below them."""
    stretches = draw(st.lists(STRETCHES, min_size=1, max_size=3))
    blocks = (block for stretch in stretches for block in stretch)
    head = a_head(onlinedienst=draw(SAID), organisation=draw(WORDS), state=None)
    return Document(head, (TitleBlock(), Contents(), *blocks))
