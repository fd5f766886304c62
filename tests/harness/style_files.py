"""Files that an authority might bring along as house style, good ones and bad ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import docx
from docx.shared import Mm, Pt, RGBColor

from amt24web.documents.house_style import FILE, parts
from amt24web.documents.reproducible import packed

DOCUMENT = "word/document.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
SVG_LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 60"><title>Wappen</title>'
    b'<defs><clipPath id="schild"><path d="M5 5h40v30q0 15-20 20q-20-5-20-20z"/></clipPath></defs>'
    b'<g clip-path="url(#schild)"><rect width="50" height="60" fill="#2f6fb5"/>'
    b'<path d="M5 30h40v30H5z" fill="#123a6b"/></g>'
    b'<g style="fill:#123a6b;fill-opacity:.9"><rect x="60" y="14" width="150" height="8"/>'
    b'<rect x="60" y="30" width="110" height="8"/></g></svg>'
)


def a_png(width: int = 120, height: int = 40, *, more: bytes = b"", rows: bytes = b"") -> bytes:
    """A picture in one colour with half of it see-through."""
    line = b"\0" + b"\x12\x3a\x6b\xff" * (width // 2) + b"\x12\x3a\x6b\x60" * (width - width // 2)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    packed_rows = zlib.compress(rows or line * height)
    return (
        b"\x89PNG\r\n\x1a\n"
        + a_chunk(b"IHDR", header)
        + more
        + a_chunk(b"IDAT", packed_rows)
        + a_chunk(b"IEND", b"")
    )


def a_chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_template(
    *,
    header: str = "Landesamt für Muster",
    footer: str = "Musterstraße 1, 01099 Dresden",
    body: str = "Sehr geehrte Damen und Herren",
    picture: bytes = b"",
    first_page: str = "",
) -> bytes:
    """Our Word file as an authority might change it: letterhead, other font, wider margins."""
    file = docx.Document(str(FILE))
    section = file.sections[0]
    section.left_margin = section.right_margin = Mm(30)
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    if picture:
        run = section.header.add_paragraph().add_run()
        run.add_picture(io.BytesIO(picture), height=Mm(12))
    if first_page:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = first_page
    file.styles["Normal"].font.name = "Georgia"
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x3A, 0x6B)
    file.styles["Title"].font.size = Pt(26)
    file.add_paragraph(body)
    return saved(file)


def saved(file: Any) -> bytes:
    """A python-docx document as bytes."""
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a zipped file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, replaced: Mapping[str, tuple[str, str]]) -> bytes:
    """A Word file with one text replaced by another in each of these parts."""
    made = parts_of(content)
    for name, (old, new) in replaced.items():
        assert old in made[name].decode(), f"{name} has no {old}"
        made[name] = made[name].decode().replace(old, new).encode()
    return packed(made)


def with_parts(content: bytes, more: Mapping[str, bytes]) -> bytes:
    """A Word file with further parts."""
    return packed(parts_of(content) | dict(more))


def with_relation(content: bytes, kind: str, target: str, *, is_outside: bool = False) -> bytes:
    """A Word file whose document points to something more."""
    mode = ' TargetMode="External"' if is_outside else ""
    relation = (
        '<Relationship Id="rIdMehr" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
    )
    return changed(content, {DOCUMENT_RELATIONS: ("</Relationships>", relation)})


def our_file() -> bytes:
    """Our own Word file, unchanged."""
    return packed(parts())
