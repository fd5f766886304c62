"""The closed sets of words that the program itself decides by; everything editable is content."""

from enum import StrEnum


class AnswerState(StrEnum):
    """How far one question is settled."""

    OPEN = "open"
    ANSWERED = "answered"
    IN_CLARIFICATION = "in_clarification"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a finding weighs. Nothing ever locks: an error is closed „mit Auflage“."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class PointKind(StrEnum):
    """Why a point is open: what a question still lacks, or how much a finding weighs."""

    UNANSWERED = "unanswered"
    IN_CLARIFICATION = "in_clarification"
    UNREADABLE = "unreadable"
    ERROR = "error"
    WARNING = "warning"


class Phase(StrEnum):
    """The eight phases of an Onlinedienst, in order of its life (deck, phases 1–7, and its end)."""

    CLARIFICATION = "clarification"
    KICKOFF = "kickoff"
    PROTOTYPE = "prototype"
    TEST = "test"
    CERTIFICATION = "certification"
    GO_LIVE = "go_live"
    OPERATION = "operation"
    SHUTDOWN = "shutdown"


class Stage(StrEnum):
    """By when an answer is due. What cannot exist yet is not missing."""

    KICKOFF = "kickoff"
    PROTOTYPE = "prototype"
    APPROVAL = "approval"
    HANDOVER = "handover"


class Need(StrEnum):
    """How much a question is wanted: required at the end of its stage, recommended, optional."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class AccessRole(StrEnum):
    """What an account may do within one Onlinedienst (membership), or everywhere."""

    PROCESS_OWNER = "process_owner"
    CONTRIBUTOR = "contributor"
    COMPETENT_BODY = "competent_body"
    READER = "reader"
    COORDINATION = "coordination"
    ADMIN = "admin"


class Action(StrEnum):
    """What a route or use case asks permission for; rules/access.py says who may."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    CREATE_ONLINEDIENST = "create_onlinedienst"
    VIEW = "view"
    VIEW_OWN_ROWS = "view_own_rows"
    COMMENT = "comment"
    ANSWER = "answer"
    EDIT_OWN_ROWS = "edit_own_rows"
    ACKNOWLEDGE = "acknowledge"
    RECORD_KICKOFF = "record_kickoff"
    RECORD_CERTIFICATION = "record_certification"
    RECORD_GO_LIVE = "record_go_live"
    TICK_CHECKLIST = "tick_checklist"
    VIEW_SIGN_OFFS = "view_sign_offs"
    SIGN_OFF = "sign_off"
    PLAN_TESTS = "plan_tests"
    RUN_TESTS = "run_tests"
    DECLARE = "declare"
    CLOSE_STAGE = "close_stage"
    DOWNLOAD_DOCUMENTS = "download_documents"
    ISSUE_DOCUMENTS = "issue_documents"
    APPROVE_DOCUMENTS = "approve_documents"
    SEND_MAIL = "send_mail"
    VIEW_HOUSE_STYLES = "view_house_styles"
    MANAGE_HOUSE_STYLES = "manage_house_styles"
    MANAGE_MEMBERS = "manage_members"
    MOVE_EDITION = "move_edition"
    EXPORT = "export"
    ADMINISTER = "administer"


class DocumentKind(StrEnum):
    """The papers of the process that can be made so far."""

    CLARIFICATION = "clarification"
    INVITATION = "invitation"
    KICKOFF = "kickoff"
    CERTIFICATION = "certification"
    HANDOVER = "handover"
    HANDOVER_MAIL = "handover_mail"
    OPERATIONAL_APPROVAL = "operational_approval"
    STATUS_REPORT = "status_report"
    TESTING_PLAN = "testing_plan"
    TESTING_REPORT = "testing_report"
    APPROVAL = "approval"


class DocumentFormat(StrEnum):
    """The two inks of a paper."""

    DOCX = "docx"
    PDF = "pdf"


class DocumentState(StrEnum):
    """The life of a paper: draft, waiting for approval, approved, withdrawn."""

    DRAFT = "draft"
    FOR_APPROVAL = "for_approval"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class MailState(StrEnum):
    """How far a mail got on its way out of the house."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class RowSource(StrEnum):
    """Where the rows of a repeatable question live: with the answer, or in a table of its own."""

    ANSWERS = "answers"
    PARTICIPANTS = "participants"
    AUTHORITIES = "authorities"


class Questionnaire(StrEnum):
    """Which form a section belongs to; the fast track asks questions of the Klärung again."""

    CLARIFICATION = "clarification"
    FAST_TRACK = "fast_track"
    KICKOFF = "kickoff"
    TESTING = "testing"
    CERTIFICATION = "certification"
    GO_LIVE = "go_live"


class SignOffOutcome(StrEnum):
    """What somebody decided who signs off; kept in the words they read."""

    AGREED = "zugestimmt"
    ON_CONDITION = "mit Auflage"
    REFUSED = "abgelehnt"


class SignOffWay(StrEnum):
    """How a sign-off reached us: signed in the person's own account, or told by another way."""

    ACCOUNT = "konto"
    MAIL = "mail"
    TALK = "gespraech"
    PAPER = "papier"


class Deed(StrEnum):
    """What a save did to an answer, a row or a remark; and what became of a paper."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    BROUGHT_BACK = "brought_back"
    MOVED = "moved"
    ISSUED = "issued"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class AuditEvent(StrEnum):
    """What the audit log records."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    ACCESS_REFUSED = "access_refused"
    USER_CREATED = "user_created"
    USER_LOCKED = "user_locked"
    PASSWORD_CHANGED = "password_changed"
    ONLINEDIENST_CREATED = "onlinedienst_created"
    ONLINEDIENST_EXPORTED = "onlinedienst_exported"
    ONLINEDIENST_TAKEN_OVER = "onlinedienst_taken_over"
    PACKAGE_MADE = "package_made"
    EDITION_MOVED = "edition_moved"
    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"
    DOCUMENT_DOWNLOADED = "document_downloaded"
    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_APPROVED = "document_approved"
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    HOUSE_STYLE_UPLOADED = "house_style_uploaded"
    HOUSE_STYLE_CHOSEN = "house_style_chosen"
    HOUSE_STYLE_RESET = "house_style_reset"
    HOUSE_STYLE_RETIRED = "house_style_retired"
    HOUSE_STYLE_RESTORED = "house_style_restored"
    TEST_CASES_TAKEN_OVER = "test_cases_taken_over"
    TEST_ROUND_BEGUN = "test_round_begun"
    TEST_ROUND_ENDED = "test_round_ended"
    DECLARED = "declared"
    DECLARATION_WITHDRAWN = "declaration_withdrawn"
    STAGE_CLOSED = "stage_closed"
    STAGE_REOPENED = "stage_reopened"
    KICKOFF_ENDED = "kickoff_ended"
    KICKOFF_RESUMED = "kickoff_resumed"
    CERTIFICATION_ENDED = "certification_ended"
    CERTIFICATION_RESUMED = "certification_resumed"
    CERTIFICATION_CONFIRMED = "certification_confirmed"
    CERTIFICATE_ATTACHED = "certificate_attached"
    CERTIFICATE_REMOVED = "certificate_removed"
    GO_LIVE_ENDED = "go_live_ended"
    GO_LIVE_RESUMED = "go_live_resumed"
    CHECKLIST_TICKED = "checklist_ticked"
