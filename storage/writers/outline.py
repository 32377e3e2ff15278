"""The outline in Word or as Markdown: what ``storage/report/outline_text.py`` makes of it."""

from pathlib import Path

from coding.language import _
from coding.progress import Progress, silent
from coding.text.blocks import BlockKind, TextBlock, TextRun, write
from storage.queries.people import study_details
from storage.readers.kinds import MARKDOWN, ending_of
from storage.report.outline_text import outline_blocks
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot


def export_outline(study: Path, target: Path, progress: Progress = silent) -> None:
    """Write the outline; passages that may not be quoted, or are gone, are left out and counted.

    The file is replaced only when it is complete. Raises UserError, and whatever ``progress`` raises.
    """
    with replacing(target, like=study) as part, snapshot(study) as connection:
        progress(0, 1, _("Outline"))
        name = study_details(connection).name
        heading = _("{study}: outline").format(study=name)
        blocks = [*outline_blocks(connection)]
        if ending_of(target.name) == MARKDOWN:
            top = TextBlock(BlockKind.HEADING, (TextRun(heading),), 1)
            below = (b._replace(level=b.level + 1) if b.kind is BlockKind.HEADING else b for b in blocks)
            part.write_text(write((top, *below)) + "\n", "utf-8")
        else:
            from storage.writers.report_word import write_text_to_word

            write_text_to_word(name, heading, blocks, part)
