"""The file in which facts travel: the same facts the same bytes; what is wrong is said once."""

import json
from typing import Any

import pytest

from amt24web.artefacts import exchange_file
from amt24web.artefacts.exchange_file import (
    CHANGED,
    NOT_JSON,
    NOT_OURS,
    TOO_DEEP,
    TOO_LARGE,
    UNFIT_TEXT,
    canonical_json,
    checksum,
    read_exchange_file,
    write_exchange_file,
)
from amt24web.domain.errors import InvalidInput
from amt24web.domain.exchange import Exported
from amt24web.domain.vocabulary import Phase

UID = "0b0cf2a1-1111-4222-8333-444455556666"
EXPORTED = Exported(UID, Phase.TEST, {"schema": 2}, {"records": {"asked": ["ä"]}})


def changed(**said: Any) -> bytes:
    """The file with something else in it, and a checksum that fits again."""
    whole = json.loads(write_exchange_file(EXPORTED))
    whole["onlinedienst"] |= {n: v for n, v in said.items() if n in exchange_file.INNER}
    whole |= {n: v for n, v in said.items() if n not in exchange_file.INNER}
    if "sha256" not in said:
        whole["sha256"] = exchange_file._sha256(whole["onlinedienst"])
    return json.dumps(whole).encode()


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_exchange_file(content)
    return refused.value.message


def test_what_was_written_is_read_and_written_again_as_the_same_bytes():
    content = write_exchange_file(EXPORTED)
    assert read_exchange_file(content) == EXPORTED
    assert write_exchange_file(read_exchange_file(content)) == content


def test_it_is_canonical_and_tells_its_checksum():
    content = write_exchange_file(EXPORTED)
    whole = json.loads(content)
    assert content == canonical_json(whole).encode()
    assert "ä".encode() in content
    assert whole["sha256"] == checksum(EXPORTED)


def test_a_file_written_with_spaces_is_the_same_file():
    pretty = json.dumps(json.loads(write_exchange_file(EXPORTED)), indent=2).encode()
    assert read_exchange_file(pretty) == EXPORTED


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", NOT_JSON),
        (b"\xff\xfe", NOT_JSON),
        (b"{", NOT_JSON),
        (b'{"format": 1, "format": 2}', NOT_JSON),
        (b"[1" + b"0" * 5000 + b"]", NOT_JSON),
        (b"[]", NOT_OURS),
        (b"null", NOT_OURS),
        (b'{"format": "anderes"}', NOT_OURS),
        (b"[" * 100_000, TOO_DEEP),
        (b"[" * 50 + b"]" * 50, TOO_DEEP),
        (b"[NaN]", UNFIT_TEXT),
        (b"[1e999]", UNFIT_TEXT),
        (b"[99999999999999999999]", UNFIT_TEXT),
        (b'["\\u0000"]', UNFIT_TEXT),
        (b'{"\\ud800": 1}', UNFIT_TEXT),
    ],
)
def test_what_is_no_such_file_is_refused_with_one_reason(content: bytes, message: str):
    assert refusal(content) == message


def test_a_huge_file_is_not_even_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exchange_file, "LARGEST", 10)
    assert refusal(b"[" * 11) == TOO_LARGE


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exchange_file, "MOST_VALUES", 10)
    assert refusal(write_exchange_file(EXPORTED)) == TOO_DEEP


def test_one_changed_letter_is_noticed():
    content = write_exchange_file(EXPORTED).replace("ä".encode(), "ö".encode())
    assert refusal(content) == CHANGED


@pytest.mark.parametrize("version", [0, 2, "1", True, None, {}])
def test_another_version_of_the_format_is_named(version: object):
    assert "Format" in refusal(changed(version=version))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"uid": "1"}, "Kennung"),
        ({"uid": 7}, "Kennung"),
        ({"uid": UID.upper()}, "Kennung"),
        ({"phase": "party"}, "Phase"),
        ({"phase": ["test"]}, "Phase"),
        ({"parts": []}, NOT_OURS),
        ({"catalogue": None}, NOT_OURS),
        ({"mehr": 1}, NOT_OURS),
        ({"onlinedienst": []}, NOT_OURS),
        ({"sha256": 5}, CHANGED),
    ],
)
def test_what_does_not_belong_there_is_refused(said: dict[str, Any], words: str):
    if "onlinedienst" in said:
        said = {**said, "sha256": ""}
    assert words in refusal(changed(**said))
