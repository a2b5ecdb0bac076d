"""A profile: the values a layout is judged by, with clause and strength; a unit's house rules override them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput, WrongUsage
from docgen.core.nearest import meant, nearest
from docgen.core.rules import STRENGTH_WORDS, Strength
from docgen.gongwen.profiles.quantity import Quantity, example, number, quantity
from docgen.gongwen.profiles.source import Entry, entries
from docgen.gongwen.rules import profile as rules

FOLDER = Path(__file__).with_name("profiles")
BUILT_IN = ("国标", "电子公文", "信函", "纪要", "无版头")
ALIASES = {"gbt9704": "国标", "e33476": "电子公文", "letter": "信函", "minutes": "纪要", "plain": "无版头"}
FORMS = ("公文", "信函", "纪要", "无版头")
STRENGTHS: dict[str, Strength] = {STRENGTH_WORDS[strength]: strength for strength in get_args(Strength)}
HEAD = ("依据", "名称", "格式")
NAMED_ALIKE = 0.6
PARTS = ("值", "容差", "单位", "条款", "强度", "可选")


@dataclass(frozen=True)
class Value:
    """One value: a number in ``unit``, a list of faces, or a word; ``clause`` is None where no standard asks for it."""

    value: Quantity
    tolerance: float
    clause: str | None
    strength: Strength
    unit: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """A set of values by their Chinese names. ``overridden`` are those that house rules changed.

    ``form`` says which elements there are: 公文, 信函, 纪要 or 无版头.
    """

    name: str
    values: Mapping[str, Value]
    overridden: frozenset[str] = frozenset()
    form: str = "公文"


def names() -> list[str]:
    """The built-in profiles."""
    return list(BUILT_IN)


@cache
def profile(name: str) -> Profile:
    """The built-in profile of a Chinese name or its English alias. Raises WrongUsage for any other name."""
    chinese = ALIASES.get(name.strip().lower(), name.strip())
    if chinese not in BUILT_IN:
        near = meant(chinese, [*BUILT_IN, *ALIASES], NAMED_ALIKE)
        hint = f"，{near}" if near else "。"
        raise WrongUsage(f"没有叫“{name}”的格式{hint}可以用：{'、'.join(BUILT_IN)}")
    return load(FOLDER / f"{chinese}.yaml")


def house(path: Path) -> Profile:
    """A unit's own rules over the profile they are based on. Raises InvalidInput with every problem found."""
    made = load(path)
    return replace(made, name=path.stem) if made.name in BUILT_IN else made


def load(path: Path) -> Profile:
    """The profile of a file; what it changes counts as overridden unless the file is a built-in one."""
    found = entries(path)
    problems: list[Diagnostic] = []
    base = based_on(found, path, problems)
    changed = {
        key: value
        for key, (place, entry) in found.items()
        if key not in HEAD and (value := changed_value(key, place, entry, base, problems)) is not None
    }
    form = word(found, "格式", base.form, FORMS, problems)
    name = word(found, "名称", path.stem, (), problems)
    if problems:
        raise InvalidInput(problems)
    overridden = frozenset() if path.parent == FOLDER else base.overridden | changed.keys()
    return Profile(name, MappingProxyType(derived({**base.values, **changed}, changed)), overridden, form)


def based_on(found: Mapping[str, tuple[Place, Entry]], path: Path, problems: list[Diagnostic]) -> Profile:
    """The profile that a file names as 依据; 国标 where it names none, and nothing for 国标 itself."""
    if path == FOLDER / "国标.yaml":
        return Profile("", MappingProxyType({}))
    name = word(found, "依据", "国标", (*BUILT_IN, *ALIASES), problems)
    return profile(name if name in (*BUILT_IN, *ALIASES) else "国标")


def word(
    found: Mapping[str, tuple[Place, Entry]],
    key: str,
    default: str,
    choices: tuple[str, ...],
    problems: list[Diagnostic],
) -> str:
    """The text of a key; anything that is not one of the choices is noted."""
    if key not in found:
        return default
    entry = found[key][1]
    text = entry.data.strip() if isinstance(entry.data, str) else ""
    if not text or choices and text not in choices:
        shown = "、".join(choice for choice in choices if not choice.isascii()) or "一个名字"
        problems.append(
            Diagnostic(
                entry.place,
                rules.UNKNOWN_PROFILE_CHOICE,
                "error",
                f"“{key}”写的是“{text}”，应是：{shown}",
                text,
                shown,
                "请改成其中一个",
            )
        )
    return text


