"""Round, school, date and people of a batch in layers: guesses, then patterns, then tables.

A later layer wins over an earlier one, and what a person has said wins over all; so a pattern or a table can
be changed or taken back at any time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coding.intake.dating import DateOrders, orders_of
from coding.intake.interpretation import guess_details
from coding.intake.known_study import KnownStudy
from coding.intake.overrides import FieldValues, apply_overrides, is_named_by_hand, with_posts_finer
from coding.intake.participants import assign_participants
from coding.intake.pattern_reading import values_of_patterns
from coding.intake.plan import Guess, GuessSource, ImportPlan, ImportRow
from coding.intake.role_words import PostHint
from coding.intake.table_matching import MatchedRows, MetadataRow, match_rows, read_rows
from coding.intake.taken_tables import ColumnUse, Contradiction, TableCell, TableMatch, TakenTable
from coding.model.document import Table
from coding.text.names import name_key, same_name


def recompute(plan: ImportPlan) -> ImportPlan:
    """Lay guesses, patterns and the plan's tables anew, and find the people."""
    orders = orders_of(plan)
    rows = (_by_patterns(a, plan.known, orders) if a.readable else a for a in plan.rows)
    tables = plan.tables
    plan = replace(plan, rows=tuple(rows), tables=())
    for taken in tables:
        plan = apply_table(plan, taken.table, taken.uses)
    return assign_participants(plan)


def _by_patterns(row: ImportRow, known: KnownStudy, orders: DateOrders) -> ImportRow:
    """Return what a file's name and heading say, without the tables; what was said by hand stays."""
    fresh = _kept_by_hand(guess_details(row, known, orders), row)
    if row.participants_source in {GuessSource.PATTERN, GuessSource.TABLE}:
        fresh = replace(fresh, participants=(), participants_source=GuessSource.NOWHERE)
    fresh = replace(fresh, attributes={}, person_attributes=())
    if is_named_by_hand(fresh):
        fresh = with_posts_finer(fresh)
    said = values_of_patterns(row, known, orders)
    return apply_overrides(fresh, said, GuessSource.PATTERN) if said else fresh


def _kept_by_hand(fresh: ImportRow, row: ImportRow) -> ImportRow:
    """Put back what a person has said."""

    def kept(new: Guess, old: Guess) -> Guess:
        return old if old.source is GuessSource.BY_HAND else new

    from_hand = row if row.posts_source is GuessSource.BY_HAND else fresh
    return replace(
        fresh,
        round=kept(fresh.round, row.round),
        school=kept(fresh.school, row.school),
        date=kept(fresh.date, row.date),
        could_be_two=(row if row.date.source is GuessSource.BY_HAND else fresh).could_be_two,
        posts=from_hand.posts,
        posts_source=from_hand.posts_source,
    )


# What a name says as firmly as a table does; other guesses are no contradiction.
_NAMED = frozenset(
    {GuessSource.FILE_NAME, GuessSource.FOLDER, GuessSource.HEADING, GuessSource.PATTERN, GuessSource.TABLE}
)


def apply_table(plan: ImportPlan, table: Table, uses: Sequence[ColumnUse]) -> ImportPlan:
    """Lay a table over a plan and note in ``plan.tables`` what matched; people are not found anew."""
    rows = read_rows(table, uses, plan.known)
    found = match_rows(plan, rows)
    rows = _with_letters(plan, rows, found)
    about: dict[int, list[MetadataRow]] = defaultdict(list)
    for row, places in zip(rows, found, strict=True):
        for at in places.rows:
            about[at].append(row)
    differing = [
        contradiction
        for at, its_rows in sorted(about.items())
        for contradiction in _contradictions(at, plan.rows[at], its_rows)
    ]
    differing += _changing_people(about)
    import_rows = tuple(_laid(a, about[at]) if at in about else a for at, a in enumerate(plan.rows))
    match = _match(plan, rows, found, differing)
    taken = TakenTable(table, tuple(uses), match)
    return replace(plan, rows=import_rows, tables=(*plan.tables, taken))


def _with_letters(
    plan: ImportPlan, rows: Sequence[MetadataRow], found: Sequence[MatchedRows]
) -> list[MetadataRow]:
    """Take a table's schools for the names of the letters in the files' names, where each is one's alone."""
    letters: dict[str, set[str]] = defaultdict(set)
    for row, places in zip(rows, found, strict=True):
        for at in places.rows:
            if row.said.school and plan.rows[at].school.source in _NAMED:
                letters[row.said.school].add(plan.rows[at].letter)
    named = {name: letter for name, (letter, *others) in letters.items() if letter and not others}
    held_by = Counter(named.values())
    known = {school.letter for school in plan.known.schools}
    names = {n for n, letter in named.items() if held_by[letter] == 1 and len(n) > 1 and n not in known}
    return [
        row._replace(said=row.said._replace(school=named[name]), school_name=name)
        if (name := row.said.school) in names
        else row
        for row in rows
    ]


