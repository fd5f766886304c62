"""House styles: what authorities bring along, tried before it is kept, chosen per Onlinedienst."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from amt24web.artefacts.logo import read_logo
from amt24web.documents.house_style import FILE
from amt24web.documents.render import render
from amt24web.documents.sample import build_sample
from amt24web.documents.style_template import read_template
from amt24web.domain.errors import InvalidInput, NotFound, RenderingFailed
from amt24web.domain.house_style import Logo, Look, StyleVersion
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent, DocumentFormat
from amt24web.domain.wording import file_words, local_day
from amt24web.rules.evidence import Evidence, safe_name
from amt24web.rules.house_styles import CHECK_YOUR_ENTRIES, TypedStyle, read_style
from amt24web.rules.summary import summarise
from amt24web.storage import audit, house_styles
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.rendering import Produced, drawn

OURS: Final = 0
"""The number that stands for our own style where a version is named."""
SAMPLE_SECONDS: Final = 20.0
SAMPLE_SLUG: Final = "muster"
OUR_NAME: Final = "amt24web"
TEMPLATE_NAME: Final = "hausvorlage.docx"
NO_ORGANISATION: Final = "Musterbehörde"
UNKNOWN_STYLE: Final = "Diesen Hausstil gibt es nicht."
NOT_OFFERED: Final = "Diese Version wird nicht mehr angeboten. Bitte wählen Sie eine andere."
NOT_DRAWABLE: Final = (
    "Damit lässt sich keine Musterseite zeichnen. Bitte vereinfachen Sie die Datei oder versuchen "
    "Sie es später noch einmal."
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StyleLine:
    """A house style with its versions, newest first."""

    name: str
    versions: tuple[StyleVersion, ...]


@dataclass(frozen=True, slots=True)
class HouseStylesPage:
    """All house styles, and the one this Onlinedienst uses; ``chosen`` is None for ours.

    ``styles`` are those to choose from, ``retired`` those offered no more. ``newer`` is a later
    version of the chosen style that is offered, if there is one.
    """

    onlinedienst_id: int
    title: str
    styles: tuple[StyleLine, ...]
    retired: tuple[StyleLine, ...]
    chosen: StyleVersion | None
    newer: StyleVersion | None
    may_manage: bool


def view_house_styles(*, who: Account, onlinedienst_id: int) -> HouseStylesPage:
    """The page on which a house style is chosen and uploaded."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_HOUSE_STYLES)
        versions = house_styles.list_versions(session)
        chosen = house_styles.find_chosen(session, dossier.id)
    styles = _lines(version for version in versions if version.is_offered)
    return HouseStylesPage(
        onlinedienst_id=dossier.id,
        title=dossier.standing.title,
        styles=styles,
        retired=_lines(version for version in versions if not version.is_offered),
        chosen=chosen,
        newer=_newer(styles, chosen),
        may_manage=dossier.may(Action.MANAGE_HOUSE_STYLES),
    )


def _lines(versions: Iterable[StyleVersion]) -> tuple[StyleLine, ...]:
    by_style = groupby(versions, attrgetter("name"))
    return tuple(StyleLine(name, tuple(listed)) for name, listed in by_style)


def _newer(styles: tuple[StyleLine, ...], chosen: StyleVersion | None) -> StyleVersion | None:
    newest = next((s.versions[0] for s in styles if chosen and s.name == chosen.name), None)
    return newest if newest and chosen and newest.version > chosen.version else None


