"""Whom to speak to now, and the mail that is prepared for each: facts, questions, a deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amt24web.catalogue.structure import AnswerType, Catalogue, Contact, Question, Role
from amt24web.domain.assessments import EnquiryReading
from amt24web.domain.people import Account
from amt24web.domain.reading import Shown
from amt24web.domain.vocabulary import AnswerState, Need
from amt24web.domain.wording import german_date
from amt24web.rules.declared import holding
from amt24web.rules.facts import PARTICIPANTS, cells, person_label
from amt24web.rules.progress import DONE, is_due, state_of
from amt24web.rules.questionnaire import shown_answer
from amt24web.rules.responsibility import participant_of, role_in
from amt24web.rules.schedule import add_working_days
from amt24web.rules.summary import Standing
from amt24web.rules.visibility import KIND_QUESTION

ALWAYS_TOLD = ("leistung_kurz", "umsetzungsweg", "aenderung_inhalt", "termin_start")
"""Its name stands in the first sentence already."""
CHANGE = "aenderung"
OTHER_OCCASION = "Fragen zum Onlinedienst"
OTHER_REQUEST = "Bei der Klärung sind Fragen aufgekommen, die Sie am besten beantworten können."
DAYS_TO_ANSWER = 10
LONGEST_FACT = 400
LONGEST_OPTIONS = 300


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a mail needs beside the facts: who writes, today's date, the address of the page.

    ``own_uids`` are the participants the writer is: nobody writes to themselves.
    """

    writer: Account
    today: date
    address: str
    own_uids: frozenset[str] = frozenset()


def enquiries(standing: Standing, letterhead: Letterhead) -> tuple[EnquiryReading, ...]:
    """The bodies to speak to, those with something to ask first; order as declared."""
    catalogue = standing.catalogue
    holds = holding(catalogue, "ansprechen", catalogue.contacts, standing.assessment)
    wanted = [contact for contact in catalogue.contacts if contact.id in holds]
    known = {contact.role for contact in wanted}
    handed = _handed_over(standing, letterhead)
    others = [role for role in catalogue.roles if role.id in handed and role.id not in known]
    found = [_enquiry(standing, contact, handed, letterhead) for contact in wanted]
    found += [_enquiry(standing, _general(role), handed, letterhead) for role in others]
    return tuple(sorted(found, key=lambda enquiry: not enquiry.is_waiting))


def is_body(catalogue: Catalogue, key: str) -> bool:
    """Whether an enquiry with this key can exist, be it asked for just now or not."""
    contacts = {contact.id for contact in catalogue.contacts}
    return key in contacts or key in {_general(role).id for role in catalogue.roles}


def _general(role: Role) -> Contact:
    """A contact for a role that only got questions handed."""
    return Contact.model_construct(
        id=f"rolle_{role.id}", role=role.id, occasion=OTHER_OCCASION, request=OTHER_REQUEST,
        condition="", sentences=(), facts=(), questions=(), days_to_answer=DAYS_TO_ANSWER,
        source=role.source, as_of=role.as_of,
    )  # fmt: skip


def _handed_over(standing: Standing, letterhead: Letterhead) -> dict[str, list[str]]:
    """The questions that were handed to somebody else, by the role they have."""
    facts, found = standing.facts, dict[str, list[str]]()
    roles = {
        row.row_uid: str(cells(row.content).get("rolle", ""))
        for row in facts.rows.get(PARTICIPANTS, ())
    }
    for question in _asked(standing):
        content = facts.record(question.id).content
        if content.state is AnswerState.IN_CLARIFICATION and content.responsible_uid:
            who = participant_of(content.responsible_uid, facts)
            role = role_in(content.responsible_uid) or roles.get(who, "")
            if who not in letterhead.own_uids:
                found.setdefault(role, []).append(question.id)
    return found


def _asked(standing: Standing) -> Iterable[Question]:
    asked = standing.assessment.asked
    return (q for q in standing.catalogue.questions.values() if q.id in asked)


def _enquiry(
    standing: Standing, contact: Contact, handed: dict[str, list[str]], letterhead: Letterhead
) -> EnquiryReading:
    catalogue = standing.catalogue
    role = next(role for role in catalogue.roles if role.id == contact.role)
    people = [
        cells(row.content)
        for row in standing.facts.rows.get(PARTICIPANTS, ())
        if cells(row.content).get("rolle") == contact.role
        and row.row_uid not in letterhead.own_uids
    ]
    questions = _questions(standing, contact, handed.get(contact.role, []))
    due = add_working_days(letterhead.today, contact.days_to_answer)
    return EnquiryReading(
        key=contact.id,
        role=role.text,
        body=role.body,
        named=tuple(person_label(person) for person in people),
        recipients=tuple(str(person["mail"]) for person in people if person.get("mail")),
        occasion=contact.occasion,
        subject=f"Onlinedienst „{standing.title}“: {contact.occasion}",
        text=_text(standing, contact, questions, due, letterhead),
        questions=tuple(question.text for question in questions),
        handed_over=len(handed.get(contact.role, [])),
        due=due,
    )


