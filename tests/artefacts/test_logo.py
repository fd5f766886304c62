"""A logo from outside: only what is drawn comes in, and nothing that runs or fetches."""

import struct
import zlib

import pytest
from lxml import etree

from amt24web.artefacts.logo import LARGEST, read_logo
from amt24web.domain.errors import InvalidInput
from amt24web.domain.house_style import LogoKind
from tests.harness.style_files import SVG_LOGO, a_chunk, a_png

SPACE = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"'
SHAPE = '<path d="M0 0h9v9z"/>'


def an_svg(inside: str = SHAPE, *, more: str = "", before: str = "") -> bytes:
    return f"{before}<svg {SPACE} {more}>{inside}</svg>".encode()


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_logo(content)
    return refused.value.message


def a_header(width: int = 20, height: int = 20, depth: int = 8, colours: int = 6) -> bytes:
    return a_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))


def a_png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_drawing_keeps_its_shapes_and_colours() -> None:
    logo = read_logo(SVG_LOGO)
    assert logo.kind is LogoKind.SVG
    root = etree.fromstring(logo.content)
    names = [etree.QName(node).localname for node in root.iter()]
    assert names == ["svg", "defs", "clipPath", "path", "g", "rect", "path", "g", "rect", "rect"]
    assert root[2].attrib == {"fill": "#123a6b", "fill-opacity": ".9"}, "from its style"
    assert read_logo(logo.content).content == logo.content


