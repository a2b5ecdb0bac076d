"""Compiled templates, filled: one render for each part with tags, spliced into a package prepared once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from lxml import etree

from docgen import package
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import InvalidInput
from docgen.opc import PARSER
from docgen.partnames import CONTENT_TYPES
from docgen.rendering import assembly, dialect, faults, rules, template
from docgen.rendering.assembly import CORE, Assembly, Piece
from docgen.rendering.sandbox import TooMuch
from docgen.rendering.signposts import Signposts
from docgen.rendering.template import DOCUMENT, TemplateFile
from docgen.rendering.wml import section_break
from docgen.wording import clean

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Properties:
    """What the file says of itself; from the data, never from the clock."""

    title: str = ""
    author: str = ""
    day: date | None = None

    def xml(self) -> bytes:
        """docProps/core.xml."""
        stamp = f"{self.day.isoformat()}T00:00:00Z" if self.day else "1980-01-01T00:00:00Z"
        made = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(clean(self.title))}</dc:title><dc:creator>{escape(clean(self.author))}</dc:creator>"
            "<dc:language>zh-CN</dc:language>"
            f"<cp:lastModifiedBy>{escape(clean(self.author))}</cp:lastModifiedBy>{made}</cp:coreProperties>"
        ).encode()


@dataclass
class _Part:
    """A compiled part: a Jinja template, or text that is put in as it is."""

    piece: Piece
    body: Template | str
    footers: list[tuple[str, Template]] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    """The names that its tags use."""


class Compiled:
    """Templates compiled together; ``fill`` makes one document from one mapping of values for each of them.

    In a draft, missing names print as 【缺：…】 and are collected in ``missing`` after each fill.
    """

    def __init__(self, made: Assembly, draft: bool = False) -> None:
        self.missing: list[str] = []
        self.scope: list[Values] = []
        undefined: Any = StrictUndefined
        if draft:
            undefined = type("Missing", (dialect.Missing,), {"names": self.missing, "scope": self.scope})
        self.parts: list[_Part] = []
        problems: list[Diagnostic] = []
        for piece in made.pieces:
            try:
                self.parts.append(self.known(piece) or compile_piece(piece, undefined, made))
            except InvalidInput as error:
                problems += [problem for problem in error.problems if problem not in problems]
        if problems:
            raise InvalidInput(problems)
        dynamic = {name for part in self.parts for name, _ in part.footers}
        static = {name: data for name, data in made.parts.items() if name not in dynamic}
        names = sorted(static, key=lambda name: (name != CONTENT_TYPES, name))
        self.blob = package.Blob(package.pack(name, static[name]) for name in names)
        self.open, self.close = made.root_open, made.root_close

    def known(self, piece: Piece) -> _Part | None:
        """The part before, for another piece that is just like it: forms for hundreds of people are one template."""
        last = self.parts[-1] if self.parts else None
        if last is None or last.footers or piece.tagged_parts or piece.foreign or last.piece.foreign:
            return None
        alike = last.piece.file is piece.file and (last.piece.body, last.piece.styles) == (piece.body, piece.styles)
        return replace(last, piece=piece) if alike else None

    def document(self, values: Sequence[Values]) -> str:
        """The document part's XML. Raises InvalidInput for a name that the values lack."""
        self.missing.clear()
        pieces = [self.open]
        last = len(self.parts) - 1
        signposts = Signposts()
        for i, (part, own) in enumerate(zip(self.parts, values, strict=True)):
            self.scope[:] = [own]
            label = "" if part.piece.foreign else str(own.get("附件标注") or "")
            pieces.append(signposts.put(self.render(part, part.body, own), part.piece.styles, label))
            pieces.append(part.piece.section if i == last else section_break(part.piece.section))
        pieces.append(self.close)
        return tidy("".join(pieces))

    def fill(self, values: Sequence[Values], properties: Properties, verify: bool = True) -> bytes:
        """The .docx. With ``verify`` the XML is parsed again, strictly, before it is let out."""
        document = self.document(values).encode("utf-8")
        entries = [(DOCUMENT, document), (CORE, properties.xml())]
        for part, own in zip(self.parts, values, strict=True):
            entries += [(name, tidy(self.render(part, footer, own)).encode()) for name, footer in part.footers]
        if verify and (reason := next(filter(None, (what_is_wrong(data) for _, data in entries)), None)):
            raise self.blame(values, reason)
        return self.blob.with_entries(package.pack(name, data) for name, data in entries)

    def blame(self, values: Sequence[Values], reason: str) -> InvalidInput:
        """The complaint about a result that is no document, with the template whose part is at fault."""
        for part, own in zip(self.parts, values, strict=True):
            alone = f"{self.open}{self.render(part, part.body, own)}{self.close}"
            if found := what_is_wrong(tidy(alone).encode("utf-8")):
                return fault(part.piece, found)
        return fault(self.parts[0].piece, reason)

    @staticmethod
    def render(part: _Part, body: Template | str, values: Values) -> str:
        """One part's XML."""
        if isinstance(body, str):
            return body
        body.environment.budget.renew()  # type: ignore[attr-defined]
        try:
            return body.render(values)
        except (TooMuch, RecursionError) as error:
            raise stopped(part.piece, values, error) from error
        except UndefinedError as error:
            match = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
            name = (match.group(1) or match.group(2)) if match else str(error)
            raise faults.undefined_name(part.piece.file, name, values) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, MemoryError) as error:
            if reason := unprintable(part.piece, values):
                raise fault(part.piece, reason) from error
            raise stopped(part.piece, values, error) from error


