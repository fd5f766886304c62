"""Which artefacts in which versions are tested, certified and handed over: said once, read here."""

from amt24web.domain.papers.parts import Artefact
from amt24web.rules.said import RowSaid, Said
from amt24web.rules.summary import Standing

ARTEFACTS, MANDANT = "artefakte", "amt24_mandant"
PROCESS, FORM = "prozess", "formular"
KINDS = {PROCESS: "Prozess", FORM: "Formular"}


def read_artefacts(standing: Standing) -> tuple[Artefact, ...]:
    """All artefacts in order; process and form from the Klärung as long as nobody said more."""
    said = Said(standing)
    rows = said.rows(ARTEFACTS)
    known = {row.text("art") for row in rows}
    return (*_from_mandant(said, known), *(_artefact(row) for row in rows))


def process_of(standing: Standing) -> tuple[Artefact | None, str]:
    """The process with its key, which only the artefacts know; None as long as there is none."""
    rows = Said(standing).rows(ARTEFACTS)
    named = next((row for row in rows if row.text("art") == PROCESS), None)
    if named:
        return _artefact(named), named.text("schluessel")
    artefacts = read_artefacts(standing)
    return next((a for a in artefacts if a.kind == KINDS[PROCESS]), None), ""


def forms_of(standing: Standing) -> tuple[Artefact, ...]:
    """The forms of the process."""
    return tuple(a for a in read_artefacts(standing) if a.kind == KINDS[FORM])


def _artefact(row: RowSaid) -> Artefact:
    return Artefact(
        kind=row.choice("art"),
        name=row.text("name"),
        version=row.text("version"),
        environment=row.choice("umgebung"),
    )


def _from_mandant(said: Said, known: set[str]) -> tuple[Artefact, ...]:
    """What the Klärung says of process and form, each once, if the artefacts do not."""
    found = [
        Artefact(KINDS[kind], row.text(kind), row.text(f"{kind}_version"))
        for kind in (PROCESS, FORM)
        if kind not in known
        for row in said.rows(MANDANT)
        if row.text(kind)
    ]
    return tuple(dict.fromkeys(found))
