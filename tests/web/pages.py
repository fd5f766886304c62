"""What a page must be, whatever it shows: valid HTML, one headline, every input with a name."""

from collections import Counter
from xml.etree.ElementTree import Element

import html5lib

INPUTS = ("input", "select", "textarea")
NEEDS_NO_NAME = ("hidden", "submit", "button")
NAMES = ("aria-label", "aria-labelledby", "title")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")


def faults(text: str) -> list[str]:
    """Everything wrong with a page; an empty list for a good one."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    wrong = [f"HTML: {error[1]} {error[2]}" for error in parser.errors]
    everything = list(root.iter())
    ids = Counter(node.get("id") for node in everything if node.get("id"))
    wrong += [f"id twice: {name}" for name, number in ids.items() if number > 1]
    for node in everything:
        wrong += _pointers(node, ids)
    labelled = {node.get("for") for node in root.iter("label")}
    wrong += [
        f"no name: {node.tag} {node.attrib}"
        for node in everything
        if node.tag in INPUTS and not _is_named(node, labelled)
    ]
    headlines = len(list(root.iter("h1")))
    if headlines != 1:
        wrong.append(f"{headlines} h1")
    if not (root.findtext(".//title") or "").strip(" –"):
        wrong.append("no title")
    wrong += [f"inline: {node.tag} {name}" for node in everything for name in node.attrib
              if name == "style" or name.startswith("on")]  # fmt: skip
    wrong += ["inline script" for node in root.iter("script") if not node.get("src")]
    wrong += ["inline style" for _ in root.iter("style")]
    return wrong


def _pointers(node: Element, ids: Counter[str]) -> list[str]:
    return [
        f"{node.tag} {name}={target}: not there"
        for name in POINTERS
        for target in (node.get(name) or "").split()
        if target not in ids
    ]


def _is_named(node: Element, labelled: set[str | None]) -> bool:
    if node.get("type") in NEEDS_NO_NAME or node.get("hidden") is not None:
        return True
    return node.get("id") in labelled or any(node.get(name) for name in NAMES)
