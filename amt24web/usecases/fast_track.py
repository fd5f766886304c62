"""The fast track: what is needed before the kickoff, in blocks, and a page on what follows."""

from dataclasses import dataclass, replace

from amt24web.catalogue.structure import AnswerType, Section
from amt24web.domain.assessments import LeadTimeReading, NiveauReading
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, Questionnaire
from amt24web.domain.wording import local_day
from amt24web.rules.enquiries import Letterhead, enquiries
from amt24web.rules.fast_track import LeftOpen, Spoken, left_open, spoken_to
from amt24web.rules.findings import Finding
from amt24web.rules.progress import Progress, added
from amt24web.rules.responsibility import named_people
from amt24web.rules.schedule import lead_times
from amt24web.rules.section_view import (
    SectionLine,
    SectionView,
    section_lines,
    section_view,
)
from amt24web.rules.summary import Standing
from amt24web.rules.vertrauensniveau import read_niveau
from amt24web.storage import outgoing_mail
from amt24web.storage.database import reading, utc_now
from amt24web.storage.outgoing_mail import MailLine
from amt24web.usecases.dossier import Dossier, open_dossier

UNKNOWN_BLOCK = "Diesen Block gibt es nicht."
NO_FAST_TRACK = "Diese Fassung des Fragenkatalogs kennt keinen Schnelldurchlauf."


@dataclass(frozen=True, slots=True)
class Participants:
    """Who is named already, and the place of the table in the Klärung."""

    named: tuple[str, ...]
    section_id: str
    question_id: str


@dataclass(frozen=True, slots=True)
class BlockPage:
    """One block for one person; ``behind`` is what is still open in the block one comes from.

    ``participants`` stand where a block asks who takes part; else None.
    """

    onlinedienst_id: int
    title: str
    view: SectionView
    may_answer: bool
    behind: tuple[LeftOpen, ...] = ()
    participants: Participants | None = None


@dataclass(frozen=True, slots=True)
class FastTrackResult:
    """What follows from the fast track, on one page."""

    onlinedienst_id: int
    title: str
    lines: tuple[SectionLine, ...]
    progress: Progress
    left_open: tuple[LeftOpen, ...]
    niveau: NiveauReading | None
    spoken_to: tuple[Spoken, ...]
    lead_times: tuple[LeadTimeReading, ...]
    wished_start: str
    findings: tuple[Finding, ...]
    places: dict[str, str]
    may_answer: bool
    may_send: bool
    mails: tuple[MailLine, ...]

    def asks(self, key: str) -> bool:
        """Whether the body of this key is to be spoken to."""
        return any(spoken.enquiry.key == key for spoken in self.spoken_to)

    @property
    def other_mails(self) -> tuple[MailLine, ...]:
        """What was written to bodies that need not be spoken to any more."""
        return tuple(mail for mail in self.mails if not self.asks(mail.key))


def view_block(
    *, who: Account, onlinedienst_id: int, block_id: str, came_from: str = ""
) -> BlockPage:
    """One block as a form; ``came_from`` is the block that was saved before it, if any.

    Raises NotFound for a block the edition does not have.
    """
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    section = dossier.standing.catalogue.section(block_id)
    if section is None or section.questionnaire is not Questionnaire.FAST_TRACK:
        raise NotFound(UNKNOWN_BLOCK)
    may_answer = dossier.may(Action.ANSWER)
    view = section_view(
        dossier.standing, section, is_editable=may_answer, own_uids=dossier.own_uids
    )
    behind = left_open(dossier.standing, came_from) if came_from else ()
    participants = _participants(dossier.standing, section)
    return BlockPage(dossier.id, dossier.standing.title, view, may_answer, behind, participants)


def _participants(standing: Standing, block: Section) -> Participants | None:
    """Who takes part, for a block that asks about it and does not show the table itself."""
    catalogue = standing.catalogue
    tables = (q for q in catalogue.questions.values() if q.type is AnswerType.PARTICIPANTS)
    table = next(tables, None)
    if table is None or table.id in block.shows:
        return None
    section = catalogue.section_of[table.id]
    if not any(catalogue.section_of.get(shown) is section for shown in block.shows):
        return None
    return Participants(named_people(catalogue, standing.facts), section.id, table.id)


def first_block(*, who: Account, onlinedienst_id: int) -> str:
    """The block to go on with: the first with something open, else the first of all."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
    lines = _lines(dossier)
    unfinished = (line.section.id for line in lines if line.progress.untouched)
    return next(unfinished, lines[0].section.id)


def _lines(dossier: Dossier) -> tuple[SectionLine, ...]:
    return section_lines(dossier.standing, _blocks(dossier)[0].id)


def _blocks(dossier: Dossier) -> tuple[Section, ...]:
    blocks = dossier.standing.catalogue.sections_of(Questionnaire.FAST_TRACK)
    if not blocks:
        raise NotFound(NO_FAST_TRACK)
    return blocks


def view_result(*, who: Account, onlinedienst_id: int, address: str) -> FastTrackResult:
    """The page at the end; ``address`` is that of the Onlinedienst, for the prepared mails."""
    with reading() as session:
        dossier = open_dossier(session, who, onlinedienst_id, Action.VIEW)
        mails = outgoing_mail.list_lines(session, onlinedienst_id)
    standing = dossier.standing
    lines = tuple(replace(line, is_current=False) for line in _lines(dossier))
    today = local_day(utc_now())
    letterhead = Letterhead(who, today, address, dossier.own_uids)
    lines_of_time = lead_times(standing, today)
    section_of = standing.catalogue.section_of
    found = tuple(f for f in standing.findings if f.is_open)
    return FastTrackResult(
        onlinedienst_id=dossier.id,
        title=standing.title,
        lines=lines,
        progress=added([line.progress for line in lines]),
        left_open=left_open(standing),
        niveau=read_niveau(standing),
        spoken_to=spoken_to(enquiries(standing, letterhead), lines_of_time),
        lead_times=lines_of_time,
        wished_start=standing.text("termin_start"),
        findings=found,
        places={f.rule_id: f"{section_of[f.question].id}#frage-{f.question}" for f in found},
        may_answer=dossier.may(Action.ANSWER),
        may_send=dossier.may(Action.SEND_MAIL),
        mails=mails,
    )
