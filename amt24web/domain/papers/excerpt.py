"""What somebody wants to have on a Klärungsbogen: an extract for one purpose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts of a Klärungsbogen that are wanted; as it stands here it is the whole paper.

    ``only_open`` keeps the questions that nobody has settled. ``with_help`` adds why a question is
    asked, ``with_changes`` who said what is there last, and when.
    """

    only_open: bool = False
    with_help: bool = False
    with_points: bool = True
    with_notes: bool = True
    with_changes: bool = False

    @property
    def in_words(self) -> str:
        """How the paper differs from the whole one; empty if it does not."""
        parts = (
            "nur offene Fragen" if self.only_open else "",
            "mit Hilfetexten" if self.with_help else "",
            "" if self.with_points else "ohne offene Punkte",
            "" if self.with_notes else "ohne Notizen und Kommentare",
            "mit letzten Änderungen" if self.with_changes else "",
        )
        return ", ".join(part for part in parts if part)


WHOLE = Excerpt()
