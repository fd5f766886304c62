"""The file in which the facts of one Onlinedienst travel: canonical JSON with its own checksum.

What comes from outside is weighed and looked through before anybody believes it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from amt24web.domain.errors import InvalidInput
from amt24web.domain.exchange import Exported
from amt24web.domain.records import Json
from amt24web.domain.vocabulary import Phase

FORMAT: Final = "amt24web-onlinedienst"
VERSION: Final = 1
"""Number of this shape. Older files stay readable, newer ones need a newer program."""
LARGEST: Final = 20 * 1024 * 1024
DEEPEST: Final = 32
MOST_VALUES: Final = 500_000
LARGEST_NUMBER: Final = 10**15
UID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no database and no paper takes: control characters and halves of characters."""
WHOLE: Final = frozenset({"format", "version", "sha256", "onlinedienst"})
INNER: Final = frozenset({"uid", "phase", "catalogue", "parts"})

TOO_LARGE: Final = "Die Datei ist größer als 20 MB."
NOT_JSON: Final = "Das ist keine JSON-Datei, oder sie ist beschädigt."
NOT_OURS: Final = "Das ist keine Datei, in der amt24web einen Onlinedienst weitergibt."
OTHER_VERSION: Final = (
    "Die Datei hat ein Format, das dieses Programm nicht kennt (Nummer {number}, bekannt ist "
    "{known}). Bitte amt24web erneuern."
)
TOO_DEEP: Final = "Die Datei ist zu tief verschachtelt oder enthält zu viele Angaben."
UNFIT_TEXT: Final = "Die Datei enthält Zeichen oder Zahlen, die sich nicht speichern lassen."
CHANGED: Final = (
    "Die Prüfsumme in der Datei stimmt nicht: Nach dem Exportieren wurde etwas geändert. "
    "Bitte lassen Sie den Onlinedienst noch einmal exportieren."
)
BAD_UID: Final = "Die Kennung des Onlinedienstes in der Datei ist keine."
BAD_PHASE: Final = "Die Phase in der Datei gibt es nicht."


def canonical_json(value: Any) -> str:
    """The same value, always the same text: sorted keys, no spaces, real umlauts."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def write_exchange_file(exported: Exported) -> bytes:
    """The file; the same facts give the same bytes."""
    inner = _inner(exported)
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "sha256": _sha256(inner),
        "onlinedienst": inner,
    }
    return canonical_json(whole).encode()


def checksum(exported: Exported) -> str:
    """SHA-256 of the facts: the same wherever they were exported."""
    return _sha256(_inner(exported))


def _inner(exported: Exported) -> dict[str, Any]:
    return {
        "uid": exported.uid,
        "phase": exported.phase.value,
        "catalogue": dict(exported.edition),
        "parts": dict(exported.parts),
    }


def _sha256(inner: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical_json(inner).encode()).hexdigest()


def read_exchange_file(content: bytes) -> Exported:
    """The facts in a file. Raises InvalidInput with the one reason why it cannot be taken."""
    if len(content) > LARGEST:
        raise InvalidInput(TOO_LARGE)
    whole = _parsed(content)
    _require_storable(whole)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise InvalidInput(NOT_OURS)
    version = whole.get("version")
    if version != VERSION or isinstance(version, bool):
        raise InvalidInput(OTHER_VERSION.format(number=str(version)[:20], known=VERSION))
    inner = whole.get("onlinedienst")
    if whole.keys() != WHOLE or not isinstance(inner, dict) or inner.keys() != INNER:
        raise InvalidInput(NOT_OURS)
    if whole["sha256"] != _sha256(inner):
        raise InvalidInput(CHANGED)
    return _exported(inner)


def _exported(inner: Mapping[str, Any]) -> Exported:
    uid, phase = inner["uid"], inner["phase"]
    if not isinstance(uid, str) or not UID.fullmatch(uid):
        raise InvalidInput(BAD_UID)
    if not isinstance(phase, str) or phase not in set(Phase):
        raise InvalidInput(BAD_PHASE)
    if not isinstance(inner["catalogue"], dict) or not isinstance(inner["parts"], dict):
        raise InvalidInput(NOT_OURS)
    return Exported(uid, Phase(phase), inner["catalogue"], inner["parts"])


def _parsed(content: bytes) -> Json:
    try:
        parsed: Json = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError as error:
        raise InvalidInput(TOO_DEEP) from error
    except ValueError as error:
        raise InvalidInput(NOT_JSON) from error
    return parsed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; what is named twice means two things and so nothing."""
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name stands twice")
    return named


def _require_storable(whole: Json) -> None:
    """Look at every value, level by level. Raises InvalidInput for what cannot be kept."""
    level: list[Json] = [whole]
    seen = 0
    for _ in range(DEEPEST):
        seen += len(level)
        if seen > MOST_VALUES:
            break
        if not all(_is_storable(value) for value in level):
            raise InvalidInput(UNFIT_TEXT)
        level = [part for value in level for part in _parts(value)]
        if not level:
            return
    raise InvalidInput(TOO_DEEP)


def _parts(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _is_storable(value: Json) -> bool:
    if isinstance(value, str):
        return not UNFIT.search(value)
    if isinstance(value, int | float):
        return isfinite(value) and abs(value) <= LARGEST_NUMBER
    return True
