"""Answering what one was asked: the last step is a button, not a hunt for the right choice."""

from playwright.sync_api import expect

from amt24web.domain.vocabulary import AccessRole
from amt24web.rules.submissions import Submission
from amt24web.usecases.answering import Target, record_answer
from tests.e2e.stage import PASSWORD, begun, field, joined, somebody, wait_until_kept
from tests.harness.browser import site, visit


def test_an_answer_is_settled_with_one_press_while_typing_saves_itself() -> None:
    owner, asked = somebody("Olga Fragt"), somebody("Dora Antwortet")
    number = begun(owner)
    joined(number, asked, AccessRole.READER)
    with site().app.app_context():
        record_answer(
            who=owner, onlinedienst_id=number, target=Target("ziel"), page_id="p", sequence=1,
            submission=Submission(
                {"zustand": ["wird_geklaert"], "verantwortlich": [f"m{asked.id}"]}, 0
            ),
        )  # fmt: skip
    with visit(asked.email, password=PASSWORD) as page:
        page.goto(f"{site().url}/onlinedienste/{number}")
        page.get_by_role("link", name="1 Frage beantworten").click()
        field(page, "ziel").fill("So machen wir es")
        settle = page.get_by_role("button", name="Ist damit geklärt")
        settle.click()
        expect(settle).to_have_count(0)
        wait_until_kept(number, "ziel", "So machen wir es")
        page.reload()
        expect(page.locator("main")).to_contain_text("keine Frage auf Sie")
