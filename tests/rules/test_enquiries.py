"""Whom to speak to, and what the prepared mail says."""

from datetime import date
from typing import Any

from amt24web.domain.assessments import EnquiryReading
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.enquiries import Letterhead, enquiries
from tests.harness.builders import (
    a_catalogue,
    a_content,
    a_question,
    a_role,
    a_row,
    a_standing,
    some_choices,
    some_rows,
    the_real_catalogue,
)

WRITER = Account(1, "Anna Beispiel", "Amt für Prüfung", "anna@example.org")
TODAY = date(2026, 11, 24)


def real_mail(key: str, **answers: Any) -> str:
    """The mail to a body as the catalogue shipped prepares it, for a service built in Amt24."""
    said = {"leistung_name": "Hund anmelden", "vorhaben_art": "neu", "umsetzungsweg": "blaupause"}
    standing = a_standing(the_real_catalogue(), **{**said, **answers})
    found = enquiries(standing, Letterhead(WRITER, TODAY, "https://example.org"))
    return next(enquiry.text for enquiry in found if enquiry.key == key)


def a_contact(key: str, role: str, **said: Any) -> dict[str, Any]:
    usual = {"id": key, "role": role, "occasion": f"Anlass {key}", "request": "Bitte helfen Sie."}
    return {**usual, "source": "Prüfung", "as_of": TODAY, **said}


CATALOGUE = a_catalogue(
    a_question("leistung_name"),
    a_question("leistung_kurz", "langtext"),
    a_question("kosten"),
    a_question("kasse", role="zv", hint="Nur für die Maske."),
    some_rows("gebuehren"),
    a_question("zahlart", "auswahl", choices=some_choices("karte", "lastschrift")),
    a_question("erstattung", stage="uebergabe"),
    roles=(a_role("pe"), a_role("zv", text="Zahlungsverkehr"), a_role("dsb")),
    contacts=(
        a_contact("zahlung", "zv", condition="kosten == 'ja'", facts=("gebuehren",),
                  questions=("kasse", "zahlart", "erstattung"), days_to_answer=5),
    ),
)  # fmt: skip


def written(*kept: Any, own: frozenset[str] = frozenset(), **answers: Any) -> list[EnquiryReading]:
    named = {f"_{n}": record for n, record in enumerate(kept)}
    said = {"leistung_name": "Hund anmelden", **answers}
    participants = [dict(record.content.value) for record in named.values()]
    if participants:
        said["participants"] = participants
    letterhead = Letterhead(WRITER, TODAY, "https://example.org/onlinedienste/1", own)
    return list(enquiries(a_standing(CATALOGUE, **said), letterhead))


PAYMENT = a_row("participants", "z1", rolle="zv", person="Team", mail="zv@example.org")
TO_DSB = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:dsb")
TO_FIRST = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="z1")


def test_a_body_is_spoken_to_only_when_it_is_needed():
    assert written(kosten="nein") == []
    assert [enquiry.key for enquiry in written(kosten="ja")] == ["zahlung"]


def test_the_mail_tells_facts_and_asks_what_is_open():
    (enquiry,) = written(
        kosten="ja", leistung_kurz="Ein Absatz.\n\nNoch einer.",
        gebuehren=[{"name": "Grundgebühr"}, {"name": "Zuschlag"}],
    )  # fmt: skip
    assert enquiry.subject == "Onlinedienst „Hund anmelden“: Anlass zahlung"
    assert "Ein Absatz. Noch einer." in enquiry.text
    assert "\n    · Grundgebühr\n    · Zuschlag\n" in enquiry.text
    assert f"1. {CATALOGUE.questions['kasse'].text}\n" in enquiry.text
    assert "bis zum 01.12.2026" in enquiry.text
    assert "https://example.org/onlinedienste/1" in enquiry.text
    assert enquiry.text.endswith("Anna Beispiel\nAmt für Prüfung\n")


def test_hints_for_the_screen_stay_out_of_mails():
    assert "Maske" not in written(kosten="ja")[0].text


def test_what_is_answered_is_not_asked_again():
    (enquiry,) = written(kosten="ja", kasse="Stadtkasse", zahlart="karte")
    assert enquiry.questions == ()
    assert "Unsere Fragen" not in enquiry.text
    assert "Stadtkasse" in enquiry.text


def test_known_addresses_are_filled_in():
    (enquiry,) = written(PAYMENT, kosten="ja")
    assert (enquiry.named, enquiry.recipients) == (("Team",), ("zv@example.org",))


