"""The Übergabesteckbrief: what the Servicedesk needs to know, for the paper and for the mail."""

from typing import Final

from amt24web.documents.head import Head
from amt24web.documents.tabulated import STILL_OPEN, day_or_open, in_one_line, or_open
from amt24web.domain.papers.handover import HandoverFacts
from amt24web.domain.wording import german_date, label

TITLE: Final = "Übergabesteckbrief"
FORMS: Final = "Formulare"
LEIKA_KEY: Final = "Leistungsschlüssel"
"""The paper has it in its title."""
NEW: Final = "neu in der Produktion"


def brief_lines(
    head: Head, facts: HandoverFacts, most_forms: int | None = None
) -> tuple[tuple[str, str], ...]:
    """The lines of the Steckbrief in their order; several forms stand in lines of one text.

    Of more than ``most_forms`` the rest is only counted.
    """
    named = [f"{form.name}, Version {or_open(form.version)}" for form in facts.forms[:most_forms]]
    more = len(facts.forms) - len(named)
    forms = "\n".join([*named, f"und {more} weitere"] if more else named)
    key = f"Prozesskey {or_open(facts.process_key)}"
    return (
        ("Amt24-Mandant", or_open(facts.amt24_mandant)),
        ("Prozess", f"{or_open(facts.process_name)}, {key}"),
        ("Prozessversion", or_open(facts.process_version)),
        (FORMS, or_open(forms)),
        (LEIKA_KEY, or_open(head.leika_key)),
        ("Umsetzungsweg", or_open(facts.umsetzungsweg)),
        ("Gewünschter Einspieltermin", day_or_open(facts.wished_on)),
        ("Neu oder Ersatz", new_or_replacing(facts)),
        ("Zertifizierung", certification_line(facts)),
        ("Ansprechperson", or_open(facts.contact)),
    )


def new_or_replacing(facts: HandoverFacts) -> str:
    """Whether this is the first version in production, or which one it replaces."""
    if facts.replaces:
        return f"Ersatz für Version {facts.replaces}"
    return NEW if facts.is_new else STILL_OPEN


def certification_line(facts: HandoverFacts) -> str:
    """What the certification found, for which versions, when and by whom."""
    if facts.certified is None:
        return STILL_OPEN
    versions = f"gültig für {facts.certified_versions}" if facts.certified_versions else ""
    return in_one_line(
        label(facts.certified), german_date(facts.certified_on), facts.certified_by, versions
    )


def wish(facts: HandoverFacts) -> str:
    """What is asked of the Anwendungsbetreuung, as one sentence."""
    what = f"„{facts.process_name}“" if facts.process_name else "des Onlinedienstes"
    version = f" in Version {facts.process_version}" if facts.process_version else ""
    until = f" bis {german_date(facts.wished_on)}" if facts.wished_on else ""
    return f"Bitte spielen Sie den Prozess {what}{version}{until} in die Produktion ein."
