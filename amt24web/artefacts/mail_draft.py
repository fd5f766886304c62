"""A mail as a file that mail programs open ready to be sent (``.eml``)."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

FILE_ENDING: Final = ".eml"
ZIP: Final = ("application", "zip")


@dataclass(frozen=True, slots=True)
class Attached:
    """A ZIP file that goes with a mail."""

    name: str
    content: bytes


def write_mail_draft(
    recipient: str,
    subject: str,
    text: str,
    written_at: datetime,
    attached: Attached | None = None,
) -> bytes:
    """The file. Without ``recipient`` whoever opens it fills that in.

    ``X-Unsent`` makes Outlook and others open it for writing instead of as one that arrived; the
    sender is left to the mail program.
    """
    message = EmailMessage(policy=SMTP)
    if recipient:
        message["To"] = recipient
    message["Subject"] = " ".join(subject.split())
    message["Date"] = written_at
    message["X-Unsent"] = "1"
    message.set_content(text)
    if attached:
        maintype, subtype = ZIP
        message.add_attachment(
            attached.content, maintype=maintype, subtype=subtype, filename=attached.name
        )
    return message.as_bytes()