def test_a_body_that_is_named_and_has_nothing_open_comes_last():
    enquiry = written(PAYMENT, kosten="ja", kasse="Stadtkasse", zahlart="karte")[0]
    assert not enquiry.is_waiting


def test_a_question_handed_to_a_role_makes_a_mail_of_its_own():
    (enquiry,) = written(kosten=TO_DSB)
    assert enquiry.role == "Rolle dsb"
    assert enquiry.questions == (CATALOGUE.questions["kosten"].text,)
    assert enquiry.handed_over == 1


def test_a_question_handed_to_a_person_goes_to_their_role():
    (enquiry,) = written(PAYMENT, leistung_kurz=TO_FIRST)
    assert enquiry.recipients == ("zv@example.org",)


def test_nobody_writes_to_themselves():
    assert written(PAYMENT, leistung_kurz=TO_FIRST, own=frozenset({"z1"})) == []


def test_a_very_long_fact_is_shortened():
    (enquiry,) = written(kosten="ja", leistung_kurz="sehr " * 500)
    assert len(enquiry.text) < 1_500
    assert " …" in enquiry.text


def test_options_stand_behind_a_question_because_the_reader_sees_no_form():
    assert "Wie ist zahlart? (Karte / Lastschrift)" in written(kosten="ja")[0].text


def test_what_is_due_later_is_not_asked_yet():
    assert "erstattung" not in written(kosten="ja")[0].text


def test_what_somebody_else_clarifies_is_not_asked_of_this_body_too():
    assert "Wie ist kasse?" not in written(kosten="ja", kasse=TO_DSB)[0].text


def test_the_day_agreed_for_a_question_stands_behind_it():
    promised = a_content(None, state=AnswerState.IN_CLARIFICATION, responsible_uid="rolle:zv",
                         due_on=date(2027, 4, 30))  # fmt: skip
    assert "Wie ist kasse? – bis 30.04.2027" in written(kosten="ja", kasse=promised)[0].text


def test_the_writer_signs_with_the_body_of_their_own_row():
    own = a_row("participants", "z1", rolle="pe", person="Anna", einrichtung="Landratsamt")
    text = written(own, kosten="ja", own=frozenset({"z1"}))[0].text
    assert text.endswith("Anna Beispiel\nLandratsamt\n")


def test_a_sentence_stands_in_a_mail_only_while_it_is_true():
    contact = a_contact("kasse", "zv", request="Danke.", sentences=[
        {"id": "offen", "condition": "kosten is leer", "text": "Kostet es etwas?"},
        {"id": "immer", "text": "Guten Morgen."},
    ])  # fmt: skip
    catalogue = a_catalogue(
        a_question("leistung_name"),
        a_question("kosten"),
        roles=(a_role("zv"),),
        contacts=(contact,),
    )
    letterhead = Letterhead(WRITER, TODAY, "https://example.org")
    (before,) = enquiries(a_standing(catalogue), letterhead)
    (after,) = enquiries(a_standing(catalogue, kosten="ja"), letterhead)
    assert "Kostet es etwas? Guten Morgen. Danke." in before.text
    assert "Kostet" not in after.text
    assert "Guten Morgen. Danke." in after.text


def test_payment_is_not_announced_before_it_is_decided():
    open_yet = real_mail("zahlungsverkehr", kosten="ja")
    assert "soll über die Basiskomponente" not in open_yet
    assert "steht noch nicht fest" in open_yet
    decided = {"zahlungszeitpunkt": "vor_absenden", "bezahlung_online": "ja"}
    assert "soll über die Basiskomponente" in real_mail("zahlungsverkehr", kosten="ja", **decided)


def test_nobody_is_called_the_modeller_while_somebody_clarifies_who_it_is():
    assert "Sie modellieren" not in real_mail("prozessmodellierung", modellierung_durch=TO_DSB)
    assert "Sie modellieren" in real_mail("prozessmodellierung", modellierung_durch="dienstleister")


def test_the_law_is_not_asked_for_what_is_answered():
    known = {
        "rechtsgrundlagen": [{"norm": "§ 1 Hundesteuersatzung"}],
        "elektronisch_zulaessig": "ja",
    }
    mail = real_mail("rechtsreferat", **known)
    assert "auf welchen Vorschriften" not in mail
    assert "elektronisch gestellt werden darf" not in mail
    assert "auf welchen Vorschriften" in real_mail("rechtsreferat")


def test_a_body_that_told_how_it_works_is_not_asked_for_it_again():
    assert "wie Sie heute arbeiten" in real_mail("zustaendige_stelle")
    told = real_mail("zustaendige_stelle", ist_prozess_kurz="Papier per Post")
    assert "wie Sie heute arbeiten" not in told
