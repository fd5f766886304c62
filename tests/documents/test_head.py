"""What a paper says about itself."""

from amt24web.domain.vocabulary import DocumentState
from tests.documents.papers import a_head


def test_the_title_names_kind_and_onlinedienst() -> None:
    assert a_head().title == "Klärungsbogen: Anmeldung zur Grundschule"


def test_without_an_onlinedienst_the_kind_is_the_title() -> None:
    assert a_head(onlinedienst="").title == "Klärungsbogen"


def test_the_footer_names_kind_standing_and_identity() -> None:
    first, second = a_head().footer("0123456789ab")
    assert first == "Klärungsbogen · Anmeldung zur Grundschule"
    assert second == "Version 0.1 · Stand 23.11.2026 · Entwurf · Inhaltskennung 0123456789ab"


def test_the_footer_shortens_a_long_name() -> None:
    first, _ = a_head(onlinedienst="Sehr lang " * 40).footer("0")
    assert first.endswith("…")
    assert len(first) < 110


def test_only_a_draft_bears_the_mark() -> None:
    assert a_head().is_draft
    assert not a_head(state=DocumentState.FOR_APPROVAL).is_draft
    assert not a_head(state=None).is_draft


def test_who_approved_stands_in_the_control_table() -> None:
    approval = "Erika Beispiel, 01.12.2026"
    rows = a_head(state=DocumentState.APPROVED, approval=approval).control_rows()
    assert ("Freigabe", approval) in rows
    assert ("Status", "freigegeben") in rows


def test_a_paper_nobody_approves_says_nothing_of_approval() -> None:
    assert {name for name, _ in a_head(state=None).control_rows()}.isdisjoint(
        {"Status", "Freigabe"}
    )
