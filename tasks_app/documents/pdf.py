"""A Word document becomes a PDF, by a LibreOffice of the machine that the setting LIBREOFFICE names."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

SECONDS = 60
TOLD = 2000  # characters of what LibreOffice said, for the log
MARK = b"%PDF-"
BY_SIGNAL = 128  # above it: the program that starts LibreOffice tells so which signal ended it
# A template of the office may have been made anywhere: what it links to is not fetched, and nothing in it is run.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class PdfNotMade(Exception):
    """Why there is no PDF; a sentence for the person, what LibreOffice said is in the log."""


def makes_pdf() -> bool:
    """Whether PDFs can be had here; where not, nobody is offered one."""
    return bool(settings.LIBREOFFICE)


def to_pdf(docx: bytes, *, seconds: float = SECONDS) -> bytes:
    """The document as PDF. Raises PdfNotMade where LibreOffice is not there, fails or takes longer than ``seconds``.

    Now and then LibreOffice dies while it starts, and makes the same document a moment later: then it is asked twice.
    """
    until = monotonic() + seconds
    content, said, has_died = _converted(docx, seconds)
    if has_died:
        logger.warning("LibreOffice died, and is asked once more: %s", said)
        content, said, _died = _converted(docx, until - monotonic())
    if not content:
        logger.error("LibreOffice made no PDF: %s", said)
        raise PdfNotMade(_("The PDF could not be made. Take the Word file, and tell whoever runs this site."))
    return content


def _converted(docx: bytes, seconds: float) -> tuple[bytes, str, bool]:
    """The PDF, empty where there is none; what LibreOffice said; whether a signal ended it before there was one.

    Each conversion has a profile of its own: two at once would hand their work to one process, which the first ends.
    """
    with TemporaryDirectory(prefix="reform-pdf-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(docx)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        said, code = _run(folder, seconds)
        made = folder / "document.pdf"
        content = made.read_bytes() if made.exists() else b""
    if not content.startswith(MARK):
        return b"", said, code < 0 or code > BY_SIGNAL
    return content, said, False


def _run(folder: Path, seconds: float) -> tuple[str, int]:
    """What it said, and with which code it ended. Its real work is done by a child of its own, so all of its session
    is ended with it."""
    command = [
        settings.LIBREOFFICE,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(folder / "document.docx")),
    ]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is the installation's own setting, no part is typed
            command,
            cwd=folder,
            env=environment | {"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        logger.exception("LibreOffice cannot be started")
        raise PdfNotMade(_("LibreOffice cannot be started here, so there is no PDF. Take the Word file.")) from error
    try:
        said, _nothing = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        logger.exception("LibreOffice was stopped after %s seconds", seconds)
        raise PdfNotMade(_("Making the PDF took too long and was stopped. Take the Word file.")) from None
    finally:
        _end(process)
    return said.decode(errors="replace")[:TOLD], process.returncode


def _end(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.communicate()
