"""A coded transcript as a web page: one file, no script, with brackets in the margin.

Passages are shaded in the colour of their dimension; a bracket stands beside every line that a coding reaches
over, its label where it begins. All words are escaped, and the page may load nothing.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from coding.model.code_labels import code_label
from coding.model.study import Coding, Span
from coding.notation.colours import HUE_COLOURS
from coding.text.transcript_lines import TranscriptLine, cut_at, edges_of, transcript_lines
from storage.queries.coded_transcripts import CodedTranscript
from storage.writers.coded_transcript_word import pale
from storage.writers.word_stream import printable

_MAY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root { color-scheme: light; }
body { font: 16px/1.6 Georgia, 'Times New Roman', serif; color: #1d2130; background: #fff; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; }
h1, header p, .who, .beside, .label, .legend { font-family: system-ui, Arial, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; }
header p, .beside { color: #5d6475; font-size: .85rem; }
.line { display: grid; grid-template-columns: 8.5rem minmax(0, 42rem) minmax(8rem, 1fr); column-gap: 1rem; }
.who { font-weight: 600; font-size: .85rem; padding-top: .2rem; overflow-wrap: anywhere; }
.said { margin: 0; padding-bottom: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.margin { display: flex; gap: 3px; }
.bracket { border-left: 3px solid; padding: 0 .2rem 0 .3rem; font-size: .75rem; min-width: .3rem; }
.begins { border-top: 3px solid; } .ends { border-bottom: 3px solid; margin-bottom: .4rem; }
.label { font-weight: 600; display: block; white-space: nowrap; }
.unsure { border-left-style: dashed; }
mark { color: inherit; background: none; }
.legend span { padding: .1rem .4rem; margin-right: .5rem; font-size: .85rem; }
@media print { body { margin: 0; font-size: 11pt; } .line { break-inside: avoid; } }
"""


def transcript_in_html(coded: CodedTranscript) -> str:
    """Return an interview as a page of its own."""
    head = (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_MAY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_shown(coded.heading)}</title><style>{_STYLE}{_colours(coded)}</style></head>"
    )
    lines = transcript_lines(coded.transcript)
    places = edges_of(coding.span for coding in coded.codings)
    cut = [[] if line.beside else list(cut_at(line.span, places)) for line in lines]
    marked = coded.innermost(piece for pieces in cut for piece in pieces)
    body: list[str] = []
    margin = _Margin(coded)
    for line, pieces in zip(lines, cut, strict=True):
        words = "".join(_marked(coded, *next(marked)) for _piece in pieces)
        body.append(_line(line, words, margin.beside(line)))
    title = f"<header><h1>{_shown(coded.heading)}</h1><p>{_shown(coded.study)}</p>{_legend(coded)}</header>"
    return f"{head}<body>{title}<main>{''.join(body)}</main></body></html>\n"


def _shown(text: str) -> str:
    return escape(printable(text))


def _colours(coded: CodedTranscript) -> str:
    hues = sorted({coded.framework.top(code.id).hue for code in coded.framework.codes} & {*HUE_COLOURS})
    return "".join(
        f".{hue} {{ background: {pale(hue)}; }} .of-{hue} {{ border-color: {HUE_COLOURS[hue]}; }}\n"
        for hue in hues
    )


def _legend(coded: CodedTranscript) -> str:
    tops = [code for code in coded.framework.codes if code.parent_id is None]
    return (
        '<p class="legend">'
        + "".join(
            f'<span class="{escape(code.hue)}">{_shown(f"{code.abbreviation} {code.name}".strip())}</span>'
            for code in tops
        )
        + "</p>"
    )


def _marked(coded: CodedTranscript, piece: Span, coding: Coding | None) -> str:
    words = _shown(coded.transcript.text[piece.start : piece.end])
    if coding is None:
        return words
    return f'<mark class="{escape(coded.dimension_hue(coding))}">{words}</mark>'


def _line(line: TranscriptLine, words: str, margin: str) -> str:
    if line.beside:
        return f'<p class="beside" dir="auto">{_shown(line.beside)}</p>'
    who = f'<div class="who" dir="auto">{_shown(line.label)}</div>'
    said = f'<p class="said" dir="auto">{words}</p>'
    return f'<div class="line">{who}{said}<div class="margin">{margin}</div></div>'


class _Margin:
    """The brackets beside the lines, as they come."""

    def __init__(self, coded: CodedTranscript) -> None:
        self._coded = coded
        self._at = 0
        self._here: list[Coding] = []
        self._several = len({each.coder_id for each in coded.codings}) > 1

    def beside(self, line: TranscriptLine) -> str:
        """Return the brackets of the codings that reach over a line."""
        if line.beside:
            return ""
        codings: Sequence[Coding] = self._coded.codings
        while self._at < len(codings) and codings[self._at].start < line.span.end:
            self._here.append(codings[self._at])
            self._at += 1
        self._here = [each for each in self._here if each.end > line.span.start]
        return "".join(self._bracket(each, line.span) for each in self._here)

    def _bracket(self, coding: Coding, span: Span) -> str:
        begins, ends = coding.start >= span.start, coding.end <= span.end
        hue = self._coded.dimension_hue(coding)
        classes = ["bracket", f"of-{hue}" if hue else "", "begins" if begins else "", "ends" if ends else ""]
        classes.append("unsure" if coding.unsure else "")
        label = f'<span class="label">{_shown(self._label(coding))}</span>' if begins else ""
        memo = f' title="{_shown(coding.memo)}"' if coding.memo else ""
        return f'<div class="{escape(" ".join(filter(None, classes)))}"{memo}>{label}</div>'

    def _label(self, coding: Coding) -> str:
        framework = self._coded.framework
        stage = next((each.letter for each in framework.stages if each.id == coding.stage_id), "")
        label = code_label(
            framework.by_id[coding.code_id].short, coding.direction, stage, unsure=coding.unsure
        )
        return f"{label} {self._coded.coders[coding.coder_id].short}" if self._several else label
