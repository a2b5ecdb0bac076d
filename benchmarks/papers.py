"""How long reading, checking and laying out a long document takes beside python-docx's own load: python -m benchmarks.papers."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from docx import Document

from docgen.checking import check
from docgen.gongwen.reading.read import read
from docgen.importing import lay_out

PAGES = (75, 150, 300)
PARAGRAPHS_A_PAGE = 20
SENTENCE = "第{}段，各单位要对照任务逐项落实，于2026年6月30日前报送进展，参加单位共32家，发现问题120个。"


def main() -> None:
    """Print seconds and ratios for documents of several lengths; the ratios should not grow."""
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / f"{pages}.docx"
            written(path, pages)
            plain = seconds(partial(loaded, path))
            told = [f"{pages} pages: python-docx {plain:.2f} s"]
            for name, work in works(path):
                spent = seconds(work)
                told.append(f"{name} {spent:.2f} s ({spent / plain:.1f} ×)")
            print(", ".join(told))


def loaded(path: Path) -> list[str]:
    """The texts of the paragraphs as python-docx gives them."""
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def works(path: Path) -> list[tuple[str, Callable[[], object]]]:
    """What is measured."""
    out = path.with_name(f"{path.stem}-out.docx")
    return [
        ("read", lambda: read(path)),
        ("check", lambda: check([path])),
        ("format", lambda: lay_out(path, out, force=True)),
    ]


def written(path: Path, pages: int) -> None:
    """A document of so many pages with a heading and a small table on each tenth."""
    document = Document()
    document.add_paragraph("关于开展大检查的通知")
    for page in range(pages):
        if page % 10 == 0:
            document.add_paragraph(f"{'一二三四五六七八九十'[page // 10 % 10]}、第{page // 10 + 1}部分")
            for row in document.add_table(5, 4).rows:
                for cell in row.cells:
                    cell.text = "内容"
        for number in range(PARAGRAPHS_A_PAGE):
            document.add_paragraph(SENTENCE.format(page * PARAGRAPHS_A_PAGE + number + 1))
    document.save(str(path))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
