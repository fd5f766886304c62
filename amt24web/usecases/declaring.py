"""Declarations about the Onlinedienst: final release, acceptance towards a provider.

Four declarations are easily mistaken for each other; each is kept apart. Nothing locks: what
speaks against a release is said beside the form, with reasons.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.papers.parts import Criterion
from amt24web.domain.papers.words import DeclarationKind, Outcome
from amt24web.domain.people import Account
from amt24web.domain.testing import Declared
from amt24web.domain.vocabulary import Action, AuditEvent, SignOffWay
from amt24web.domain.wording import local_day
from amt24web.rules.decisions import (
    CHECK_YOUR_ENTRIES,
    Decider,
    judged,
    read_reason,
    require_one_voice,
)
from amt24web.rules.declared_conditions import ConditionTyped, read_conditions
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.rules.test_criteria import approval_criteria, end_criteria, warnings
from amt24web.rules.test_papers import APPROVALS, declaring_bodies
from amt24web.rules.test_state import trial_state
from amt24web.rules.typed_text import clean, problem
from amt24web.rules.versions import read_artefacts
from amt24web.storage import audit, declarations, renditions, sendings
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.rendering import Produced, verified

LONGEST_WORDS = 5_000
UNKNOWN_DECLARATION = "Diese Erklärung gibt es nicht."
KIND_MISSING = "Bitte wählen Sie, was erklärt wird."
OUTCOME_MISSING = "Bitte wählen Sie, wie entschieden wurde."
WORDS_MISSING = "Bitte schreiben Sie die Gründe."
MAIL_MISSING = "Bitte fügen Sie die Mail als Datei an."
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Erklärung nicht mehr gilt."
WITHDRAWN_ALREADY = "Diese Erklärung ist schon zurückgezogen."


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One declaration, and whether what it rested on is still as it was."""

    declared: Declared
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class DeclaringPage:
    """What the release rests on, what speaks against it, and who declared what."""

    onlinedienst_id: int
    title: str
    end: tuple[Criterion, ...]
    approval: tuple[Criterion, ...]
    warnings: tuple[str, ...]
    has_results: bool
    declarations: tuple[DeclarationLine, ...]
    bodies: tuple[str, ...]
    kinds: tuple[DeclarationKind, ...]
    decider: Decider
    may_declare: bool


def view_release(*, who: Account, onlinedienst_id: int) -> DeclaringPage:
    """Criteria, warnings and declarations; the newest declaration first."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW, with_trial=True)
    standing, records = dossier.standing, dossier.trial_records
    state = trial_state(standing, records)
    return DeclaringPage(
        onlinedienst_id=dossier.id,
        title=standing.title,
        end=end_criteria(state),
        approval=approval_criteria(state),
        warnings=warnings(state),
        has_results=bool(records.results),
        declarations=tuple(
            DeclarationLine(d, not d.is_withdrawn and d.basis != state.basis)
            for d in reversed(records.declarations)
        ),
        bodies=declaring_bodies(standing),
        kinds=tuple(APPROVALS),
        decider=_decider(who),
        may_declare=dossier.may(Action.DECLARE),
    )


def _decider(who: Account) -> Decider:
    return Decider(who.name, who.function, tuple(SignOffWay))


def declare(
    *,
    who: Account,
    onlinedienst_id: int,
    typed: Mapping[str, str],
    conditions: Sequence[ConditionTyped] = (),
    evidence: Evidence | None = None,
    page_id: str = "",
) -> None:
    """Keep what somebody declared, in their own account or as told by another way.

    ``typed`` holds kind, outcome, body, words, way, name, function, day. The same page sending the
    same again changes nothing. Raises InvalidInput naming each field.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DECLARE, for_update=True, with_trial=True
        )
        proof = read_evidence(evidence) if evidence else None
        said = _read(typed, conditions, _decider(who), local_day(now), proof)
        if not sendings.is_new(session, dossier.id, page_id, said):
            return
        state = trial_state(dossier.standing, dossier.trial_records)
        bodies = declaring_bodies(dossier.standing)
        declared = replace(
            said,
            body=said.body if said.body in bodies else "",
            basis=state.basis,
            versions=tuple(a.as_line for a in read_artefacts(dossier.standing)),
            recorded_by=who.name,
            recorded_at=now,
        )
        if proof:
            renditions.keep_file(session, declared.evidence_sha256, proof.content, now)
        declarations.add_declaration(session, dossier.id, declared, user_id=who.id)
        audit.record(
            session, AuditEvent.DECLARED, now, user_id=who.id, onlinedienst_id=dossier.id,
            detail=f"{declared.kind} {declared.outcome}",
        )  # fmt: skip


