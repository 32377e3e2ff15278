"""Checking a chapter against a study, or against itself, on the command line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.output import as_json, progress_bar
from app.cli.study import (
    Coders,
    Json,
    KeyPasswordFile,
    PasswordFile,
    first_line,
    names_of,
    note_written,
    reading,
)
from coding.errors import UserError
from coding.language import _, plural
from storage.queries.codebook import current_framework_id
from storage.queries.coders import coders_called
from storage.readers.kinds import CHAPTERS, KEYS, ending_of, listing
from storage.study.history import Written

if TYPE_CHECKING:
    from coding.chapter.chapter import Chapter
    from coding.chapter.chapter_check import ChapterCheck
    from coding.privacy.masking import Pseudonyms

_LONGEST: Final = 90


_CHAPTERS: Final = listing(CHAPTERS)
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="[STUDY] CHAPTER",
        help=_(
            "The study, and the chapter ({endings}). Without a study it is checked against itself."
        ).format(endings=_CHAPTERS),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help=_("Write a copy of the .docx with comments at the places.")),
]
AllFindings = Annotated[
    bool,
    typer.Option(
        "--findings", help=_("With --json: a record for each finding, those on numbers among them.")
    ),
]
Key = Annotated[
    Path | None,
    typer.Option(
        help=_("A table of names and pseudonyms ({endings}): names that show.").format(endings=listing(KEYS))
    ),
]


def check_chapter_file(
    files: Files,
    out: Out = None,
    findings: AllFindings = False,
    key: Key = None,
    key_password_file: KeyPasswordFile = None,
    coder: Coders = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print what is to be looked at, the worst first; as JSON a record for each quotation."""
    from coding.chapter.check_records import finding_records, quotation_records
    from storage.readers.chapters import read_chapter

    study, path = _study_and_chapter(files)
    chapter = read_chapter(path)
    names = (
        None
        if key is None
        else names_of(key, None if key_password_file is None else first_line(key_password_file))
    )
    checked = _checked(chapter, study, coder, password_file, names)
    if out is not None:
        from storage.writers.commented_copy import write_commented_copy

        write_commented_copy(path, chapter, checked.findings, out)
        if study is not None:
            with reading(study, password_file) as file:
                note_written(file, Written.EXPORT, out)
    if json:
        typer.echo(as_json(finding_records(checked) if findings else quotation_records(checked)))
        return
    typer.echo("\n".join(_lines(checked, has_study=study is not None)))
    if out is not None:
        typer.echo("\n" + _("Made {path}.").format(path=out))


def _study_and_chapter(files: list[Path]) -> tuple[Path | None, Path]:
    if len(files) > 2 or (len(files) == 1 and ending_of(files[0].name) not in CHAPTERS):
        raise typer.BadParameter(
            _("Name a study and a chapter ({endings}).").format(endings=listing(CHAPTERS))
        )
    return (files[0] if len(files) > 1 else None), files[-1]


def _checked(
    chapter: "Chapter",
    study: Path | None,
    coder: list[str] | None,
    password_file: Path | None,
    names: "Pseudonyms | None",
) -> "ChapterCheck":
    from coding.chapter.chapter_check import Beside, check_chapter
    from storage.queries.chapter_beside import beside_nothing, beside_study

    def named(beside: Beside) -> Beside:
        return beside if names is None else replace(beside, names=names)

    with progress_bar() as progress:
        if study is None:
            return check_chapter(chapter, named(beside_nothing()), progress)
        with reading(study, password_file) as file:
            framework_id = current_framework_id(file.reader)
            if framework_id is None:
                raise UserError(_("This study has no framework, so nothing is coded."))
            beside = beside_study(file.reader, framework_id, coders_called(file.reader, coder or ()))
            return check_chapter(chapter, named(beside), progress)


def _lines(checked: "ChapterCheck", *, has_study: bool) -> Iterator[str]:
    from coding.chapter.check_records import found_in_words
    from coding.chapter.findings import kind_in_words, severity_in_words
    from coding.text.names import shortened

    if has_study:
        yield found_in_words(checked)
    else:
        yield plural("{n} quotation", "{n} quotations", len(checked.quotations))
    severity = None
    for finding in checked.findings:
        if finding.severity is not severity:
            severity = finding.severity
            yield f"\n{severity_in_words(severity)}"
        words = shortened(" ".join(finding.words.split()), _LONGEST)
        where = _("paragraph {n}").format(n=finding.place.paragraph + 1)
        yield f"  {where}, {kind_in_words(finding.kind)}: {words}\n      {finding.says}"
    if not checked.findings:
        yield _("Nothing is to be looked at.")
