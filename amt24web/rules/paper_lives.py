"""What became of issued papers, read as entries of the history."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from amt24web.domain.issued import Approval, PaperStep
from amt24web.domain.records import Step
from amt24web.domain.vocabulary import Deed, SignOffWay
from amt24web.domain.wording import german_date, label
from amt24web.rules.beside import Parts
from amt24web.rules.history import Run
from amt24web.rules.revisions import Entry, Subject, changes

KEY_PREFIX = "dokument:"
"""How the key of an entry about a paper begins; the number of its version follows."""
KIND = "Dokument"
ORDER: Mapping[Deed, int] = {Deed.ISSUED: 1, Deed.APPROVED: 2, Deed.WITHDRAWN: 3}
"""What can only happen after what, also within one moment."""


def read_lives(steps: Iterable[PaperStep]) -> tuple[Entry, ...]:
    """Each step as an entry of its own, the newest first."""
    newest_first = sorted(
        steps, key=lambda step: (step.happened_at, ORDER[step.deed]), reverse=True
    )
    return tuple(_entry(step) for step in newest_first)


def moments_of_issue(steps: Iterable[PaperStep]) -> list[datetime]:
    """When papers were issued, the earliest first."""
    return sorted(step.happened_at for step in steps if step.deed is Deed.ISSUED)


def _entry(step: PaperStep) -> Entry:
    key = f"{KEY_PREFIX}{step.issued_id}"
    said = _said(step)
    return Entry(
        run=Run(
            Step(
                id=step.issued_id,
                key=key,
                row_uid="",
                revision=ORDER[step.deed],
                author_id=step.author_id,
                author_name=step.author_name,
                saved_at=step.happened_at,
            )
        ),
        deed=step.deed,
        subject=Subject(key, "", f"{label(step.kind)}, Version {step.version}", kind=KIND),
        changes=changes(said, said),
    )


def _said(step: PaperStep) -> Parts:
    if step.approval:
        return _approved(step.approval, step.author_name)
    name = "Anlass" if step.deed is Deed.ISSUED else "Zurückgezogen, weil"
    return ((name, step.note),)


def _approved(approval: Approval, recorder: str) -> Parts:
    is_own = approval.way is SignOffWay.ACCOUNT
    return (
        ("Wer", ", ".join(part for part in (approval.name, approval.function) if part)),
        ("Wann", german_date(approval.day)),
        ("Wie", label(approval.way)),
        ("Festgehalten von", "" if is_own else recorder),
        ("Nachweis", approval.evidence_name),
    )
