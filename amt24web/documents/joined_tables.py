"""Keeps a table that a page break splits one Table in the tag tree of the PDF.

WeasyPrint writes one structure element per page for a split element, so that a screen reader meets
several tables where there is one. Here the parts are joined again, and the head that is repeated
on each page becomes an artifact. This replaces two private functions of WeasyPrint, so it is bound
to the version it was written for; with any other version papers are made without it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import islice
from typing import Any, Final

import weasyprint.pdf as writer
from weasyprint.pdf import tags

WRITTEN_FOR: Final = "70.0"
# A repeated head is a copy, not a part; a link and a picture stand for themselves on each page.
NEVER_JOINED: Final = frozenset({"/Link", "/Figure", "/Span", "/Form", "/Lbl"})


def is_applicable() -> bool:
    """Whether the installed WeasyPrint is the version this was written for."""
    return version("weasyprint") == WRITTEN_FOR


@contextmanager
def joined_tables(*, wanted: bool = True) -> Iterator[None]:
    """Within it PDFs are written with joined tables; ``wanted=False`` switches it off."""
    if not (wanted and is_applicable()):
        yield
        return
    add, build = writer.add_tags, tags._build_box_tree
    origins = _Origins(build)

    def add_and_join(pdf: Any, document: Any, pdf_version: Any, streams: Any) -> None:
        add(pdf, document, pdf_version, streams)
        _Joiner(pdf, streams, origins).join_pages()

    writer.add_tags, tags._build_box_tree = add_and_join, origins.build
    try:
        yield
    finally:
        writer.add_tags, tags._build_box_tree = add, build


class _Origins:
    """Remembers which HTML element each structure element was made from."""

    def __init__(self, build: Any) -> None:
        self._build = build
        # The structure element is kept too: an id is only unique while its object lives.
        self._html: dict[int, tuple[Any, Any]] = {}

    def build(self, box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        """Stands in for WeasyPrint's own function, which calls itself through its module."""
        html = getattr(box, "_box", box).element
        for element in self._build(box, parent, *rest):
            self._html.setdefault(id(element), (element, html))
            yield element

    def html(self, element: Any) -> Any:
        """The HTML element behind a structure element, or None."""
        return self._html.get(id(element), (None, None))[1]

    def are_parts_of_one(self, one: Any, other: Any) -> bool:
        """Whether a page break made these two of one element."""
        html = self.html(one)
        return (
            html is not None
            and html is self.html(other)
            and one["S"] == other["S"]
            and one["S"] not in NEVER_JOINED
        )


class _Joiner:
    """Joins the parts of split elements in the tag tree of one PDF."""

    def __init__(self, pdf: Any, streams: Any, origins: _Origins) -> None:
        self._streams, self._origins = streams, origins
        things = {thing.reference: thing for thing in filter(_is_numbered, pdf.objects)}
        # Without the references to links, which have no children and no attributes.
        self._elements = {
            reference: thing
            for reference, thing in things.items()
            if thing.get("Type") == "/StructElem"
        }
        self._page_number = {reference: n for n, reference in enumerate(pdf.page_references)}
        root = things[pdf.catalog["StructTreeRoot"]]
        self._document = things[root["K"][0]]
        self._parents = things[root["ParentTree"]]["Nums"]

    def join_pages(self) -> None:
        """Join whatever continues from one page to the next."""
        children = list(self._document["K"])
        self._document["K"].clear()
        for reference in children:
            self._take_over(self._document, reference)

    def _kids(self, element: Any) -> list[Any]:
        """The structure elements below, without marked content, which are plain numbers."""
        return [self._elements[k] for k in element["K"] if k in self._elements]

    def _take_over(self, parent: Any, reference: Any) -> None:
        """Append a child, or join it with the part of it that is already there."""
        child = self._elements.get(reference)
        earlier = self._earlier_part(parent, child) if child is not None else None
        if earlier is not None:
            self._join(earlier, child)
            return
        if child is not None:
            child["P"] = parent.reference
        parent["K"].append(reference)

    def _earlier_part(self, parent: Any, child: Any) -> Any:
        """The part of this child on an earlier page, if the parent has it."""
        # All cells of a split row go on side by side; elsewhere only the last element can go on.
        candidates = self._kids(parent) if parent["S"] == "/TR" else self._last_kid(parent)
        return next((k for k in candidates if self._origins.are_parts_of_one(k, child)), None)

    def _last_kid(self, parent: Any) -> list[Any]:
        known = self._elements
        return [known[k] for k in islice((k for k in reversed(parent["K"]) if k in known), 1)]

    def _join(self, first: Any, second: Any) -> None:
        rest = list(second["K"])
        if first["S"] == "/Table":
            rest = self._without_repeated_heads(first, second)
        for reference in rest:
            self._take_over(first, reference)
        second["K"].clear()

    def _without_repeated_heads(self, first: Any, second: Any) -> list[Any]:
        heads = [kid for kid in self._kids(first) if kid["S"] == "/THead"]
        repeated = [
            kid
            for kid in self._kids(second)
            if kid["S"] == "/THead"
            and any(self._origins.are_parts_of_one(kid, head) for head in heads)
        ]
        first_ids = {id(html): name for head in heads for html, name in self._titles(head)}
        for head in repeated:
            names = {name.string: first_ids[id(html)] for html, name in self._titles(head)}
            self._point_to(second, names)
            self._make_artifact(head)
        gone = {head.reference for head in repeated}
        return [reference for reference in second["K"] if reference not in gone]

    def _titles(self, element: Any) -> Iterator[tuple[Any, Any]]:
        """The titles of columns below an element: their HTML element and their id in the PDF."""
        if element["S"] == "/TH" and "ID" in element:
            yield self._origins.html(element), element["ID"]
        for kid in self._kids(element):
            yield from self._titles(kid)

    def _point_to(self, element: Any, names: dict[str, Any]) -> None:
        """Let the cells below name the titles of the first page as theirs."""
        attributes = element.get("A", {})
        if "Headers" in attributes:
            attributes["Headers"][:] = [
                names.get(header.string, header) for header in attributes["Headers"]
            ]
        for kid in self._kids(element):
            self._point_to(kid, names)

    def _make_artifact(self, element: Any) -> None:
        """Take an element out of the tree and mark what it draws as decoration of the page."""
        page = self._page_number[element["Pg"]]
        for kid in element["K"]:
            if isinstance(kid, int):
                self._mark_content(page, kid)
            elif kid in self._elements:
                self._make_artifact(self._elements[kid])

    def _mark_content(self, page: int, number: int) -> None:
        stream = self._streams[page].stream
        place = next(
            n for n, it in enumerate(stream) if isinstance(it, dict) and it.get("MCID") == number
        )
        stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
        self._parents[2 * page + 1][number] = "null"


def _is_numbered(thing: Any) -> bool:
    return isinstance(thing, dict) and getattr(thing, "number", None) is not None
