"""Reads outlines and finished files back: what a person or a screen reader would find in them."""

import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from amt24web.documents import plain
from amt24web.documents.outline import Block, Callout, Heading, Run, Table, Timeline
from amt24web.domain.wording import german_date


def words_of_pdf(content: bytes) -> str:
    """The text of a PDF in the order it was drawn; skips the test without poppler."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext fehlt: apt-get install poppler-utils")
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def pages_of_pdf(content: bytes) -> list[str]:
    """The text of each page of a PDF, made comparable."""
    return [without_spaces(page) for page in words_of_pdf(content).split("\f")[:-1]]


def words_of_word(content: bytes) -> str:
    """All text of the body of a Word file, boxes and table cells included."""
    body = docx.Document(io.BytesIO(content)).element.body
    texts = (node for node in body.iter() if node.tag.endswith(("}t", "}br", "}noBreakHyphen")))
    return "".join("-" if node.tag.endswith("Hyphen") else node.text or "" for node in texts)


def lines_of_word(content: bytes) -> str:
    """The same text with each paragraph on a line, and a space where something sets words apart."""
    paragraphs = docx.Document(io.BytesIO(content)).element.body.iter(qn("w:p"))
    return "\n".join(
        "".join(
            node.text or "" if node.tag == qn("w:t") else " "
            for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        for paragraph in paragraphs
    )


def without_spaces(words: str) -> str:
    """Text made comparable: inks break lines where they like."""
    return "".join(words.split()).replace("\u200b", "").replace("\xad", "")


@cache
def opened(content: bytes) -> pikepdf.Pdf:
    """A PDF to look into; kept open, because its parts crash Python once it is gone."""
    return pikepdf.open(io.BytesIO(content))


def tags(pdf: pikepdf.Pdf) -> Counter[str]:
    """How often each structure element occurs in the tag tree."""
    return Counter(str(element.S) for element in structure(pdf.Root.StructTreeRoot))


def structure(element: Any) -> Iterator[Any]:
    """All structure elements below one, in reading order."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """The fonts in a PDF without the prefix of the subset, and whether each is embedded."""
    descriptors = (
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
    )
    return {str(d.FontName).partition("+")[2]: "/FontFile2" in d for d in descriptors}


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    """The titles in the outline of a PDF, with indentation by level."""

    def below(items: Any, level: int) -> Iterator[str]:
        for item in items:
            yield "  " * level + item.title
            yield from below(item.children, level + 1)

    with pdf.open_outline() as outline:
        return list(below(outline.root, 0))


def said_by(block: Block) -> list[str]:
    """Every text in a block, each of which must be found in each ink."""
    lines = [plain.said(t) for t in _texts(block)]
    titles = [block.text] if isinstance(block, Heading) else []
    if isinstance(block, Callout):
        titles.append(block.title)
    if isinstance(block, Table):
        titles += [block.caption] * block.shows_caption + [c.title for c in block.columns]
    if isinstance(block, Timeline):
        titles += [german_date(moment.day) for moment in block.moments]
        titles += [moment.text for moment in block.moments]
    return [*titles, *lines]


def _texts(part: object) -> list[tuple[Run, ...]]:
    if isinstance(part, tuple) and part and all(isinstance(run, Run) for run in part):
        return [part]
    if isinstance(part, tuple):
        return [found for each in part for found in _texts(each)]
    fields = getattr(part, "__dataclass_fields__", {})
    return [found for name in fields for found in _texts(getattr(part, name))]
