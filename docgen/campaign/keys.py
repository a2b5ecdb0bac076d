"""What every model of the data file is made of: Chinese keys with English names, frozen values."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def key(alias: str, description: str, default: Any = ..., **more: Any) -> Any:
    """A field with its Chinese key and a description that editors show; without a default it is required."""
    return Field(default, alias=alias, description=description, **more)


class Model(BaseModel):
    """Frozen, takes Chinese keys and English names, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)