def stopped(piece: Piece, values: Values, error: Exception) -> InvalidInput:
    """The complaint about a template whose filling ended at a tag."""
    env = dialect.environment(piece.styles)
    tag = faults.stopped_at(in_order(dialect.to_jinja(piece.body)), values, env)
    where = "；".join(faults.spots(piece.file, tag)) or tag or "页眉或页脚里的标签"
    reason = str(TooMuch()) if isinstance(error, RecursionError) else str(error)
    what = f"模板“{piece.file.path.name}”{where} 填不进去：{reason}"
    cure = "请检查这个标签的写法（乘号、宽度、循环），或换回自带的模板"
    return InvalidInput(
        [
            Diagnostic(
                Place(str(piece.file.path)), rules.UNFILLABLE_TEMPLATE, "error", what, found=tag or None, cure=cure
            )
        ]
    )


def unprintable(piece: Piece, values: Values) -> str:
    """Which tags cannot be printed with these values: found by printing each by itself."""
    env = dialect.environment(piece.styles)
    found = []
    for paragraph, where in template.places(piece.file.root):
        for match in faults.EXPRESSION.finditer(template.paragraph_text(paragraph)):
            try:
                env.from_string("{{" + match.group(1) + "}}").render(values)
            except TypeError:
                found.append(f"{where} {match.group(0)} 的值不是文字")
            except UndefinedError:
                continue  # a name of a loop, which a tag by itself does not know
            except (TemplateError, ValueError, ArithmeticError, MemoryError, RecursionError):
                found.append(f"{where} {match.group(0)} 算不出来，或用了模板里不许用的东西")
    return "；".join(found)


def what_is_wrong(data: bytes) -> str | None:
    """Why a filled part is no sound document, or None: XML that does not parse, text where no text can stand."""
    try:
        root = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError:
        return "标签的开始和结束不在同一层（如一个在表格里、一个在表格外）"
    if STRAY_TEXT(root):
        return "有文字落在段落外面；{{p }}、{{r }} 只用于整段的内容，普通文字请用 {{ }}"
    if BLOCK_IN_TEXT(root):
        return "整段的内容（如表格、落款）放进了文字中间，请用单独一段的 {{p }}"
    return None


STRAY_TEXT = etree.XPath(
    "//text()[not(parent::w:t) and not(parent::w:instrText) and normalize-space()]"
    "[parent::w:body or parent::w:p or parent::w:r or parent::w:tbl or parent::w:tr or parent::w:tc or parent::w:pPr]",
    namespaces=template.NS,
)
BLOCK_IN_TEXT = etree.XPath("//w:t/*", namespaces=template.NS)


def compile_piece(piece: Piece, undefined: Any, made: Assembly) -> _Part:
    """A piece ready to be filled. Raises InvalidInput with every fault of the template."""
    env = dialect.environment(piece.styles, undefined)
    try:
        source = "" if piece.foreign else in_order(dialect.to_jinja(piece.body))
        tagged = {name: dialect.to_jinja(made.parts[name].decode("utf-8")) for name in piece.tagged_parts}
        body = dialect.compile_source(source, env)
        footers = [(name, dialect.compile_source(text, env)) for name, text in tagged.items()]
        names = frozenset(n for text in (source, *tagged.values()) for n in find_undeclared_variables(env.parse(text)))
    except (TemplateSyntaxError, *faults.UNREADABLE) as error:
        found = faults.faults(piece.file, env)
        raise InvalidInput(found) if found else fault(piece, str(error)) from error
    if piece.foreign:
        return _Part(piece, piece.body, footers, names)
    if wrong := list(faults.tag_faults(piece.file, env)):
        raise InvalidInput(wrong)
    return _Part(piece, body, footers, names)


def fault(piece: Piece, reason: str) -> InvalidInput:
    """The complaint about a template that cannot be filled, place by place where they can be found."""
    file = piece.file
    problem = Diagnostic(
        Place(str(file.path)), rules.UNFILLABLE_TEMPLATE, "error", f"模板“{file.path.name}”填不进去：{reason}",
        cure="请检查模板里 {{ }} 和 {% %} 标签的写法，或换回自带的模板",
    )  # fmt: skip
    return InvalidInput([*faults.faults(file, dialect.environment(piece.styles)), problem])


UNENDED = re.compile(r"(<w:tc(?: [^<>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)\s*</w:tc>")
MISPLACED_MERGE = re.compile(r"(<w:vAlign [^<>]*/>)(<w:vMerge (?>(?:[^<>{/]|/(?!>)|\{%(?:[^%<]|%(?!\}))*%\})*)/>)")


def in_order(source: str) -> str:
    """Docxtpl puts w:vMerge at the end of a cell's properties; the schema wants it before w:vAlign."""
    return MISPLACED_MERGE.sub(r"\2\1", source)


def tidy(xml: str) -> str:
    """Mend what a conditional tag leaves: a cell needs a paragraph at its end; drawing ids must differ."""
    if xml.count("</w:tc>") != xml.count("</w:p></w:tc>"):
        xml = UNENDED.sub(r"\1<w:p/></w:tc>", xml)
    if xml.count("<wp:docPr ") > 1:
        ids = iter(range(1, xml.count("<wp:docPr ") + 1))
        xml = re.sub(r'(<wp:docPr (?:[^<>]*? )?id=")\d+', lambda m: f"{m.group(1)}{next(ids)}", xml)
    return xml


def compile_files(files: Sequence[TemplateFile], foreign: Sequence[bool] = (), draft: bool = False) -> Compiled:
    """Templates, in their order in the document, assembled and compiled."""
    return Compiled(assembly.assemble(files, foreign or [False] * len(files)), draft)
