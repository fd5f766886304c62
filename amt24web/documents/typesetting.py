"""What must not be torn at the end of a line: a day and its „bis“, a number and what it counts."""

import re
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"
BEFORE_A_NUMBER: Final = re.compile(r"(\bbis|\bNr\.|\bAbs\.|\bArt\.|§|\b(?:AU|[A-Z])) (?=\d)")
"""„bis 29.01.2027“, „Nr. 4“, „§ 9“, and the questions of the Klärung, „A 31“."""
HANGING_WORD: Final = re.compile(r"(?<!\S)-(?=[^\W\d_]{3,24}(?![^\W\d_]))")
"""The hyphen of a word whose beginning stands elsewhere: „Beauftragte oder -beauftragter“."""


def held(words: str) -> str:
    """The same words, with spaces that do not break where a number belongs to what is before it."""
    return BEFORE_A_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", words)
