"""The Vertrauensniveau read aloud: legal floor, damage, maximum, compensation, means.

The numbers are worked out by the computed questions of the catalogue; here they get their reasons.
Source of the procedure: maximum principle of IT-Grundschutz 200-2 over the criteria of the
Handreichung Vertrauensniveaus; legal floors and means are declared in ``vertrauensniveau.toml``.
"""

from collections.abc import Iterable

from amt24web.catalogue.conditions import named_in
from amt24web.catalogue.filling import LEVELS
from amt24web.catalogue.structure import Catalogue, Question
from amt24web.domain.assessments import DamageReading, LegalReason, MeansReading, NiveauReading
from amt24web.rules.answers import choice_text
from amt24web.rules.declared import holding
from amt24web.rules.progress import DONE, state_of
from amt24web.rules.summary import Standing

RESULT = "vn_ergebnis"
PROPOSAL = "vn_vorschlag"
DAMAGE = "vn_schaden"
FLOOR = "vn_untergrenze"
DISPENSABLE = "vn_entbehrlich"
COMPENSATION = "vn_ausgleich"
LOWERED = "vn_ausgleich_senkt"
DEVIATION = "vn_begruendung"
OTHER_WAY = "weg_ohne_eid"
ACCOUNTS = "konten"


def read_niveau(standing: Standing) -> NiveauReading | None:
    """The level with its reasons; None if this edition or this way does not ask for it."""
    catalogue = standing.catalogue
    result = catalogue.questions.get(RESULT)
    if result is None or RESULT not in standing.assessment.asked:
        return None
    values = standing.assessment.values
    decided, proposed = values.get(RESULT), values.get(PROPOSAL)
    level = _level(decided, proposed)
    return NiveauReading(
        decided=choice_text(result.choices, decided) if decided else "",
        proposed=choice_text(result.choices, LEVELS[proposed]) if proposed is not None else "",
        deviates=None not in (decided, proposed) and LEVELS.index(str(decided)) != proposed,
        is_dispensable=values.get(DISPENSABLE) == "ja",
        floors=_floors(standing, result),
        damage=standing.text(DAMAGE),
        criteria=_criteria(standing),
        missing=_unsettled(standing, criteria_of(standing.catalogue)),
        may_rise=_unsettled(standing, _behind_the_floor(standing.catalogue)),
        compensation=standing.text(COMPENSATION) if COMPENSATION in values else "",
        is_lowered=values.get(LOWERED) == "ja",
        deviation_reason=standing.text(DEVIATION) if DEVIATION in values else "",
        means=_means(standing, level) if level is not None else (),
        means_are_chosen=bool(values.get(ACCOUNTS)),
        other_way=standing.text(OTHER_WAY) if OTHER_WAY in values else "",
    )


def _level(decided: str | None, proposed: int | None) -> int | None:
    return LEVELS.index(decided) if decided in LEVELS else proposed


def _floors(standing: Standing, result: Question) -> tuple[LegalReason, ...]:
    """What the law demands, highest first."""
    floors = standing.catalogue.floors
    holds = holding(standing.catalogue, "untergrenze", floors, standing.assessment)
    found = [floor for floor in floors if floor.id in holds]
    return tuple(
        LegalReason(choice_text(result.choices, floor.level), floor.reason, floor.source)
        for floor in sorted(found, key=lambda f: -LEVELS.index(f.level))
    )


def criteria_of(catalogue: Catalogue) -> tuple[Question, ...]:
    """The damage criteria, in the order they are asked."""
    return worked_out_from(catalogue, DAMAGE)


def worked_out_from(catalogue: Catalogue, computed: str) -> tuple[Question, ...]:
    """The questions that a computed one is worked out from, in the order they are asked."""
    question = catalogue.questions.get(computed)
    names = named_in(question.expression) if question else frozenset()
    return tuple(q for q in catalogue.questions.values() if q.id in names)


def _behind_the_floor(catalogue: Catalogue) -> tuple[Question, ...]:
    """The legal questions the floor depends on, also those that only lead to another one."""
    named = worked_out_from(catalogue, FLOOR)
    leading = {name for question in named for name in named_in(question.condition or "1 == 1")}
    wanted = {question.id for question in named} | leading
    return tuple(q for q in catalogue.questions.values() if q.id in wanted)


def _criteria(standing: Standing) -> tuple[DamageReading, ...]:
    values = standing.assessment.values
    asked = [q for q in criteria_of(standing.catalogue) if values.get(q.id) in q.ranks]
    highest = max((q.ranks[values[q.id]] for q in asked), default=0)
    return tuple(
        DamageReading(
            question=question.id,
            number=standing.catalogue.numbers[question.id],
            text=question.text,
            answer=choice_text(question.choices, values[question.id]),
            rank=question.ranks[values[question.id]],
            is_decisive=question.ranks[values[question.id]] == highest > 0,
        )
        for question in asked
    )


def _unsettled(standing: Standing, questions: Iterable[Question]) -> tuple[str, ...]:
    """The texts of those that are asked and not answered yet."""
    return tuple(
        question.text
        for question in questions
        if question.id in standing.assessment.asked
        and state_of(question, standing.facts) not in DONE
    )


def _means(standing: Standing, level: int) -> tuple[MeansReading, ...]:
    chosen = standing.assessment.values.get(ACCOUNTS)
    return tuple(
        MeansReading(means.text, means.people, means.written_form)
        for means in standing.catalogue.means
        if LEVELS.index(means.level) >= level > 0 and (not chosen or means.account in chosen)
    )
