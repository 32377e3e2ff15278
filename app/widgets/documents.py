"""The blocks of a memo as Qt shows and edits them, and back: Qt's own HTML is never stored."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

from app.shell import theme
from app.widgets.quotations import OBJECT, quotation_look, quoted_by
from coding.text.blocks import LISTS, BlockKind, TextBlock, TextRun

_SIZES: Final = {1: 1.35, 2: 1.18, 3: 1.05}  # of headings, in sizes of the text
_BELOW, _LINE_HEIGHT = 9, 130  # pixels, per cent
_QUOTED = 18  # pixels that a quotation stands in
_LINE_BREAK = "\u2028"
_BOLD = QFont.Weight.DemiBold


def show_blocks(document: QTextDocument, blocks: Iterable[TextBlock]) -> None:
    """Show blocks in an empty document; what is shown can be undone by nobody."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    for at, block in enumerate(blocks):
        if at:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        style(cursor, block.kind, block.level, number=block.number, checked=block.checked)
        if block.passage:
            cursor.insertText(OBJECT, quotation_look(block.passage))
        for run in block.runs:
            cursor.insertText(run.text.replace("\n", _LINE_BREAK), _look(document, block, run))
    if document.isEmpty():
        style(QTextCursor(document), BlockKind.PARAGRAPH)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def style(
    cursor: QTextCursor, kind: BlockKind, level: int = 0, *, number: int = 1, checked: bool = False
) -> None:
    """Make the block that a cursor is in one of this kind; its words stay."""
    block_format = QTextBlockFormat()
    block_format.setBottomMargin(_BELOW if kind not in LISTS else _BELOW // 3)
    if kind is not BlockKind.PASSAGE:  # which lays its lines out itself
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        block_format.setLineHeight(_LINE_HEIGHT, proportional)
    if kind is BlockKind.HEADING:
        block_format.setHeadingLevel(level)
        block_format.setTopMargin(_BELOW)
    elif kind is BlockKind.QUOTE:
        block_format.setProperty(QTextFormat.Property.BlockQuoteLevel, 1)
        block_format.setLeftMargin(_QUOTED)
        block_format.setBackground(QColor(theme.current().hover))
    elif kind is BlockKind.CHECK:
        markers = QTextBlockFormat.MarkerType
        block_format.setMarker(markers.Checked if checked else markers.Unchecked)
    in_list = list_of(cursor.block())
    if in_list is not None:
        in_list.remove(cursor.block())
    cursor.setBlockFormat(block_format)
    if kind in LISTS:
        _put_in_list(cursor, kind, level, number)
    _restyle(cursor, kind, level)


def _put_in_list(cursor: QTextCursor, kind: BlockKind, level: int, number: int) -> None:
    styles = QTextListFormat.Style
    wanted = styles.ListDecimal if kind is BlockKind.NUMBER else styles.ListDisc
    before = cursor.block().previous()
    list_before = list_of(before)
    while list_before is not None and list_before.format().indent() > level + 1:
        before = before.previous()
        list_before = list_of(before)
    if list_before is not None:
        shape = list_before.format()
        if (shape.indent(), shape.style()) == (level + 1, wanted):
            list_before.add(cursor.block())
            return
    made = QTextListFormat()
    made.setStyle(wanted)
    made.setIndent(level + 1)
    if number != 1 and kind is BlockKind.NUMBER:
        made.setStart(number)
    cursor.createList(made)


def _restyle(cursor: QTextCursor, kind: BlockKind, level: int) -> None:
    """Let the words of a block look as its kind does."""
    whole = QTextCursor(cursor.block())
    whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    size = QTextCharFormat()
    size.setProperty(QTextFormat.Property.FontPixelSize, _font(cursor.document(), kind, level).pixelSize())
    if kind is BlockKind.HEADING:
        size.setFontWeight(_BOLD)
    whole.mergeCharFormat(size)
    cursor.mergeBlockCharFormat(size)
    cursor.mergeCharFormat(size)


def _font(document: QTextDocument, kind: BlockKind, level: int) -> QFont:
    font = QFont(document.defaultFont())
    share = _SIZES.get(level, 1.0) if kind is BlockKind.HEADING else 1.0
    font.setPixelSize(round(document.defaultFont().pixelSize() * share))
    return font


def _look(document: QTextDocument, block: TextBlock, run: TextRun) -> QTextCharFormat:
    look = QTextCharFormat()
    size = _font(document, block.kind, block.level).pixelSize()
    look.setProperty(QTextFormat.Property.FontPixelSize, size)
    if run.bold or block.kind is BlockKind.HEADING:
        look.setFontWeight(_BOLD)
    look.setFontItalic(run.italic)
    if run.href:
        look.merge(link_look(run.href))
    return look


def link_look(href: str) -> QTextCharFormat:
    """Return how the words of a link look."""
    look = QTextCharFormat()
    look.setAnchor(True)
    look.setAnchorHref(href)
    look.setForeground(QColor(theme.current().accent))
    look.setFontUnderline(True)
    return look


def found_look() -> QTextCharFormat:
    """Return how words look that were looked for."""
    look = QTextCharFormat()
    look.setBackground(QColor(theme.current().accent_tint))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor(theme.current().accent))
    return look


