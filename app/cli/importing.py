"""``strandline import``: what it takes, and what it says. Imports no Qt."""

import json as json_lines
import locale
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.output import aligned, progress_bar
from app.cli.study import KeyPasswordFile, PasswordFile, Study, first_line, reading, writing
from coding.errors import UserError
from coding.language import _, plural
from coding.notation.colours import colour_in_words
from coding.notation.hand_marks import CodedBy, MarkState, Reach
from coding.text.dates import SAMPLE, DateOrder, order_of_sample
from storage.readers.kinds import KEYS, TABLES, listing
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from app.cli.import_options import ImportOptions
    from coding.intake.plan import ImportPlan

Record = Mapping[str, Any]


def _option(help_: str, *names: str, metavar: str | None = None) -> Any:
    return typer.Option(*names, help=help_, metavar=metavar)


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help=_("Files, folders and zip archives of them."))
]
Round = Annotated[str, _option(_("The round of all of them (2015)."), "--round")]
School = Annotated[str, _option(_("The school of all of them, by letter or name."))]
Person = Annotated[str, _option(_("Who takes part, by key (B2) or name."))]
Interviewer = Annotated[
    str,
    _option(
        _("Who asks: a speaker’s label; without labels bold, italic, questions, numbers, turns or a colour.")
    ),
]
Speakers = Annotated[
    str,
    _option(
        _(
            "How speakers are set: colon, tab, dash, brackets, semicolon, stop, time, line or format; "
            "a sign itself; or the labels themselves: “Mara, Head of Year”."
        ),
        metavar="SIGN|LABELS",
    ),
]
Unlabelled = Annotated[
    str, _option(_("Whose paragraphs without a label are: interviewer, participant, before, or a name."))
]
Kind = Annotated[
    str, _option(_("What all of them are: interview, group, document (minutes, letters) or notes."))
]
Author = Annotated[str, _option(_("Who wrote them, of documents and notes."))]
CaseName = Annotated[str, _option(_("The case that they belong to, by its name."), "--case")]
TakeApart = Annotated[bool, _option(_("Take files apart that hold several interviews."), "--take-apart")]
InlineCodes = Annotated[bool, _option(_("Read codes written at the end of passages."), "--inline-codes")]
Passage = Annotated[Reach, _option(_("How far back from its letters a coded passage reaches."))]
Highlights = Annotated[
    str | None, _option(_("Read colours: yellow=PC,green=JPD, or a file of such lines."), metavar="MAP")
]
Comments = Annotated[bool, _option(_("Read codes in the margin."), "--comments")]
Coder = Annotated[CodedBy, _option(_("Whose codings they become."))]
NamePattern = Annotated[str, _option(_("What files’ names mean: {round}/{school}{role} {any}."))]
HeadingPattern = Annotated[str, _option(_("What headings mean: {school}, {role}, {date}."))]
Metadata = Annotated[
    Path | None,
    _option(_("A table that says who is who ({endings}).").format(endings=listing(TABLES)), metavar="TABLE"),
]
Questions = Annotated[Path | None, _option(_("The questions of the rounds, a line each."), metavar="FILE")]
Mask = Annotated[
    Path | None,
    _option(_("Names and their pseudonyms ({endings}).").format(endings=listing(KEYS)), metavar="KEYFILE"),
]
DryRun = Annotated[bool, _option(_("Say what would come in; store nothing."), "--dry-run")]
Json = Annotated[bool, _option(_("Print the report as a JSON object."), "--json")]


