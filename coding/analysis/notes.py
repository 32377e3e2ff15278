"""Numbers in words: shares, what a number counts, what a round rests on (rules 1, 3, 10 and 12)."""

from collections.abc import Iterator, Mapping

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.frequencies import Cell, Frequencies, not_done, rate
from coding.analysis.groups import Group
from coding.analysis.measure import PERCENT_FROM, Measure, number_text
from coding.analysis.rounding import percent
from coding.language import N_, _, plural

_MEASURED: Mapping[Measure, str] = {
    Measure.COUNT: N_("{n} codings"),
    Measure.PER_INTERVIEW: N_("{n} per interview"),
    Measure.PER_PERSON: N_("{n} per person"),
    Measure.PER_1000_WORDS: N_("{n} per 1,000 words"),
    Measure.INTERVIEWS: N_("in {n} interviews"),
    Measure.WORDS: N_("{n} of participants’ words"),
    Measure.SHARE: N_("{n} of what was coded"),
}


def measured(found: Frequencies, measure: Measure, number: str) -> str:
    """Say what a number is: ``2.5 per interview``; of a script without blanks, rates are by character."""
    if measure is Measure.PER_1000_WORDS and found.analysis_data.counts_characters:
        return _("{n} per 1,000 characters").format(n=number)
    return _(_MEASURED[measure]).format(n=number)


def share(k: int, n: int) -> str:
    """Write a share as ``k of n``, with a percentage beside it from n = 10 on (rule 10)."""
    words = _("{k} of {n}").format(k=k, n=n)
    return words if n < PERCENT_FROM else f"{words} ({percent(k, n)})"


def caution(analysis_data: AnalysisData) -> str:
    """Return the calm word for the status line: how many cases there are, and what they do not show."""
    schools = plural("{n} school", "{n} schools", len(analysis_data.schools))
    interviews = plural("{n} interview", "{n} interviews", len(analysis_data.interviews))
    return _(
        "{schools}, {interviews}: counts describe this case; read no trend into a difference of a few codings"
    ).format(schools=schools, interviews=interviews)


def summary(cell: Cell) -> str:
    """Say what a number counts: ``45 codings on 44 passages, in 18 of 20 interviews``."""
    group = cell.group
    interviews = group.done if cell.found.measure.is_rate else group.interviews
    of_interviews = _of_interviews(cell.interviews, interviews)
    if cell.found.counted_in is Counted.ANSWERS:
        return _("{answers} ({codings}), in {interviews}").format(
            answers=counted(cell),
            codings=plural("{n} coding", "{n} codings", len(cell.codings)),
            interviews=of_interviews,
        )
    if cell.found.counted_in is Counted.TOGETHER:
        return _("{passages}, in {interviews}").format(passages=counted(cell), interviews=of_interviews)
    passages = plural("{n} passage", "{n} passages", cell.passages)
    return _("{codings} on {passages}, in {interviews}").format(
        codings=counted(cell),
        passages=", ".join(filter(None, (passages, _by_coders(cell)))),
        interviews=of_interviews,
    )


def _by_coders(cell: Cell) -> str:
    """Say how many coders there are to a number; nothing where it is one."""
    n = cell.coders if len(cell.found.analysis_data.coders) > 1 else 1
    return plural("{n} coder", "{n} coders", n) if n > 1 else ""


def counted(cell: Cell) -> str:
    """Say how many codings a cell counts, or in how many answers: ``45 codings``, ``30 once per answer``.

    Of several coders together: ``1 passage, 2 coders``, or ``2 codings, each passage once`` of all strands.
    """
    if cell.found.counted_in is Counted.ANSWERS:
        return _("{n} once per answer").format(n=cell.count)
    if cell.found.counted_in is Counted.TOGETHER:
        of_one = cell.column.is_basic or cell.column.kind is ColumnKind.SUB_STRAND
        each = plural("{n} passage", "{n} passages", cell.count)
        more = plural("{n} coding, each passage once", "{n} codings, each passage once", cell.count)
        return ", ".join(filter(None, (each if of_one else more, _by_coders(cell))))
    return plural("{n} coding", "{n} codings", cell.count)


