"""The PDF ink: PDF/A-3a and PDF/UA-1 at once, with the facts attached. No network, no files.

Only the rendering process imports this module, since it loads Pango; see render.py.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final, NoReturn

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from amt24web.documents.colours import coloured_sheet
from amt24web.documents.html_blocks import LOGO_ADDRESS, page
from amt24web.documents.joined_tables import joined_tables
from amt24web.documents.outline import Document, facts, fingerprint, identity
from amt24web.domain.house_style import OUR_LOOK, Logo, LogoKind, Look

MIME_TYPES: Final = {LogoKind.SVG: "image/svg+xml", LogoKind.PNG: "image/png"}
PICTURE_FAILED: Final = ("Failed to load image", "Failed to render SVG image")
"""How WeasyPrint 70 begins to say in its log that a picture is missing."""
ATTACHMENT_NAME: Final = "inhalt.json"
ATTACHMENT_DESCRIPTION: Final = "Inhalt dieses Dokuments als Daten (JSON)"
# WeasyPrint declares one standard per file. This declares PDF/UA-1 beside PDF/A-3a, with the
# description of the property that PDF/A asks for (ISO 19005-3, 6.6.2.3).
UA_DECLARATION: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

# What it reports about style sheets and fonts helps nobody who downloads a paper.
logging.getLogger("weasyprint").addHandler(logging.NullHandler())
logging.getLogger("fontTools").setLevel(logging.ERROR)


def fetch_nothing(url: str) -> NoReturn:
    """Refuses every address: a paper is made of its outline only."""
    raise FatalURLFetchingError(f"a paper fetches nothing, not even {url}")


def fetch_logo_only(logo: Logo | None) -> Callable[[str], Any]:
    """A fetcher that answers our own address of the logo from memory and refuses all others."""

    def fetch(url: str) -> Any:
        if logo is None or url != LOGO_ADDRESS:
            return fetch_nothing(url)
        return URLFetcherResponse(url, logo.content, {"Content-Type": MIME_TYPES[logo.kind]})

    return fetch


def ink(
    outline: Document,
    drawn: Document,
    look: Look = OUR_LOOK,
    *,
    with_joined_tables: bool = True,
) -> tuple[bytes, dict[str, int]]:
    """The PDF of a paper, and on which page each heading stands, by its anchor.

    ``outline`` holds the facts that are attached and fingerprinted, ``drawn`` the same paper with
    texts the fonts can draw.
    """
    fonts = FontConfiguration()
    html = page(drawn, drawn.head.footer(identity(outline)), look)
    source = HTML(string=html, url_fetcher=fetch_logo_only(look.logo))
    options: dict[str, Any] = {
        "stylesheets": [_style(fonts, look)],
        "pdf_variant": "pdf/a-3a",
        "pdf_identifier": bytes.fromhex(fingerprint(outline))[:16],
        "attachments": [_attachment(outline)],
    }
    gc.disable()
    try:
        with joined_tables(wanted=with_joined_tables), _logo_drawn(look):
            laid_out = source.render(font_config=fonts, **options)
            content: bytes = laid_out.write_pdf(finisher=_finish, **options)
    finally:
        gc.enable()
    return content, {
        anchor: number for number, sheet in enumerate(laid_out.pages, 1) for anchor in sheet.anchors
    }


class LogoNotDrawn(Exception):
    """The logo could not be drawn; WeasyPrint would leave it out and only log it."""


class _Failures(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(PICTURE_FAILED):
            self.said.append(record.getMessage())


@contextmanager
def _logo_drawn(look: Look) -> Iterator[None]:
    """Raises LogoNotDrawn at the end if there is a logo and WeasyPrint gave it up."""
    log, failures = logging.getLogger("weasyprint"), _Failures()
    log.addHandler(failures)
    try:
        yield
    finally:
        log.removeHandler(failures)
    if look.logo and failures.said:
        raise LogoNotDrawn(failures.said[0])


def _style(fonts: FontConfiguration, look: Look) -> CSS:
    sheet = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
    sheet = coloured_sheet(sheet, look.accent)
    return CSS(string=sheet, font_config=fonts, url_fetcher=fetch_nothing)


def _attachment(outline: Document) -> Attachment:
    moment = datetime.combine(outline.head.day, time(), UTC)
    return Attachment(
        string=facts(outline),
        url_fetcher=fetch_nothing,
        name=ATTACHMENT_NAME,
        description=ATTACHMENT_DESCRIPTION,
        created=moment,
        modified=moment,
        relationship="Source",
    )


def _finish(_: Any, pdf: Any) -> None:
    """Declare PDF/UA-1 and name the attachment once (WeasyPrint lists it twice)."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for thing in pdf.objects:
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            thing.stream[0] = thing.stream[0].replace(
                b"</rdf:RDF>", UA_DECLARATION + b"</rdf:RDF>", 1
            )
