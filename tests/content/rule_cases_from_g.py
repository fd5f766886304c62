"""When each rule from section G on speaks, and when it must be silent."""

from collections.abc import Mapping

from tests.content.rule_cases import AT_SCHOOL, EARLY, LATE, TESTER, Values

PROOF = {"nachweis": "Geburtsurkunde", "pflicht": "ja"}
NO_WAY_FOR_PROOFS = {"upload": "nein", "nachreichen": "nein"}
PERSONAL = [{"stelle": "Referat 1", "mail": "erika.muster@example.org", "mail_art": "persoenlich"}]
SHARED = [{"stelle": "Referat 1", "mail": "schulen@example.org", "mail_art": "funktion"}]
DELETION = [{"frist": "30 Tage"}] * 5

FROM_G: Mapping[str, tuple[Values, Values]] = {
    "vn-entbehrlich-recht": (
        {"vn_entbehrlich": "ja", "vn_untergrenze": 1},
        {"vn_entbehrlich": "ja", "vn_untergrenze": 1, "vn_ergebnis": "ohne"},
    ),
    "vn-entbehrlich-postfach": (
        {"vn_entbehrlich": "ja", "rueckkanal": ["postfach"]},
        {"vn_entbehrlich": "ja", "rueckkanal": ["postfach"], "anmeldung_noetig": "freiwillig"},
    ),
    "vn-entbehrlich-bescheid": (
        {"vn_entbehrlich": "ja", "bescheid_form": "papier", "rueckkanal": ["post"]},
        {"vn_entbehrlich": "ja", "bescheid_form": "papier", "vn_ergebnis": "basis"},
    ),
    "vn-entbehrlich-daten": (
        {"vn_entbehrlich": "ja", "datenarten": ["kontakt", "bilder", "ausweis"]},
        {"vn_entbehrlich": "ja", "datenarten": ["kontakt", "standort"]},
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
    "PN5": ({"epaybl_stand": "nicht_beantragt"}, {"epaybl_stand": "beantragt"}),
    "PN5-beantragt": ({"epaybl_stand": "beantragt"}, {"epaybl_stand": "nicht_beantragt"}),
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
    "sonderzeichen-verloren": ({"sonderzeichen": "nein"}, {"sonderzeichen": "ja"}),
    "PR40": (
        {"loeschfristen": [*DELETION, {}]},
        {"loeschfristen": [*DELETION, {"frist": "entfällt"}]},
    ),
    "auftrag-ohne-vertrag": (
        {"auftragsverarbeitung": [{"firma": "Muster GmbH"}]},
        {"auftragsverarbeitung": [{"firma": "Muster GmbH", "vertrag": "liegt vor"}]},
    ),
    "drittland": ({"drittland": "ja"}, {"drittland": "nein"}),
    "vvt-fehlt": ({"vvt": "nein"}, {"vvt": "ja"}),
    "automatisch-ohne-merkmal": (
        {"automatisch": "ja", "dsfa_kriterien": ["umfang"]},
        {"automatisch": "ja", "dsfa_kriterien": ["umfang", "automatisiert"]},
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
    "upload-pentest": (
        {"upload_ohne_login": "ja", "pentest": "plattform"},
        {"upload_ohne_login": "ja", "pentest": "gesondert"},
    ),
    "bitv-ohne-pruefung": ({"bitv_plan": ["keine"]}, {"bitv_plan": ["keine", "extern"]}),
    "bitv-erklaerung-fehlt": ({"bitv_erklaerung": "nein"}, {"bitv_erklaerung": "ja"}),
    "nutzertests-fehlen": (
        {"usertests": "nein", "beteiligte": [TESTER, AT_SCHOOL]},
        {"usertests": "nein", "beteiligte": [TESTER]},
    ),
    "PN8": ({"support_fachlich": PERSONAL}, {"support_fachlich": SHARED}),
    "PN8-technisch": ({"support_technisch": PERSONAL}, {"support_technisch": SHARED}),
    "wartung-ohne-geld": ({"wartung_geld": "nein"}, {"wartung_geld": "ja"}),
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
    "test-zeitraum": (
        {"test_beginn": LATE, "test_ende": EARLY},
        {"test_beginn": EARLY, "test_ende": LATE},
    ),
}