def upload_house_style(
    *,
    who: Account,
    onlinedienst_id: int,
    typed: Mapping[str, str],
    template: Evidence | None = None,
    logo: Evidence | None = None,
) -> int:
    """Keep a new version of a house style after a sample was drawn in it; returns its number.

    Raises InvalidInput naming each field that cannot be taken as it is; nothing is kept then.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.MANAGE_HOUSE_STYLES)
    style, look = _checked(typed, template, logo)
    if look.template or look.logo:
        _try(dossier, look)
    upload = house_styles.Upload(
        name=style.name,
        accent=style.accent,
        template_name=safe_name(template.name) if template else "",
        template=_file(look.template),
        logo=_file(look.logo.content if look.logo else b""),
        logo_kind=look.logo.kind if look.logo else None,
    )
    now = utc_now()
    with writing() as session:
        open_dossier(session, who, onlinedienst_id, Action.MANAGE_HOUSE_STYLES, for_update=True)
        number = house_styles.keep_version(session, upload, user_id=who.id, now=now)
        kept = house_styles.find_version(session, number)
        _note(session, AuditEvent.HOUSE_STYLE_UPLOADED, who, dossier.id, kept)
    return number


def _checked(
    typed: Mapping[str, str], template: Evidence | None, logo: Evidence | None
) -> tuple[TypedStyle, Look]:
    problems: dict[str, str] = {}
    style = TypedStyle("", "")
    try:
        style = read_style(typed, has_file=bool(template or logo))
    except InvalidInput as refusal:
        problems |= refusal.problems
    prepared = _read("template", read_template, template, problems)
    picture: Logo | None = _read("logo", read_logo, logo, problems)
    if problems:
        raise InvalidInput(CHECK_YOUR_ENTRIES, problems)
    return style, Look(style.name, prepared or b"", picture, style.accent)


def _read(
    field: str, read: Callable[[bytes], T], sent: Evidence | None, problems: dict[str, str]
) -> T | None:
    try:
        return read(sent.content) if sent else None
    except InvalidInput as refusal:
        problems[field] = refusal.message
        return None


def _try(dossier: Dossier, look: Look) -> None:
    """Draw the sample in both inks: what cannot be drawn is refused now, not when it is needed."""
    sample = build_sample(_organisation(dossier), local_day(utc_now()))
    to_blame = {
        DocumentFormat.DOCX: "template" if look.template else "logo",
        DocumentFormat.PDF: "logo" if look.logo else "template",
    }
    for file_format, field in to_blame.items():
        try:
            render(sample, file_format, look, seconds=SAMPLE_SECONDS)
        except RenderingFailed as failure:
            raise InvalidInput(CHECK_YOUR_ENTRIES, {field: NOT_DRAWABLE}) from failure


def _organisation(dossier: Dossier) -> str:
    return summarise(dossier.standing).organisation or NO_ORGANISATION


def _file(content: bytes) -> tuple[str, bytes] | None:
    return (hashlib.sha256(content).hexdigest(), content) if content else None


def choose_house_style(*, who: Account, onlinedienst_id: int, version_id: int) -> None:
    """Let all papers of this Onlinedienst be drawn in a version from now on, or in ours (0).

    What was issued keeps its look. Raises NotFound for a version that is not there, InvalidInput
    for one that is offered no more.
    """
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.MANAGE_HOUSE_STYLES, for_update=True
        )
        if version_id == OURS:
            house_styles.reset(session, dossier.id)
            _note(session, AuditEvent.HOUSE_STYLE_RESET, who, dossier.id, None)
            return
        style = _version_of(session, version_id)
        if not style.is_offered:
            raise InvalidInput(NOT_OFFERED)
        house_styles.choose(session, dossier.id, version_id)
        _note(session, AuditEvent.HOUSE_STYLE_CHOSEN, who, dossier.id, style)


def retire_house_style(*, who: Account, onlinedienst_id: int, version_id: int) -> None:
    """Offer a version to nobody new; whoever chose it, and what was issued in it, keeps it.

    Raises NotFound for a version that is not there.
    """
    _offer(who, onlinedienst_id, version_id, AuditEvent.HOUSE_STYLE_RETIRED)


def restore_house_style(*, who: Account, onlinedienst_id: int, version_id: int) -> None:
    """Offer a version again. Raises NotFound for a version that is not there."""
    _offer(who, onlinedienst_id, version_id, AuditEvent.HOUSE_STYLE_RESTORED)


def _offer(who: Account, onlinedienst_id: int, version_id: int, event: AuditEvent) -> None:
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.MANAGE_HOUSE_STYLES)
        style = _version_of(session, version_id)
        is_offered = event is AuditEvent.HOUSE_STYLE_RESTORED
        if style.is_offered == is_offered:
            return
        house_styles.set_retired(session, version_id, None if is_offered else utc_now())
        _note(session, event, who, dossier.id, style)


def produce_sample(
    *, who: Account, onlinedienst_id: int, version_id: int, file_format: DocumentFormat
) -> Produced:
    """A sample page in a version, or in our style (0). Raises NotFound, RenderingFailed."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW_HOUSE_STYLES)
        style = None if version_id == OURS else _version_of(session, version_id)
    day = local_day(style.uploaded_at if style else utc_now())
    name = f"{style.name} {style.version}" if style else OUR_NAME
    sha256, content = drawn(build_sample(_organisation(dossier), day), file_format, style)
    return Produced(content, f"{SAMPLE_SLUG}-{file_words(name)}.{file_format}", sha256)


def produce_our_template(*, who: Account, onlinedienst_id: int) -> Produced:
    """Our own Word file, to begin a house style with."""
    with reading() as session:
        open_dossier(session, who, onlinedienst_id, Action.VIEW_HOUSE_STYLES)
    content = FILE.read_bytes()
    return Produced(content, TEMPLATE_NAME, hashlib.sha256(content).hexdigest())


def _version_of(session: Session, version_id: int) -> StyleVersion:
    style = house_styles.find_version(session, version_id)
    if style is None:
        raise NotFound(UNKNOWN_STYLE)
    return style


def _note(
    session: Session,
    event: AuditEvent,
    who: Account,
    onlinedienst_id: int,
    style: StyleVersion | None,
) -> None:
    audit.record(
        session,
        event,
        utc_now(),
        user_id=who.id or None,
        onlinedienst_id=onlinedienst_id,
        detail=f"{style.name} {style.version}" if style else "",
    )
