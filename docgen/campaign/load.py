"""Loading a data file: every problem at once, in Chinese, with file, line and column."""

from __future__ import annotations

import copy
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from docgen.campaign import DATA_FILES, rules
from docgen.campaign.model import Campaign
from docgen.campaign.skeleton import Loc
from docgen.campaign.source import Source, recovered
from docgen.core.diagnostic import Diagnostic
from docgen.core.errors import InvalidInput, invalid, refusal
from docgen.core.nearest import meant

MESSAGES = {
    "missing": "缺少“{key}”",
    "extra_forbidden": "没有“{key}”这个键",
    "string_type": "“{key}”应为文字，这里写成了{found_kind}",
    "string_too_short": "“{key}”没有填写内容",
    "too_short": "“{key}”是空的，至少要有一项",
    "tuple_type": "“{key}”应为列表（每项以“- ”开头），这里写成了{found_kind}",
    "dict_type": "“{key}”应写成“名称: 内容”的形式，这里写成了{found_kind}",
    "model_type": "“{key}”应写成“名称: 内容”的形式，这里写成了{found_kind}",
    "literal_error": "“{key}”写成了{found}，应为{expected}",
    "int_type": "“{key}”应为整数，这里写成了{found_kind}",
    "decimal_type": "“{key}”应为数字，如 0 或 12.5，这里写成了{found_kind}",
    "date_type": "“{key}”应为日期，如 2026-06-30，这里写成了{found_kind}",
    "bool_type": "“{key}”应为“是”或“否”，这里写成了{found_kind}",
    "date_form": "“{key}”{own}",
    "flag_form": "“{key}”{own}",
    "number_form": "“{key}”{own}",
    "rows_form": "“{key}”{own}",
    "due_form": "“{key}”{own}",
}
"""The Chinese word for each kind of error that the model can raise."""

STAND_IN = "〔没有读出"
"""How a text begins that stands in the place of one that is missing or wrong; no other text does."""
STAND_INS = ("2026", "6月30日", "2026-06-30", "是")
"""What else may stand there, for a number, a day, a choice."""
SHAPES: dict[str, Any] = {"model_type": {}, "dict_type": {}, "tuple_type": [{}]}
"""What stands in the place of a value that should have keys or items of its own."""
MOST_TRIES = 60

NOTHING_TYPED = ("无", "没有", "暂无", "/", "-", "—", "无。")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Loaded:
    """A campaign with its source (for places) and what is worth knowing about it (warnings and notes)."""

    path: Path
    campaign: Campaign
    source: Source
    problems: tuple[Diagnostic, ...]


def find(path: Path) -> Path:
    """The data file: the path itself, or the one YAML file of a folder. Raises InvalidInput where there is none."""
    if not os.path.isdir(path):  # a name that is too long is no folder, not an error
        return path
    try:
        inside = sorted(os.listdir(path))
    except OSError as error:
        raise refusal(error) from error
    named = [path / name for name in DATA_FILES if name in inside and not os.path.isdir(path / name)]
    files = named or [path / name for name in inside if name.endswith((".yaml", ".yml"))]
    if not files:
        raise invalid(path, rules.UNUSABLE_DATA_FILE, "文件夹里没有数据文件（活动.yaml）", "可用 docgen init 新建一个")
    if len(files) > 1:
        names = "、".join(file.name for file in files)
        raise invalid(
            path,
            rules.UNUSABLE_DATA_FILE,
            f"文件夹里有几个数据文件：{names}",
            "请直接写明用哪一个，或把其中一个改名为 活动.yaml",
        )
    return files[0]


def load(path: Path) -> Loaded:
    """The campaign in a data file or folder. Raises InvalidInput with every problem there is."""
    file = find(path)
    source = opened(file, suspects=False)
    try:
        campaign = validate(Campaign, source)
    except InvalidInput:
        if not source.suspected:
            raise
        source = opened(file)
        campaign = validate(Campaign, source)
    if source.is_wrong:
        raise InvalidInput(sorted(source.problems, key=by_place))
    return Loaded(file, campaign, source, tuple(source.problems))


def opened(file: Path, suspects: bool = True) -> Source:
    """The source of a data file, read on behind what is wrong. Raises InvalidInput where too little can be read."""
    source = recovered(file, known_keys(Campaign), campaign_keys, suspects)
    if source.blanked:
        raise InvalidInput(sorted(source.problems, key=by_place))
    return source


