"""Compile the Chinese of click's words: messages.po becomes messages.mo."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "docgen" / "cli" / "locale" / "zh_CN" / "LC_MESSAGES"


def compiled() -> bytes:
    """The .mo file's bytes."""
    with (FOLDER / "messages.po").open("rb") as source:
        catalog = read_po(source, locale="zh_CN")
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compiled())
