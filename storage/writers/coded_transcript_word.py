"""A coded transcript in Word: as it is read, with codes as letters at the end of passages, or as comments.

With letters a passage is shaded in the colour of its dimension; with comments it is underlined in it, because
shading would be read as another mark. Reading the file gives the codings again
(``coding.notation.written_codes``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from coding.model.study import Coding, Span
from coding.notation.colours import HUE_COLOURS
from coding.notation.written_codes import written_code, written_codes
from coding.text.transcript_lines import (
    TranscriptLine,
    cut_at,
    edges_of,
    is_right_to_left,
    transcript_lines,
)
from storage.queries.coded_transcripts import CodedTranscript
from storage.resources import resource
from storage.writers.transcript_looks import CodesAs
from storage.writers.word_stream import printable

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MARGIN: Final = 24  # mm
_PALE: Final = 0.72  # of white, in what is behind words


@dataclass(frozen=True, slots=True)
class _Note:
    """A comment: where it hangs, who wrote it, and what."""

    span: Span
    coder_id: int
    text: str
    created: str


def transcript_in_word(coded: CodedTranscript, codes_as: CodesAs, *, numbered: bool = False) -> bytes:
    """Return a Word document of an interview; its lines are numbered if that is asked for."""
    from docx import Document
    from docx.oxml import parse_xml

    document: Any = Document()
    _take_styles(document)
    _lay_out(document, coded, numbered=numbered)
    lines = transcript_lines(coded.transcript)
    if codes_as is CodesAs.COMMENTS:
        notes = {_comment(document, coded, note): note.span for note in _notes(coded)}
        paragraphs = _with_comments(coded, lines, notes)
    else:
        paragraphs = _with_letters(coded, lines)
    body = document.element.body
    end = body[-1]
    made = parse_xml(f'<w:body xmlns:w="{_W}">{"".join(paragraphs)}</w:body>')
    for paragraph in list(made):
        end.addprevious(paragraph)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


# --- the frame ----------------------------------------------------------------------------------------


def _take_styles(document: Any) -> None:
    from docx.oxml import parse_xml

    ours = [*parse_xml(resource("word", "styles.xml").read_bytes())]
    document.styles.element[:] = [*ours, *parse_xml(resource("word", "transcript_styles.xml").read_bytes())]


def _lay_out(document: Any, coded: CodedTranscript, *, numbered: bool) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Mm

    facts = document.core_properties
    facts.title, facts.subject, facts.comments = printable(coded.heading), printable(coded.study), ""
    facts.author = facts.last_modified_by = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header.paragraphs[0].text = printable(f"{coded.study} · {coded.heading}")
    framework = coded.framework
    tops = [code for code in framework.codes if code.parent_id is None]
    runs = _run("   ").join(
        _run(f"{code.short} {code.name}" if code.abbreviation else code.name, _shaded(code.hue))
        for code in tops
    )
    foot = parse_xml(f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p>')
    old = section.footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no shading
    old.getparent().replace(old, foot)
    if numbered:
        lines = parse_xml(
            f'<w:lnNumType xmlns:w="{_W}" w:countBy="1" w:distance="340" w:restart="continuous"/>'
        )
        section._sectPr.find(f"{{{_W}}}cols").addprevious(lines)  # noqa: SLF001


# --- comments ---------------------------------------------------------------------------------------------


def _notes(coded: CodedTranscript) -> Iterator[_Note]:
    for coding in coded.codings:
        label = written_code(coded.names, coding)
        text = f"{label}\n{coding.memo}" if coding.memo else label
        yield _Note(coding.span, coding.coder_id, text, coding.created)
    for remark in coded.remarks:
        yield _Note(remark.span, remark.coder_id, remark.text, "")


def _comment(document: Any, coded: CodedTranscript, note: _Note) -> int:
    """Add a comment to the document; return its number."""
    coder = coded.coders[note.coder_id]
    made = document.comments.add_comment(
        text=printable(note.text), author=printable(coder.name), initials=printable(coder.short)
    )
    if note.created:
        made._comment_elm.set(f"{{{_W}}}date", note.created[:19] + "Z")  # noqa: SLF001 - no other way
    return made.comment_id


def _with_comments(
    coded: CodedTranscript, lines: Sequence[TranscriptLine], notes: dict[int, Span]
) -> Iterator[str]:
    """Yield the paragraphs, with marks where comments begin and end."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    said = [line.span for line in lines if not line.beside]
    for number, span in notes.items():
        held = [line for line in said if line.start < span.end and span.start < line.end]
        first, last = (held[0], held[-1]) if held else (span, span)
        begins.setdefault(max(span.start, first.start), []).append(number)
        ends.setdefault(min(span.end, last.end), []).append(number)
    for line, pieces in _pieces(coded, lines, sorted({*begins, *ends})):
        runs: list[str] = []
        for piece, coding in pieces:
            runs += [f'<w:commentRangeStart w:id="{number}"/>' for number in begins.get(piece.start, ())]
            runs.append(_run(_words(coded, piece), _underlined(coded, coding), rtl=_is_rtl(coded, line)))
            runs += [_end_of_comment(number) for number in ends.get(piece.end, ())]
        yield _paragraph(coded, line, runs)


