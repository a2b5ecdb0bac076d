"""The JSON Schema of the data file, with which an editor completes Chinese keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docgen.campaign.model import Campaign

SHIPPED = Path(__file__).with_name("docgen.schema.json")
MODELINE = "# yaml-language-server: $schema=./docgen.schema.json"


def schema() -> dict[str, Any]:
    """The schema, by Chinese keys. A text also takes what an editor reads as a number, a date or a flag."""
    made = Campaign.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "docgen 数据文件"} | made
    whole["definitions"] = definitions
    relaxed: dict[str, Any] = relax(whole)
    return relaxed


def relax(node: Any) -> Any:
    """The node with every plain text type widened and references moved to where draft-07 keeps them."""
    if isinstance(node, list):
        return [relax(item) for item in node]
    if not isinstance(node, dict):
        return node.replace("#/$defs/", "#/definitions/") if isinstance(node, str) else node
    out = {key: relax(value) for key, value in node.items()}
    if out.get("type") == "string" and "enum" not in out and "const" not in out:
        out["type"] = ["string", "number", "boolean", "null"]
        out.pop("minLength", None)
    return out


def text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SHIPPED.write_text(text(), encoding="utf-8")
