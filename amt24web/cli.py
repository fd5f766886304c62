"""Commands for operators: accounts, catalogue, demo, integrity, taking Onlinedienste along."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from amt24web.catalogue.loader import load_catalogue
from amt24web.catalogue.review import review
from amt24web.documents.package_check import check_package
from amt24web.domain.errors import DomainError
from amt24web.domain.people import Operator
from amt24web.domain.vocabulary import DocumentFormat
from amt24web.domain.wording import DOCUMENT_SLUGS
from amt24web.usecases import demo, documents, exchange, package, upkeep, users
from amt24web.usecases.rendering import Produced

OPERATOR = Operator(id=0, name="Betrieb", function="", email="")
NOT_DRAWN = "Das Dokument ist nicht fertig geworden."
NO_DEMO_PASSWORD = (
    "Für die Demo-Konten fehlt ein Passwort. Bitte AMT24WEB_DEMO_PASSWORD setzen, mindestens "
    "12 Zeichen."
)
FORMATS = [str(file_format) for file_format in DocumentFormat]
KINDS = {slug: kind for kind, slug in DOCUMENT_SLUGS.items()}

catalogue_commands = AppGroup("catalogue", help="Fragenkatalog.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(catalogue_commands)
    app.cli.add_command(create_user)
    app.cli.add_command(check)
    app.cli.add_command(build_demo)
    app.cli.add_command(write_document)
    app.cli.add_command(export_onlinedienst)
    app.cli.add_command(take_over)
    app.cli.add_command(write_package)
    app.cli.add_command(verify_package)


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
        f"{len(catalogue.rules)} Regeln, {len(catalogue.test_cases)} Testfälle."
    )


@click.command("create-user")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--function", default="", help="Stelle oder Funktion.")
@click.option("--admin", is_flag=True, help="darf Konten verwalten")
@click.option("--coordination", is_flag=True, help="liest alle Onlinedienste")
@click.option("--password-stdin", is_flag=True, help="Passwort von der Standardeingabe lesen")
@with_appcontext
def create_user(
    email: str, *, name: str, function: str, admin: bool, coordination: bool, password_stdin: bool
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
@with_appcontext
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


@click.command("demo")
@with_appcontext
def build_demo() -> None:
    """Legt Demo-Konten und Beispiele an; vorhandene Daten bleiben, wie sie sind."""
    password = current_app.config["SETTINGS"].demo_password
    if not password:
        raise click.ClickException(NO_DEMO_PASSWORD)
    try:
        built = demo.build_demo(catalogue=current_app.config["CATALOGUE"], password=password)
    except DomainError as problem:
        raise click.ClickException(problem.message) from problem
    click.echo("Demo-Konten:")
    for account in built.accounts:
        click.echo(f"  {account.email:<28} {account.name}: {account.what_for}")
    click.echo(f"  Passwort für alle: {password}")
    if built.created:
        click.echo(f"{built.created} Onlinedienste angelegt.")


@click.command("document")
@click.argument("onlinedienst_id", type=int)
@click.argument("kind", type=click.Choice(sorted(KINDS)))
@click.option("--format", "file_format", type=click.Choice(FORMATS), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_appcontext
def write_document(onlinedienst_id: int, *, kind: str, file_format: str, out: Path) -> None:
    """Schreibt ein Dokument in eine Datei."""
    with _in_german():
        produced = documents.produce(
            who=OPERATOR,
            onlinedienst_id=onlinedienst_id,
            kind=KINDS[kind],
            file_format=DocumentFormat(file_format),
            is_patient=True,
        )
    _write(out, produced)


@click.command("export")
@click.argument("onlinedienst_id", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export_onlinedienst(onlinedienst_id: int, file: Path) -> None:
    """Schreibt alle Angaben eines Onlinedienstes in eine Datei, zum Mitnehmen.

    Antworten und Test gehen mit; angefügte Dateien, Verlauf und Konten bleiben.
    """
    with _in_german():
        produced = exchange.export_onlinedienst(who=OPERATOR, onlinedienst_id=onlinedienst_id)
    _write(file, produced)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--owner", default="", help="E-Mail-Adresse des Kontos, das Zugang bekommt.")
@with_appcontext
def take_over(file: Path, *, owner: str) -> None:
    """Übernimmt einen Onlinedienst aus einer anderen amt24web-Instanz, immer als neuen."""
    with _in_german():
        who = exchange.account_for(email=owner)
        taken = exchange.take_over(who=who, content=_read(file))
    click.echo(f"Onlinedienst {taken.onlinedienst_id}: {taken.title}, Zugang hat {who.email}.")
    if taken.known_here:
        click.echo(f"Denselben Onlinedienst gab es hier schon {taken.known_here}-mal.")


@click.command("package")
@click.argument("onlinedienst_id", type=int)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_appcontext
def write_package(onlinedienst_id: int, *, out: Path) -> None:
    """Schnürt das Go-Live-Paket und sagt, was fehlt."""
    with _in_german():
        page = package.view_package(who=OPERATOR, onlinedienst_id=onlinedienst_id)
        produced = package.make_package(
            who=OPERATOR, onlinedienst_id=onlinedienst_id, is_patient=True
        )
    for content in page.missing_contents:
        click.echo(f"Fehlt: {content.number} {content.text}. {content.words}")
    _write(out, produced)


@click.command("verify-package")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def verify_package(file: Path) -> None:
    """Prüft ein Go-Live-Paket: nennt jede beschädigte, fehlende und überzählige Datei."""
    with _in_german():
        checked = check_package(_read(file))
    for problem in checked.problems:
        click.echo(problem)
    if checked.problems:
        sys.exit(1)
    click.echo(f"Das Paket ist in Ordnung: {len(checked.files)} Dateien.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise click.ClickException(
            f"{file} lässt sich nicht lesen: {problem.strerror}."
        ) from problem


def _write(out: Path, produced: Produced | None) -> None:
    if produced is None:
        raise click.ClickException(NOT_DRAWN)
    try:
        out.write_bytes(produced.content)
    except OSError as problem:
        raise click.ClickException(
            f"{out} lässt sich nicht schreiben: {problem.strerror}."
        ) from problem
    click.echo(f"{out}: {produced.file_name}, SHA-256 {produced.sha256}")


@contextmanager
def _in_german() -> Iterator[None]:
    """What cannot be done is said in one line."""
    try:
        yield
    except DomainError as problem:
        raise click.ClickException(problem.message) from problem
