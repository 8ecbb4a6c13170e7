"""Documents as LibreOffice writes them: one start of it a test session makes all that are asked for."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PASSWORD = "hemligt"
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "rtf": "Rich Text Format",
    "pdf": "writer_pdf_Export",
    "html": "HTML (StarWriter)",
}
_TIMEOUT_S = 120
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Function Prop(K As String, V) As Object
  Dim P As New com.sun.star.beans.PropertyValue
  P.Name = K
  P.Value = V
  Prop = P
End Function

Function Options(Filter As String, Word As String)
  If Word = "" Then
    Options = Array(Prop("FilterName", Filter))
  ElseIf Filter = "writer_pdf_Export" Then
    Data = Array(Prop("EncryptFile", True), Prop("DocumentOpenPassword", Word))
    Options = Array(Prop("FilterName", Filter), Prop("FilterData", Data))
  ElseIf Filter = "MS Word 2007 XML" Then
    Dim Kind As New com.sun.star.beans.NamedValue, Key As New com.sun.star.beans.NamedValue
    Kind.Name = "CryptoType"
    Kind.Value = "Standard"
    Key.Name = "OOXPassword"
    Key.Value = Word
    Options = Array(Prop("FilterName", Filter), Prop("EncryptionData", Array(Kind, Key)))
  Else
    Options = Array(Prop("FilterName", Filter), Prop("Password", Word))
  End If
End Function

Sub Convert(JobFile As String)
  Dim Row As String, Parts, Doc, Loaded As String, N As Integer
  On Error GoTo Finished
  N = FreeFile
  Open JobFile For Input As #N
  Do While Not EOF(N)
    Line Input #N, Row
    Parts = Split(Row, Chr(9))
    If Not (Parts(0) = Loaded) Then
      If Len(Loaded) Then Doc.close(True)
      Doc = StarDesktop.loadComponentFromURL(Parts(0), "_blank", 0, Array(Prop("Hidden", True)))
      Loaded = Parts(0)
    End If
    Doc.storeToURL(Parts(1), Options(Parts(2), Parts(3)))
  Loop
Finished:
  Close #N
  StarDesktop.terminate()
End Sub
</script:module>
"""
_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
 <office:body><office:text>{body}</office:text></office:body>
</office:document>
"""


@dataclass(frozen=True)
class Job:
    """One document that is to be written in one format."""

    source: Path
    ending: str
    password: str = ""

    def target(self, folder: Path) -> Path:
        return folder / f"{self.source.stem}{'-locked' if self.password else ''}.{self.ending}"


def flat_document(body: str) -> bytes:
    """A document as LibreOffice reads it, with that body."""
    return _FLAT.format(body=body).encode()


def paragraph(line: str) -> str:
    """A line of text as a paragraph, one that begins with # as a heading."""
    name, attributes = ("h", ' text:outline-level="1"') if line.startswith("# ") else ("p", "")
    text = escape(line.removeprefix("# ")).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    return f"<text:{name}{attributes}>{text}</text:{name}>"


def written_by_office(folder: Path, jobs: Iterable[Job]) -> Path:
    """Have LibreOffice write the documents into the folder, in this order; a document is loaded once for jobs in a row.

    Skips the test where it is not installed.
    """
    if SOFFICE is None:
        message = "LibreOffice (soffice) is not installed"
        if os.environ.get("CODER_REQUIRE_ALL"):
            pytest.fail(message)
        pytest.skip(message)
    profile = folder / "profile"
    _start(profile, "--terminate_after_init")
    # A new profile comes with modules of its own, so ours can only follow it.
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    lines = (
        "\t".join((job.source.as_uri(), job.target(folder).as_uri(), FILTERS[job.ending], job.password)) for job in jobs
    )
    (folder / "jobs").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    _start(profile, f'macro:///Standard.Module1.Convert("{folder / "jobs"}")')
    return folder


def _start(profile: Path, *arguments: str) -> None:
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S, stdin=subprocess.DEVNULL)


def once_a_session(factory: pytest.TempPathFactory, name: str) -> tuple[Path, bool]:
    """A folder that all test processes share, and whether this one has to fill it; the others wait until it is."""
    base = factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / name
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 2 * _TIMEOUT_S
        while not (folder / "done").exists() and time.monotonic() < until:
            time.sleep(0.1)
        return folder, False
    return folder, True