def test_notes_of_drawing_programs_are_left_out() -> None:
    noted = an_svg(
        '<i:view i:x="1"/><metadata><rdf:RDF/></metadata><!-- Notiz --><path d="M0 0h9v9z" i:y="2"'
        ' class="a" data-x="1"/>',
        more='xmlns:i="urn:i" xmlns:rdf="urn:r"',
        before="<?xml-stylesheet href='https://example.org/x.css'?>",
    )
    plain = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    assert read_logo(noted).content == plain


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (an_svg("<script>alert(1)</script>"), "„script“"),
        (an_svg(SHAPE, more='onload="x()"'), "ein Programm („onload“)"),
        (an_svg('<path d="M0 0" onClick="x()"/>'), "ein Programm („onClick“)"),
        (an_svg("<metadata><script>x()</script></metadata>" + SHAPE), "ein Programm („script“)"),
        (an_svg("<foreignObject/>"), "„foreignObject“"),
        (an_svg('<image href="https://example.org/x.png"/>'), "„image“"),
        (an_svg('<use href="#a"/>'), "lösen Sie Symbole auf"),
        (an_svg("<text>Amt</text>"), "Schrift in Pfade"),
        (an_svg("<style>@import url(https://example.org/x.css)</style>"), "„style“"),
        (an_svg("<animate/>"), "„animate“"),
        (an_svg("<linearGradient/>"), "Vollfarben"),
        (an_svg('<path d="M0 0" fill="url(https://example.org/#a)"/>'), "nach außen"),
        (an_svg("<path d='M0 0' style='fill:url(\"file:///etc/passwd\")'/>"), "nach außen"),
        (an_svg('<path d="M0 0" style="fill:u\\72l(//example.org)"/>'), "nach außen"),
        (an_svg('<a href="javascript:x()"/>'), "„a“"),
        (
            an_svg('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org"/>'),
            "nach außen",
        ),
        (an_svg('<path d="M0 0" clip-path="url(data:image/png)"/>'), "nach außen"),
        (an_svg("&x;", before='<!DOCTYPE svg [<!ENTITY x "y">]>'), "Abkürzungen"),
        (
            an_svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "Abkürzungen",
        ),
        (an_svg("<g>" * 40 + SHAPE + "</g>" * 40), "zu viele Einzelteile"),
        (an_svg(SHAPE * 3_001), "zu viele Einzelteile"),
        (f'<svg xmlns="http://www.w3.org/2000/svg">{SHAPE}</svg>'.encode(), "keine Größe"),
        (an_svg(SHAPE).replace(b"0 0 9 9", b"0 0 0 9"), "keine Größe"),
        (an_svg(SHAPE).replace(b"0 0 9 9", b"0 0 9"), "keine Größe"),
        (an_svg(SHAPE).replace(b"0 0 9 9", b"a b c d"), "keine Größe"),
        (an_svg(SHAPE).replace(b'viewBox="0 0 9 9"', b'width="0px" height="9"'), "keine Größe"),
        (an_svg(""), "nichts gezeichnet"),
        (b"<svg><path/></svg>", "weder ein PNG noch ein SVG"),
        (b"<html/>", "weder ein PNG noch ein SVG"),
        (b"GIF89a", "weder ein PNG noch ein SVG"),
        (b"", "leer"),
        (an_svg(SHAPE) + b" " * LARGEST, "zu groß: 1.024 KB"),
    ],
)
def test_what_is_no_plain_drawing_is_refused_with_the_reason(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_a_drawing_may_tell_its_size_by_its_sides_alone() -> None:
    sized = an_svg().replace(b'viewBox="0 0 9 9"', b'width="12.5mm" height="9"')
    assert b'width="12.5mm"' in read_logo(sized).content


def test_a_laughing_svg_is_refused_before_it_unfolds() -> None:
    words = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughing = an_svg("&a9;", before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{words}]>')
    assert "SVG" in refusal(laughing)


def test_a_picture_keeps_its_pixels_and_loses_its_notes() -> None:
    noted = a_png(more=a_chunk(b"tEXt", b"Author\0<script>") + a_chunk(b"iCCP", b"x\0\0y"))
    logo = read_logo(noted + b"<?php hidden behind the end ?>")
    assert logo.kind is LogoKind.PNG
    assert logo.content == a_png()


PIXELS = zlib.compress((b"\0" + b"\1" * 80) * 20)
BAD_PICTURES = {
    "no end": a_png()[:-12],
    "cut": a_png()[:60],
    "wrong checksum": a_png()[:-1] + b"x",
    "too few rows": a_png(rows=b"\0" + b"\1" * 480),
    "too many rows": a_png(rows=b"\0" * 500_000),
    "no pixels": a_png_of(a_header(), a_chunk(b"IDAT", b"nicht gepackt"), a_chunk(b"IEND", b"")),
    "no header": a_png_of(a_chunk(b"IDAT", PIXELS), a_chunk(b"IEND", b"")),
    "a strange depth": a_png_of(a_header(depth=3), a_chunk(b"IDAT", PIXELS), a_chunk(b"IEND", b"")),
    "a strange colour": a_png_of(
        a_header(colours=5), a_chunk(b"IDAT", PIXELS), a_chunk(b"IEND", b"")
    ),
    "no width": a_png_of(a_header(width=0), a_chunk(b"IDAT", PIXELS), a_chunk(b"IEND", b"")),
}


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_broken_picture_is_refused(name: str) -> None:
    assert "lässt sich nicht lesen" in refusal(BAD_PICTURES[name])


@pytest.mark.parametrize(("width", "height"), [(4_001, 1), (1, 4_001), (3_000, 3_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(
    width: int, height: int
) -> None:
    huge = a_png_of(a_header(width, height), a_chunk(b"IDAT", b""), a_chunk(b"IEND", b""))
    assert f"{width} × {height} Bildpunkte" in refusal(huge)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (900, 19), (19, 900)])
def test_a_picture_too_small_to_tell_anything_is_refused(width: int, height: int) -> None:
    said = refusal(a_png(width, height))
    assert f"nur {width} × {height} Bildpunkte" in said
    assert "Nötig sind 20 je Seite" in said


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<path d="M nan nan L 3 4"/>', "„nan“"),
        ('<path d="M0 0L-Infinity 4"/>', "„Inf“"),
        ('<path d="M0 0L1e999 4"/>', "„1e999“"),
        ('<polygon points="0,0 NaN,4 4,4"/>', "„NaN“"),
        ('<rect width="NaN" height="4"/>', "„NaN“"),
        ('<g transform="translate(nan)"><path d="M0 0h9v9z"/></g>', "„nan“"),
        ('<path d="M0 0h9" stroke-width="undefined"/>', "„undefined“"),
        ('<path d="M0 0h9" style="stroke-width:nan"/>', "„nan“"),
    ],
)
def test_a_drawing_with_numbers_that_are_none_is_refused(inside: str, said: str) -> None:
    assert said in refusal(an_svg(inside))


def test_names_and_colours_that_look_like_no_number_are_taken() -> None:
    drawn = (
        '<g id="nankin"><path id="info" fill="linen" d="M1.5e1.5h9v9z" clip-path="url(#x)"/></g>'
    )
    assert b'id="nankin"' in read_logo(an_svg(drawn)).content


def test_a_picture_laid_out_in_passes_is_taken() -> None:
    header = a_chunk(b"IHDR", struct.pack(">IIBBBBB", 20, 20, 8, 0, 0, 0, 1))
    sizes = ((3, 3), (2, 3), (5, 2), (5, 5), (10, 5), (10, 10), (20, 10))
    pixels = b"".join((b"\0" + b"\1" * columns) * rows for columns, rows in sizes)
    small = a_png_of(header, a_chunk(b"IDAT", zlib.compress(pixels)), a_chunk(b"IEND", b""))
    assert read_logo(small).content == small
