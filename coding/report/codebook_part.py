"""The codebook as an appendix: its stages, and every code with what is written of it."""

from collections.abc import Iterator

from coding.language import _
from coding.model.codebook_words import entry_fields, entry_title
from coding.model.framework import Framework
from coding.report.blocks import (
    Block,
    BlockColumn,
    BlockLook,
    BlockRow,
    BreakBlock,
    FieldBlock,
    HeadingBlock,
    table,
    words,
)
from coding.report.options import CodebookOptions


def codebook_blocks(framework: Framework, asked: CodebookOptions) -> Iterator[Block]:
    """Yield the codebook, entry by entry or as a table."""
    yield BreakBlock()
    yield HeadingBlock(_("Appendix: codebook"))
    yield words(framework.name + (f". {framework.source}" if framework.source else ""))
    if framework.stages:
        columns = (
            BlockColumn(_("Stage"), 16),
            BlockColumn(_("Name"), 30),
            BlockColumn(_("What it means")),
        )
        rows = [BlockRow((stage.letter, stage.name, stage.definition)) for stage in framework.stages]
        yield table(_("Stages"), columns, rows)
    if not asked.entries:
        yield _short(framework)
        return
    for code in framework.codes:
        yield HeadingBlock(entry_title(code), min(framework.depth(code.id), 1) + 2)
        for label, text in entry_fields(framework, code):
            yield FieldBlock(label, text)


def _short(framework: Framework) -> Block:
    """Return the codes as a table: what each is, in short."""
    columns = (
        BlockColumn(_("Code"), 62, BlockLook.TEXT),
        BlockColumn(_("In short")),
    )
    rows = [
        BlockRow(
            (entry_title(code), code.short_definition or code.definition),
            strong=framework.is_group(code.id),
            key=f"code{code.id}",
        )
        for code in framework.codes
    ]
    return table(_("Codes of {framework}").format(framework=framework.name), columns, rows)
