"""Writing the sample interviews as Word documents, the same bytes every time."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt, RGBColor

from tests.tools.sample_sources import Source

_TIME = re.compile(r"(\[\d\d:\d\d:\d\d\])\s+")
_GREY = RGBColor(0x6B, 0x70, 0x78)
# The moment every document claims to be from, and every entry of its archive too.
_MOMENT = datetime(2015, 7, 1, 12, 0, 0, tzinfo=UTC)


def write_interviews(sources: tuple[Source, ...], folder: Path) -> list[Path]:
    """Write each interview as ``<round>/<file>.docx`` under a folder; return the paths in their order."""
    paths: list[Path] = []
    for source in sources:
        path = folder / source.round / f"{source.file}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_timeless(_document(source)))
        paths.append(path)
    return paths


def _document(source: Source) -> WordDocument:
    document = Document()
    _set_up(document)
    heading, *lines = source.lines
    document.add_heading(heading, level=1)
    labels = ["Interviewer", *(speaker.label for speaker in source.speakers)]
    for line in lines:
        _write_line(document, line, labels)
    return document


def _set_up(document: WordDocument) -> None:
    properties = document.core_properties
    properties.author = "Strandline"
    properties.title = "Interview"
    properties.comments = ""
    properties.created = properties.modified = properties.last_printed = _MOMENT.replace(tzinfo=None)
    style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(8)  # type: ignore[attr-defined]


def _write_line(document: WordDocument, line: str, labels: list[str]) -> None:
    paragraph = document.add_paragraph()
    if line.startswith("["):
        paragraph.add_run(line).italic = True
        return
    label = next(label for label in labels if line.startswith(label))
    colon = ":" if line.startswith(f"{label}:") else ""
    paragraph.add_run(label + colon).bold = True
    words = line[len(label + colon) :].lstrip()
    paragraph.add_run(" ")
    if stamp := _TIME.match(words):
        paragraph.add_run(stamp[1]).font.color.rgb = _GREY
        words = " " + words[stamp.end() :]
    paragraph.add_run(words)


def _timeless(document: WordDocument) -> bytes:
    """Return the document with every entry of its archive dated the same."""
    written, timeless = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return timeless.getvalue()