def partial(path: Path) -> tuple[Loaded, set[tuple[int | None, str]]] | None:
    """A campaign of what is well in a data file, and the keys left out, each with the line of what it belongs to.

    Only for finding more problems at once; nothing is ever made from it. What must be there and is not, or is wrong,
    has a stand-in, so that the rest of its entry is read. None where nothing can be made of the file.
    """
    file = find(path)
    source = opened(file)
    data, left_out = without_blanks(source.data, Campaign), set[tuple[int | None, str]]()
    tried = Counter[Loc]()
    for _ in range(MOST_TRIES):
        try:
            campaign = Campaign.model_validate(data)
        except ValidationError as error:
            wrong = {real_loc(details["loc"], source): details["type"] for details in of_items(error)}
            left_out |= {(source.place(loc[:-1]).line, str(loc[-1])) for loc in wrong if loc}
            deepest = sorted(wrong, key=lambda loc: [str(step) for step in loc], reverse=True)
            if not sum([replaced(data, loc, wrong[loc], tried) for loc in deepest]):
                return None
            continue
        know_english(source, Campaign)
        return Loaded(file, campaign, source, ()), left_out
    return None


def replaced(data: Any, loc: Loc, kind: str, tried: Counter[Loc]) -> bool:
    """Take a wrong value out, or put a stand-in where one must be; each time another, until all have been tried."""
    owner = at(data, loc[:-1])
    if isinstance(owner, dict) and loc[-1] in owner and not tried[loc]:
        del owner[loc[-1]]
        return True
    if not isinstance(owner, dict | list) or tried[loc] > len(STAND_INS):
        return drop(data, loc[:-1])
    if kind in SHAPES and not tried[*loc, kind]:
        tried[*loc, kind] = 1
        choice = SHAPES[kind]
    else:
        choice = STAND_INS[tried[loc] - 1] if tried[loc] else f"{STAND_IN}{len(tried)}〕"
        tried[loc] += 1
    owner[loc[-1]] = copy.deepcopy(choice)  # type: ignore[index]
    return True


def at(data: Any, loc: Loc) -> Any:
    """The value at a place of the data; None where there is none."""
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def drop(data: Any, loc: Loc) -> bool:
    """Take out the nearest key that holds a place.

    An item of a list takes the whole list with it, so that no place shifts.
    """
    for depth in range(len(loc), 0, -1):
        owner = at(data, loc[: depth - 1])
        if isinstance(owner, dict) and loc[depth - 1] in owner:
            del owner[loc[depth - 1]]
            return True
    return False


def validate(model: type[M], source: Source) -> M:
    """The model made of a source's data. Raises InvalidInput with every problem there is."""
    if not isinstance(source.data, dict) and source.is_wrong:
        raise InvalidInput(source.problems)
    if not isinstance(source.data, dict):
        source.add(
            rules.MALFORMED_STRUCTURE,
            "文件不是“名称: 内容”的形式",
            1,
            cure="请以“活动:”开头；可用 docgen init 生成样例对照",
        )
        raise InvalidInput(source.problems)
    try:
        made = model.model_validate(without_blanks(source.data, model))
    except ValidationError as error:
        problems = [explain(details, source, model) for details in of_items(error)]
        raise InvalidInput(sorted(dict.fromkeys([*source.problems, *problems]), key=by_place)) from error
    know_english(source, model)
    return made


def of_items(error: ValidationError) -> list[ErrorDetails]:
    """What is wrong; of a list whose items are wrong, which is also called too short, only what is with the items."""
    return [details for details in error.errors() if details["type"] != "too_short" or not details["input"]]


def know_english(source: Source, model: type[BaseModel]) -> None:
    """Let places be found by Chinese keys also where the English names were written."""
    for loc in [loc for loc in {*source.values, *source.keys} if any(str(step)[:1].isascii() for step in loc)]:
        chinese = in_chinese(loc, model)
        if loc in source.values:
            source.values.setdefault(chinese, source.values[loc])
        if loc in source.keys:
            source.keys.setdefault(chinese, source.keys[loc])
        if loc in source.blocks:
            source.blocks.setdefault(chinese, source.blocks[loc])


def in_chinese(loc: Loc, model: type[BaseModel]) -> Loc:
    """The path with every English field name replaced by its Chinese key."""
    made: Loc = ()
    for step in loc:
        here = model_at(model, made)
        field = here.model_fields.get(step) if here and isinstance(step, str) else None
        made = (*made, field.alias if field and field.alias else step)
    return made


def by_place(problem: Diagnostic) -> tuple[int, int, str]:
    """Problems in reading order."""
    return problem.place.line or 0, problem.place.column or 0, problem.rule.number


def without_blanks(data: Any, model: type[BaseModel], loc: Loc = ()) -> Any:
    """The data without keys that were left empty: they count as not written, but unknown ones stay to be told."""
    if isinstance(data, dict):
        known = fields_at(model, loc)
        return {
            key: without_blanks(value, model, (*loc, key))
            for key, value in data.items()
            if value is not None or (known and key not in known)
        }
    if isinstance(data, list):
        return [without_blanks(value, model, (*loc, i)) for i, value in enumerate(data)]
    return data


