"""Files that are small on disk and large once they are opened, and documents that are damaged: made on the spot."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)
TEXT = "<w:p><w:r><w:t>各单位要加强管理。</w:t></w:r></w:p>"
FENCE = 1_600_000_000
"""Bytes of address space that a command gets here: libraries and a file within the bounds fit in, no burst one does."""


def relations(**targets: str) -> str:
    """A .rels part: what the document refers to, by the last word of the relationship's type."""
    lines = (f'<Relationship Id="r{t}" Type="{OFFICE}/{t}" Target="{name}"/>' for t, name in targets.items())
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def docx(path: Path, body: str | bytes = TEXT, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A .docx with this body, and other parts in place of the usual ones or besides."""
    text = body.encode() if isinstance(body, str) else body
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {W}><w:body>".encode() + text + b"<w:sectPr/></w:body></w:document>",
        **(parts or {}),
    }
    return zipped(path, made)


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def fenced(*arguments: str | Path, fence: int = FENCE) -> subprocess.CompletedProcess[str]:
    """The command in a process that gets no more memory than the fence; one that asks for more ends in a traceback."""
    code = (
        f"import resource, runpy; resource.setrlimit(resource.RLIMIT_AS, ({fence}, {fence}))\n"
        "runpy.run_module('docgen', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}, check=False,
    )  # fmt: skip
