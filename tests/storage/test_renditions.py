"""Documents kept by content: the same file once, however often it was made."""

import pytest
from sqlalchemy import func, select

from amt24web.storage import renditions
from amt24web.storage.database import reading, writing
from amt24web.storage.renditions import StoredFile
from tests.harness.builders import KEPT_AT

pytestmark = pytest.mark.usefixtures("app")
BYTES = bytes(range(256)) * 100


def keep(key: str, sha256: str = "f" * 64, content: bytes = BYTES) -> None:
    with writing() as session:
        renditions.keep(session, key, sha256, content, KEPT_AT)


def test_a_rendering_is_found_byte_by_byte():
    keep("a")
    with reading() as session:
        assert renditions.find(session, "a") == ("f" * 64, BYTES)
        assert renditions.find(session, "b") is None


def test_two_renderings_with_the_same_bytes_share_one_file():
    keep("a")
    keep("b")
    with reading() as session:
        assert renditions.find(session, "b") == ("f" * 64, BYTES)
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_keeping_it_again_changes_nothing():
    keep("a")
    keep("a", sha256="e" * 64, content=b"anders gemacht")
    with reading() as session:
        assert renditions.find(session, "a") == ("f" * 64, BYTES)


def test_the_size_is_kept_beside_the_file():
    keep("a")
    with reading() as session:
        assert session.scalar(select(StoredFile.size)) == len(BYTES)
