"""When each rule of sections A to F speaks, and when it must be silent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Values = Mapping[str, Any]
TESTER = {"rolle": "tt", "perspektive": "nutzende"}
AT_SCHOOL = {"rolle": "tt", "perspektive": "annehmende_stelle"}
SHOWN = {"name": "Landesamt", "zeigt": "ja", "nimmt_an": "nein", "welle": "keine"}
SCHOOL = {
    "name": "Grundschule", "zeigt": "nein", "nimmt_an": "ja", "auspraegung": "beraten",
    "kontakt": "schule@example.org", "ansprechperson": "p1", "welle": "pilot",
}  # fmt: skip
SEVERAL_RECEIVERS = {"umsetzungsweg": "blaupause", "empfaenger_je_antrag": "mehrere_zugleich"}
NO_IMPORT = {"name": "Gewerbeprogramm", "import_moeglich": "nein"}
LONG_PURPOSE = [{"name": "Grundschule", "buchungstext": "x" * 28}]
EARLY, LATE = date(2027, 1, 12), date(2027, 9, 1)

A_TO_F: Mapping[str, tuple[Values, Values]] = {
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
    "PR50": (
        {"beteiligte": [TESTER], "auftakt_testerkreis": [TESTER]},
        {"beteiligte": [TESTER], "auftakt_testerkreis": [TESTER, AT_SCHOOL]},
    ),
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
    "import-fehlt": (
        {"fachverfahren": [NO_IMPORT], "empfangskanal": "fit_connect"},
        {"fachverfahren": [NO_IMPORT], "empfangskanal": "behoerdenkonto"},
    ),
    "xoev-ohne-format": (
        {"xoev_relevant": "ja", "uebergabeformat": ["pdf", "xml"]},
        {"xoev_relevant": "ja", "uebergabeformat": ["pdf", "xoev_xml"]},
    ),
    "schnittstelle-unverschluesselt": (
        {"schnittstellen": [{"von": "Amt24", "verschluesselt": "nein"}]},
        {"schnittstellen": [{"von": "Amt24", "verschluesselt": "ja", "signiert": "nein"}]},
    ),
    "PN1": ({"elektronisch_zulaessig": "nein"}, {"elektronisch_zulaessig": "eingeschraenkt"}),
    "PR04": (
        {"schriftform_ersatz": "ozg_9a", "schriftform": "landesrecht"},
        {"schriftform_ersatz": "ozg_9a", "schriftform": "bundesrecht"},
    ),
    "schriftform-36a": (
        {"schriftform_ersatz": "sgb_36a", "vn_gesetz": "nein"},
        {"schriftform_ersatz": "sgb_36a", "vn_gesetz": "hoch"},
    ),
    "PR14": (
        {"minderjaehrige": "ja", "vn_ergebnis": "hoch", "vertretung": ["niemand"]},
        {"minderjaehrige": "ja", "vn_ergebnis": "hoch"},
    ),
    "vertretung-organisation": (
        {"zielgruppe": ["vereine"], "vertretung": ["niemand"]},
        {"zielgruppe": ["privatpersonen"], "vertretung": ["niemand"]},
    ),
    "PR13": (
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["postfach"]},
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf_siegel", "rueckkanal": ["postfach"]},
    ),
    "PR13-ohne-postfach": (
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["fit_connect"]},
        {"schriftform_bescheid": "ja", "bescheid_form": "pdf", "rueckkanal": ["postfach"]},
    ),
    "siegel-fehlt": (
        {"bescheid_form": "pdf_siegel", "siegel": "nein"},
        {"bescheid_form": "pdf_qes", "schriftform_bescheid": "ja", "siegel": "nein"},
    ),
    "PN9": (
        {"bescheid_form": "papier", "rueckkanal": ["postfach"]},
        {"bescheid_form": "papier"},
    ),
    "bescheid-ohne-weg": (
        {"bescheid_form": "pdf", "rueckkanal": ["keine"]},
        {"bescheid_form": "kein_bescheid", "rueckkanal": ["keine"]},
    ),
    "PR11": (
        {"rueck_niveau": "hoch", "vn_ergebnis": "substantiell"},
        {"rueck_niveau": "basis", "vn_ergebnis": "ohne"},
    ),
    "antwort-schwaecher": (
        {"rueck_niveau": "basis", "vn_ergebnis": "substantiell"},
        {"rueck_niveau": "substantiell", "vn_ergebnis": "substantiell"},
    ),
    "PR12": (
        {"einwilligung_bekanntgabe": "nein", "rueckkanal": ["postfach"], "bescheid_form": "pdf"},
        {"einwilligung_bekanntgabe": "nein", "rueckkanal": ["postfach"], "bescheid_form": "papier"},
    ),
}
