"""A timeline as a picture: days along a line, what is on them above, what has to begin below.

Labels stand to the right of their mark. They are laid out from the last to the first, each as near
to the line as it finds room, so that no label covers another one or the line that leads to it.
Measures are millimetres.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from amt24web.documents.outline import DAY_OF_PAPER, Moment, Timeline
from amt24web.domain.wording import german_date

WIDTH: Final = 165.0
SIGNS_PER_LINE: Final = 60
SIGN, DAY_WIDTH = 1.36, 16.0
"""How wide a sign is in the mean, and a date in bold with the gap behind it."""
MARGIN: Final = 1.6
LINE_HEIGHT: Final = 3.7
AWAY: Final = 2.4
"""From the line to the first label."""
SIZE: Final = 2.85
ACCENT, QUIET, INK = "#00582d", "#4d5752", "#1b211e"


@dataclass(frozen=True, slots=True)
class _Label:
    """One moment where it is drawn: how far to the right, in which lane, in which lines."""

    moment: Moment
    x: float
    lines: tuple[str, ...]
    lane: int = 0

    @property
    def height(self) -> float:
        return max(1, len(self.lines)) * LINE_HEIGHT

    @property
    def end(self) -> float:
        return self.x + _width(self.lines)


def _width(lines: Sequence[str]) -> float:
    return DAY_WIDTH + SIGN * max(map(len, lines), default=0)


def picture(timeline: Timeline) -> str:
    """The timeline as SVG with its alternative text; nothing without a day."""
    if not timeline.moments:
        return ""
    labels = _along(timeline.moments)
    above, below = (
        _laid_out([label for label in labels if label.moment.is_begin is is_begin])
        for is_begin in (False, True)
    )
    axis = _room(above)
    height = axis + max(_room(below), AWAY)
    drawn = "".join((*_side(above, axis, -1), *_side(below, axis, 1)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{height:.2f}mm"'
        f' viewBox="0 0 {WIDTH:g} {height:.2f}"><title>{escape(timeline.alt)}</title>'
        f'<path d="M0 {axis:.2f}H{WIDTH:g}" stroke="{ACCENT}" stroke-width="0.5"/>{drawn}</svg>'
    )


def _along(moments: Sequence[Moment]) -> tuple[_Label, ...]:
    """The labels by their day; the line is as long as the rightmost label leaves room for."""
    first = min(moment.day for moment in moments)
    whole = max(1, *((moment.day - first).days for moment in moments))
    wrapped = [tuple(textwrap.wrap(moment.words, SIGNS_PER_LINE)) for moment in moments]
    shares = [(moment.day - first).days / whole for moment in moments]
    rooms = (
        (WIDTH - 2 * MARGIN - _width(lines)) / share
        for lines, share in zip(wrapped, shares, strict=True)
        if share
    )
    length = min(rooms, default=0.0)
    return tuple(
        _Label(moment, MARGIN + length * share, lines)
        for moment, share, lines in zip(moments, shares, wrapped, strict=True)
    )


def _laid_out(labels: Sequence[_Label]) -> tuple[_Label, ...]:
    """The labels of one side, each in the nearest lane in which it is in nobody's way."""
    placed: list[_Label] = []
    for label in sorted(labels, key=lambda one: one.x, reverse=True):
        in_the_way = [other.lane for other in placed if other.x < label.end]
        placed.append(replace(label, lane=max(in_the_way, default=-1) + 1))
    return tuple(placed)


def _room(labels: Sequence[_Label]) -> float:
    """How much height one side takes."""
    return AWAY + sum(_lanes(labels)) if labels else AWAY


def _lanes(labels: Sequence[_Label]) -> tuple[float, ...]:
    """The height of each lane, from the line outwards."""
    count = max((label.lane for label in labels), default=-1) + 1
    heights = ([label.height for label in labels if label.lane == n] for n in range(count))
    return tuple(max(lane) for lane in heights)


def _side(labels: Sequence[_Label], axis: float, direction: int) -> Iterator[str]:
    lanes = _lanes(labels)
    for label in labels:
        inner = AWAY + sum(lanes[: label.lane])
        outer = inner + label.height
        top = axis - outer if direction < 0 else axis + inner
        end = top if direction < 0 else top + label.height
        yield _mark(label, axis, end)
        yield from _text(label, top)


def _mark(label: _Label, axis: float, end: float) -> str:
    is_open = label.moment.is_begin or label.moment.text == DAY_OF_PAPER
    fill = "#ffffff" if is_open else ACCENT
    return (
        f'<path d="M{label.x:.2f} {axis:.2f}V{end:.2f}" stroke="{QUIET}" stroke-width="0.15"/>'
        f'<circle cx="{label.x:.2f}" cy="{axis:.2f}" r="1.2" fill="{fill}" stroke="{ACCENT}"'
        ' stroke-width="0.5"/>'
    )


def _text(label: _Label, top: float) -> Iterator[str]:
    """The day in bold, and behind it the text, line below line."""
    x, day = label.x + 1.2, german_date(label.moment.day)
    yield _line(x, top, day, f'font-weight="bold" fill="{ACCENT}"')
    for number, words in enumerate(label.lines):
        yield _line(x + DAY_WIDTH, top + number * LINE_HEIGHT, words, f'fill="{INK}"')


def _line(x: float, top: float, words: str, voice: str) -> str:
    return (
        f'<text x="{x:.2f}" y="{top + LINE_HEIGHT - 0.9:.2f}" font-family="Carlito, DejaVu Sans"'
        f' font-size="{SIZE}" {voice}>{escape(words)}</text>'
    )
