"""Every key that the data file may have does something."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import docgen
from docgen.campaign.keys import Model
from docgen.campaign.model import Campaign

CODE = Path(docgen.__file__).parent


def models(model: type[Model]) -> Iterator[type[Model]]:
    """A model and all that its keys hold."""
    yield model
    for field in model.model_fields.values():
        for inner in inside(field.annotation):
            if inner is not model:
                yield from models(inner)


def inside(annotation: Any) -> Iterator[type[Model]]:
    """The models in an annotation."""
    plain = isinstance(annotation, type) and not get_args(annotation)
    if plain and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from inside(argument)


def read_attributes() -> set[str]:
    """Every name that is read off something anywhere, or asked for by a text."""
    found: set[str] = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and not is_own(node, path):
                found.add(node.attr)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
                found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def is_own(node: ast.Attribute, path: Path) -> bool:
    """Whether something reads its own attribute and is no model, so that it says nothing of a key of that name."""
    return isinstance(node.value, ast.Name) and node.value.id == "self" and path.parent.name != "campaign"


READ = read_attributes()
KEYS = sorted({(model.__name__, name) for model in models(Campaign) for name in model.model_fields})


@pytest.mark.parametrize(("model", "name"), KEYS, ids=[f"{model}.{name}" for model, name in KEYS])
def test_a_key_of_the_data_file_is_read_somewhere(model: str, name: str) -> None:
    assert name in READ
