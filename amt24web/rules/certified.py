"""What a certification rests on, and whether that is still so: a comparison, not a state.

With each new result the facts of that moment are kept beside the answers. As long as they are
others now, the certification is to be reconsidered; said again as they were, they raise no doubt.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from amt24web.domain.records import Content, Json, Record
from amt24web.domain.vocabulary import AnswerState
from amt24web.domain.wording import german_date, local_day
from amt24web.rules.facts import Facts
from amt24web.rules.findings import digest_of
from amt24web.rules.said import Said
from amt24web.rules.summary import Standing
from amt24web.rules.versions import ARTEFACTS, MANDANT, read_artefacts
from amt24web.rules.vertrauensniveau import RESULT as LEVEL
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.rules.visibility import WAY_QUESTION

RECORD_PREFIX: Final = "zertifizierung:"
RECORD_KEY: Final = f"{RECORD_PREFIX}stand"
RESULT, EXAMINED_ON = "ze_ergebnis", "ze_geprueft"
HOLDING: Final = ("bestanden", "auflagen")
"""The results with which a version may go into production; the others prove nothing to doubt."""
WAY_NAME, LEVEL_NAME = "Umsetzungsweg", "Vertrauensniveau"
NOT_SAID: Final = "nicht genannt"
NO_VERSION: Final = "ohne Version"
OUTCOME, RESTS_ON, CONFIRMED, CHANGES = "outcome", "rests_on", "confirmed", "changes"


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact that is another now; ``at`` and ``by`` tell of the last save behind it."""

    what: str
    was: str
    now: str
    at: datetime | None = None
    by: str = ""

    @property
    def words(self) -> str:
        """The change in one line."""
        return f"{self.what}: {self.was} → {self.now}"


@dataclass(frozen=True, slots=True)
class CertifiedReading:
    """What has changed since a result, and who said last that it holds all the same.

    ``since`` is the moment whose facts are compared with. ``reason`` and ``accepted`` are empty
    before anybody said that it holds; ``by`` is who said that, or recorded the result.
    """

    changes: tuple[Changed, ...] = ()
    since: datetime | None = None
    by: str = ""
    reason: str = ""
    accepted: tuple[str, ...] = ()

    @property
    def is_in_doubt(self) -> bool:
        """Whether the certification is to be reconsidered."""
        return bool(self.changes)

    @property
    def mark(self) -> str:
        """A fingerprint of what a page showed."""
        return digest_of({"changes": [change.words for change in self.changes]})

    @property
    def remark(self) -> str:
        """The same for a paper; empty if there is nothing to say."""
        lines = []
        if self.reason and self.since:
            day = german_date(local_day(self.since))
            lines.append(f"Bleibt gültig, weil: {self.reason} ({self.by}, {day})")
        if self.changes:
            said = "; ".join(change.words for change in self.changes)
            lines.append(f"Seit dem Ergebnis geändert, noch nicht neu beurteilt: {said}.")
        return "\n\n".join(lines)


def rests_on(standing: Standing) -> dict[str, str]:
    """The facts a certification stands for: way, level, and each artefact with its version."""
    niveau = read_niveau(standing)
    facts = {
        WAY_NAME: standing.text(WAY_QUESTION),
        LEVEL_NAME: (niveau.decided or niveau.proposed) if niveau else "",
    }
    for artefact in read_artefacts(standing):
        name = f"{artefact.kind} „{artefact.name}“"
        version = artefact.version or NO_VERSION
        facts[name] = f"{facts[name]}, {version}" if name in facts else version
    return {name: words for name, words in facts.items() if words}


def outcome(standing: Standing) -> str:
    """The result with the day of its examination; empty while there is none that holds.

    Another result or another day is a new certification.
    """
    said = Said(standing)
    result = said.slug(RESULT)
    if result not in HOLDING or _state(standing) is not AnswerState.ANSWERED:
        return ""
    day = said.day(EXAMINED_ON)
    return f"{result} {day.isoformat() if day else ''}".strip()


def _state(standing: Standing) -> AnswerState:
    return standing.facts.record(RESULT).content.state


def is_new(standing: Standing) -> bool:
    """Whether there is another outcome than the one whose facts are kept."""
    return outcome(standing) != str(_kept(standing.facts).get(OUTCOME, ""))


def stand_of(standing: Standing, then: Standing | None = None) -> Content:
    """What is to be kept with a new outcome: the facts of today, or those of ``then``."""
    said = outcome(standing)
    if not said:
        return Content()
    facts: dict[str, Json] = dict(rests_on(then or standing))
    return Content({OUTCOME: said, RESTS_ON: facts}, state=AnswerState.ANSWERED)


def confirmed(standing: Standing, reason: str) -> Content:
    """What is to be kept when somebody says that it holds: the facts of today, and why."""
    changes = [change.words for change in read_certified(standing).changes]
    value: dict[str, Json] = {
        OUTCOME: outcome(standing),
        RESTS_ON: dict(rests_on(standing)),
        CONFIRMED: reason,
        CHANGES: [*changes],
    }
    return Content(value, state=AnswerState.ANSWERED)


def read_certified(standing: Standing) -> CertifiedReading:
    """What has changed since the result, or since somebody said that it holds."""
    kept, record = _kept(standing.facts), standing.facts.record(RECORD_KEY)
    if not kept or is_new(standing):
        return CertifiedReading()
    return CertifiedReading(
        changes=tuple(_changes(standing, kept[RESTS_ON], rests_on(standing))),
        since=record.saved_at,
        by=record.author_name,
        reason=str(kept.get(CONFIRMED, "")),
        accepted=tuple(kept.get(CHANGES, ())),
    )


def _kept(facts: Facts) -> Mapping[str, Any]:
    value = facts.record(RECORD_KEY).content.value
    return value if isinstance(value, dict) else {}


def _changes(
    standing: Standing, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[Changed]:
    for what in (*before, *(name for name in now if name not in before)):
        was, words = before.get(what, NOT_SAID), now.get(what, NOT_SAID)
        if was != words:
            last = _newest(standing, _behind(standing, what))
            yield Changed(what, was, words, last.saved_at if last else None,
                          last.author_name if last else "")  # fmt: skip


def _behind(standing: Standing, what: str) -> frozenset[str]:
    """The keys of the records that may have changed a fact."""
    if what == WAY_NAME:
        return frozenset({WAY_QUESTION})
    if what == LEVEL_NAME:
        section = standing.catalogue.section_of.get(LEVEL)
        return frozenset(question.id for question in section.asked) if section else frozenset()
    return frozenset({ARTEFACTS, MANDANT})


def _newest(standing: Standing, keys: Iterable[str]) -> Record | None:
    saved = [r for r in standing.facts.records if r.key in keys and r.saved_at]
    return max(saved, key=lambda r: (r.saved_at, r.key, r.row_uid), default=None)
