"""The sub-commands, each declared in a module of its own: what can be done without a window. Imports no Qt.

Data goes to stdout, errors and progress to stderr; exit code 1 for what went wrong, 2 for wrong usage.
"""

import io
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Final

import typer

from app.cli.agreement import show_agreement
from app.cli.chapter import check_chapter_file
from app.cli.checking import check_study
from app.cli.codebook import show_codebook
from app.cli.counting import show_frequencies, show_new_codes, show_passages, show_spread
from app.cli.exporting import export_study
from app.cli.frameworks import keep_frameworks
from app.cli.history import show_history, undo_last
from app.cli.importing import import_files
from app.cli.info import show_info
from app.cli.joint import show_joint
from app.cli.making import new_study
from app.cli.matrix import show_matrix
from app.cli.memos import show_memos
from app.cli.merging import merge_study
from app.cli.outcomes import keep_outcomes
from app.cli.password import change_password
from app.cli.questions import show_questions
from app.cli.quoting import show_quoted
from app.cli.restoring import repair_study, restore_study
from app.cli.self_test import test_all
from app.cli.sharing import share_masked_copy
from app.cli.study import PASSWORD_VARIABLE
from app.cli.survey import keep_survey
from app.cli.together import show_together
from app.cli.views import show_views
from coding.errors import PasswordNeededError, UserError
from coding.language import _
from storage.resources import version

commands = typer.Typer(
    name="strandline",
    help=_("Code interview transcripts, compare rounds. Without a sub-command the window opens."),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run_command(words: Sequence[str]) -> int:
    """Run one sub-command; return the exit code: 0, 1 for what went wrong, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Quotations hold what a Windows code page cannot, file names what no encoding can.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        commands(list(words), prog_name="strandline")
    except PasswordNeededError as error:
        remedy = _("Name a file with --password-file, or set {variable}.").format(variable=PASSWORD_VARIABLE)
        typer.echo(f"strandline: {error.what} {remedy}", err=True)
        return 1
    except UserError as error:
        typer.echo(f"strandline: {error}", err=True)
        return 1
    except OSError as error:  # what is printed goes to a full disk, a folder vanished
        typer.echo(f"strandline: {error.strerror or error}.", err=True)
        return 1
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"strandline {version()}")
        raise typer.Exit


@commands.callback()
def program(
    version_asked: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help=_("Say which version this is.")),
    ] = False,
) -> None:
    """Take what is said before a sub-command."""


_COMMANDS: Final[tuple[tuple[str, str, Callable[..., None]], ...]] = (
    ("new", _("Make a new, empty study."), new_study),
    ("password", _("Set, change or remove the password of a study."), change_password),
    ("import", _("Read transcripts into a study, with codes written in them by hand."), import_files),
    ("info", _("Say what a study holds, round by round."), show_info),
    ("codebook", _("Print the codebook as it is or was, or what has changed in it."), show_codebook),
    ("frequencies", _("Count codings by strand and round, school, role or question."), show_frequencies),
    ("spread", _("Say what single interviews contribute: least, median, most."), show_spread),
    ("matrix", _("Print or write the matrix: cases by codes, and what is written."), show_matrix),
    ("joint", _("Print or write survey and interviews side by side, strand by strand."), show_joint),
    ("together", _("Count how often codes meet on a passage, in a turn or an answer."), show_together),
    ("new-codes", _("Count the codes each interview added, in the order of interviewing."), show_new_codes),
    ("passages", _("List the coded passages, each with who said it and where."), show_passages),
    ("views", _("List the views that are kept, and what has changed since an export."), show_views),
    ("questions", _("List what rounds ask and all answers to it, or write them to a file."), show_questions),
    ("quoted", _("List who may be quoted, who is, and how often."), show_quoted),
    ("memos", _("List memos and the journal, or write them to Word, Markdown or CSV."), show_memos),
    (
        "export",
        _(
            "Write a report, all codings, a chart or the codebook; the ending says which. A name like "
            "table.csv gives the table of rounds and schools, and the interviews beside it; codebook.csv "
            "the codebook."
        ),
        export_study,
    ),
    (
        "framework",
        _("List the frameworks of a study, import one from a file, or export one."),
        keep_frameworks,
    ),
    ("share", _("Write a masked copy without history, to be given to somebody else."), share_masked_copy),
    ("merge", _("Take in what was done in another copy of a study."), merge_study),
    ("check", _("Look whether a study file is sound."), check_study),
    ("repair", _("Save what can be saved of a damaged study into a new file."), repair_study),
    ("restore", _("List the restore points of a study, or go back to one."), restore_study),
    (
        "check-chapter",
        _("Check a chapter’s quotations, codes and numbers against a study or itself."),
        check_chapter_file,
    ),
    ("survey", _("Import answers to a survey, print its results, or list what it asks."), keep_survey),
    ("outcomes", _("List the figures of schools, or take them in from tables."), keep_outcomes),
    ("agreement", _("Print how far two coders agree, strand by strand."), show_agreement),
    ("history", _("List what was done to a study, the newest first."), show_history),
    ("undo", _("Take back the last thing done to a study; say what it was."), undo_last),
    ("self-test", _("Try on a copy of the sample study whether everything works here."), test_all),
)


for _name, _says, _does in _COMMANDS:
    # Said twice, so that the list of all shows whole sentences.
    commands.command(_name, help=_says, short_help=_says)(_does)
commands.command("hand-on", hidden=True)(share_masked_copy)  # what share was called at first
