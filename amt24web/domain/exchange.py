"""What leaves one instance and arrives in another: the facts of one Onlinedienst, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from amt24web.domain.records import Json
from amt24web.domain.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class Exported:
    """The facts of one Onlinedienst as they travel.

    ``uid`` names it wherever it goes. ``edition`` is its catalogue as it was published, ``parts``
    holds by name what each story knows. Accounts, addresses of accounts and numbers of a database
    do not travel.
    """

    uid: str
    phase: Phase
    edition: Mapping[str, Json]
    parts: Mapping[str, Json]
