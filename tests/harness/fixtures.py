"""The one fixture of the middle ring: an empty database, once SQLite and once PostgreSQL."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.harness.app import DATABASES, empty, shared_app


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on an empty database, with its context open."""
    application = shared_app(request.param)
    empty(application)
    with application.app_context():
        yield application
