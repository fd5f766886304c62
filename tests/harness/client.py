"""Asking the application the way a browser without script does, only faster."""

import re
from contextvars import Context
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from amt24web.domain.people import Account
from amt24web.usecases import users

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
PASSWORD = "ein-langes-passwort"
HTMX = {"HX-Request": "true"}


@dataclass
class Visitor:
    """Somebody at a browser; nobody in particular without an account."""

    app: Flask
    account: Account | None = None

    @cached_property
    def client(self) -> Any:
        """The browser, with its cookies."""
        client = self.app.test_client()
        if self.account:
            token = self._session_token(self.account)
            with client.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True
        return client

    @staticmethod
    def _session_token(account: Account) -> str:
        if not users.has_password(email=account.email, password=PASSWORD):
            users.create_user(
                email=account.email,
                name=account.name,
                password=PASSWORD,
                function=account.function,
                is_admin=account.is_admin,
                is_coordination=account.is_coordination,
            )
        address = f"192.0.2.{account.id % 250}"
        return users.sign_in(email=account.email, password=PASSWORD, address=address).token

    def get(self, path: str, **headers: str) -> TestResponse:
        """Look at a page."""
        return self._alone(self.client.get, path, headers=headers)

    def post(
        self,
        path: str,
        fields: Any = None,
        *,
        htmx: bool = False,
        token: str = "",
        **headers: str,
    ) -> TestResponse:
        """Send a form, with the token its page carries."""
        data = {"csrf_token": token or self.form_token, **(fields or {})}
        sent = {**headers, **(HTMX if htmx else {})}
        return self._alone(self.client.post, path, data=data, headers=sent)

    @staticmethod
    def _alone(ask: Any, *said: Any, **more: Any) -> TestResponse:
        """In a context of its own: what one request remembers, the next one must not find."""
        answer: TestResponse = Context().run(ask, *said, **more)
        return answer

    @property
    def form_token(self) -> str:
        """The token against forged forms, as any page shows it."""
        pages = (self.get(path).text for path in ("/hilfe", "/anmelden"))
        return next((found[1] for page in pages if (found := TOKEN.search(page))), "")
