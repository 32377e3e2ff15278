"""What every interview adds to a table, as records: with them another program recomputes every rate.

A rate per interview or per person is taken of what is ``done``; one per 1,000 words of what is not
``partial`` either, from ``codings_in_words``; the share of words from ``words_coded``. A share of interviews
is of those with ``codings`` above 0. ``interviews`` is 0 where somebody speaks who is no participant there.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from coding.analysis.analysis_data import AnalysisData, bools, ints
from coding.analysis.columns import Counted
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.group_sizes import people_among
from coding.analysis.groups import ALL, By, Group, Grouping
from coding.analysis.measure import Measure, Unsure
from coding.analysis.shares import words_coded
from coding.analysis.table_records import Record, code_of, members_of
from coding.analysis.tally import by_interviewer_only, counts


def interview_records(
    analysis_data: AnalysisData,
    by: Sequence[By],
    unsure: Unsure = Unsure.WITH,
    counted_in: Counted = Counted.PASSAGES,
) -> Iterator[Record]:
    """Yield a record for each interview, what it is grouped by, and strand.

    A passage of two groups is in both; what is together once stands in the records of kind ``interview in
    all``, where there are groups. ``person_ids`` tell people apart across interviews and name nobody.
    """
    within = [each for each in by if each not in {Grouping.ROUND, Grouping.INTERVIEW}]
    counted = Unsure.RANGE if unsure is Unsure.WITH else unsure  # all, and the certain ones apart
    found = frequencies(
        analysis_data, (Grouping.ROUND, Grouping.INTERVIEW, *within), Measure.COUNT, counted, counted_in
    )
    by_others = ~by_interviewer_only(analysis_data)
    in_words = counts(found.tally, found.columns, by_others)
    asked, chosen = found.asked_about, np.unique(found.tally.coding)
    words = words_coded(analysis_data, asked.strata, asked.groups, found.columns, chosen[by_others[chosen]])
    people = _people(found)
    for group in (*found.groups, *(found.totals if within else ())):
        about = _about(found, group, people.get(group.position, ()))
        for column in found.basic:
            at = group.position, found.columns.place[column]
            yield {
                **about,
                **code_of(analysis_data.framework, column),
                "codings": found.count(group, column),
                "certain": int(found.certain[at]),
                "codings_in_words": int(in_words[at]),
                "words_coded": None if group.is_part else int(words[at]),
            }


def _people(found: Frequencies) -> dict[int, list[int]]:
    """Return the numbers of the people in each group, by its position."""
    voices, of_voice = found.asked_about.strata.voices, found.asked_about.groups.of_voice
    somebody, who = people_among(found.analysis_data, voices)
    here: dict[int, set[int]] = {}
    for groups, person in zip(of_voice[somebody].tolist(), who[somebody].tolist(), strict=True):
        for group in groups:
            here.setdefault(group, set()).add(person)
    return {group: sorted(people) for group, people in here.items()}


def _about(found: Frequencies, group: Group, people: Sequence[int]) -> Record:
    data = found.analysis_data
    interview_id = group.member(Grouping.INTERVIEW).id
    row = int(data.row_of(np.array([interview_id]))[0])
    return {
        "kind": "interview in all" if group.members[-1].id == ALL else "interview",
        **members_of(data, group),
        "done": group.finished if group.interviews else bool(bools(data.interviews, "done")[row]),
        "partial": bool(bools(data.interviews, "partial")[row]),
        "interviews": group.interviews,
        "people": len(people),
        "person_ids": " ".join(map(str, people)),
        "words": None if group.is_part else group.words,
        "participant_words": None if group.is_part else group.participant_words,
        "interview_words": int(ints(data.interviews, "words")[row]),
    }
