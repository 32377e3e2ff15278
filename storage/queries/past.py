"""Tables of a study as it was, and why its numbers are others today."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.columns import Columns
from coding.analysis.frequencies import frequencies
from coding.analysis.groups import Grouping
from coding.analysis.selection import Asked
from coding.errors import UserError
from coding.language import _, plural
from coding.progress import Progress, silent
from coding.text.times import is_day, local_minute
from storage.queries.frames import texts
from storage.queries.history_groups import group_in_words
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study import schema
from storage.study.connection import batches
from storage.study.keeping.snapshot import snapshot
from storage.study.past import Past, as_of
from storage.study.tables import CODING


def end_of_day(day: str) -> str:
    """Return the last moment of a day (2015-03-12) here, as times are stored. Raises UserError."""
    if not is_day(day):
        raise UserError(
            _("“{text}” is no day.").format(text=day),
            _("Nothing was counted."),
            _("Write it as 2015-03-12."),
        )
    ends = datetime.fromisoformat(day) + timedelta(days=1)
    return _stored(ends.astimezone() - timedelta(milliseconds=1))


def end_of_version(connection: Connection, framework_id: int, written: str) -> str:
    """Return the last moment at which a version of the codebook stood (``v2``, 2); now for the present one.

    Raises UserError: there is no such version.
    """
    digits = written.strip().lower().removeprefix("v")
    framework = schema.framework.c
    newest = connection.scalar(select(framework.revision).where(framework.id == framework_id)) or 1
    if not digits.isdecimal() or not 1 <= int(digits) <= newest:
        raise UserError(
            _("There is no version “{text}” of the codebook.").format(text=written),
            _("Nothing was counted."),
            _("There are versions 1 to {n}.").format(n=newest),
        )
    version, change, operation = schema.code_version.c, schema.change.c, schema.operation.c
    of_versions = (change.table_name == schema.code_version.name) & (change.action == "I")
    later = (
        select(func.min(operation.created))
        .select_from(
            schema.code_version.join(schema.change, (change.row_id == version.id) & of_versions).join(
                schema.operation, operation.id == change.operation_id
            )
        )
        .where(version.framework_id == framework_id, version.revision > int(digits))
    )
    began = connection.scalar(later)
    if not began:
        return _stored(datetime.now(UTC))
    return _stored(datetime.fromisoformat(began) - timedelta(milliseconds=1))


def moment_asked(connection: Connection, framework_id: int, written: str) -> str:
    """Return the last moment of a day (2015-03-12) or of a version of the codebook (v2). Raises UserError."""
    if written.strip().lower().startswith("v"):
        return end_of_version(connection, framework_id, written)
    return end_of_day(written.strip())


def was_on(moment: str) -> str:
    """Return what stands over a table of then."""
    return _("As it was on {when}.").format(when=local_minute(moment))


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class StrandSince:
    """What became of a strand's codings since: how many then and now, and by what they came and went.

    ``came`` and ``went`` count codings by the group of operations that gave or took them last.
    """

    strand: str
    then: int
    now: int
    came: Mapping[str, int]
    went: Mapping[str, int]

    @property
    def words(self) -> str:
        """The difference in a line: ``HSC: 27, now 45: 19 came by coding, 1 went by codebook``."""
        said = _("{strand}: {then} then, {now} now").format(strand=self.strand, then=self.then, now=self.now)
        return f"{said} ({self.reasons})" if self.reasons else said

    @property
    def reasons(self) -> str:
        """By what codings came and went: ``1 came: Coding; 2 went: Codebook``."""
        parts = [
            *(_("{n} came: {what}").format(n=n, what=what) for what, n in self.came.items()),
            *(_("{n} went: {what}").format(n=n, what=what) for what, n in self.went.items()),
        ]
        return "; ".join(parts)


def since(past: Past, was: AnalysisData, now: Connection, is_now: AnalysisData) -> list[StrandSince]:
    """Return what became of the strands whose codings are not the same as then, in the codebook's order.

    ``was`` and ``is_now`` are of the same coders and framework, then and now.
    """
    before, after = frequencies(was, ()), frequencies(is_now, ())
    columns = after.columns
    mine, theirs = _columns_of(was, before.columns), _columns_of(is_now, columns)
    by = _last_touched(now, past, [id_ for id_ in {*mine, *theirs} if mine.get(id_) != theirs.get(id_)])
    came, went = dict[str, Counter[str]](), dict[str, Counter[str]]()
    for id_, what in by.items():
        for strand, counted in ((mine.get(id_), went), (theirs.get(id_), came)):
            if strand is not None:
                counted.setdefault(strand, Counter())[what] += 1
    counts = [
        {c.label: found.cell(found.groups[0], c).count for c in found.basic} for found in (before, after)
    ]
    labels = dict.fromkeys([*counts[1], *counts[0]])
    found = (
        StrandSince(
            each, counts[0].get(each, 0), counts[1].get(each, 0), came.get(each, {}), went.get(each, {})
        )
        for each in labels
    )
    return [each for each in found if each.then != each.now or each.came or each.went]


def _columns_of(analysis_data: AnalysisData, columns: Columns) -> dict[int, str]:
    """Return the label of the strand that each coding counts for, by its id."""
    places = columns.basic_of_code[ints(analysis_data.codings, "code_id")].tolist()
    labels = [columns.columns[int(place)].label for place in columns.basic_places]
    at = {int(place): label for place, label in zip(columns.basic_places, labels, strict=True)}
    ids = ints(analysis_data.codings, "id").tolist()
    return {id_: at[place] for id_, place in zip(ids, places, strict=True)}


def _last_touched(now: Connection, past: Past, coding_ids: Sequence[int]) -> dict[int, str]:
    """Return for each of these codings the group of operations that touched it last since then."""
    change, operation = schema.change.c, schema.operation.c
    since_then = {*past.later, *past.again}
    found = dict.fromkeys(coding_ids, _("changes of the codebook"))
    for some in batches(coding_ids):
        query = (
            select(change.row_id, operation.id, operation.kind)
            .join(schema.operation, operation.id == change.operation_id)
            .where(change.table_name == CODING, change.row_id.in_(some))
            .order_by(change.id)
        )
        for row_id, operation_id, kind in now.execute(query):
            if operation_id in since_then:
                found[row_id] = group_in_words(kind)
    return found


def since_in_words(past: Past, found: Sequence[StrandSince]) -> Iterator[str]:
    """Yield what is said below a table of the past: how much was done since, each difference and why."""
    steps = plural("{n} step was done since", "{n} steps were done since", len(past.later))
    again = plural("{n} was taken back", "{n} were taken back", len(past.again))
    yield f"{steps}, {again}." if past.again else f"{steps}."
    if not found:
        yield _("The codings are the same today.")
    for each in found:
        yield each.words


@dataclass(frozen=True, slots=True, eq=False)
class PastRow:
    """A strand then and now, by round and in all; ``why`` says by what its codings came and went since."""

    strand: str
    then: Mapping[str, int]
    now: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class PastTable:
    """A table of rounds as it was beside that of today; ``about`` says how much was done since."""

    moment: str
    rounds: tuple[str, ...]
    rows: tuple[PastRow, ...]
    about: str


@dataclass(frozen=True, slots=True, eq=False)
class PastStudy:
    """A study as it was, in memory until it is closed; ``said``: when, and each difference from today."""

    asked: Asked
    said: tuple[str, ...]
    opened: ExitStack

    def close(self) -> None:
        """Let go of it: nothing of it can be read any more."""
        self.opened.close()


def past_study(
    study: Path,
    wanted: str,
    shown: tuple[int, Collection[int], int | None],
    progress: Progress = silent,
) -> PastStudy:
    """Return a study as it was at a moment (2015-03-12, v2); ``shown``: framework, coders, who reads.

    Raises UserError where the journal does not reach back so far, and whatever ``progress`` raises.
    """
    with ExitStack() as opened:
        with snapshot(study) as now:
            moment = moment_asked(now, shown[0], wanted)
            past = opened.enter_context(as_of(study, moment, progress, searched=True))
            was, is_now = (analysis_data(each, *shown) for each in (past.connection, now))
            held = texts(past.connection, ints(was.interviews, "id").tolist())
            asked = asked_of(past.connection, was)
            then = replace(asked, read_texts=partial(_of_these, held), is_held=True)
            said = (was_on(moment), *since_in_words(past, since(past, was, now, is_now)))
        return PastStudy(then, said, opened.pop_all())


def _of_these(held: Mapping[int, str], interview_ids: Collection[int]) -> dict[int, str]:
    return {id_: held[id_] for id_ in interview_ids if id_ in held}


ALL_ROUNDS: Final = ""  # their column


def past_table(
    study: Path, moment: str, framework_id: int, coder_ids: Sequence[int], progress: Progress = silent
) -> PastTable:
    """Return codings by strand and round as they were at a moment, and as they are.

    Raises UserError where the journal does not reach back so far, and whatever ``progress`` raises.
    """
    with snapshot(study) as now, as_of(study, moment, progress) as past:
        was = analysis_data(past.connection, framework_id, coder_ids)
        is_now = analysis_data(now, framework_id, coder_ids)
        why = {each.strand: each for each in since(past, was, now, is_now)}
        about = next(since_in_words(past, list(why.values())))
        counts = [_by_round(each) for each in (was, is_now)]
    rounds = tuple(dict.fromkeys(name for each in counts for by in each.values() for name in by if name))
    rows = tuple(
        PastRow(
            strand,
            counts[0].get(strand, {}),
            counts[1].get(strand, {}),
            why[strand].reasons if strand in why else "",
        )
        for strand in dict.fromkeys([*counts[1], *counts[0]])
    )
    return PastTable(moment, rounds, rows, about)


def _by_round(data: AnalysisData) -> dict[str, dict[str, int]]:
    """Return codings by the label of a strand and the name of a round."""
    found = frequencies(data, (Grouping.ROUND,))
    named = [
        (group, ALL_ROUNDS if group.is_total else group.label) for group in (*found.groups, *found.totals)
    ]
    return {
        column.label: {name: found.count(group, column) for group, name in named} for column in found.basic
    }
