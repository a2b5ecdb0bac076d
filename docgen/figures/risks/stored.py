"""The library on disk: what was edited by hand into nonsense is refused at its place, and no number is ever forgotten."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from docgen import bounds
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import DocgenError, InvalidInput
from docgen.figures.risks import rules
from docgen.figures.risks.library import FORM, STRICT, Chapter, Library, Number

RULE = rules.DAMAGED_RISK_LIBRARY
MOST_PROBLEMS, SHOWN = 20, 40
"""So many places are told; so many characters of what stands there."""
FAULTS = {
    "missing": "缺少这一项",
    "unexpected_keyword_argument": "不认识这一项",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "list_type": '应为一列内容，形如 ["…"]',
    "tuple_type": '应为一列内容，形如 ["…"]',
    "dict_type": '应为一组内容，形如 {"…": …}',
    "mapping_type": '应为一组内容，形如 {"…": …}',
    "dataclass_type": '应为一组内容，形如 {"…": …}',
    "string_pattern_mismatch": "不是编号，应形如 FX0001",
    "greater_than_equal": "不在应有的范围里",
    "less_than_equal": "不在应有的范围里",
}


@dataclass(frozen=True)
class Stored:
    """What the file says."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    campaigns: Mapping[str, Chapter]
    form: Annotated[int, Field(ge=1)] = 1
    numbers: tuple[Number, ...] = ()


@dataclass
class Double:
    """A key that stands twice in one object."""

    keys: list[str] = field(default_factory=list)

    def looked_for(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object of JSON; what stands in it twice is noted."""
        made = dict(pairs)
        if len(made) < len(pairs):
            self.keys += [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        return made


@cache
def adapter() -> TypeAdapter[Stored]:
    """Holds a file against its form."""
    return TypeAdapter(Stored)


def backup(path: Path) -> Path:
    """Where the last state of a library is kept a second time: 风险点库（备份）.json."""
    return path.with_name(f"{path.stem}（备份）{path.suffix}")


def read(path: Path) -> Library:
    """The library of a file, an empty one where there is none yet; a number that its backup knows is spent.

    Raises InvalidInput for what is no library, with every place, and DocgenError for one that is gone or too new.
    """
    text = text_of(path)
    if text is not None:
        found, before = parsed(text, path), second(backup(path))
        return replace(found, spent=found.spent | before.spent | before.numbers)
    if backup(path).exists():
        raise DocgenError(
            f"风险点库不见了：{path}。它的备份还在，请把 {backup(path).name} 复制成 {path.name}；"
            "确实要从头编号的，把备份也移走"
        )
    return Library()


def second(path: Path) -> Library:
    """The library as its backup has it, an empty one where there is none that can be read."""
    try:
        return parsed(text_of(path) or "", path)
    except DocgenError:
        return Library()


def text_of(path: Path) -> str | None:
    """The text of a file; None where there is none."""
    try:
        return bounds.content(path, bounds.MOST_JSON).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except bounds.TooLarge as error:
        raise refused(path, [("太大，不像风险点库", None)]) from error
    except UnicodeDecodeError as error:
        raise refused(path, [("不是 UTF-8 的文字", None)]) from error
    except OSError as error:
        raise DocgenError(
            f"风险点库读不出来：{path}（{error.strerror}）。请检查权限，或是不是正被别的程序占用"
        ) from error


def parsed(text: str, path: Path) -> Library:
    """The library that a text is. Raises InvalidInput with every place that is wrong, DocgenError for a newer one."""
    double = Double()
    try:
        data = bounds.load_json(text, double.looked_for)
    except json.JSONDecodeError as error:
        raise refused(path, [("这里不是 JSON 的写法", error.lineno)]) from error
    except ValueError as error:  # a number of thousands of digits, brackets without end
        raise refused(path, [("里面有太长的数，或一层套一层的内容", None)]) from error
    newer(data, path)
    faults = [(f"“{key}”写了两次", line_of(text, (key,))) for key in double.keys]
    try:
        stored = adapter().validate_json(text)
    except ValidationError as error:
        raise refused(path, [*faults, *(told(one, text) for one in error.errors(include_url=False))]) from error
    if faults:
        raise refused(path, faults)
    return Library(stored.campaigns, frozenset(stored.numbers))


def newer(data: Any, path: Path) -> None:
    """Raise DocgenError for a library that only a later docgen can read."""
    form = data.get("form") if isinstance(data, dict) else None
    if type(form) is int and form > FORM:
        raise DocgenError(
            f"风险点库是更新版本的 docgen 写的（它是第{form}版，这个 docgen 只认到第{FORM}版），没有动它：{path}。请升级 docgen"
        )


def told(error: Mapping[str, Any], text: str) -> tuple[str, int | None]:
    """What is wrong in the words of clerks, and its line."""
    keys = [str(key)[:SHOWN] for key in error["loc"] if key != "[key]"]
    if error["type"] == "json_invalid":  # what only the stricter reader minds
        line = re.search(r"line (\d+)", error["msg"])
        return "这里不是 JSON 的写法，或一层套一层太深", int(line[1]) if line else None
    where = f"“{' › '.join(keys)}”" if keys else "整个文件"
    shown = json.dumps(error["input"], ensure_ascii=False, default=str)
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}……"
    written = "" if error["type"] in ("missing", "unexpected_keyword_argument") else f"写成了 {shown}，"
    return f"{where}{written}{FAULTS.get(error['type'], '写得不对')}", line_of(text, keys)


def line_of(text: str, keys: Sequence[str]) -> int | None:
    """The line on which the last of some keys stands, each below the one before; None where one is not found."""
    at = 0
    for key in (key for key in keys if not key.isdecimal()):
        found = re.compile(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:").search(text, at)
        if found is None:
            return None if at == 0 else text.count("\n", 0, at) + 1
        at = found.start() + 1
    return text.count("\n", 0, at) + 1 if at else None


def refused(path: Path, faults: Sequence[tuple[str, int | None]]) -> InvalidInput:
    """What is raised for a file that is no library: each place, and how to get the last state back."""
    cure = f"风险点库不能手工改动，没有动它。请改回来，或用备份 {backup(path).name} 换掉它"
    return InvalidInput(
        Diagnostic(Place(str(path), line), RULE, "error", f"风险点库读不出来：{fault}", cure=cure)
        for fault, line in faults[:MOST_PROBLEMS]
    )
