"""Headers and footers of an uploaded Word file: text, tables, shapes and pictures, nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from amt24web.artefacts.word_package import WITH_LINK, WITH_OBJECTS, WordPackage
from amt24web.documents.style_names import WORD
from amt24web.domain.errors import InvalidInput

OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURES: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
REFERENCES: Final = {f"{WORD}headerReference": "header", f"{WORD}footerReference": "footer"}
PLACES: Final = ("default", "first")
"""Pages left and right alike; what only even pages would show is left out."""
FORBIDDEN: Final = frozenset(
    {"object", "OLEObject", "control", "altChunk", "subDoc", "contentPart", "movie"}
)
POINTING: Final = frozenset({"src", "href", "althref", "link", "relid"})
FIELDS: Final = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR",
        "DOCPROPERTY", "DATE", "TIME", "CREATEDATE", "SAVEDATE",
    }
)  # fmt: skip
FIRST_WORD: Final = re.compile(r"\s*\\?([A-Za-z]+)")
LARGEST_PICTURE: Final = 2 * 1024 * 1024

WITH_FIELD: Final = (
    "In Kopf- oder Fußzeile steht ein Feld, das wir nicht übernehmen („{name}“). Erlaubt sind "
    "Seitenzahlen, Datum, Titel und Autor."
)
NOT_A_PICTURE: Final = (
    "In Kopf- oder Fußzeile steht etwas anderes als Text und Bilder in PNG oder JPEG. Bitte fügen "
    "Sie Diagramme und Zeichnungen als PNG ein."
)
PICTURE_TOO_LARGE: Final = "Ein Bild in Kopf- oder Fußzeile ist größer als 2 MB."


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of headers and footers, under names of ours.

    ``pages`` are their trees by part, ``kinds`` says which part is a header or a footer,
    ``references`` lists id, part and kind, ``places`` the tag, the pages and the id, ``other`` the
    pictures and what points to them.
    """

    pages: tuple[tuple[str, Any], ...]
    kinds: Mapping[str, str]
    references: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, str, str], ...]
    other: Mapping[str, bytes]


def kept_content(
    package: WordPackage, section: Any, targets: Mapping[str, tuple[str, str]]
) -> Kept:
    """The headers and footers of a section. Raises InvalidInput for what must not be in them."""
    pages, kinds, references, places = [], {}, [], []
    other: dict[str, bytes] = {}
    for reference in section.iter(*REFERENCES):
        kind, place = REFERENCES[reference.tag], reference.get(f"{WORD}type")
        source = targets.get(reference.get(f"{{{OFFICE}}}id"), ("", ""))[1]
        if place not in PLACES or source not in package.parts:
            continue
        name, relation_id = f"word/{kind}-{place}.xml", f"rId{kind}{place}"
        root = package.xml(source)
        _require_plain(root)
        other |= _pictures(package, source, name, root)
        pages.append((name, root))
        kinds[name] = kind
        references.append((relation_id, name, kind))
        places.append((reference.tag, place, relation_id))
    return Kept(tuple(pages), kinds, tuple(references), tuple(places), other)


def _require_plain(root: Any) -> None:
    for bound in list(root.iter(f"{WORD}dataBinding")):
        # It fetches its text from a part that is not kept; the text itself stays.
        bound.getparent().remove(bound)
    for node in root.iter(etree.Element):
        if etree.QName(node).localname in FORBIDDEN:
            raise InvalidInput(WITH_OBJECTS)
        for attribute, value in node.attrib.items():
            name = etree.QName(attribute)
            if name.localname.lower() in POINTING and not value.startswith("#"):
                raise InvalidInput(WITH_LINK.format(target=value[:80]))
    for instruction in _instructions(root):
        word = FIRST_WORD.match(instruction)
        if word is None or word[1].upper() not in FIELDS:
            raise InvalidInput(WITH_FIELD.format(name=" ".join(instruction.split())[:40]))


def _instructions(root: Any) -> Iterator[str]:
    """What every field says; an instruction that is itself computed counts as none."""
    open_fields: list[list[str]] = []
    for node in root.iter(f"{WORD}fldSimple", f"{WORD}fldChar", f"{WORD}instrText"):
        if node.tag == f"{WORD}fldSimple":
            yield node.get(f"{WORD}instr", "")
        elif node.tag == f"{WORD}instrText":
            if not open_fields:
                raise InvalidInput(WITH_FIELD.format(name=node.text or ""))
            open_fields[-1].append(node.text or "")
        elif node.get(f"{WORD}fldCharType") == "begin":
            if open_fields:
                raise InvalidInput(WITH_FIELD.format(name="".join(open_fields[-1]).strip()))
            open_fields.append([])
        elif open_fields:
            yield "".join(open_fields.pop())
            # What follows until the end of the field is its result, which is plain text.


def _pictures(package: WordPackage, source: str, name: str, root: Any) -> dict[str, bytes]:
    """The pictures a part shows, under new names; their ids in the part are set right."""
    targets = package.targets(source)
    made: dict[str, bytes] = {}
    relations: list[tuple[str, str]] = []
    for node in root.iter(etree.Element):
        for attribute, old in list(node.attrib.items()):
            if etree.QName(attribute).namespace != OFFICE or not old:
                continue
            kind, place = targets.get(old, ("", ""))
            content = package.parts.get(place, b"")
            extension = _extension(content)
            if kind != "image" or not extension:
                raise InvalidInput(NOT_A_PICTURE)
            number = len(relations) + 1
            target = f"media/{name.rpartition('/')[2].removesuffix('.xml')}-{number}.{extension}"
            made[f"word/{target}"] = content
            relations.append((f"rId{number}", target))
            node.set(attribute, f"rId{number}")
    if relations:
        made[f"word/_rels/{name.rpartition('/')[2]}.rels"] = _relations(relations)
    return made


def _extension(content: bytes) -> str:
    if len(content) > LARGEST_PICTURE:
        raise InvalidInput(PICTURE_TOO_LARGE)
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), "")


def _relations(relations: list[tuple[str, str]]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(
        f'<Relationship Id="{relation_id}" Type="{OFFICE}/image" Target="{target}"/>'
        for relation_id, target in relations
    )
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'.encode()
