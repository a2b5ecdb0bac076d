"""What comes with docgen: its folders of templates and samples, and whether a file is a template."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from docgen import package
from docgen.core.errors import InvalidInput

PACKAGE = Path(__file__).parent
BLOCK_TAG = re.compile(r"\{%-?(?:p|tr|tc|r)?\s|\{\{(?:p|r)\s")
FOLDER_WORDS = ("模板", "template")


def resources(name: str) -> Path:
    """A folder that is shipped: inside the installed package, or beside it in a checkout."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / {"templates": "templates/docx"}.get(name, name)


def is_template(path: Path) -> bool:
    """Whether a .docx is a template: it has block tags, or a shipped template's name in a folder of templates."""
    if path.suffix.lower() != ".docx" or path.name.startswith(("~$", ".")):
        return False
    return has_block_tags(path) or (path.stem in shipped_names() and among_templates(path))


def has_block_tags(path: Path) -> bool:
    """Whether a file can be read and holds tags such as {%p if … %}."""
    try:
        parts = package.read(path)
    except InvalidInput:
        return False
    shown = re.sub(rb"<[^<>]*>", b"", parts["word/document.xml"]).decode("utf-8", "replace")
    return BLOCK_TAG.search(shown) is not None


def among_templates(path: Path) -> bool:
    """Whether a file stands in a folder of templates: its name says so, or another one there is a template."""
    folder = path.absolute().parent
    if any(word in folder.name.lower() for word in FOLDER_WORDS):
        return True
    others = (folder / f"{name}.docx" for name in shipped_names() if name != path.stem)
    return any(has_block_tags(other) for other in others if os.path.isfile(other))


@cache
def shipped_names() -> tuple[str, ...]:
    """The names of the templates that come with docgen."""
    return tuple(sorted(path.stem for path in resources("templates").glob("*.docx")))