def import_files(
    study: Study,
    paths: Paths,
    *,
    round_name: Round = "",
    school: School = "",
    person: Person = "",
    interviewer: Interviewer = "",
    speakers: Speakers = "",
    unlabelled: Unlabelled = "",
    kind: Kind = "",
    author: Author = "",
    case: CaseName = "",
    take_apart: TakeApart = False,
    inline_codes: InlineCodes = False,
    passage: Passage = Reach.TURN,
    highlights: Highlights = None,
    comments: Comments = False,
    coder: Coder = CodedBy.ME,
    pattern: NamePattern = "",
    heading_pattern: HeadingPattern = "",
    metadata: Metadata = None,
    questions: Questions = None,
    mask: Mask = None,
    dry_run: DryRun = False,
    password_file: PasswordFile = None,
    key_password_file: KeyPasswordFile = None,
    json: Json = False,
) -> None:
    """Plan, correct and store; a file that cannot be read is named on stderr, and the rest goes in."""
    from app.cli.import_options import GivenFields, ImportOptions
    from coding.intake.import_report import import_report

    who, what = (interviewer, speakers, unlabelled), (kind, author, case, take_apart)
    said = GivenFields(round_name, school, person, pattern, heading_pattern, *who, *what)
    key_password = None if key_password_file is None else first_line(key_password_file)
    options = ImportOptions(
        said, inline_codes, passage, highlights, comments, coder, metadata, questions, mask, key_password
    )
    open_it = partial(reading if dry_run else writing, study, password_file)
    plan = _planned(open_it, paths, options, dry_run=dry_run)
    found = import_report(plan)
    typer.echo(report_as_json(found) if json else import_text(found, plan))
    problems = [f"{record['file']}: {record['problem']}" for record in found["files"] if record["problem"]]
    if problems:
        typer.echo("\n".join(problems), err=True)
    if problems or not found["files"]:
        raise typer.Exit(1)


def _planned(
    open_it: Callable[[], StudyFile], paths: Sequence[Path], options: "ImportOptions", *, dry_run: bool
) -> "ImportPlan":
    """Return the plan, stored unless it was only to be seen."""
    from app.cli.import_options import apply_options
    from storage.intake.import_batch import known_study, plan_import
    from storage.operations.imports import store_import

    with open_it() as file, progress_bar() as progress:
        known = known_study(file.reader, date_order=_date_order())
        rules = options.rules
        if known.framework is None and (rules.read_letters or rules.read_colours or rules.read_comments):
            raise UserError(
                _("This study has no framework, so no codes can be read."), _("Nothing was imported.")
            )
        plan = plan_import(paths, known, rules, beside=file.reader, progress=progress)
        plan = apply_options(plan, options)
        if plan.included and not dry_run:
            file.perform(store_import(plan, progress))
    return plan


def _date_order() -> DateOrder | None:
    """Return how this computer writes dates that are all numbers, by its environment."""
    before = locale.setlocale(locale.LC_TIME)
    try:
        name = locale.setlocale(locale.LC_TIME, "")
        is_told = name.partition(".")[0] not in {"C", "POSIX"}
        return order_of_sample(SAMPLE.strftime("%x")) if is_told else None
    except locale.Error:
        return None
    finally:
        locale.setlocale(locale.LC_TIME, before)


def report_as_json(found: Record) -> str:
    """Return the report as a JSON object, a file a line."""
    parts = [f'  "summary": {dumped(found["summary"])}']
    for name in ("files", "colours", "tables", "left_out"):
        lines = ",\n".join(f"    {dumped(each)}" for each in found[name])
        parts.append(f'  "{name}": [\n{lines}\n  ]' if lines else f'  "{name}": []')
    return "{\n" + ",\n".join(parts) + "\n}"


def dumped(value: object) -> str:
    """Return a value as JSON in one line."""
    return json_lines.dumps(value, ensure_ascii=False)


def import_text(found: Record, plan: "ImportPlan") -> str:
    """Return the report in words: the files, the codes, what is to be looked at, what is left out."""
    if not found["files"]:
        return "\n".join([_("No files were found."), *_left_out(found)])
    table = aligned(_header(), map(_row, found["files"]))
    parts = (_codes(found), _remarks(found), _to_look_at(plan), _tables(found), _left_out(found))
    return "\n".join([table, *(line for part in parts for line in part)])


def _header() -> tuple[str, ...]:
    return (
        _("file"),
        _("import as"),
        _("round"),
        _("school"),
        _("key"),
        _("speakers"),
        _("turns"),
        _("words"),
        _("by participants"),
        _("codings"),
    )


