"""An Onlinedienst on the whole catalogue with nearly everything answered, to measure pages with."""

from dataclasses import replace

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import RowSource
from amt24web.storage import records
from amt24web.storage.database import writing
from amt24web.usecases import upkeep
from tests.harness.builders import an_onlinedienst, the_real_catalogue
from tests.rules.random_answers import said

PLAIN = 14
"""A number that gives plain answers without anything beside them."""
KEPT = frozenset({"leistung_name", "umsetzungsweg", "vorhaben_art"})
"""Answered at the beginning."""
UNFIT = frozenset({"vn_entbehrlich", "kosten"})
"""The drawn answer would spare half of the questions behind it."""


def the_catalogue() -> Catalogue:
    """What is measured: the catalogue as shipped."""
    return the_real_catalogue()


def filled(who: Account) -> int:
    """Begin an Onlinedienst and answer what the numbers draw; returns its number."""
    number = an_onlinedienst(who, the_catalogue())
    drawn = {
        (record.key, record.row_uid): replace(record, author_id=who.id, revision=1)
        for question in the_catalogue().questions.values()
        if question.id not in KEPT | UNFIT
        for record in said(question, PLAIN)
        if record.key != RowSource.PARTICIPANTS.value
    }
    with writing() as session:
        records.keep_many(session, number, drawn.values())
    upkeep.rebuild_summaries()
    return number
