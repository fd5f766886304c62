"""What somebody wants to send: read, judged, refused field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt24web.domain.errors import InvalidInput
from amt24web.domain.mail import is_address
from amt24web.rules.mailing import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MailContent,
    MailDraft,
    known_addresses,
    message_id,
    read_draft,
)
from tests.harness.builders import a_standing, a_working_catalogue

KNOWN = frozenset(f"{name}@example.org" for name in "abcdef")


def a_draft(**said: str) -> MailDraft:
    return MailDraft(
        **{"recipients": "a@example.org", "subject": "Fragen", "text": "Guten Tag", **said}
    )


def problems(**said: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read_draft(a_draft(**said), KNOWN)
    return dict(caught.value.problems)


def test_a_draft_in_order_is_taken_as_it_is():
    text = "Grüße 😀\n{{ 7 * 7 }}\n  eingerückt"
    draft = a_draft(recipients="a@example.org; B@Example.org,\tc@example.org", text=text)
    assert read_draft(draft, KNOWN) == MailContent(
        ("a@example.org", "B@Example.org", "c@example.org"), "Fragen", text
    )


def test_an_address_given_twice_gets_one_mail():
    draft = a_draft(recipients="a@example.org, a@example.org")
    assert read_draft(draft, KNOWN).recipients == ("a@example.org",)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "an welche Adresse"),
        (" ,; ", "an welche Adresse"),
        ("Anna <a@example.org>", "„Anna“ ist keine E-Mail-Adresse"),
        ("<a@example.org>", "keine E-Mail-Adresse"),
        ("a@example.org\r\nBcc: b@example.org", "„Bcc:“ ist keine E-Mail-Adresse"),
        ('"a b"@example.org', "keine E-Mail-Adresse"),
        ("a@localhost", "keine E-Mail-Adresse"),
        ("a@[127.0.0.1]", "keine E-Mail-Adresse"),
        ("müller@example.org", "Umlaute"),
        ("fremd@example.com", "fremd@example.com steht weder unter „Beteiligte“"),
        (", ".join(sorted(KNOWN)), "höchstens 5"),
        (f"{'x' * 250}@example.org", "keine E-Mail-Adresse"),
    ],
)
def test_recipients_are_addresses_of_this_onlinedienst_and_few(typed: str, said: str):
    found = problems(recipients=typed)
    assert set(found) == {"recipients"}
    assert said in found["recipients"]


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029"])
def test_a_subject_with_a_line_break_is_refused(line_break: str):
    assert set(problems(subject=f"Hallo{line_break}Bcc: alle@example.org")) == {"subject"}


def test_everything_wrong_is_said_at_once():
    found = problems(recipients="", subject=" ", text="\n")
    assert set(found) == {"recipients", "subject", "text"}


def test_subject_and_text_are_bounded():
    assert set(problems(text="x" * (LONGEST_TEXT + 1))) == {"text"}
    assert set(problems(subject="x" * (LONGEST_SUBJECT + 1))) == {"subject"}
    read_draft(a_draft(text="x" * LONGEST_TEXT, subject="x" * LONGEST_SUBJECT), KNOWN)


@given(st.text(max_size=60))
def test_whatever_is_typed_only_known_addresses_are_written_to(typed: str):
    try:
        content = read_draft(a_draft(recipients=typed), KNOWN)
    except InvalidInput:
        return
    assert {address.casefold() for address in content.recipients} <= KNOWN


@given(st.text(max_size=80))
def test_an_address_holds_nothing_that_could_end_it(text: str):
    if is_address(text):
        assert text.isascii()
        assert not set(text) & set(' \r\n\t,;:<>()[]"\\')
        assert text.count("@") == 1


def test_known_are_the_addresses_of_participants_and_bodies():
    standing = a_standing(
        a_working_catalogue(),
        participants=[{"rolle": "pe", "mail": "Post@Stadt.example.org"}, {"rolle": "tt"}],
        authorities=[{"name": "Amt", "kontakt": "amt@example.org"}],
    )
    known = known_addresses(standing, ["Ich@example.org", ""])
    assert known == {"post@stadt.example.org", "amt@example.org", "ich@example.org"}


def test_a_form_sent_twice_has_one_message_id_and_anything_else_another():
    content = MailContent(("a@example.org",), "Fragen", "Guten Tag")
    other = MailContent(("a@example.org",), "Fragen", "Guten Abend")
    origin = ("uid", 1, "redaktion")
    first = message_id(content, origin, "seite", "example.org")
    assert first.startswith("<")
    assert first.endswith("@example.org>")
    assert first == message_id(content, origin, "seite", "example.org")
    assert first != message_id(other, origin, "seite", "example.org")
    assert first != message_id(content, ("uid", 2, "redaktion"), "seite", "example.org")
    assert first != message_id(content, origin, "andere", "example.org")
