"""What has to be said with the numbers: sentences for shares, footnotes, warnings (rules 4, 5, 8 to 11)."""

from collections.abc import Iterator, Mapping

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, bools, ints, kept
from coding.analysis.columns import ColumnKind, Counted, columns_of
from coding.analysis.frequencies import Cell, Frequencies, Measure, not_done, number_text, rate
from coding.analysis.groups import Grouping, interview_labels
from coding.analysis.question_matching import has_questions
from coding.analysis.rounding import percent, whole
from coding.analysis.tally import first_of_each, in_two_groups, passages
from coding.language import N_, _, plural
from coding.model.role_codes import in_words

MEASURED: Mapping[Measure, str] = {
    Measure.COUNT: N_("{n} codings"),
    Measure.PER_INTERVIEW: N_("{n} per interview"),
    Measure.PER_PERSON: N_("{n} per person"),
    Measure.PER_1000_WORDS: N_("{n} per 1,000 words"),
}
_PERCENT_FROM = 10
_UNKNOWN_SHARE = 0.02
_ENOUGH_PASSAGES = 5
_TOO_MANY_TO_MEASURE = 10_000  # codings: their texts would have to be read


def share(k: int, n: int) -> str:
    """Write a share as ``k of n``, with a percentage beside it from n = 10 on (rule 10)."""
    words = _("{k} of {n}").format(k=k, n=n)
    return words if n < _PERCENT_FROM else f"{words} ({percent(k, n)})"


def footnotes(found: Frequencies) -> list[str]:
    """Return what qualifies the numbers of a table, a sentence each."""
    return [
        *_whose(found.analysis_data),
        *_two_groups(found),
        *_sums(found),
        *_questions(found),
        *_answers(found),
        *_rates(found),
        *_partial(found),
        *_unknown(found),
        *_length(found),
    ]


def _whose(analysis_data: AnalysisData) -> Iterator[str]:
    """Say whose codings are counted, where that goes without saying no longer, and whose are not."""
    names = [coder.name for coder in analysis_data.coders]
    if len(names) > 1 or analysis_data.left_out:
        yield _("Codings of {names}.").format(names=in_words(names))
    if len(names) > 1:
        yield _("A passage that two coders gave the same strand counts once for each of them.")
    if analysis_data.left_out:
        others = in_words([coder.name for coder in analysis_data.left_out])
        yield _("Not counted are the codings of {names}.").format(names=others)


def _questions(found: Frequencies) -> Iterator[str]:
    if Grouping.QUESTION in found.by:
        yield _(
            "A question’s interviews are those in which it was recognised; its answer goes on to the next."
        )
    if Grouping.PROMPTED in found.by:
        yield _("Prompted: said in the answer to a question that asks about the strand.")
    if (by_place := _with_questions(found)) is not None:
        yield by_place


def _with_questions(found: Frequencies) -> str | None:
    """Say in how many interviews a listed question was recognised, where numbers hang on it."""
    if found.counted_in is Counted.PASSAGES and not {Grouping.QUESTION, Grouping.PROMPTED} & set(found.by):
        return None
    recognised = has_questions(found.analysis_data)
    if recognised.all() or not recognised.any():
        return None
    return _("Questions were recognised in {part} interviews.").format(
        part=share(int(recognised.sum()), len(recognised))
    )


def _answers(found: Frequencies) -> Iterator[str]:
    if found.counted_in is Counted.PASSAGES:
        return
    yield _("At most once per answer: a strand counts once in each answer in which it is coded.")
    if not has_questions(found.analysis_data).all():
        yield _(
            "Where no question was recognised, an answer goes from one turn of the interviewer to the next."
        )


def _length(found: Frequencies) -> Iterator[str]:
    """Say how long passages are: plain counts depend on how finely one cuts (rule 8)."""
    if found.counted_in is Counted.ANSWERS or found.measure.is_rate or Grouping.ROUND not in found.by:
        return
    lengths = median_lengths(found.analysis_data)
    if lengths:
        each = [
            _("{round}: {words}").format(round=name, words=plural("{n} word", "{n} words", n))
            for name, n in lengths.items()
        ]
        yield _("Median length of a passage: {each}.").format(each="; ".join(each))


