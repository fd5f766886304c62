"""An SVG reduced to shapes and colours: rebuilt from a list of what may be in it.

What could run, fetch or repeat without end is refused by name; notes of drawing programs are left
out without a word.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from amt24web.domain.errors import InvalidInput

SVG: Final = "http://www.w3.org/2000/svg"
MOST_ELEMENTS: Final = 3_000
DEEPEST: Final = 30
SHAPES: Final = frozenset(
    {
        "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "clipPath",
    }
)  # fmt: skip
LEFT_OUT: Final = frozenset({"title", "desc", "metadata"})
GEOMETRY: Final = frozenset(
    {
        "id", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
        "width", "height", "viewBox", "preserveAspectRatio", "transform", "clipPathUnits",
    }
)  # fmt: skip
PAINT: Final = frozenset(
    {
        "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset",
        "stroke-opacity", "opacity", "color", "clip-path",
        "clip-rule", "display", "visibility",
    }
)  # fmt: skip
NUMERIC: Final = frozenset(
    (GEOMETRY - {"id", "preserveAspectRatio", "clipPathUnits"})
    | {
        "fill-opacity", "opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit",
        "stroke-opacity", "stroke-width",
    }
)  # fmt: skip
"""What holds numbers; a drawing program that went wrong writes „nan“ or „inf“ there."""
NO_NUMBER: Final = re.compile(r"nan|inf|undefined|null", re.IGNORECASE)
DIGITS: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
FURTHEST: Final = 1e7
INNER_URL: Final = re.compile(r"""url\(\s*(['"]?)#[\w.-]+\1\s*\)""")
CALLS: Final = re.compile(r"url\s*\(|@|\\|//|expression|javascript:|data:", re.IGNORECASE)
SEPARATOR: Final = re.compile(r"[\s,]+")
NUMBER: Final = re.compile(r"-?\d{1,7}(?:\.\d{1,9})?")
MEASURE: Final = re.compile(r"(?!0+(?:\.0*)?[a-z]*$)\d{1,6}(?:\.\d{1,9})?(?:px|pt|mm|cm|in|pc)?")
SIDES_OF_A_BOX: Final = 4
INNER_REFERENCE: Final = re.compile(r"#[\w.-]+")

NOT_A_PICTURE: Final = "Das ist weder ein PNG noch ein SVG. Bitte wählen Sie eine andere Datei."
WITH_ENTITIES: Final = "Das SVG enthält eigene Abkürzungen (DTD). Bitte speichern Sie es ohne sie."
NOT_ALLOWED: Final = "Das SVG enthält „{name}“. Erlaubt sind nur Formen und Farben. {advice}"
WITH_EVENT: Final = "Das SVG enthält ein Programm („{name}“). Das wird nicht angenommen."
FROM_OUTSIDE: Final = (
    "Das SVG verweist nach außen („{value}“). Ein Logo muss ganz in seiner Datei stehen."
)
NOT_FINITE: Final = (
    "Im SVG steht statt einer Zahl „{value}“. Bitte speichern Sie das Logo neu aus dem "
    "Zeichenprogramm, und prüfen Sie, ob es vollständig ist."
)
TOO_DETAILED: Final = "Das SVG hat zu viele Einzelteile. Bitte vereinfachen Sie es."
NO_SIZE: Final = "Das SVG nennt keine Größe. Bitte speichern Sie es mit „viewBox“."
NOTHING_DRAWN: Final = "Im SVG ist nichts gezeichnet."
PLAIN_COLOURS: Final = "Bitte nehmen Sie Vollfarben oder speichern Sie das Logo als PNG."
"""WeasyPrint loses gradients in shapes that are moved (70.0)."""
ADVICE: Final = {
    "linearGradient": PLAIN_COLOURS,
    "radialGradient": PLAIN_COLOURS,
    "text": "Bitte wandeln Sie Schrift in Pfade um.",
    "tspan": "Bitte wandeln Sie Schrift in Pfade um.",
    "style": "Bitte speichern Sie Farben als Attribute („Presentation Attributes“).",
    "image": "Bitte betten Sie keine Fotos ein; speichern Sie sonst das ganze Logo als PNG.",
    "use": "Bitte lösen Sie Symbole auf („Umwandeln“).",
}
LONGEST_QUOTE: Final = 60


def read_svg(content: bytes) -> bytes:
    """The same drawing, written anew from shapes and colours only. Raises InvalidInput."""
    root = _parsed(content)
    if root.tag != f"{{{SVG}}}svg":
        raise InvalidInput(NOT_A_PICTURE)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InvalidInput(TOO_DETAILED)
    if not _has_size(root):
        raise InvalidInput(NO_SIZE)
    copy = _rebuilt(root, 1)
    if copy is None or len(copy) == 0:
        raise InvalidInput(NOTHING_DRAWN)
    etree.cleanup_namespaces(copy)
    return bytes(etree.tostring(copy, encoding="utf-8"))


def _has_size(root: Any) -> bool:
    """Whether it is known how wide and high the drawing is; nothing has no sides."""
    box = SEPARATOR.split(root.get("viewBox", "").strip())
    if box == [""]:
        return all(MEASURE.fullmatch(root.get(side, "")) for side in ("width", "height"))
    sides = box[-2:]
    return (
        len(box) == SIDES_OF_A_BOX
        and all(NUMBER.fullmatch(n) for n in box)
        and all(float(side) > 0 for side in sides)
    )


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidInput(NOT_A_PICTURE) from error
    declared = root.getroottree().docinfo.internalDTD
    has_own_words = declared is not None and any(True for _ in declared.iterentities())
    if has_own_words or any(node.tag is etree.Entity for node in root.iter()):
        raise InvalidInput(WITH_ENTITIES)
    return root


def _rebuilt(element: Any, depth: int) -> Any:
    """A copy of an element with its shapes, or None for a note of a drawing program."""
    if depth > DEEPEST:
        raise InvalidInput(TOO_DETAILED)
    name = etree.QName(element)
    if name.namespace != SVG or name.localname in LEFT_OUT:
        _require_silent(element)
        return None
    if name.localname not in SHAPES:
        advice = ADVICE.get(name.localname, "")
        raise InvalidInput(NOT_ALLOWED.format(name=name.localname, advice=advice).strip())
    copy = etree.Element(element.tag, nsmap={None: SVG})
    for attribute, value in _attributes(element):
        copy.set(attribute, value)
    copy.extend(child for part in element if (child := _rebuilt(part, depth + 1)) is not None)
    return copy


def _require_silent(element: Any) -> None:
    """What is left out anyway is refused all the same if it tries to do something."""
    for node in element.iter():
        name = etree.QName(node).localname
        if name in ("script", "foreignObject", "handler"):
            raise InvalidInput(WITH_EVENT.format(name=name))


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    for attribute, value in element.attrib.items():
        name = etree.QName(attribute)
        if name.localname.lower().startswith("on"):
            raise InvalidInput(WITH_EVENT.format(name=name.localname))
        if name.localname in ("href", "src"):
            _require_inner(value)
        elif name.namespace is None and name.localname == "style":
            yield from _declared(value)
        elif name.namespace is None and name.localname in GEOMETRY | PAINT:
            _require_finite(name.localname, value)
            yield name.localname, _inner(value)


def _require_finite(name: str, value: str) -> None:
    if name not in NUMERIC:
        return
    wrong = NO_NUMBER.search(value)
    far = (n for n in DIGITS.findall(value) if abs(float(n)) > FURTHEST)
    found = wrong[0] if wrong else next(far, "")
    if found:
        raise InvalidInput(NOT_FINITE.format(value=found[:LONGEST_QUOTE]))


def _require_inner(value: str) -> None:
    if not INNER_REFERENCE.fullmatch(value.strip()):
        raise InvalidInput(FROM_OUTSIDE.format(value=value[:LONGEST_QUOTE]))


def _declared(style: str) -> Iterator[tuple[str, str]]:
    """The colours of a ``style`` attribute, as attributes of their own."""
    _inner(style)
    for part in style.split(";"):
        name, _, value = part.partition(":")
        if name.strip() in PAINT:
            said = value.replace("!important", "").strip()
            _require_finite(name.strip(), said)
            yield name.strip(), said


def _inner(value: str) -> str:
    if CALLS.search(INNER_URL.sub("", value)):
        raise InvalidInput(FROM_OUTSIDE.format(value=value[:LONGEST_QUOTE]))
    return value
