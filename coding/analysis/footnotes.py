"""What qualifies the numbers of a table, a sentence each (rules 4, 5, 8, 9, 14, 17, 19, 20 and 23)."""

from collections.abc import Iterator

import numpy as np

from coding.analysis.analysis_data import AnalysisData, bools, ints
from coding.analysis.columns import ColumnKind, Counted
from coding.analysis.directions import what_counts_are
from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import Group, Grouping, interview_labels
from coding.analysis.measure import Measure
from coding.analysis.notes import share
from coding.analysis.question_matching import has_questions
from coding.analysis.rounding import whole
from coding.analysis.tally import by_interviewer_only, first_of_each, in_two_groups, passages
from coding.language import _, plural
from coding.model.role_codes import in_words

_UNKNOWN_SHARE = 0.02
_SAID_APART = 10  # of so many groups each is named


def footnotes(found: Frequencies) -> list[str]:
    """Return what qualifies the numbers of a table, a sentence each."""
    return [
        what_counts_are(found),
        *_narrowed(found),
        *_whose(found),
        *_two_groups(found),
        *_sums(found),
        *_questions(found),
        *_answers(found),
        *_rates(found),
        *_shares(found),
        *_over_rounds(found),
        *_interviewer(found),
        *_characters(found),
        *_partial(found),
        *_unknown(found),
        *_length(found),
    ]


def _narrowed(found: Frequencies) -> Iterator[str]:
    """Say what is asked for, where it is not all that is coded."""
    if found.analysis_data.narrowed_to:
        yield _("Only what is asked for is counted: {what}.").format(what=found.analysis_data.narrowed_to)


def _whose(found: Frequencies) -> Iterator[str]:
    """Say whose codings are counted, where that goes without saying no longer, and whose are not."""
    analysis_data = found.analysis_data
    names = [coder.name for coder in analysis_data.coders]
    if len(names) > 1 or analysis_data.left_out:
        yield _("Codings of {names}.").format(names=in_words(names))
    if len(names) > 1 and found.counted_in is Counted.TOGETHER:
        yield _("Passages: one that several coders gave the same strand counts once.")
    elif len(names) > 1:
        yield _("Codings: a passage that several coders gave the same strand counts once for each of them.")
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
    here = set(ints(found.analysis_data.interviews, "id").tolist())
    n = sum(filing.interview_id in here for filing in found.analysis_data.filings)
    if n and {Grouping.QUESTION, Grouping.PROMPTED} & set(found.by):
        yield plural(
            "{n} stretch of words was filed under another question by hand, and counts there.",
            "{n} stretches of words were filed under another question by hand, and count there.",
            n,
        )


def _with_questions(found: Frequencies) -> str | None:
    """Say in how many interviews a listed question was recognised, where numbers hang on it."""
    if found.counted_in is not Counted.ANSWERS and not {Grouping.QUESTION, Grouping.PROMPTED} & set(found.by):
        return None
    recognised = has_questions(found.analysis_data)
    if recognised.all() or not recognised.any():
        return None
    return _("Questions were recognised in {part} interviews.").format(
        part=share(int(recognised.sum()), len(recognised))
    )


def _answers(found: Frequencies) -> Iterator[str]:
    if found.counted_in is not Counted.ANSWERS:
        return
    yield _("At most once per answer: a strand counts once in each answer in which it is coded.")
    if not has_questions(found.analysis_data).all():
        yield _(
            "Where no question was recognised, an answer ends where the interviewer asks anything: "
            "more than three words, or a question mark."
        )
    interviews = found.analysis_data.interviews
    unspoken = ~np.isin(ints(interviews, "id"), ints(found.analysis_data.speakers, "interview_id"))
    if unspoken.any():
        part = share(int(unspoken.sum()), len(interviews))
        yield _("{part} interviews have no speakers and so no answers: each passage counts.").format(
            part=part
        )


def _length(found: Frequencies) -> Iterator[str]:
    """Say how long passages are: plain counts depend on how finely one cuts (rule 8)."""
    if found.counted_in is Counted.ANSWERS or Grouping.ROUND not in found.by:
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
    words = analysis_data.words_of_codings
    if words is None:
        return {}
    first = first_of_each(passages(analysis_data))
    words, in_round = words[first], analysis_data.round_of_coding[first]
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
    if found.columns.subs:
        yield _("Sub-strands stand beside their strand, which counts them too; nothing is summed of them.")


