"""What was frozen comes back as the same paper, and nothing else is taken for one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from amt24web.documents import plain
from amt24web.documents.frozen import thaw
from amt24web.documents.outline import Document, facts, fingerprint
from tests.documents.later_papers import FULL, WITHOUT_FACTS
from tests.documents.papers import a_blank, a_clarification, a_kickoff
from tests.documents.papers_before_kickoff import a_status_report, an_invitation
from tests.documents.random_papers import documents


@given(documents())
@settings(max_examples=60, deadline=None)
def test_a_thawed_paper_has_the_same_facts_and_says_the_same(document: Document) -> None:
    again = thaw(facts(document))
    assert facts(again) == facts(document)
    assert fingerprint(again) == fingerprint(document)


PAPERS = [
    a_clarification(),
    a_kickoff(),
    a_blank(),
    an_invitation(),
    a_status_report(),
    *FULL.values(),
    *WITHOUT_FACTS.values(),
]


@pytest.mark.parametrize(
    "document", PAPERS, ids=[f"{d.head.kind}-{n}" for n, d in enumerate(PAPERS)]
)
def test_every_paper_of_the_house_can_be_thawed(document: Document) -> None:
    again = thaw(facts(document))
    head = replace(again.head, state=document.head.state)  # no part of the facts
    assert plain.ink(replace(again, head=head)) == plain.ink(document)
    assert again.head.day == document.head.day


@pytest.mark.parametrize(
    "broken",
    [
        {"schema": 2, "block": "Document"},
        {"schema": 1, "block": "Nobody"},
        {"schema": 1, "block": "Heading", "level": 1, "text": "nur eine Überschrift"},
        {"schema": 1},
    ],
)
def test_facts_nobody_knows_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"unknown|something else"):
        thaw(json.dumps(broken).encode())
