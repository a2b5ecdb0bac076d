"""The samples that come with docgen, and a new campaign folder made from one."""

from __future__ import annotations

import shutil
from pathlib import Path

from docgen.campaign import reference, schema
from docgen.documents import report_page
from docgen.documents.make import resources
from docgen.errors import DocgenError, Unavailable, WrongUsage

SCHEMA, REFERENCE = "docgen.schema.json", "全部写法.md"
INBOX, BEFORE = "收件", "上年"
"""The folders that a sample may bring along: of returned ledgers, of the year before."""


def samples() -> dict[str, str]:
    """The samples to start from: name and what it holds (the first comment line of its data file)."""
    found = {}
    for folder in sorted(resources("data").iterdir()):
        data = folder / "活动.yaml"
        if data.is_file():
            lines = data.read_text(encoding="utf-8").splitlines()
            about = next((line.lstrip("# ") for line in lines if line.startswith("# ") and "$schema" not in line), "")
            found[folder.name] = about
    return found


def init(folder: Path, sample: str | None = None) -> list[Path]:
    """A new campaign folder from a sample, with the schema beside it. Never writes over anything."""
    names = samples()
    chosen = sample or next(iter(names))
    if chosen not in names:
        raise WrongUsage(f"没有“{chosen}”这个样例。可以选：{'、'.join(names)}")
    if folder.exists() and not folder.is_dir():
        raise Unavailable(f"{folder} 是一个文件，不是文件夹")
    source = resources("data") / chosen
    names_of_files = sorted(p.name for p in source.iterdir() if p.suffix in (".yaml", ".docx", ".xlsx", ".md"))
    folders = [name for name in (INBOX, BEFORE) if (source / name).is_dir()]
    taken = [
        name
        for name in (*names_of_files, *folders, SCHEMA, REFERENCE, report_page.PAGE.name)
        if (folder / name).exists()
    ]
    if taken:
        raise DocgenError(f"{folder} 里已经有 {'、'.join(taken)}，没有覆盖。请换一个文件夹")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name in names_of_files:
            written.append(Path(shutil.copyfile(source / name, folder / name)))
        for name in folders:
            written.append(Path(shutil.copytree(source / name, folder / name, copy_function=shutil.copyfile)))
        page = folder / REFERENCE
        page.write_text(reference.text(), encoding="utf-8")
        reports = folder / report_page.PAGE.name
        reports.write_text(report_page.text(), encoding="utf-8")
        target = folder / SCHEMA
        target.write_text(schema.SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"文件夹不能写入：{folder}（{error.strerror}）") from error
    return [*written, target, page, reports]
