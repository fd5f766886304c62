"""Settings: every wrong one is named at once, in German, with what to do."""

import pytest

from amt24web.config import SettingsError, settings_from

GOOD = {"AMT24WEB_SECRET_KEY": "x" * 40}


def test_a_secret_alone_is_enough() -> None:
    settings = settings_from(GOOD)
    assert settings.database_url.startswith("sqlite:///")
    assert settings.theme == "neutral"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "kurz"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "kein url"),
        ("BASE_URL", "amt24.example.org"),
        ("THEME", "gibtesnicht"),
        ("THEME", "../../etc/passwd"),
        ("TRUSTED_PROXIES", "viele"),
        ("MAX_UPLOAD_MB", "-1"),
        ("CATALOGUE_DIR", "/gibt/es/nicht"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "http://mail.example.org"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://mail.example.org:viele"),
        ("SMTP_URL", "smtp://mail.example.org:0"),
        ("SMTP_URL", "smtp://mail.example.org/ordner"),
        ("SMTP_URL", "smtp://nur-name@mail.example.org"),
        ("SMTP_URL", "smtp://name:pässwort@mail.example.org"),
        ("SMTP_URL", "smtp://name:p%C3%A4ss@mail.example.org"),
        ("SMTP_URL", "smtp+plain://mail.example.org"),
        ("HANDOVER_MAIL_TO", "servicedesk"),
        ("HANDOVER_MAIL_TO", "a@example.org, b@example.org"),
        ("MAIL_FROM", "amt24web"),
        ("MAIL_FROM", "amt24web@localhost"),
        ("MAIL_FROM", "a@example.org, b@example.org"),
        ("MAIL_FROM", "a@example.org\nBcc: b@example.org"),
        ("MAIL_FROM", "Name\n <a@example.org>"),
        ("JOBS", "celery"),
        ("JOBS_URL", "redis://localhost"),
        ("JOBS_URL", "sqlite:///jobs.sqlite3"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from({**GOOD, f"AMT24WEB_{name}": value})
    assert f"AMT24WEB_{name}" in str(caught.value)


def test_all_wrong_settings_are_named_together() -> None:
    wrong = {"AMT24WEB_SECRET_KEY": "", "AMT24WEB_THEME": "x", "AMT24WEB_BASE_URL": "x"}
    with pytest.raises(SettingsError) as caught:
        settings_from(wrong)
    for name in wrong:
        assert name in str(caught.value)


MAIL = {"AMT24WEB_SMTP_URL": "smtps://name:sehr%40geheim@mail.example.org",
        "AMT24WEB_MAIL_FROM": "amt24web Musterstadt <amt24web@example.org>"}  # fmt: skip


def test_without_a_mail_server_nothing_is_sent() -> None:
    assert not settings_from(GOOD).sends_mail
    assert settings_from(GOOD).mail_domain == ""


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp://name:wort@mail.example.org:587", "amt24web@example.org"),
        ("smtps://mail.example.org", "Stadt A, Amt 1 <amt24web@example.org>"),
        ("smtp+plain://127.0.0.1:1025", "amt24web@example.org"),
        ("smtp+plain://localhost", "Prüfstelle „Ä“ <amt24web@example.org>"),
    ],
)
def test_with_a_mail_server_and_a_sender_mails_are_sent(url: str, sender: str) -> None:
    environment = GOOD | {"AMT24WEB_SMTP_URL": url, "AMT24WEB_MAIL_FROM": sender}
    settings = settings_from(environment)
    assert settings.sends_mail
    assert settings.mail_domain == "example.org"


def test_a_mail_server_wants_a_sender() -> None:
    with pytest.raises(SettingsError, match="AMT24WEB_MAIL_FROM"):
        settings_from(GOOD | {"AMT24WEB_SMTP_URL": MAIL["AMT24WEB_SMTP_URL"]})


def test_secrets_are_shown_nowhere() -> None:
    secrets = {
        "AMT24WEB_DEMO_PASSWORD": "demo-ganz-geheim",
        "AMT24WEB_DATABASE_URL": "postgresql+psycopg://u:db-geheim@host/x",
        "AMT24WEB_JOBS_URL": "postgresql+psycopg://u:jobs-geheim@host/x",
    }
    shown = repr(settings_from(GOOD | MAIL | secrets))
    assert "geheim" not in shown
    assert GOOD["AMT24WEB_SECRET_KEY"] not in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"AMT24WEB_SMTP_URL": "smtps://name:sehr-geheim@mail.example.org:x"},
        {"AMT24WEB_SMTP_URL": "smtp://name:sehr-geheim/#?@mail.example.org"},
        {"AMT24WEB_SMTP_URL": "name:sehr-geheim@mail.example.org"},
        {"AMT24WEB_SMTP_URL": "smtp+plain://name:sehr-geheim@mail.example.org"},
        {"AMT24WEB_JOBS_URL": "postgresql://u:sehr-geheim@host/x"},
    ],
)
def test_a_wrong_address_is_not_repeated_for_it_holds_a_password(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_from(GOOD | wrong)
    assert "geheim" not in str(caught.value)


def test_the_queue_lies_beside_the_database() -> None:
    url = {"AMT24WEB_DATABASE_URL": "sqlite:////var/lib/amt24web/daten.sqlite3"}
    assert settings_from(GOOD | url).jobs_place == "sqlite:////var/lib/amt24web/daten-jobs.sqlite3"
    server = {"AMT24WEB_DATABASE_URL": "postgresql+psycopg://u@host/x"}
    assert settings_from(GOOD | server).jobs_place.endswith("/instance/amt24web-jobs.sqlite3")
    own = {"AMT24WEB_JOBS_URL": "postgresql+psycopg://u@host/x"}
    assert settings_from(GOOD | server | own).jobs_place == own["AMT24WEB_JOBS_URL"]


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    settings = settings_from({**GOOD, "AMT24WEB_BASE_URL": "https://amt24web.example.org"})
    assert settings.is_secure
    assert settings.cookie_name.startswith("__Host-")
