"""Every regular expression of the package, gathered from its source and from its loaded modules."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import docgen

ASKED = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
ROOT = Path(docgen.__file__).parent


@dataclass(frozen=True)
class Expression:
    """A regular expression, the place where it is written, and whether it is held against a whole string."""

    place: str
    pattern: re.Pattern[Any]
    whole: bool


class Word(str):
    """What stands for a value that only a call knows: a word whose parts and attributes are words."""

    def __getattr__(self, name: str) -> Word:
        return self

    def __call__(self, *_: object, **__: object) -> Word:
        return self


class Names(dict[str, Any]):
    """The names of a module; any other name is a word."""

    def __missing__(self, name: str) -> Any:
        if name in __builtins__:  # type: ignore[operator]
            raise KeyError(name)
        return Word("甲")
