"""The file with the certificate, or the mail that says it: attached, replaced, taken away."""

import hashlib

from amt24web.domain.errors import InvalidInput, NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, AuditEvent
from amt24web.rules.evidence import Evidence, read_evidence
from amt24web.storage import audit, certificates, renditions
from amt24web.storage.database import reading, utc_now, writing
from amt24web.usecases.dossier import open_dossier
from amt24web.usecases.rendering import Produced, verified

FILE_MISSING = "Bitte wählen Sie die Datei aus."
NO_FILE = "An dieser Zertifizierung hängt keine Datei."
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
