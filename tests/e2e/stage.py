"""What browser tests start from: people with a password, an Onlinedienst with a few questions."""

import time

from playwright.sync_api import Locator, Page, expect

from amt24web.catalogue.structure import Catalogue
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole
from amt24web.storage import records
from amt24web.storage.database import reading
from amt24web.usecases import users
from tests.harness.browser import PATIENCE_MS, site
from tests.harness.builders import (
    NUMBERS,
    a_column,
    a_member,
    a_question,
    a_working_catalogue,
    an_onlinedienst,
    some_choices,
    some_rows,
)

PASSWORD = "ein-langes-passwort"
SAVED = "Gespeichert um"


def somebody(name: str = "Anna Beispiel", **said: str | bool) -> Account:
    """A person who can sign in; the same name is the same person."""
    email = name.lower().replace(" ", ".") + "@example.org"
    with site().app.app_context():
        number = users.create_user(email=email, name=name, password=PASSWORD, **said)  # type: ignore[arg-type]
    return Account(id=number, name=name, function="", email=email)


def small_catalogue() -> Catalogue:
    """A Klärung with one question of the kinds that matter while saving, in section ``mehr``."""
    return a_working_catalogue(
        a_question("anlass", "langtext"),
        a_question("ziel"),
        a_question("hat_frist", "ja_nein"),
        a_question("frist", "datum", condition="hat_frist == 'ja'"),
        a_question("gruppen", "mehrfach", choices=some_choices("eltern", "vereine"), need="O"),
        some_rows(
            "schritte",
            a_column("was"),
            a_column("wann", "datum"),
            a_column("wer", "auswahl", choices=some_choices("wir", "andere")),
            need="O",
        ),
    )


def begun(who: Account, catalogue: Catalogue | None = None) -> int:
    """An Onlinedienst of this person on the running site."""
    with site().app.app_context():
        name = f"Leistung {next(NUMBERS)}"
        return an_onlinedienst(who, catalogue or small_catalogue(), name=name)


def joined(onlinedienst_id: int, person: Account, role: AccessRole) -> None:
    """Let somebody take part."""
    with site().app.app_context():
        a_member(onlinedienst_id, role, person)


def kept(onlinedienst_id: int, key: str, row_uid: str = "") -> object:
    """What the database holds now as the answer of a question or row."""
    with site().app.app_context(), reading() as session:
        found = [
            r
            for r in records.list_records(session, onlinedienst_id)
            if r.key == key and (not row_uid or r.row_uid == row_uid)
        ]
    return found[0].content.value if found else None


def wait_until_kept(onlinedienst_id: int, key: str, value: object) -> None:
    """The database holds this answer, sooner or later."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while kept(onlinedienst_id, key) != value and time.monotonic() < deadline:
        time.sleep(0.02)
    assert kept(onlinedienst_id, key) == value


def open_section(page: Page, onlinedienst_id: int, section: str = "mehr") -> None:
    """Go to the questions."""
    page.goto(f"/onlinedienste/{onlinedienst_id}/klaerung/{section}")


def field(page: Page, name: str) -> Locator:
    """The input of a question, as the page names it."""
    return page.locator(f"#f_{name}")


def state(page: Page) -> Locator:
    """Where the page says how saving stands."""
    return page.locator("#speicherstand")


def wait_until_saved(page: Page) -> None:
    """The page says that everything is saved."""
    expect(state(page)).to_contain_text(SAVED)
    expect(state(page)).to_have_attribute("data-state", "saved")
