"""Who may ask for what: every route, every role."""

import re
from contextvars import Context

import pytest
from flask import Flask, url_for

from amt24web.app import create_app
from amt24web.domain.people import Account
from amt24web.domain.vocabulary import AccessRole, Action
from amt24web.rules import access
from amt24web.usecases import demo
from amt24web.web.security import MARK
from tests.harness.app import SECRET
from tests.harness.builders import a_member, a_person, an_onlinedienst, the_real_catalogue
from tests.harness.client import Visitor

ARGUMENTS = {
    "section_id": "leistung",
    "certification_part": "zertifizierung",
    "go_live_part": "rollout",
    "question_id": "leistung_kurz",
    "row_uid": "gibtesnicht",
    "rule_id": "gibtesnicht",
    "comment_uid": "gibtesnicht",
    "block_id": "weichen",
    "sign_off_id": "dsb",
    "slug": "auftakt",
    "standard_id": "gibtesnicht",
    "key": "gibtesnicht",
    "uid": "gibtesnicht",
    "int:mail_id": "1",
    "int:issued_id": "1",
    "int:version_id": "1",
    "int:number": "1",
    "int:phase_number": "3",
    "item_id": "pr-hinweise",
    "int:case": "1",
    "int:result_id": "1",
    "int:declaration_id": "1",
    "rendition": "freigegeben",
    "kind": "auftakt",
    "file_format": "docx",
}
GLOBAL = {
    AccessRole.COORDINATION: {"is_coordination": True},
    AccessRole.ADMIN: {"is_admin": True},
}
STATIC = "static"
OWN_ONLY = {
    AccessRole.COMPETENT_BODY: ("/antworten/", "/mitzeichnung", "/verlauf/"),
    AccessRole.READER: ("/mitzeichnung/", "/antworten/", "^POST .*/verlauf/"),
}
"""Requests that need something of one's own: rows, questions handed over, sign-offs of a role."""
ABSENT = "gibtesnicht"
NONE_YET = ("/versionen/", "/faelle/1", "/durchlaeufe/1", "/freigabe/1", "/nachweis")
"""Nothing was issued, tested, declared or certified here."""


def _routes() -> list[tuple[str, str]]:
    app = create_app({"secret_key": SECRET, "database_url": "sqlite://"})
    return sorted(
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint != STATIC
    )


ROUTES = _routes()
NEED_SIGN_IN = [
    (rule, method)
    for rule, method in ROUTES
    if rule not in ("/anmelden", "/healthz", "/readyz", "/hilfe")
]
OF_ONE = [(rule, method) for rule, method in ROUTES if "<int:onlinedienst_id>" in rule]


def _path(rule: str, onlinedienst_id: int) -> str:
    path = rule.replace("<int:onlinedienst_id>", str(onlinedienst_id))
    for name, value in ARGUMENTS.items():
        path = path.replace(f"<{name}>", value)
    assert "<" not in path, path
    return path


def _action(app: Flask, path: str, method: str) -> Action:
    adapter = app.url_map.bind("localhost")
    endpoint, _ = adapter.match(path, method=method)
    return getattr(app.view_functions[endpoint], MARK)


def _ask(visitor: Visitor, path: str, method: str) -> int:
    answer = visitor.post(path) if method == "POST" else visitor.get(path)
    return answer.status_code


@pytest.mark.parametrize(("rule", "method"), NEED_SIGN_IN)
def test_nobody_gets_in_without_signing_in(app: Flask, rule: str, method: str) -> None:
    path = _path(rule, an_onlinedienst(a_person(), the_real_catalogue()))
    nobody = Visitor(app)
    assert _ask(nobody, path, method) in (302, 401)
    with_htmx = Context().run(
        nobody.client.open, path, method=method, headers={"HX-Request": "true"}
    )
    assert with_htmx.status_code in (400, 401)


@pytest.mark.parametrize(("rule", "method"), OF_ONE)
def test_a_stranger_and_an_unknown_number_get_the_same_answer(
    app: Flask, rule: str, method: str
) -> None:
    number = an_onlinedienst(a_person(), the_real_catalogue())
    stranger = Visitor(app, a_person())
    assert _ask(stranger, _path(rule, number), method) == 404
    assert _ask(stranger, _path(rule, 999_999), method) == 404


