"""Documents as printed pages: LibreOffice makes the PDF, pdfium measures it. All lengths in mm from the top left."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
DPI = 300


@dataclass(frozen=True)
class Glyph:
    """A character with the place of its origin (left end of its baseline) and its size in pt."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """The glyphs on one baseline, from left to right."""

    y: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(glyph.text for glyph in self.glyphs)


class Page:
    """One page of a PDF."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.get_width() * MM, page.get_height() * MM
        self.lines = self._lines(page)
        self._page = page

    @cached_property
    def _pixels(self) -> Any:
        return self._page.render(scale=DPI / 72).to_numpy()[:, :, :3].copy()  # blue, green, red

    def _lines(self, page: Any) -> list[Line]:
        text = page.get_textpage()
        rows: dict[int, list[Glyph]] = {}
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(text.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text, i))
            if character.strip() and pdfium.FPDFText_GetCharOrigin(text, i, x, y):
                at = self.height - y.value * MM
                row = next((key for key in (round(at), round(at) - 1, round(at) + 1) if key in rows), round(at))
                rows.setdefault(row, []).append(Glyph(character, x.value * MM, at))
        return [
            Line(glyphs[0].y, tuple(sorted(glyphs, key=lambda g: g.x))) for _, glyphs in sorted(rows.items()) if glyphs
        ]

    @property
    def text(self) -> str:
        """All characters, line by line, without blanks."""
        return "\n".join(line.text for line in self.lines)

    def line(self, start: str) -> Line:
        """The first line that begins with a text."""
        return next(line for line in self.lines if line.text.startswith(start))

    def last(self, start: str) -> Line:
        """The last line that begins with a text."""
        return next(line for line in reversed(self.lines) if line.text.startswith(start))

    def bands(
        self,
        *,
        red: bool = False,
        x: tuple[float, float] = (0, 999),
        y: tuple[float, float] = (0, 999),
    ) -> list[tuple[float, float]]:
        """(top, bottom) of each band of ink in a window; red ink only where asked."""
        return self._runs(self._ink(red, x, y).any(axis=1), max(y[0], 0))

    def extent(
        self,
        *,
        red: bool = False,
        x: tuple[float, float] = (0, 999),
        y: tuple[float, float] = (0, 999),
    ) -> tuple[float, float]:
        """(left, right) of all ink in a window."""
        columns = np.flatnonzero(self._ink(red, x, y).any(axis=0))
        return x[0] + columns[0] * 25.4 / DPI, x[0] + (columns[-1] + 1) * 25.4 / DPI

    def _ink(self, red: bool, x: tuple[float, float], y: tuple[float, float]) -> Any:
        scale = DPI / 25.4
        window = self._pixels[int(y[0] * scale) : int(y[1] * scale), int(x[0] * scale) : int(x[1] * scale)]
        blue, green, crimson = window[:, :, 0], window[:, :, 1], window[:, :, 2]
        return (crimson > 150) & (green < 110) if red else (crimson < 110) & (green < 110) & (blue < 110)

    @staticmethod
    def _runs(rows: Any, offset: float) -> list[tuple[float, float]]:
        bands: list[tuple[float, float]] = []
        for row in np.flatnonzero(rows):
            at = offset + row * 25.4 / DPI
            if bands and at - bands[-1][1] < 0.2:
                bands[-1] = (bands[-1][0], at)
            else:
                bands.append((at, at))
        return bands


def to_pdf(documents: Sequence[Path], folder: Path) -> None:
    """Convert documents into a folder, all in one start of LibreOffice with a profile of its own."""
    environment = dict(os.environ, FONTCONFIG_FILE=str(Path(__file__).with_name("fonts.conf")))
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, documents),
            ],
            env=environment,
            check=True,
            timeout=600,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def pages(documents: Sequence[Path], folder: Path) -> dict[str, list[Page]]:
    """The pages of each document by its file's stem."""
    to_pdf(documents, folder)
    found = {}
    for document in documents:
        found[document.stem] = [Page(page) for page in pypdfium2.PdfDocument(folder / f"{document.stem}.pdf")]
    return found
