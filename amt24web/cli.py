"""Commands for operators: accounts, catalogue, demo, integrity."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.review import review
from amt24web.domain.errors import DomainError
from amt24web.usecases import upkeep, users

catalogue_commands = AppGroup("catalogue", help="Fragenkatalog.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(catalogue_commands)
    app.cli.add_command(create_user)
    app.cli.add_command(check)


@catalogue_commands.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check_catalogue(folder: Path | None) -> None:
    """Liest den Fragenkatalog Korrektur, auch mit dem Ordner einer Behörde darüber."""
    settings = current_app.config["SETTINGS"]
    try:
        catalogue = load_catalogue(folder or settings.catalogue_dir)
    except DomainError as problem:
        raise click.ClickException(problem.message) from problem
    remarks = review(catalogue)
    for remark in remarks:
        click.echo(remark)
    if remarks:
        sys.exit(1)
    click.echo(
        f"Der Fragenkatalog ist in Ordnung: {len(catalogue.questions)} Fragen, "
        f"{len(catalogue.rules)} Regeln."
    )


@click.command("create-user")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--function", default="", help="Stelle oder Funktion.")
@click.option("--admin", is_flag=True, help="darf Konten verwalten")
@click.option("--coordination", is_flag=True, help="liest alle Onlinedienste")
@click.option("--password-stdin", is_flag=True, help="Passwort von der Standardeingabe lesen")
def create_user(
    email: str, name: str, function: str, admin: bool, coordination: bool, password_stdin: bool
) -> None:
    """Legt ein Konto an oder gibt einem vorhandenen ein neues Passwort."""
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Passwort", hide_input=True, confirmation_prompt=True)
    )
    try:
        users.create_user(
            email=email,
            name=name,
            password=password,
            function=function,
            is_admin=admin,
            is_coordination=coordination,
        )
    except DomainError as problem:
        raise click.ClickException(problem.message) from problem
    click.echo(f"Konto {email} ist bereit.")


@click.command("check")
@click.option("--rebuild", is_flag=True, help="Abgeleitetes neu berechnen")
def check(rebuild: bool) -> None:
    """Prüft die Datenbank; mit --rebuild werden Übersichten und offene Punkte neu berechnet."""
    problems = upkeep.check_integrity()
    for problem in problems:
        click.echo(problem)
    if rebuild:
        click.echo(f"{upkeep.rebuild_summaries()} Onlinedienste neu berechnet.")
    if problems:
        sys.exit(1)
    click.echo("Die Datenbank ist in Ordnung.")
