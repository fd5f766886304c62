"""What every entry of the catalogue is made of: strict models, ids, German words for our sets."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
RuleId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=40)]


def german(words: Mapping[str, Any]) -> BeforeValidator:
    """Reads the word an editor writes as the value it stands for; a kept edition has the value."""

    def translate(written: Any) -> Any:
        if written in words or written in words.values():
            return words.get(written, written)
        raise ValueError(f"„{written}“ gibt es nicht; möglich: {', '.join(words)}")

    return BeforeValidator(translate)


class Declared(BaseModel):
    """What all entries share: frozen, strict about keys, written in German."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Declared):
    """An entry that says where it comes from and how old that knowledge is."""

    source: str = Field(alias="quelle", min_length=3)
    as_of: date = Field(alias="stand")
