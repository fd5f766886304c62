"""A mail as plain data: what is written to whom, and what counts as an address."""

import re
from dataclasses import dataclass
from datetime import datetime

LONGEST_ADDRESS = 254
"""RFC 5321."""
# Only what every mail server understands: no quotes, no comments, nothing beyond ASCII.
ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to be sent; ``message_id`` stays the same however often that is tried."""

    message_id: str
    written_at: datetime
    writer: str
    reply_to: str
    recipients: tuple[str, ...]
    subject: str
    text: str


def is_address(text: str) -> bool:
    """Whether this is one mail address and nothing else."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None
