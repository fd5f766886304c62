"""Signing: from what somebody typed under a declaration to what is kept as the sign-off."""

from dataclasses import asdict, dataclass
from datetime import date

from amt24web.catalogue.structure import SignOff
from amt24web.domain.errors import InvalidInput
from amt24web.domain.records import Json
from amt24web.domain.vocabulary import SignOffOutcome
from amt24web.rules import typed_text
from amt24web.rules.decisions import (
    CHECK_YOUR_ENTRIES,
    LONGEST_WORDS,
    Decider,
    judged,
    read_reason,
)
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
OUTCOME_MISSING = "Bitte wählen Sie, wie entschieden wurde."
WORDS_MISSING = {
    SignOffOutcome.ON_CONDITION: "Bitte schreiben Sie, welche Auflage gilt.",
    SignOffOutcome.REFUSED: "Bitte schreiben Sie, warum abgelehnt wurde.",
}
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
class Signer(Decider):
    """Who sends the form, and the number of their account."""

    account: int = 0


def sign(
    standing: Standing, sign_off: SignOff, signing: Signing, signer: Signer, today: date
) -> dict[str, Json]:
    """What is kept. Raises InvalidInput naming each field that cannot be taken as it is.

    Who signs in their own account signs in their own name, today. Otherwise name and day are said.
    Who replaces what somebody else signed in their account says why.
    """
    typed = _Typed(signing)
    told, wrong = judged(asdict(signing), signer, today)
    said = {
        "outcome": typed.outcome(),
        "words": typed.words(),
        "way": told.way,
        "name": told.name,
        "function": told.function,
        "day": told.day.isoformat() if told.day else "",
    }
    typed.problems |= wrong
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

    def __init__(self, signing: Signing) -> None:
        self.signing = signing
        self.problems: dict[str, str] = {}

    def outcome(self) -> str:
        if self.signing.outcome not in set(SignOffOutcome):
            self.problems["outcome"] = OUTCOME_MISSING
        return self.signing.outcome

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

    def _text(self, field: str, typed: str, longest: int) -> str:
        text = typed_text.clean(typed)
        if problem := typed_text.problem(text, longest):
            self.problems[field] = problem
        return text


def reason_to_withdraw(typed: str) -> str:
    """The reason, readable. Raises InvalidInput without one."""
    return read_reason(typed, REASON_MISSING)
