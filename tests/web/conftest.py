"""The top ring: real requests, SQLite."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.harness.app import empty, shared_app


@pytest.fixture
def app() -> Iterator[Flask]:
    """The application on an empty database, with its context open."""
    application = shared_app("sqlite")
    empty(application)
    with application.app_context():
        yield application
