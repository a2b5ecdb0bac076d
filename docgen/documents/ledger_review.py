"""What is wrong with the part of the data file that returned ledgers are read by: columns, rules, periods, waivers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from docgen.campaign.ledger import Column, Ledger, Rule
from docgen.campaign.model import ALL_UNITS
from docgen.campaign.skeleton import Loc
from docgen.documents import rules
from docgen.documents.findings import Review, close
from docgen.ledgers.deadlines import deadline, deadline_words
from docgen.ledgers.definition import compile_rule
from docgen.ledgers.expression import BadExpression, parse
from docgen.ledgers.naming import Names
from docgen.ledgers.periods import parse_period, periods
from docgen.ledgers.spec import UnknownLedger, behind, definition, issued, preset_names

BUILT_IN = re.compile(r"^L[1-6]\d\d$")


def ledger_review(found: Review) -> None:
    """Every problem of the definitions."""
    known = column_names(found)
    for name in issued(found.campaign):
        try:
            ledger = definition(name, found.campaign)
        except UnknownLedger:
            continue  # said with its line by the review of ledgers
        columns(found, name, ledger)
        due(found, name, ledger)
        who(found, name, ledger)
    for name, own in found.campaign.ledgers.items():
        declared_rules(found, ("台账", name, "校验"), own.rules, known, lambda rule, name=name: name)  # type: ignore[misc]
    declared_rules(found, ("校验",), found.campaign.rules, known, lambda rule: rule.ledger)
    for i, rule in enumerate(found.campaign.rules):
        if any(rule.id == own.id for own in safe_rules(found, rule.ledger)):
            message = f"规则编号“{rule.id}”在《{rule.ledger}》里已经用了"
            found.add(
                ("校验", i, "编号"), rules.INVALID_CHECK_RULE, "error", message, found=rule.id, cure="请换一个编号"
            )
    waivers(found, known)


def column_names(found: Review) -> dict[str, tuple[str, ...]]:
    """The columns of every ledger that rules may name."""
    known: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys([*issued(found.campaign), *found.campaign.ledgers, *preset_names()]):
        try:
            ledger = definition(name, found.campaign)
        except UnknownLedger:
            continue
        known[name] = tuple(c.name for c in (*ledger.columns, *ledger.more_columns))
    return known


def columns(found: Review, name: str, ledger: Ledger) -> None:
    """Columns of choices have choices, formulas name columns, limits are the right way round."""
    every = (*ledger.columns, *ledger.more_columns)
    names = [c.name for c in every]
    own = found.campaign.ledgers.get(name, Ledger())
    for key, written in (("列", own.columns), ("加列", own.more_columns)):
        for i, column in enumerate(written):
            loc: Loc = ("台账", name, key, i)
            one_column(found, loc, column, every)
            if key == "加列" and names.count(column.name) > 1:
                found.add(
                    (*loc, "名称"), rules.INVALID_COLUMN, "error", f"“{column.name}”这一列已经有了", found=column.name
                )


def one_column(found: Review, loc: Loc, column: Column, every: Sequence[Column]) -> None:
    """One column's settings fit each other."""
    names = [c.name for c in every]
    if column.type == "选项" and not column.options:
        found.add(
            loc,
            rules.INVALID_COLUMN,
            "error",
            f"“{column.name}”的类型是选项，没有写“选项”",
            cure="如 选项: [未整改, 整改中, 已销号]",
        )
    if column.options and column.type != "选项":
        found.add(
            (*loc, "选项"),
            rules.INVALID_COLUMN,
            "error",
            f"“{column.name}”写了选项，类型却是{column.type}",
            cure="请写“类型: 选项”",
        )
    if column.least is not None and column.most is not None and column.least > column.most:
        found.add((*loc, "最大"), rules.INVALID_COLUMN, "error", f"“{column.name}”的最大值比最小值还小")
    if not column.formula:
        return
    if column.type not in ("整数", "金额", "比率"):
        found.add(
            (*loc, "公式"),
            rules.INVALID_COLUMN,
            "error",
            f"“{column.name}”有公式，类型却是{column.type}",
            cure="请写“类型: 比率”等数字类型",
        )
    try:
        parse(column.formula, names)
    except BadExpression as error:
        found.add((*loc, "公式"), rules.INVALID_COLUMN, "error", f"公式不对：{error}", found=column.formula)
        return
    texts = [
        c.name for c in every if c.type in ("文本", "日期", "选项") and c.name in parse(column.formula, names).names
    ]
    if texts:
        found.add((*loc, "公式"), rules.INVALID_COLUMN, "error", f"“{column.name}”的公式里用了不是数字的列：{'、'.join(texts)}",
                  found=column.formula, cure="请把这些列的类型改为整数、金额或比率")  # fmt: skip
    if column.name in behind(column.name, every):
        found.add(
            (*loc, "公式"), rules.INVALID_COLUMN, "error", f"“{column.name}”的公式里用了它自己", found=column.formula
        )


def due(found: Review, name: str, ledger: Ledger) -> None:
    """Periods and deadlines can be understood."""
    year, in_file = found.campaign.activity.year, ("台账", name) in found.loaded.source.keys
    loc: Loc = ("台账", name) if in_file else ("活动",)
    try:
        spans = periods(ledger.frequency, ledger.periods, year)
    except ValueError as error:
        found.add((*loc, "期间"), rules.INVALID_PERIOD_OR_DEADLINE, "error", str(error))
        return
    words = deadline_words(ledger, found.campaign.activity)
    try:
        for span in spans:
            deadline(words, span, found.campaign.calendar)
    except ValueError as error:
        where: Loc = (*loc, "截止") if ledger.deadline else ("活动", "报送截止")
        found.add(where, rules.INVALID_PERIOD_OR_DEADLINE, "error", str(error), found=words)


