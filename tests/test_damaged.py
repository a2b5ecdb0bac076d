"""A damaged document costs itself a message: those that lie beside it are answered for, whatever is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.core.errors import InvalidInput
from docgen.rendering import template
from tests.hostile import TEXT, TYPES, docx, relations, zipped
from tests.test_cli import docgen

Makers = dict[str, Callable[[Path], object]]
RELS = "word/_rels/document.xml.rels"
UNREADABLE: Makers = {
    "引用表截断": lambda path: docx(path, TEXT, {RELS: relations(styles="styles.xml")[:-9]}),
    "前缀没有声明": lambda path: docx(path, f"{TEXT}<x:y/>"),
    "样式不是XML": lambda path: docx(path, TEXT, {RELS: relations(styles="styles.xml"), "word/styles.xml": b"\0\1<"}),
    "批注是空的": lambda path: docx(path, TEXT, {RELS: relations(comments="comments.xml"), "word/comments.xml": ""}),
    "没有主部件": lambda path: zipped(path, {"[Content_Types].xml": TYPES}),
    "套得太深": lambda path: docx(path, "<w:sdt>" * 3000 + TEXT + "</w:sdt>" * 3000),
    "不是压缩包": lambda path: path.write_bytes(b"PK\3\4junk"),
}
"""What cannot be read at all."""
UNCOPIED: Makers = {
    "内容类型截断": lambda path: docx(path, TEXT, {"[Content_Types].xml": TYPES[:-9]}),
    "内容类型是空的": lambda path: docx(path, TEXT, {"[Content_Types].xml": " "}),
    "内容类型前缀没有声明": lambda path: docx(path, TEXT, {"[Content_Types].xml": TYPES.replace("<Default", "<x:Default", 1)}),
}  # fmt: skip
"""What can be read, and of which no copy can be made."""
ODD: Makers = {
    "引用表里有注释": lambda path: docx(path, TEXT, {RELS: relations(styles="s.xml").replace("><", "><!-- --><?x?><", 1)}),
    "数字太长": lambda path: docx(path, f'<w:p><w:pPr><w:outlineLvl w:val="{"9" * 6000}"/></w:pPr></w:p>{TEXT}'),
    "表格套了六十层": lambda path: docx(path, "<w:tbl><w:tr><w:tc>" * 60 + TEXT + "</w:tc></w:tr></w:tbl>" * 60),
}  # fmt: skip
"""What looks damaged and can be read."""


@pytest.mark.parametrize("asked", [(), ("--annotate",), ("--annotate", "--fix")])
def test_damaged_files_cost_a_message_each_and_the_others_their_answer(tmp_path: Path, asked: tuple[str, ...]) -> None:
    folder = tmp_path / "收到的"
    folder.mkdir()
    for name, make in {**UNREADABLE, **UNCOPIED, **ODD, "好的": docx}.items():
        make(folder / f"{name}.docx")
    made = docgen("check", folder, "--json", *asked, *(("-o", tmp_path / "批注") if asked else ()))
    told = json.loads(made.stdout)
    whole = {Path(p["file"]).stem for p in told["problems"] if p["rule"] == "G00"}
    copied = {Path(path).stem.partition("（")[0] for path in told["copies"]}
    assert (made.returncode, whole) == (1, set(UNREADABLE))
    assert len(told["files"]) == len({**UNREADABLE, **UNCOPIED, **ODD, "好的": None})
    if asked:
        assert copied == {*ODD, "好的"}
        assert sorted(text.partition(".docx")[0] for text in told["not_copied"]) == sorted(UNCOPIED)


@pytest.mark.parametrize("name", [*UNREADABLE, *UNCOPIED])
def test_a_damaged_template_is_refused_with_a_message(tmp_path: Path, name: str) -> None:
    {**UNREADABLE, **UNCOPIED}[name](tmp_path / "通知.docx")
    with pytest.raises(InvalidInput):
        template.read(tmp_path / "通知.docx")


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_single_damaged_file_is_told_by_every_verb(tmp_path: Path, name: str) -> None:
    path = tmp_path / "坏的.docx"
    UNREADABLE[name](path)
    for command in (("import", path), ("format", path, "-o", tmp_path / "排好.docx")):
        made = docgen(*command)
        assert (made.returncode, "坏的.docx" in made.stderr, "Traceback" in made.stderr) == (1, True, False)