def changed_value(key: str, place: Place, entry: Entry, base: Profile, problems: list[Diagnostic]) -> Value | None:
    """The value that a file gives to a key, in short (35) or in full ({值: 35, 容差: 1}); None with a problem noted."""
    old = base.values.get(key)
    if old is None and base.values:
        problems.append(unknown(place, key, [*base.values, *HEAD]))
        return None
    parts = entry.data if isinstance(entry.data, dict) else {"值": entry}
    strange = [unknown(part.place, name, PARTS) for name, part in parts.items() if name not in PARTS]
    problems.extend(strange)
    if "值" not in parts:
        problems.append(
            Diagnostic(place, rules.WRONG_PROFILE_VALUE, "error", f"“{key}”没有写“值”", cure=f"请写成“{key}: 值”")
        )
    return None if strange or "值" not in parts else merged(key, parts, old, problems)


def merged(key: str, parts: Mapping[str, Entry], old: Value | None, problems: list[Diagnostic]) -> Value | None:
    """The old value with what the parts say in place of it."""
    unit = text_of(parts.get("单位"), old.unit if old else "")
    listed = parts["可选"].data if "可选" in parts else None
    choices = tuple(listed) if isinstance(listed, list) else old.choices if old else ()
    data = parts["值"].data
    value = quantity(data, unit, choices) if not isinstance(data, dict) else None
    tolerance = number(
        text_of(parts.get("容差"), f"{old.tolerance:g}" if old else "0"), "磅" if unit == "字号" else unit
    )
    strength = STRENGTHS.get(text_of(parts.get("强度"), "")) or (old.strength if old else None)
    if old and unit != old.unit:
        problems.append(wrong(parts["单位"].place, key, "单位", unit, old.unit))
    elif value is None:
        shown = data if isinstance(data, str) else "、".join(data)
        problems.append(wrong(parts["值"].place, key, "值", shown, example(unit, choices)))
    elif tolerance is None:
        problems.append(wrong(parts["容差"].place, key, "容差", text_of(parts["容差"], ""), "一个数，如 1"))
    elif strength is None or ("强度" in parts and text_of(parts["强度"], "") not in STRENGTHS):
        problems.append(wrong(parts.get("强度", parts["值"]).place, key, "强度", "", "、".join(STRENGTHS)))
    else:
        clause = text_of(parts.get("条款"), "") or (old.clause if old and "强度" not in parts else None)
        return Value(value, tolerance, clause, strength, unit, choices)
    return None


def text_of(entry: Entry | None, default: str) -> str:
    """The text of an entry; the default where there is none."""
    return entry.data.strip() if entry is not None and isinstance(entry.data, str) else default


def unknown(place: Place, key: str, known: list[str] | tuple[str, ...]) -> Diagnostic:
    """A complaint about a name that no profile has, with the nearest that one has."""
    near = nearest(key, known, 0.5)
    cure = f"是不是“{near}”？" if near else f"可以写的有：{'、'.join(known[:8])}等"
    return Diagnostic(place, rules.UNKNOWN_PROFILE_KEY, "error", f"没有“{key}”这一项", key, near, cure)


def wrong(place: Place, key: str, part: str, found: str, right: str) -> Diagnostic:
    """A complaint about a value of the wrong kind."""
    what = f"“{key}”" if part == "值" else f"“{key}”的{part}"
    return Diagnostic(
        place,
        rules.WRONG_PROFILE_VALUE,
        "error",
        f"{what}写的是“{found}”，应写成：{right}",
        found,
        right,
        "请改正后再用",
    )


def derived(values: dict[str, Value], changed: Mapping[str, Value]) -> dict[str, Value]:
    """The values, the text area made to fit margins that were changed on both sides."""
    for area, paper, sides in (("版心宽", "纸宽", ("左边距", "右边距")), ("版心高", "纸高", ("上边距", "下边距"))):
        if area not in changed and sides[1] in changed:
            left = number_of(values[paper]) - sum(number_of(values[side]) for side in sides)
            values[area] = replace(values[area], value=round(left, 2))
    return values


def number_of(value: Value) -> float:
    """The number of a value that is one."""
    return value.value if isinstance(value.value, float) else 0.0


def overlaid(over: Profile, name: str) -> Profile:
    """A profile judged as another form (无版头, 信函 …): that form's own values, save those that house rules set."""
    other, standard = profile(name), profile("国标")
    own = {key: value for key, value in other.values.items() if value != standard.values[key]}
    kept = {key: value for key, value in own.items() if key not in over.overridden}
    return replace(over, values=MappingProxyType({**over.values, **kept}), form=other.form)
