"""``strandline joint``: the survey beside the codings, strand by strand. Imports no Qt."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Coders, Json, PasswordFile, Study, note_written, reading
from coding.errors import UserError
from coding.language import _
from storage.readers.kinds import JOINT_FILES, ending_of, listing
from storage.study.history import Written

if TYPE_CHECKING:
    from coding.analysis.joint_display import JointDisplay
    from coding.analysis.joint_words import Sentences

_By = Annotated[str, typer.Option("--by", help=_("Rows of groups too: group (HD, SLT, T) or school."))]
_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=_("Write it to a file ({endings}).").format(endings=listing(JOINT_FILES)),
    ),
]


def show_joint(
    study: Study,
    by: _By = "",
    coder: Coders = None,
    out: _Out = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print both kinds of evidence side by side, or write them to a file."""
    from app.cli.counting import counted_from
    from coding.analysis.joint_rows import JointBy
    from coding.analysis.joint_words import joint_records
    from storage.queries.joint import joint_display, joint_sentences

    known = [each.value for each in JointBy]
    if by and by not in known:
        raise typer.BadParameter(_("{typed} is none of {known}.").format(typed=by, known=", ".join(known)))
    if out is not None and ending_of(out.name) not in JOINT_FILES:
        raise typer.BadParameter(_("The ending must be one of {known}.").format(known=listing(JOINT_FILES)))
    with reading(study, password_file) as file:
        display = joint_display(file.reader, counted_from(file, coder), JointBy(by or JointBy.ALL))
        if display is None:
            raise UserError(
                _("This study has no survey."),
                remedy=_("Import its answers: strandline survey STUDY import FILE."),
            )
        sentences = joint_sentences(file.reader)
        if out is not None:
            from storage.queries.people import study_details
            from storage.writers.joint import write_joint_display

            write_joint_display(file.path, out, study_details(file.reader).name, display, sentences)
            note_written(file, Written.EXPORT, out)
            typer.echo(_("Exported {path}.").format(path=out))
            return
        typer.echo(as_json(joint_records(display, sentences)) if json else _in_words(display, sentences))


def _in_words(display: "JointDisplay", sentences: "Sentences") -> str:
    from coding.analysis.joint_words import answered_in_words, notes, said_together, table_lines

    head, *lines = (line[:-1] for line in table_lines(display, sentences))
    said = [f"{row.called}: {said}" for row in display.rows if (said := said_together(row, sentences))]
    parts = (answered_in_words(display), aligned(head, lines), "\n".join(said), "\n".join(notes(display)))
    return "\n\n".join(filter(None, parts))
