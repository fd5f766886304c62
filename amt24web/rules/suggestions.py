"""Suggestions of the catalogue: XÖV standards to search and choose, with what is known of them."""

from amt24web.catalogue.structure import Catalogue, Column, XoevStandard
from amt24web.domain.wording import folded, german_date


def find_standard(catalogue: Catalogue, name: str) -> XoevStandard | None:
    """The standard that is called so, however it is spelled; None for one's own entry."""
    wanted = folded(name).strip()
    return next((s for s in catalogue.standards if folded(s.text) == wanted), None)


def search_standards(catalogue: Catalogue, words: str) -> tuple[XoevStandard, ...]:
    """The standards in which every word occurs, in name, purpose, owner or identifier."""
    wanted = folded(words).split()
    return tuple(
        standard
        for standard in catalogue.standards
        if all(w in _searched(standard) for w in wanted)
    )


def _searched(standard: XoevStandard) -> str:
    return folded(f"{standard.text} {standard.purpose} {standard.owner} {standard.identifier}")


def suggestion_detail(catalogue: Catalogue, column: Column, text: str) -> str:
    """What is known of the chosen entry, in one line; empty for one's own."""
    standard = find_standard(catalogue, text) if column.suggestions_from and text else None
    return described(standard) if standard else ""


def described(standard: XoevStandard) -> str:
    """Purpose, owner and version found, in one line."""
    found = f"gefundene Version {standard.version} (Stand {german_date(standard.as_of)})"
    parts = (
        standard.purpose.rstrip("."),
        standard.owner and f"Betreiber: {standard.owner}",
        standard.version and found,
    )
    return " · ".join(part for part in parts if part)
