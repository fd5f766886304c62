"""What waits for participants without being an open point of this stage.

It is worked out with every save and kept, so that „Meine Aufgaben“ evaluates nothing: sign-offs
that are due, questions somebody was asked that only a later stage needs, test cases whose answers
changed after somebody tested or edited them, and a certification whose facts are others now.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from amt24web.domain.tasks import Matter, TaskKind, TouchedCase
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.domain.wording import counted
from amt24web.rules.certified import read_certified
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.progress import state_of
from amt24web.rules.responsibility import participant_of
from amt24web.rules.sign_offs import offered, read_sign_off
from amt24web.rules.summary import Standing
from amt24web.rules.test_cases import CaseOrigin, derive

TO_REWORK, ANSWERS_CHANGED = "{cases} überarbeiten", "die Antworten dahinter haben sich geändert"
RECONSIDER, SINCE = "Zertifizierung überprüfen", "seit dem Ergebnis geändert: {what}"
SIGN, SIGN_AGAIN = "noch nicht mitgezeichnet", "seit der Mitzeichnung geändert"


def matters(standing: Standing, touched: Sequence[TouchedCase]) -> tuple[Matter, ...]:
    """Sign-offs that are due and have somebody to sign, questions of later stages, the
    ``touched`` cases that have to be looked through again, and the certification if it is."""
    return (
        *_sign_offs(standing),
        *_later_questions(standing),
        *_rework(standing, touched),
        *_certification(standing),
    )


def _sign_offs(standing: Standing) -> Iterator[Matter]:
    holders: dict[str, list[str]] = {}
    for row in standing.facts.rows.get(PARTICIPANTS, ()):
        holders.setdefault(str(cells(row.content).get("rolle", "")), []).append(row.row_uid)
    wanted = {sign_off.role for sign_off in standing.catalogue.sign_offs}
    for sign_off in offered(standing) if wanted.intersection(holders) else ():
        uids = holders.get(sign_off.role, ())
        reading = read_sign_off(standing, sign_off)
        if uids and reading.is_due:
            note = SIGN_AGAIN if reading.is_signed else SIGN
            yield Matter(TaskKind.SIGN_OFF, sign_off.id, sign_off.text, tuple(uids), note)


def _later_questions(standing: Standing) -> Iterator[Matter]:
    counted = {point.key for point in standing.open_points}
    section_of, questions = standing.catalogue.section_of, standing.catalogue.questions
    for key, record in standing.facts.answers.items():
        question, content = questions.get(key), record.content
        if content.state is not AnswerState.IN_CLARIFICATION or not content.responsible_uid:
            continue
        if question is None or key in counted or key not in standing.assessment.asked:
            continue
        section, uid = section_of[key], participant_of(content.responsible_uid, standing.facts)
        still_waits = state_of(question, standing.facts) is AnswerState.IN_CLARIFICATION
        if uid and still_waits and section.questionnaire is Questionnaire.CLARIFICATION:
            yield Matter(
                TaskKind.LATER_QUESTION, key, question.text, (uid,), section=section.id,
                due_on=content.due_on,
            )  # fmt: skip


def _rework(standing: Standing, touched: Sequence[TouchedCase]) -> Iterator[Matter]:
    """One matter for all of them; its key names their numbers."""
    if not touched:
        return
    derived = derive(standing.catalogue, standing.facts, standing.assessment)
    now = {case.origin: case.fingerprint for case in derived}
    changed = [
        case.number
        for case in touched
        if now.get(CaseOrigin(case.rule_id, case.subject), case.fingerprint) != case.fingerprint
    ]
    if changed:
        title = TO_REWORK.format(cases=counted(len(changed), "Testfall", "Testfälle"))
        yield Matter(TaskKind.REWORK, ",".join(map(str, changed)), title, (), ANSWERS_CHANGED)


def _certification(standing: Standing) -> Iterator[Matter]:
    changes = read_certified(standing).changes
    if changes:
        note = SINCE.format(what=", ".join(change.what for change in changes))
        yield Matter(TaskKind.CERTIFICATION, "", RECONSIDER, (), note)


def to_rework(found: Iterable[Matter]) -> frozenset[int]:
    """The numbers of the cases that have to be looked through again."""
    keys = (matter.key for matter in found if matter.kind is TaskKind.REWORK)
    return frozenset(int(number) for key in keys for number in key.split(","))


def kept_matters(standing: Standing, touched: Sequence[TouchedCase]) -> str:
    """The matters as text to keep beside the summary."""
    found = [asdict(matter) for matter in matters(standing, touched)]
    return json.dumps(found, ensure_ascii=False, default=date.isoformat)


def read_matters(kept: str) -> tuple[Matter, ...]:
    """The matters that were kept."""
    return tuple(
        Matter(
            kind=TaskKind(said["kind"]),
            key=said["key"],
            title=said["title"],
            uids=tuple(said["uids"]),
            note=said["note"],
            section=said["section"],
            due_on=date.fromisoformat(said["due_on"]) if said["due_on"] else None,
        )
        for said in json.loads(kept)
    )
