"""The sub-commands: what can be done without a window. Imports no Qt.

Data goes to stdout, errors and progress to stderr; exit code 1 for what went wrong, 2 for wrong usage.
"""

import getpass
import io
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.agreement import show_agreement
from app.cli.chapter import check_chapter_file
from app.cli.codebook import show_codebook
from app.cli.counting import show_frequencies, show_new_codes, show_passages, show_spread
from app.cli.frameworks import FrameworkName, keep_frameworks, named, say_exported
from app.cli.history import show_history
from app.cli.importing import import_files
from app.cli.joint import show_joint
from app.cli.matrix import show_matrix
from app.cli.memos import show_memos
from app.cli.merging import merge_study
from app.cli.outcomes import keep_outcomes
from app.cli.output import aligned, as_json, progress_bar
from app.cli.password import change_password
from app.cli.questions import show_questions
from app.cli.quoting import show_quoted
from app.cli.report import ReportAsked, ReportName, TemplateFile, make_report
from app.cli.restoring import repair_study, restore_study
from app.cli.self_test import test_all
from app.cli.study import (
    PASSWORD_VARIABLE,
    Coders,
    Json,
    KeyPasswordFile,
    PasswordFile,
    Study,
    existing,
    first_line,
    names_of,
    note_written,
    password,
    reading,
    writing,
)
from app.cli.survey import keep_survey
from app.cli.together import show_together
from app.cli.transcripts import (
    AsTables,
    AsTranscripts,
    Form,
    Numbered,
    WrittenAs,
    write_tables_folder,
    write_transcripts,
)
from app.cli.views import show_views
from coding.errors import PasswordNeededError, UserError
from coding.language import _, plural
from coding.text.names import name_key
from coding.text.times import local_minute
from storage.operations.frameworks import DEFAULT, shipped
from storage.operations.studies import set_up_study
from storage.queries.blank_edges import blank_edges_in
from storage.queries.coders import coders_called
from storage.queries.overview import Holdings, Overview, overview
from storage.readers.kinds import EVIDENCE, KEYS, PDF, REPORTS, Export, ending_of, listing
from storage.resources import version
from storage.study.history import Written
from storage.study.open_checks import problems_of
from storage.study.study_file import SUFFIX, StudyFile
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings

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


@commands.command("new", help=_("Make a new, empty study."))
def new_study(
    study: Study,
    framework: Annotated[str, typer.Option(help=_("The framework to code with."))] = DEFAULT,
    coder: Annotated[str, typer.Option(help=_("Your name; else that of your account."))] = "",
    password_file: PasswordFile = None,
) -> None:
    """Make a study, adding the ending if it is missing."""
    path = study if study.suffix == SUFFIX else study.with_name(study.name + SUFFIX)
    setup = set_up_study(path.stem, coder.strip() or _account(), _identifier(framework))
    StudyFile.create(path, setup, password(password_file)).close()
    typer.echo(_("Made {path}.").format(path=path))


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return _("Coder")


def _identifier(framework: str) -> str:
    """Let a framework be called by its identifier or by its name."""
    wanted = name_key(framework)
    return next((key for key, name in shipped().items() if wanted in {key, name_key(name)}), framework)


commands.command("password", help=_("Set, change or remove the password of a study."))(change_password)
commands.command("import", help=_("Read transcripts into a study, with codes written in them by hand."))(
    import_files
)


@commands.command("info", help=_("Say what a study holds, round by round."))
def show_info(
    study: Study, coder: Coders = None, password_file: PasswordFile = None, json: Json = False
) -> None:
    """Print the overview; as JSON one record, with the rounds' records in it."""
    with reading(study, password_file) as file:
        found = overview(file.reader, coders_called(file.reader, coder or ()))
        last_change = file.last_change()
    if json:
        typer.echo(as_json([_overview_record(found, last_change)]))
        return
    typer.echo(f"{found.name}\n{found.about}".strip())
    facts = (
        (_("framework"), ", ".join(found.frameworks)),
        (_("schools"), ", ".join(found.schools) or "–"),
        (_("coders"), ", ".join(found.coders)),
        (_("codings of"), ", ".join(found.counted)),
        (_("sets of their own, in no count of everybody"), ", ".join(found.sets)),
        (_("codings to look at again"), str(found.to_look_at_again or "")),
        (_("documents, notes and answers beside the interviews"), str(found.beside or "")),
        (_("last change"), local_minute(last_change)),
    )
    typer.echo("\n".join(f"  {name}: {value}" for name, value in facts if value))
    typer.echo("\n" + _holdings_table(found))
    if len(found.counted) > 1:
        said = _("A passage counts once for each coder: {passages} on {stretches}.")
        passages = plural("{n} passage", "{n} passages", found.total.passages)
        stretches = plural("{n} stretch of text", "{n} stretches of text", found.total.stretches)
        typer.echo("\n" + said.format(passages=passages, stretches=stretches))
    if len(found.by_framework) > 1:
        typer.echo("\n" + _frameworks_table(found))


