"""The tables of the Go-Live-Übergabe: package, parameters without secrets, interfaces, support."""

from collections.abc import Iterator, Sequence
from typing import Final

from amt24web.documents.outline import Block, Cell, Heading, cell
from amt24web.documents.tabulated import (
    columns,
    facts_table,
    in_one_line,
    or_open,
    rows_section,
    yes_no_open,
)
from amt24web.domain.papers.handover import (
    CompetentBody,
    Interface,
    LiveTest,
    PackageContent,
    Parameter,
    SupportLevel,
)
from amt24web.domain.papers.parts import Limitation
from amt24web.domain.papers.words import ContentState
from amt24web.domain.wording import german_date, label

CONTENT_COLUMNS: Final = columns(
    ("Nr.", 5), ("Inhalt", 20), ("Stand", 9), ("Datei, Version, SHA-256", 66)
)
NO_CONTENTS: Final = "Es ist noch nicht festgelegt, was zum Paket gehört."
PARAMETER_COLUMNS: Final = columns(
    ("Name", 20), ("Typ", 10), ("Pflicht", 9), ("Entwicklung", 18), ("Produktion", 18),
    ("Geschützt", 10), ("Verantwortlich", 15), ("Läuft ab", 11),
)  # fmt: skip
NO_PARAMETERS: Final = "Der Prozess hat keine Parameter, oder sie sind noch nicht erfasst."
DEPOSITED: Final = "hinterlegt durch {who}"
NOT_DEPOSITED: Final = "noch nicht hinterlegt"
BODY_COLUMNS: Final = columns(
    ("Stelle", 28), ("Gebiet", 18), ("Ausprägung", 20), ("Empfangskanal", 18), ("Geprüft", 16)
)
SUPPORT_COLUMNS: Final = columns(
    ("Ebene", 10), ("Stelle", 20), ("Kontakt", 29), ("Zeiten", 13), ("Störung", 12),
    ("Reaktion, Lösung", 16),
)  # fmt: skip
NO_SUPPORT: Final = "Es ist noch nicht festgelegt, wer hilft."
LIMITATION_COLUMNS: Final = columns(
    ("Einschränkung", 32), ("Auswirkung", 24), ("Umgehung", 24), ("Behebung geplant", 20)
)
LIVE_TEST_COLUMNS: Final = columns(
    ("Testfall", 34), ("Wer", 18), ("Wann", 14), ("Ergebnis", 16), ("Bereinigung", 18)
)
NO_LIVE_TESTS: Final = "Es sind noch keine Testfälle für die Produktion festgelegt."


def contents_section(contents: Sequence[PackageContent]) -> tuple[Block, ...]:
    """What belongs to the package, whether it is there, and the SHA-256 of each file."""
    rows = [(c.number, c.text, label(c.state), _file(c)) for c in contents]
    return rows_section("Inhalt des Pakets", CONTENT_COLUMNS, rows, NO_CONTENTS)


def _file(content: PackageContent) -> Cell:
    version = f"Version {content.version}" if content.version else ""
    is_there = content.state is ContentState.THERE
    checksum = content.sha256 or "SHA-256 noch offen"
    return (
        *cell(in_one_line(content.file, version)),
        *cell(checksum if is_there else "", muted=True),
        *cell(content.words),
    )


def parameters_section(parameters: Sequence[Parameter]) -> tuple[Block, ...]:
    """The parameters of both environments on a turned page; secrets only with who has them."""
    rows = [_parameter(parameter) for parameter in parameters]
    return rows_section(
        "Prozessparameter", PARAMETER_COLUMNS, rows, NO_PARAMETERS, is_wide=bool(rows)
    )


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    return (
        parameter.name,
        parameter.kind,
        yes_no_open(parameter.is_required),
        _value(parameter, parameter.development),
        _value(parameter, parameter.production),
        yes_no_open(parameter.is_secret),
        or_open(parameter.responsible),
        german_date(parameter.expires),
    )


def _value(parameter: Parameter, value: str) -> str:
    if not parameter.is_secret:
        return or_open(value)
    who = parameter.deposited_by
    return DEPOSITED.format(who=who) if who else NOT_DEPOSITED


def bodies_section(bodies: Sequence[CompetentBody]) -> tuple[Block, ...]:
    """Who is competent where, and how applications arrive there."""
    rows = [
        (b.name, or_open(b.area), b.part, or_open(b.channel), or_open(b.checked)) for b in bodies
    ]
    return rows_section(
        "Zuständige Stellen", BODY_COLUMNS, rows, "Es ist noch keine zuständige Stelle genannt."
    )


def interfaces_section(interfaces: Sequence[Interface]) -> Iterator[Block]:
    """One small table per system; nothing if the Onlinedienst talks to none."""
    if interfaces:
        yield Heading(1, "Schnittstellen")
    for interface in interfaces:
        yield Heading(2, interface.system)
        yield facts_table(
            f"Schnittstelle {interface.system}",
            (
                ("Richtung", interface.direction),
                ("Protokoll, Standard", interface.protocol),
                ("Von, nach", in_one_line(interface.source, interface.target, between=" → ")),
                ("Betrieb, Kontakt", in_one_line(interface.operator, interface.contact)),
                ("Bei Ausfall", interface.on_failure),
            ),
        )


def support_section(levels: Sequence[SupportLevel]) -> tuple[Block, ...]:
    """Who helps on which level, how one reaches them and how fast they are."""
    rows = [
        (
            level.level,
            level.body,
            or_open(level.contact),
            or_open(level.hours),
            level.disturbance,
            in_one_line(level.reaction, level.restoration),
        )
        for level in levels
    ]
    return rows_section("Support und Kontakte", SUPPORT_COLUMNS, rows, NO_SUPPORT)


def limitations_section(limitations: Sequence[Limitation], *, level: int = 2) -> tuple[Block, ...]:
    """What the Onlinedienst is known not to do."""
    rows = [(x.text, x.effect, x.workaround or "keine", or_open(x.planned)) for x in limitations]
    return rows_section(
        "Bekannte Einschränkungen",
        LIMITATION_COLUMNS,
        rows,
        "Es sind keine Einschränkungen bekannt.",
        level=level,
    )


def live_tests_section(tests: Sequence[LiveTest]) -> tuple[Block, ...]:
    """What is tried in production before the Onlinedienst is announced."""
    rows = [(t.case, or_open(t.who), or_open(t.when), t.result, t.cleaning) for t in tests]
    return rows_section("Produktiver Abnahmetest", LIVE_TEST_COLUMNS, rows, NO_LIVE_TESTS)
