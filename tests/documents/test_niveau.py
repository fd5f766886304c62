"""The Vertrauensniveau with its reasons on paper."""

from amt24web.documents.clarification import build_clarification
from amt24web.documents.niveau import TITLE, niveau_in_short
from amt24web.documents.outline import Document
from amt24web.documents.plain import ink
from amt24web.domain.assessments import DamageReading, LegalReason, MeansReading, NiveauReading
from tests.documents.papers import a_head, a_niveau, a_section


def printed(niveau: NiveauReading | None) -> str:
    document = build_clarification(a_head(), (a_section(),), open_points=(), niveau=niveau)
    return ink(document)


def test_without_anything_said_there_is_no_section() -> None:
    for niveau in (None, a_niveau(decided="", proposed="", floors=())):
        assert TITLE not in printed(niveau)


def test_it_stands_behind_the_answers_and_before_the_open_points() -> None:
    text = printed(a_niveau())
    assert text.index("A Leistung") < text.index(TITLE) < text.index("Offene Punkte")


def test_reasons_are_printed_with_their_source() -> None:
    floor = LegalReason("hoch", "Das Fachrecht verlangt es.", "§ 3 OZG")
    damage = DamageReading("vnk_recht", "G 3", "Welche Rechtsfolge?", "schwer", 3, True)
    mild = DamageReading("vnk_finanz", "G 5", "Wie viel Geld?", "keins", 0, False)
    text = printed(a_niveau(floors=(floor,), criteria=(damage, mild)))
    assert "hoch: Das Fachrecht verlangt es. (§ 3 OZG)" in text
    assert "G 3 Welche Rechtsfolge? schwer" in text
    assert "G 5" not in text


def test_a_deviation_is_printed_with_its_reason_or_its_lack() -> None:
    why = "Begründung der Abweichung: Die Daten sind öffentlich."
    assert why in printed(a_niveau(deviates=True, deviation_reason="Die Daten sind öffentlich."))
    assert "Die Begründung fehlt noch." in printed(a_niveau(deviates=True))


def test_what_is_missing_for_the_proposal_is_named() -> None:
    text = printed(a_niveau(decided="", proposed="", missing=("Wie viel Geld?",),
                            floors=(LegalReason("basis", "Recht", "Quelle"),)))  # fmt: skip
    assert "noch nicht festgelegt" in text
    assert "Noch fehlen Einschätzungen: Wie viel Geld?" in text


def test_without_sign_in_no_damage_is_weighed() -> None:
    text = printed(a_niveau(is_dispensable=True, decided="ohne Anmeldung"))
    assert "ohne Anmeldung aus" in text


def test_compensation_means_and_the_other_way_are_printed() -> None:
    means = MeansReading("Online-Ausweis", "Menschen mit Ausweis", "ja")
    text = printed(a_niveau(compensation="Rückruf", is_lowered=True, means=(means,),
                            other_way="per Post", may_rise=("Gibt es Fachrecht?",)))  # fmt: skip
    assert "Rückruf" in text
    assert "Sie senken den Schaden um eine Stufe" in text
    assert "Online-Ausweis (Menschen mit Ausweis; ersetzt Schriftform: ja)" in text
    assert "per Post" in text
    assert "Gibt es Fachrecht?" in text


def in_short(niveau: NiveauReading | None) -> str:
    return ink(Document(a_head(), niveau_in_short(niveau)))


def test_in_short_it_names_the_level_and_its_reasons_only() -> None:
    means = MeansReading("Online-Ausweis", "Menschen mit Ausweis", "ja")
    damage = DamageReading("vnk_recht", "G 3", "Welche Rechtsfolge?", "schwer", 3, True)
    text = in_short(a_niveau(criteria=(damage,), means=(means,)))
    assert "Festgelegt: substantiell" in text
    assert "Basis: Fachrecht. (§ 3 OZG)" in text
    assert "G 3 Welche Rechtsfolge? schwer" in text
    assert "Online-Ausweis" not in text


def test_in_short_a_proposal_is_preliminary_while_the_law_is_open() -> None:
    assert "Vorgeschlagen: substantiell" in in_short(a_niveau(decided=""))
    text = in_short(a_niveau(decided="", may_rise=("Gibt es Fachrecht?",)))
    assert "Voraussichtlich: substantiell" in text
    assert "Zum Recht ist eine Frage offen" in text


def test_in_short_a_deviation_names_the_proposal_and_the_reason() -> None:
    text = in_short(a_niveau(decided="Basis", deviates=True, deviation_reason="Alles öffentlich."))
    assert "Vorschlag des Programms: substantiell. Alles öffentlich." in text


def test_in_short_nothing_is_said_before_there_is_a_proposal() -> None:
    assert niveau_in_short(None) == ()
    assert niveau_in_short(a_niveau(decided="", proposed="")) == ()
