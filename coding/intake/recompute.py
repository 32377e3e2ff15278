"""Round, school, date and people of a batch in layers: guesses, then patterns, then tables.

A later layer wins over an earlier one, and what a person has said wins over all; so a pattern or a table can
be changed or taken back at any time.
"""

from dataclasses import replace

from coding.intake.dating import DateOrders, orders_of
from coding.intake.interpretation import guess_details
from coding.intake.overrides import apply_overrides, is_named_by_hand, with_posts_finer
from coding.intake.participants import assign_participants
from coding.intake.pattern_reading import values_of_patterns
from coding.intake.plan import Guess, GuessSource, ImportPlan, ImportRow, KnownStudy
from coding.intake.table_rows import apply_table


def recompute(plan: ImportPlan) -> ImportPlan:
    """Lay guesses, patterns and the plan's tables anew, and find the people."""
    orders = orders_of(plan)
    import_rows = (_by_patterns(a, plan.known, orders) if a.readable else a for a in plan.rows)
    tables = plan.tables
    plan = replace(plan, rows=tuple(import_rows), tables=())
    for taken in tables:
        plan = apply_table(plan, taken.table, taken.uses)
    return assign_participants(plan)


def _by_patterns(import_row: ImportRow, known: KnownStudy, orders: DateOrders) -> ImportRow:
    """Return what a file's name and heading say, without the tables; what was said by hand stays."""
    fresh = _kept_by_hand(guess_details(import_row, known, orders), import_row)
    if import_row.participants_source in {GuessSource.PATTERN, GuessSource.TABLE}:
        fresh = replace(fresh, participants=(), participants_source=GuessSource.NOWHERE)
    fresh = replace(fresh, attributes={}, person_attributes=())
    if is_named_by_hand(fresh):
        fresh = with_posts_finer(fresh)
    said = values_of_patterns(import_row, known, orders)
    return apply_overrides(fresh, said, GuessSource.PATTERN) if said else fresh


def _kept_by_hand(fresh: ImportRow, import_row: ImportRow) -> ImportRow:
    """Put back what a person has said."""

    def kept(new: Guess, old: Guess) -> Guess:
        return old if old.source is GuessSource.BY_HAND else new

    from_hand = import_row if import_row.posts_source is GuessSource.BY_HAND else fresh
    return replace(
        fresh,
        round=kept(fresh.round, import_row.round),
        school=kept(fresh.school, import_row.school),
        date=kept(fresh.date, import_row.date),
        could_be_two=(import_row if import_row.date.source is GuessSource.BY_HAND else fresh).could_be_two,
        posts=from_hand.posts,
        posts_source=from_hand.posts_source,
    )
