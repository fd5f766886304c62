"""A PNG reduced to its picture: what is no picture (texts, profiles, what follows) is left out.

Size and depth are known before anything is unpacked, and no more is unpacked than they allow.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from amt24web.domain.errors import InvalidInput

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
HEADER: Final = ">IIBBBBB"
LARGEST_SIDE: Final = 4_000
SMALLEST_SIDE: Final = 20
"""A logo is drawn 16 mm high or 70 mm wide: with fewer pixels nothing of it can be told."""
MOST_PIXELS: Final = 8_000_000
KEPT: Final = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS: Final = (1, 2, 4, 8, 16)
DEEPEST_INDEX: Final = 8
INDEXED: Final = 3
PASSES: Final = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
)  # fmt: skip
"""Where each pass of an interlaced picture begins and how far it steps: x, y, step x, step y."""
OVERHEAD: Final = 12
BROKEN: Final = "Das Bild lässt sich nicht lesen. Bitte speichern Sie es neu als PNG."
TOO_MANY_PIXELS: Final = (
    "Das Bild hat {width} × {height} Bildpunkte. Erlaubt sind höchstens 4.000 je Seite und 8 "
    "Millionen zusammen."
)

TOO_FEW_PIXELS: Final = (
    "Das Bild hat nur {width} × {height} Bildpunkte. Nötig sind 20 je Seite; scharf gedruckt wird "
    "es ab etwa 200 in der Höhe."
)


def read_png(content: bytes) -> bytes:
    """The same picture with nothing but its picture in it. Raises InvalidInput."""
    chunks = [chunk for chunk in _chunks(content) if chunk[0] in KEPT]
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise InvalidInput(BROKEN)
    expected = _unpacked_size(chunks[0][1])
    packed = b"".join(data for kind, data in chunks if kind == b"IDAT")
    _require_picture(packed, expected)
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of each part up to the end of the picture; what follows is never looked at."""
    at = len(SIGNATURE)
    while at + OVERHEAD <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += OVERHEAD + length
        if at > len(content) or content[at - 4 : at] != _checksum(kind, data):
            raise InvalidInput(BROKEN)
        yield kind, data
        if kind == b"IEND":
            return


def _checksum(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(kind + data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + _checksum(kind, data)


def _unpacked_size(header: bytes) -> int:
    """How many bytes the picture unpacks to. Raises InvalidInput for what is no header or huge."""
    if len(header) != struct.calcsize(HEADER):
        raise InvalidInput(BROKEN)
    width, height, depth, colours, packing, filtering, interlaced = struct.unpack(HEADER, header)
    if not width or not height or (packing, filtering) != (0, 0) or interlaced not in (0, 1):
        raise InvalidInput(BROKEN)
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise InvalidInput(TOO_MANY_PIXELS.format(width=width, height=height))
    if colours not in CHANNELS or depth not in DEPTHS:
        raise InvalidInput(BROKEN)
    if colours == INDEXED and depth > DEEPEST_INDEX:
        raise InvalidInput(BROKEN)
    if min(width, height) < SMALLEST_SIDE:
        raise InvalidInput(TOO_FEW_PIXELS.format(width=width, height=height))
    bits = depth * CHANNELS[colours]
    sizes = _passes(width, height) if interlaced else [(width, height)]
    return sum(rows * (1 + (columns * bits + 7) // 8) for columns, rows in sizes)


def _passes(width: int, height: int) -> Iterator[tuple[int, int]]:
    for x, y, step_x, step_y in PASSES:
        columns, rows = -(-(width - x) // step_x), -(-(height - y) // step_y)
        if columns > 0 and rows > 0:
            yield columns, rows


def _require_picture(packed: bytes, expected: int) -> None:
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(packed, expected + 1)
    except zlib.error as error:
        raise InvalidInput(BROKEN) from error
    if len(unpacked) != expected:
        raise InvalidInput(BROKEN)