def _match(
    plan: ImportPlan,
    rows: Sequence[MetadataRow],
    found: Sequence[MatchedRows],
    differing: Sequence[Contradiction],
) -> TableMatch:
    taken = {at for places in found for at in places.rows}
    return TableMatch(
        rows=tuple(places.rows for places in found),
        without_file=tuple(at for at, f in enumerate(found) if not f.rows and not f.unclear),
        unclear=tuple(at for at, places in enumerate(found) if places.unclear),
        without_row=tuple(
            at for at, a in enumerate(plan.rows) if a.include and a.readable and at not in taken
        ),
        contradictions=tuple(differing),
        not_understood=tuple(TableCell(at, column) for at, row in enumerate(rows) for column in row.misread),
        two_days=tuple(TableCell(at, column) for at, row in enumerate(rows) for column in row.two_days),
        assumed=tuple(TableCell(at, column) for at, row in enumerate(rows) for column in row.assumed),
        school_names={row.said.school: row.school_name for row in reversed(rows) if row.school_name},
    )


def _laid(import_row: ImportRow, rows: Sequence[MetadataRow]) -> ImportRow:
    """Lay the rows of one file over what is known of it: several rows are several people."""
    said = _together(import_row, rows)
    import_row = apply_overrides(import_row, said, GuessSource.TABLE)
    people = tuple(row.of_person for row in rows)
    return replace(
        import_row,
        could_be_two=next((row.open_date for row in rows if row.open_date), import_row.could_be_two),
        attributes={**import_row.attributes, **_joined([row.of_interview for row in rows])},
        person_attributes=_merged(import_row.person_attributes, people if any(people) else ()),
    )


def _together(import_row: ImportRow, rows: Sequence[MetadataRow]) -> FieldValues:
    """Return what the rows of one file say together; the first that says something is right."""
    values = [row.said for row in rows]
    school = next((said.school for said in values if said.school), "")
    return FieldValues(
        next((said.round for said in values if said.round), ""),
        school,
        next((said.date for said in values if said.date), ""),
        tuple(
            post._replace(school="" if said.school == school else said.school)
            for said in values
            for post in said.posts or (PostHint(None),)
        )
        if any(said.posts for said in values)
        else (),
        _people(import_row, values),
    )


def _people(row: ImportRow, values: Sequence[FieldValues]) -> tuple[str, ...]:
    """Return the people of all rows, if any is named: in the place of one without a name stands the key."""
    if not any(said.people for said in values):
        return ()
    names: list[str] = []
    for said in values:
        number = said.posts[0].number if said.posts else None
        unnamed = f"{said.school or row.letter}{number}" if number else row.file.stem
        names += said.people or (unnamed,)
    return tuple(dict.fromkeys(names))


def _joined(values: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return what several rows say of one interview; where they differ, all of it."""
    names = dict.fromkeys(name for said in values for name in said)
    return {name: "; ".join(dict.fromkeys(s[name] for s in values if name in s)) for name in names}


def _merged(
    before: tuple[Mapping[str, str], ...], after: tuple[Mapping[str, str], ...]
) -> tuple[Mapping[str, str], ...]:
    """Return what two tables say of the people of one interview; one that tells them apart leads."""
    if not before or not after:
        return after or before
    length = max(len(before), len(after))
    if {len(before), len(after)} - {1, length}:
        return after
    old, new = before * length if len(before) == 1 else before, after * length if len(after) == 1 else after
    return tuple({**a, **b} for a, b in zip(old, new, strict=True))


def _contradictions(at: int, import_row: ImportRow, rows: Sequence[MetadataRow]) -> Iterator[Contradiction]:
    """Name where the rows of a file differ from its name, or from each other."""
    said = _together(import_row, rows)
    guesses = (
        (ColumnUse.ROUND, import_row.round, said.round, [row.said.round for row in rows]),
        (
            ColumnUse.SCHOOL,
            import_row.school,
            said.school,
            [row.said.school for row in rows if not (row.said.posts or row.said.people)],
        ),
        (ColumnUse.DATE, import_row.date, said.date, [row.said.date for row in rows]),
    )
    for use, guess, taken, everywhere in guesses:
        if guess.source in _NAMED and taken and guess.value and not same_name(guess.value, taken):
            yield Contradiction(at, use, guess.value, taken, guess.source.value)
        for other in sorted(set(everywhere) - {taken, ""}):
            yield Contradiction(at, use, other, taken, GuessSource.TABLE.value)
    numbers, named = _numbers(said.posts), _numbers(import_row.posts)
    if import_row.posts_source in _NAMED and numbers and named and numbers != named:
        yield Contradiction(
            at, ColumnUse.ROLE, _listed(named), _listed(numbers), import_row.posts_source.value
        )
    names = [participant.name for participant in import_row.participants]
    if (
        import_row.participants_source is GuessSource.PATTERN
        and said.people
        and set(names) != set(said.people)
    ):
        yield Contradiction(
            at, ColumnUse.PERSON, ", ".join(names), ", ".join(said.people), GuessSource.PATTERN.value
        )


def _changing_people(about: Mapping[int, Sequence[MetadataRow]]) -> Iterator[Contradiction]:
    """Name what a table says of one person in two ways; an attribute of a person has one value, the last."""
    known: dict[tuple[str, str], str] = {}
    for at, rows in sorted(about.items()):
        for row in rows:
            for name, value in row.of_person.items():
                for person in row.said.people:
                    before = known.setdefault((name_key(person), name), value)
                    if before != value:
                        yield Contradiction(at, ColumnUse.OF_PERSON, before, value, GuessSource.TABLE.value)
                    known[name_key(person), name] = value


def _numbers(posts: Sequence[PostHint]) -> set[int]:
    return {post.number for post in posts if post.number is not None}


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
