"""Old Word files, .odt and .rtf, turned to .docx by LibreOffice where the machine has it."""

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from vanban.lines import Unreadable
from vanban.package import LOCKED, WITH_MACROS, require_harmless

# A profile of its own for every file: it runs no macros, follows no links and reaches no network.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""

NOT_INSTALLED = "Máy này chưa đọc được tệp loại này; hãy mở bằng Word rồi lưu lại thành .docx."
NOT_OPENED = "Không mở được tệp này (tệp hỏng hoặc đặt mật khẩu); hãy mở bằng Word rồi lưu lại thành .docx."


def docx_of(content: bytes) -> bytes:
    """`content` as a .docx. Raises `Unreadable` where it has a password or macros, or LibreOffice is not there."""
    if _names(content, "EncryptedPackage"):
        raise Unreadable(LOCKED)
    if _names(content, "_VBA_PROJECT"):
        raise Unreadable(WITH_MACROS)
    if content.startswith(b"PK"):
        _require_harmless_package(content)
    program = shutil.which("soffice")
    if program is None:
        raise Unreadable(NOT_INSTALLED)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        return _converted(program, content, Path(folder))


def _names(content: bytes, stream: str) -> bool:
    """Whether a compound file has a stream of that name."""
    return content.startswith(b"\xd0\xcf") and stream.encode("utf-16-le") in content


def _require_harmless_package(content: bytes) -> None:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(NOT_OPENED) from None
    require_harmless(package.infolist())


def _converted(program: str, content: bytes, folder: Path) -> bytes:
    endings = {b"PK": "odt", b"{\\": "rtf"}
    source = folder / f"document.{endings.get(content[:2], 'doc')}"
    source.write_bytes(content)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), str(source)],
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.environ.get("PATH", "")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,  # one that hangs is ended with this process, by the one that started it
        )
        return (folder / "out" / "document.docx").read_bytes()
    except OSError:
        raise Unreadable(NOT_OPENED) from None
