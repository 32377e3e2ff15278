"""A copy of a chapter with a Word comment at each place of a finding; its words stay as they are."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coding.chapter.chapter import Chapter, ChapterPlace
from coding.chapter.findings import Finding, Severity, kind_in_words
from coding.errors import UserError
from coding.language import _
from storage.readers.chapter_docx import (
    NOTE_PARTS,
    ChapterLine,
    RunPiece,
    lines_of,
    note_lines,
    read_chapter_docx,
)
from storage.readers.files import file_bytes
from storage.readers.kinds import DAMAGED, FileKind, kind_of
from storage.readers.safe_xml import Element, parsed
from storage.study.atomic_write import replacing

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR: Final = "Strandline"


def write_commented_copy(source: Path, chapter: Chapter, findings: Sequence[Finding], target: Path) -> None:
    """Write a copy of a Word chapter with comments; what is not checkable gets none.

    Raises UserError: it is no Word document, has changed since it was checked, cannot be written.
    """
    data = file_bytes(source)
    _refuse(source, target, data, chapter)
    with replacing(target, like=source) as part:
        document = _opened(data)
        _comment(document, findings)
        document.save(str(part))


def _refuse(source: Path, target: Path, data: bytes, chapter: Chapter) -> None:
    nothing = _("Nothing was written.")
    if target.exists() and target.samefile(source):
        raise UserError(_("That is the chapter itself."), nothing, _("Choose another name for the copy."))
    if kind_of(data) is not FileKind.WORD:
        remedy = _("Save the chapter as .docx and check that.")
        raise UserError(_("Only a Word chapter can be given comments."), nothing, remedy)
    if read_chapter_docx(data) != chapter:
        raise UserError(_("The chapter has changed since it was checked."), nothing, _("Check it again."))


def _opened(data: bytes) -> "Document":
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        return Document(io.BytesIO(data))
    except (OpcError, *DAMAGED) as error:
        raise UserError(
            _("The chapter is saved in a form of Word that cannot be given comments."),
            _("Nothing was written."),
            _("Save it in Word as an ordinary .docx."),
        ) from error


def _comment(document: "Document", findings: Sequence[Finding]) -> None:
    from docx.text.run import Run

    lines = lines_of(document.element, document.styles.element)
    notes = list(_references(document))
    for place, text in _texts(findings):
        if place.paragraph < len(lines):
            runs = _runs_at(lines[place.paragraph], place)
        else:
            at = place.paragraph - len(lines)
            runs = [notes[at]] if at < len(notes) and notes[at] is not None else []
        if runs:
            ends = [Run(run, document) for run in (runs[0], runs[-1])]  # type: ignore[arg-type]
            document.add_comment(ends, text=text, author=_AUTHOR, initials=_AUTHOR[0])


def _texts(findings: Sequence[Finding]) -> Iterator[tuple[ChapterPlace, str]]:
    """Yield each place with all that is said of it, in the order of the chapter."""
    said: Mapping[ChapterPlace, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.severity is not Severity.NOT_CHECKABLE:
            said[finding.place].append(f"{kind_in_words(finding.kind).capitalize()}: {finding.says}")
    return ((place, "\n".join(said[place])) for place in sorted(said))


def _references(document: "Document") -> Iterator[Element | None]:
    """Yield for each paragraph of the notes the run that refers to its note."""
    body = document.element
    parts = {relation.reltype.rpartition("/")[2]: relation for relation in document.part.rels.values()}
    for kind in NOTE_PARTS:
        if kind in parts:
            runs = {
                each.get(_W + "id", ""): each.getparent() for each in body.iter(f"{_W}{kind[:-1]}Reference")
            }
            for key, _line in note_lines(parsed(parts[kind].target_part.blob)):
                yield runs.get(key)


def _runs_at(line: ChapterLine, place: ChapterPlace) -> list[Element]:
    """Return the runs that hold a stretch of a paragraph and nothing else, parting those that do."""
    for offset in (place.start, place.end):
        _part_at(line, offset)
    return [
        piece.run
        for piece in line.pieces
        if piece.start < place.end and place.start < piece.start + len(piece.text)
    ]


def _part_at(line: ChapterLine, offset: int) -> None:
    """Part the run that goes over an offset in two, which look alike."""
    for at, piece in enumerate(line.pieces):
        inside = piece.start < offset < piece.start + len(piece.text)
        begins = piece.start == offset and at > 0 and line.pieces[at - 1].run is piece.run
        if inside or begins:
            _parted(line, at, offset)
            return


def _parted(line: ChapterLine, at: int, offset: int) -> None:
    piece = line.pieces[at]
    run, here = piece.run, [each for each in line.pieces if each.run is piece.run]
    holders = [child for child in run if (child.tag == _W + "t" and child.text) or child.tag in _SIGNS]
    first = line.pieces.index(here[0])
    holder = holders[at - first]
    other = _like(run)
    run.addnext(other)
    moved = list(holder.itersiblings())
    cut = offset - piece.start
    if cut:
        rest = deepcopy(holder)
        holder.text, rest.text = piece.text[:cut], piece.text[cut:]
        for text in (holder, rest):
            text.set(_SPACE, "preserve")
        other.append(rest)
    else:
        moved.insert(0, holder)
    for child in moved:
        other.append(child)
    before = [RunPiece(run, piece.start, piece.text[:cut])] if cut else []
    after = [RunPiece(other, offset, piece.text[cut:])]
    later = [each._replace(run=other) if each.run is run else each for each in line.pieces[at + 1 :]]
    line.pieces[at:] = [*before, *after, *later]


_SIGNS: Final = frozenset(_W + name for name in ("tab", "br", "cr", "noBreakHyphen"))


def _like(run: Element) -> Element:
    """Return an empty run that looks like another."""
    other = run.makeelement(run.tag)
    properties = run.find(_W + "rPr")
    if properties is not None:
        other.append(deepcopy(properties))
    return other
