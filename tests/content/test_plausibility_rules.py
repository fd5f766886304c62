"""Each plausibility rule as shipped: when it speaks, and when it must be silent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from amt24web.catalogue.condition_functions import is_answered
from amt24web.catalogue.conditions import Step, compile_steps, parse
from amt24web.catalogue.loader import load_catalogue

CATALOGUE = load_catalogue()
RULES = {rule.id: rule for rule in CATALOGUE.rules}
RANKS = {q.id: q.ranks for q in CATALOGUE.questions.values() if q.ranks}
GIVEN = {"rollen_noetig"}

Values = Mapping[str, Any]
TESTER = {"rolle": "tt", "perspektive": "nutzende"}
AT_SCHOOL = {"rolle": "tt", "perspektive": "annehmende_stelle"}
SHOWN = {"name": "Landesamt", "zeigt": "ja", "nimmt_an": "nein", "welle": "keine"}
SCHOOL = {
    "name": "Grundschule", "zeigt": "nein", "nimmt_an": "ja", "auspraegung": "beraten",
    "kontakt": "schule@example.org", "ansprechperson": "p1", "welle": "pilot",
}  # fmt: skip
SEVERAL_RECEIVERS = {"umsetzungsweg": "blaupause", "empfaenger_je_antrag": "mehrere_zugleich"}
PROOF = {"nachweis": "Geburtsurkunde", "pflicht": "ja"}
NO_WAY_FOR_PROOFS = {"upload": "nein", "nachreichen": "nein"}
LONG_PURPOSE = [{"name": "Grundschule", "buchungstext": "x" * 28}]
PERSONAL = [{"stelle": "Referat 1", "mail": "erika.muster@example.org", "mail_art": "persoenlich"}]
SHARED = [{"stelle": "Referat 1", "mail": "schulen@example.org", "mail_art": "funktion"}]
DELETION = [{"frist": "30 Tage"}] * 5
EXCLUSIVE = (
    ("anpassen-widerspruch", "beschreibung_anpassen", "nichts", "kosten"),
    ("parameter-widerspruch", "stellen_parameter", "nichts", "gebuehren"),
    ("vertretung-widerspruch", "vertretung", "niemand", "vollmacht"),
    ("rueckkanal-widerspruch", "rueckkanal", "keine", "post"),
    ("status-widerspruch", "status", "keine", "beschieden"),
    ("datenarten-widerspruch", "datenarten", "keine", "kontakt"),
    ("dsfa-merkmale-widerspruch", "dsfa_kriterien", "keine", "umfang"),
    ("bitv-widerspruch", "bitv_plan", "keine", "extern"),
)
"""Rule, question, the option that excludes all others, and one of the others."""
EARLY, LATE = date(2027, 1, 12), date(2027, 9, 1)

SPEAKS_AND_IS_SILENT: Mapping[str, tuple[Values, Values]] = {
    "PR43": (
        {"leika": [{"schluessel": "08…", "schluessel_instanz": "08"}]},
        {"leika": [{"schluessel": "14…", "schluessel_instanz": "14"}]},
    ),
    "PR44": (
        {"leika": [{"schluessel_verrichtung": "000"}]},
        {"leika": [{"schluessel_verrichtung": "006"}]},
    ),
    "leika-entsteht": ({"leika_fehlt": "ja"}, {"leika_fehlt": "nein"}),
    "PR46": ({"fim_typ": "typ_1"}, {"fim_typ": "typ_2_3"}),
    "PR48": (
        {"sdg": "ja", "mehrsprachig": ["deutsch"]},
        {"sdg": "ja"},
    ),
    "stichtage-mehr-als-jahr": (
        {"fallzahl_jahr": 100, "stichtage": [{"erwartete_antraege": 60}] * 2},
        {"fallzahl_jahr": 100, "stichtage": [{"anlass": "Ferien"}]},
    ),
    "PR45": (
        {"beschreibung_vorhanden": "nein", "termin_start": LATE},
        {"beschreibung_vorhanden": "nein"},
    ),
    "efa-vertrag-offen": (
        {"efa_anschlussvertrag": "in_vorbereitung"},
        {"efa_anschlussvertrag": "geschlossen"},
    ),
    "efa-parameter-fehlen": ({"efa_parameterblatt": "nein"}, {"efa_parameterblatt": "ja"}),
    "PN3": (
        {"umsetzungsweg": "blaupause", "once_only": "jetzt"},
        {**SEVERAL_RECEIVERS, "empfangskanal": "behoerdenkonto", "status": ["eingegangen"]},
    ),
    "rollen-fehlen": (
        {"rollen_noetig": ["pe", "tt"], "beteiligte": [{"rolle": "pe"}]},
        {"rollen_noetig": ["pe", "tt"]},
    ),
    "PR50": ({"beteiligte": [TESTER]}, {"beteiligte": [TESTER, AT_SCHOOL]}),
    "PN7": (
        {"pe_aufteilung": [{"bis_bereitstellung": "p1"}]},
        {"pe_aufteilung": [{"bis_bereitstellung": "p1", "danach": "p2"}]},
    ),
    "PN4": (
        {**SEVERAL_RECEIVERS, "empfangskanal": "behoerdenkonto"},
        {**SEVERAL_RECEIVERS, "empfangskanal": "transconnect"},
    ),
    "stellen-widerspruch": (
        {"zustaendige_stellen": "genau_eine", "stellen": [SHOWN, SCHOOL, SCHOOL]},
        {"zustaendige_stellen": "genau_eine", "stellen": [SHOWN, SCHOOL]},
    ),
    "stellen-ohne-annahme": (
        {"umsetzungsweg": "blaupause", "stellen": [SHOWN]},
        {"umsetzungsweg": "nur_link", "stellen": [SHOWN]},
    ),
    "stellen-ohne-anzeige": ({"stellen": [SCHOOL]}, {"stellen": [SCHOOL, SHOWN]}),
    "stellen-nur-beraten": (
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL]},
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL, SHOWN]},
    ),
    "stellen-ohne-kontakt": (
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL, SHOWN]},
        {"umsetzungsweg": "blaupause", "stellen": [SCHOOL]},
    ),
    "stellen-ohne-ansprechperson": ({"stellen": [SHOWN]}, {"stellen": [SCHOOL]}),
    "stellen-zahl": (
        {"stellen_erfasst": 2, "stellen_anzahl": 12},
        {"stellen_erfasst": 13, "stellen_anzahl": 12},
    ),
    "pilot-ohne-stellen": (
        {"teilnahme_start": "nur_pilotstellen", "stellen": [SHOWN]},
        {"teilnahme_start": "nur_pilotstellen"},
    ),
    "alle-aber-wellen": (
        {"teilnahme_start": "alle", "stellen": [{"welle": "welle_2"}]},
        {"teilnahme_start": "alle", "stellen": [{"welle": "pilot"}]},
    ),
    "PR26": (
        {"xoev_standards": [{"standard": "XBezahldienste"}], "stellen": LONG_PURPOSE},
        {"xoev_standards": [{"standard": "XFall"}], "stellen": LONG_PURPOSE},
    ),
    "weiterleitung-ohne-grundlage": (
        {"weiterleitung_liste": [{"empfaenger": "Kammer"}]},
        {"weiterleitung_liste": [{"empfaenger": "Kammer", "rechtsgrundlage": "§ 1"}]},
    ),
    "PN6": (
        {"schriftform_ersatz": "kein_ersatz"},
        {"schriftform_ersatz": "kein_ersatz", "soll_schritte": [{"schritt": "Unterschrift"}]},
    ),
    "PR31": (
        {"xoev_standards": [{"standard": "XBau", "fachverfahren_kann": "nein"}]},
        {"xoev_standards": [{"standard": "XBau"}]},
    ),
    "PR30": (
        {"xoev_relevant": "nein", "transport": ["xta_osci"]},
        {"transport": ["xta_osci"]},
    ),
    "PR32": ({"fitconnect": "nein"}, {"fitconnect": "ja"}),
    "PN1": ({"elektronisch_zulaessig": "nein"}, {"elektronisch_zulaessig": "eingeschraenkt"}),
    "PR04": (
        {"schriftform_ersatz": "ozg_9a", "schriftform": "landesrecht"},
        {"schriftform_ersatz": "ozg_9a", "schriftform": "bundesrecht"},
    ),
    "PR14": (
        {"minderjaehrige": "ja", "vn_ergebnis": "hoch", "vertretung": ["niemand"]},
        {"minderjaehrige": "ja", "vn_ergebnis": "hoch"},
    ),
    "PR13": (
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["postfach"]},
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf_siegel", "rueckkanal": ["postfach"]},
    ),
    "PR13-ohne-postfach": (
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["fit_connect"]},
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["postfach"]},
    ),
    "PN9": (
        {"bescheid_form": "papier", "rueckkanal": ["postfach"]},
        {"bescheid_form": "papier"},
    ),
    "PR11": (
        {"rueck_niveau": "hoch", "vn_ergebnis": "substantiell"},
        {"rueck_niveau": "basis", "vn_ergebnis": "ohne"},
    ),
    "PR12": (
        {"einwilligung_bekanntgabe": "nein", "rueckkanal": ["postfach"], "bescheid_form": "pdf"},
        {"einwilligung_bekanntgabe": "nein", "rueckkanal": ["postfach"], "bescheid_form": "papier"},
    ),
    "vn-entbehrlich-recht": (
        {"vn_entbehrlich": "ja", "vn_untergrenze": 1},
        {"vn_entbehrlich": "ja", "vn_untergrenze": 1, "vn_ergebnis": "ohne"},
    ),
    "vn-entbehrlich-postfach": (
        {"vn_entbehrlich": "ja", "rueckkanal": ["postfach"]},
        {"vn_entbehrlich": "ja", "rueckkanal": ["postfach"], "anmeldung_noetig": "freiwillig"},
    ),
    "PR01": (
        {"schriftform_ersatz": "ozg_9a", "vn_ergebnis": "basis", "vn_untergrenze": 2},
        {"schriftform_ersatz": "ozg_9a", "vn_ergebnis": "basis", "vn_untergrenze": 3},
    ),
    "vn-unter-recht": (
        {"schriftform_ersatz": "ozg_9a", "vn_ergebnis": "basis", "vn_untergrenze": 3},
        {"schriftform_ersatz": "ozg_9a", "vn_ergebnis": "basis", "vn_untergrenze": 2},
    ),
    "PN2": (
        {"umsetzungsweg": "blaupause", "anmeldung_noetig": "nein"},
        {"umsetzungsweg": "eigenes_modell", "anmeldung_noetig": "nein"},
    ),
    "PR56": (
        {"anmeldung_noetig": "nein", "rueckkanal": ["postfach", "post"]},
        {"umsetzungsweg": "blaupause", "anmeldung_noetig": "nein", "rueckkanal": ["postfach"]},
    ),
    "PR06": (
        {"konten": ["muk"], "vn_ergebnis": "hoch"},
        {"konten": ["muk"], "vn_ergebnis": "substantiell"},
    ),
    "PR07": (
        {"konten": ["bundid", "muk"], "zielgruppe": ["privatpersonen"]},
        {"konten": ["muk"], "zielgruppe": ["privatpersonen"], "vn_ergebnis": "basis"},
    ),
    "PR08": (
        {"konten": ["muk"], "zielgruppe": ["privatpersonen"], "vn_ergebnis": "basis"},
        {"konten": ["servicekonto"], "zielgruppe": ["privatpersonen"], "vn_ergebnis": "basis"},
    ),
    "servicekonto-neu": (
        {"vorhaben_art": "neu", "konten": ["bundid", "servicekonto"]},
        {"vorhaben_art": "aenderung", "konten": ["servicekonto"]},
    ),
    "PR21": ({"zahlungszeitpunkt": "nicht_online"}, {"zahlungszeitpunkt": "nachher_rechnung"}),
    "PR22": (
        {"zahlungszeitpunkt": "vor_absenden", "betrag_herkunft": "sachbearbeitung"},
        {"zahlungszeitpunkt": "vor_absenden", "gebuehren": [{"art": "fest"}]},
    ),
    "PN5": ({"epaybl_stand": "nicht_beantragt"}, {"epaybl_stand": "vorhanden"}),
    "PR23": (
        {"zahlarten": ["paypal"], "kasse": "hauptkasse"},
        {"zahlarten": ["paypal"], "kasse": "kommunal"},
    ),
    "PR20": (
        {**NO_WAY_FOR_PROOFS, "unterlagen": [PROOF]},
        {**NO_WAY_FOR_PROOFS, "unterlagen": [{**PROOF, "ersatz_registerabruf": "ja"}]},
    ),
    "PR53": (
        {"datenfelder": [{"feld": "Augenfarbe"}]},
        {"datenfelder": [{"feld": "Name", "rechtsgrundlage": "§ 1"}]},
    ),
    "PR58": (
        {"rechtsgrundlagen": [{"ebene": "land"}, {"ebene": "eu"}]},
        {"rechtsgrundlagen": [{"ebene": "land"}]},
    ),
    "PR40": (
        {"loeschfristen": [*DELETION, {}]},
        {"loeschfristen": [*DELETION, {"frist": "entfällt"}]},
    ),
    "PR35": (
        {"dsfa_kriterien": ["umfang", "sensibel"], "dsfa_noetig": "nein_begruendet"},
        {"dsfa_kriterien": ["umfang"], "dsfa_noetig": "nein_begruendet"},
    ),
    "PR36": (
        {"datenarten": ["kontakt", "religion"], "sb_v": "normal"},
        {"datenarten": ["kontakt"], "sb_v": "normal"},
    ),
    "PR37": ({"lastspitzen": "ja"}, {"lastspitzen": "ja", "notfall": "Papierweg"}),
    "PR38": ({"risikoanalyse": "nein"}, {"risikoanalyse": "ja"}),
    "PR49": ({"pentest": "nein"}, {"pentest": "plattform"}),
    "nutzertests-fehlen": (
        {"usertests": "nein", "beteiligte": [TESTER, AT_SCHOOL]},
        {"usertests": "nein", "beteiligte": [TESTER]},
    ),
    "PN8": ({"support_fachlich": PERSONAL}, {"support_fachlich": SHARED}),
    "PN8-technisch": ({"support_technisch": PERSONAL}, {"support_technisch": SHARED}),
    "reifegrad-zu-hoch": (
        {"reifegrad_modell": "modell_1_1", "reifegrad_ziel": "stufe_5"},
        {"reifegrad_modell": "modell_2_0", "reifegrad_ziel": "stufe_5"},
    ),
    "reifegrad-sinkt": (
        {"reifegrad_heute": "stufe_3", "reifegrad_ziel": "stufe_2"},
        {"reifegrad_ziel": "stufe_2"},
    ),
    "PR16": (
        {"persoenlich": "ja", "reifegrad_modell": "modell_1_1", "reifegrad_ziel": "stufe_3"},
        {"persoenlich": "ja", "reifegrad_modell": "modell_2_0", "reifegrad_ziel": "stufe_3"},
    ),
    "PR55": (
        {"reifegrad_modell": "modell_1_1", "reifegrad_ziel": "stufe_4", "once_only": "nein"},
        {"reifegrad_modell": "modell_1_1", "reifegrad_ziel": "stufe_4", "once_only": "spaeter"},
    ),
    "auftakt-nach-start": (
        {"auftakt_datum": LATE, "termin_start": EARLY},
        {"auftakt_datum": LATE},
    ),
    "auftakt-ziel-strittig": (
        {"auftakt_ziel_getragen": "nein"},
        {"auftakt_ziel_getragen": "ja"},
    ),
    "auftakt-support-einseitig": (
        {"auftakt_support": [{"ebene": "fachlich"}]},
        {"auftakt_support": [{"ebene": "fachlich"}, {"ebene": "technisch"}]},
    ),
    "auftakt-aufgabe-unvollstaendig": (
        {"auftakt_aufgaben": [{"aufgabe": "Zugang beantragen", "verantwortlich": "p1"}]},
        {"auftakt_aufgaben": [{"aufgabe": "…", "verantwortlich": "p1", "bis": LATE}]},
    ),
    "auftakt-folgetermin": (
        {"auftakt_datum": LATE, "auftakt_naechster_termin": EARLY},
        {"auftakt_datum": EARLY, "auftakt_naechster_termin": LATE},
    ),
    **{r: ({q: [other, alone]}, {q: [alone]}) for r, q, alone, other in EXCLUSIVE},
}


def speaks(rule_id: str, values: Values) -> bool:
    step = Step("regel", parse(RULES[rule_id].condition))
    return bool(compile_steps([step], RANKS)(values)["regel"])


def test_every_rule_has_a_case_for_and_a_case_against():
    assert set(SPEAKS_AND_IS_SILENT) == set(RULES)


@pytest.mark.parametrize("rule_id", SPEAKS_AND_IS_SILENT)
def test_a_rule_speaks_when_something_does_not_fit(rule_id: str):
    assert speaks(rule_id, SPEAKS_AND_IS_SILENT[rule_id][0])


@pytest.mark.parametrize("rule_id", SPEAKS_AND_IS_SILENT)
def test_a_rule_is_silent_when_it_fits_or_nobody_knows_yet(rule_id: str):
    assert not speaks(rule_id, SPEAKS_AND_IS_SILENT[rule_id][1])


@pytest.mark.parametrize("rule_id", RULES)
def test_an_empty_answer_is_never_also_a_finding(rule_id: str):
    assert not speaks(rule_id, {"rollen_noetig": ["pe"]})


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_asks_only_what_is_known_and_shows_only_what_it_declares(rule_id: str):
    rule = RULES[rule_id]
    expressions = (rule.condition, *rule.values.values())
    names = set().union(*(parse(text).names for text in expressions))
    assert names <= {*CATALOGUE.questions, *GIVEN}
    assert rule.message.format_map(dict.fromkeys(rule.values, "x"))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_speaks_at_a_question_it_looks_at(rule_id: str):
    rule = RULES[rule_id]
    assert rule.question in parse(rule.condition).names


@pytest.mark.parametrize("rule_id", [rule.id for rule in RULES.values() if rule.values])
def test_what_a_message_shows_is_there_when_the_rule_speaks(rule_id: str):
    shown = RULES[rule_id].values.items()
    steps = [Step(f"wert:{name}", parse(text)) for name, text in shown]
    found = compile_steps(steps, RANKS)(SPEAKS_AND_IS_SILENT[rule_id][0])
    assert all(is_answered(value) for value in found.values())


def test_roles_are_needed_by_what_the_klaerung_asks():
    for role in CATALOGUE.roles:
        names = parse(role.needed_if).names if role.needed_if else set()
        assert names <= set(CATALOGUE.questions)
        assert not (role.needed_if and role.never_needed)
