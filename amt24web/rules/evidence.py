"""Files that prove a decision, such as a mail: kept as they are, only handed out again."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from amt24web.domain.errors import InvalidInput

LARGEST = 25 * 1024 * 1024
LONGEST_NAME = 120
ALLOWED = (".eml", ".msg", ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".docx", ".odt")
EMPTY = "Diese Datei ist leer."
TOO_LARGE = "Diese Datei ist zu groß. Erlaubt sind 25 MB."
WRONG_KIND = "Diese Art Datei geht nicht. Erlaubt sind: {kinds}."
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
    if PurePosixPath(name).suffix.casefold() not in ALLOWED:
        return WRONG_KIND.format(kinds=", ".join(ALLOWED))
    if not content:
        return EMPTY
    return TOO_LARGE if len(content) > LARGEST else ""


def safe_name(name: str) -> str:
    """The last part of the name, without signs that mean something elsewhere."""
    last = PurePosixPath(name.replace("\\", "/")).name
    path = PurePosixPath(NO_SIGN.sub("-", last).strip(" .-") or "datei")
    return path.stem[:LONGEST_NAME] + path.suffix