def _read(
    typed: Mapping[str, str],
    conditions: Sequence[ConditionTyped],
    decider: Decider,
    today: date,
    proof: Evidence | None,
) -> Declared:
    """What was typed. Raises InvalidInput naming each field."""
    require_one_voice(typed, decider)
    told, problems = judged(typed, decider, today)
    words = clean(typed.get("words", ""))
    imposed, wrong = read_conditions(
        conditions, are_wanted=typed.get("outcome") == Outcome.ON_CONDITION
    )
    problems |= _problems(typed, words, has_proof=proof is not None) | wrong
    if problems:
        raise InvalidInput(CHECK_YOUR_ENTRIES, problems)
    return Declared(
        kind=DeclarationKind(typed["kind"]),
        outcome=Outcome(typed["outcome"]),
        body=clean(typed.get("body", "")),
        name=told.name,
        function=told.function,
        day=told.day or today,
        way=SignOffWay(told.way),
        words=words,
        conditions=imposed,
        evidence_name=proof.name if proof else "",
        evidence_sha256=hashlib.sha256(proof.content).hexdigest() if proof else "",
    )


def _problems(typed: Mapping[str, str], words: str, *, has_proof: bool) -> dict[str, str]:
    outcome = typed.get("outcome", "")
    needs_words = outcome == Outcome.REFUSED
    needs_proof = typed.get("way") == SignOffWay.MAIL
    found = {
        "kind": "" if typed.get("kind") in tuple(APPROVALS) else KIND_MISSING,
        "outcome": "" if outcome in tuple(Outcome) else OUTCOME_MISSING,
        "words": problem(words, LONGEST_WORDS)
        or (WORDS_MISSING if needs_words and not words else ""),
        "evidence": MAIL_MISSING if needs_proof and not has_proof else "",
    }
    return {field: wrong for field, wrong in found.items() if wrong}


def fetch_evidence(*, who: Account, onlinedienst_id: int, declaration_id: int) -> Produced:
    """The file that proves a declaration. Raises NotFound without one, FileDamaged if changed."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DECLARE, with_trial=True)
        known = {d.id: d for d in dossier.trial_records.declarations}
        found = known.get(declaration_id)
        if found is None or not found.evidence_sha256:
            raise NotFound(UNKNOWN_DECLARATION)
        content = renditions.content_of(session, found.evidence_sha256)
    return verified(content, found.evidence_sha256, found.evidence_name)


def withdraw(*, who: Account, onlinedienst_id: int, declaration_id: int, reason: str) -> None:
    """Say that a declaration holds no more, and why; it stays to be read."""
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.DECLARE, for_update=True, with_trial=True
        )
        known = {d.id: d for d in dossier.trial_records.declarations}
        if declaration_id not in known:
            raise NotFound(UNKNOWN_DECLARATION)
        if known[declaration_id].is_withdrawn:
            raise InvalidInput(WITHDRAWN_ALREADY)
        text = read_reason(reason, REASON_MISSING)
        declarations.withdraw_declaration(session, declaration_id, text, now)
        audit.record(
            session, AuditEvent.DECLARATION_WITHDRAWN, now, user_id=who.id,
            onlinedienst_id=dossier.id, detail=str(declaration_id),
        )  # fmt: skip
