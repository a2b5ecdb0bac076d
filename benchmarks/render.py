"""Documents a second: docgen's renderer against docxtpl's own loop, same template, same data, one run.

    python -m benchmarks.render [--seconds 10]

The two take turns, so that a busy computer slows both; texts are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup

from docgen import package
from docgen.documents.values import sheets
from docgen.rendering import render, template
from docgen.shipped import resources
from docgen.workspace import Workspace

ROOT = Path(__file__).parent.parent


def template_maker() -> ModuleType:
    """scripts/make_templates.py as a module."""
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "scripts" / "make_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def one_template() -> bytes:
    """A notice and its task table in one template, as docxtpl wants it."""
    make = template_maker()
    head = make.TOP + make.tag("{{p 发文机关标志 }}") + make.BLANK * 2 + make.p("GwNumber", "{{ 发文字号 }}")
    body = make.BLANK * 2 + make.TITLE + make.BLANK + make.TO + make.body_blocks()
    made: bytes = make.docx(head + body + make.SIGNATURE + make.NOTE + make.task_table() + make.IMPRINT)
    return made


def records(count: int) -> list[dict[str, Any]]:
    """Different values for each document: a two-page notice and 21 tasks in 7 categories."""
    loaded = Workspace(resources("data") / "集团强化年").loaded
    campaign = loaded.campaign
    from docgen.campaign.model import Attachment
    from docgen.documents import KINDS
    from docgen.documents.attachments import TASK_TABLE, part
    from docgen.documents.draw import draw
    from docgen.documents.values import part_sheet

    entry = campaign.documents[0]
    document = draw(entry, KINDS["通知"], campaign, loaded.path.parent, "华澜发〔2026〕1号")
    main = sheets(document)[0].values
    paragraphs = sheets(document)[1].values["正文"][:6]
    tasks = part_sheet(part(Attachment(name=TASK_TABLE), "附件", campaign, loaded.path.parent), ()).values
    made = []
    for i in range(count):
        own = {**main, "版记": sheets(document)[-1].values["版记"], "表头": tasks["表头"]}
        own["发文字号"] = f"华澜发〔2026〕{i + 1}号"
        own["主送机关"] = f"第{i + 1}工程公司"
        own["正文"] = [*main["正文"], *paragraphs]
        own["任务"] = [
            {**group, "事项": [{**item, "内容": f"{item['内容']}（{i + 1}）"} for item in group["事项"]]}
            for group in tasks["任务"]
        ]
        made.append(own)
    return made


def plain(values: dict[str, Any], styles: Any) -> dict[str, Any]:
    """The same values for docxtpl, which cannot print a Wml value by itself."""
    if hasattr(values, "wml"):
        return Markup(values.wml(styles))  # type: ignore[return-value]
    if isinstance(values, dict):
        return {key: plain(value, styles) for key, value in values.items()}
    if isinstance(values, list):
        return [plain(value, styles) for value in values]
    return values


def text_of(data: bytes) -> list[str]:
    """The text of each paragraph."""
    with zipfile.ZipFile(BytesIO(data)) as docx:
        root = etree.fromstring(docx.read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter("{*}t")) for p in root.iter("{*}p")]


def rate(work: Callable[[int], object], count: int) -> float:
    """Documents a second of CPU time."""
    start = time.process_time()
    for i in range(count):
        work(i)
    return count / (time.process_time() - start)


def main() -> None:
    """Compare, then print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    raw = one_template()
    data = records(400)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "基准.docx"
        path.write_bytes(raw)
        file = template.read(path)
        compiled = render.compile_files([file])
        styles = template.style_index(file.styles)
    theirs = [plain(values, styles) for values in data[:12]]

    def docxtpl(i: int) -> bytes:
        document = DocxTemplate(BytesIO(raw))
        document.render(theirs[i % len(theirs)], autoescape=True)
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    def docgen(i: int) -> bytes:
        return compiled.fill([data[i % len(data)]], render.Properties(), verify=False)

    def docgen_verified(i: int) -> bytes:
        return compiled.fill([data[i % len(data)]], render.Properties(), verify=True)

    for i in range(3):
        assert text_of(docxtpl(i)) == text_of(docgen(i)), "the two must print the same text"
    sample = compiled.document([data[0]]).encode()
    results: dict[str, list[float]] = {"docxtpl": [], "docgen": [], "checked": [], "deflate": []}
    for _ in range(rounds):
        results["docxtpl"].append(rate(docxtpl, 8))
        results["docgen"].append(rate(docgen, 400))
        results["checked"].append(rate(docgen_verified, 200))
        results["deflate"].append(rate(lambda _: package.deflate(sample), 400))
    medians = {name: statistics.median(values) for name, values in results.items()}
    faster = "isal" if package.isal_zlib is not None else "zlib"
    print(f"document.xml {len(sample) // 1000} KB, file {len(docgen(0)) // 1000} KB; deflate: {faster}")
    print(f"docxtpl's own loop    {medians['docxtpl']:8.1f} documents/s")
    print(
        f"docgen                {medians['docgen']:8.1f} documents/s   ratio {medians['docgen'] / medians['docxtpl']:.0f} x"
    )
    print(
        f"docgen, parsed again  {medians['checked']:8.1f} documents/s   ratio {medians['checked'] / medians['docxtpl']:.0f} x"
    )
    print(f"share of deflate      {medians['docgen'] / medians['deflate']:8.0%}")


if __name__ == "__main__":
    main()
