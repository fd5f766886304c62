"""A logo from outside: which kind of picture it is, and whether it may be taken."""

from typing import Final

from amt24web.artefacts.logo_png import SIGNATURE, read_png
from amt24web.artefacts.logo_svg import read_svg
from amt24web.domain.errors import InvalidInput
from amt24web.domain.house_style import Logo, LogoKind
from amt24web.domain.wording import german_number

LARGEST: Final = 1024 * 1024
ENDINGS: Final = (".svg", ".png")
EMPTY: Final = "Diese Datei ist leer."
TOO_LARGE: Final = "Das Logo ist zu groß: {size} KB. Erlaubt ist 1 MB."


def read_logo(content: bytes) -> Logo:
    """The picture, told by its content and reduced to what is drawn.

    Raises InvalidInput with a German reason for everything that is not a plain PNG or SVG.
    """
    if not content:
        raise InvalidInput(EMPTY)
    if len(content) > LARGEST:
        raise InvalidInput(TOO_LARGE.format(size=german_number(len(content) // 1024)))
    if content.startswith(SIGNATURE):
        return Logo(LogoKind.PNG, read_png(content))
    return Logo(LogoKind.SVG, read_svg(content))