def _questions(standing: Standing, contact: Contact, handed: list[str]) -> list[Question]:
    """What this body is asked: handed to it, or declared for it, due, open and with nobody else."""
    return [
        question
        for question in _asked(standing)
        if state_of(question, standing.facts) not in DONE
        and (question.id in handed or _is_for(standing, contact, question))
    ]


def _is_for(standing: Standing, contact: Contact, question: Question) -> bool:
    content = standing.facts.record(question.id).content
    is_with_somebody = (
        content.state is AnswerState.IN_CLARIFICATION and content.responsible_uid != ""
    )
    return (
        question.id in contact.questions
        and question.need is Need.REQUIRED
        and is_due(question.stage, standing.phase)
        and not is_with_somebody
    )


def _text(
    standing: Standing,
    contact: Contact,
    questions: list[Question],
    due: date,
    letterhead: Letterhead,
) -> str:
    writer, body = letterhead.writer, _body_of_writer(standing, letterhead)
    parts = [
        "Guten Tag,",
        f"{_opening(standing)} {_request(standing, contact)}",
        "Worum es geht:\n" + "\n".join(_told(standing, contact)),
    ]
    if questions:
        asked = (f"{n}. {_in_mail(standing, question)}" for n, question in enumerate(questions, 1))
        parts.append("Unsere Fragen:\n" + "\n".join(asked))
    parts += [
        f"Bitte antworten Sie bis zum {german_date(due)}. Eine kurze Antwort genügt. Wenn Sie "
        "etwas nicht wissen, nennen Sie uns bitte, wen wir fragen können.",
        f"Wer Zugang zu amt24web hat, findet den Stand der Klärung hier: {letterhead.address}",
        "\n".join(line for line in ("Mit freundlichen Grüßen", writer.name, body) if line),
    ]
    return "\n\n".join(parts) + "\n"


def _request(standing: Standing, contact: Contact) -> str:
    """What is asked for: the sentences that hold as things stand, then what always holds."""
    sentences = contact.sentences
    holds = holding(standing.catalogue, f"satz:{contact.id}", sentences, standing.assessment)
    return " ".join([*(s.text for s in sentences if s.id in holds), contact.request])


def _opening(standing: Standing) -> str:
    if standing.assessment.values.get(KIND_QUESTION) == CHANGE:
        return f"wir ändern den Onlinedienst „{standing.title}“ auf Amt24."
    return f"wir bringen den Onlinedienst „{standing.title}“ auf Amt24."


def _body_of_writer(standing: Standing, letterhead: Letterhead) -> str:
    """The body that stands in the writer's own row; that of the account if there is none."""
    for row in standing.facts.rows.get(PARTICIPANTS, ()):
        if row.row_uid in letterhead.own_uids and cells(row.content).get("einrichtung"):
            return str(cells(row.content)["einrichtung"])
    return letterhead.writer.function


def _told(standing: Standing, contact: Contact) -> Iterable[str]:
    """What is known: the facts of the contact, and its questions that are answered already."""
    for key in dict.fromkeys((*ALWAYS_TOLD, *contact.facts, *contact.questions)):
        question = standing.catalogue.questions.get(key)
        if question is None or key not in standing.assessment.asked:
            continue
        shown = shown_answer(standing.catalogue, question, standing.facts, standing.assessment)
        is_known = (
            question.type is AnswerType.COMPUTED or state_of(question, standing.facts) in DONE
        )
        if is_known and not shown.is_empty:
            yield f"- {question.text}{_in_lines(shown)}"


def _in_lines(shown: Shown) -> str:
    """One answer behind its question; rows each on a line of its own."""
    if shown.table is None:
        return f" {_shortened(shown.as_line)}"
    rows = (" · ".join(cell for cell in row if cell) for row in shown.table.rows)
    return "".join(f"\n    · {_shortened(row)}" for row in rows if row)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_FACT else f"{text[:LONGEST_FACT].rstrip()} …"


def _in_mail(standing: Standing, question: Question) -> str:
    """A question as somebody reads it who does not see its options: with them, and its date."""
    options = " / ".join(choice.text for choice in question.choices)
    due = standing.facts.record(question.id).content.due_on
    parts = [question.text]
    if options and len(options) <= LONGEST_OPTIONS:
        parts.append(f"({options})")
    if due:
        parts.append(f"– bis {german_date(due)}")
    return " ".join(parts)
