"""Why rounds may not be compared without more ado (rule 11)."""

from collections.abc import Iterator

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, Ints, ints, kept
from coding.analysis.asked_about import asked_in_rounds
from coding.analysis.columns import columns_of
from coding.analysis.tally import first_of_each, passages
from coding.language import _
from coding.model.role_codes import in_words

_ENOUGH_PASSAGES = 5


@kept
def warnings(analysis_data: AnalysisData) -> list[str]:
    """Return why the rounds may not be compared without more ado, a sentence each (rule 11)."""
    return [
        *_other_codebook(analysis_data),
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


def _other_codebook(analysis_data: AnalysisData) -> Iterator[str]:
    """Say that rounds were coded under different revisions of the codebook."""
    round_of, revision = analysis_data.round_of_coding, ints(analysis_data.codings, "revision")
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
