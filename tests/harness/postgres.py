"""A PostgreSQL server of our own for the tests: started at first use, gone when the tests end.

One server per test process. It listens on a unix socket in a temporary folder only, never writes
through to the disk, and is stopped and swept away by a small shell as soon as the test process
ends, however it ends: the shell waits for the other end of a pipe to close.
"""

import os
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg
import pytest

PROGRAMS = Path("/usr/lib/postgresql")
ACCOUNTS = ("postgres", "nobody")
SUPERUSER = "amt24web"
STARTUP_SECONDS = 30
ABSENT = "PostgreSQL ist nicht installiert (apt-get install postgresql); diese Prüfung entfällt."
FAST_AND_FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off",
                      "listen_addresses=", "max_connections=60", "shared_buffers=32MB")  # fmt: skip
SUPERVISOR = '"$@" & read -r _; kill -INT $!; wait $!; rm -rf "$FOLDER"'


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres`` of the newest version, or None."""
    on_path = shutil.which("initdb")
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@cache
def server() -> str:
    """The folder of the socket of the running server; skips the test if there is no PostgreSQL."""
    binaries = programs()
    if binaries is None:
        pytest.skip(ABSENT)
    folder = Path(tempfile.mkdtemp(prefix="amt24web-pg-"))
    account = _unprivileged(folder)
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        check=True, stdout=subprocess.DEVNULL, **account,
    )  # fmt: skip
    options = [word for setting in FAST_AND_FORGETFUL for word in ("-c", setting)]
    command = [str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        _KEPT.append(
            subprocess.Popen(
                ["/bin/sh", "-c", SUPERVISOR, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, "FOLDER": str(folder)},
                **account,
            )
        )
    _wait_for(folder)
    return str(folder)


_KEPT: list[subprocess.Popen[bytes]] = []
"""Holds our end of the pipe open for as long as this process lives."""


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: hand the folder to somebody harmless."""
    if os.geteuid() != 0:
        return {}
    known = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()
    name = next(a for a in ACCOUNTS if any(line.startswith(f"{a}:") for line in known))
    shutil.chown(folder, user=name)
    return {"user": name, "extra_groups": [], "cwd": folder}


def _wait_for(folder: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        try:
            psycopg.connect(_connection(folder, "postgres")).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _connection(folder: str | Path, database: str) -> str:
    return f"host={folder} user={SUPERUSER} dbname={database}"


def create_database(name: str) -> str:
    """A new empty database; returns its address for SQLAlchemy."""
    folder = server()
    with psycopg.connect(_connection(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={folder}"