def _rates(found: Frequencies) -> Iterator[str]:
    if not found.measure.is_rate:
        return
    yield _("Rates are taken of interviews that are done, those without a hit included.")
    if found.measure in {Measure.PER_INTERVIEW, Measure.PER_PERSON}:
        yield _("A joint interview is one interview and as many people as take part.")
    if found.measure is Measure.PER_PERSON and any(g.person_rounds > g.people for g in _shown(found)):
        yield _("Over several rounds a person counts once in each: person-rounds are what is divided by.")


def _shown(found: Frequencies) -> tuple[Group, ...]:
    return (*found.groups, *found.totals)


def _over_rounds(found: Frequencies) -> Iterator[str]:
    """Say what each round adds to a number over several rounds that differ in n (rule 17)."""
    over = Grouping.ROUND not in found.by or (found.by[-1] is Grouping.ROUND and found.totals)
    sizes = interviews_by_round(found.analysis_data, done=found.measure.is_rate)
    if over and len(sizes) > 1 and len(set(sizes.values())) > 1:
        each = [
            _("{round}: {interviews}").format(
                round=name, interviews=plural("{n} interview", "{n} interviews", n)
            )
            for name, n in sizes.items()
        ]
        yield _("Over all rounds, which differ in size ({each}).").format(each="; ".join(each))


def interviews_by_round(analysis_data: AnalysisData, *, done: bool) -> dict[str, int]:
    """Return how many interviews (with ``done`` those that are) each round has that has any, by its name."""
    frame = analysis_data.interviews
    in_round = ints(frame, "round_id")[bools(frame, "done")] if done else ints(frame, "round_id")
    sizes = {round_.name: int((in_round == round_.id).sum()) for round_ in analysis_data.rounds}
    return {name: n for name, n in sizes.items() if n}


def _interviewer(found: Frequencies) -> Iterator[str]:
    """Say how many passages are left out of what is taken of participants' words (rule 19)."""
    if not found.measure.is_of_words:
        return
    only = by_interviewer_only(found.analysis_data)
    if n := len(np.unique(passages(found.analysis_data)[only])):
        yield plural(
            "{n} passage that only the interviewer speaks is left out: rates are of participants’ words.",
            "{n} passages that only the interviewer speaks are left out: rates are of participants’ words.",
            n,
        )


def _characters(found: Frequencies) -> Iterator[str]:
    """Say where characters are counted: the script puts no blanks between words (rule 13)."""
    data = found.analysis_data
    if found.measure.is_of_words and len(data.unparted):
        part = share(len(data.unparted), len(data.interviews))
        yield _(
            "Characters are counted in {part} interviews: their script puts no blanks between words."
        ).format(part=part)


def _shares(found: Frequencies) -> Iterator[str]:
    match found.measure:
        case Measure.INTERVIEWS:
            yield _("Interviews in which the strand is coded at least once, of those that are done.")
        case Measure.WORDS:
            yield _("Words that are coded, of all that participants say; what is coded twice counts once.")
        case Measure.SHARE:
            yield _("Of what was coded: a share falls because another rises, so that it shows no change.")
        case _:
            return


def _partial(found: Frequencies) -> Iterator[str]:
    frame = found.analysis_data.interviews
    partial = ints(frame, "id")[bools(frame, "partial") & bools(frame, "done")].tolist()
    if found.measure.is_of_words and partial:
        labels = interview_labels(found.analysis_data)
        names = in_words([labels[id_] for id_ in partial])
        yield _("Partial transcripts are left out: {names}.").format(names=names)


def _unknown(found: Frequencies) -> Iterator[str]:
    """Name every group shown of whose words too many have no known speaker, totals first (rule 4)."""
    if not found.measure.is_of_words:
        return
    groups = [
        group
        for group in (*found.totals, *found.groups)
        if group.unknown_words > _UNKNOWN_SHARE * group.rate_words
    ]
    for group in groups[:_SAID_APART]:
        part = share(group.unknown_words, group.rate_words)
        yield _("{group}: {part} words have no known speaker.").format(group=group.label, part=part)
    if more := len(groups[_SAID_APART:]):
        yield plural(
            "So it is in {n} more group: more than 2 % of the words have no known speaker.",
            "So it is in {n} more groups: more than 2 % of the words have no known speaker.",
            more,
        )