def _overview_record(found: Overview, last_change: str) -> dict[str, object]:
    record: dict[str, object] = {
        "study": found.name,
        "about": found.about,
        "frameworks": list(found.frameworks),
        "coders": list(found.coders),
        "codings_of": list(found.counted),
        "sets": list(found.sets),
        "schools": list(found.schools),
        "to_look_at_again": found.to_look_at_again,
        "beside": found.beside,
        "last_change": last_change,
    }
    record |= _figures(found.total)
    record["rounds"] = [{"round": holdings.name or None, **_figures(holdings)} for holdings in found.rounds]
    record["by_framework"] = [
        {
            "framework": each.framework,
            "codings": each.total.codings,
            "passages": each.total.passages,
            "stretches": each.total.stretches,
            "rounds": [{**asdict(coded), "round": coded.round or None} for coded in each.rounds],
        }
        for each in found.by_framework
    ]
    return record


def _frameworks_table(found: Overview) -> str:
    """Return codings and passages by framework; a passage coded with two is one in all."""
    rows = [(each.framework, each.total.codings, each.total.passages) for each in found.by_framework]
    total = (_("all"), found.total.codings, found.total.passages)
    return aligned((_("framework"), _("codings"), _("passages")), [*rows, total])


def _figures(holdings: Holdings) -> dict[str, int]:
    return {name: value for name, value in asdict(holdings).items() if name != "name"}


def _holdings_table(found: Overview) -> str:
    header = (
        _("round"),
        _("interviews"),
        _("done"),
        _("people"),
        _("words"),
        _("by participants"),
        _("codings"),
        _("passages"),
    )
    named = [(holdings.name or _("no round"), holdings) for holdings in found.rounds]
    rows = [*named, (_("all"), found.total)]
    return aligned(header, ((name, *list(_figures(held).values())[:-1]) for name, held in rows))


commands.command("codebook", help=_("Print the codebook as it is or was, or what has changed in it."))(
    show_codebook
)
commands.command("frequencies", help=_("Count codings by strand and round, school, role or question."))(
    show_frequencies
)
commands.command("spread", help=_("Say what single interviews contribute: least, median, most."))(show_spread)
commands.command("matrix", help=_("Print or write the matrix: cases by codes, and what is written."))(
    show_matrix
)
commands.command("joint", help=_("Print or write survey and interviews side by side, strand by strand."))(
    show_joint
)
commands.command("together", help=_("Count how often codes meet on a passage, in a turn or an answer."))(
    show_together
)
commands.command("new-codes", help=_("Count the codes each interview added, in the order of interviewing."))(
    show_new_codes
)
commands.command("passages", help=_("List the coded passages, each with who said it and where."))(
    show_passages
)
commands.command("views", help=_("List the views that are kept, and what has changed since an export."))(
    show_views
)
commands.command("questions", help=_("List what rounds ask and all answers to it, or write them to a file."))(
    show_questions
)
commands.command("quoted", help=_("List who may be quoted, who is, and how often."))(show_quoted)
commands.command("memos", help=_("List memos and the journal, or write them to Word, Markdown or CSV."))(
    show_memos
)


@commands.command(
    "export",
    help=_(
        "Write a report, all codings, a chart or the codebook; the ending says which. A name like table.csv "
        "gives the table of rounds and schools, and the interviews beside it; codebook.csv the codebook."
    ),
)
def export_study(
    study: Study,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("What to write: {endings}.").format(endings=listing(Export))),
    ],
    coder: Coders = None,
    framework: FrameworkName = "",
    report: ReportName = "",
    template: TemplateFile = None,
    tables: AsTables = False,
    transcripts: AsTranscripts = False,
    codes: WrittenAs = CodesAs.LETTERS,
    form: Form = TranscriptForm.WORD,
    line_numbers: Numbered = False,
    password_file: PasswordFile = None,
) -> None:
    """Export, with a progress bar on a terminal."""
    from storage.writers.export import export

    if transcripts or tables:
        with reading(study, password_file) as opened:
            whose = WhoseCodings(coders_called(opened.reader, coder or ()), named(opened, framework))
            if tables:
                write_tables_folder(opened, file, whose)
            else:
                write_transcripts(opened, file, whose, TranscriptLook(form, codes, line_numbers))
        return
    ending = ending_of(file.name)
    if ending not in {*Export, *REPORTS}:
        known = listing(dict.fromkeys((*Export, *REPORTS)))
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=known))
    _refuse_framework_of_all(file, framework)
    if report or template is not None or ending in {EVIDENCE, PDF}:
        make_report(study, file, ReportAsked(report, template, tuple(coder or ()), framework), password_file)
        return
    with reading(study, password_file) as opened, progress_bar() as progress:
        coder_ids, framework_id = coders_called(opened.reader, coder or ()), named(opened, framework)
        lacks = export(opened.path, file, coder_ids, framework_id, progress=progress)
        note_written(opened, Written.EXPORT, file)
    say_exported(file, lacks)