@pytest.mark.parametrize("role", AccessRole)
@pytest.mark.parametrize(("rule", "method"), OF_ONE)
def test_each_role_gets_what_the_table_says(
    app: Flask, rule: str, method: str, role: AccessRole
) -> None:
    number = an_onlinedienst(a_person(), the_real_catalogue())
    member = _somebody(number, role)
    path = _path(rule, number)
    action = _action(app, path, method)
    status = _ask(Visitor(app, member), path, method)
    if any(re.search(what, f"{method} {path}") for what in OWN_ONLY.get(role, ())):
        assert status in (403, 404)  # not their own; see below, and test_sign_offs, for those
    elif access.may(action, {role}, owns_row=True):
        # What does not exist is 404, what is half sent is 422; nothing is refused or breaks.
        is_absent = path.endswith((f"/{ABSENT}", ".txt", ".eml")) or any(
            part in path for part in NONE_YET
        )
        is_open = method == "POST" or is_absent
        assert status in (200, 302, 303, 404, 422) if is_open else status in (200, 302)
    elif role is AccessRole.ADMIN:
        assert status == 404
    else:
        assert status == 403


def _somebody(onlinedienst_id: int, role: AccessRole) -> Account:
    if role in GLOBAL:
        return a_person(**GLOBAL[role])
    return a_member(onlinedienst_id, role)


def test_a_competent_body_may_change_its_own_rows_only(app: Flask) -> None:
    owner = a_person()
    number = an_onlinedienst(owner, the_real_catalogue())
    body = a_member(number, AccessRole.COMPETENT_BODY, uid="amt")
    boss = Visitor(app, owner)
    rows = {}
    for name, contact in (("Stadt A", "amt"), ("Stadt B", "")):
        boss.post(
            f"/onlinedienste/{number}/klaerung/zustaendigkeit", {"tat": "hinzufuegen:stellen"}
        )
        uid = _row_uids(boss, number)[-1]
        path = f"/onlinedienste/{number}/klaerung/antworten/stellen/{uid}"
        prefix = f"f_stellen-{uid}-"
        fields = {f"{prefix}name": name, f"{prefix}ansprechperson": contact}
        assert boss.post(path, fields, htmx=True).status_code == 200
        rows[name] = uid
    visitor = Visitor(app, body)
    page = visitor.get(f"/onlinedienste/{number}/stellen").text
    assert "Stadt A" in page
    assert "Stadt B" not in page
    for name, status in (("Stadt A", 200), ("Stadt B", 403)):
        path = f"/onlinedienste/{number}/klaerung/antworten/stellen/{rows[name]}"
        field = f"f_stellen-{rows[name]}-telefon"
        revision = f"f_stellen-{rows[name]}-revision"
        sent = visitor.post(path, {field: "0351 000", revision: "2"}, htmx=True)
        assert sent.status_code == status, name


def _row_uids(visitor: Visitor, number: int) -> list[str]:
    page = visitor.get(f"/onlinedienste/{number}/klaerung/zustaendigkeit").text
    return [part.split('"')[0] for part in page.split('id="zeile-stellen-')[1:]]


def test_the_application_does_not_start_with_a_route_that_does_not_say_what_it_needs() -> None:
    from amt24web.web import security  # noqa: PLC0415

    app = create_app({"secret_key": SECRET, "database_url": "sqlite://"})
    app.add_url_rule("/ohne", "ohne", lambda: "offen")
    with pytest.raises(RuntimeError, match="ohne"):
        security.require_declared_routes(app)


def test_every_demo_account_is_what_the_contract_says(app: Flask) -> None:
    demo.build_demo(catalogue=the_real_catalogue(), password="demo-passwort-24")
    expected = {
        "eigner@example.org": (200, 303),
        "modell@example.org": (200, 303),
        "tester@example.org": (200, 403),
        "sid@example.org": (200, 403),
        "koordination@example.org": (200, 403),
        "admin@example.org": (404, 404),
    }
    with app.test_request_context():
        sign_in = url_for("users.sign_in")
    for email, (reading, answering) in expected.items():
        visitor = Visitor(app)
        form = {"email": email, "password": "demo-passwort-24"}
        assert visitor.post(sign_in, form).status_code == 303, email
        assert visitor.get("/onlinedienste/1").status_code == reading, email
        fields = {
            "abschnitt": "leistung",
            "f_leistung_kurz": "neu",
            "f_leistung_kurz-revision": "9",
        }
        visitor.account = Account(0, "", "", email)
        answer = visitor.post("/onlinedienste/1/klaerung/leistung", fields)
        assert answer.status_code == answering, email
