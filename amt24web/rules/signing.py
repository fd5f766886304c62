"""Signing: from what somebody typed under a declaration to what is kept as the sign-off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amt24web.catalogue.structure import SignOff
from amt24web.domain.errors import InvalidInput
from amt24web.domain.records import Json
from amt24web.domain.vocabulary import SignOffOutcome, SignOffWay
from amt24web.rules import typed_text
from amt24web.rules.answers import NOT_A_DATE
from amt24web.rules.sign_offs import (
    PROOF,
    REPLACES,
    covered,
    decision_of_another,
    fingerprints,
    open_among,
    record_key,
    said_in,
    shown_mark,
)
from amt24web.rules.summary import Standing

REPLACING = (REPLACES, PROOF)
LONGEST_NAME = 200
LONGEST_WORDS = 2_000
EARLIEST_YEAR = 2000
CHECK_YOUR_ENTRIES = "Bitte prüfen Sie Ihre Angaben."
OUTCOME_MISSING = "Bitte wählen Sie, wie entschieden wurde."
WORDS_MISSING = {
    SignOffOutcome.ON_CONDITION: "Bitte schreiben Sie, welche Auflage gilt.",
    SignOffOutcome.REFUSED: "Bitte schreiben Sie, warum abgelehnt wurde.",
}
WAY_MISSING = "Bitte wählen Sie, wie die Entscheidung gekommen ist."
NAME_MISSING = "Bitte schreiben Sie, wer entschieden hat."
DAY_MISSING = "Bitte schreiben Sie, an welchem Tag entschieden wurde."
DAY_IN_FUTURE = "Dieser Tag liegt in der Zukunft."
DAY_TOO_EARLY = "Bitte prüfen Sie das Jahr."
CHANGED_MEANWHILE = (
    "Seit Sie die Seite geöffnet haben, hat sich hier etwas geändert. "
    "Bitte sehen Sie die Angaben noch einmal durch und entscheiden Sie dann."
)
PROOF_MISSING = "Bitte schreiben Sie, warum Sie diese Entscheidung ersetzen und wo das steht."
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Entscheidung zurückgezogen wird."


@dataclass(frozen=True, slots=True)
class Signing:
    """A form as it was sent; ``shown`` says which answers the page had shown."""

    outcome: str = ""
    words: str = ""
    way: str = ""
    name: str = ""
    function: str = ""
    day: str = ""
    proof: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who sends the form: name, function, the ways that are open to them, and their account."""

    name: str
    function: str
    ways: tuple[SignOffWay, ...]
    account: int = 0


def sign(
    standing: Standing, sign_off: SignOff, signing: Signing, signer: Signer, today: date
) -> dict[str, Json]:
    """What is kept. Raises InvalidInput naming each field that cannot be taken as it is.

    Who signs in their own account signs in their own name, today. Otherwise name and day are said.
    Who replaces what somebody else signed in their account says why.
    """
    typed = _Typed(signing, signer, today)
    said = {
        "outcome": typed.outcome(),
        "words": typed.words(),
        "way": typed.way(),
        "name": typed.name(),
        "function": typed.function(),
        "day": typed.day(),
    }
    answers: dict[str, Json] = dict(fingerprints(standing, sign_off))
    still_open: list[Json] = [q.id for q in open_among(standing, covered(standing, sign_off))]
    kept: dict[str, Json] = {**said, "open": still_open, "answers": answers}
    before = said_in(standing.facts.record(record_key(sign_off.id)))
    is_told_twice = kept == {part: before[part] for part in before if part not in REPLACING}
    if is_told_twice:
        kept = dict(before)
    elif replaced := decision_of_another(standing, sign_off, signer.account):
        kept |= {REPLACES: replaced, PROOF: typed.proof()}
    if signing.shown != shown_mark(standing, sign_off) and not is_told_twice:
        typed.problems.setdefault("shown", CHANGED_MEANWHILE)
    if typed.problems:
        raise InvalidInput(CHECK_YOUR_ENTRIES, typed.problems)
    return kept


class _Typed:
    """One form being read: what can be taken, and by field what cannot."""

    def __init__(self, signing: Signing, signer: Signer, today: date) -> None:
        self.signing, self.signer, self.today = signing, signer, today
        self.problems: dict[str, str] = {}

    @property
    def _in_own_account(self) -> bool:
        return self.signing.way == SignOffWay.ACCOUNT

    def outcome(self) -> str:
        return self._one_of("outcome", self.signing.outcome, SignOffOutcome, OUTCOME_MISSING)

    def way(self) -> str:
        return self._one_of("way", self.signing.way, self.signer.ways, WAY_MISSING)

    def words(self) -> str:
        text = self._text("words", self.signing.words, LONGEST_WORDS)
        missing = {outcome.value: said for outcome, said in WORDS_MISSING.items()}
        if not text and self.signing.outcome in missing:
            self.problems["words"] = missing[self.signing.outcome]
        return text

    def proof(self) -> str:
        text = self._text("proof", self.signing.proof, LONGEST_WORDS)
        if not text:
            self.problems["proof"] = PROOF_MISSING
        return text

    def name(self) -> str:
        if self._in_own_account:
            return self.signer.name
        text = self._text("name", self.signing.name, LONGEST_NAME)
        if not text:
            self.problems["name"] = NAME_MISSING
        return text

    def function(self) -> str:
        if self._in_own_account:
            return self.signer.function
        return self._text("function", self.signing.function, LONGEST_NAME)

    def day(self) -> str:
        if self._in_own_account:
            return self.today.isoformat()
        text = typed_text.clean(self.signing.day)
        day = typed_text.read_date(text)
        if problem := _day_problem(text, day, self.today):
            self.problems["day"] = problem
        return day.isoformat() if day else ""

    def _one_of(self, field: str, chosen: str, known: Iterable[str], missing: str) -> str:
        if chosen not in set(known):
            self.problems[field] = missing
        return chosen

    def _text(self, field: str, typed: str, longest: int) -> str:
        text = typed_text.clean(typed)
        if problem := typed_text.problem(text, longest):
            self.problems[field] = problem
        return text


def _day_problem(text: str, day: date | None, today: date) -> str:
    if day is None:
        return NOT_A_DATE if text else DAY_MISSING
    if day > today:
        return DAY_IN_FUTURE
    return DAY_TOO_EARLY if day.year < EARLIEST_YEAR else ""


def reason_to_withdraw(typed: str) -> str:
    """The reason, readable. Raises InvalidInput without one."""
    text = typed_text.clean(typed)
    if problem := typed_text.problem(text, LONGEST_WORDS) or ("" if text else REASON_MISSING):
        raise InvalidInput(problem, {"reason": problem})
    return text
