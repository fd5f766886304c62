"""The table of permissions, once more and independently: who may do what."""

import pytest

from amt24web.domain.errors import NotAllowed, NotFound
from amt24web.domain.vocabulary import AccessRole, Action, Questionnaire
from amt24web.rules.access import ANSWERING, ANYBODY_SIGNED_IN, PERMISSIONS, may, require

OWNER, CONTRIBUTOR, BODY = (
    AccessRole.PROCESS_OWNER,
    AccessRole.CONTRIBUTOR,
    AccessRole.COMPETENT_BODY,
)
READER, COORDINATION, ADMIN = AccessRole.READER, AccessRole.COORDINATION, AccessRole.ADMIN
ROLES = (OWNER, CONTRIBUTOR, BODY, READER, COORDINATION, ADMIN)

#                                  owner contr. body  reader coord. admin
MATRIX = {
    Action.PUBLIC:                "  yes   yes    yes   yes    yes    yes",
    Action.SIGNED_IN:             "  yes   yes    yes   yes    yes    yes",
    Action.CREATE_ONLINEDIENST:   "  yes   yes    yes   yes    yes    yes",
    Action.VIEW:                  "  yes   yes    -     yes    yes    -  ",
    Action.VIEW_OWN_ROWS:         "  yes   yes    yes   yes    yes    -  ",
    Action.COMMENT:               "  yes   yes    -     yes    yes    -  ",
    Action.ANSWER:                "  yes   yes    -     -      -      -  ",
    Action.EDIT_OWN_ROWS:         "  yes   yes    own   own    -      -  ",
    Action.ACKNOWLEDGE:           "  yes   yes    -     -      -      -  ",
    Action.RECORD_KICKOFF:        "  yes   yes    -     -      -      -  ",
    Action.RECORD_CERTIFICATION:  "  yes   yes    -     -      -      -  ",
    Action.RECORD_GO_LIVE:        "  yes   yes    -     -      -      -  ",
    Action.TICK_CHECKLIST:        "  yes   yes    -     -      -      -  ",
    Action.PLAN_TESTS:            "  yes   yes    -     -      -      -  ",
    Action.RUN_TESTS:             "  yes   yes    -     yes    -      -  ",
    Action.DECLARE:               "  yes   -      -     -      -      -  ",
    Action.VIEW_SIGN_OFFS:        "  yes   yes    own   yes    yes    -  ",
    Action.SIGN_OFF:              "  yes   yes    own   own    -      -  ",
    Action.CLOSE_STAGE:           "  yes   -      -     -      -      -  ",
    Action.DOWNLOAD_DOCUMENTS:    "  yes   yes    -     yes    yes    -  ",
    Action.ISSUE_DOCUMENTS:       "  yes   yes    -     -      -      -  ",
    Action.APPROVE_DOCUMENTS:     "  yes   -      -     -      -      -  ",
    Action.VIEW_HOUSE_STYLES:     "  yes   -      -     -      yes    -  ",
    Action.MANAGE_HOUSE_STYLES:   "  yes   -      -     -      -      -  ",
    Action.SEND_MAIL:             "  yes   yes    -     -      -      -  ",
    Action.MANAGE_MEMBERS:        "  yes   -      -     -      -      -  ",
    Action.MOVE_EDITION:          "  yes   -      -     -      -      -  ",
    Action.EXPORT:                "  yes   -      -     -      -      -  ",
    Action.ADMINISTER:            "  -     -      -     -      -      yes",
}  # fmt: skip
CELLS = [
    (action, role, word)
    for action, line in MATRIX.items()
    for role, word in zip(ROLES, line.split(), strict=True)
]


def test_the_table_knows_every_action_and_every_role():
    assert set(MATRIX) == set(Action)
    assert set(ROLES) == set(AccessRole) == set(PERMISSIONS)


@pytest.mark.parametrize(("action", "role", "word"), CELLS)
def test_a_role_may_what_the_table_says(action: Action, role: AccessRole, word: str):
    assert may(action, {role}) is (word == "yes")
    assert may(action, {role}, owns_row=True) is (word in ("yes", "own"))


@pytest.mark.parametrize("action", Action)
def test_roles_add_up(action: Action):
    assert may(action, set(ROLES)) is True
    for role in ROLES:
        assert may(action, {role, ADMIN}) is (may(action, {role}) or may(action, {ADMIN}))


@pytest.mark.parametrize("action", [a for a in Action if a not in ANYBODY_SIGNED_IN])
def test_without_a_role_nothing_is_allowed_and_nothing_is_learned(action: Action):
    assert not may(action, set(), owns_row=True)
    with pytest.raises(NotFound):
        require(action, set())


@pytest.mark.parametrize(("action", "role", "word"), [c for c in CELLS if c[2] != "yes"])
def test_a_refusal_tells_members_what_is_missing_and_others_nothing(
    action: Action, role: AccessRole, word: str
):
    with pytest.raises(NotFound if role is ADMIN else NotAllowed):
        require(action, {role})


@pytest.mark.parametrize(("action", "role"), [(a, r) for a, r, word in CELLS if word == "yes"])
def test_what_is_allowed_is_not_refused(action: Action, role: AccessRole):
    require(action, {role})


def test_each_questionnaire_says_which_right_its_answers_need():
    assert set(ANSWERING) == set(Questionnaire)
