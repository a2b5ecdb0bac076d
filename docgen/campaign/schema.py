"""The JSON Schema of the data file, with which an editor completes Chinese keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docgen.campaign.model import Campaign

SHIPPED = Path(__file__).with_name("docgen.schema.json")


SHORT = ("Task", "Attachment", "Figure")
"""Models that may be written as one text."""


def schema() -> dict[str, Any]:
    """The schema, by Chinese keys. A text also takes what an editor reads as a number, a date or a flag."""
    made = Campaign.model_json_schema(by_alias=True)
    definitions = made.pop("$defs")
    definitions["Row"]["additionalProperties"] = {"type": "string"}  # cells may stand beside 子行 without 格
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "docgen 数据文件"} | made
    whole["definitions"] = definitions
    relaxed: dict[str, Any] = relax(whole)
    return relaxed


def relax(node: Any) -> Any:
    """The node as an editor needs it: texts take numbers, short forms are allowed, only Chinese descriptions stay."""
    if isinstance(node, list):
        return [relax(item) for item in node]
    if not isinstance(node, dict):
        return node.replace("#/$defs/", "#/definitions/") if isinstance(node, str) else node
    out = {key: relax(value) for key, value in node.items()}
    if out.get("type") == "string" and "enum" not in out and "const" not in out:
        out["type"] = ["string", "number", "boolean", "null"]
        out.pop("minLength", None)
    if "properties" in out:
        out.pop("description", None)  # the docstring of the model, in English
    for key in ("items", "additionalProperties"):
        inner = out.get(key)
        if isinstance(inner, dict) and str(inner.get("$ref", "")).rpartition("/")[2] in SHORT:
            out[key] = {"anyOf": [{"type": "string"}, inner]}
    return out


def text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    from docgen.campaign import reference

    SHIPPED.write_text(text(), encoding="utf-8")
    (Path(__file__).parents[2] / "docs" / "数据文件.md").write_text(reference.text(), encoding="utf-8")
