"""Documents become .docx data: templates found, parts assembled and filled, by one process or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.children import apart, turn_deaf
from docgen.core.diagnostic import Diagnostic, Place
from docgen.core.errors import Unavailable, WrongUsage
from docgen.documents.findings import close
from docgen.documents.values import Sheet, sheets
from docgen.gongwen.document import Chart, Document, flat
from docgen.rendering import extras, foreign, rules, styles, template, wml
from docgen.rendering.render import Compiled, Properties, compile_files
from docgen.shipped import resources


class Templates:
    """Templates by name, a clerk's own before the shipped ones."""

    def __init__(self, own: Path | None = None) -> None:
        self.files: dict[str, template.TemplateFile] = {}
        self.folders = [folder for folder in (own, resources("templates")) if folder is not None]
        if own is not None and not own.is_dir():
            raise WrongUsage(f"没有这个模板文件夹：{own}")

    def file(self, name: str) -> template.TemplateFile:
        """The template of a name, read once. Raises InvalidInput for one that cannot be used."""
        if name not in self.files:
            self.files[name] = self.read(name)
        return self.files[name]

    def read(self, name: str) -> template.TemplateFile:
        """The template of a name from the first folder that has it."""
        for folder in self.folders:
            path = folder / f"{name}.docx"
            if path.is_file():
                return template.read(path, name)
        raise Unavailable(f"没有“{name}.docx”这个模板。请重新安装 docgen，或检查 --templates 的文件夹")

    def unused(self) -> list[Diagnostic]:
        """Word files of the clerk's folder that replace no shipped template, probably misnamed."""
        *own, shipped = self.folders
        names = [path.stem for path in shipped.glob("*.docx")]
        strays = [
            path
            for folder in own
            for path in sorted(folder.glob("*.do*"))
            if not path.name.startswith(("~$", ".")) and (path.suffix != ".docx" or path.stem not in names)
        ]
        return [
            Diagnostic(Place(str(path)), rules.UNUSED_TEMPLATE, "warning", f"模板文件夹里的“{path.name}”没有用到",
                    expected="、".join(f"{name}.docx" for name in names), cure=close(path.stem, names) or "请照自带模板的名字起名")
            for path in strays
        ]  # fmt: skip

    def uneven(self) -> list[Diagnostic]:
        """Faces that a template of the clerk's folder has changed and others have not: one file would show two."""
        *own, shipped = self.folders
        names = sorted(path.stem for path in shipped.glob("*.docx"))
        mine = [name for name in names for folder in own if (folder / f"{name}.docx").is_file()]
        used = {name: styles.faces(self.file(name).styles) for name in names} if mine else {}
        found = []
        for name in mine:
            path = self.file(name).path
            before = styles.faces(template.read(shipped / f"{name}.docx", name).styles)
            for style, face in used[name].items():
                old = before.get(style, face)
                rest = [other for other in names if face != old and used[other].get(style) == old]
                if rest:
                    what = f"模板“{path.name}”的“{style}”改成了“{face}”，还是“{old}”的有：{'、'.join(rest)}"
                    cure = "同一份文件里会有两种字体：请把这些模板也改过来，放在同一个文件夹里，或改回原来的字体"
                    found.append(
                        Diagnostic(Place(str(path)), rules.UNEVEN_TEMPLATE_FONTS, "warning", what, face, old, cure)
                    )
        return found


MUST_PRINT = (
    "发文机关标志",
    "标题",
    "题注",
    "主送机关",
    "正文",
    "附件说明",
    "落款",
    "附注",
    "附件标注",
    "任务",
    "表格",
    "表注",
    "版记",
)
"""Values that a template must have a tag for when a document has them."""


class Maker:
    """Documents become .docx data; each combination of templates is compiled once."""

    def __init__(self, own: Path | None, draft: bool, names: Sequence[str]) -> None:
        self.arguments = (own, draft, tuple(names))
        self.templates = Templates(own)
        self.draft = draft
        self.names = names
        self.compiled: dict[tuple[str, ...], Compiled] = {}

    def make(self, document: Document) -> tuple[bytes, tuple[str, ...]]:
        """The file and the names it lacks."""
        drawn = sheets(document, self.names)
        if not document.template:
            drawn = drawn[1:]
        compiled = self.compile(drawn)
        properties = Properties(flat(document.title), "、".join(document.issuers), document.date)
        data = compiled.fill([sheet.values for sheet in drawn], properties)
        data = with_figures(data, document)
        return data, tuple(dict.fromkeys(compiled.missing))

    def unprinted(self, document: Document) -> list[Diagnostic]:
        """A warning for each thing the document has and its template, as someone changed it, does not print."""
        drawn = sheets(document, self.names)
        drawn = drawn if document.template else drawn[1:]
        found = []
        for sheet, part in zip(drawn, self.compile(drawn).parts, strict=True):
            path = part.piece.file.path
            for name in MUST_PRINT:
                if sheet.values.get(name) and not sheet.file and name not in part.names:
                    what = f"模板“{path.name}”里没有“{name}”标签，这份文件的{name}印不出来"
                    found.append(
                        Diagnostic(
                            Place(str(path)),
                            rules.UNPRINTED_VALUE,
                            "warning",
                            what,
                            cure=f"请在模板里补上 {{{{ {name} }}}}",
                        )
                    )
        return found

    def compile(self, drawn: Sequence[Sheet]) -> Compiled:
        """The compiled templates of a document's parts."""
        key = tuple(f"{sheet.template}|{sheet.file}|{sheet.label}" for sheet in drawn)
        if key not in self.compiled:
            files = [
                self.foreign(sheet, drawn) if sheet.file else self.templates.file(sheet.template) for sheet in drawn
            ]
            self.compiled[key] = compile_files(files, [sheet.file is not None for sheet in drawn], self.draft)
        return self.compiled[key]

    def foreign(self, sheet: Sheet, drawn: Sequence[Sheet]) -> template.TemplateFile:
        """An existing .docx under its label, with the page numbers of this file."""
        assert sheet.file is not None
        base = self.templates.file(next((s.template for s in drawn if not s.file), "附件"))
        style = template.style_index(base.styles).id("附件标注")
        label = wml.paragraph(style, wml.run(sheet.label)) + wml.paragraph("Normal", "") if sheet.label else ""
        upright, across = self.templates.file("附件"), self.templates.file("附件（横向）")
        existing = foreign.read_foreign(Path(sheet.file))
        return foreign.prepare_foreign(existing, label, upright, drawn[0].file is not None, across)


def with_figures(data: bytes, document: Document) -> bytes:
    """The file with its figures under bookmarks, its charts, and what they came from; comments where there are any."""
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    names = [mark.name for mark in document.marks]
    notes = [mark.comment for mark in document.marks] if any(mark.comment for mark in document.marks) else ()
    return extras.finish(data, names, notes, charts, document.provenance)


_maker: list[Maker] = []
"""The maker of a worker process."""


def _start_worker(own: Path | None, draft: bool, names: tuple[str, ...]) -> None:
    turn_deaf()
    _maker[:] = [Maker(own, draft, names)]


def _make(document: Document) -> tuple[bytes, tuple[str, ...]]:
    return _maker[0].make(document)


def make_all(maker: Maker, documents: Sequence[Document], workers: int) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """What ``maker`` makes of each document, in order; by several processes where there is enough to do."""
    if workers <= 1 or len(documents) < 50:
        yield from map(maker.make, documents)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=maker.arguments) as pool:
        try:
            with apart():
                made = pool.map(_make, documents, chunksize=25)
            yield from made
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
