"""Word wants the children of property elements in the order of the schema (ECMA-376, part 1); so every one is checked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from docgen.samples import init, samples
from docgen.shipped import resources
from docgen.workspace import Workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
    "outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
}  # fmt: skip


def misplaced(data: bytes) -> list[str]:
    """The property elements of a part whose children are out of order or unknown."""
    found = []
    for name, order in ORDER.items():
        places = {f"{W}{child}": i for i, child in enumerate(order.split())}
        for element in etree.fromstring(data).iter(f"{W}{name}"):
            ranks = [places.get(str(child.tag), -1) for child in element]
            if name == "sectPr":  # headers and footers may stand in any order
                ranks = [max(rank, 1) if rank >= 0 else rank for rank in ranks]
            if name == "tc":
                ranks = [min(rank, 1) for rank in ranks]
            if -1 in ranks or ranks != sorted(ranks):
                found.append(f"{name}: {[etree.QName(child).localname for child in element]}")
    return found


def faults_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return [fault for part in parts for fault in misplaced(package.read(part))]


@pytest.mark.parametrize("sample", samples())
def test_every_document_of_the_samples_is_in_order(sample: str, tmp_path: Path) -> None:
    init(tmp_path / sample, sample)
    made, _ = Workspace(tmp_path / sample).build()
    assert [fault for item in made for fault in faults_in(item.path)] == []


@pytest.mark.parametrize("template", sorted(path.name for path in resources("templates").glob("*.docx")))
def test_every_template_is_in_order(template: str) -> None:
    assert faults_in(resources("templates") / template) == []


def test_every_table_cell_ends_with_a_paragraph(tmp_path: Path) -> None:
    init(tmp_path / "活动", "集团强化年")
    for item in Workspace(tmp_path / "活动").build()[0]:
        with zipfile.ZipFile(item.path) as package:
            cells = etree.fromstring(package.read("word/document.xml")).iter(f"{W}tc")
            assert all(cell[-1].tag == f"{W}p" for cell in cells)
