"""Why rounds may not be compared without more ado (rule 11)."""

from collections.abc import Iterator

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.asked_about import asked_in_rounds
from coding.analysis.columns import columns_of
from coding.analysis.second_look import to_look_at_again
from coding.analysis.tally import first_of_each, passages
from coding.language import _, plural
from coding.model.role_codes import in_words

_ENOUGH_PASSAGES = 5


@kept
def warnings(analysis_data: AnalysisData) -> list[str]:
    """Return why the rounds may not be compared without more ado, a sentence each (rule 11)."""
    return [
        *_other_meaning(analysis_data),
        *_other_rules(analysis_data),
        *_other_questions(analysis_data),
    ]


def _other_questions(analysis_data: AnalysisData) -> Iterator[str]:
    """Say which strands are asked about in some rounds only, of the rounds that ask about any."""
    columns = columns_of(analysis_data.framework, {code.id for code in analysis_data.framework.codes})
    asked = asked_in_rounds(analysis_data, columns)
    every = frozenset[int]().union(*asked.values()) if asked else frozenset[int]()
    by_rounds: dict[frozenset[int], list[str]] = {}
    for column, rounds in asked.items():
        by_rounds.setdefault(rounds, []).append(column.label)
    for rounds, labels in by_rounds.items():
        if rounds != every:
            names = in_words(r.name for r in analysis_data.rounds if r.id in rounds)
            said = (
                _("{strands} was asked about in {rounds} only. Compare with care.")
                if len(labels) == 1
                else _("{strands} were asked about in {rounds} only. Compare with care.")
            )
            yield said.format(strands=in_words(labels), rounds=names)


def _other_meaning(analysis_data: AnalysisData) -> Iterator[str]:
    """Say which codes one round was coded with before they came to mean something else, another after it.

    That is what is still to be looked at again: where nobody asked for that, an edit changed no meaning.
    """
    again = to_look_at_again(analysis_data)
    code_id = ints(analysis_data.codings, "code_id")
    differing = [
        code
        for code in analysis_data.framework.codes
        if code.look_from and _differs_by_round(analysis_data, code_id == code.id, again)
    ]
    if differing:
        chosen = again & np.isin(code_id, [code.id for code in differing])
        counts = (
            (r.name, int((analysis_data.round_of_coding[chosen] == r.id).sum())) for r in analysis_data.rounds
        )
        words = [
            plural("{n} coding in {{round}}", "{n} codings in {{round}}", n).format(round=name)
            for name, n in counts
            if n
        ]
        said = (
            _("{codes} has changed its meaning; still to be looked at again: {which}. Compare with care.")
            if len(differing) == 1
            else _(
                "{codes} have changed their meaning; still to be looked at again: {which}. Compare with care."
            )
        )
        yield said.format(codes=in_words(code.short for code in differing), which=in_words(words))


def _differs_by_round(analysis_data: AnalysisData, chosen: Bools, again: Bools) -> bool:
    """Tell whether codings of one round are of an earlier meaning than some of another round."""
    round_of = analysis_data.round_of_coding
    before, after = ({*np.unique(round_of[chosen & each]).tolist()} - {0} for each in (again, ~again))
    return bool(before) and bool(after) and len(before | after) > 1


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
    passage, in_round = passages(analysis_data), analysis_data.round_of_coding
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
