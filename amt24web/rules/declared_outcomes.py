"""Who declared what about the Livegang: release, acceptance, operational approval."""

from collections.abc import Mapping

from amt24web.domain.papers.parts import Declaration
from amt24web.domain.papers.words import Outcome
from amt24web.domain.vocabulary import SignOffWay
from amt24web.rules.said import Said

OUTCOMES: Mapping[str, Outcome] = {
    "erteilt": Outcome.GIVEN,
    "auflagen": Outcome.ON_CONDITION,
    "verweigert": Outcome.REFUSED,
}
WAYS: Mapping[str, SignOffWay] = {
    "mail": SignOffWay.MAIL,
    "gespraech": SignOffWay.TALK,
    "papier": SignOffWay.PAPER,
}
OWNER, LEAD, EDITORS = "Prozesseigner", "Projektleitung Amt24 (SK 44)", "Redaktion Amt24 (SK 42)"
CARE = "Anwendungsbetreuung"
SIDES: Mapping[str, str] = {
    "betrieb": CARE,
    "sicherheit": "Informationssicherheitsbeauftragte",
    "datenschutz": "Datenschutzbeauftragte",
}
"""The judgements the operational approval rests on, by row, and who makes each."""


def production_approval(said: Said) -> Declaration:
    """What the Projektleitung Amt24 decided; ``attachment`` is the number it is found under."""
    return Declaration(
        role=LEAD,
        outcome=OUTCOMES.get(said.slug("sk_ergebnis")),
        name=said.text("sk_wer"),
        day=said.day("sk_am"),
        way=WAYS.get(said.slug("sk_weg")),
        attachment=said.text("sk_ticket"),
    )


def editors_approval(said: Said) -> Declaration:
    """That the text was agreed with the Redaktion, once there is a day for it."""
    day = said.day("redaktion_am")
    outcome = Outcome.GIVEN if day else None
    return Declaration(EDITORS, outcome, name=said.text("redaktion_mit"), day=day)


def live_acceptance(said: Said) -> Declaration:
    """What the Prozesseigner declared after the test in production."""
    return Declaration(
        role=OWNER,
        outcome=OUTCOMES.get(said.slug("abnahme_ergebnis")),
        name=said.text("abnahme_wer"),
        day=said.day("abnahme_am"),
    )


def operational_approval(said: Said) -> Declaration:
    """Whether the Onlinedienst may stay in operation."""
    return Declaration(
        role=CARE,
        outcome=OUTCOMES.get(said.slug("bf_ergebnis")),
        name=said.text("bf_wer"),
        day=said.day("bf_am"),
    )


def judgements(said: Said) -> Mapping[str, Declaration]:
    """The three judgements by side; one nobody made yet names who is to make it."""
    rows = {row.uid: row for row in said.rows("bf_urteile")}
    return {
        side: Declaration(
            role=role,
            outcome=OUTCOMES.get(rows[side].text("urteil")),
            name=rows[side].person("wer"),
            day=rows[side].day("am"),
            words=rows[side].text("worte"),
        )
        if side in rows
        else Declaration(role)
        for side, role in SIDES.items()
    }
