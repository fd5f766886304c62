"""The invitation to the Auftakt with its agenda: when, where, who, what about, what to bring.

The agenda follows the topics of the minutes, so that both papers are read side by side. No source
gives minutes per topic, so none are printed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from amt24web.documents.answers import shown_cell
from amt24web.documents.head import Head
from amt24web.documents.kickoff_topics import (
    CHAIR,
    DATE,
    GOAL,
    MINUTES,
    PLACE,
    TIME,
    TOPICS,
    Answers,
)
from amt24web.documents.outline import (
    Block,
    Callout,
    Cell,
    Document,
    Heading,
    Paragraph,
    Run,
    TitleBlock,
    cell,
    paragraph,
    text,
)
from amt24web.documents.tabulated import (
    columns,
    facts_table,
    listed,
    rows_section,
    rows_table,
)
from amt24web.domain.papers.invitation import (
    InvitationFacts,
    Invited,
    PointToPrepare,
    Prepared,
    Vacancy,
)
from amt24web.domain.reading import SectionReading
from amt24web.domain.vocabulary import DocumentKind
from amt24web.domain.wording import german_date, label

PURPOSE: Final = (
    "Im Auftakt stimmen alle Beteiligten Ziel, Vorgehen und Zuständigkeiten ab. "
    "Was noch offen ist, bekommt dort einen Namen und einen Tag."
)
AIM: Final = "Ziel des Onlinedienstes"
INVITED_HEADS: Final = columns(("Eingeladen", 60), ("Rolle", 40))
NOBODY_INVITED: Final = "Noch ist niemand unter „Beteiligte“ eingetragen."
VACANCIES: Final = "Noch zu benennen"
CAN_NOT_COME: Final = (
    "Wer verhindert ist, schickt eine Vertretung und sagt der Leitung vorher Bescheid."
)
AGENDA_HEADS: Final = columns(("Nr.", 5), ("Thema", 35), ("Was Sie vereinbaren", 60))
RESULT: Final = (
    "Ergebnis",
    "Welche Beschlüsse und Aufgaben gelten, wer macht was bis wann?",
)
ANSWER: Final = "Zu- oder Absage"
OUR_PROPOSAL: Final = "bis {day} (unser Vorschlag)"
PREPARED_HEADS: Final = columns(("Wer", 36), ("Bis zum Auftakt zu klären", 64))
PROMISED: Final = "Für später zugesagt"
LATER_HEADS: Final = columns(("Wer", 50), (PROMISED, 50))
NOTHING_TO_PREPARE: Final = "Bis zum Auftakt ist nichts mehr zu klären."
LATER: Final = "Ist ein Tag nach dem Auftakt zugesagt, sagen Sie, ob er bleibt."
NUMBERS: Final = "Die Nummern sind die des Klärungsbogens."
BRING: Final = "Bringen Sie die Antwort mit, oder sagen Sie im Auftakt, wer sie bis wann gibt."
DRAFT: Final = "Entwurf mit dem Stand vom {day}"
MOST_PER_PERSON: Final = 2
MORE: Final = "außerdem Nr. {numbers}"


def build_invitation(
    head: Head,
    kickoff: SectionReading,
    clarification: Sequence[SectionReading],
    facts: InvitationFacts,
    attached: str = "",
) -> Document:
    """The invitation from what is recorded about the meeting; what is not known is said.

    ``attached`` is the version of the Klärungsbogen that comes with it; without one it is a draft.
    """
    meeting = Answers(kickoff.questions)
    known = Answers(chain.from_iterable(section.questions for section in clarification))
    return Document(
        head,
        (
            TitleBlock(),
            facts_table(
                "Termin und Ort",
                (
                    ("Termin", meeting.line(DATE, TIME)),
                    ("Ort", meeting.line(PLACE)),
                    ("Leitung", meeting.line(CHAIR)),
                    ("Protokoll", meeting.line(MINUTES)),
                    *_answer(facts),
                    ("Anlage", _clarification(head, attached)),
                ),
                adds_standing=True,
            ),
            Callout("Wozu der Auftakt dient", (*cell(PURPOSE), *_aim(known))),
            *_agenda(),
            *_who(facts),
            *_to_prepare(facts.prepared),
        ),
    )


def _answer(facts: InvitationFacts) -> Iterator[tuple[str, str]]:
    """Until when and to whom one says that one comes, as far as it is known."""
    until = OUR_PROPOSAL.format(day=german_date(facts.answer_by)) if facts.answer_by else ""
    if until or facts.contact:
        whom = ", ".join(filter(None, ("an die Leitung", facts.contact)))
        yield ANSWER, f"{until} {whom}".strip()


def _aim(known: Answers) -> Cell:
    """What the Onlinedienst is to bring about; the first paragraph is enough to be invited."""
    said = next((shown_cell(question.shown)[:1] for question in known.among((GOAL,))), ())
    if said and isinstance(said[0], Paragraph):
        return (Paragraph((Run(f"{AIM}: ", bold=True), *said[0].text)),)
    return (Paragraph(text(f"{AIM}:", bold=True), keeps_next=True), *said) if said else ()


def _agenda() -> tuple[Block, ...]:
    points = (*((topic.title, topic.asks) for topic in TOPICS), RESULT)
    rows = [(str(n), title, asks) for n, (title, asks) in enumerate(points, start=1)]
    return rows_section("Tagesordnung", AGENDA_HEADS, rows, "")


def _who(facts: InvitationFacts) -> Iterator[Block]:
    rows = [(_person(one), ", ".join(one.roles)) for one in facts.invited]
    yield from rows_section("Wer eingeladen ist", INVITED_HEADS, rows, NOBODY_INVITED)
    if facts.vacancies:
        names = "; ".join(map(_vacancy, facts.vacancies))
        yield Paragraph((Run(f"{VACANCIES}: ", bold=True), Run(f"{names}.")))
    if rows:
        yield paragraph(CAN_NOT_COME, muted=True)


def _person(invited: Invited) -> str:
    return f"{invited.who} (Vertretung: {invited.deputy})" if invited.deputy else invited.who


def _vacancy(vacancy: Vacancy) -> str:
    return f"{vacancy.role} ({vacancy.body})" if vacancy.body else vacancy.role


def _to_prepare(prepared: Sequence[Prepared]) -> Iterator[Block]:
    """What to bring along in words, and what was promised for later only by number."""
    now = [(one.who, listed(_first(one.points))) for one in prepared if one.points]
    later = [(one.who, "\n".join(_by_day(one.later))) for one in prepared if one.later]
    title = "Was Sie vorbereiten"
    yield Heading(1, title)
    parts = (BRING if now else NOTHING_TO_PREPARE, LATER * bool(later), NUMBERS * bool(prepared))
    yield paragraph(" ".join(filter(None, parts)), muted=bool(prepared))
    if now:
        yield rows_table(title, PREPARED_HEADS, now)
    if later:
        yield rows_table(PROMISED, LATER_HEADS, later)


def _by_day(points: Sequence[PointToPrepare]) -> Iterator[str]:
    for until in sorted({point.until for point in points if point.until}):
        numbers = _numbers(point for point in points if point.until == until)
        yield f"bis {german_date(until)}: {numbers}"


def _numbers(points: Iterable[PointToPrepare]) -> str:
    """„B 1, B 3 und O 4“, in the order of the Klärungsbogen."""
    *most, last = sorted({point.number for point in points}, key=_place)
    return " und ".join(filter(None, (", ".join(most), last)))


def _place(number: str) -> tuple[str, int]:
    letters, _, digits = number.rpartition(" ")
    return letters, int(digits) if digits.isdigit() else 0


def _first(points: Sequence[PointToPrepare]) -> tuple[str, ...]:
    """The first points in words, the rest by number; a single one too many is said in words."""
    if len(points) <= MOST_PER_PERSON + 1:
        return tuple(map(_point, points))
    more = MORE.format(numbers=_numbers(points[MOST_PER_PERSON:]))
    return (*map(_point, points[:MOST_PER_PERSON]), more)


def _point(point: PointToPrepare) -> str:
    until = f" (bis {german_date(point.until)})" if point.until else ""
    return f"{point.number} {point.title}{until}"


def _clarification(head: Head, attached: str) -> str:
    version = attached or DRAFT.format(day=german_date(head.day))
    return f"{label(DocumentKind.CLARIFICATION)}, {version}"
