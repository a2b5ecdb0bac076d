"""Fields: what each is told to do, simple and complex, nested, in pieces, over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.live.addresses import is_open
from docgen.live.found import Live
from docgen.live.names import Element, above, attribute, name, named, remove, sibling_tag, unwrap

HARMLESS = frozenset((
    "=", "ADDRESSBLOCK", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE", "BIBLIOGRAPHY",
    "BIDIOUTLINE", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE", "DOCPROPERTY",
    "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT",
    "FORMULA", "GOTOBUTTON", "GREETINGLINE", "IF", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEBARCODE",
    "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS",
    "PAGE", "PAGEREF", "PRINTDATE", "PRIVATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES",
    "SEQ", "SET", "SHAPE", "SKIPIF", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE",
    "TOA", "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
))  # fmt: skip
"""Fields that count, refer or show within the document; any other is taken for one that does not."""
RUNNING = frozenset((
    "ASK", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "FILLIN",
    "HTMLACTIVEX", "HTMLCONTROL", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACRO",
    "MACROBUTTON", "OCX", "PRINT", "RD",
))  # fmt: skip
"""Those that are known to fetch, to run, to ask or to send."""
WORD = re.compile(r"[\s\x00-\x20\u200b-\u200f\ufeff]*(=|[^\s\"“”\\{}=]+)")
TOKENS = re.compile(r'"([^"]*)"|“([^“”]*)”|(\\[a-zA-Z*@#!](?![\\\w]))|([^\s"“”]+)')
TAKES_ONE = ("\\l", "\\o", "\\t")
"""Switches of HYPERLINK that a value follows."""
CODES = ("w:instrText", "w:delInstrText")
CONTENT = ("w:t", "w:delText", "w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:drawing", "w:pict", "w:object", "w:pgNum",
           "w:noBreakHyphen", "w:softHyphen", "mc:AlternateContent")  # fmt: skip
"""What shows something in a run; within an instruction it shows nothing."""
STORIES = ("w:body", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent", "w:docPartBody")
"""Texts by themselves: no field reaches out of one."""
LONGEST_SAID, LONGEST_CODE = 60, 4000
"""Characters of an instruction that are told, and that are looked at."""
DEEPEST = 100
"""Fields that are open at a time; of more, which no word processor makes, the outermost counts as one without an end."""


@dataclass
class Field:
    """A field that is being read: its own instruction, its marks, and all that stands inside its instruction."""

    at: Element
    code: str = ""
    marks: list[Element] = field(default_factory=list)
    codes: list[Element] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)
    result: bool = False
    ended: bool = False


def complex_fields(root: Element) -> Iterator[Field]:
    """The fields between marks, the inner ones first; one that never ends owns its marks and codes only."""
    open_: dict[Element | None, list[Field]] = {}
    if next(named(root, "w:fldChar"), None) is None:
        return
    for item in named(root, "w:fldChar", *CODES, *CONTENT):
        kind = name(item)
        if kind == "w:fldChar":
            fields = open_.setdefault(above(item, *STORIES), [])
            yield from mark(item, fields)
        elif kind in CODES and (fields := open_.get(above(item, *STORIES), [])):
            keep(item, fields)
            if not fields[-1].result:
                fields[-1].codes.append(item)
                if len(fields[-1].code) < LONGEST_CODE:
                    fields[-1].code += item.text or ""
        elif kind in CONTENT and open_:
            keep(item, open_.get(above(item, *STORIES), []))
    for fields in open_.values():
        yield from fields


def mark(item: Element, fields: list[Field]) -> Iterator[Field]:
    """Take note of the beginning, the middle or the end of a field; yields the one that ends."""
    kind = attribute(item, "w:fldCharType")
    if kind == "begin":
        if len(fields) == DEEPEST:
            yield fields.pop(0)
        keep(item, fields)
        fields.append(Field(item, marks=[item]))
        return
    if not fields:
        return
    fields[-1].marks.append(item)
    if kind == "separate":
        keep(item, fields[:-1])
        fields[-1].result = True
    elif kind == "end":
        done = fields.pop()
        keep(item, fields)
        done.ended = True
        yield done


def keep(item: Element, fields: list[Field]) -> None:
    """Put an element into the instructions that it stands in."""
    for each in fields:
        if not each.result:
            each.inside.append(item)


def live_fields(part: str, root: Element) -> Iterator[Live]:
    """The fields of a part that do more than count and refer."""
    marks = {attribute(item, "w:name") or "" for item in named(root, "w:bookmarkStart")}
    bookmarks = {mark.upper() for mark in marks}
    for item in named(root, "w:fldSimple"):
        code = attribute(item, "w:instr") or ""
        if kind := judged(code, bookmarks):
            yield Live(kind, part, item, told(code), lambda item=item: simple(item))  # type: ignore[misc]
    for found in complex_fields(root):
        if kind := judged(found.code, bookmarks, nested=len(found.inside) > len(found.codes)):
            yield Live(kind, part, found.at, told(found.code), lambda found=found: taken_out(found))  # type: ignore[misc]


def judged(code: str, bookmarks: set[str], nested: bool = False) -> str:
    """The kind of live content that an instruction is; "" where it only counts or refers."""
    match = WORD.match(code)
    word = match[1].upper() if match else ""
    if word == "HYPERLINK":
        return "" if leads_inside(code[match.end() :] if match else "", nested) else "link"
    if word == "EMBED":
        return "object"
    if word in RUNNING:
        return "field"
    known = word in HARMLESS or word in bookmarks or not word and not nested
    return "" if known else "odd_field"


def leads_inside(arguments: str, nested: bool) -> bool:
    """Whether a HYPERLINK leads to a place in the document or to an open address."""
    address, skip, place = None, False, False
    for match in TOKENS.finditer(arguments[:LONGEST_CODE]):
        text = next((group for group in match.groups() if group is not None), "")
        if skip:
            skip = False
        elif match[3]:
            skip = text.lower() in TAKES_ONE
            place = place or text.lower() == "\\l"
        elif address is None:
            address = text
    return is_open(address) if address is not None else place or not nested


def told(code: str) -> str:
    """An instruction in short."""
    tidy = " ".join(code.split())
    return tidy if len(tidy) <= LONGEST_SAID else tidy[: LONGEST_SAID - 1] + "…"


def simple(item: Element) -> None:
    """A field in one element becomes its result."""
    button(attribute(item, "w:instr") or "", item)
    unwrap(item)


def taken_out(found: Field) -> None:
    """A field between marks becomes its result; what stands in its instruction goes."""
    button(found.code, found.codes[0] if found.codes else None)
    for item in {*found.marks, *found.codes, *(found.inside if found.ended else ())}:
        remove(item)


def button(code: str, at: Element | None) -> None:
    """What a MACROBUTTON shows stands in its instruction: it becomes text."""
    words = code.split(maxsplit=2)
    if at is None or len(words) < 3 or words[0].upper() != "MACROBUTTON":
        return
    text = at.makeelement(sibling_tag(at, "t"))
    text.text = words[2].strip().strip('"')
    if name(at) == "w:fldSimple":
        run = at.makeelement(sibling_tag(at, "r"))
        run.append(text)
        at.insert(0, run)
    else:
        at.addprevious(text)
