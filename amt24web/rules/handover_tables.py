"""The tables of the handover from the rows that were filled in; secrets have no values here."""

from amt24web.domain.papers.handover import (
    CompetentBody,
    Interface,
    LiveTest,
    Parameter,
    SupportLevel,
)
from amt24web.domain.wording import german_date
from amt24web.rules.said import RowSaid, Said
from amt24web.rules.secrets import is_secret

BODIES = "stellen"
PLATFORM = "amt24"
INWARDS, OUTWARDS = "zu Amt24", "von Amt24"
KNOWN_SUPPORT = (("support_fachlich", "fachlich"), ("support_technisch", "technisch"))
"""The contacts the Klärung knows, and what each helps with."""


def parameters(said: Said) -> tuple[Parameter, ...]:
    """The parameter sheet; a secret that was kept before it was marked is not passed on either."""
    return tuple(_parameter(row) for row in said.rows("parameter"))


def _parameter(row: RowSaid) -> Parameter:
    hides = is_secret(row.cells)
    return Parameter(
        name=row.text("name"),
        kind=row.choice("system"),
        is_required=row.flag("pflicht"),
        development="" if hides else row.text("wert_entwicklung"),
        production="" if hides else row.text("wert_produktion"),
        is_secret=hides,
        deposited_by=row.text("liegt_bei"),
        responsible=row.person("verantwortlich"),
        expires=row.day("gueltig_bis"),
    )


def interfaces(said: Said) -> tuple[Interface, ...]:
    """The interfaces of the Klärung with who operates the other side, and systems named alone."""
    operated = {row.text("system").casefold(): row for row in said.rows("schnittstellen_betrieb")}
    known = [_interface(row, operated) for row in said.rows("schnittstellen")]
    named = {interface.system.casefold() for interface in known}
    alone = (row for name, row in operated.items() if name not in named)
    return (*known, *(_operated(Interface(row.text("system")), row) for row in alone))


def _interface(row: RowSaid, operated: dict[str, RowSaid]) -> Interface:
    source, target = row.text("von"), row.text("nach")
    comes_in = target.casefold().startswith(PLATFORM)
    system = source if comes_in or source.casefold() in operated else target or source
    goes_out = source.casefold().startswith(PLATFORM)
    protected = (("verschluesselt", "verschlüsselt"), ("signiert", "signiert"))
    words = (row.text("protokoll"), *(text for name, text in protected if row.flag(name)))
    how = ", ".join(word for word in words if word)
    interface = Interface(
        system=system,
        direction=INWARDS if comes_in else OUTWARDS if goes_out else "",
        protocol=": ".join(part for part in (row.text("daten"), how) if part),
        source=source,
        target=target,
    )
    other_side = operated.get(system.casefold())
    return _operated(interface, other_side) if other_side else interface


def _operated(interface: Interface, row: RowSaid) -> Interface:
    return Interface(
        system=interface.system,
        direction=interface.direction,
        protocol=interface.protocol,
        source=interface.source,
        target=interface.target,
        operator=row.text("betreiber"),
        contact=row.text("kontakt"),
        on_failure=row.text("ausfall"),
    )


def bodies(said: Said) -> tuple[CompetentBody, ...]:
    """The competent bodies of the table; all were checked in production on one day."""
    by, day = said.text("stellen_geprueft_von"), german_date(said.day("stellen_geprueft_am"))
    checked = ", ".join(part for part in (day, by) if part) if day else ""
    return tuple(
        CompetentBody(
            name=row.text("name"),
            area=row.text("gebiet"),
            part=row.choice("auspraegung"),
            channel=row.choice("empfangskanal"),
            checked=checked,
        )
        for row in said.rows(BODIES)
    )


def support(said: Said) -> tuple[SupportLevel, ...]:
    """Who helps in which order; as long as that is not agreed, the contacts of the Klärung.

    The contact on a level is that of the participant unless another one is named.
    """
    agreed = tuple(_level(said, row) for row in said.rows("support_ordnung"))
    return agreed or tuple(
        _known(row, level) for question, level in KNOWN_SUPPORT for row in said.rows(question)
    )


def _level(said: Said, row: RowSaid) -> SupportLevel:
    return SupportLevel(
        level=row.choice("ebene"),
        body=row.person("stelle"),
        contact=row.text("kontakt") or said.contact(row.text("stelle")),
        hours=row.text("zeiten"),
        disturbance=row.text("stoerung"),
        reaction=row.text("reaktion"),
        restoration=row.text("loesung"),
    )


def _known(row: RowSaid, level: str) -> SupportLevel:
    ways = (row.text("mail"), row.text("telefon"))
    return SupportLevel(
        level=level,
        body=row.text("stelle"),
        contact=", ".join(way for way in ways if way),
        hours=row.text("zeiten"),
    )


def live_tests(said: Said) -> tuple[LiveTest, ...]:
    """What is tried in production, and what came out."""
    return tuple(
        LiveTest(
            case=row.text("fall"),
            who=row.person("wer"),
            when=german_date(row.day("wann")),
            result=row.choice("ergebnis"),
            cleaning=row.text("bereinigung"),
        )
        for row in said.rows("live_tests")
    )
