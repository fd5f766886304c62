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


def test_over_https_the_cookie_is_bound_to_the_host() -> None:
    settings = settings_from({**GOOD, "AMT24WEB_BASE_URL": "https://amt24web.example.org"})
    assert settings.is_secure
    assert settings.cookie_name.startswith("__Host-")