def _row(record: Record) -> tuple[object, ...]:
    return (
        record["file"],
        _becomes(record),
        record["round"] or None,
        record["school"] or None,
        record["key"] or None,
        ", ".join(
            f"{speaker_label['label']} ({_(speaker_label['kind'])})" for speaker_label in record["speakers"]
        )
        or None,
        record["turns"],
        record["words"],
        record["participant_words"],
        sum(record["codings"].values()),
    )


def _becomes(record: Record) -> str:
    if record["problem"]:
        return _("cannot be read")
    if not record["include"]:
        if record["nearly"]:
            return _("left out: nearly the same as {name}").format(name=record["nearly"])
        return _("left out: the same as {name}").format(name=record["same_as"])
    return _(record["kind"])


def _codes(found: Record) -> Iterator[str]:
    """Yield how many codings there are, by strand, and what was not read of them."""
    summary = found["summary"]
    if summary["codings"]:
        strands = ", ".join(f"{strand} {count}" for strand, count in summary["by_strand"].items())
        codings = plural("{n} coding", "{n} codings", summary["codings"])
        yield codings + plural(" on {n} passage", " on {n} passages", summary["passages"]) + f": {strands}."
        if any(summary["by_coder"]):
            whose = (
                _("{coder}: {n}").format(coder=coder or _("yours"), n=n)
                for coder, n in summary["by_coder"].items()
            )
            yield _("Whose they become: {whose}.").format(whose=", ".join(whose))
    if summary["memos"]:
        yield plural("{n} comment becomes a memo.", "{n} comments become memos.", summary["memos"])
    if segments := summary["coded_segments"]["all"]:
        yield _("{found} of {n} segments coded elsewhere were found in the transcripts.").format(
            found=summary["coded_segments"]["found"], n=segments
        )
    options = {"letters": "--inline-codes", "colour": "--highlights", "comment": "--comments"}
    for mark_source, count in summary["not_read"].items():
        yield _("Not read: {what} ({option} reads them).").format(
            what=_unread_words(mark_source, count), option=options[mark_source]
        )
    if summary["questions"]:
        yield plural(
            "{n} turn asks a listed question.", "{n} turns ask a listed question.", summary["questions"]
        )


def _unread_words(mark_source: str, count: int) -> str:
    match mark_source:
        case "letters":
            return plural("{n} code at the end of a passage", "{n} codes at the ends of passages", count)
        case "colour":
            return plural("{n} coloured passage", "{n} coloured passages", count)
        case _:
            return plural("{n} comment", "{n} comments", count)


def _to_look_at(plan: "ImportPlan") -> Iterator[str]:
    """Yield each mark that was not understood, then each that was guessed, with its place."""
    from coding.intake.import_report import excerpt, to_review

    headings = {MarkState.NOT_UNDERSTOOD: _("Not understood:"), MarkState.GUESSED: _("Guessed:")}
    for state, heading in headings.items():
        marks = list(to_review(plan, state))
        yield from [heading] if marks else []
        for import_row, mark in marks:
            assert import_row.segmented is not None
            place = _("{file}, turn {turn}").format(file=import_row.file.path, turn=mark.turn + 1)
            passage = excerpt(import_row.segmented.transcript.text, mark.span)
            written = mark.written or colour_in_words(mark.colour)
            yield f"  {place}: {written} — “{passage}” {mark.note}".rstrip()


def _remarks(found: Record) -> Iterator[str]:
    """Yield what is doubtful of each file, and what was found in it and left out."""
    for record in found["files"]:
        for remark in (*record["remarks"], *record["notes"]) if not record["problem"] else ():
            yield _("{file}: {remark}").format(file=record["file"], remark=remark)


def _tables(found: Record) -> Iterator[str]:
    for table in found["tables"]:
        yield _("{table}: {met} of {n} rows matched a file.").format(
            table=table["table"], met=table["matched"], n=table["rows"]
        )
        yield from (f"  {note}" for note in table["notes"])


def _left_out(found: Record) -> Iterator[str]:
    for line in found["left_out"]:
        yield _("Left out: {file}: {reason}").format(file=line["file"], reason=line["reason"])
