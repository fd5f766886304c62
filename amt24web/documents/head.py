"""What stands above and below every paper: which paper this is, of what, how far it has come."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from amt24web.domain.vocabulary import DocumentState
from amt24web.domain.wording import german_date, label

NOT_APPROVED: Final = "noch nicht freigegeben"
LONGEST_FOOTER_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Head:
    """The facts every paper carries about itself; texts are empty where nothing is known.

    ``kind`` is the German name of the paper. ``state`` is None for papers that nobody approves,
    such as an empty questionnaire. ``approval`` says who approved it when. State and approval are
    no part of what the Inhaltskennung covers: approving a paper does not change its content.
    """

    kind: str
    onlinedienst: str
    day: date
    organisation: str = ""
    leika_key: str = ""
    version: str = ""
    state: DocumentState | None = DocumentState.DRAFT
    edited_by: str = ""
    edition: str = ""
    approval: str = ""

    @property
    def title(self) -> str:
        """Kind and Onlinedienst in one line, as file viewers show it."""
        return ": ".join(part for part in (self.kind, self.onlinedienst) if part)

    @property
    def is_draft(self) -> bool:
        """Whether ENTWURF has to stand across every page."""
        return self.state is DocumentState.DRAFT

    @property
    def standing(self) -> str:
        """Version, date and state in one line."""
        parts = (
            f"Version {self.version}" if self.version else "",
            f"Stand {german_date(self.day)}",
            label(self.state) if self.state else "",
        )
        return " · ".join(part for part in parts if part)

    def control_rows(self) -> tuple[tuple[str, str], ...]:
        """The rows of the document control table, without those that nothing is known about."""
        approval = self.approval or (NOT_APPROVED if self.state else "")
        rows = (
            ("Version", self.version),
            ("Stand", german_date(self.day)),
            ("Status", label(self.state) if self.state else ""),
            ("Bearbeitung", self.edited_by),
            ("Freigabe", approval),
            ("Fragenkatalog", self.edition),
        )
        return tuple((name, text) for name, text in rows if text)

    def footer(self, fingerprint: str) -> tuple[str, str]:
        """The two lines at the foot of every page; the page number comes from the ink."""
        subject = _shortened(self.onlinedienst, LONGEST_FOOTER_TITLE)
        first = " · ".join(part for part in (self.kind, subject) if part)
        return first, f"{self.standing} · Inhaltskennung {fingerprint}"


def _shortened(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
