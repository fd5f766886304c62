"""The Vertrauensniveau on paper: what was decided, and the reasons in their order."""

from collections.abc import Iterable, Iterator
from typing import Final

from amt24web.documents.answers import cell_paragraphs
from amt24web.documents.outline import (
    Block,
    Cell,
    Heading,
    Item,
    KeyValue,
    Listing,
    cell,
    text,
)
from amt24web.domain.assessments import LegalReason, MeansReading, NiveauReading

TITLE: Final = "Vertrauensniveau: Ergebnis und Gründe"
NAMES_WIDTH: Final = 28
NOT_DECIDED: Final = "noch nicht festgelegt"
NO_FLOOR: Final = "Das Recht setzt nach den bisherigen Antworten keine."
NO_SIGN_IN: Final = (
    "Der Dienst kommt ohne Anmeldung aus. Der mögliche Schaden wird deshalb nicht geprüft."
)
NO_DAMAGE: Final = "Kein Merkmal lässt einen Schaden erwarten."
LOWERS: Final = "Sie senken den Schaden um eine Stufe, aber nicht unter die rechtliche Untergrenze."
LOWERS_NOT: Final = "Sie senken den Schaden nicht."
REASON_MISSING: Final = "Die Begründung fehlt noch."
IN_SHORT: Final = "Vertrauensniveau"
LAW_IS_OPEN: Final = "Es kann noch steigen: Zum Recht {questions} offen."


def niveau_section(niveau: NiveauReading | None) -> tuple[Block, ...]:
    """The section about the level; nothing if nothing was said about it."""
    if niveau is None or niveau.is_empty:
        return ()
    means = "Anmeldung" if niveau.means_are_chosen else "Mittel, die in Frage kommen"
    rows = (
        ("Festgelegt", cell(niveau.decided or NOT_DECIDED)),
        ("Vorschlag", _proposal(niveau)),
        (
            "Rechtliche Untergrenze",
            _list(_floor(floor) for floor in niveau.floors) or cell(NO_FLOOR),
        ),
        ("Kann noch steigen durch", _list(niveau.may_rise)),
        ("Möglicher Schaden", _damage(niveau)),
        ("Ausgleichende Prüfungen", _compensation(niveau)),
        (means, _list(_means(m) for m in niveau.means)),
        ("Wer das Niveau nicht erreicht", cell(niveau.other_way)),
    )
    said = tuple((text(name), what) for name, what in rows if what)
    return (Heading(1, TITLE), KeyValue(TITLE, said, NAMES_WIDTH))


def niveau_in_short(niveau: NiveauReading | None) -> tuple[Block, ...]:
    """The level and what it follows from, without means and compensation in detail.

    Nothing as long as there is neither a decision nor a proposal.
    """
    if niveau is None or not (niveau.decided or niveau.proposed):
        return ()
    rows = (
        (_how_certain(niveau), _level_in_short(niveau)),
        ("Gründe", _list(_reasons_in_short(niveau))),
    )
    said = tuple((text(name), what) for name, what in rows if what)
    return (Heading(1, IN_SHORT), KeyValue(IN_SHORT, said, NAMES_WIDTH))


def _how_certain(niveau: NiveauReading) -> str:
    """„Voraussichtlich“ while an open question of the law could still lift the level."""
    if niveau.decided:
        return "Festgelegt"
    return "Voraussichtlich" if niveau.may_rise else "Vorgeschlagen"


def _level_in_short(niveau: NiveauReading) -> Cell:
    number = len(niveau.may_rise)
    questions = "ist eine Frage" if number == 1 else f"sind {number} Fragen"
    rises = LAW_IS_OPEN.format(questions=questions) if number else ""
    differs = f"Vorschlag des Programms: {niveau.proposed}." if niveau.deviates else ""
    why = (niveau.deviation_reason or REASON_MISSING) if niveau.deviates else ""
    notes = " ".join(part for part in (differs, why, rises) if part)
    return (*cell(niveau.decided or niveau.proposed), *cell(notes))


def _reasons_in_short(niveau: NiveauReading) -> Iterator[str]:
    """The law first, then what decides on the damage."""
    yield from map(_floor, niveau.floors)
    if niveau.is_dispensable:
        yield NO_SIGN_IN
        return
    decisive = [c for c in niveau.criteria if c.is_decisive]
    yield from (f"{c.number} {c.text} {c.answer}" for c in decisive)
    if niveau.criteria and not decisive:
        yield NO_DAMAGE
    if niveau.compensation:
        yield f"Ausgleichende Prüfungen: {LOWERS if niveau.is_lowered else LOWERS_NOT}"


def _proposal(niveau: NiveauReading) -> Cell:
    if niveau.missing and not niveau.is_dispensable:
        return cell(f"Noch fehlen Einschätzungen: {'; '.join(niveau.missing)}")
    if not niveau.deviates:
        return cell(niveau.proposed)
    reason = niveau.deviation_reason
    why = f"Begründung der Abweichung: {reason}" if reason else REASON_MISSING
    return (*cell(niveau.proposed), *cell(why))


def _floor(floor: LegalReason) -> str:
    return f"{floor.level}: {floor.reason} ({floor.source})"


def _damage(niveau: NiveauReading) -> Cell:
    if niveau.is_dispensable:
        return cell(NO_SIGN_IN)
    decisive = [c for c in niveau.criteria if c.is_decisive]
    if niveau.criteria and not decisive:
        return cell(NO_DAMAGE)
    return _list(f"{c.number} {c.text} {c.answer}" for c in decisive)


def _compensation(niveau: NiveauReading) -> Cell:
    if not niveau.compensation:
        return ()
    effect = LOWERS if niveau.is_lowered else LOWERS_NOT
    return (*cell(niveau.compensation), *cell(effect))


def _means(means: MeansReading) -> str:
    replaces = f"; ersetzt Schriftform: {means.written_form}" if means.written_form else ""
    return f"{means.text} ({means.people}{replaces})"


def _list(lines: Iterable[str]) -> Cell:
    items = tuple(Item(cell_paragraphs(line)) for line in lines)
    return (Listing(items),) if items else ()
