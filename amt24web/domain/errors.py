"""What can go wrong, in the words of the house; web/errors.py translates each to HTTP once."""

from collections.abc import Mapping


class DomainError(Exception):
    """Something a person can understand and act on; the message is German and ready to show."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """The thing is not there, or the person must not know that it is."""

    def __init__(self, message: str = "Diese Seite gibt es nicht.") -> None:
        super().__init__(message)


class NotAllowed(DomainError):
    """A member asks for something their role does not include."""

    def __init__(self, message: str = "Dafür fehlt Ihnen die Berechtigung.") -> None:
        super().__init__(message)


class InvalidInput(DomainError):
    """Something typed cannot be taken as it is; ``problems`` maps field name to message."""

    def __init__(self, message: str, problems: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.problems = dict(problems or {})


class SignInRefused(DomainError):
    """Address and password do not belong together, or the account is locked."""

    def __init__(self) -> None:
        super().__init__("E-Mail-Adresse oder Passwort stimmt nicht.")


class TooManyAttempts(DomainError):
    """Signing in was tried too often."""

    def __init__(self, wait_minutes: int) -> None:
        super().__init__(
            f"Zu viele Versuche. Bitte warten Sie {wait_minutes} Minuten "
            "und versuchen Sie es dann noch einmal."
        )
        self.wait_minutes = wait_minutes


class Unavailable(DomainError):
    """The database does not answer, is full or locked for too long; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Die Datenbank antwortet gerade nicht. Gespeichert wurde eben nichts; was vorher "
            "gespeichert war, ist noch da. Bitte versuchen Sie es gleich noch einmal."
        )


class RenderingFailed(DomainError):
    """A document could not be made; the message says why and what to do."""


class TooSlow(RenderingFailed):
    """A document was not ready in the time it was given."""


class FileDamaged(DomainError):
    """A kept file is not what was issued: its checksum differs, or it is gone."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ist beschädigt: Die Prüfsumme stimmt nicht. Die Datei wird nicht "
            "herausgegeben. Bitte sagen Sie der Verwaltung von amt24web Bescheid."
        )


class CatalogueBroken(DomainError):
    """The catalogue in force cannot be read; the message names file, entry and what to do."""
