"""The Onlinedienste of the demonstration, told once into a database of their own."""

from functools import cache

from amt24web.domain.people import Account
from amt24web.domain.vocabulary import Action
from amt24web.rules.summary import Standing
from amt24web.storage.database import reading
from amt24web.usecases import demo
from amt24web.usecases.dossier import open_dossier
from tests.harness.app import make_app
from tests.harness.builders import the_real_catalogue

STORIES = sorted(demo.DATA.glob("[0-9]*.toml"))
NUMBERS = range(1, len(STORIES) + 1)
ANYBODY = Account(id=0, name="Betrieb", function="", email="", is_coordination=True)


@cache
def demo_standings() -> dict[int, Standing]:
    """Where each of them stands, by number."""
    app = make_app()
    with app.app_context():
        demo.build_demo(catalogue=the_real_catalogue(), password="demo-passwort-24")
        with reading() as session:
            return {
                number: open_dossier(session, ANYBODY, number, Action.VIEW).standing
                for number in NUMBERS
            }
