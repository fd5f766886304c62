"""Taking note of a finding, with a reason; the note lapses when the facts behind it change."""

from dataclasses import replace

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import Action, AnswerState
from amt24web.rules.findings import Finding, record_key
from amt24web.rules.saving import Origin, next_record
from amt24web.rules.typed_text import clean
from amt24web.storage.database import utc_now, writing
from amt24web.usecases.dossier import Dossier, close_dossier, open_dossier

UNKNOWN_FINDING = "Diesen Hinweis gibt es nicht mehr. Vielleicht hat ihn jemand schon erledigt."
REASON_MISSING = "Bitte schreiben Sie kurz, warum das so bleiben kann."
NOT_FOR_CONDITIONS = "Eine Auflage entfällt erst mit einer neuen Entscheidung zur Mitzeichnung."
NOT_FOR_ERRORS = "Ein Fehler wird behoben; er lässt sich nicht nur zur Kenntnis nehmen."
LONGEST_REASON = 2_000


def acknowledge(*, who: Account, onlinedienst_id: int, rule_id: str, reason: str) -> str:
    """Take note of a finding; an empty reason takes the note back.

    Returns the section and question it stands at, as ``section#frage-question``. Raises NotFound
    if the finding no longer holds, InvalidInput for an error or without a reason to begin with.
    """
    now = utc_now()
    text = clean(reason)[:LONGEST_REASON]
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.ACKNOWLEDGE, for_update=True)
        finding = _find(dossier, rule_id)
        if not finding.may_be_acknowledged:
            raise InvalidInput(NOT_FOR_CONDITIONS if finding.role else NOT_FOR_ERRORS)
        if not text and finding.acknowledged is None:
            raise InvalidInput(REASON_MISSING)
        newest = dossier.standing.facts.record(record_key(rule_id))
        content = replace(Content(), value=finding.fingerprint, reason=text, state=_state(text))
        record = next_record(newest, content, Origin(who.id, who.name), now)
        close_dossier(session, dossier, [record], now)
        section = dossier.standing.catalogue.section_of[finding.question]
        return f"{section.id}#frage-{finding.question}"


def _state(text: str) -> AnswerState:
    return AnswerState.ANSWERED if text else AnswerState.OPEN


def _find(dossier: Dossier, rule_id: str) -> Finding:
    found = next((f for f in dossier.standing.findings if f.rule_id == rule_id), None)
    if found is None:
        raise NotFound(UNKNOWN_FINDING)
    return found
