"""A profile's YAML as plain texts, every one with its line and column; nothing is taken for a number or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from docgen import bounds
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.encoding import Undecodable, decoded
from docgen.core.errors import InvalidInput, invalid
from docgen.gongwen.rules import profile as rules

MOST_BYTES = 1_000_000
MOST_DEPTH = 8
MOST_NODES = 5_000
FULL_COLON = re.compile(r"^\s*([^\s#:：]{1,12})：")
NO_SPACE = re.compile(r"^\s*([^\s#:：]{1,12}):[^\s/]")


@dataclass(frozen=True)
class Entry:
    """A value with its place: a text, a list of texts, or a mapping of texts and lists."""

    place: Place
    data: str | list[str] | dict[str, Entry]


def entries(path: Path) -> dict[str, tuple[Place, Entry]]:
    """The keys of the file with their places and values. Raises InvalidInput with every problem found."""
    text = text_of(path)
    try:
        refuse_odd(text, path)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise InvalidInput(traps(text, path) or [broken(error, path)]) from error
    except yaml.YAMLError as error:
        raise invalid(
            path, rules.MALFORMED_PROFILE, "文件里有看不见的控制字符", "请另存为纯文本（UTF-8）后再用"
        ) from error
    if root is None:
        raise invalid(
            path, rules.MALFORMED_PROFILE, "文件是空的", "第一行写“依据: 国标”，下面写要改的项，如“行距: 28磅”"
        )
    if not isinstance(root, yaml.MappingNode):
        raise InvalidInput(traps(text, path) or [odd(place_of(root, path), "这不是一项一行的格式规则")])
    problems: list[Diagnostic] = []
    found = mapping(root, path, problems)
    if problems:
        raise InvalidInput(problems)
    return found


def text_of(path: Path) -> str:
    """The text of the file: UTF-8, else GB18030 as Notepad saves it."""
    try:
        raw = bounds.content(path, MOST_BYTES)
    except bounds.TooLarge:
        raise invalid(
            path, rules.UNREADABLE_PROFILE, "这不是格式规则文件", "格式规则是文本文件，第一行写“依据: 国标”"
        ) from None
    except FileNotFoundError:
        raise invalid(path, rules.UNREADABLE_PROFILE, f"没有这个文件：{path}", "请检查文件名") from None
    except OSError as error:
        raise invalid(
            path, rules.UNREADABLE_PROFILE, "文件读不出来", "请检查文件名和权限，以及是不是选错了文件"
        ) from error
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise invalid(path, rules.UNREADABLE_PROFILE, "这不是格式规则文件", "格式规则是文本文件，第一行写“依据: 国标”")
    try:
        return decoded(raw)[0]
    except Undecodable as error:
        raise invalid(
            path,
            rules.UNREADABLE_PROFILE,
            "文件既不是 UTF-8 也不是 GBK 编码的文字",
            "请用记事本打开，另存为 UTF-8 编码",
        ) from error


def refuse_odd(text: str, path: Path) -> None:
    """Refuse what compose would fall over: values nested deeper or more of them than in any profile, and references."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        nodes += isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.AliasEvent) or nodes > MOST_NODES:
            assert event.start_mark is not None
            place = Place(str(path), event.start_mark.line + 1, event.start_mark.column + 1)
            what = (
                "这里用了 YAML 的引用（*名称），格式规则里不能用" if nodes <= MOST_NODES else f"超过了{MOST_NODES}项"
            )
            raise InvalidInput([odd(place, what)])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise invalid(
                path, rules.MALFORMED_PROFILE, f"一层套一层超过了{MOST_DEPTH}层", "一项写一行，如“行距: 28磅”"
            )


def mapping(node: yaml.MappingNode, path: Path, problems: list[Diagnostic]) -> dict[str, tuple[Place, Entry]]:
    """The keys of a mapping; a repeated key and one that is no text are noted."""
    found: dict[str, tuple[Place, Entry]] = {}
    for key, value in node.value:
        place = place_of(key, path)
        if not isinstance(key, yaml.ScalarNode):
            problems.append(odd(place, "这一项的名字不是文字"))
        elif key.value in found:
            first = found[key.value][0].line
            problems.append(
                Diagnostic(
                    place,
                    rules.DUPLICATE_PROFILE_KEY,
                    "error",
                    f"“{key.value}”写了两次：第{first}行、第{place.line}行",
                    cure="请只保留一个",
                )
            )
        elif (entry := entry_of(value, path, problems)) is not None:
            found[str(key.value)] = place, entry
    return found


def entry_of(node: yaml.Node, path: Path, problems: list[Diagnostic]) -> Entry | None:
    """The value of a node; one that is nested deeper than a list is noted and left out."""
    place = place_of(node, path)
    if isinstance(node, yaml.ScalarNode):
        return Entry(place, str(node.value))
    if isinstance(node, yaml.SequenceNode):
        if all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return Entry(place, [str(item.value) for item in node.value])
    elif isinstance(node, yaml.MappingNode) and not any(isinstance(v, yaml.MappingNode) for _, v in node.value):
        return Entry(place, {key: entry for key, (_, entry) in mapping(node, path, problems).items()})
    problems.append(odd(place, "这里一层套一层，读不懂"))
    return None


def place_of(node: yaml.Node, path: Path) -> Place:
    """Where a node begins."""
    return Place(str(path), node.start_mark.line + 1, node.start_mark.column + 1)


def odd(place: Place, message: str) -> Diagnostic:
    """A complaint about the shape of the file."""
    return Diagnostic(
        place, rules.MALFORMED_PROFILE, "error", message, cure="一项写一行：名字、英文冒号、空格、值，如“行距: 28磅”"
    )


def traps(text: str, path: Path) -> list[Diagnostic]:
    """Lines with a full-width colon, or none of the blank that must follow a colon."""
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        full, tight = FULL_COLON.match(line), NO_SPACE.match(line)
        if full or tight:
            what = "后面的冒号用了中文全角“：”" if full else "的冒号后面少一个空格"
            key = (full or tight or [""])[1]
            place = Place(str(path), number, line.find("：" if full else ":") + 1)
            problems.append(
                Diagnostic(
                    place,
                    rules.MALFORMED_PROFILE,
                    "error",
                    f"“{key}”{what}",
                    cure=f"请写成“{key}: 值”，英文冒号后面加一个空格",
                )
            )
    return problems


def broken(error: yaml.MarkedYAMLError, path: Path) -> Diagnostic:
    """A complaint about what the YAML reader could not take."""
    mark = error.problem_mark or error.context_mark
    place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
    return odd(place, "这里的写法读不懂，多半是括号、引号不成对，或行首没有对齐")
