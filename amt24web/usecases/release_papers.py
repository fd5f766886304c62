"""The papers of certification, handover and operation, made of what was said about them."""

from collections.abc import Callable, Mapping

from amt24web.documents.certification import build_certification
from amt24web.documents.handover import build_handover
from amt24web.documents.handover_mail import (
    MailText,
    build_handover_mail,
    build_handover_mail_paper,
)
from amt24web.documents.head import Head
from amt24web.documents.operational_approval import build_operational_approval
from amt24web.documents.outline import Document
from amt24web.domain.errors import NotFound
from amt24web.domain.papers.handover import HandoverFacts
from amt24web.domain.papers.parts import Declaration
from amt24web.domain.testing import Certificate
from amt24web.domain.vocabulary import DocumentKind
from amt24web.rules.certification_facts import has_certification, read_certification
from amt24web.rules.handover_facts import has_handover, read_handover
from amt24web.rules.operational_facts import has_operational_approval, read_operational_approval
from amt24web.rules.summary import Standing

Approvals = tuple[Declaration, ...]
"""What the Prozesseigner declared after the test."""
NOTHING_RECORDED = "Dazu ist bei diesem Onlinedienst noch nichts festgehalten."


def certification(head: Head, standing: Standing, certificate: Certificate | None) -> Document:
    """The Zertifizierungsinformation; raises NotFound as long as nothing is recorded."""
    if not certificate and not has_certification(standing):
        raise NotFound(NOTHING_RECORDED)
    return build_certification(head, read_certification(standing, certificate))


def handover(head: Head, standing: Standing, approvals: Approvals) -> Document:
    """The Go-Live-Übergabe; raises NotFound as long as nothing is recorded."""
    return build_handover(head, _handover_facts(standing, approvals))


def handover_mail(head: Head, standing: Standing, approvals: Approvals) -> Document:
    """The mail to the Servicedesk as a paper; raises NotFound like the handover."""
    return build_handover_mail_paper(head, _handover_facts(standing, approvals))


def handover_mail_text(head: Head, standing: Standing, approvals: Approvals) -> MailText:
    """The mail to the Servicedesk to send; raises NotFound like the handover."""
    return build_handover_mail(head, _handover_facts(standing, approvals))


def operational_approval(head: Head, standing: Standing, _: Approvals) -> Document:
    """The betriebliche Freigabeerklärung; raises NotFound as long as nothing is recorded."""
    if not has_operational_approval(standing):
        raise NotFound(NOTHING_RECORDED)
    return build_operational_approval(head, read_operational_approval(standing))


def _handover_facts(standing: Standing, approvals: Approvals) -> HandoverFacts:
    if not has_handover(standing):
        raise NotFound(NOTHING_RECORDED)
    return read_handover(standing, approvals=approvals)


RELEASE_PAPERS: Mapping[DocumentKind, Callable[[Head, Standing, Approvals], Document]] = {
    DocumentKind.HANDOVER: handover,
    DocumentKind.HANDOVER_MAIL: handover_mail,
    DocumentKind.OPERATIONAL_APPROVAL: operational_approval,
}
