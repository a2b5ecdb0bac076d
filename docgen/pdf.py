"""Documents to PDF through LibreOffice, with a profile of its own, whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.core.errors import Unavailable

SECONDS_A_FILE, SECONDS_TO_START = 10, 120
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""A PDF whose parts a screen reader knows."""
BATCH = 50
"""Documents a start; the command line of Windows holds 32 767 characters."""
WINDOWS_PLACES = ("ProgramFiles", "ProgramFiles(x86)")


def program() -> str | None:
    """Where LibreOffice is, or None; on Windows it is not on the path."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return found
    places = (
        Path(os.environ[name]) / "LibreOffice/program/soffice.exe" for name in WINDOWS_PLACES if name in os.environ
    )
    return next((str(path) for path in places if path.is_file()), None)


def need_program() -> str:
    """Where LibreOffice is. Raises Unavailable where it is not."""
    office = program()
    if office is None:
        raise Unavailable("转 PDF 要用 LibreOffice，这台电脑上没有。也可以用 Word 或 WPS 打开 .docx，另存为 PDF")
    return office


def run(command: Sequence[str], seconds: float) -> None:
    """Run a program to its end. After a timeout all that it started is stopped too: soffice is only a starter.

    Raises TimeoutExpired and OSError.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise


def convert(documents: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """(file name, data) of the PDF of each document. Raises Unavailable where LibreOffice makes none."""
    office = need_program()
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            profile, out = Path(folder) / "profile", Path(folder) / "out"
            command = [office, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", TAGGED,
                       "--outdir", str(out), *map(str, batch)]  # fmt: skip
            seconds = SECONDS_TO_START + SECONDS_A_FILE * len(batch)
            try:
                run(command, seconds)
            except (subprocess.TimeoutExpired, OSError) as error:
                raise Unavailable("LibreOffice 转换没有完成（超时或不能运行）") from error
            for document in batch:
                made = out / f"{document.stem}.pdf"
                if not made.is_file():
                    raise Unavailable(f"LibreOffice 没有转成：{document.name}")
                yield made.name, made.read_bytes()
