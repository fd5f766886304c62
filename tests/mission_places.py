"""Where each statement of the slide deck is visible in the product, by its id in the mission.

A place is a pair: what kind of place, and which one. What a later part of the product will bring
is marked ``später`` and says so in one line.
"""

from collections.abc import Mapping

LATER = "später"

GROUPS: Mapping[str, int] = {
    "P": 5, "K": 5, "A": 7, "R": 3, "T": 3, "Z": 4, "G": 3, "B": 4, "O": 14, "C": 5,
}  # fmt: skip
"""How many statements each group of the deck has."""

PLACES: Mapping[str, tuple[str, str]] = {
    # The pilot
    "P1": ("frage", "beschreibung_anpassen"),
    "P2": ("frage", "stellen"),
    "P3": ("frage", "zustaendigkeit_merkmal"),
    "P4": ("frage", "kontaktanzeige"),
    "P5": ("frage", "teilnahme_start"),
    # Phase 1
    "K1": ("abschnitt", "ist_prozess"),
    "K2": ("abschnitt", "vertrauensniveau"),
    "K3": ("frage", "xoev_standards"),
    "K4": ("abschnitt", "nutzerkonten"),
    "K5": ("frage", "beschreibung_anpassen"),
    # Phase 2
    "A1": ("seite", "/onlinedienste/<int:onlinedienst_id>/auftakt"),
    "A2": ("frage", "auftakt_ziel_getragen"),
    "A3": ("frage", "auftakt_meilensteine"),
    "A4": ("frage", "auftakt_zustaendigkeiten"),
    "A5": ("frage", "auftakt_regeltermine"),
    "A6": ("frage", "auftakt_support"),
    "A7": ("frage", "auftakt_testerkreis"),
    # Phase 3
    "R1": ("prüfpunkt", "pr-hinweise"),
    "R2": ("prüfpunkt", "pr-tr03172"),
    "R3": ("prüfpunkt", "pr-prozess"),
    # Phase 4
    "T1": ("seite", "/onlinedienste/<int:onlinedienst_id>/test"),
    "T2": ("frage", "test_personen"),
    "T3": ("seite", "/onlinedienste/<int:onlinedienst_id>/test/freigabe"),
    # Phase 5
    "Z1": ("frage", "ze_pruefstelle"),
    "Z2": ("frage", "ze_gegenstaende"),
    "Z3": ("frage", "ze_selbst_prozess"),
    "Z4": ("abschnitt", "rollout"),
    # Phase 6
    "G1": ("frage", "live_tests"),
    "G2": ("abschnitt", "uebergabe"),
    "G3": ("seite", "/onlinedienste/<int:onlinedienst_id>/livegang"),
    # Phase 7
    "B1": (LATER, "Betrieb: regelmäßige Wartung"),
    "B2": (LATER, "Betrieb: Prüfung bei jeder neuen Amt24-Version"),
    "B3": (LATER, "Betrieb: Änderungen mit Vorlauf"),
    "B4": (LATER, "Wirkung einer Änderung auf die Zertifizierung"),
    # Roles
    "O1": ("frage", "pe_aufteilung"),
    "O2": ("rolle", "pl"),
    "O3": ("rolle", "red"),
    "O4": ("rolle", "pm"),
    "O5": ("rolle", "sup"),
    "O6": ("rolle", "awb"),
    "O7": ("seite", "/onlinedienste/<int:onlinedienst_id>/mitzeichnung"),
    "O8": ("rolle", "fvh"),
    "O9": ("rolle", "zv"),
    "O10": ("rolle", "edl"),
    "O11": ("regel", "PR50"),
    "O12": ("rolle", "br"),
    "O13": ("rolle", "ozg"),
    "O14": ("regel", "rollen-fehlen"),
    # Checklist and take-aways
    "C1": ("seite", "/onlinedienste/<int:onlinedienst_id>/checklisten/<int:phase_number>"),
    "C2": ("frage", "beteiligte"),
    "C3": ("frage", "nicht_ziel"),
    "C4": ("frage", "auftakt_zusammenarbeit"),
    "C5": (LATER, "Abschaltung"),
}
