"""What proves a certification: its file, and the word that it holds though facts have changed."""

import hashlib

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent
from amt24web.rules.certified import RECORD_KEY, confirmed, read_certified
from amt24web.rules.decisions import read_reason
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.rules.saving import Origin, next_record
from amt24web.storage import audit, certificates, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import close_dossier, open_dossier
from amt24web.usecases.rendering import Produced, verified

FILE_MISSING = "Bitte wählen Sie die Datei aus."
NO_FILE = "An dieser Zertifizierung hängt keine Datei."
REASON_MISSING = "Bitte schreiben Sie kurz, warum die Zertifizierung gültig bleibt."
NOT_IN_DOUBT = "Seit dem Ergebnis hat sich nichts geändert, worauf die Zertifizierung beruht."
CHANGED_MEANWHILE = (
    "Inzwischen hat sich noch etwas geändert. Bitte sehen Sie es an, und entscheiden Sie dann."
)
SHOWN_DIGITS = 12


def attach_certificate(*, who: Account, onlinedienst_id: int, sent: Evidence | None) -> None:
    """Keep the file that proves the certification; it takes the place of a former one.

    Raises InvalidInput for ``evidence`` if there is no file, or not one that can be kept.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.RECORD_CERTIFICATION, for_update=True
        )
        if sent is None:
            raise InvalidInput(FILE_MISSING, {"evidence": FILE_MISSING})
        proof = read_evidence(sent)
        sha256 = hashlib.sha256(proof.content).hexdigest()
        renditions.keep_file(session, sha256, proof.content, now)
        certificates.attach(session, dossier.id, proof.name, sha256, user_id=who.id, now=now)
        audit.record(
            session, AuditEvent.CERTIFICATE_ATTACHED, now, user_id=who.id,
            onlinedienst_id=dossier.id, detail=sha256[:SHOWN_DIGITS],
        )  # fmt: skip


def remove_certificate(*, who: Account, onlinedienst_id: int) -> None:
    """Take the file away again. Raises NotFound if there is none."""
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(
            session, who, onlinedienst_id, Action.RECORD_CERTIFICATION, for_update=True
        )
        found = certificates.find_certificate(session, dossier.id)
        if found is None:
            raise NotFound(NO_FILE)
        certificates.remove(session, dossier.id, user_id=who.id, now=now)
        audit.record(
            session, AuditEvent.CERTIFICATE_REMOVED, now, user_id=who.id,
            onlinedienst_id=dossier.id, detail=found.sha256[:SHOWN_DIGITS],
        )  # fmt: skip


def fetch_certificate(*, who: Account, onlinedienst_id: int) -> Produced:
    """The file as it came. Raises NotFound without one, FileDamaged if it is not that any more."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.RECORD_CERTIFICATION)
        found = certificates.find_certificate(session, dossier.id)
        if found is None:
            raise NotFound(NO_FILE)
        content = renditions.content_of(session, found.sha256)
    return verified(content, found.sha256, found.name)


def confirm_certification(*, who: Account, onlinedienst_id: int, reason: str, shown: str) -> None:
    """Say that the certification holds though facts have changed; with name and moment.

    ``shown`` is the mark of the changes the page showed: nobody confirms what they have not seen.
    Raises InvalidInput for ``reason`` without one, and if there is nothing (or more) to confirm.
    """
    now = utc_now()
    with writing() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.DECLARE, for_update=True)
        standing = dossier.standing
        reading = read_certified(standing)
        if not reading.is_in_doubt:
            raise InvalidInput(NOT_IN_DOUBT)
        if shown != reading.mark:
            raise InvalidInput(CHANGED_MEANWHILE, {"reason": CHANGED_MEANWHILE})
        content = confirmed(standing, read_reason(reason, REASON_MISSING))
        origin = Origin(who.id, who.name)
        record = next_record(standing.facts.record(RECORD_KEY), content, origin, now)
        close_dossier(session, dossier, [record], now)
        audit.record(
            session, AuditEvent.CERTIFICATION_CONFIRMED, now, user_id=who.id,
            onlinedienst_id=dossier.id,
        )  # fmt: skip
