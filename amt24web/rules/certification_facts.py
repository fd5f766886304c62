"""What was said about the certification, as the facts of its paper."""

from collections.abc import Mapping
from itertools import filterfalse

from amt24web.domain.papers.certification import (
    CertificationFacts,
    CertificationFinding,
    CertifiedSubject,
    Inspection,
)
from amt24web.domain.papers.words import ExaminationResult
from amt24web.domain.testing import Certificate
from amt24web.domain.vocabulary import Questionnaire
from amt24web.domain.wording import german_date
from amt24web.rules.certified import RESULT, read_certified
from amt24web.rules.said import RowSaid, Said
from amt24web.rules.summary import Standing
from amt24web.rules.versions import read_artefacts
from amt24web.rules.visibility import WAY_QUESTION

RESULTS: Mapping[str, ExaminationResult] = {
    "bestanden": ExaminationResult.PASSED,
    "auflagen": ExaminationResult.ON_CONDITION,
    "nicht_bestanden": ExaminationResult.FAILED,
}
ARTEFACTS_SECTION = "versionen"
SELF_CHECKS = ("ze_selbst", "ze_selbst_prozess")
SELF_CHECKED = "Selbst geprüft vor der Einreichung: {what}."
AUTOMATIC = "automatische Prüfung in Amt24"
"""Who examines a form of the Blaupause."""
BLAUPAUSE = "blaupause"
RECEIVER = "SID"


def has_certification(standing: Standing) -> bool:
    """Whether something was said that a Zertifizierungsinformation can print."""
    sections = standing.catalogue.sections_of(Questionnaire.CERTIFICATION)
    own = filterfalse(lambda section: section.id == ARTEFACTS_SECTION, sections)
    return Said(standing).has_any(tuple(q.id for section in own for q in section.asked))


def read_certification(
    standing: Standing, certificate: Certificate | None = None
) -> CertificationFacts:
    """Everything the information says; what nobody said is left empty.

    ``certificate`` is the file that proves it, if one is attached.
    """
    said = Said(standing)
    result = RESULTS.get(said.slug(RESULT))
    forwarded = said.day("ze_weitergeleitet")
    return CertificationFacts(
        way=said.text("ze_weg"),
        examiner=_examiner(said),
        order=said.text("ze_auftrag"),
        handed_in=said.day("ze_eingereicht"),
        examined=said.day("ze_geprueft"),
        result=result,
        subjects=tuple(CertifiedSubject(a, result) for a in read_artefacts(standing)),
        conditions=said.conditions("ze_auflagen"),
        inspections=tuple(_inspection(row) for row in said.rows("ze_gegenstaende")),
        findings=tuple(
            _finding(row, number) for number, row in enumerate(said.rows("ze_befunde"), 1)
        ),
        proof=_proof(said, certificate),
        proof_sha256=certificate.sha256 if certificate else "",
        forwarded_to=RECEIVER if forwarded else "",
        forwarded_on=forwarded,
        remarks=_remarks(said, read_certified(standing).remark),
    )


def _examiner(said: Said) -> str:
    named = said.text("ze_pruefstelle")
    return named or (AUTOMATIC if said.slug(WAY_QUESTION) == BLAUPAUSE else "")


def _inspection(row: RowSaid) -> Inspection:
    return Inspection(row.label, RESULTS.get(row.text("ergebnis")), row.text("bemerkung"))


def _finding(row: RowSaid, number: int) -> CertificationFinding:
    return CertificationFinding(
        number=row.text("nummer") or str(number),
        text=row.text("befund"),
        mended=row.text("behoben"),
        is_settled=row.flag("erledigt"),
    )


def _proof(said: Said, certificate: Certificate | None) -> str:
    """The name of the attached file before the one somebody typed."""
    day = german_date(said.day("ze_nachweis_tag"))
    named = certificate.name if certificate else said.text("ze_nachweis")
    return f"{named}, vom {day}" if day else named


def _remarks(said: Said, since: str) -> str:
    """What was checked before, and what became of it ``since`` the result."""
    checked = [text for question in SELF_CHECKS for text in said.texts(question)]
    before = SELF_CHECKED.format(what="; ".join(checked)) if checked else ""
    return "\n\n".join(part for part in (before, since) if part)
