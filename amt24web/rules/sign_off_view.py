"""A sign-off as a page: what is still open on top, then what it covers, then the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amt24web.catalogue.structure import Question, SignOff
from amt24web.domain.assessments import SignOffReading
from amt24web.domain.people import Account
from amt24web.domain.reading import QuestionReading, SectionReading
from amt24web.domain.vocabulary import SignOffWay
from amt24web.domain.wording import label
from amt24web.rules.facts import PARTICIPANTS, cells
from amt24web.rules.findings import Finding
from amt24web.rules.questionnaire import read_question
from amt24web.rules.remarks import comments_at
from amt24web.rules.responsibility import holder, waits_for
from amt24web.rules.sign_offs import (
    changed_since,
    covered,
    decision_of_another,
    open_among,
    own_roles,
    read_sign_off,
    record_key,
    shown_mark,
)
from amt24web.rules.signing import Signer
from amt24web.rules.summary import Standing

BY_OTHERS = (SignOffWay.MAIL, SignOffWay.TALK, SignOffWay.PAPER)


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """A covered question that is still open, by when it is needed, and whether it is the
    reader's to answer."""

    question: QuestionReading
    stage: str
    is_own: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read yet."""
        return self.question.shown.is_empty


@dataclass(frozen=True, slots=True)
class CoveredFinding:
    """Something that does not fit together at a covered question."""

    finding: Finding
    question: QuestionReading


@dataclass(frozen=True, slots=True)
class Person:
    """Who most likely signs: name, function."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class SignOffView:
    """One sign-off with everything it covers, for one person.

    ``signer`` is that person with the ways open to them; no ways, no form. ``likely`` fills the
    form in before. ``changed`` are covered questions answered otherwise since it was signed.
    ``sections`` hold the answers there are; what is open and empty stands in ``still_open`` only.
    ``section_of`` names the section of each covered question. ``replaces`` names the decision of
    somebody else, given in their own account, that the reader would replace by signing.
    ``comments`` counts those at each covered question.
    """

    sign_off: SignOff
    reading: SignOffReading
    still_open: tuple[OpenAnswer, ...]
    findings: tuple[CoveredFinding, ...]
    sections: tuple[SectionReading, ...]
    changed: tuple[QuestionReading, ...]
    section_of: dict[str, str]
    signer: Signer
    likely: Person
    shown: str
    replaces: str
    comments: dict[str, int]

    @property
    def may_withdraw(self) -> bool:
        """Whether the reader may take the signature back: there is one, and it is no one else's."""
        return self.reading.is_signed and bool(self.signer.ways) and not self.replaces

    @property
    def own_open(self) -> int:
        """How many of the open questions wait for the reader."""
        return sum(answer.is_own for answer in self.still_open)

    @property
    def changed_keys(self) -> frozenset[str]:
        """The ids of the questions answered otherwise since."""
        return frozenset(question.key for question in self.changed)


def signer_for(
    standing: Standing, sign_off: SignOff, who: Account, own_uids: Iterable[str], may_record: bool
) -> Signer:
    """A person with the ways open to them: their own account if the role is theirs, others if
    they may record what somebody else said."""
    mine = next((uid for uid in own_uids if sign_off.role in own_roles(standing, [uid])), "")
    ways = ((SignOffWay.ACCOUNT,) if mine else ()) + (BY_OTHERS if may_record else ())
    function = who.function or _person(standing, mine).function
    return Signer(who.name, function, ways, who.id)


def _holder(standing: Standing, sign_off: SignOff) -> Person:
    return _person(standing, holder(sign_off.role, standing.facts))


def _person(standing: Standing, uid: str) -> Person:
    row = standing.facts.row(PARTICIPANTS, uid)
    said = cells(row.content) if row else {}
    return Person(str(said.get("person", "")), str(said.get("einrichtung", "")))


def sign_off_view(
    standing: Standing, sign_off: SignOff, signer: Signer, own_uids: Iterable[str] = ()
) -> SignOffView:
    """One sign-off as a page; ``own_uids`` are the participants that the reader is."""
    mine = frozenset(own_uids)
    questions = covered(standing, sign_off)
    catalogue = standing.catalogue
    reading = read_sign_off(standing, sign_off)
    former = Person(reading.name, reading.function)
    still_open = tuple(
        OpenAnswer(_read(standing, q), label(q.stage), waits_for(q, standing.facts, mine))
        for q in open_among(standing, questions)
    )
    empty = {answer.question.key for answer in still_open if answer.is_empty}
    return SignOffView(
        sign_off=sign_off,
        reading=reading,
        still_open=still_open,
        findings=_findings(standing, sign_off, questions),
        sections=_sections(standing, [q for q in questions if q.id not in empty]),
        changed=tuple(
            _read(standing, catalogue.questions[key]) for key in changed_since(standing, sign_off)
        ),
        section_of={q.id: catalogue.section_of[q.id].id for q in questions},
        signer=signer,
        likely=former if reading.is_signed else _holder(standing, sign_off),
        shown=shown_mark(standing, sign_off),
        comments={q.id: len(comments_at(standing.facts, q.id)) for q in questions},
        replaces=decision_of_another(standing, sign_off, signer.account),
    )


def _read(standing: Standing, question: Question) -> QuestionReading:
    return read_question(standing.catalogue, question, standing.facts, standing.assessment)


def _findings(
    standing: Standing, sign_off: SignOff, questions: Sequence[Question]
) -> tuple[CoveredFinding, ...]:
    """What does not fit together there, but for what the sign-off itself asks for."""
    by_id = {question.id: question for question in questions}
    return tuple(
        CoveredFinding(finding, _read(standing, by_id[finding.question]))
        for finding in standing.findings
        if finding.is_due
        and finding.question in by_id
        and finding.rule_id != record_key(sign_off.id)
    )


def _sections(standing: Standing, questions: Sequence[Question]) -> tuple[SectionReading, ...]:
    by_section: dict[str, list[Question]] = {}
    for question in questions:
        by_section.setdefault(standing.catalogue.section_of[question.id].id, []).append(question)
    return tuple(_section(standing, inside) for inside in by_section.values())


def _section(standing: Standing, questions: Sequence[Question]) -> SectionReading:
    section = standing.catalogue.section_of[questions[0].id]
    read = tuple(_read(standing, question) for question in questions)
    return SectionReading(section.id, section.letter, section.title, read)