def plain_look(cursor: QTextCursor) -> QTextCharFormat:
    """Return how words look that are typed after a link."""
    look = QTextCharFormat()
    look.setProperty(
        QTextFormat.Property.FontPixelSize,
        cursor.charFormat().property(QTextFormat.Property.FontPixelSize),
    )
    return look


# --- and back --------------------------------------------------------------------------------------


def blocks_of(document: QTextDocument) -> Iterator[TextBlock]:
    """Return what a document shows, as blocks."""
    block = document.begin()
    while block.isValid():
        yield from _between_quotations(block)
        block = block.next()


def _between_quotations(block: QTextBlock) -> Iterator[TextBlock]:
    """Return a paragraph, and the passages quoted within it, each as a block of its own."""
    whole, runs = _block(block), list[TextRun]()
    for fragment in _fragments(block):
        guid = quoted_by(fragment.charFormat())
        if not guid:
            runs.append(_run(fragment, whole.kind))
            continue
        before, *more = fragment.text().split(OBJECT)  # what was typed beside it is no part of it
        runs.append(TextRun(before))
        for after in more:
            yield whole._replace(runs=tuple(runs))
            yield TextBlock(BlockKind.PASSAGE, passage=guid)
            runs = [TextRun(after)]
    yield whole._replace(runs=tuple(runs))


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of."""
    return cast("QTextList | None", block.textList())


def kind_of(block: QTextBlock) -> BlockKind:
    """Return what a block is."""
    shape, in_list = block.blockFormat(), list_of(block)
    if in_list is not None:
        if shape.marker() != QTextBlockFormat.MarkerType.NoMarker:
            return BlockKind.CHECK
        is_numbered = in_list.format().style() == QTextListFormat.Style.ListDecimal
        return BlockKind.NUMBER if is_numbered else BlockKind.BULLET
    if shape.headingLevel():
        return BlockKind.HEADING
    return BlockKind.QUOTE if shape.intProperty(QTextFormat.Property.BlockQuoteLevel) else BlockKind.PARAGRAPH


def level_of(block: QTextBlock) -> int:
    """Return the level of a heading (from 1), or of lists in lists (from 0)."""
    in_list = list_of(block)
    return block.blockFormat().headingLevel() if in_list is None else in_list.format().indent() - 1


def _block(block: QTextBlock) -> TextBlock:
    kind, in_list = kind_of(block), list_of(block)
    number = 1
    if in_list is not None and kind is BlockKind.NUMBER:
        number = in_list.format().start() + in_list.itemNumber(block)
    checked = block.blockFormat().marker() == QTextBlockFormat.MarkerType.Checked
    return TextBlock(kind, (), level_of(block), number, checked)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _run(fragment: QTextFragment, kind: BlockKind) -> TextRun:
    look = fragment.charFormat()
    text = fragment.text().replace(_LINE_BREAK, "\n").replace(OBJECT, "")
    is_bold = look.fontWeight() >= _BOLD and kind is not BlockKind.HEADING
    return TextRun(text, is_bold, look.fontItalic(), look.anchorHref())
