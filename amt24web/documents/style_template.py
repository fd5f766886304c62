"""An uploaded Word file as house style: checked, and put together anew from what we keep of it.

Kept are styles, numbering, theme, the page set-up of its first section, its headers and footers
with their pictures. The text in it, its settings and everything else stay behind.
"""

from typing import Any, Final

from lxml import etree

from amt24web.artefacts.word_package import WordPackage, read_word
from amt24web.documents.house_style import MAIN, OFFICE, OPC, parts
from amt24web.documents.reproducible import packed
from amt24web.documents.style_content import Kept, kept_content
from amt24web.documents.style_names import STYLE_ID, WORD, missing, new_ids, rename
from amt24web.domain.errors import InvalidInput

A4: Final = (11906, 16838)
TOLERANCE: Final = 40
"""Twips; programs round 210 mm differently."""
LEAST_TEXT_WIDTH: Final = 6800
"""Twips, 12 cm: narrower, and tables of five columns break within words."""
BEYOND_OURS: Final = 20_000
"""Added to the numbers of their lists, so that ours keep theirs."""
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SET_UP_KEPT: Final = ("pgSz", "pgMar", "titlePg")
TYPES: Final = "[Content_Types].xml"
DOCUMENT_RELATIONS: Final = "word/_rels/document.xml.rels"
STYLES_PART: Final = "word/styles.xml"

MOST_STYLES: Final = 2_000
CONTENTS_STYLES: Final = ("TOC1", "TOC2")

TOO_MANY_STYLES: Final = "Die Datei enthält zu viele Formatvorlagen."
NO_STYLES: Final = "Die Datei enthält keine Formatvorlagen."
STYLES_MISSING: Final = (
    "Es fehlt die Formatvorlage {names}. Am einfachsten beginnen Sie mit unserer Vorlage."
)
STYLES_MISSING_MANY: Final = (
    "Es fehlen die Formatvorlagen {names}. Am einfachsten beginnen Sie mit unserer Vorlage."
)
NOT_A4: Final = "Ein Abschnitt ist nicht A4. Bitte stellen Sie unter „Layout“ A4 ein."
NOT_UPRIGHT: Final = "Der erste Abschnitt ist quer. Bitte stellen Sie Hochformat ein."
TOO_NARROW: Final = "Die Seitenränder lassen zu wenig Platz: Nötig sind 12 cm für den Text."


def read_template(content: bytes) -> bytes:
    """The house style of an uploaded Word file, as a Word file of its own.

    The same upload gives the same bytes. Raises InvalidInput with a German reason.
    """
    package = read_word(content)
    document = package.xml(package.main)
    targets = package.targets(package.main)
    section = _first_section(document)
    styles = _tree(package, targets, "styles")
    if styles is None:
        raise InvalidInput(NO_STYLES)
    _require_styles(styles)
    content_kept = kept_content(package, section, targets)
    numbering = _tree(package, targets, "numbering")
    theme = next((place for kind, place in targets.values() if kind == "theme"), "")
    ids = new_ids(styles)
    for tree in (styles, *(root for _, root in content_kept.pages), numbering):
        if tree is not None:
            rename(tree, ids)
            _shift_lists(tree)
    _fit_contents(styles, section)
    made = parts() | _package(content_kept, section) | {
        STYLES_PART: _written(styles),
        "word/numbering.xml": _numbering(numbering),
    }  # fmt: skip
    if theme in package.parts and not package.targets(theme):
        made["word/theme/theme1.xml"] = _written(package.xml(theme))
    return packed(made)


def _tree(package: WordPackage, targets: Any, kind: str) -> Any:
    place = next((place for found, place in targets.values() if found == kind), "")
    return package.xml(place) if place in package.parts else None


def _require_styles(styles: Any) -> None:
    if sum(1 for _ in styles.iter(f"{WORD}style")) > MOST_STYLES:
        raise InvalidInput(TOO_MANY_STYLES)
    names = missing(styles)
    if len(names) == 1:
        raise InvalidInput(STYLES_MISSING.format(names=names[0]))
    if names:
        raise InvalidInput(STYLES_MISSING_MANY.format(names=", ".join(names)))


def _first_section(document: Any) -> Any:
    sections = list(document.iter(f"{WORD}sectPr"))
    sizes = [_size(section) for section in sections]
    if not sections or not all(_is_a4(size) for size in sizes):
        raise InvalidInput(NOT_A4)
    width, height = sizes[0]
    if width > height:
        raise InvalidInput(NOT_UPRIGHT)
    margins = sections[0].find(f"{WORD}pgMar")
    left, right = (whole(margins, side) for side in ("left", "right"))
    if width - left - right < LEAST_TEXT_WIDTH:
        raise InvalidInput(TOO_NARROW)
    return sections[0]


