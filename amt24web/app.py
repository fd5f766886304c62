"""The application: settings, database, catalogue, pages, commands."""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from amt24web import cli, config, jobs
from amt24web.catalogue.loader import load_catalogue
from amt24web.config import Settings, settings_from
from amt24web.storage import database
from amt24web.web import pages

LARGEST_FORM = 4 * 1024 * 1024


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, ready to serve; never touches the database.

    ``overrides`` replace single settings by name. Raises SettingsError or CatalogueBroken with a
    German message that says what to do.
    """
    settings = _settings(overrides or {})
    app = Flask(
        "amt24web",
        root_path=str(config.ROOT),
        instance_path=str(config.INSTANCE),
        template_folder="templates",
        static_folder="static",
    )
    app.config.update(_flask_config(settings))
    app.config["CATALOGUE"] = load_catalogue(settings.catalogue_dir)
    if settings.trusted_proxies:
        number = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=number)  # type: ignore[method-assign]
    database.init_app(app)
    pages.init_app(app)
    cli.init_app(app)
    app.config["RING"], app.config["RING_PAPERS"] = jobs.init_app(app)
    return app


def _settings(overrides: Mapping[str, Any]) -> Settings:
    if "secret_key" in overrides:
        return replace(Settings(secret_key=overrides["secret_key"]), **overrides)
    return replace(settings_from(os.environ), **overrides)


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "MIGRATIONS": str(config.ROOT / "migrations"),
        "SESSION_COOKIE_NAME": settings.cookie_name,
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "MAX_CONTENT_LENGTH": settings.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "MAX_FORM_PARTS": 20_000,
    }
