"""What was said about rollout and handover, as the facts of the Go-Live-Übergabe."""

from amt24web.domain.papers.handover import HandoverFacts, PackageContent
from amt24web.domain.papers.parts import Artefact, Declaration, Limitation, PlannedStep
from amt24web.domain.vocabulary import Questionnaire
from amt24web.domain.wording import german_date
from amt24web.rules.certification_facts import read_certification
from amt24web.rules.declared_outcomes import OWNER, editors_approval, production_approval
from amt24web.rules.handover_tables import bodies, interfaces, live_tests, parameters, support
from amt24web.rules.open_points import readings
from amt24web.rules.said import RowSaid, Said
from amt24web.rules.summary import Standing
from amt24web.rules.test_papers import conditions_of
from amt24web.rules.versions import forms_of, process_of, read_artefacts
from amt24web.rules.visibility import KIND_QUESTION, WAY_QUESTION

ACCEPTANCE_SECTION = "produktive_abnahme"
"""What is declared there belongs to the operation, not to the handover."""
NEW_KIND = "neu"
NOT_DECLARED = (Declaration(OWNER),)
"""The release of the Prozesseigner as long as nobody passes on what he declared."""


def has_handover(standing: Standing) -> bool:
    """Whether something was said that a Go-Live-Übergabe can print."""
    sections = standing.catalogue.sections_of(Questionnaire.GO_LIVE)
    own = (section for section in sections if section.id != ACCEPTANCE_SECTION)
    return Said(standing).has_any(tuple(q.id for section in own for q in section.asked))


def read_handover(
    standing: Standing,
    *,
    contents: tuple[PackageContent, ...] = (),
    approvals: tuple[Declaration, ...] = NOT_DECLARED,
) -> HandoverFacts:
    """Everything the handover says; what nobody said is left empty.

    ``contents`` are the parts of the package, ``approvals`` what was declared after the test.
    """
    said = Said(standing)
    process, key = process_of(standing)
    certified = read_certification(standing)
    reachable = said.rows("tag_erreichbar")
    return HandoverFacts(
        amt24_mandant=_joined(said.rows("amt24_mandant"), "mandant"),
        process_name=process.name if process else "",
        process_key=key,
        process_version=process.version if process else "",
        process_environment=process.environment if process else "",
        forms=forms_of(standing),
        umsetzungsweg=said.text(WAY_QUESTION),
        wished_on=said.day("einspieltermin"),
        is_new=True if said.slug(KIND_QUESTION) == NEW_KIND else None,
        replaces=said.text("ersetzt_version"),
        contact=_reachable(said, reachable[0]) if reachable else "",
        certified=certified.result,
        certified_on=certified.examined,
        certified_by=certified.examiner,
        certified_versions=_versions(read_artefacts(standing)) if certified.result else "",
        approvals=(*approvals, production_approval(said), editors_approval(said)),
        reachable=tuple(_reachable(said, row) for row in reachable),
        conditions=(
            *conditions_of(approvals),
            *certified.conditions,
            *said.conditions("livegang_auflagen", "sk"),
        ),
        contents=contents,
        description=said.text("leistung_kurz"),
        audience=said.texts("zielgruppe"),
        parameters=parameters(said),
        interfaces=interfaces(said),
        bodies=bodies(said),
        support=support(said),
        escalation=said.text("eskalation"),
        operation=said.text("betrieb_hinweise"),
        limitations=limitations(said),
        protection=said.text("dsinfo_text"),
        steps=tuple(_step(row) for row in said.rows("einspielschritte")),
        way_back=said.text("rueckfallplan"),
        live_tests=live_tests(said),
        open_points=readings(standing.catalogue, standing.facts, standing.open_points),
        trial=_trial(said),
        care=said.text("wartung"),
        passes_to=said.text("verantwortung_an"),
        passes_on=said.day("pe_uebergang") or said.day("verantwortung_ab"),
    )


def limitations(said: Said) -> tuple[Limitation, ...]:
    """What the Onlinedienst is known not to do."""
    return tuple(
        Limitation(
            text=row.text("einschraenkung"),
            effect=row.text("auswirkung"),
            workaround=row.text("umgehung"),
            planned=row.text("behebung"),
        )
        for row in said.rows("einschraenkungen")
    )


def _step(row: RowSaid) -> PlannedStep:
    return PlannedStep(
        text=row.text("schritt"),
        who=row.person("wer"),
        planned=row.day("geplant"),
        done=row.day("erledigt"),
        way_back=row.text("zurueck"),
    )


def _reachable(said: Said, row: RowSaid) -> str:
    how = row.text("wie") or said.contact(row.text("person"))
    return ", ".join(part for part in (row.person("person"), how) if part)


def _joined(rows: tuple[RowSaid, ...], column: str) -> str:
    names = (row.text(column) for row in rows)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _versions(artefacts: tuple[Artefact, ...]) -> str:
    return ", ".join(f"{a.name} {a.version}".strip() for a in artefacts)


def _trial(said: Said) -> str:
    until, contact = german_date(said.day("anlauf_bis")), said.text("anlauf_kontakt")
    if not until:
        return ""
    return f"Bis {until}. Ansprechperson: {contact or 'noch offen'}."