def _of_interviews(k: int, n: int) -> str:
    interviews = plural("{n} interview", "{n} interviews", n)
    return _("{k} of {interviews}").format(k=k, interviews=interviews)


def unsure_of(cell: Cell) -> str:
    """Say how many of a cell's codings are unsure: ``3 of the 45 unsure``; nothing where none is."""
    return _("{k} of the {n} unsure").format(k=cell.unsure, n=cell.count) if cell.unsure else ""


def round_line(cell: Cell) -> str:
    """Say what a round's chart rests on: ``20 of 20 interviews done · 41,300 participant words``.

    Then how many codings there are, and how many of them are on a dimension alone.

    ``cell`` is the one of all codings in the round.
    """
    group, measure = cell.group, cell.found.measure
    if group.interviews == 0:
        return _("no interviews")
    parts = [
        _("{done} of {interviews}").format(
            done=group.done,
            interviews=plural("{n} interview done", "{n} interviews done", group.interviews),
        ),
        plural("{n} person", "{n} people", group.people) if measure.is_rate else "",
        _words_of(group, measure),
        ", ".join(coded_in_words(cell)),
    ]
    return " · ".join(filter(None, parts))


def coded_in_words(cell: Cell) -> list[str]:
    """Return how many codings there are, and how many of them are on a dimension alone."""
    return [words for words in (counted(cell), _alone(cell)) if words]


def _words_of(group: Group, measure: Measure) -> str:
    """Say how much was said: what rates are taken of is not all, and has some of unknown speakers in it."""
    if measure.is_of_words:
        return _("{words} words that rates are taken of").format(words=f"{group.rate_words:,}")
    return _("{words} participant words").format(words=f"{group.participant_words:,}")


def _alone(cell: Cell) -> str:
    """Say how many of all codings are on a dimension alone."""
    found = cell.found
    n = sum(found.count(cell.group, column) for column in found.basic if column.kind is ColumnKind.ALONE)
    return _("{n} of them on a dimension alone").format(n=n) if n else ""


def in_words_of(cell: Cell) -> str:
    """Say one number in full, for hover and for a screen reader.

    ``HSC, 2015, School B: 2.5 per interview (10 codings, 4 interviews, 5 people)``.
    """
    place = _("{strand}, {group}").format(strand=cell.column.label, group=cell.group.label)
    if stage := stage_of(cell):
        place = _("{strand}, {group}").format(strand=place, group=stage)
    if cell.value is None:
        shown = cell.text if cell.is_unasked else _("not shown")
        return _("{place}: {shown}. {why}").format(place=place, shown=shown, why=cell.why)
    number = share(cell.part, cell.whole) if cell.found.measure.is_share else cell.text
    said = [measured(cell.found, cell.found.measure, number)]
    if cell.found.counted_in is Counted.ANSWERS:
        said.append(_("once per answer"))
    elif (
        cell.column.kind in {ColumnKind.PASSAGES, ColumnKind.DIMENSION_PASSAGES}
        and not cell.found.measure.is_rate
    ):
        said = [plural("{n} passage", "{n} passages", cell.passages)]
    if cell.found.measure.is_rate:
        said.append(f"({', '.join(_rests_on(cell))})")
    if cell.hatched:
        said.append(f"({not_done(cell.group)})")
    return _("{place}: {number}").format(place=place, number=" ".join(said))


def stage_of(cell: Cell) -> str:
    """Return the stage that the codings of a number have, where it is of one stage, or of none, alone."""
    data = cell.found.analysis_data
    return "" if data.stage is None else data.framework.stage_called(data.stage)


def _rests_on(cell: Cell) -> Iterator[str]:
    group = cell.group
    yield counted(cell)
    yield plural("{n} interview", "{n} interviews", group.done)
    if cell.found.measure.is_of_words:
        yield _words_of(group, cell.found.measure)
        return
    yield plural("{n} person", "{n} people", group.people)
    if not cell.found.measure.is_share:
        other = Measure.PER_PERSON if cell.found.measure is Measure.PER_INTERVIEW else Measure.PER_INTERVIEW
        value, _why = rate(group, cell.count, other)
        if value is not None:
            yield measured(cell.found, other, number_text(value, other))
