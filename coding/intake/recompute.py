"""Round, school, date and people of a batch in layers: guesses, then patterns, then tables.

A later layer wins over an earlier one, and what a person has said wins over all; so a pattern or a table can
be changed or taken back at any time.
"""

from dataclasses import replace

from coding.intake.interpretation import guessed
from coding.intake.overrides import is_named_by_hand, lay, reseated
from coding.intake.participants import settle
from coding.intake.pattern_reading import said_by_patterns
from coding.intake.plan import Arrival, Guess, ImportPlan, KnownStudy, Source
from coding.intake.table_rows import apply_table


def filled(plan: ImportPlan) -> ImportPlan:
    """Lay guesses, patterns and the plan's tables anew, and find the people."""
    arrivals = (_by_patterns(a, plan.known) if a.readable else a for a in plan.arrivals)
    tables = plan.tables
    plan = replace(plan, arrivals=tuple(arrivals), tables=())
    for taken in tables:
        plan = apply_table(plan, taken.table, taken.uses)
    return settle(plan)


def _by_patterns(arrival: Arrival, known: KnownStudy) -> Arrival:
    """Return what a file's name and heading say, without the tables; what was said by hand stays."""
    fresh = _kept_by_hand(guessed(arrival, known), arrival)
    if arrival.seats_source in {Source.PATTERN, Source.TABLE}:
        fresh = replace(fresh, seats=(), seats_source=Source.NOWHERE)
    fresh = replace(fresh, attributes={}, person_attributes=())
    if is_named_by_hand(fresh):
        fresh = reseated(fresh)
    said = said_by_patterns(arrival, known)
    return lay(fresh, said, Source.PATTERN) if said else fresh


def _kept_by_hand(fresh: Arrival, arrival: Arrival) -> Arrival:
    """Put back what a person has said."""

    def kept(new: Guess, old: Guess) -> Guess:
        return old if old.source is Source.BY_HAND else new

    from_hand = arrival if arrival.posts_source is Source.BY_HAND else fresh
    return replace(
        fresh,
        round=kept(fresh.round, arrival.round),
        school=kept(fresh.school, arrival.school),
        date=kept(fresh.date, arrival.date),
        posts=from_hand.posts,
        posts_source=from_hand.posts_source,
    )