def explain(details: ErrorDetails, source: Source, model: type[BaseModel]) -> Diagnostic:
    """A pydantic error as a problem of the data file."""
    loc: Loc = real_loc(details["loc"], source)
    kind = details["type"]
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "文件")
    found = details.get("input")
    ctx = details.get("ctx") or {}
    message = MESSAGES.get(kind, "“{key}”填写有误").format(
        key=key,
        own=details["msg"],
        found=found,
        found_kind=kind_word(found),
        expected=str(ctx.get("expected", "")).replace(" or ", "、").replace("'", "“", 1).replace("'", "”"),
    )
    expected = None
    if kind == "literal_error":
        choices = [word for word in str(ctx.get("expected", "")).replace(" or ", ", ").split(", ") if word != "''"]
        expected = "、".join(f"“{word.strip(chr(39))}”" for word in choices)
        message = MESSAGES[kind].format(key=key, found=kind_word(found), expected=expected)
    place, cure = source.place(loc), None
    if isinstance(found, str) and found.strip() in NOTHING_TYPED:
        cure = f"没有就把“{key}”这一行删去"
    elif kind in ("string_type", "tuple_type"):
        cure = in_one_line(key, at(source.data, loc), joint=kind == "tuple_type")
    if kind == "extra_forbidden":
        place = source.key_place(loc)
        cure = suggestion(key, fields_at(model, loc[:-1]))
    elif kind == "missing":
        place = source.key_place(loc) if loc in source.keys else source.place(loc[:-1])
        if loc in source.keys:
            message = f"“{key}”没有填写内容"
    shown = None if found is None or isinstance(found, dict | list) else str(found)[:80]
    return Diagnostic(
        place,
        rules.OF_KINDS.get(kind, rules.INVALID_VALUE),
        "error",
        message,
        found=shown,
        expected=expected,
        cure=cure,
    )


def in_one_line(key: str, value: Any, joint: bool) -> str | None:
    """How to write names without the braces or the list round them; None where they are more than names.

    ``joint`` names are several, which 、 parts; others are one text.
    """
    if not value or not isinstance(value, dict | list):
        return None
    braced = isinstance(value, dict)
    if any(value.values()) if isinstance(value, dict) else not all(isinstance(item, str) for item in value):
        return None
    names = [name.strip() for item in value for name in re.split("[，,、]", str(item)) if name.strip()]
    away = "去掉大括号，" if braced else ""
    return f"请{away}把名称写在一行，即“{key}: {('、' if joint else '，').join(names)}”"


def real_loc(loc: tuple[int | str, ...], source: Source) -> Loc:
    """The path without the steps that pydantic adds for alternatives of a type."""
    real: Loc = ()
    for i, step in enumerate(loc):
        if (*real, step) in source.values or (*real, step) in source.keys or i == len(loc) - 1 and real == loc[:-1]:
            real = (*real, step)
    return real or loc[:1]


def kind_word(value: object) -> str:
    """What a value is, for a clerk."""
    if value is None:
        return "空"
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, list):
        return "列表"
    return f"“{value}”"


def suggestion(word: str, names: list[str]) -> str:
    """Which of the names was probably meant."""
    return meant(word.strip(" \u3000"), names) or f"这里可以写：{'、'.join(names)}"


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model whose keys may stand at a place of the data."""
    current: type[BaseModel] | None = model
    for step in loc:
        if current is None:
            return None
        if isinstance(step, int):
            continue
        field = next((f for f in current.model_fields.values() if f.alias == step), None)
        field = field or current.model_fields.get(step)
        current = next(models_in(field.annotation), None) if field else current
    return current


def fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The Chinese keys that may stand at a place of the data."""
    current = model_at(model, loc)
    return [f.alias or name for name, f in current.model_fields.items()] if current else []


def campaign_keys(loc: Loc) -> frozenset[str] | None:
    """The keys at a place of a data file; None where anything may stand, also nothing that has keys."""
    return keys_at(Campaign, tuple(step for step in loc if isinstance(step, str)))


@cache
def keys_at(model: type[BaseModel], loc: tuple[str, ...]) -> frozenset[str] | None:
    """The keys at a place of the data of a model, the numbers of items left out."""
    current: type[BaseModel] | None = model
    free = False
    for step in loc:
        if free:
            free = False
            continue
        if current is None:
            return None
        fields = current.model_fields
        field = next((f for name, f in fields.items() if step in (f.alias, name)), None)
        annotation = field.annotation if field else None
        current, free = next(models_in(annotation), None), "dict[" in str(annotation)
    return names_of(current) if current and not free else None


@cache
def names_of(model: type[BaseModel]) -> frozenset[str]:
    """The Chinese keys and English names of one model."""
    return frozenset(word for name, field in model.model_fields.items() for word in (field.alias or name, name))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation names, outermost first."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


@cache
def known_keys(model: type[BaseModel]) -> frozenset[str]:
    """Every Chinese key of the model and the models it holds."""
    keys: set[str] = set()
    todo, done = [model], set[type[BaseModel]]()
    while todo:
        current = todo.pop()
        if current in done:
            continue
        done.add(current)
        for field in current.model_fields.values():
            keys.add(field.alias or "")
            todo.extend(models_in(field.annotation))
    return frozenset(keys - {""})
