"""Which characters may stand in a paper at all, before anyone asks for glyphs."""

import re
import unicodedata

# XML 1.0 forbids these, and so does every reader of Word files: control characters, halves of
# surrogate pairs, and code points that will never be characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def legible(text: str) -> str:
    """The text without characters that no file format takes; line ends as ``\\n``, composed (NFC).

    Nothing a person can see is lost.
    """
    if text.isprintable():  # most are: nothing forbidden, one line
        return unicodedata.normalize("NFC", text)
    lines = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", lines)
