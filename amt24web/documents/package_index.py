"""The page inside a Go-Live-Paket that shows what is in it; opens without network and script."""

from collections.abc import Iterable
from html import escape
from typing import Final

from amt24web.documents.characters import legible
from amt24web.documents.package import COMPLETE, INCOMPLETE, MANIFEST, Package, PackageFile
from amt24web.domain.papers.handover import PackageContent
from amt24web.domain.papers.words import ContentState
from amt24web.domain.wording import german_date, german_number, label

STYLE: Final = """
:root { color-scheme: light dark; --line: #c8ccd4; --quiet: #4d5563; --page: #fff; --ink: #1a1f2b;
  --link: #0b4f8a; --good: #1e6b34; --bad: #a3201d; }
@media (prefers-color-scheme: dark) { :root { --line: #454c5c; --quiet: #b3bac7; --page: #171b24;
  --ink: #eef0f4; --link: #8fc3f5; --good: #7fd297; --bad: #ff9c94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--page);
  color: var(--ink); font: 1rem/1.5 Carlito, Calibri, "Segoe UI", system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 44rem; }
a { color: var(--link); }
.pre { color: var(--quiet); margin: 0; }
.state { font-weight: 700; }
.good { color: var(--good); } .bad { color: var(--bad); } .quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
  border-top: 1px solid var(--line); font-weight: 400; overflow-wrap: anywhere; }
tbody th { font-weight: 600; }
thead th { border-top: 0; color: var(--quiet); font-size: .875rem; }
td.number { text-align: right; white-space: nowrap; }
small { display: block; color: var(--quiet); font-size: .8125rem; }
ul { padding-left: 1.25rem; margin: .25rem 0; }
td ul { list-style: none; padding: 0; margin: 0; }
code { font-size: .8125rem; }
@media (max-width: 40rem) {
  body { padding: 1.25rem 1rem 3rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; border-top: 1px solid var(--line); padding: .5rem 0; }
  th, td { display: block; border: 0; padding: .1rem 0; }
  td.number { text-align: left; }
}
"""
COLOURS: Final = {
    ContentState.THERE: "good",
    ContentState.MISSING: "bad",
    ContentState.NOT_NEEDED: "quiet",
}


def build_index(package: Package, files_of: dict[str, tuple[PackageFile, ...]]) -> bytes:
    """The page; ``files_of`` holds the files of each content by its number."""
    missing = [c for c in package.contents if c.state is ContentState.MISSING]
    parts = (
        f"<title>{_text(f'Go-Live-Paket: {package.onlinedienst}')}</title>",
        f"<style>{STYLE}</style></head><body><main>",
        f'<p class="pre">Go-Live-Paket</p><h1>{_text(package.onlinedienst)}</h1>',
        _standing(package),
        _missing(missing),
        _contents(package.contents, files_of),
        _files(package.files),
        _how_to_check(),
        "</main></body></html>\n",
    )
    return (
        '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        + "\n".join(part for part in parts if part)
    ).encode()


def _text(words: str) -> str:
    return escape(legible(words))


def _standing(package: Package) -> str:
    state, colour = (COMPLETE, "good") if package.is_complete else (INCOMPLETE, "bad")
    way = f" · Weg: {_text(package.way)}" if package.way else ""
    return (
        f"<p>Stand {german_date(package.day)}{way}<br>"
        f'<span class="state {colour}">Das Paket ist {state}.</span></p>'
    )


def _missing(missing: list[PackageContent]) -> str:
    if not missing:
        return ""
    items = "".join(
        f"<li>{_text(c.number)} {_text(c.text)}: {_text(c.words)}</li>" for c in missing
    )
    return f"<h2>Was noch fehlt ({len(missing)})</h2><ul>{items}</ul>"


def _contents(
    contents: Iterable[PackageContent], files_of: dict[str, tuple[PackageFile, ...]]
) -> str:
    rows = "".join(_content(content, files_of.get(content.text, ())) for content in contents)
    return (
        '<h2>Teile</h2><table><thead><tr><th scope="col">Teil</th>'
        '<th scope="col">Stand</th><th scope="col">Dateien</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _content(content: PackageContent, files: Iterable[PackageFile]) -> str:
    links = "".join(f"<li>{_link(file)}</li>" for file in files)
    words = f"<small>{_text(content.words)}</small>" if content.words else ""
    return (
        f'<tr><th scope="row">{_text(content.number)} {_text(content.text)}</th>'
        f'<td><span class="{COLOURS[content.state]}">{label(content.state)}</span>{words}</td>'
        f"<td>{f'<ul>{links}</ul>' if links else ''}</td></tr>"
    )


def _link(file: PackageFile) -> str:
    return f'<a href="{escape(file.path)}">{_text(file.words)}</a>'


def _files(files: Iterable[PackageFile]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_link(file)}<small>{escape(file.path)}</small></th>'
        f'<td class="number">{german_number(file.size)} Byte</td>'
        f"<td><code>{file.sha256}</code></td></tr>"
        for file in sorted(files, key=lambda file: file.path)
    )
    return (
        '<h2>Alle Dateien</h2><table><thead><tr><th scope="col">Datei</th>'
        '<th scope="col">Größe</th><th scope="col">SHA-256</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _how_to_check() -> str:
    return (
        f'<h2>Prüfen</h2><p>Größe und Prüfsumme jeder Datei stehen auch in <a href="{MANIFEST}">'
        f"{MANIFEST}</a>. Ob das Paket noch das geschnürte ist, sagt <code>flask --app wsgi "
        "verify-package DATEI.zip</code>; auf ausgepackten Dateien genügt <code>sha256sum --check "
        f"{MANIFEST}</code>.</p>"
    )
