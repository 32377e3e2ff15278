"""The codebook on paper: every entry with the fields that say something."""

from collections.abc import Iterable, Iterator

from app.shell.printed import PrintedPart, PrintedTable, PrintedWords, PrintStyle
from coding.language import _
from coding.model.codebook_words import entry_fields, entry_title
from coding.model.framework import Code, Framework


def parts_of_codebook(framework: Framework, codes: Iterable[Code]) -> Iterator[PrintedPart]:
    """Yield a codebook, its codes in the order in which they are shown."""
    yield PrintedWords(framework.name, PrintStyle.TITLE, keeps=True)
    if framework.source:
        yield PrintedWords(framework.source, PrintStyle.SMALL)
    if framework.stages:
        head = (_("Stage"), _("Name"), _("What it means"))
        yield PrintedTable(head, [(stage.letter, stage.name, stage.definition) for stage in framework.stages])
    for code in codes:
        yield from _entry(framework, code)


def _entry(framework: Framework, code: Code) -> Iterator[PrintedPart]:
    depth = framework.depth(code.id)
    style = PrintStyle.SUBHEADING if depth else PrintStyle.HEADING
    hues = () if depth else (framework.hue(code.id),)
    yield PrintedWords(entry_title(code), style, keeps=True, hues=hues)
    for label, text in entry_fields(framework, code):
        yield PrintedWords(f"{label} {text}", indent=1)
