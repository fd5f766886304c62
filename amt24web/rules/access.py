"""Who may do what: one table role × action, asked by every route and again by every use case."""

from collections.abc import Collection, Mapping

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.vocabulary import AccessRole, Action, Questionnaire

READING = frozenset(
    {
        Action.VIEW,
        Action.VIEW_OWN_ROWS,
        Action.VIEW_SIGN_OFFS,
        Action.DOWNLOAD_DOCUMENTS,
        Action.COMMENT,
    }
)
CONTRIBUTING = READING | {
    Action.ANSWER,
    Action.EDIT_OWN_ROWS,
    Action.ACKNOWLEDGE,
    Action.RECORD_KICKOFF,
    Action.PLAN_TESTS,
    Action.RUN_TESTS,
    Action.RECORD_CERTIFICATION,
    Action.RECORD_GO_LIVE,
    Action.TICK_CHECKLIST,
    Action.SIGN_OFF,
    Action.SEND_MAIL,
    Action.ISSUE_DOCUMENTS,
}

PERMISSIONS: Mapping[AccessRole, frozenset[Action]] = {
    AccessRole.PROCESS_OWNER: CONTRIBUTING
    | {
        Action.MANAGE_MEMBERS,
        Action.CLOSE_STAGE,
        Action.MOVE_EDITION,
        Action.EXPORT,
        Action.APPROVE_DOCUMENTS,
        Action.DECLARE,
        Action.VIEW_HOUSE_STYLES,
        Action.MANAGE_HOUSE_STYLES,
    },
    AccessRole.CONTRIBUTOR: CONTRIBUTING,
    AccessRole.COMPETENT_BODY: frozenset({Action.VIEW_OWN_ROWS}),
    AccessRole.READER: READING | {Action.RUN_TESTS},
    AccessRole.COORDINATION: READING | {Action.VIEW_HOUSE_STYLES},
    AccessRole.ADMIN: frozenset({Action.ADMINISTER}),
}
"""What each role may do within an Onlinedienst; ADMIN administers accounts and sees no content."""

OWN_ROWS: Mapping[AccessRole, frozenset[Action]] = {
    AccessRole.COMPETENT_BODY: frozenset(
        {Action.EDIT_OWN_ROWS, Action.VIEW_SIGN_OFFS, Action.SIGN_OFF}
    ),
    AccessRole.READER: frozenset({Action.SIGN_OFF, Action.EDIT_OWN_ROWS}),
}
"""What a role may do in addition with what is its own: rows, questions handed to it, sign-offs."""

ANSWERING: Mapping[Questionnaire, Action] = {
    Questionnaire.CLARIFICATION: Action.ANSWER,
    Questionnaire.FAST_TRACK: Action.ANSWER,
    Questionnaire.KICKOFF: Action.RECORD_KICKOFF,
    Questionnaire.TESTING: Action.PLAN_TESTS,
    Questionnaire.CERTIFICATION: Action.RECORD_CERTIFICATION,
    Questionnaire.GO_LIVE: Action.RECORD_GO_LIVE,
}
"""What somebody who answers a question of a questionnaire must be allowed to do."""

ANYBODY_SIGNED_IN = frozenset({Action.PUBLIC, Action.SIGNED_IN, Action.CREATE_ONLINEDIENST})


def may(action: Action, roles: Collection[AccessRole], owns_row: bool = False) -> bool:
    """Whether one of the roles allows the action; ``owns_row`` for rows of the person's body."""
    if action in ANYBODY_SIGNED_IN:
        return True
    allowed = (PERMISSIONS[role] | (OWN_ROWS.get(role, frozenset()) if owns_row else frozenset())
               for role in roles)  # fmt: skip
    return any(action in actions for actions in allowed)


def require(action: Action, roles: Collection[AccessRole], owns_row: bool = False) -> None:
    """Refuse: a stranger learns nothing (NotFound), a member learns what is missing (NotAllowed).

    Without ``owns_row`` known yet, ask with ``owns_row=True`` first and again once it is known.
    """
    if may(action, roles, owns_row):
        return
    if roles and roles != {AccessRole.ADMIN}:
        raise NotAllowed
    raise NotFound
