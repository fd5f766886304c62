"""Imported once by the server process of the renderer, so that its children start warm.

Fonts come from our folder only: fontconfig is told so before Pango is loaded. Nothing is drawn
here, because a process that has drawn may hold threads of Pango, which children would lack.
"""

import atexit
import gc
import os
import shutil
import tempfile
from contextlib import suppress
from importlib import import_module
from multiprocessing import spawn
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from amt24web.documents.child import PDF_INK, WORD_INK
from amt24web.documents.coverage import FONT_FOLDER, drawable

FONTCONFIG: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>Carlito</family></prefer></alias>
</fontconfig>
"""


def use_bundled_fonts_only() -> None:
    """Point fontconfig, here and in every child, to a configuration that knows our folder only."""
    folder = tempfile.mkdtemp(prefix="amt24web-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configuration = Path(folder, "fonts.conf")
    configuration.write_text(
        FONTCONFIG.format(fonts=escape(str(FONT_FOLDER)), cache=escape(folder)), encoding="utf-8"
    )
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def load_libraries() -> None:
    """Import both inks and read the fonts' tables; a library that is missing fails the child."""
    drawable()
    import_module(WORD_INK)
    # Pango missing: the child meets the same error and reports it, where this would be lost.
    with suppress(OSError):
        import_module(PDF_INK)


def spare_the_main_module() -> None:
    """Keep children from running the program's main module again, as multiprocessing would.

    They need nothing of it, and importing Flask for every paper doubles the time. Should these
    names of the standard library change, papers only take longer.
    """
    vars(spawn).update(_fixup_main_from_name=_nothing, _fixup_main_from_path=_nothing)


def _nothing(_: str) -> None:
    return None


spare_the_main_module()
use_bundled_fonts_only()
load_libraries()
gc.collect()
gc.freeze()
