"""The sub-command for memos: printed, for other programs, or as a file."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Json, PasswordFile, Study, note_written, reading
from coding.language import _
from coding.text.names import name_key, shortened
from coding.text.times import local_minute
from storage.queries.memos import MemoSearch, WrittenMemo, kinds_of_memos, memo_record, memos
from storage.readers.kinds import MEMOS, ending_of, listing
from storage.study.history import Written

_LONGEST = 60  # letters of a title that are printed


def show_memos(
    study: Study,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help=_("Write them to a file ({endings}) instead of printing them.").format(
                endings=listing(MEMOS)
            ),
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option(help=_("Only of this kind: {kinds}.").format(kinds=", ".join(kinds_of_memos())))
    ] = "",
    tag: Annotated[str, typer.Option(help=_("Only with this tag."))] = "",
    query: Annotated[
        str, typer.Option(metavar="WORDS", help=_("Only with all of these words in text, tags or place."))
    ] = "",
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """List memos, the last changed first, or write them to a file."""
    if file is not None and ending_of(file.name) not in MEMOS:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(MEMOS)))
    wanted = _kind(kind)
    with reading(study, password_file) as opened:
        found = [
            memo
            for memo in MemoSearch(memos(opened.reader)).with_words(query)
            if wanted in ("", memo.about) and (not tag or name_key(tag) in map(name_key, memo.tags))
        ]
        if file is not None:
            from storage.writers.memos import export_memos

            export_memos(opened.path, file, [memo.id for memo in found])
            note_written(opened, Written.EXPORT, file)
            typer.echo(_("Exported {path}.").format(path=file))
        else:
            typer.echo(as_json(map(memo_record, found)) if json else _in_words(found))


def _kind(typed: str) -> str:
    """Return the kind that is meant, by its name or its words."""
    key = name_key(typed)
    meant = [name for name, words in kinds_of_memos().items() if key in {name, name_key(words)}]
    if typed and not meant:
        known = ", ".join(kinds_of_memos())
        raise typer.BadParameter(_("The kind must be one of {known}.").format(known=known))
    return meant[0] if typed else ""


def _in_words(found: list[WrittenMemo]) -> str:
    header = (_("changed"), _("kind"), _("on"), _("memo"), _("tags"), _("who"))
    words = kinds_of_memos()
    rows = (
        (
            local_minute(memo.changed),
            words[memo.about],
            memo.on,
            shortened(memo.title, _LONGEST),
            ", ".join(memo.tags),
            memo.coder,
        )
        for memo in found
    )
    return aligned(header, rows)