def median_lengths(analysis_data: AnalysisData) -> dict[str, int]:
    """Return the median number of words of a passage, by the name of each round that has passages."""
    words = analysis_data.words_of_codings if len(analysis_data.codings) <= _TOO_MANY_TO_MEASURE else None
    if words is None:
        return {}
    first = first_of_each(passages(analysis_data))
    words, in_round = words[first], _round_of_coding(analysis_data)[first]
    return {
        round_.name: whole(float(np.median(words[in_round == round_.id])))
        for round_ in analysis_data.rounds
        if (in_round == round_.id).any()
    }


def _two_groups(found: Frequencies) -> Iterator[str]:
    if found.by and (
        n := len(in_two_groups(found.tally, found.columns, [group.position for group in found.groups]))
    ):
        yield plural(
            "{n} passage belongs to two groups or more: it counts in each, and once in the total.",
            "{n} passages belong to two groups or more: they count in each, and once in the total.",
            n,
        )


def _sums(found: Frequencies) -> Iterator[str]:
    if any(column.kind == ColumnKind.ALONE for column in found.basic):
        yield _("Codings on a dimension alone, with no strand named, have a column of their own.")


def _rates(found: Frequencies) -> Iterator[str]:
    if not found.measure.is_rate:
        return
    yield _("Rates are taken of interviews that are done, those without a hit included.")
    if found.measure in {Measure.PER_INTERVIEW, Measure.PER_PERSON}:
        yield _("A joint interview is one interview and as many people as take part.")


def _partial(found: Frequencies) -> Iterator[str]:
    frame = found.analysis_data.interviews
    partial = ints(frame, "id")[bools(frame, "partial") & bools(frame, "done")].tolist()
    if found.measure is Measure.PER_1000_WORDS and partial:
        labels = interview_labels(found.analysis_data)
        names = in_words([labels[id_] for id_ in partial])
        yield _("Partial transcripts are left out: {names}.").format(names=names)


def _unknown(found: Frequencies) -> Iterator[str]:
    if found.measure is not Measure.PER_1000_WORDS:
        return
    for group in found.totals or found.groups:
        if group.unknown_words > _UNKNOWN_SHARE * group.rate_words:
            part = share(group.unknown_words, group.rate_words)
            yield _("{group}: {part} words have no known speaker.").format(group=group.label, part=part)


@kept
def warnings(analysis_data: AnalysisData) -> list[str]:
    """Return why the rounds may not be compared without more ado, a sentence each (rule 11)."""
    return [*_other_codebook(analysis_data), *_other_rules(analysis_data)]


def _round_of_coding(analysis_data: AnalysisData) -> Ints:
    return ints(analysis_data.interviews, "round_id")[analysis_data.row_of_coding]


def _other_codebook(analysis_data: AnalysisData) -> Iterator[str]:
    """Say that rounds were coded under different revisions of the codebook."""
    round_of, revision = _round_of_coding(analysis_data), ints(analysis_data.codings, "revision")
    if (revision[:1] == revision).all():
        return
    used = {r.name: tuple(np.unique(revision[round_of == r.id]).tolist()) for r in analysis_data.rounds}
    used = {name: revisions for name, revisions in used.items() if revisions}
    if len(set(used.values())) > 1:
        each = [
            _("{round} under {revisions}").format(round=name, revisions=_revisions(numbers))
            for name, numbers in used.items()
        ]
        yield _("The codebook changed between the rounds: {each}. Compare with care.").format(
            each=in_words(each)
        )


def _revisions(numbers: tuple[int, ...]) -> str:
    some = in_words(map(str, numbers))
    return (_("revision {some}") if len(numbers) == 1 else _("revisions {some}")).format(some=some)


def _other_rules(analysis_data: AnalysisData) -> Iterator[str]:
    """Say that strands of one passage cross dimensions in one round and never in another.

    Only where both rounds have some passages with several strands: in a few it may be chance.
    """
    within, across = _several_strands(analysis_data)
    never = [name for name in within if within[name] >= _ENOUGH_PASSAGES and not across[name]]
    often = [name for name in within if across[name] >= _ENOUGH_PASSAGES]
    if never and often:
        yield _(
            "In {never} all strands of a passage lie in one dimension, in {often} they cross dimensions: "
            "the rounds seem to be coded by different rules. Compare with care."
        ).format(never=in_words(never), often=in_words(often))


