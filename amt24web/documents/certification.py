"""The Zertifizierungsinformation: which versions were examined by whom, and with what result."""

from collections.abc import Iterator
from typing import Final

from amt24web.documents.head import Head
from amt24web.documents.outline import (
    Block,
    Callout,
    Document,
    DocumentControl,
    Heading,
    PageBreak,
    TitleBlock,
    cell,
)
from amt24web.documents.signatures import conditions_in_short, conditions_section
from amt24web.documents.tabulated import (
    columns,
    day_or_open,
    facts_table,
    in_one_line,
    list_section,
    or_open,
    prose_section,
    rows_section,
    shortened_section,
    yes_no_open,
)
from amt24web.domain.papers.certification import CertificationFacts, CertifiedSubject
from amt24web.domain.papers.words import ExaminationResult
from amt24web.domain.wording import german_date, label

KIND: Final = "Zertifizierungsinformation"
SLUG: Final = "zertifizierung"
SAID: Final = {
    ExaminationResult.PASSED: "Die Zertifizierung ist bestanden.",
    ExaminationResult.ON_CONDITION: "Die Zertifizierung ist mit Auflagen bestanden.",
    ExaminationResult.FAILED: "Die Zertifizierung ist nicht bestanden.",
}
NOT_EXAMINED: Final = "Das Ergebnis ist noch offen."
ONLY_THESE: Final = (
    "Sie gilt nur für die genannten Versionen. Jede spätere Änderung ist eine neue Version."
)
SUBJECTS_TITLE: Final = "Was geprüft wird"
SUBJECT_COLUMNS: Final = columns(
    ("Was", 16), ("Name", 34), ("Version", 14), ("Ergebnis", 18), ("Bemerkung", 18)
)
NO_SUBJECTS: Final = "Es sind noch keine Versionen eingereicht."
MORE_SUBJECTS: Final = "Alle {count} stehen unter „Alle geprüften Versionen“."
MOST_SUBJECTS: Final = 3
INSPECTION_COLUMNS: Final = columns(("Gegenstand", 40), ("Ergebnis", 24), ("Bemerkung", 36))
NOTHING_INSPECTED: Final = "Es ist noch nicht festgehalten, was die Prüfstelle angesehen hat."
FINDING_COLUMNS: Final = columns(
    ("Nr.", 8), ("Befund", 44), ("Wie er behoben wurde", 32), ("Erledigt", 16)
)
NO_FINDINGS: Final = "Die Prüfstelle hat keinen Befund gemeldet."
NOTHING_FOUND_YET: Final = "Es liegt noch kein Befund vor."
RENEWAL: Final = (
    "Das Prozessmodell wird geändert.",
    "Ein Formular wird geändert.",
    "Die Anwendungsbetreuung oder die Prüfstelle hält es nach einer neuen Amt24-Version für nötig.",
)
"""What is asked before a change, unless the facts say something else; a proposal of ours."""


def build_certification(head: Head, facts: CertificationFacts) -> Document:
    """The information from its facts; page one is what is handed on to the operation."""
    findings = [(f.number, f.text, f.mended, yes_no_open(f.is_settled)) for f in facts.findings]
    looked = [(i.text, _result(i.result), i.words) for i in facts.inspections]
    nothing = NO_FINDINGS if facts.result else NOTHING_FOUND_YET
    blocks = (
        *_page_one(facts),
        PageBreak(),
        *_all_subjects(facts),
        *conditions_section(facts.conditions),
        *rows_section("Was angesehen wurde", INSPECTION_COLUMNS, looked, NOTHING_INSPECTED),
        *rows_section("Befunde", FINDING_COLUMNS, findings, nothing),
        *_proof(facts),
        *list_section("Wann eine neue Zertifizierung zu prüfen ist", facts.renewal or RENEWAL),
        *prose_section("Vorlauf", facts.lead),
        *prose_section("Bemerkungen", facts.remarks),
        Heading(1, "Angaben zum Dokument"),
        DocumentControl(),
    )
    return Document(head, blocks)


def _page_one(facts: CertificationFacts) -> Iterator[Block]:
    lines = (
        ("Weg", facts.way),
        ("Prüfstelle, Auftrag", in_one_line(facts.examiner, facts.order)),
        ("Eingereicht", german_date(facts.handed_in)),
        ("Geprüft", german_date(facts.examined)),
        ("Weitergeleitet", _forwarded(facts)),
    )
    said = SAID[facts.result] if facts.result else NOT_EXAMINED
    is_valid = facts.result not in (None, ExaminationResult.FAILED)
    yield TitleBlock()
    yield facts_table("Angaben zur Zertifizierung", lines, adds_standing=True)
    yield Callout("Ergebnis", (*cell(said), *cell(ONLY_THESE if is_valid else "")))
    yield from shortened_section(
        SUBJECTS_TITLE, SUBJECT_COLUMNS, [_subject(s) for s in facts.subjects],
        NO_SUBJECTS, most=MOST_SUBJECTS, more=MORE_SUBJECTS,
    )  # fmt: skip
    yield Heading(1, "Auflagen")
    yield from conditions_in_short(facts.conditions)


def _forwarded(facts: CertificationFacts) -> str:
    if not facts.forwarded_to:
        return german_date(facts.forwarded_on)
    return f"an {facts.forwarded_to}, {day_or_open(facts.forwarded_on)}"


def _subject(subject: CertifiedSubject) -> tuple[str, ...]:
    artefact = subject.artefact
    version = or_open(artefact.version)
    return (artefact.kind, artefact.name, version, _result(subject.result), subject.words)


def _result(result: ExaminationResult | None) -> str:
    return label(result) if result else "noch nicht geprüft"


def _all_subjects(facts: CertificationFacts) -> tuple[Block, ...]:
    if len(facts.subjects) <= MOST_SUBJECTS:
        return ()
    rows = [_subject(subject) for subject in facts.subjects]
    return rows_section("Alle geprüften Versionen", SUBJECT_COLUMNS, rows, NO_SUBJECTS)


def _proof(facts: CertificationFacts) -> Iterator[Block]:
    yield Heading(1, "Nachweis der Prüfstelle")
    yield facts_table(
        "Nachweis der Prüfstelle", (("Datei", facts.proof), ("SHA-256", facts.proof_sha256))
    )
