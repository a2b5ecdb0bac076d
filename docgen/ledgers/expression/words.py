"""From the text of an expression to its tokens, and how a name is written in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docgen.ledgers.expression.refusals import MAX_DEPTH, BadExpression, too_deep
from docgen.ledgers.expression.values import MAX_DIGITS
from docgen.wording import half_width


@dataclass(frozen=True)
class Token:
    """A word, a 【word】, a number, a text or a sign, and where it begins."""

    kind: Literal["word", "quoted", "number", "text", "sign"]
    text: str
    start: int


_SIGNS = {
    **{sign: sign for sign in ("<=", ">=", "!=", "==", "**", "//", *"+-*/()<>,.%")},
    **{"≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≠": "!=", "<>": "!=", "=": "=="},
    **{"×": "*", "÷": "/", "−": "-"},
}
_CLOSING = {'"': '"＂', "＂": '"＂', "“": "“”", "”": "“”", "'": "'＇", "＇": "'＇", "‘": "‘’", "’": "‘’"}
_WORDS = {"且": "and", "并且": "and", "或": "or", "或者": "or", "非": "not", "and": "and", "or": "or", "not": "not"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
_DIGITS = re.compile(r"[0-9]+")


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the text; brackets are counted here, for Python's own message would not be Chinese."""
    depth = 0
    for token in _scanned(text):
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth < 0:
            raise BadExpression(f"第{token.start + 1}个字的“）”前面没有配对的“（”")
        if depth > MAX_DEPTH:
            raise too_deep()
        yield token
    if depth:
        raise BadExpression(f"括号没有配对：少了{depth}个“）”")


def written(name: str) -> str:
    """The name as an expression has to write it."""
    bare = all(map(_in_word, name)) and name not in _WORDS and not _DIGITS.fullmatch(half_width(name))
    return name if bare else f"【{name}】"


def _scanned(text: str) -> Iterator[Token]:
    plain = half_width(text)
    at = 0
    while at < len(text):
        if plain[at].isspace():
            at += 1
        else:
            token, at = _token(text, plain, at)
            yield token


def _token(text: str, plain: str, at: int) -> tuple[Token, int]:
    """The token that begins at this place, and where it ends."""
    character = text[at]
    if character in _CLOSING:
        end = _closing(text, at, _CLOSING[character], "引号")
        return Token("text", text[at + 1 : end], at), end + 1
    if character == "【":
        end = _closing(text, at, "】", "【")
        return Token("quoted", text[at + 1 : end], at), end + 1
    if _in_word(character):
        return _word(text, plain, at)
    for sign in (plain[at : at + 2], plain[at]):
        if sign in _SIGNS:
            return Token("sign", _SIGNS[sign], at), at + len(sign)
    raise _strange(character, at)


def _closing(text: str, at: int, closing: str, what: str) -> int:
    """Where the quotation that begins here ends."""
    end = next((i for i in range(at + 1, len(text)) if text[i] in closing), None)
    if end is None:
        raise BadExpression(f"第{at + 1}个字的{what}没有配对，请补上另一半")
    return end


def _in_word(character: str) -> bool:
    """Whether it may stand in a bare name: letters, marks, digits, signs such as ㎡, and private characters of names."""
    category = unicodedata.category(character)
    return category[0] in "LMN" or category in ("So", "Co") or character == "_"


def _word(text: str, plain: str, at: int) -> tuple[Token, int]:
    """A number if the run is nothing but digits, else a word: 12月数 is one word."""
    end = next((i for i in range(at, len(text)) if not _in_word(text[i])), len(text))
    number = _NUMBER.match(plain, at)
    if number and _DIGITS.fullmatch(plain, at, end):
        # 1.5万 must not become 1.5 followed by a name; the parser then refuses two things side by side
        return _number(number[0], at), number.end()
    word = text[at:end]
    if word in _WORDS:
        return Token("sign", _WORDS[word], at), end
    if text[end : end + 1] in _CLOSING:
        raise BadExpression(f"第{end + 1}个字：引号前面不能紧跟着“{word}”，请去掉，或在中间写上运算符")
    return Token("word", word, at), end


def _number(digits: str, at: int) -> Token:
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        raise BadExpression(f"第{at + 1}个字起的数字太长，最多{MAX_DIGITS}位")
    return Token("number", digits, at)


def _strange(character: str, at: int) -> BadExpression:
    if character == "、":
        return BadExpression(f"第{at + 1}个字是顿号“、”：函数里的各项之间请用逗号；列名里带顿号的，请写在【】里")
    return BadExpression(
        f"第{at + 1}个字“{character}”不能用在表达式里：只能用列名、数字、加减乘除、比较、且、或、非和函数；"
        "列名里带这种符号的，请写在【】里"
    )
