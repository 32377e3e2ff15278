"""What a researcher wrote, as paragraphs of a Word document."""

from collections.abc import Iterable

from coding.text.blocks import BlockKind, TextBlock
from storage.writers.word_parts import WordFile


def write_blocks(word: WordFile, blocks: Iterable[TextBlock], above: int) -> None:
    """Add blocks; their headings stand below those of the level ``above``."""
    for block in blocks:
        item = word.lists.item(block)
        if block.kind is BlockKind.HEADING:
            word.heading(block.text, min(block.level + above, 3))
        else:
            style = "Quotation" if block.kind is BlockKind.QUOTE else "Normal"
            word.formatted(style, block.runs, item=item)
