"""The test of an Onlinedienst as it leaves, and as it can be kept where it arrives."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from typing import Any, cast

from amt24web.domain.records import Json
from amt24web.domain.testing import (
    CaseMarks,
    CaseText,
    Declared,
    DeclaredCondition,
    FoundDefect,
    PlannedCase,
    Recorded,
    Round,
    Signatures,
    TrialRecords,
)
from amt24web.rules.exchanged_records import Author
from amt24web.rules.exchanged_trial import (
    SaidCase,
    SaidCondition,
    SaidDeclaration,
    SaidDefect,
    SaidMarks,
    SaidResult,
    SaidRound,
    SaidText,
    SaidTrial,
)

AuthorOf = Callable[[int], Author]


def say(
    records: TrialRecords, signed: Signatures, author: AuthorOf, participants: Collection[str]
) -> Json:
    """The test as it travels, None if there is none; the same test, the same words.

    Who tests a case is said only if it is one of ``participants``, whom the file knows.
    """
    said: dict[str, Any] = {
        "cases": tuple(_case(case, signed, author, participants) for case in records.cases),
        "rounds": tuple(_round(held, signed, author) for held in reversed(records.rounds)),
        "results": _results(records, signed, author),
        "defects": _defects(records, signed, author),
        "declarations": tuple(_declaration(d, signed, author) for d in records.declarations),
    }
    if not any(said.values()):
        return None
    trial = SaidTrial.model_construct(**said)
    return cast(Json, trial.model_dump(mode="json", exclude_defaults=True))


def _case(
    case: PlannedCase, signed: Signatures, author: AuthorOf, participants: Collection[str]
) -> SaidCase:
    number, changed_at = signed.cases[case.id]
    own = {
        "text": _text(case.text),
        "marks": SaidMarks.model_construct(**_told(SaidMarks, case.marks)),
        "edited": _text(case.edited) if case.edited else None,
        "tester_uid": case.tester_uid if case.tester_uid in participants else "",
        "author": author(number),
        "changed_at": changed_at,
    }
    return SaidCase.model_construct(**_told(SaidCase, case) | own)


def _text(text: CaseText) -> SaidText:
    return SaidText.model_construct(**_told(SaidText, text))


def _told(model: type[Any], kept: Any) -> dict[str, Any]:
    """What of something kept has a place in the file."""
    named = {field.name for field in fields(kept)} & model.model_fields.keys()
    return {name: getattr(kept, name) for name in named}


def _round(held: Round, signed: Signatures, author: AuthorOf) -> SaidRound:
    own = {"author": author(signed.rounds[held.id])}
    return SaidRound.model_construct(**_told(SaidRound, held) | own)


def _results(records: TrialRecords, signed: Signatures, author: AuthorOf) -> tuple[SaidResult, ...]:
    case_of = {case.id: case.number for case in records.cases}
    round_of = {held.id: held.number for held in records.rounds}
    return tuple(
        SaidResult.model_construct(
            **_told(SaidResult, result),
            case=case_of[result.case_id],
            round=round_of[result.round_id],
            author=author(signed.results[result.id]),
        )
        for result in records.results
    )


def _defects(records: TrialRecords, signed: Signatures, author: AuthorOf) -> tuple[SaidDefect, ...]:
    case_of = {case.id: case.number for case in records.cases}
    return tuple(
        SaidDefect.model_construct(
            **_told(SaidDefect, defect),
            case=case_of[defect.case_id] if defect.case_id else None,
            author=author(signed.defects[defect.id]),
        )
        for defect in records.defects
    )


def _declaration(declared: Declared, signed: Signatures, author: AuthorOf) -> SaidDeclaration:
    number, withdrawn_at = signed.declarations[declared.id]
    own = {
        "conditions": tuple(
            SaidCondition.model_construct(**_told(SaidCondition, c)) for c in declared.conditions
        ),
        "author": author(number),
        "withdrawn_at": withdrawn_at,
    }
    return SaidDeclaration.model_construct(**_told(SaidDeclaration, declared) | own)


def _given(said: Any, kept: type[Any]) -> dict[str, Any]:
    """What of something said has a place among what is kept."""
    return {f.name: getattr(said, f.name) for f in fields(kept) if hasattr(said, f.name)}


def as_case(said: SaidCase) -> PlannedCase:
    """A case ready to be kept."""
    own: dict[str, Any] = {
        "id": 0,
        "text": CaseText(**_given(said.text, CaseText)),
        "marks": CaseMarks(**_given(said.marks, CaseMarks)),
        "edited": CaseText(**_given(said.edited, CaseText)) if said.edited else None,
    }
    return PlannedCase(**_given(said, PlannedCase) | own)


def as_round(said: SaidRound) -> Round:
    """A round ready to be kept."""
    return Round(id=0, begun_by=said.author.name, **_given(said, Round))


def as_result(
    said: SaidResult, round_ids: Mapping[int, int], case_ids: Mapping[int, int]
) -> Recorded:
    """A result ready to be kept; the ids are those which round and case have here, by number."""
    own: dict[str, Any] = {
        "id": 0,
        "round_id": round_ids[said.round],
        "case_id": case_ids[said.case],
        "evidence_sha256": "",
        "recorded_by": said.author.name,
    }
    return Recorded(**_given(said, Recorded) | own)


def as_defect(said: SaidDefect, case_ids: Mapping[int, int]) -> FoundDefect:
    """A defect ready to be kept."""
    own: dict[str, Any] = {
        "reported_by": said.author.name,
        "case_id": case_ids[said.case] if said.case else None,
    }
    return FoundDefect(**_given(said, FoundDefect) | own)


def as_declared(said: SaidDeclaration) -> Declared:
    """A declaration ready to be kept."""
    own: dict[str, Any] = {
        "conditions": tuple(
            DeclaredCondition(**_given(c, DeclaredCondition)) for c in said.conditions
        ),
        "recorded_by": said.author.name,
        "is_withdrawn": said.withdrawn_at is not None,
    }
    return Declared(**_given(said, Declared) | own)
