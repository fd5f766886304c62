"""Answers that follow an official pattern: LeiKa key, FIM schema, region key, mail address."""

import re
from collections.abc import Mapping

from amt24web.domain.reading import Shown
from amt24web.domain.records import Json
from amt24web.rules.answer_kind import AnswerKind, People, Reading, Spec

LEIKA_KEY = re.compile(r"(?:99|0[1-9]|1[0-6])[0-9]{12}")
"""LeiKa key: 14 digits, instance 99 or the code of a Land (01–16)."""
LEIKA_GROUPS = (slice(0, 2), slice(2, 5), slice(5, 8), slice(8, 11), slice(11, 14))
FIM_SCHEMA = re.compile(r"S[0-9]{11}")
"""Identifier of a FIM data schema: S and 11 digits."""
REGION_KEY = re.compile(r"[0-9]{12}")
"""Amtlicher Regionalschlüssel: 12 digits, the first two name the Land."""
REGION_GROUPS = (slice(0, 2), slice(2, 3), slice(3, 5), slice(5, 9), slice(9, 12))
PERSONAL = re.compile(r"[a-zäöüß]{2,}\.[a-zäöüß]{2,}(?:-[a-zäöüß]{2,})?", re.IGNORECASE)
"""First name, point, surname: most likely the mailbox of one person."""
FUNCTION_WORDS = re.compile(
    r"amt|post|info|support|hilfe|service|kontakt|referat|stelle|team|poststelle|redaktion|buero"
    r"|büro|sekretariat|schule|verwaltung|abteilung|kasse|ordnung|antrag|leitung|zentrale"
)
MAIL_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")

NOT_A_LEIKA_KEY = (
    "Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99 oder der Nummer eines Landes, "
    "zum Beispiel 99-006-053-006-000."
)
NOT_A_FIM_SCHEMA = "Ein FIM-Datenschema hat ein S und elf Ziffern, zum Beispiel S00000000400."
NOT_A_REGION_KEY = (
    "Ein Regionalschlüssel hat zwölf Ziffern, in Sachsen mit 14 am Anfang, "
    "zum Beispiel 146120000000."
)
NOT_A_MAIL_ADDRESS = "Das ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel post@example.org."


class LeikaKey(AnswerKind):
    """Key of the Leistungskatalog: 14 digits, shown in groups 2-3-3-3-3."""

    def understand(self, text: str, spec: Spec) -> Reading:
        digits = re.sub(r"[\s.\-–/]", "", text)
        if LEIKA_KEY.fullmatch(digits):
            return Reading(value=digits)
        return Reading(problem=NOT_A_LEIKA_KEY, raw=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=grouped_leika_key(str(value)))

    def parts(self, value: Json) -> Mapping[str, str]:
        return {
            "instanz": str(value)[LEIKA_GROUPS[0]],
            "verrichtung": str(value)[LEIKA_GROUPS[3]],
        }


class FimSchema(AnswerKind):
    """Identifier of a FIM data schema (S and 11 digits), kept in capitals without blanks."""

    def understand(self, text: str, spec: Spec) -> Reading:
        identifier = re.sub(r"[\s.\-–]", "", text).upper()
        if FIM_SCHEMA.fullmatch(identifier):
            return Reading(value=identifier)
        return Reading(problem=NOT_A_FIM_SCHEMA, raw=text)


class RegionKey(AnswerKind):
    """Amtlicher Regionalschlüssel (ARS): 12 digits, shown in groups 2-1-2-4-3."""

    def understand(self, text: str, spec: Spec) -> Reading:
        digits = re.sub(r"[\s.\-–/]", "", text)
        if REGION_KEY.fullmatch(digits):
            return Reading(value=digits)
        return Reading(problem=NOT_A_REGION_KEY, raw=text)

    def show(self, value: Json, spec: Spec, people: People) -> Shown:
        return Shown(text=" ".join(str(value)[group] for group in REGION_GROUPS))

    def parts(self, value: Json) -> Mapping[str, str]:
        return {"land": str(value)[:2]}


def grouped_leika_key(digits: str) -> str:
    """A key as people read it, ``99-006-053-006-000``; empty for none."""
    return "-".join(digits[group] for group in LEIKA_GROUPS) if digits else ""


class MailAddress(AnswerKind):
    """An address for mail, if possible of a function and not of a person."""

    def understand(self, text: str, spec: Spec) -> Reading:
        if MAIL_ADDRESS.fullmatch(text):
            return Reading(value=text)
        return Reading(problem=NOT_A_MAIL_ADDRESS, raw=text)

    def parts(self, value: Json) -> Mapping[str, str]:
        name = str(value).split("@", 1)[0]
        is_personal = PERSONAL.fullmatch(name) and not FUNCTION_WORDS.search(name.casefold())
        return {"art": "persoenlich" if is_personal else "funktion"}
