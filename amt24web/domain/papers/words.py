"""The closed sets of words of the later papers; how they are said in German stands in wording."""

from enum import StrEnum


class Priority(StrEnum):
    """How much a test case weighs; the papers sort by it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class CaseResult(StrEnum):
    """What came out when a test case was carried out."""

    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    NOT_RUN = "not_run"


class DefectClass(StrEnum):
    """How much a defect hinders the operation: the classes of the federal EVB-IT contracts."""

    PREVENTS = "prevents"
    HINDERS = "hinders"
    MINOR = "minor"


class DefectState(StrEnum):
    """How far a defect has come; accepted means that all agreed to live with its workaround."""

    OPEN = "open"
    MENDED = "mended"
    RETESTED = "retested"
    ACCEPTED = "accepted"


class Outcome(StrEnum):
    """What somebody declares about a result: yes, yes with conditions, no."""

    GIVEN = "given"
    ON_CONDITION = "on_condition"
    REFUSED = "refused"


class DeclarationKind(StrEnum):
    """Four declarations that are easily mistaken for each other; none replaces another."""

    FINAL_APPROVAL = "final_approval"
    CONTRACTOR_ACCEPTANCE = "contractor_acceptance"
    PRODUCTION_APPROVAL = "production_approval"
    LIVE_ACCEPTANCE = "live_acceptance"


class ExaminationResult(StrEnum):
    """What an examination found, of the whole or of one subject."""

    PASSED = "passed"
    ON_CONDITION = "on_condition"
    FAILED = "failed"


class ContentState(StrEnum):
    """Whether a content of the Go-Live-Paket is there, is missing, or is not needed."""

    THERE = "there"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class CaseStage(StrEnum):
    """At which stage of the test a case is run, in the order of the process."""

    DEVELOPMENT = "development"
    SUBJECT = "subject"
    USERS = "users"
    RECEIPT = "receipt"
    SELF_CHECK = "self_check"
    LIVE = "live"


class CaseKind(StrEnum):
    """What kind of test a case is."""

    FUNCTIONAL = "functional"
    NEGATIVE = "negative"
    INTERFACE = "interface"
    ACCESSIBILITY = "accessibility"
    USABILITY = "usability"
    SECURITY = "security"
    LOAD = "load"


class Perspective(StrEnum):
    """Through whose eyes is tested; the six of the participants of the test team."""

    DEVELOPMENT = "entwicklung"
    AUTHORITY = "fachbehoerde"
    USERS = "nutzende"
    RECEIVING_BODY = "annehmende_stelle"
    SECURITY = "sicherheit"
    OPERATION = "betrieb"
