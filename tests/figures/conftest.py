"""The collection that most tests of figures look at, made once."""

from __future__ import annotations

import pytest

from tests.figures.facts import FIVE, LEDGERS, WAIVERS, Facts, gathered, send
from tests.ledgers.returns import inbox


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    box = inbox(tmp_path_factory.mktemp("指标") / "活动", 单位=FIVE, 台账=LEDGERS, 豁免=WAIVERS)
    send(box)
    return gathered(box)
