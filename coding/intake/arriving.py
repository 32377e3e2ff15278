"""Files that arrive, taken into a plan and held against each other and against what the study has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coding.intake.again import StoredText, beside_stored, with_versions
from coding.intake.coded_tables import with_segments
from coding.intake.fold import plan_step
from coding.intake.interpretation import interpret_file, merge_batch
from coding.intake.plan import Batch, ImportPlan, ImportRow
from coding.intake.recompute import recompute
from coding.intake.tables import found_table, guess_uses, with_table


@plan_step
def added(plan: ImportPlan, batch: Batch, stored: Sequence[StoredText] = ()) -> ImportPlan:
    """Add to a plan what was read; a path that is there already is not taken again.

    Tables that are about the files fill the plan in, those that it has fill in the new files too. Tables
    that come alone are meant for the files that are there, also if little of them fits. ``stored`` are texts
    of the study that could be the same.
    """
    there = {row.file.path for row in plan.rows}
    new = (row for row in _understood(batch, plan) if row.file.path not in there)
    ignored_files = (*plan.ignored_files, *batch.ignored_files)
    surveys = tuple(dict.fromkeys((*plan.surveys, *batch.surveys)))
    plan = replace(plan, rows=(*plan.rows, *new), ignored_files=ignored_files, surveys=surveys)
    plan = with_versions(merge_batch(plan))
    plan = with_segments(recompute(plan) if plan.tables else plan, batch.segments)
    for table in batch.tables:
        taken = found_table(plan, table)
        if taken is None and there and not batch.rows:
            taken = with_table(plan, table, guess_uses(table, plan))
        plan = taken or replace(plan, ignored_files=(*plan.ignored_files, table.name))
    return beside_stored(plan, stored) if stored else plan


def _understood(batch: Batch, plan: ImportPlan) -> Iterator[ImportRow]:
    """Yield the rows of a batch as they are for this plan: anew, if they were read for another."""
    is_same = batch.read_for == (plan.known, plan.rules)
    for row in batch.rows:
        is_read = row.original is not None or row.file.problem
        yield row if is_same and is_read else interpret_file(row.file, plan.known, plan.rules)
