"""What ``strandline import`` says: a row a file, with what was understood of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.command_output import aligned
from coding.arrivals import ImportPlan
from coding.corrections import with_person, with_round, with_school
from coding.language import _

Record = Mapping[str, Any]


def overridden(plan: ImportPlan, round_name: str, school: str, person: str) -> ImportPlan:
    """Return the plan with what was said on the command line in place of the guesses; empty says nothing."""
    every = range(len(plan.arrivals))
    if person:
        plan = with_person(plan, every, person)
    if round_name:
        plan = with_round(plan, every, round_name)
    return with_school(plan, every, school) if school else plan


def import_text(records: Sequence[Record], passed_over: Sequence[str]) -> str:
    """Return the table of what comes in, then what was passed over."""
    header = (
        _("file"),
        _("comes in as"),
        _("round"),
        _("school"),
        _("key"),
        _("speakers"),
        _("turns"),
        _("words"),
        _("by participants"),
    )
    lines = [aligned(header, map(_row, records))] if records else [_("No files were found.")]
    lines += [f"{record['file']}: {note}" for record in records for note in record["notes"]]
    if passed_over:
        lines.append(_("Passed over: {names}.").format(names=", ".join(passed_over)))
    return "\n".join(lines)


def _row(record: Record) -> tuple[object, ...]:
    return (
        record["file"],
        _becomes(record),
        record["round"] or None,
        record["school"] or None,
        record["key"] or None,
        ", ".join(f"{voice['label']} ({_(voice['kind'])})" for voice in record["speakers"]) or None,
        record["turns"],
        record["words"],
        record["participant_words"],
    )


def _becomes(record: Record) -> str:
    if record["problem"]:
        return _("cannot be read")
    if not record["include"]:
        return _("left out: the same as {name}").format(name=record["same_as"])
    return _(record["kind"])
