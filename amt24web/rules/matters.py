"""What waits for participants without being an open point of this stage.

It is worked out with every save and kept, so that „Meine Aufgaben“ evaluates nothing: sign-offs
that are due, and questions somebody was asked that only a later stage needs.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from amt24web.domain.tasks import Matter, TaskKind
from amt24web.domain.vocabulary import AnswerState, Questionnaire
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.progress import state_of
from amt24web.rules.responsibility import participant_of
from amt24web.rules.sign_offs import offered, read_sign_off
from amt24web.rules.summary import Standing

SIGN, SIGN_AGAIN = "noch nicht mitgezeichnet", "seit der Mitzeichnung geändert"


def matters(standing: Standing) -> tuple[Matter, ...]:
    """Sign-offs that are due and have somebody to sign, then questions of later stages."""
    return (*_sign_offs(standing), *_later_questions(standing))


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


def kept_matters(standing: Standing) -> str:
    """The matters as text to keep beside the summary."""
    return json.dumps([asdict(matter) for matter in matters(standing)], ensure_ascii=False,
                      default=date.isoformat)  # fmt: skip


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
