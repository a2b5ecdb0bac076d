"""What is wrong with 风险 in the data file: the matrix, the decisions, before anything came back."""

from __future__ import annotations

import re
from collections import Counter

from docgen.campaign.expand import RISK_LEDGER
from docgen.campaign.risks import Risks, contradictions
from docgen.documents import rules
from docgen.documents.findings import Review, close


def risk_review(found: Review) -> None:
    """Every problem of the risk settings."""
    own = found.campaign.risks
    if own is None:
        return
    if RISK_LEDGER not in found.campaign.ledgers:
        cure = f"请在“台账”里写上“{RISK_LEDGER}:”，下发、收回以后才有风险点库"
        found.add(
            ("风险",),
            rules.INVALID_RISK_SETTINGS,
            "warning",
            f"写了“风险”，没有“{RISK_LEDGER}”，用不上",
            cure=cure,
            key=True,
        )
    for key, words in (
        ("来源", own.sources),
        ("可能性", own.likelihoods),
        ("影响", own.impacts),
        ("等级", own.grades),
    ):
        for word, count in Counter(words).items():
            if count > 1:
                found.add(
                    ("风险", key),
                    rules.INVALID_RISK_SETTINGS,
                    "error",
                    f"“{key}”里的“{word}”写了{count}次",
                    found=word,
                )
    if not re.fullmatch("[A-Z]{0,6}", own.prefix):
        found.add(
            ("风险", "编号"),
            rules.INVALID_RISK_SETTINGS,
            "error",
            "库编号前面只能是大写字母，不超过6个",
            found=own.prefix,
            expected="如 FX",
        )
    matrix(found, own)
    for keys, message, number in contradictions(own):
        found.add(("风险", *keys), rules.CONTRADICTORY_MERGE, "error", message, found=number)


def matrix(found: Review, own: Risks) -> None:
    """The matrix has a grade for every likelihood and impact, and none falls where the risk rises."""
    rows, columns = len(own.likelihoods), len(own.impacts)
    at = ("风险", "矩阵") if ("风险", "矩阵") in found.loaded.source.values else ("风险",)
    shape = f"{rows}行{columns}列（可能性{rows}档、影响{columns}档）"
    if len(own.matrix) != rows or any(len(row) != columns for row in own.matrix):
        told = "、".join(str(len(row)) for row in own.matrix)
        found.add(
            at,
            rules.INVALID_RISK_MATRIX,
            "error",
            f"“矩阵”应是{shape}，这里{len(own.matrix)}行，各行{told}格",
            expected=shape,
        )
        return
    for y, row in enumerate(own.matrix):
        for x, grade in enumerate(row):
            if grade not in own.grades:
                found.add((*at, y, x), rules.INVALID_RISK_MATRIX, "error", f"矩阵里的“{grade}”不在“等级”里", found=grade,
                          expected="、".join(own.grades), cure=close(grade, own.grades))  # fmt: skip
                return
    places = [[own.grades.index(grade) for grade in row] for row in own.matrix]
    falls_right = any(row[x] > row[x + 1] for row in places for x in range(columns - 1))
    falls_down = any(places[y][x] > places[y + 1][x] for y in range(rows - 1) for x in range(columns))
    if falls_right or falls_down:
        message = "矩阵里可能性或影响高一档，等级反而低了"
        found.add(
            at,
            rules.INVALID_RISK_MATRIX,
            "warning",
            message,
            cure="行从上到下是可能性从低到高，列从左到右是影响从低到高，请核对",
        )
