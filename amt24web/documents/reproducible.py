"""ZIP-based files without the clock and the machine in them: same parts, same bytes."""

import io
import zipfile
from typing import Final

FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
UNIX: Final = 3
READ_WRITE_BY_OWNER: Final = 0o600 << 16
LEVEL: Final = 6


def normalised(archive: bytes) -> bytes:
    """The same archive with parts in fixed order, fixed dates and fixed compression."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return packed({name: source.read(name) for name in source.namelist()})


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts; what Word reads first comes first, the rest by name.

    Without compression (ZIP_STORED) the bytes do not depend on the library that packs either.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(parts, key=_order):
            archive.writestr(_entry(name), parts[name], method, LEVEL)
    return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = UNIX
    entry.external_attr = READ_WRITE_BY_OWNER
    return entry
