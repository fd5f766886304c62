"""Makes house_style.docx: the look of every Word paper, as a reviewable script.

Run ``python -m amt24web.documents.house_style`` after a change. An authority may open the file in
Word and change fonts, colours and margins; the names of the styles have to stay.
"""

from pathlib import Path
from typing import Final

from amt24web.documents.house_styles import DEFAULTS, STYLES
from amt24web.documents.house_theme import font_table, theme
from amt24web.documents.reproducible import packed

FILE: Final = Path(__file__).with_name("house_style.docx")

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPC: Final = "http://schemas.openxmlformats.org/package/2006"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
THEME_TYPE: Final = "application/vnd.openxmlformats-officedocument.theme+xml"
BULLETS: Final = 1
NUMBERS: Final = 2
"""The numbering with bullets, and the one every numbered list makes its own numbering from."""
LEVELS: Final = 9
INDENT: Final = 312


def parts() -> dict[str, bytes]:
    """All parts of the file by name."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/document.xml": _document(),
        "word/fontTable.xml": font_table(WORD),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(),
        "word/theme/theme1.xml": theme(),
    }
    return {name: (XML + content).encode() for name, content in texts.items()}


def _content_types() -> str:
    overrides = (
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/word/document.xml", f"{MAIN}.document.main+xml"),
        *(
            (f"/word/{name}.xml", f"{MAIN}.{name}+xml")
            for name in ("fontTable", "numbering", "settings", "styles")
        ),
        ("/word/theme/theme1.xml", THEME_TYPE),
    )
    listed = "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in overrides)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{OPC}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{OPC}/relationships">{listed}</Relationships>'


def _package_relations() -> str:
    core = f"{OPC}/relationships/metadata/core-properties"
    document = f"{OFFICE}/relationships/officeDocument"
    return _relations(((document, "word/document.xml"), (core, "docProps/core.xml")))


def _document_relations() -> str:
    names = {n: f"{n}.xml" for n in ("styles", "numbering", "settings", "fontTable")}
    targets = {**names, "theme": "theme/theme1.xml"}
    return _relations(tuple((f"{OFFICE}/relationships/{n}", to) for n, to in targets.items()))


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{OPC}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Hausvorlage</dc:title>'
        "<dc:language>de-DE</dc:language></cp:coreProperties>"
    )


def _document() -> str:
    return (
        f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships" xmlns:w14="{W14}"'
        f' xmlns:mc="{COMPATIBILITY}" mc:Ignorable="w14"><w:body><w:p/><w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1361"'
        ' w:left="1417" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body>'
        "</w:document>"
    )


def _settings() -> str:
    mode = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        f' w:uri="{mode}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def _numbering() -> str:
    bullets = "".join(_level(n, "bullet", "–" if n % 2 else "•") for n in range(LEVELS))
    numbers = "".join(_level(n, "decimal", f"%{n + 1}.") for n in range(LEVELS))
    return (
        f'<w:numbering xmlns:w="{WORD}">'
        + _abstract(BULLETS, bullets)
        + _abstract(NUMBERS, numbers)
        + f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num></w:numbering>'
    )


def _abstract(number: int, levels: str) -> str:
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _level(level: int, kind: str, sign: str) -> str:
    left = INDENT * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )


def _styles() -> str:
    return f'<w:styles xmlns:w="{WORD}">{DEFAULTS}{"".join(STYLES)}</w:styles>'


if __name__ == "__main__":
    FILE.write_bytes(packed(parts()))
