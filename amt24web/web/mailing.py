"""Mails that a person sends from their own mail program: the address that opens it, filled in."""

from collections.abc import Sequence
from urllib.parse import quote

LONGEST_ADDRESS = 1_900
"""Windows and some mail programs cut longer addresses off."""
TOO_LONG = "(Bitte den vorbereiteten Text hier einfügen.)"


def mailto(recipients: Sequence[str], subject: str, text: str) -> str:
    """The ``mailto:`` address; a text that is too long for it is left to be pasted."""
    address = _mailto(recipients, subject, text)
    return address if len(address) <= LONGEST_ADDRESS else _mailto(recipients, subject, TOO_LONG)


def _mailto(recipients: Sequence[str], subject: str, text: str) -> str:
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    to = ",".join(quote(address, safe="@") for address in recipients)
    return f"mailto:{to}?subject={quote(subject)}&body={quote(body)}"
