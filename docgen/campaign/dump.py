"""A data file written for a clerk to go on with: Chinese keys in their order, texts as blocks, remarks at the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml


class Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _Writer(yaml.SafeDumper):
    """Writes long texts as blocks and lists under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented under their key, as people write them."""
        super().increase_indent(flow, False)


def _text(writer: _Writer, value: str) -> yaml.ScalarNode:
    block = "\n" in value and all(line == line.rstrip() for line in value.split("\n")) and not value.startswith(" ")
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else _quotes(value))


def _quotes(value: str) -> str | None:
    """Quotes for what another program might take for a number or a date."""
    plain = value and not value[0].isdigit() and value.strip() == value and "：" not in value[:12]
    return None if plain else '"'


def _row(writer: _Writer, value: tuple[Any, ...]) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _mapping(writer: _Writer, value: Flow) -> yaml.MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


_Writer.add_representer(Flow, _mapping)
_Writer.add_representer(str, _text)
_Writer.add_representer(tuple, _row)


def dump(data: Mapping[str, Any], remarks: Sequence[str] = ()) -> str:
    """The data file as text. Lists are written item by item, tuples on one line; remarks become comments at the top."""
    head = "".join(f"# {line}\n" for remark in remarks for line in remark.splitlines())
    body = yaml.dump(
        dict(data), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return head + body
