"""What a researcher wrote, as paragraphs of a Word document."""

from collections.abc import Iterable

from coding.text.blocks import LISTS, BlockKind, TextBlock
from storage.writers.word_parts import WordFile

_IN, _STEP = 6, 6  # millimetres that a list stands in, and each list in it


def write_blocks(word: WordFile, blocks: Iterable[TextBlock], above: int) -> None:
    """Add blocks; their headings stand below those of the level ``above``."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            word.heading(block.text, min(block.level + above, 3))
        elif block.kind in LISTS:
            word.formatted("Normal", block.runs, mark=_mark(block), left=_IN + _STEP * block.level)
        else:
            word.formatted("Quotation" if block.kind is BlockKind.QUOTE else "Normal", block.runs)


def _mark(block: TextBlock) -> str:
    match block.kind:
        case BlockKind.NUMBER:
            return f"{block.number}."
        case BlockKind.CHECK:
            return "☑" if block.checked else "☐"
        case _:
            return "•"
