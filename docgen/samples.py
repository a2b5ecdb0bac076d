"""The samples that come with docgen, and a new campaign folder made from one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.campaign import reference, schema
from docgen.core.errors import DocgenError, Unavailable, WrongUsage, reason
from docgen.documents import report_page
from docgen.locks import OURS
from docgen.shipped import resources

DATA, SCHEMA, REFERENCE = "活动.yaml", "docgen.schema.json", "全部写法.md"
INBOX, BEFORE = "收件", "上年"
"""The folders that a sample may bring along: of returned ledgers, of the year before."""


def samples() -> dict[str, str]:
    """The samples to start from: name and what it holds (the first comment line of its data file)."""
    found = {}
    for folder in sorted(resources("data").iterdir()):
        data = folder / DATA
        if data.is_file():
            lines = data.read_text(encoding="utf-8").splitlines()
            about = next((line.lstrip("# ") for line in lines if line.startswith("# ") and "$schema" not in line), "")
            found[folder.name] = about
    return found


def named(text: str, name: str) -> str:
    """The data file of a sample for a campaign of another name: as its 名称, and wherever its texts quote the name."""
    found = re.search(r"^  名称: (.+)$", text, re.MULTILINE)
    if found is None or not name:
        return text
    plain = re.fullmatch(r"[\w（(][\w（）()·—\-、. ]*+(?<=[\w）)])", name) and not re.match(r"[-.\d]+$", name)
    written = name if plain else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    whole = text[: found.start(1)] + written + text[found.end(1) :]
    return whole.replace(f"“{found[1]}”", f"“{name}”") if plain else whole


def init(folder: Path, sample: str | None = None, name: str = "") -> list[Path]:
    """A new campaign folder from a sample, with the schema beside it; ``name`` is what the campaign is called.

    Never writes over anything.
    """
    names = samples()
    chosen = sample or next(iter(names))
    if chosen not in names:
        raise WrongUsage(f"没有“{chosen}”这个样例。可以选：{'、'.join(names)}")
    new = not os.path.lexists(folder)
    if not new and not os.path.isdir(folder):
        raise Unavailable(f"{folder} 是一个文件，不是文件夹")
    source = resources("data") / chosen
    names_of_files = sorted(p.name for p in source.iterdir() if p.suffix in (".yaml", ".docx", ".xlsx", ".md"))
    folders = [name for name in (INBOX, BEFORE) if (source / name).is_dir()]
    taken = [
        name
        for name in (*names_of_files, *folders, SCHEMA, REFERENCE, report_page.PAGE.name)
        if os.path.lexists(folder / name)
    ]
    if taken:
        raise DocgenError(f"{folder} 里已经有 {'、'.join(taken)}，没有覆盖。请换一个文件夹")
    texts = {SCHEMA: schema.SHIPPED.read_text(encoding="utf-8"), REFERENCE: reference.text(),
             report_page.PAGE.name: report_page.text()}  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with staged(folder) as aside:
            for file in names_of_files:
                shutil.copyfile(source / file, aside / file)
            for inner in folders:
                shutil.copytree(source / inner, aside / inner, copy_function=shutil.copyfile)
            if name:
                texts[DATA] = named((source / DATA).read_text(encoding="utf-8"), name)
            for file, text in texts.items():
                (aside / file).write_text(text, encoding="utf-8")
    except (OSError, shutil.Error) as error:
        if new:
            with suppress(OSError):
                folder.rmdir()
        told = reason(error) if not isinstance(error, shutil.Error) else "有文件复制不了，多半是磁盘满了"
        raise Unavailable(f"文件夹不能写入：{folder}（{told}）。没有留下写了一半的文件") from error
    return [folder / each for each in dict.fromkeys([*names_of_files, *folders, *texts])]


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder beside what is made, whose content comes to its place once all of it is there: nothing is left half."""
    aside = folder / f"{OURS}new"
    shutil.rmtree(aside, ignore_errors=True)  # of a run that was killed
    try:
        aside.mkdir()
        yield aside
        for path in sorted(aside.iterdir()):
            path.rename(folder / path.name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