def _several_strands(analysis_data: AnalysisData) -> tuple[dict[str, int], dict[str, int]]:
    """Return the number of passages with several strands in one dimension, and in more, by round's name."""
    columns = columns_of(analysis_data.framework, {code.id for code in analysis_data.framework.codes})
    strand = columns.basic_of_code[ints(analysis_data.codings, "code_id")]
    passage, in_round = passages(analysis_data), _round_of_coding(analysis_data)
    several = _differ(passage, strand)
    crossing = _differ(passage, columns.dimension_of_basic[strand])
    first = first_of_each(passage)
    here = {round_.name: several & (in_round[first] == round_.id) for round_ in analysis_data.rounds}
    within = {name: int((chosen & ~crossing).sum()) for name, chosen in here.items()}
    return within, {name: int((chosen & crossing).sum()) for name, chosen in here.items()}


def _differ(passage: Ints, values: Ints) -> Bools:
    """Tell of each passage, in the order of their numbers, whether its codings have different values."""
    first = first_of_each(passage)
    unlike_the_first = values != values[first][passage]
    return np.bincount(passage[unlike_the_first], minlength=len(first)) > 0


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
    return _("{codings} on {passages}, in {interviews}").format(
        codings=counted(cell),
        passages=plural("{n} passage", "{n} passages", cell.passages),
        interviews=of_interviews,
    )


def counted(cell: Cell) -> str:
    """Say how many codings a cell counts, or in how many answers: ``45 codings``, ``30 once per answer``."""
    if cell.found.counted_in is Counted.ANSWERS:
        return _("{n} once per answer").format(n=cell.count)
    return plural("{n} coding", "{n} codings", cell.count)


def _of_interviews(k: int, n: int) -> str:
    interviews = plural("{n} interview", "{n} interviews", n)
    return _("{k} of {interviews}").format(k=k, interviews=interviews)


def unsure_of(cell: Cell) -> str:
    """Say how many of a cell's codings are unsure: ``3 of the 45 unsure``; nothing where none is."""
    return _("{k} of the {n} unsure").format(k=cell.unsure, n=cell.count) if cell.unsure else ""


def round_line(cell: Cell) -> str:
    """Say what a round's chart rests on: ``20 of 20 interviews done · 41,300 participant words``.

    ``cell`` is the one of all codings in the round.
    """
    group, measure = cell.group, cell.found.measure
    if group.interviews == 0:
        return _("no interviews")
    by_words = measure is Measure.PER_1000_WORDS
    parts = [
        _("{done} of {n} interviews done").format(done=group.done, n=group.interviews),
        plural("{n} person", "{n} people", group.people) if measure.is_rate else "",
        _("{words} participant words").format(words=f"{group.rate_words if by_words else group.words:,}"),
        counted(cell),
    ]
    return " · ".join(filter(None, parts))


def in_words_of(cell: Cell) -> str:
    """Say one number in full, for hover and for a screen reader.

    ``HSC, 2015, School B: 2.5 per interview (10 codings, 4 interviews, 5 people)``.
    """
    place = _("{strand}, {group}").format(strand=cell.column.label, group=cell.group.label)
    if cell.value is None:
        return _("{place}: not shown. {why}").format(place=place, why=cell.why)
    said = [_(MEASURED[cell.found.measure]).format(n=cell.text)]
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


def _rests_on(cell: Cell) -> Iterator[str]:
    group = cell.group
    yield counted(cell)
    yield plural("{n} interview", "{n} interviews", group.done)
    if cell.found.measure is Measure.PER_1000_WORDS:
        yield _("{n} words").format(n=f"{group.rate_words:,}")
    else:
        yield plural("{n} person", "{n} people", group.people)
        other = Measure.PER_PERSON if cell.found.measure is Measure.PER_INTERVIEW else Measure.PER_INTERVIEW
        value, _why = rate(group, cell.count, other)
        if value is not None:
            yield _(MEASURED[other]).format(n=number_text(value, other))
