"""Sign-offs that ask for something: a condition or a refusal stands as a finding until it is gone.

It stands at a question it covers, waits for the Prozesseigner, and goes away when the
sign-off is renewed without it or withdrawn. Nobody takes note of it instead.
"""

from collections.abc import Mapping

from amt24web.catalogue.structure import Catalogue, SignOff
from amt24web.domain.records import Json
from amt24web.domain.vocabulary import Questionnaire, Severity, SignOffOutcome, Stage
from amt24web.rules.facts import Facts
from amt24web.rules.findings import Finding
from amt24web.rules.visibility import Assessment

SIGN_OFF_PREFIX = "mitzeichnung:"
PROCESS_OWNER = "pe"
SEVERITIES: Mapping[str, Severity] = {
    SignOffOutcome.ON_CONDITION: Severity.WARNING,
    SignOffOutcome.REFUSED: Severity.ERROR,
}
WORDS: Mapping[str, str] = {
    SignOffOutcome.ON_CONDITION: "Auflage zu „{subject}“ von {name}: {words}",
    SignOffOutcome.REFUSED: "„{subject}“ abgelehnt von {name}: {words}",
}
SOURCE = "Mitzeichnung"


def sign_off_key(sign_off_id: str) -> str:
    """The key under which a sign-off is kept, and its finding is known."""
    return f"{SIGN_OFF_PREFIX}{sign_off_id}"


def unsettled_sign_offs(
    catalogue: Catalogue, facts: Facts, assessment: Assessment
) -> tuple[Finding, ...]:
    """A finding for each sign-off given on a condition, or refused."""
    found = (_finding(catalogue, facts, assessment, s) for s in catalogue.sign_offs)
    return tuple(finding for finding in found if finding)


def _finding(
    catalogue: Catalogue, facts: Facts, assessment: Assessment, sign_off: SignOff
) -> Finding | None:
    value = facts.record(sign_off_key(sign_off.id)).content.value
    said: Mapping[str, Json] = value if isinstance(value, dict) else {}
    outcome, question = str(said.get("outcome", "")), _place(catalogue, assessment, sign_off)
    if outcome not in SEVERITIES or not question:
        return None
    in_one_line = " ".join(str(said.get("words", "")).split())
    words = {"subject": sign_off.text, "name": said.get("name"), "words": in_one_line}
    return Finding(
        rule_id=sign_off_key(sign_off.id),
        question=question,
        message=WORDS[outcome].format(**words),
        severity=SEVERITIES[outcome],
        source=SOURCE,
        is_due=True,
        acknowledged=None,
        behind={},
        stage=Stage.KICKOFF,
        role=PROCESS_OWNER,
    )


def _place(catalogue: Catalogue, assessment: Assessment, sign_off: SignOff) -> str:
    """The first asked question it covers, in the section that it covers most of; or empty."""
    wanted = assessment.asked.intersection(sign_off.questions)
    covered = [
        [question.id for question in section.asked if question.id in wanted]
        for section in catalogue.sections_of(Questionnaire.CLARIFICATION)
    ]
    most = max(covered, key=len, default=[])
    return most[0] if most else ""
