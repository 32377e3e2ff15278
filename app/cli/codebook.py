"""The sub-command for a codebook: as it is or was, and what changed in between."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.output import Record, aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, reading
from coding.errors import UserError
from coding.language import _
from coding.model.code_versions import ENTRY_WORDS, CodeVersion
from coding.model.framework import Framework
from storage.queries.code_versions import codebook_at, compared, guid_of
from storage.queries.codebook import frameworks
from storage.queries.coders import coders_called
from storage.queries.frameworks import framework_called
from storage.queries.second_look import second_looks
from storage.study.study_file import StudyFile


def show_codebook(
    study: Study,
    framework: Annotated[
        str, typer.Option(help=_("Whose codebook: a framework’s name; else the first."))
    ] = "",
    version: Annotated[int | None, typer.Option(help=_("As it was at this version; else as it is."))] = None,
    since: Annotated[int | None, typer.Option(help=_("Only what has changed since this version."))] = None,
    coder: Coders = None,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Print a codebook, entry by entry, or what changed in it."""
    with reading(study, password_file) as file:
        book = _called(file, framework)
        at = _within(book, version)
        if since is not None:
            records = list(_changes(file, book, _within(book, since), at))
            typer.echo(as_json(records) if json else _in_words(records))
            return
        again = second_looks(file.reader, book, coders_called(file.reader, coder or ()))
        codes = codebook_at(file.reader, book.id, at)
        by_guid = {guid_of(file.reader, code_id): n for code_id, n in again.items()}
    entries = [(each, by_guid.get(each.code_guid, 0)) for each in codes]
    typer.echo(as_json(_record(*each) for each in entries) if json else _as_text(book, at, entries))


def _called(file: StudyFile, name: str) -> Framework:
    wanted = framework_called(file.reader, name) if name else None
    return next(book for book in frameworks(file.reader) if wanted in {None, book.id})


def _within(book: Framework, version: int | None) -> int:
    """Return a version of a codebook, the present one for None. Raises UserError: it has none such."""
    if version is not None and not 1 <= version <= book.revision:
        raise UserError(
            _("The codebook has no version {n}.").format(n=version),
            remedy=_("It has 1 to {last}.").format(last=book.revision),
        )
    return book.revision if version is None else version


def _record(version: CodeVersion, again: int) -> Record:
    return {
        "code": version.abbreviation or version.name,
        "name": version.name,
        "label": version.label,
        "other_spellings": version.aliases.splitlines(),
        "group": version.is_group,
        "version": version.revision,
        **{field: getattr(version, field) for field in ENTRY_WORDS},
        "to_look_at_again": again,
    }


def _as_text(book: Framework, at: int, entries: list[tuple[CodeVersion, int]]) -> str:
    lines = [_("{name}, codebook v{version}").format(name=book.name, version=at), ""]
    for version, again in entries:
        lines.append(version.called)
        written = ((_(words), getattr(version, field)) for field, words in ENTRY_WORDS.items())
        lines += [f"  {words}: {text}" for words, text in written if text]
        lines += [f"  {_('to look at again')}: {again}"] if again else []
    return "\n".join(lines)


def _changes(file: StudyFile, book: Framework, earlier: int, later: int) -> Iterator[Record]:
    from storage.writers.codebook_versions import version_records

    yield from version_records(compared(file.reader, book.id, earlier, later))


def _in_words(records: list[Record]) -> str:
    header = (_("code"), _("what"), _("field"), _("before"), _("after"))
    return aligned(header, (list(map(_on_one_line, record.values())) for record in records))


def _on_one_line(value: object) -> str:
    return " ".join(str(value).split())
