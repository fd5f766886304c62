"""A real mail server on this machine: takes what it is told to take and remembers it."""

import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
SENDER = "amt24web <amt24web@example.org>"
NAME, PASSWORD = "amt24web", "sehr-geheim"


@dataclass
class Behaviour:
    """How the server answers; what it took is in ``taken``."""

    refused: dict[str, str] = field(default_factory=dict)
    answer_to_data: str = ""
    goodbye: str = ""
    taken: list[Envelope] = field(default_factory=list)
    sign_ins: list[bytes] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take a recipient, or not."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take the mail, or not."""
        if self.answer_to_data:
            return self.answer_to_data
        self.taken.append(envelope)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:
        """Say goodbye, or hang up without a word."""
        if self.goodbye == "hang up":
            server.transport.abort()
        return self.goodbye or "221 Bye"

    def authenticate(self, _server: SMTP, _s: Any, _e: Any, _m: Any, said: Any) -> AuthResult:
        """Let in who knows the password."""
        assert isinstance(said, LoginPassword)
        self.sign_ins.append(said.login)
        return AuthResult(success=said.password == PASSWORD.encode(), handled=False)

    @property
    def messages(self) -> list[EmailMessage]:
        """The mails as a mail program reads them."""
        parser = BytesParser(policy=policy.SMTP)
        return [parser.parsebytes(envelope.original_content) for envelope in self.taken]

    @property
    def texts(self) -> list[str]:
        """What the mails say, with the line ends of this machine."""
        return [mail.get_content().replace("\r\n", "\n") for mail in self.messages]


def free_port() -> int:
    """A port where nobody listens just now."""
    with socket() as place:
        place.bind((HOST, 0))
        port: int = place.getsockname()[1]
    return port


@contextmanager
def mail_server(port: int = 0, **behaviour: Any) -> Iterator[tuple[Behaviour, str]]:
    """A server without encryption; gives its behaviour and its address."""
    with _running(port or free_port(), Behaviour(**behaviour)) as (answers, place):
        yield answers, f"smtp+plain://{place}"


@contextmanager
def encrypted_server(
    scheme: str = "smtp", password: str = PASSWORD, **behaviour: Any
) -> Iterator[tuple[Behaviour, str]]:
    """A server that wants encryption and a password; its certificate is ``certificate()``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate())
    answers = Behaviour(**behaviour)
    how: dict[str, Any] = {"authenticator": answers.authenticate}
    if scheme == "smtps":
        how |= {"ssl_context": context, "auth_require_tls": False}
    else:
        how |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    with _running(free_port(), answers, **how) as (_, place):
        yield answers, f"{scheme}://{NAME}:{password}@{place.replace(HOST, 'localhost')}"


@contextmanager
def _running(port: int, answers: Behaviour, **how: Any) -> Iterator[tuple[Behaviour, str]]:
    controller = Controller(answers, hostname=HOST, port=port, **how)
    controller.start()
    try:
        yield answers, f"{HOST}:{port}"
    finally:
        controller.stop()


@cache
def certificate() -> Path:
    """A certificate for localhost that nobody signed but itself, with its key, in one file."""
    folder = Path(_kept().name)
    key, cert, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="amt24web-mail-")
