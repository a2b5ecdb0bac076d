"""Documents to PDF through LibreOffice, all in one start, with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docgen.errors import Unavailable

SECONDS_A_FILE, SECONDS_TO_START = 30, 120
BATCH = 200


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(documents: Sequence[Path], folder: Path) -> list[Path]:
    """The PDF of each document, in a folder. Raises Unavailable where LibreOffice is missing or makes none."""
    office = program()
    if office is None:
        raise Unavailable("转 PDF 要用 LibreOffice，这台电脑上没有。也可以用 Word 或 WPS 打开 .docx，另存为 PDF")
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        with tempfile.TemporaryDirectory() as profile:
            command = [office, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "pdf",
                       "--outdir", str(folder), *map(str, batch)]  # fmt: skip
            try:
                subprocess.run(command, capture_output=True, check=False,
                               timeout=SECONDS_TO_START + SECONDS_A_FILE * len(batch))  # fmt: skip
            except subprocess.TimeoutExpired as error:
                raise Unavailable("LibreOffice 转换超时，没有完成") from error
    made = [folder / f"{document.stem}.pdf" for document in documents]
    lacking = [path.name for path in made if not path.is_file()]
    if lacking:
        raise Unavailable(f"LibreOffice 没有转成：{'、'.join(lacking)}")
    return made
