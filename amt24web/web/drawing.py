"""Pages that wait for a paper the worker draws."""

from flask import Response, current_app

AGAIN_AFTER = "3"
"""Seconds until a page that waits asks again."""


def ring() -> None:
    """Call the worker: there is a paper to draw."""
    current_app.config["RING_PAPERS"]()


def waiting(response: Response) -> Response:
    """Call the worker, and have the browser ask again by itself, with or without script."""
    ring()
    response.headers["Refresh"] = AGAIN_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response
