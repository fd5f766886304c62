"""Papers as the facts stand now: what each kind is made of, and when there is nothing to say."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from amt24web.documents.plain import ink
from amt24web.domain.errors import NotFound
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action, DocumentKind
from amt24web.domain.wording import local_day
from amt24web.rules.submissions import VALUE, Submission
from amt24web.storage.database import reading, utc_now, writing
from amt24web.storage.records import Answer, Participant
from amt24web.usecases import issuing
from amt24web.usecases.answering import Target, record_answer
from amt24web.usecases.dossier import Dossier, open_dossier
from amt24web.usecases.issued_papers import view_documents
from amt24web.usecases.papers import paper_of
from tests.harness.builders import (
    a_person,
    a_working_catalogue,
    an_onlinedienst,
    the_real_catalogue,
)

pytestmark = pytest.mark.usefixtures("app")
NEWEST = 2**31 - 1


def begun() -> tuple[Account, int]:
    who = a_person("Olga Owner")
    return who, an_onlinedienst(who, the_real_catalogue())


def say(who: Account, number: int, question: str, text: str) -> None:
    record_answer(
        who=who, onlinedienst_id=number, target=Target(question),
        submission=Submission({VALUE: [text]}, NEWEST), page_id="p", sequence=1,
    )  # fmt: skip


def dossier(who: Account, number: int) -> Dossier:
    with reading() as session:
        return open_dossier(session, who, number, Action.DOWNLOAD_DOCUMENTS)


def paper(who: Account, number: int, kind: DocumentKind) -> str:
    return ink(paper_of(dossier(who, number), kind))


def test_the_minutes_count_lead_times_back_from_the_wished_day():
    who, number = begun()
    assert "Wochen vorher" in paper(who, number, DocumentKind.KICKOFF)
    say(who, number, "termin_start", "01.09.2027")
    text = paper(who, number, DocumentKind.KICKOFF)
    assert "Gerechnet vom gewünschten Livegang am 01.09.2027 zurück." in text
    assert "Wochen vorher" not in text


def test_the_minutes_name_the_level_once_it_is_decided():
    who, number = begun()
    assert "# Vertrauensniveau" not in paper(who, number, DocumentKind.KICKOFF)
    say(who, number, "vn_ergebnis", "substantiell")
    text = paper(who, number, DocumentKind.KICKOFF)
    assert "# Vertrauensniveau\n\nFestgelegt: substantiell" in text


def test_the_invitation_names_who_is_invited_and_who_is_missing():
    who, number = begun()
    say(who, number, "auftakt_ort", "Raum 204")
    text = paper(who, number, DocumentKind.INVITATION)
    assert "Ort: Raum 204" in text
    assert "Olga Owner" in text
    assert "Noch zu benennen: " in text


def test_the_invitation_names_the_version_that_is_attached():
    who, number = begun()
    assert "Anlage: Klärungsbogen, Entwurf" in paper(who, number, DocumentKind.INVITATION)
    issued = issuing.issue(who=who, onlinedienst_id=number, kind=DocumentKind.CLARIFICATION)
    assert "Anlage: Klärungsbogen, Version 1\n" in paper(who, number, DocumentKind.INVITATION)
    issuing.withdraw(who=who, onlinedienst_id=number, issued_id=issued, reason="Irrtum")
    assert "Anlage: Klärungsbogen, Entwurf" in paper(who, number, DocumentKind.INVITATION)


def test_the_minutes_put_what_nobody_promised_before_what_was_promised_for_later():
    who, number = begun()
    say(who, number, "auftakt_datum", "12.01.2027")
    record_answer(
        who=who, onlinedienst_id=number, target=Target("ziel"),
        submission=Submission({"zustand": ["wird_geklaert"], "bis": ["29.01.2027"]}, NEWEST),
        page_id="p", sequence=2,
    )  # fmt: skip
    text = paper(who, number, DocumentKind.KICKOFF)
    assert "29.01.2027" in text
    assert "29.01.2027" not in text[: text.index("offenen Punkte stehen am Ende")]


def test_an_edition_without_an_auftakt_has_no_invitation():
    who = a_person()
    number = an_onlinedienst(who, a_working_catalogue())
    with pytest.raises(NotFound):
        paper_of(dossier(who, number), DocumentKind.INVITATION)
    possible = {
        paper.kind: paper.is_possible
        for paper in view_documents(who=who, onlinedienst_id=number).papers
    }
    assert possible[DocumentKind.INVITATION] is False
    assert possible[DocumentKind.STATUS_REPORT] is True


def test_the_statusbericht_is_of_today_however_old_the_last_answer_is():
    who, number = begun()
    with writing() as session:
        for table in (Answer, Participant):
            session.execute(update(table).values(saved_at=utc_now() - timedelta(days=30)))
    today = local_day(utc_now())
    opened = dossier(who, number)
    assert paper_of(opened, DocumentKind.STATUS_REPORT).head.day == today
    assert paper_of(opened, DocumentKind.INVITATION).head.day < today


@pytest.mark.parametrize("kind", [DocumentKind.INVITATION, DocumentKind.STATUS_REPORT])
def test_it_can_be_issued_like_the_others(kind: DocumentKind):
    who, number = begun()
    issuing.issue(who=who, onlinedienst_id=number, kind=kind)
    papers = view_documents(who=who, onlinedienst_id=number).papers
    line = next(paper for paper in papers if paper.kind is kind)
    assert ([version.issued.version for version in line.versions], line.changed) == ([1], 0)
