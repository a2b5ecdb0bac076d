"""docgen doctor: what this computer has and lacks for official documents."""

from __future__ import annotations

import locale
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docgen import package, pdf
from docgen.core.errors import reason
from docgen.shipped import resources

STAND_INS = {
    "方正小标宋简体": ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋", "FangSong"),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体", "KaiTi"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
}


@dataclass(frozen=True)
class Capability:
    """One thing looked at: what was found, whether it is well, whether docgen needs it, what to do."""

    name: str
    found: str
    good: bool
    needed: bool = False
    cure: str = ""

    def as_json(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


def examine() -> list[Capability]:
    """Everything that is looked at."""
    return [python(), writing(), encoding(), libreoffice(), *fonts(installed_fonts())]


def named_fonts() -> list[str]:
    """The faces that the shipped templates name, Chinese ones first."""
    found: set[str] = set()
    for path in resources("templates").glob("*.docx"):
        styles = package.read(path)["word/styles.xml"].decode("utf-8")
        found.update(re.findall(r'w:(?:eastAsia|ascii)="([^"]+)"', styles))
    return sorted(
        (name for name in found if not re.fullmatch(r"[a-z]{2}-[A-Z]{2}", name)), key=lambda n: (n.isascii(), n)
    )


def python() -> Capability:
    """Python itself."""
    good = sys.version_info >= (3, 11)
    return Capability(
        "Python",
        f"{platform.python_version()}（{platform.system()}）",
        good,
        True,
        "" if good else "需要 Python 3.11 或更新的版本",
    )


def writing() -> Capability:
    """Whether the current folder can be written to."""
    here = Path.cwd()
    try:
        with tempfile.TemporaryFile(dir=here):
            pass
    except OSError as error:
        return Capability(
            "写入权限", f"当前文件夹 {here} 不能写入（{reason(error)}）", False, True, "请换到自己的文件夹里运行"
        )
    return Capability("写入权限", f"当前文件夹可以写入：{here}", True, True)


def encoding() -> Capability:
    """The code page that output to files and pipes uses."""
    name = locale.getpreferredencoding(False)
    good = name.lower().replace("-", "") in ("utf8", "gbk", "gb18030", "cp936", "gb2312", "cp65001")
    return Capability(
        "编码", name, good, False, "" if good else "这种编码显示不了中文；Windows 请在“区域”里选中文（简体）"
    )


def libreoffice() -> Capability:
    """LibreOffice, which turns documents into PDF."""
    office = pdf.program()
    if office is None:
        return Capability(
            "LibreOffice", "没有安装", False, False, "只在转 PDF 时需要；打开和打印 .docx 用 Word 或 WPS 即可"
        )
    return Capability("LibreOffice", office, True)


def installed_fonts() -> set[str]:
    """The font names this computer knows: from the registry on Windows, from fontconfig elsewhere."""
    if sys.platform == "win32":
        return windows_fonts()
    if shutil.which("fc-list") is None:
        return set()
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=False, timeout=60)
    return {name.strip() for line in listed.stdout.decode("utf-8", "replace").splitlines() for name in line.split(",")}


def windows_fonts() -> set[str]:
    """Font names from the Windows registry, for all users and for this one."""
    import winreg  # type: ignore[import-not-found,unused-ignore]

    names: set[str] = set()
    for root in ("HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"):
        try:
            key = winreg.OpenKey(getattr(winreg, root), r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts")  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            continue
        for i in range(winreg.QueryInfoKey(key)[1]):  # type: ignore[attr-defined,unused-ignore]
            label = winreg.EnumValue(key, i)[0]  # type: ignore[attr-defined,unused-ignore]
            names.update(part.strip() for part in label.split("(")[0].split("&"))
    return names


def fonts(present: Iterable[str]) -> list[Capability]:
    """Which of the faces that templates name are installed, or a close one."""
    names = set(present)
    findings = []
    for font in named_fonts():
        near = next((name for name in (font, *STAND_INS.get(font, ())) if name in names), None)
        if near == font:
            findings.append(Capability(f"字体 {font}", "已安装", True))
        elif near:
            findings.append(
                Capability(
                    f"字体 {font}", f"没有，但有相近的“{near}”", True, cure=f"可在模板的样式里把“{font}”换成“{near}”"
                )
            )
        else:
            findings.append(
                Capability(
                    f"字体 {font}",
                    "没有安装",
                    False,
                    False,
                    "文件照常生成，但在这台电脑上会用别的字体显示；发文的电脑上要有这个字体",
                )
            )
    return findings