def _pieces(
    coded: CodedTranscript, lines: Sequence[TranscriptLine], more: Sequence[int] = ()
) -> Iterator[tuple[TranscriptLine, list[tuple[Span, Coding | None]]]]:
    """Yield each line with its pieces, cut where codings begin and end and at more places."""
    places = sorted({*edges_of(coding.span for coding in coded.codings), *more})
    cut = [[] if line.beside else list(cut_at(line.span, places)) for line in lines]
    shown = coded.innermost(piece for pieces in cut for piece in pieces)
    for line, pieces in zip(lines, cut, strict=True):
        yield line, [next(shown) for _piece in pieces]


def _end_of_comment(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


# --- letters ----------------------------------------------------------------------------------------------


def _with_letters(coded: CodedTranscript, lines: Sequence[TranscriptLine]) -> Iterator[str]:
    """Yield the paragraphs, passages shaded and their codes behind them."""
    for line, pieces in _pieces(coded, lines):
        runs: list[str] = []
        for piece, coding in pieces:
            hue = "" if coding is None else coded.dimension_hue(coding)
            runs.append(_run(_words(coded, piece), _shaded(hue), rtl=_is_rtl(coded, line)))
            ending = _ending_in(coded, piece, line)
            if ending:
                letters = written_codes(coded.names, _once_each(ending))
                letters = letters if piece.end == line.span.end else f"[{letters}]"
                runs.append(_run(f" {letters}", '<w:rStyle w:val="CodeLetters"/>'))
        yield _paragraph(coded, line, runs)


def _ending_in(coded: CodedTranscript, piece: Span, line: TranscriptLine) -> list[Coding]:
    """Return the codings that end at the end of a piece, or after the last words of its line."""
    if piece.end < line.span.end:
        return coded.by_end.get(piece.end, [])
    return coded.by_end.get(piece.end, []) + coded.by_end.get(piece.end + 1, [])


def _once_each(codings: Iterable[Coding]) -> list[Coding]:
    """Return codings without those that another coder made alike."""
    return list(
        {(each.code_id, each.stage_id, each.unsure, each.direction): each for each in codings}.values()
    )


# --- paragraphs and runs ------------------------------------------------------------------------------------


def _paragraph(coded: CodedTranscript, line: TranscriptLine, runs: Sequence[str]) -> str:
    style = "TranscriptTurn"
    if line.beside:
        style = "TranscriptHeading" if line.is_heading else "TranscriptBeside"
        runs = [_run(line.beside)]
    elif line.label:
        runs = [_run(f"{line.label}: ", '<w:rStyle w:val="SpeakerLabel"/>'), *runs]
    direction = "<w:bidi/>" if _is_rtl(coded, line) else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{"".join(runs)}</w:p>'


def _is_rtl(coded: CodedTranscript, line: TranscriptLine) -> bool:
    return is_right_to_left(line.beside or _words(coded, line.span))


def _words(coded: CodedTranscript, span: Span) -> str:
    return coded.transcript.text[span.start : span.end]


def _run(text: str, look: str = "", *, rtl: bool = False) -> str:
    properties = look + ("<w:rtl/>" if rtl else "")
    return (
        f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
        f'<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    )


def pale(hue: str) -> str:
    """Return the colour behind words of a dimension, as #RRGGBB; nothing for no hue."""
    colour = HUE_COLOURS.get(hue, "")
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)] if colour else []
    return "#" + "".join(f"{int(part + (255 - part) * _PALE):02X}" for part in parts) if parts else ""


def _shaded(hue: str) -> str:
    fill = pale(hue)[1:]
    return f'<w:shd w:val="clear" w:color="auto" w:fill={quoteattr(fill)}/>' if fill else ""


def _underlined(coded: CodedTranscript, coding: Coding | None) -> str:
    if coding is None:
        return ""
    colour = HUE_COLOURS.get(coded.dimension_hue(coding), HUE_COLOURS["slate"])
    return f'<w:u w:val="thick" w:color="{colour[1:].upper()}"/>'
