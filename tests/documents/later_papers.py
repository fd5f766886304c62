"""All papers of the later phases: with everything that can be said, and without any facts."""

from amt24web.documents import (
    approval,
    certification,
    handover,
    operational_approval,
    shutdown,
    testing_plan,
    testing_report,
)
from amt24web.domain.papers.approval import ApprovalFacts
from amt24web.domain.papers.certification import (
    CertificationFacts,
)
from amt24web.domain.papers.handover import HandoverFacts
from amt24web.domain.papers.parts import (
    Declaration,
)
from amt24web.domain.papers.shutdown import ShutdownFacts
from amt24web.domain.papers.testing_plan import PlanFacts
from amt24web.domain.papers.testing_report import ReportFacts
from amt24web.domain.papers.words import (
    DeclarationKind,
)
from tests.documents.papers_of_handover import a_handover
from tests.documents.papers_of_operation import NOBODY_DECLARED, a_shutdown, an_operational_approval
from tests.documents.papers_of_release import a_certification, an_approval, an_approval_by_mail
from tests.documents.papers_of_testing import a_testing_plan, a_testing_report
from tests.documents.pilot import a_later_head

FULL = {
    "shutdown": a_shutdown(),
    "operational_approval": an_operational_approval(),
    "handover": a_handover(),
    "certification": a_certification(),
    "approval": an_approval(),
    "approval_by_mail": an_approval_by_mail(),
    "testing_plan": a_testing_plan(),
    "testing_report": a_testing_report(),
}
"""Each paper with everything that can be said."""
WITHOUT_FACTS = {
    "shutdown": shutdown.build_shutdown(a_later_head(shutdown.KIND), ShutdownFacts()),
    "operational_approval": operational_approval.build_operational_approval(
        a_later_head(operational_approval.KIND), NOBODY_DECLARED
    ),
    "handover": handover.build_handover(a_later_head(handover.KIND), HandoverFacts()),
    "certification": certification.build_certification(
        a_later_head(certification.KIND), CertificationFacts()
    ),
    "approval": approval.build_approval(
        a_later_head("Abnahmeprotokoll"),
        ApprovalFacts(DeclarationKind.LIVE_ACCEPTANCE, Declaration("Prozesseigner")),
    ),
    "testing_plan": testing_plan.build_testing_plan(a_later_head(testing_plan.KIND), PlanFacts()),
    "testing_report": testing_report.build_testing_report(
        a_later_head(testing_report.KIND), ReportFacts()
    ),
}
"""Each paper as it is when nobody knows anything yet."""
