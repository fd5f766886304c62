"""Files that prove a decision, such as a mail: kept as they are, only handed out again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from amt24web.domain.errors import InvalidInput

LARGEST = 25 * 1024 * 1024
LONGEST_NAME = 120
PDF_WITHIN = 1024
"""A PDF may have something before it, such as a line of a mail system."""
TEXT_WITHIN = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, in which Windows saves some texts."""
PROGRAM = b"MZ"
EMPTY = "Diese Datei ist leer."
TOO_LARGE = "Diese Datei ist zu groß. Erlaubt sind 25 MB."
WRONG_KIND = "Diese Art Datei geht nicht. Erlaubt sind: {kinds}."
NOT_WHAT_IT_SAYS = (
    "Der Inhalt dieser Datei passt nicht zu ihrer Endung „{ending}“. Bitte wählen Sie die Datei, "
    "wie Sie sie bekommen haben, oder speichern Sie sie neu."
)
NO_SIGN = re.compile(r"[^\w.,() äöüÄÖÜß-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it was sent: its name and bytes."""

    name: str
    content: bytes


def read_evidence(sent: Evidence) -> Evidence:
    """The same file with a name that is safe to hand out. Raises InvalidInput for ``evidence``."""
    name = safe_name(sent.name)
    problem = _problem(name, sent.content)
    if problem:
        raise InvalidInput(problem, {"evidence": problem})
    return Evidence(name, sent.content)


def _problem(name: str, content: bytes) -> str:
    ending = PurePosixPath(name).suffix.casefold()
    if ending not in ALLOWED:
        return WRONG_KIND.format(kinds=", ".join(ALLOWED))
    if not content:
        return EMPTY
    if len(content) > LARGEST:
        return TOO_LARGE
    return "" if BEGINNINGS[ending](content) else NOT_WHAT_IT_SAYS.format(ending=ending)


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:PDF_WITHIN] and not content.startswith(PROGRAM)


def _is_text(content: bytes) -> bool:
    """Whether it reads as text: no program or picture does without the zero byte."""
    return content.startswith(WIDE_TEXT) or b"\0" not in content[:TEXT_WITHIN]


def _is_message(content: bytes) -> bool:
    """Outlook writes its messages in the old format of Office, other programs as text."""
    return content.startswith(OLD_OFFICE) or _is_text(content)


BEGINNINGS: Mapping[str, Callable[[bytes], bool]] = {
    ".eml": _is_text,
    ".msg": _is_message,
    ".pdf": _is_pdf,
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
    ".txt": _is_text,
    ".docx": _begins(b"PK\x03\x04"),
    ".odt": _begins(b"PK\x03\x04"),
}
"""By ending what its content has to look like."""
ALLOWED = tuple(BEGINNINGS)


def safe_name(name: str) -> str:
    """The last part of the name, without signs that mean something elsewhere."""
    last = PurePosixPath(name.replace("\\", "/")).name
    path = PurePosixPath(NO_SIGN.sub("-", last).strip(" .-") or "datei")
    return path.stem[:LONGEST_NAME] + path.suffix
