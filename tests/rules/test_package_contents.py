"""What a Go-Live-Paket must hold: each way its own contents, proven by answers and papers."""

from typing import Any

import pytest

from amt24web.domain.papers.words import ContentState
from amt24web.domain.records import Content
from amt24web.domain.vocabulary import AnswerState
from amt24web.rules.package_contents import (
    ENTRIES,
    EVERY_WAY,
    MANDANT_CELLS,
    ONLY_DRAFT,
    Line,
    PaperThere,
    assess,
    is_complete,
)
from tests.harness.builders import a_column, a_question, a_standing, some_rows, the_real_catalogue
from tests.harness.builders import a_working_catalogue as working

THERE, MISSING, NOT_NEEDED = ContentState.THERE, ContentState.MISSING, ContentState.NOT_NEEDED
MANDANT = {
    "mandant": "Musterstadt", "prozess": "Hund", "prozess_version": "v1.0",
    "formular": "Hund_Form", "formular_version": "v1.1",
}  # fmt: skip
SUPPORT = [{"stelle": "Amt"}]
CATALOGUE = working(
    some_rows("amt24_mandant", *(a_column(cell) for cell in MANDANT_CELLS)),
    a_question("dsinfo_text", "langtext"),
    some_rows("support_fachlich", a_column("stelle")),
    some_rows("support_technisch", a_column("stelle")),
    a_question("beschreibung_vorhanden", "ja_nein"),
    a_question("beschreibung_url"),
    a_question("redaktion_am", "datum"),
    a_question("sk_ergebnis"),
    a_question("sk_am", "datum"),
    some_rows("schnittstellen", a_column("von"), condition="dsinfo_text == 'x'"),
    a_question("sb_v"),
)
DONE: dict[str, Any] = {
    "umsetzungsweg": "blaupause",
    "amt24_mandant": [MANDANT],
    "dsinfo_text": "Wir erheben …",
    "support_fachlich": SUPPORT,
    "support_technisch": SUPPORT,
    "beschreibung_vorhanden": "ja",
    "beschreibung_url": "https://example.org",
    "redaktion_am": "2027-03-01",
    "sk_ergebnis": "erteilt",
    "sk_am": "2027-03-02",
    "authorities": [{"name": "Stadt A"}],
}
PAPERS = {
    slug: PaperThere(slug, True, "Version 1, freigegeben.")
    for entry in ENTRIES
    for slug in entry.papers
}


def lines(papers: dict[str, PaperThere] | None = None, **answers: Any) -> dict[str, Line]:
    """The contents by slug."""
    standing = a_standing(CATALOGUE, **{**DONE, **answers})
    return {ln.entry.slug: ln for ln in assess(standing, PAPERS if papers is None else papers)}


def states(**said: Any) -> dict[str, ContentState]:
    return {slug: line.content.state for slug, line in lines(**said).items()}


def test_with_all_answers_and_papers_the_blueprint_is_complete():
    assert is_complete(lines().values())
    assert set(states().values()) == {THERE, NOT_NEEDED}


def test_the_blueprint_needs_eight_contents_and_the_rest_only_if_it_applies():
    without = lines({}, amt24_mandant=[], dsinfo_text=None, support_fachlich=[],
                    support_technisch=[], beschreibung_url=None, sk_am=None)  # fmt: skip
    missing = [ln.entry.number for ln in without.values() if ln.content.state is MISSING]
    assert missing == ["1", "2", "3", "4", "7", "9", "14"]
    assert without["inhalt"].content.state is THERE


def test_ones_own_model_needs_the_papers_of_test_and_handover_as_well():
    found = lines({}, umsetzungsweg="eigenes_modell")
    missing = [ln.entry.number for ln in found.values() if ln.content.state is MISSING]
    assert missing == ["2", "3", "5", "6", "8", "15", "16"]


def test_a_release_that_was_refused_is_none():
    line = lines(sk_ergebnis="verweigert")["freigabe-sk44"]
    assert line.content.state is MISSING
    assert "verweigert" in line.content.words


