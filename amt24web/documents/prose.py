"""What people type as prose, read as paragraphs and lists: a small, safe subset of Markdown.

Paragraphs, lists, bold, italic and links to http, https and mailto addresses. Everything else,
HTML and pictures included, stays the text that was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from amt24web.documents.characters import legible
from amt24web.documents.outline import Cell, Item, Listing, Paragraph, Run, Text

RULES: Final = ("list", "newline", "escape", "emphasis", "link", "autolink", "balance_pairs",
                "fragments_join")  # fmt: skip
ALLOWED_LINK: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
BARE_ADDRESS: Final = re.compile(r"https?://[^\s<>\"„“”]*[^\s<>\"„“”.,;:!?)\]]")
# Beyond this nobody marks words up; the reader of Markdown would only cost time.
LONGEST_MARKED_UP: Final = 20_000


class _Subset(MarkdownIt):
    """The reader with our rules and nothing else."""

    def __init__(self) -> None:
        super().__init__("zero")
        self.enable(list(RULES))

    def validateLink(self, url: str) -> bool:
        return ALLOWED_LINK.fullmatch(url) is not None


_READER: Final = _Subset()


def read_prose(typed: str) -> Cell:
    """Typed prose as paragraphs and lists; an empty text gives nothing."""
    clean = legible(typed).strip()
    if len(clean) > LONGEST_MARKED_UP:
        return tuple(
            Paragraph(_with_addresses(Run(part.strip("\n"))))
            for part in re.split(r"\n\s*\n", clean)
        )
    root = SyntaxTreeNode(_READER.parse(clean))
    return tuple(_block(node) for node in root.children)


def _block(node: SyntaxTreeNode) -> Paragraph | Listing:
    if node.type in ("bullet_list", "ordered_list"):
        return _listing(node)
    return Paragraph(_text(node))


def _listing(node: SyntaxTreeNode) -> Listing:
    items = tuple(_item(child) for child in node.children)
    ordered = node.type == "ordered_list"
    return Listing(items, ordered, int(node.attrs.get("start", 1)) if ordered else 1)


def _item(node: SyntaxTreeNode) -> Item:
    return Item(tuple(_block(child) for child in node.children))


def _text(paragraph: SyntaxTreeNode) -> Text:
    runs = (run for inline in paragraph.children for run in _inline(inline, Run("")))
    return tuple(run for run in _joined(runs) if run.text)


def _inline(node: SyntaxTreeNode, voice: Run) -> Iterator[Run]:
    if node.type in ("softbreak", "hardbreak"):
        yield replace(voice, text="\n")
    elif node.type == "link":
        linked = replace(voice, link=str(node.attrs["href"]))
        yield from (run for child in node.children for run in _inline(child, linked))
    elif node.children:
        styled = replace(
            voice,
            bold=voice.bold or node.type == "strong",
            italic=voice.italic or node.type == "em",
        )
        yield from (run for child in node.children for run in _inline(child, styled))
    else:
        yield from _with_addresses(replace(voice, text=node.content))


def _with_addresses(run: Run) -> Text:
    """A run in which addresses that were just typed become links."""
    if run.link:
        return (run,)
    parts: list[Run] = []
    end = 0
    for found in BARE_ADDRESS.finditer(run.text):
        address = found.group()
        parts.append(replace(run, text=run.text[end : found.start()]))
        parts.append(replace(run, text=address, link=_READER.normalizeLink(address)))
        end = found.end()
    return tuple(part for part in (*parts, replace(run, text=run.text[end:])) if part.text)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs of one voice that follow each other become one."""
    last: Run | None = None
    for run in runs:
        if last is not None and replace(run, text="") == replace(last, text=""):
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
