"""The one place that calls docxtpl: its tag dialect becomes Jinja source, which a sandboxed environment compiles.

docxtpl's own defaults lose text and run code from templates; here every value is escaped, every name must
exist, and a template can reach nothing but its values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, UndefinedError, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from docgen.rendering.sandbox import Environment
from docgen.rendering.wml import Styles, escape_text
from docgen.wording import GAP

TAG = re.compile(rb"\{\s*(?:<[^<>]*>\s*)*[{%#]")


class Missing(Undefined):
    """Prints 【缺：name】 and notes the name, so that a draft shows all that is missing at once."""

    names: list[str] = []
    scope: list[Mapping[str, Any]] = []
    """The values of the rendering that goes on, as its only item: they tell the whole path of a name."""

    def _path(self) -> str:
        owner = self._undefined_obj
        above = path_of(owner, self.scope[0]) if isinstance(owner, dict) and self.scope else None
        return f"{above}.{self._undefined_name}" if above else str(self._undefined_name)

    def _note(self) -> str:
        name = self._path()
        self.names.append(name)
        return name

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return type(self)(name=f"{self._path()}.{name}")

    def __str__(self) -> str:
        return GAP.format(self._note())

    def _gap(self, *args: Any, **kwargs: Any) -> Any:
        if self._undefined_exception is not UndefinedError:
            self._fail_with_undefined_error()
        self._note()
        return self

    def _never(self, *args: Any, **kwargs: Any) -> Any:
        self._note()
        return False

    def __getitem__(self, key: Any) -> Any:
        return self.__getattr__(str(key))

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __mod__ = _gap
    __lt__ = __le__ = __gt__ = __ge__ = _never
    __eq__ = _never

    def __ne__(self, other: Any) -> Any:
        return not self._never(other)

    __hash__ = Undefined.__hash__

    def __iter__(self) -> Any:
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        self._note()
        return False

    def __len__(self) -> int:
        self._note()
        return 0


def path_of(wanted: object, values: Any) -> str | None:
    """By which keys a value is reached (items of lists as “[]”), or None."""
    items = (
        values.items()
        if isinstance(values, Mapping)
        else [("[]", v) for v in values]
        if isinstance(values, list)
        else ()
    )
    for key, value in items:
        if value is wanted:
            return str(key)
        if (inner := path_of(wanted, value)) is not None:
            return f"{key}{inner}" if inner.startswith("[]") else f"{key}.{inner}"
    return None


def finalizer(styles: Styles) -> Callable[[EvalContext, Any], Any]:
    """What every printed value goes through: text is escaped, a Wml value prints itself."""

    def finalize(value: Any) -> Any:
        if type(value) is str:
            return escape_text(value)
        if isinstance(value, Undefined | Markup):
            return escape_text(str(value)) if isinstance(value, Undefined) else value
        if isinstance(value, int):
            return value
        if hasattr(value, "wml"):
            return value.wml(styles)
        if isinstance(value, str):
            return escape_text(str(value))
        raise TypeError(f"{type(value).__name__} cannot be printed; give it as text")

    @pass_eval_context  # constants too are printed when the template is filled, round by round
    def paid(context: EvalContext, value: Any) -> Any:
        printed = finalize(value)
        context.environment.budget.spend(len(printed) if isinstance(printed, str) else 1)  # type: ignore[attr-defined]
        return printed

    return paid


def environment(styles: Styles, undefined: type[Undefined] = StrictUndefined) -> Environment:
    """A sandboxed environment that escapes every value for the styles of one template.

    Jinja's own autoescape stays off because the finalizer escapes: it alone knows line breaks and Wml values.
    """
    made = Environment(undefined=undefined, finalize=finalizer(styles), autoescape=False, keep_trailing_newline=True)
    made.globals.clear()
    return made


@cache
def _patcher() -> Any:
    """Docxtpl's own translator; it needs no document for this."""
    from docxtpl import DocxTemplate

    return DocxTemplate.__new__(DocxTemplate)


def to_jinja(xml: str) -> str:
    """The Jinja source of a part that is written in docxtpl's dialect."""
    source: str = _patcher().patch_xml(xml)
    return source


def has_tags(part: bytes) -> bool:
    """Whether a part may hold template tags."""
    return TAG.search(part) is not None


def compile_source(source: str, env: Environment) -> Template:
    """The compiled template. Raises jinja2.TemplateSyntaxError."""
    return env.from_string(source)
