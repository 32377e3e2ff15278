"""Where the parts of a passage's row stand: words left, facts right or, in little room, below."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetrics, QTextCharFormat, QTextLayout

from app.passages.row_details import ShownPassage, SpokenAround
from app.shell import theme
from app.widgets.offsets import Offsets
from app.widgets.painting import mark_words
from app.widgets.passage_cards import Block, laid_out, small_font
from coding.language import _
from coding.model.query import WordTerm
from coding.model.study import Span
from coding.text.expressions import TooSlowError
from coding.text.word_search import places_in

BOX: Final = QRect(12, 10, 15, 15)
STRIP_X: Final = 36
TEXT_X: Final = 50
COMPACT_ROW: Final = 30
_WIDEST: Final = 712  # of the words: a measure of about ninety characters
_FACTS: Final = 296
_WIDE: Final = 860  # of the list, from which facts stand beside the words
_VERY_WIDE: Final = 1440  # from which what is said around has a column of its own
_PAD, _GAP, _RIGHT = 8, 4, 14
_CHIP: Final = 19
_READING, _CONTEXT = 15, 14
_LEADING, _SMALL_LEADING = 1.42, 1.25
_A_FRAME: Final = 0.016  # seconds
_LONGEST: Final = 4000  # code points shown


@dataclass(slots=True)
class CodeChip:
    """A label of a code: ``plain`` is a word between two."""

    rect: QRect
    text: str
    hue: str = ""
    unsure: bool = False


@dataclass(slots=True)
class RowLayout:
    """What is painted where, from the top left corner of a row; ``height`` in pixels."""

    texts: list[tuple[Block, QPointF, str]] = field(default_factory=list[tuple[Block, QPointF, str]])
    chips: list[CodeChip] = field(default_factory=list[CodeChip])
    links: list[tuple[QRect, str, str]] = field(default_factory=list[tuple[QRect, str, str]])  # action, words
    coder: QRect = field(default_factory=QRect)
    height: int = 0


def is_wide(width: int) -> bool:
    """Tell whether a list has room for facts beside the words."""
    return width >= _WIDE


def words_width(width: int) -> int:
    """Return how wide the words of a row are in a list of this width."""
    room = width - TEXT_X - (_FACTS + 3 * _RIGHT if is_wide(width) else _RIGHT)
    return max(min(_WIDEST, room), 60)


def lay_out(shown: ShownPassage, width: int, terms: Sequence[WordTerm], *, is_current: bool) -> RowLayout:
    """Lay out a row; the current one has links."""
    row = RowLayout()
    apart = width >= _VERY_WIDE
    y = _lay_out_words(row, shown, words_width(width), terms, with_context=not apart)
    if is_wide(width):
        facts = QRect(TEXT_X + words_width(width) + 2 * _RIGHT, _PAD, _FACTS, 0)
        bottom = _lay_out_facts(row, shown, facts, is_current=is_current)
        if apart:
            left = facts.right() + 2 * _RIGHT
            place = QRect(left, _PAD, min(width - left - _RIGHT, _WIDEST), 0)
            bottom = max(bottom, _lay_out_context(row, shown, place))
        row.height = max(y, bottom) + _PAD
    else:
        place = QRect(TEXT_X, round(y) + _GAP, width - TEXT_X - _RIGHT, 0)
        row.height = _lay_out_facts(row, shown, place, is_current=is_current) + _PAD
    return row


def _lay_out_context(row: RowLayout, shown: ShownPassage, place: QRect) -> int:
    """Lay out what is said around a passage in a column of its own, the passage left out."""
    around = (*shown.before, SpokenAround("", "[…]"), *shown.after) if shown.before or shown.after else ()
    y = float(place.top())
    for spoken in around:
        y = _add(row, _context(spoken, place.width()), y, theme.current().dim, place.left())
    return round(y)


def _lay_out_words(
    row: RowLayout, shown: ShownPassage, width: int, terms: Sequence[WordTerm], *, with_context: bool
) -> int:
    y = float(_PAD)
    dim, text = theme.current().dim, theme.current().text
    for spoken in shown.before if with_context else ():
        y = _add(row, _context(spoken, width), y, dim)
    words = shown.words if len(shown.words) <= _LONGEST else shown.words[:_LONGEST].rstrip() + " […]"
    said = QTextLayout(words.replace("\n", "\u2028"), theme.reading_font(_READING))
    said.setFormats(_marks(words, terms))
    y = _add(row, laid_out(said, width, _LEADING), y, text)
    for spoken in shown.after if with_context else ():
        y = _add(row, _context(spoken, width), y, dim)
    if shown.memo:
        memo = QTextLayout(f"✎ {shown.memo}".replace("\n", " "), small_font())
        y = _add(row, laid_out(memo, width, _SMALL_LEADING), y + 2, text)
    return round(y)


def _add(row: RowLayout, block: Block, y: float, colour: str, x: float = TEXT_X) -> float:
    row.texts.append((block, QPointF(x, y), colour))
    return y + block.height + 2


def _context(spoken: SpokenAround, width: int) -> Block:
    """Lay out what is said around a passage, with who says it in front."""
    who = f"{spoken.who}  " if spoken.who else ""
    layout = QTextLayout((who + spoken.words).replace("\n", "\u2028"), theme.reading_font(_CONTEXT))
    name = QTextLayout.FormatRange()
    name.start, name.length, name.format = 0, Offsets(who).to_qt(len(who)), QTextCharFormat()
    name.format.setFont(small_font())
    layout.setFormats([name])
    return laid_out(layout, width, _SMALL_LEADING)


def _lay_out_facts(row: RowLayout, shown: ShownPassage, place: QRect, *, is_current: bool) -> int:
    """Lay out who, codes and links from a corner down; return where they end."""
    metrics = QFontMetrics(small_font())
    coder = shown.passage.coder
    pill = metrics.horizontalAdvance(coder) + 16 if coder else 0
    if coder:
        row.coder = QRect(place.right() - pill, place.top(), pill, _CHIP)
    who = laid_out(QTextLayout(shown.place, small_font()), place.width() - pill - 6, _SMALL_LEADING)
    row.texts.append((who, QPointF(place.left(), place.top()), theme.current().dim))
    y = place.top() + round(who.height) + _GAP
    y = _lay_out_chips(row, shown, QRect(place.left(), y, place.width(), 0))
    if shown.passage.may_quote.line:
        said = QTextLayout(shown.passage.may_quote.line, small_font())
        y = round(
            _add(
                row,
                laid_out(said, place.width(), _SMALL_LEADING),
                y + _GAP,
                theme.current().text,
                place.left(),
            )
        )
    if is_current:
        y = _lay_out_links(row, shown, place.left(), y + _GAP)
    return y


def _lay_out_chips(row: RowLayout, shown: ShownPassage, place: QRect) -> int:
    metrics = QFontMetrics(_chip_font())
    chips = [CodeChip(QRect(), strand.label, strand.hue, strand.unsure) for strand in shown.passage.strands]
    if not chips:
        chips.append(CodeChip(QRect(), _("no code")))
    if shown.inside:
        chips.append(CodeChip(QRect(), _("inside")))
        chips += [CodeChip(QRect(), *each) for each in zip(shown.inside, shown.hues_inside, strict=True)]
    x, y = place.left(), place.top()
    for chip in chips:
        width = min(metrics.horizontalAdvance(chip.text) + 13, place.width())
        if x > place.left() and x + width > place.right():
            x, y = place.left(), y + _CHIP + _GAP
        chip.rect = QRect(x, y, width, _CHIP)
        x += width + 5
    row.chips += chips
    return y + _CHIP


def _lay_out_links(row: RowLayout, shown: ShownPassage, x: int, y: int) -> int:
    metrics = QFontMetrics(small_font())
    has_context = bool(shown.before or shown.after)
    links = [("less", _("Less context"))] if has_context else [("more", _("More context"))]
    links.append(("open", _("Open in transcript")))
    for action, words in links:
        width = metrics.horizontalAdvance(words) + 4
        row.links.append((QRect(x, y, width, metrics.height()), action, words))
        x += width + 16
    return y + metrics.height()


def _chip_font() -> QFont:
    font = small_font()
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _marks(text: str, terms: Sequence[WordTerm]) -> list[QTextLayout.FormatRange]:
    """Return what marks the words that are asked for."""
    offsets = Offsets(text)
    marks: list[QTextLayout.FormatRange] = []
    for term in terms:
        for start, end in _places(text, term):
            mark = QTextLayout.FormatRange()
            mark.start = offsets.to_qt(start)
            mark.length = offsets.to_qt(end) - mark.start
            mark.format = QTextCharFormat()
            mark_words(mark.format)
            marks.append(mark)
    return marks


def _places(text: str, term: WordTerm) -> list[Span]:
    """Return where words stand; none of a regular expression that takes longer than a frame."""
    try:
        return places_in(text, term, _A_FRAME)
    except TooSlowError:
        return []
