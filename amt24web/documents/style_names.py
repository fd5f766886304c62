"""The styles a Word paper is written in: those of house_style.docx, which is the one source.

Word names its own styles in English inside the file whatever language it speaks, but makes up the
ids anew; so a style is known by its name, and its id is set right.
"""

import re
from types import MappingProxyType
from typing import Any, Final

from amt24web.documents.house_styles import STYLES

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ID: Final = re.compile(r'w:type="(\w+)".*?w:styleId="(\w+)"')
NAME: Final = re.compile(r'<w:name w:val="([^"]+)"')
NOT_NEEDED: Final = "TableNormal"


def _required() -> dict[str, tuple[str, str]]:
    found = {}
    for style in STYLES:
        (kind, style_id), *_ = ID.findall(style)
        name, *_ = NAME.findall(style)
        found[style_id] = (kind, name)
    del found[NOT_NEEDED]
    return found


REQUIRED: Final = MappingProxyType(_required())
"""By id the kind and the name of every style that has to be there."""
IN_GERMAN: Final = MappingProxyType(
    {
        "Normal": "Standard", "heading 1": "Überschrift 1", "heading 2": "Überschrift 2",
        "heading 3": "Überschrift 3", "Subtitle": "Untertitel", "Title": "Titel",
        "caption": "Beschriftung", "toc 1": "Verzeichnis 1", "toc 2": "Verzeichnis 2",
        "List Paragraph": "Listenabsatz", "header": "Kopfzeile", "footer": "Fußzeile",
    }
)  # fmt: skip
"""What German Word calls its own styles."""
POINTERS: Final = tuple(
    WORD + name
    for name in (
        "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink",
    )
)  # fmt: skip
VALUE: Final = WORD + "val"
STYLE_ID: Final = WORD + "styleId"


def missing(styles: Any) -> list[str]:
    """The styles that a Word file lacks, as people find them in German Word."""
    renamed = new_ids(styles)
    there = set(renamed.values())
    return [_called(name) for style_id, (_, name) in REQUIRED.items() if style_id not in there]


def _called(name: str) -> str:
    german = IN_GERMAN.get(name, "")
    return f"„{german}“ ({name.title()})" if german else f"„{name}“"


def new_ids(styles: Any) -> dict[str, str]:
    """For the id of every style the id it gets: ours where it is one of ours, never one twice."""
    theirs = [style for style in styles.iter(WORD + "style") if style.get(STYLE_ID)]
    ids: dict[str, str] = {}
    for style_id, (kind, name) in REQUIRED.items():
        found = _match(theirs, kind, name, style_id)
        if found is not None:
            ids.setdefault(found.get(STYLE_ID), style_id)
    for style in theirs:
        old = style.get(STYLE_ID)
        ids.setdefault(old, f"{old}Eigen" if old in REQUIRED else old)
    return ids


def _match(styles: list[Any], kind: str, name: str, style_id: str) -> Any:
    same_kind = [style for style in styles if style.get(WORD + "type") == kind]
    by_name = (s for s in same_kind if _name(s).casefold() == name.casefold())
    by_id = (s for s in same_kind if s.get(STYLE_ID) == style_id)
    return next(by_name, None) if _has_name(same_kind, name) else next(by_id, None)


def _has_name(styles: list[Any], name: str) -> bool:
    return any(_name(style).casefold() == name.casefold() for style in styles)


def _name(style: Any) -> str:
    name = style.find(WORD + "name")
    return "" if name is None else str(name.get(VALUE, ""))


def rename(tree: Any, ids: dict[str, str]) -> None:
    """Set every id of a style, and everything that points to one, to its new id."""
    for style in tree.iter(WORD + "style"):
        if style.get(STYLE_ID):
            style.set(STYLE_ID, ids[style.get(STYLE_ID)])
    for pointer in tree.iter(*POINTERS):
        old = pointer.get(VALUE)
        pointer.set(VALUE, ids.get(old, old))
