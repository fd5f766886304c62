"""The way out of the house: hands a letter to the mail server and says what became of it.

Knows neither database nor web. A password appears in no message and in no representation.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from amt24web.domain.mail import Letter, is_address

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
CONNECT_SECONDS = 20
ANSWER_SECONDS = 180
"""Whoever gives up while the server still reads the mail for viruses will send it twice."""
SERVICE_CLOSED = 421
LASTING = 500
LONGEST_REASON = 200

NOT_REACHED = "Der Mailserver ist nicht erreichbar."
NOT_TRUSTED = "Das Zertifikat des Mailservers ist nicht gültig."
NOT_ENCRYPTED = "Mit dem Mailserver kommt keine verschlüsselte Verbindung zustande."
NOT_CAPABLE = "Der Mailserver bietet nicht, was verlangt ist (STARTTLS oder Anmeldung)."
NOT_SIGNED_IN = "Der Mailserver nimmt die Anmeldung nicht an ({code})."
NOT_FROM_US = "Der Mailserver nimmt den Absender nicht an ({code})."
NOT_TO_THEM = "Der Mailserver nimmt keinen Empfänger an: {refused}."
NOT_THIS = "Der Mailserver nimmt die Mail nicht an ({answer})."
NOT_NOW = "Der Mailserver meldet eine Störung ({code})."
NOT_WRITTEN = "Aus diesen Angaben lässt sich keine Mail machen."
TROUBLES: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, NOT_TRUSTED),
    (ssl.SSLError, NOT_ENCRYPTED),
    (smtplib.SMTPAuthenticationError, NOT_SIGNED_IN),
    (smtplib.SMTPSenderRefused, NOT_FROM_US),
    (smtplib.SMTPResponseException, NOT_NOW),
    (smtplib.SMTPServerDisconnected, NOT_REACHED),
    (smtplib.SMTPException, NOT_CAPABLE),
    (Exception, NOT_REACHED),
)
"""What befalls every mail alike; the first that fits is said."""


class Undelivered(Exception):
    """The mail is not on its way; ``reason`` is German, short and without secrets.

    ``is_final`` says that trying again is of no use, ``is_general`` that other mails fare alike.
    """

    def __init__(self, reason: str, *, is_final: bool = False, is_general: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_final, self.is_general = reason, is_final, is_general


@dataclass(frozen=True, slots=True)
class Postbox:
    """Where mails are put in: the mail server, and who they come from."""

    url: str = field(repr=False)
    sender: str

    def send(self, letter: Letter) -> Mapping[str, str]:
        """Hand a letter over; returns the recipients that were refused while others were not.

        Raises Undelivered if nobody gets it. After that it may be tried again; it keeps its
        Message-ID.
        """
        message = composed(letter, self.sender)
        with self._in_german(), self._connection() as server:
            # Not send_message: it puts a ">" before each line that begins with "From ".
            refused = server.sendmail(
                _parted(self.sender)[1], list(letter.recipients), message.as_bytes()
            )
        return {address: self._answer(*said) for address, said in refused.items()}

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server = self._connect()
        try:
            self._sign_in(server)
            if server.sock:
                server.sock.settimeout(ANSWER_SECONDS)
            yield server
            # The mail is accepted; a goodbye that goes wrong must not make it look undelivered.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        place = (parts.hostname or "", parts.port or PORTS[parts.scheme])
        trust = ssl.create_default_context()
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(*place, timeout=CONNECT_SECONDS, context=trust)
        server = smtplib.SMTP(*place, timeout=CONNECT_SECONDS)
        if parts.scheme == "smtp":
            try:
                server.starttls(context=trust)
            except BaseException:
                server.close()
                raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        parts = urlsplit(self.url)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))

    @contextmanager
    def _in_german(self) -> Iterator[None]:
        """Say what went wrong, without the cause: it may hold what was sent to sign in."""
        try:
            yield
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise self._explained(error) from None

    def _explained(self, error: Exception) -> Undelivered:
        code = getattr(error, "smtp_code", 0)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return self._nobody_accepted(error.recipients)
        if isinstance(error, smtplib.SMTPDataError) and code != SERVICE_CLOSED:
            said = NOT_THIS.format(answer=self._answer(code, error.smtp_error))
            return Undelivered(said, is_final=code >= LASTING)
        reason = next(said for kind, said in TROUBLES if isinstance(error, kind))
        return Undelivered(reason.format(code=code), is_general=True)

    def _nobody_accepted(self, recipients: Mapping[str, tuple[int, bytes]]) -> Undelivered:
        refused = "; ".join(f"{who} ({self._answer(*said)})" for who, said in recipients.items())
        is_final = all(code >= LASTING for code, _ in recipients.values())
        return Undelivered(NOT_TO_THEM.format(refused=refused), is_final=is_final)

    def _answer(self, code: int, said: bytes | str) -> str:
        """What the server said, shortened, on one line, and never the password it might repeat."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        secret = unquote(urlsplit(self.url).password or "")
        text = text.replace(secret, "…") if secret else text
        printable = "".join(c if c.isprintable() else " " for c in text)
        return f"{code} {' '.join(printable.split())}".strip()[:LONGEST_REASON]


def composed(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a message. Raises Undelivered if an address or the subject is no such thing."""
    if not _is_sound(letter):
        raise Undelivered(NOT_WRITTEN, is_final=True)
    name, address = _parted(sender)
    message = EmailMessage(policy=SMTP)
    message.set_raw("From", _mailbox("From", name, address))
    message.set_raw("Reply-To", _mailbox("Reply-To", letter.writer, letter.reply_to))
    message.set_raw("To", ",\r\n ".join(letter.recipients))
    message.set_raw("Subject", _encoded("Subject", letter.subject))
    message["Date"] = letter.written_at
    message.set_raw("Message-ID", letter.message_id)
    message.set_content(letter.text)
    return message


def _is_sound(letter: Letter) -> bool:
    """Whether nothing in it could be taken for a header or for a recipient nobody meant."""
    addresses = all(map(is_address, (letter.reply_to, *letter.recipients)))
    lines = _is_one_line(letter.subject) and _is_one_line(letter.message_id)
    return addresses and lines and bool(letter.recipients)


def _parted(sender: str) -> tuple[str, str]:
    """Name and address of „Name <address>“; a bare address has no name."""
    name, is_named, framed = sender.rpartition(" <")
    return (name, framed.rstrip(">")) if is_named else ("", sender)


def _is_one_line(text: str) -> bool:
    return len(text.splitlines()) <= 1


def _mailbox(header: str, name: str, address: str) -> str:
    shown = " ".join(name.split())
    return f"{_encoded(header, shown)}\r\n <{address}>" if shown else address


def _encoded(header: str, text: str) -> str:
    """A header as it travels. EmailMessage's own folding loses blanks between umlauts."""
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n")