def _fit_contents(styles: Any, section: Any) -> None:
    """Let the page numbers of the contents stand at their right margin, wherever that is."""
    margins = section.find(f"{WORD}pgMar")
    beside = sum(whole(margins, side) for side in ("left", "right", "gutter"))
    for style in styles.iter(f"{WORD}style"):
        if style.get(STYLE_ID) in CONTENTS_STYLES:
            for tab in style.iter(f"{WORD}tab"):
                if tab.get(f"{WORD}val") == "right":
                    tab.set(f"{WORD}pos", str(A4[0] - beside))


def _size(section: Any) -> tuple[int, int]:
    size = section.find(f"{WORD}pgSz")
    return whole(size, "w"), whole(size, "h")


def whole(element: Any, name: str) -> int:
    """A measure in twips; 0 where none is given or it is no number."""
    said = "" if element is None else element.get(WORD + name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else 0  # noqa: PLR2004


def _is_a4(size: tuple[int, int]) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(sorted(size), A4, strict=True))


def _shift_lists(tree: Any) -> None:
    """Move the numbers of their lists out of the way of ours."""
    for name, attribute in (
        ("abstractNum", "abstractNumId"), ("num", "numId"), ("abstractNumId", "val"),
        ("numId", "val"),
    ):  # fmt: skip
        for element in tree.iter(WORD + name):
            number = element.get(WORD + attribute, "")
            if (number.isdecimal() and number != "0") or name in ("abstractNum", "abstractNumId"):
                element.set(WORD + attribute, str(int(number or 0) + BEYOND_OURS))


def _numbering(theirs: Any) -> bytes:
    """Our two lists, and behind them theirs that styles and headers may point to."""
    ours = etree.fromstring(parts()["word/numbering.xml"])
    lists, numbers = [], []
    for element in () if theirs is None else theirs:
        for picture in element.findall(f".//{WORD}lvlPicBulletId"):
            picture.getparent().remove(picture)
        if element.tag == f"{WORD}abstractNum":
            lists.append(element)
        elif element.tag == f"{WORD}num":
            numbers.append(element)
    first_number = next(n for n, element in enumerate(ours) if element.tag == f"{WORD}num")
    ours[first_number:first_number] = lists
    ours.extend(numbers)
    return _written(ours)


def _package(kept: Kept, section: Any) -> dict[str, bytes]:
    """Document, relations and content types around the headers and footers that are kept."""
    made = parts()
    kinds = {f"/{name}": f"{MAIN}.{kind}+xml" for name, kind in kept.kinds.items()}
    types = etree.fromstring(made[TYPES])
    for name, content_type in kinds.items():
        etree.SubElement(types, f"{{{OPC}/content-types}}Override",
                         PartName=name, ContentType=content_type)  # fmt: skip
    for extension, mime_type in (("png", "image/png"), ("jpeg", "image/jpeg")):
        etree.SubElement(types, f"{{{OPC}/content-types}}Default",
                         Extension=extension, ContentType=mime_type)  # fmt: skip
    relations = etree.fromstring(made[DOCUMENT_RELATIONS])
    for relation_id, name, kind in kept.references:
        etree.SubElement(relations, f"{{{OPC}/relationships}}Relationship",
                         Id=relation_id, Type=f"{OFFICE}/relationships/{kind}",
                         Target=name.removeprefix("word/"))  # fmt: skip
    document = etree.fromstring(made["word/document.xml"])
    body = document.find(f"{WORD}body")
    body.replace(body.find(f"{WORD}sectPr"), _set_up(section, kept))
    return {
        TYPES: _written(types),
        DOCUMENT_RELATIONS: _written(relations),
        "word/document.xml": _written(document),
        **{name: _written(root) for name, root in kept.pages},
        **kept.other,
    }


def _set_up(section: Any, kept: Kept) -> Any:
    made = etree.Element(f"{WORD}sectPr")
    for tag, place, relation_id in kept.places:
        reference = etree.SubElement(made, tag)
        reference.set(f"{WORD}type", place)
        reference.set(RELATION, relation_id)
    for name in SET_UP_KEPT:
        found = section.find(WORD + name)
        if found is not None:
            made.append(found)
    return made


def _written(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