def who(found: Review, name: str, ledger: Ledger) -> None:
    """Those who are to fill it in are units of the list."""
    units = found.campaign.units
    known = {word for u in units for word in (u.code, u.name, u.short, u.category) if word} | set(ALL_UNITS)
    for i, word in enumerate(ledger.reporters):
        if word not in known:
            found.add(("台账", name, "填报单位", i), rules.UNKNOWN_REPORTER, "error", f"单位名单里没有“{word}”", found=word,
                      cure=close(word, sorted(known)))  # fmt: skip
    if ledger.rows == "部门" and not found.campaign.departments:
        found.add(("台账", name, "行"), rules.UNKNOWN_REPORTER, "error", "行写了“部门”，数据里没有“部门”名单")


def declared_rules(
    found: Review,
    loc: Loc,
    written: Sequence[Rule],
    known: dict[str, tuple[str, ...]],
    ledger_of: Callable[[Rule], str],
) -> None:
    """Rules are expressions over columns that exist, each with a number of its own."""
    for name, count in Counter(rule.id for rule in written).items():
        if count > 1:
            found.add(loc, rules.INVALID_CHECK_RULE, "error", f"规则编号“{name}”用了{count}次", found=name)
    for i, rule in enumerate(written):
        at: Loc = (*loc, i)
        ledger = ledger_of(rule)
        if ledger not in known:
            message = f"没有“{ledger}”这张台账" if ledger else "没有写这条规则用在哪张台账"
            found.add(
                (*at, "台账"),
                rules.INVALID_CHECK_RULE,
                "error",
                message,
                found=ledger or None,
                cure=close(ledger, list(known)) if ledger else "请补上“台账: …”",
            )
        else:
            one_rule(found, at, rule, ledger, known)


def one_rule(found: Review, at: Loc, rule: Rule, ledger: str, known: dict[str, tuple[str, ...]]) -> None:
    """One rule can be applied."""
    if rule.scope == "异常":
        if not rule.method:
            found.add(at, rules.INVALID_CHECK_RULE, "error", "范围是“异常”的规则要写“方法”", expected="中位数、雷同")
        elif rule.method == "中位数" and rule.column not in known[ledger]:
            found.add(
                (*at, "列"),
                rules.INVALID_CHECK_RULE,
                "error",
                f"《{ledger}》没有“{rule.column}”这一列",
                cure=close(rule.column, list(known[ledger])),
            )
        return
    for key, text in (("当", rule.when), ("表达式", rule.expression)):
        if not text and key == "当":
            continue
        try:
            compile_rule(rule.model_copy(update={"when": "", "expression": text}), list(known[ledger]), known)
        except BadExpression as error:
            found.add(
                (*at, key), rules.INVALID_CHECK_RULE, "error", f"规则{rule.id}的{key}不对：{error}", found=text or None
            )
    if rule.tolerance not in ("", "自动") and not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", rule.tolerance):
        found.add(
            (*at, "容差"),
            rules.INVALID_CHECK_RULE,
            "error",
            f"容差写成了“{rule.tolerance}”",
            found=rule.tolerance,
            expected="自动，或一个数，如 0.01",
        )


def waivers(found: Review, known: dict[str, tuple[str, ...]]) -> None:
    """Waivers name rules, units and periods that exist."""
    names = Names(found.campaign.units)
    ids = {rule.id for name in known for rule in safe_rules(found, name)} | {r.id for r in found.campaign.rules}
    for i, waiver in enumerate(found.campaign.waivers):
        loc: Loc = ("豁免", i)
        if waiver.rule not in ids and not BUILT_IN.match(waiver.rule):
            found.add(
                (*loc, "规则"),
                rules.INVALID_WAIVER,
                "error",
                f"没有编号为“{waiver.rule}”的规则",
                found=waiver.rule,
                cure=close(waiver.rule, sorted(ids)),
            )
        if names.match(waiver.unit) is None:
            found.add(
                (*loc, "单位"),
                rules.INVALID_WAIVER,
                "error",
                f"单位名单里没有“{waiver.unit}”",
                found=waiver.unit,
                cure=names.suggestion(waiver.unit) or None,
            )
        if waiver.ledger and waiver.ledger not in known:
            found.add(
                (*loc, "台账"),
                rules.INVALID_WAIVER,
                "error",
                f"没有“{waiver.ledger}”这张台账",
                found=waiver.ledger,
                cure=close(waiver.ledger, list(known)),
            )
        try:
            wrong = bool(waiver.period) and parse_period(waiver.period) is None
        except ValueError:
            wrong = True
        if wrong:
            found.add(
                (*loc, "期间"),
                rules.INVALID_WAIVER,
                "error",
                f"期间写成了“{waiver.period}”",
                found=waiver.period,
                expected="如 2026-05",
            )


def safe_rules(found: Review, name: str) -> tuple[Rule, ...]:
    """The rules of a ledger; none of one that is not well defined."""
    try:
        return definition(name, found.campaign).rules
    except UnknownLedger:
        return ()