def _refuse_framework_of_all(file: Path, framework: str) -> None:
    from storage.writers.export import holds_all_frameworks

    if framework and holds_all_frameworks(file.name):
        raise typer.BadParameter(_("All codings are those with all frameworks."))


commands.command(
    "framework", help=_("List the frameworks of a study, import one from a file, or export one.")
)(keep_frameworks)


@commands.command("share", help=_("Write a masked copy without history, to be given to somebody else."))
@commands.command("hand-on", hidden=True)  # what it was called at first
def share_masked_copy(
    study: Study,
    target: Annotated[Path, typer.Argument(metavar="TARGET", help=_("The study to write."))],
    key: Annotated[
        Path | None,
        typer.Option(
            help=_("The key: a table of names and pseudonyms ({endings}).").format(endings=listing(KEYS))
        ),
    ] = None,
    without_memos: Annotated[bool, typer.Option("--without-memos", help=_("Leave all memos out."))] = False,
    second_coder: Annotated[
        bool, typer.Option("--second-coder", help=_("For somebody who codes it too and sends it back."))
    ] = False,
    without_codings: Annotated[
        bool, typer.Option("--without-codings", help=_("Leave all codings out."))
    ] = False,
    key_password_file: KeyPasswordFile = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the copy; on stderr say what looks like a name and stays."""
    from coding.privacy.masking import Pseudonyms
    from storage.privacy.masked_export import Parts, share_copy

    key_password = None if key_password_file is None else first_line(key_password_file)
    pseudonyms = names_of(key, key_password) if key is not None else Pseudonyms()
    path = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
    with reading(study, password_file) as opened, progress_bar() as progress:
        parts = Parts(memos=not without_memos, codings=not without_codings, for_coder=second_coder)
        done = share_copy(opened.path, path, pseudonyms, parts, progress)
        note_written(opened, Written.SHARED, path)
    typer.echo(plural("{n} place is masked.", "{n} places are masked.", done.places.total()))
    for each in done.remaining:
        stays = _("“{word}” stays ({name} is on the list): {times}")
        typer.echo(stays.format(word=each.word, name=each.name, times=each.times), err=True)
    typer.echo(_("Made {path}.").format(path=path))


commands.command("merge", help=_("Take in what was done in another copy of a study."))(merge_study)


@commands.command("check", help=_("Look whether a study file is sound."))
def check_study(study: Study, password_file: PasswordFile = None, json: Json = False) -> None:
    """Print what is wrong and end with 1 if anything is."""
    path = existing(study)
    known = password(password_file)
    problems = problems_of(path, known)
    if json:
        typer.echo(as_json({"problem": problem} for problem in problems))
    elif problems:
        typer.echo("\n".join(problems), err=True)
    else:
        sound = _("{name} is sound.").format(name=path.name)
        typer.echo(f"{sound} {blank_edges_in(path, known)}".strip())
    if problems:
        raise typer.Exit(1)


commands.command("repair", help=_("Save what can be saved of a damaged study into a new file."))(repair_study)
commands.command("restore", help=_("List the restore points of a study, or go back to one."))(restore_study)


commands.command(
    "check-chapter", help=_("Check a chapter’s quotations, codes and numbers against a study or itself.")
)(check_chapter_file)
commands.command("survey", help=_("Import answers to a survey, print its results, or list what it asks."))(
    keep_survey
)
commands.command("self-test", help=_("Try on a copy of the sample study whether everything works here."))(
    test_all
)
commands.command("outcomes", help=_("List the figures of schools, or take them in from tables."))(
    keep_outcomes
)
commands.command("agreement", help=_("Print how far two coders agree, strand by strand."))(show_agreement)
commands.command("history", help=_("List what was done to a study, the newest first."))(show_history)


@commands.command("undo", help=_("Take back the last thing done to a study; say what it was."))
def undo_last(study: Study, password_file: PasswordFile = None) -> None:
    """Undo one operation."""
    with writing(study, password_file) as file:
        done = file.undo()
    typer.echo(_("Undone: {words}").format(words=done.result.words))
