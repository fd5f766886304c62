"""Editions: a catalogue has an identity, is kept at first use and stays readable for ever."""

import hashlib
import json
from functools import lru_cache

from pydantic import ValidationError

from amt24web.catalogue.structure import SCHEMA, Catalogue
from amt24web.domain.errors import CatalogueBroken


def canonical(catalogue: Catalogue) -> str:
    """The catalogue as canonical JSON with its schema number: same content, same text."""
    content = catalogue.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(
        {"schema": SCHEMA, "katalog": content},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def identity(text: str) -> str:
    """The identity of an edition: SHA-256 of its canonical JSON, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def identity_of(catalogue: Catalogue) -> str:
    """The identity of a catalogue; worked out once for each, such as the one in force."""
    return identity(canonical(catalogue))


@lru_cache(maxsize=16)
def read_edition(text: str) -> Catalogue:
    """The catalogue of an edition ever published; raises CatalogueBroken if it is newer than us.

    An edition of schema 1 or 2 has no test cases: nothing is derived for an Onlinedienst until
    somebody moves it to a newer edition.
    """
    content = json.loads(text)
    if content["schema"] > SCHEMA:
        raise CatalogueBroken(
            "Diese Fassung des Fragenkatalogs ist neuer als das Programm. Bitte amt24web erneuern."
        )
    try:
        return Catalogue.model_validate(content["katalog"])
    except ValidationError as error:
        raise CatalogueBroken(f"Die Fassung lässt sich nicht lesen: {error}") from error
