"""House styles that an authority brings along, as plain data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class LogoKind(StrEnum):
    """The two kinds of pictures a logo may be."""

    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was checked: nothing in it runs or fetches anything."""

    kind: LogoKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What the inks need of a house style; what is empty is as in ours.

    ``template`` is a Word file that was checked and cleaned, ``accent`` a colour as ``#rrggbb``.
    """

    name: str = ""
    template: bytes = b""
    logo: Logo | None = None
    accent: str = ""


def name_key(name: str) -> str:
    """What makes the name of a style the same name: neither case nor spaces tell two apart."""
    return " ".join(name.casefold().split())


OUR_LOOK: Final = Look()
"""The look every paper has unless an authority brings its own."""


@dataclass(frozen=True, slots=True)
class StyleVersion:
    """One version of a house style as stories see it; files by their SHA-256, empty if none."""

    id: int
    style_id: int
    name: str
    version: int
    template_name: str
    template_sha256: str
    logo_kind: LogoKind | None
    logo_sha256: str
    accent: str
    uploaded_by: str
    uploaded_at: datetime
    retired_at: datetime | None = None
    """Since when it is offered to nobody new; whoever uses it goes on using it."""

    @property
    def is_offered(self) -> bool:
        """Whether an Onlinedienst may choose it now."""
        return self.retired_at is None

    @property
    def shapes_pdf(self) -> bool:
        """Whether a PDF looks different in it: it takes the logo and the colour, no template."""
        return bool(self.logo_kind or self.accent)

    @property
    def shapes_word(self) -> bool:
        """Whether a Word file looks different in it; without a template it shows no SVG."""
        return bool(self.template_sha256 or self.accent or self.logo_kind is LogoKind.PNG)
