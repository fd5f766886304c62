"""The parts of a Word file from outside: weighed before anything is unpacked, never touching disk.

Refused is what could run, fetch or hide: macros, embedded objects, links to other files.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from posixpath import join, normpath
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from amt24web.domain.errors import InvalidInput

LARGEST: Final = 5 * 1024 * 1024
ENDINGS: Final = (".docx", ".dotx")
MOST_UNPACKED: Final = 50 * 1024 * 1024
MOST_ENTRIES: Final = 500
LARGEST_XML: Final = 8 * 1024 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES: Final = "[Content_Types].xml"
RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN_TYPES: Final = ("document.main+xml", "template.main+xml")
"""Word files and Word templates (.dotx) without macros."""
MACROS: Final = re.compile(r"vbaproject|vbadata|macroenabled|activex|keymapcustomizations", re.I)
EMBEDDED: Final = re.compile(r"(?:^|/)embeddings/|oleobject|/package$|\.bin$", re.IGNORECASE)
FOREIGN_TEXT: Final = re.compile(r"/(?:aFChunk|subDocument)$")
SAFE_NAME: Final = re.compile(r"[A-Za-z0-9_\[\]][\w .()\[\]-]*(?:/[\w .()\[\]-]+)*/?")
LONGEST_QUOTE: Final = 80

EMPTY: Final = "Diese Datei ist leer."
TOO_LARGE: Final = "Die Vorlage ist größer als 5 MB. Bitte verkleinern Sie die Bilder darin."
NOT_WORD: Final = "Das ist keine Word-Datei. Gelesen werden .docx und .dotx."
LOCKED_OR_OLD: Final = (
    "Die Datei ist mit einem Passwort geschützt oder im alten Format .doc. Bitte speichern Sie sie "
    "ohne Passwort als .docx."
)
BROKEN: Final = (
    "Die Datei lässt sich nicht lesen. Bitte öffnen Sie sie in Word und speichern Sie sie neu als "
    ".docx."
)
TOO_MANY_PARTS: Final = "Die Datei besteht aus zu vielen Teilen."
TOO_LARGE_INSIDE: Final = "Die Datei ist ausgepackt zu groß."
STRANGE_NAMES: Final = "Die Datei enthält Teile mit unzulässigen Namen."
WITH_MACROS: Final = "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros als .docx."
WITH_OBJECTS: Final = (
    "Die Datei enthält ein eingebettetes Objekt, zum Beispiel eine Tabelle aus Excel. Bitte "
    "entfernen Sie es oder fügen Sie es als Bild ein."
)
WITH_FOREIGN_TEXT: Final = "Die Datei bindet eine andere Datei ein. Bitte entfernen Sie sie."
WITH_LINK: Final = (
    "Die Datei verweist nach außen („{target}“). Bitte heben Sie Links auf, betten Sie Bilder ein "
    "und lösen Sie die Datei von ihrer Dokumentvorlage."
)


class WordPackage:
    """The parts of a Word file by name, and what each points to."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.main = ""

    def xml(self, name: str) -> Any:
        """A part as a tree. Raises InvalidInput if it is broken or has words of its own (DTD)."""
        return parsed(self.parts.get(name, b""))

    def targets(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part points to, by id: the kind of relation in one word, and the part's name."""
        folder, _, name = part.rpartition("/")
        content = self.parts.get(f"{folder}/_rels/{name}.rels".removeprefix("/"))
        if content is None:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                _place(folder, relation.get("Target", "")),
            )
            for relation in parsed(content).iter(RELATIONS)
        }


def read_word(content: bytes) -> WordPackage:
    """The parts of a Word file that is safe to look into. Raises InvalidInput with the reason."""
    if not content:
        raise InvalidInput(EMPTY)
    if len(content) > LARGEST:
        raise InvalidInput(TOO_LARGE)
    if content.startswith(OLD_OFFICE):
        raise InvalidInput(LOCKED_OR_OLD)
    package = WordPackage(MappingProxyType(_unpacked(content)))
    if CONTENT_TYPES not in package.parts:
        raise InvalidInput(NOT_WORD)
    _require_harmless(package)
    package.main = _main_part(package)
    return package


def parsed(content: bytes) -> Any:
    """XML from outside as a tree: no network, no DTD, nothing huge. Raises InvalidInput."""
    if len(content) > LARGEST_XML:
        raise InvalidInput(TOO_LARGE_INSIDE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidInput(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise InvalidInput(BROKEN)
    return root


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _require_reasonable(entries)
            return {e.filename: archive.read(e) for e in entries if not e.is_dir()}
    except zipfile.BadZipFile as error:
        raise InvalidInput(NOT_WORD) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise InvalidInput(LOCKED_OR_OLD) from error
    except (NotImplementedError, zlib.error, EOFError, OSError, ValueError) as error:
        raise InvalidInput(BROKEN) from error


def _require_reasonable(entries: Sequence[zipfile.ZipInfo]) -> None:
    """What the archive says of itself; zipfile never unpacks more than it says."""
    if len(entries) > MOST_ENTRIES:
        raise InvalidInput(TOO_MANY_PARTS)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise InvalidInput(TOO_LARGE_INSIDE)
    names = [entry.filename for entry in entries]
    folded = {name.casefold() for name in names}
    if len(folded) < len(names) or not all(_is_plain(name) for name in names):
        raise InvalidInput(STRANGE_NAMES)


def _is_plain(name: str) -> bool:
    return bool(SAFE_NAME.fullmatch(name)) and ".." not in name.split("/")


def _require_harmless(package: WordPackage) -> None:
    types = package.parts[CONTENT_TYPES].decode("utf-8", "replace")
    named = [*package.parts, types]
    if any(MACROS.search(name) for name in named):
        raise InvalidInput(WITH_MACROS)
    if any(EMBEDDED.search(name) for name in package.parts):
        raise InvalidInput(WITH_OBJECTS)
    for relation in _relations(package):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if FOREIGN_TEXT.search(kind):
            raise InvalidInput(WITH_FOREIGN_TEXT)
        if relation.get("TargetMode", "Internal") != "Internal" or "://" in target:
            raise InvalidInput(WITH_LINK.format(target=target[:LONGEST_QUOTE]))
        if EMBEDDED.search(kind):
            raise InvalidInput(WITH_OBJECTS)


def _relations(package: WordPackage) -> Iterator[Any]:
    for name, content in package.parts.items():
        if name.endswith(".rels"):
            yield from parsed(content).iter(RELATIONS)


def _main_part(package: WordPackage) -> str:
    kinds = {
        override.get("PartName", "").removeprefix("/"): override.get("ContentType", "")
        for override in package.xml(CONTENT_TYPES).iter("{*}Override")
    }
    for kind, name in package.targets("").values():
        is_word = kind == "officeDocument" and kinds.get(name, "").endswith(MAIN_TYPES)
        if is_word and name in package.parts:
            return name
    raise InvalidInput(NOT_WORD)


def _place(folder: str, target: str) -> str:
    """The name of a part that is pointed to; parts outside the file have none."""
    place = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
    return "" if place.startswith("..") else place
