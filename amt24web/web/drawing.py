"""Pages that wait for a paper the worker draws."""

from flask import Response, current_app

AGAIN_AFTER = "3"
"""Seconds until a page that waits asks again."""


def waiting(response: Response) -> Response:
    """Call the worker, and have the browser ask again by itself, with or without script."""
    current_app.config["RING_PAPERS"]()
    response.headers["Refresh"] = AGAIN_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response
