"""All pages: one blueprint per story."""

from flask import Flask

from amt24web.web import (
    authorities,
    checklists,
    clarification,
    closing,
    declaring,
    defects,
    documents,
    edition_move,
    errors,
    exchange,
    fast_track,
    handed_over,
    health,
    help_pages,
    history,
    house_styles,
    issuing,
    kickoff,
    mailing,
    onlinedienste,
    open_points,
    package,
    participants,
    release,
    remarks,
    security,
    sign_offs,
    tasks,
    templating,
    test_running,
    testing,
    testing_sheets,
    users,
    xoev,
)

STORIES = (
    users,
    onlinedienste,
    exchange,
    tasks,
    clarification,
    handed_over,
    edition_move,
    open_points,
    fast_track,
    mailing,
    kickoff,
    release,
    checklists,
    participants,
    history,
    remarks,
    xoev,
    sign_offs,
    closing,
    authorities,
    documents,
    issuing,
    house_styles,
    testing,
    testing_sheets,
    test_running,
    defects,
    declaring,
    package,
    help_pages,
    health,
)


def init_app(app: Flask) -> None:
    """Put every page in its place; refuses to start if one does not say what it needs."""
    for story in STORIES:
        app.register_blueprint(story.blueprint)
    security.init_app(app)
    templating.init_app(app)
    errors.init_app(app)
    security.require_declared_routes(app)