@pytest.mark.parametrize("cell", MANDANT_CELLS)
def test_it_is_never_complete_without_mandant_process_and_form_with_versions(cell: str):
    rows = [MANDANT, {name: said for name, said in MANDANT.items() if name != cell}]
    found = lines(amt24_mandant=rows)
    assert not is_complete(found.values())
    brief = found["steckbrief"]
    assert f"Zeile 2: {cell.capitalize()} fehlt" in brief.content.words
    assert brief.place == "klaerung/mehr#frage-amt24_mandant"


def test_saying_that_it_does_not_apply_fills_no_mandant():
    answer = Content(state=AnswerState.NOT_APPLICABLE, reason="egal")
    assert states(amt24_mandant=answer)["steckbrief"] is MISSING


def test_a_draft_is_no_approval():
    drafts = {slug: PaperThere(slug, False, "Entwurf.") for slug in PAPERS}
    found = lines(drafts)
    assert found["zertifizierung"].content.words == ONLY_DRAFT
    assert found["zertifizierung"].place == "dokumente#art-zertifizierung"
    assert found["auftakt"].content.state is THERE
    assert found["auftakt"].content.words == "Entwurf."


def test_what_follows_from_the_answers_is_needed_only_then():
    assert states()["schnittstellen"] is NOT_NEEDED
    assert states(dsinfo_text="x")["schnittstellen"] is MISSING
    assert states(dsinfo_text="x", schnittstellen=[{"von": "A"}])["schnittstellen"] is THERE
    assert states()["sicherheit"] is NOT_NEEDED
    assert states(sb_v="hoch")["sicherheit"] is THERE


def test_every_gap_names_its_question_and_where_to_mend_it():
    line = lines(dsinfo_text=None)["datenschutzerklaerung"]
    assert line.content.words == "Frage C 2 ist offen."
    assert line.place == "klaerung/mehr#frage-dsinfo_text"


def test_an_unreadable_answer_is_a_gap():
    unreadable = Content(raw={"value": "kaputt"}, value="x", state=AnswerState.ANSWERED)
    assert states(beschreibung_url=unreadable)["leistungsbeschreibung"] is MISSING


def test_without_a_way_nothing_is_left_out_and_the_way_is_the_first_gap():
    found = lines(umsetzungsweg=None)
    first = next(iter(found.values()))
    assert (first.entry.slug, first.place) == ("weg", "klaerung/leistung#frage-umsetzungsweg")
    assert found["einspielplan"].content.state is THERE
    assert not is_complete(found.values())


@pytest.mark.parametrize(
    ("way", "first"),
    [("amt24_vorhanden", "anschluss"), ("efa", "anschluss"), ("nur_link", "link"),
     ("blaupause", "steckbrief"), ("eigenes_modell", "steckbrief")],
)  # fmt: skip
def test_what_is_not_built_here_asks_for_a_connection_or_tells_its_link(way: str, first: str):
    found = assess(a_standing(the_real_catalogue(), umsetzungsweg=way), {})
    assert found[0].entry.slug == first
    assert ("zertifizierung" in {ln.entry.slug for ln in found}) is (first == "steckbrief")


def test_every_question_that_proves_a_content_stands_in_the_real_catalogue():
    named = {q for entry in ENTRIES for q in (*entry.questions, *entry.also)}
    assert named - the_real_catalogue().questions.keys() == set()


def test_on_every_real_way_each_mandatory_content_can_be_proven():
    catalogue = the_real_catalogue()
    for way in EVERY_WAY:
        standing = a_standing(catalogue, umsetzungsweg=way, vorhaben_art="neu")
        for entry in ENTRIES:
            if way in entry.mandatory and entry.questions:
                assert standing.assessment.asked.intersection(entry.questions), (way, entry.text)


def test_every_content_has_a_name_of_its_own_on_each_way():
    for way in EVERY_WAY:
        texts = [entry.text for entry in ENTRIES if way in entry.ways]
        assert len(texts) == len(set(texts))


def test_a_list_that_is_not_mandatory_is_asked_for_only_once_it_was_begun():
    assert states(authorities=[])["zustaendigkeiten"] is NOT_NEEDED
    assert states()["zustaendigkeiten"] is THERE
    assert states(authorities=[], umsetzungsweg="eigenes_modell")["zustaendigkeiten"] is MISSING
