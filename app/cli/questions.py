"""The sub-command for answers by question: printed, for other programs, or as a file."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from app.cli.counting import counted_from
from app.cli.output import Record, aligned, as_json, quoted
from app.cli.study import Coders, Json, PasswordFile, Study, note_written, reading
from coding.language import _
from storage.queries.codebook import current_framework_id
from storage.queries.coders import coders_called
from storage.readers.kinds import ANSWERS, ending_of, listing
from storage.study.history import Written
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData
    from coding.model.query import Query
    from storage.writers.answers import AnswersOf


def show_questions(
    study: Study,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help=_("Write the answers to a file ({endings}) instead of printing them.").format(
                endings=listing(ANSWERS)
            ),
        ),
    ] = None,
    round_name: Annotated[str, typer.Option("--round", help=_("Only of this round (2015)."))] = "",
    question: Annotated[
        str,
        typer.Option(
            help=_("Only answers to this question, by its heading, its words or its number in the round.")
        ),
    ] = "",
    query: Annotated[
        str, typer.Option(help=_("Only answers that are asked for: 'school:B jpd' (see the manual)."))
    ] = "",
    coder: Coders = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """List what rounds ask and how many answered; of one question, in JSON and in files, the answers."""
    from app.cli.records import wanted_passages
    from coding.analysis.answer_records import issue_records
    from storage.queries.answers import AnswersShown, answer_records, wanted_issues
    from storage.queries.questions import asked_about_records
    from storage.writers.answers import AnswersOf

    if file is not None and ending_of(file.name) not in ANSWERS:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(ANSWERS)))
    with reading(study, password_file) as opened:
        data = counted_from(opened, coder)
        data, asked_for = _asked_for(opened, data, query)
        wanted = wanted_passages(data, "", "", round_name, question)
        if file is not None:
            _write(opened, file, coder, AnswersOf(wanted.question_id, wanted.round_id, asked_for))
            return
        found = wanted_issues(data, wanted.question_id)
        if json or question:
            listed = (each for issue in found for each in issue.questions)
            ids = {each.id for each in listed if wanted.round_id in (None, each.round_id)}
            records = [*answer_records(opened.reader, data, found, AnswersShown(wanted.round_id))]
            records += asked_about_records(opened.reader, ids)
            typer.echo(as_json(records) if json else _in_words(records))
        else:
            typer.echo(_listed(data, [*issue_records(data, found)], round_name))


def _asked_for(opened: StudyFile, data: "AnalysisData", query: str) -> "tuple[AnalysisData, Query | None]":
    """Return a material with the answers that a query finds; all where nothing is asked."""
    from app.cli.records import query_of
    from coding.analysis.answer_filter import answering
    from coding.analysis.selection import select
    from storage.queries.selecting import asked_of

    if not query.strip():
        return data, None
    asked = asked_of(opened.reader, data)
    wanted = query_of(asked, query)
    return answering(data, select(asked, wanted)), wanted


def _write(opened: StudyFile, file: Path, coder: Sequence[str] | None, some: "AnswersOf") -> None:
    from storage.writers.answers import export_answers

    framework_id = current_framework_id(opened.reader)
    assert framework_id is not None  # said before
    coder_ids = coders_called(opened.reader, coder or ())
    export_answers(opened.path, file, coder_ids, framework_id, some)
    note_written(opened, Written.EXPORT, file)
    typer.echo(_("Exported {path}.").format(path=file))


def _listed(data: "AnalysisData", records: Sequence[Record], round_name: str) -> str:
    if not data.questions:
        return _("No round has questions yet.")
    header = (_("heading"), _("round"), _("no."), _("answers"), _("interviews"))
    of = _("{n} of {all}")
    rows = (
        (
            record["heading"],
            record["round"],
            record["number"],
            record["answers"],
            of.format(n=record["interviews"], all=record["interviews_in_round"]),
        )
        for record in records
        if round_name in ("", record["round"])
    )
    return aligned(header, rows)


def _in_words(records: Iterable[Record]) -> str:
    return "\n\n".join(map(_record_in_words, records))


def _record_in_words(record: Record) -> str:
    if record["kind"] == "question":
        answered = _("{n} of {all} interviews").format(
            n=record["interviews"], all=record["interviews_in_round"]
        )
        return f"{record['heading']} · {record['round']} · {answered}"
    if record["kind"] == "asked_about":
        said = _("Question {n} of {round} was made of what was said: {words}")
        words = quoted(str(record["text"]), str(record["attribution"]))
        return said.format(n=record["number"], round=record["round"], words=words)
    if record["kind"] == "summary":
        return _("Summary by {coder}: {text}").format(coder=record["coder"], text=record["text"])
    carried = ", ".join(cast("list[str]", record["strands"]))
    return quoted(str(record["text"]), " · ".join(filter(None, (str(record["attribution"]), carried))))
