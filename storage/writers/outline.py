"""The outline in Word or as Markdown: headings, lettered sentences, quotations with who says them."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from coding.language import _, plural
from coding.progress import Progress, silent
from coding.text.blocks import BlockKind, TextBlock, TextRun, read, write
from storage.queries.outline import OutlineEntry, outline, quoted_passage
from storage.queries.people import study_details
from storage.readers.kinds import MARKDOWN, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot


def roles_in_words() -> dict[str, str]:
    """Return what passages do for what they hang on, in their order."""
    return {"for": _("For"), "qualifies": _("Qualifies"), "against": _("Against")}


def export_outline(study: Path, target: Path, progress: Progress = silent) -> None:
    """Write the outline; passages that may not be quoted, or are gone, are left out and counted.

    The file is replaced only when it is complete. Raises UserError, and whatever ``progress`` raises.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        progress(0, 1, _("Outline"))
        name, entries = study_details(connection).name, outline(connection)
        heading = _("{study}: outline").format(study=name)
        blocks = [*_blocks(connection, entries)]
        if ending_of(target.name) == MARKDOWN:
            top = TextBlock(BlockKind.HEADING, (TextRun(heading),), 1)
            below = (b._replace(level=b.level + 1) if b.kind is BlockKind.HEADING else b for b in blocks)
            part.write_text(write((top, *below)) + "\n", "utf-8")
        else:
            from storage.writers.word_blocks import write_blocks
            from storage.writers.word_parts import WordFile

            word = WordFile(name)
            word.paragraph(heading, "Title")
            write_blocks(word, blocks, above=0)
            word.save(part)


def _blocks(connection: Connection, entries: list[OutlineEntry]) -> Iterator[TextBlock]:
    left_out = 0
    for entry in entries:
        if entry.is_heading:
            yield TextBlock(BlockKind.HEADING, (TextRun(entry.words),), min(entry.depth + 1, 3))
        else:
            runs = next((block.runs for block in read(entry.text)), ())
            yield TextBlock(BlockKind.PARAGRAPH, (TextRun(f"{entry.letter} "), *runs))
        quoted = [(each.role, quoted_passage(connection, each)) for each in entry.hung]
        for role, words in roles_in_words().items():
            shown = [
                each for as_what, each in quoted if as_what == role and each.words and each.may_be_quoted
            ]
            if shown:
                yield TextBlock(BlockKind.PARAGRAPH, (TextRun(words, italic=True),))
            for each in shown:
                said = f"{each.words} ({each.who})" if each.who else each.words
                yield TextBlock(BlockKind.QUOTE, (TextRun(said),))
        left_out += sum(not (each.words and each.may_be_quoted) for _role, each in quoted)
    if left_out:
        said = plural(
            "{n} passage is left out: it may not be quoted, or its words are gone.",
            "{n} passages are left out: they may not be quoted, or their words are gone.",
            left_out,
        )
        yield TextBlock(BlockKind.PARAGRAPH, (TextRun(said, italic=True),))
