"""What a layer may not know: the house serves risk points and scores without a word about them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "docgen"
WORDS = re.compile(r"风险点|积分|红线|自评|考评|\bRisks?\b|Rubric|figures[. ](import )?(risks|scores)")


@pytest.mark.parametrize("layer", ["ledgers", "rendering", "cli"])
def test_a_layer_below_and_the_rim_know_nothing_of_risks_and_scores(layer: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WORDS.search(line)
    ]
    assert found == []
