"""The invitation to the Auftakt: when, where, who, what about, and what each one brings."""

from datetime import date

from amt24web.documents.invitation import build_invitation
from amt24web.documents.kickoff_topics import TOPICS
from amt24web.documents.plain import ink
from amt24web.domain.papers.invitation import InvitationFacts, PointToPrepare, Prepared
from tests.documents.files import pages_of_pdf
from tests.documents.outlines import headings, tables
from tests.documents.papers import a_head, a_section, file_of
from tests.documents.papers_before_kickoff import an_invitation

NOTHING_KNOWN = an_invitation(InvitationFacts())


def test_it_says_when_and_where_and_who_leads() -> None:
    text = ink(an_invitation())
    assert "Termin: 12.01.2027, 10 bis 12 Uhr" in text
    assert "Ort: Raum 204" in text
    assert "Leitung: Erika Beispiel" in text
    assert "Anlage: Klärungsbogen, Entwurf mit dem Stand vom 23.11.2026" in text


def test_the_version_that_is_attached_is_named() -> None:
    facts = InvitationFacts()
    paper = build_invitation(a_head(), a_section(), (), facts, attached="Version 2")
    assert "Anlage: Klärungsbogen, Version 2\n" in ink(paper)


def test_it_says_whom_to_answer_and_until_when() -> None:
    answer = "bis 07.01.2027 (unser Vorschlag) an die Leitung, erika@example.org, Telefon 0351 1"
    assert f"Zu- oder Absage: {answer}\n" in ink(an_invitation())
    assert "Zu- oder Absage" not in ink(NOTHING_KNOWN)
    day_only = an_invitation(InvitationFacts(answer_by=date(2027, 1, 7)))
    assert "bis 07.01.2027 (unser Vorschlag) an die Leitung" in ink(day_only)
    contact_only = an_invitation(InvitationFacts(contact="e@example.org"))
    assert "Absage: an die Leitung, e@example.org\n" in ink(contact_only)


def test_what_is_not_known_yet_is_said() -> None:
    text = ink(NOTHING_KNOWN)
    for name in ("Termin", "Ort", "Leitung", "Protokoll"):
        assert f"{name}: noch offen" in text
    assert "Noch ist niemand unter „Beteiligte“ eingetragen." in text
    assert "Bis zum Auftakt ist nichts mehr zu klären." in text
    assert "Noch zu benennen" not in text


def test_the_agenda_has_the_topics_of_the_minutes_and_then_the_result() -> None:
    agenda = tables(NOTHING_KNOWN)["Tagesordnung"]
    titles = [row[1][0].text[0].text for row in agenda.rows]
    assert titles == [*(topic.title for topic in TOPICS), "Ergebnis"]


def test_the_aim_is_one_paragraph_and_left_out_if_unknown() -> None:
    assert "Ziel des Onlinedienstes: Alle online." in ink(an_invitation())
    assert "Mehr." not in ink(an_invitation())
    assert "Ziel des Onlinedienstes" not in ink(NOTHING_KNOWN)


def test_everybody_is_invited_with_their_roles_and_who_comes_instead() -> None:
    text = ink(an_invitation())
    assert "Erika Beispiel, Landesamt (Vertretung: Max M.) | Prozesseigner, Testteam" in text


def test_roles_nobody_has_are_named_with_where_to_ask() -> None:
    assert "Noch zu benennen: Redaktion Amt24 (Staatskanzlei, Referat 42); Supportteam." in ink(
        an_invitation()
    )


def test_each_one_sees_what_to_bring_the_first_in_words_the_rest_by_number() -> None:
    text = ink(an_invitation())
    assert "Ole Probe | B 1 Wer? (bis 08.01.2027)" in text
    assert "- A 1 Frage 1?\n- A 2 Frage 2?\n- außerdem Nr. A 3, A 4 und A 5" in text


def test_what_was_promised_for_later_stands_apart_by_day_in_the_order_of_the_klaerung() -> None:
    text = ink(an_invitation())
    assert "Ole Probe | bis 15.01.2027: A 3\nbis 29.01.2027: B 9, B 10 und C 2\n" in text
    assert text.index("Bis zum Auftakt zu klären") < text.index("Für später zugesagt")
    assert "Für später zugesagt" not in ink(NOTHING_KNOWN)
    only_later = InvitationFacts(
        prepared=(Prepared("Ole", (), (PointToPrepare("C 2", "Wie?", date(2027, 1, 29)),)),)
    )
    text = ink(an_invitation(only_later))
    assert "Bis zum Auftakt ist nichts mehr zu klären. Ist ein Tag nach dem Auftakt" in text
    assert "Ole | bis 29.01.2027: C 2" in text


def test_it_needs_two_pages_at_most() -> None:
    assert len(pages_of_pdf(file_of(an_invitation()))) <= 2
    assert headings(an_invitation()) == [
        "Tagesordnung",
        "Wer eingeladen ist",
        "Was Sie vorbereiten",
    ]
