"""Cases by codes as records: interviews, turns, passages or people, a count for each strand."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData, Ints, ints
from coding.analysis.attribute_columns import columns_of_voices
from coding.analysis.case_tables import CaseUnit, case_key, columns_of_cases, counts_of_cases, variable_names
from coding.analysis.columns import Column
from coding.analysis.groups import interview_labels
from coding.analysis.passages import find_passages
from coding.analysis.speaker_attribution import voices
from coding.language import N_
from coding.model.study import SpeakerKind
from storage.queries.frames import texts
from storage.queries.listed_people import listed_interviews, listed_people

Record = Mapping[str, object]
TURN: Final[Mapping[str, str]] = {
    "interview_id": N_("The number of the interview: the same in all of these files."),
    "interview": N_("What the interview is called."),
    "round": N_("The round of the interview."),
    "turn": N_("The number of the turn, from 1; turns of the interviewer have no row."),
    "speaker": N_("The speaker’s label in the transcript."),
    "start": N_("Where the turn begins in the transcript: characters (code points) from 0."),
    "end": N_("Where it ends: the first character after it."),
}
PASSAGE: Final[Mapping[str, str]] = {
    "interview_id": TURN["interview_id"],
    "interview": TURN["interview"],
    "round": TURN["round"],
    "school": N_("The letters of the schools of those who speak."),
    "key": N_("The keys of those who speak."),
    "role": N_("The roles of those who speak."),
    "attribution": N_("Who says it, as it stands under a quotation."),
    "coder": N_("Whose passage it is; empty where only one coder is counted."),
    "start": N_("Where the passage begins in the transcript: characters (code points) from 0."),
    "end": N_("Where it ends: the first character after it."),
    "text": N_("The words of the passage."),
}


class CaseTable:
    """One table: its rows, and what its columns for codes mean, by the name of the column."""

    def __init__(
        self, connection: Connection, analysis_data: AnalysisData, unit: CaseUnit, prefix: str = ""
    ) -> None:
        """Count; names of columns begin with a prefix where there are several frameworks."""
        self._connection, self._data, self._unit = connection, analysis_data, unit
        self._columns = columns_of_cases(analysis_data)
        self._counts = counts_of_cases(analysis_data, unit)
        labels = {column: f"{prefix} {column.label}".strip() for column in self._columns}
        names = variable_names(labels.values())
        self._named = {column: names[label] for column, label in labels.items()}
        self.meanings = {
            name: text
            for column, each in self._named.items()
            for name, text in ((each, f"{column.name} (0, 1)"), (f"n_{each}", f"{column.name} (n)"))
        }

    def records(self) -> Iterator[Record]:
        """Yield a record a case, those without any code too."""
        for key, about in _CASES[self._unit](self._connection, self._data):
            counts = self._counts.get(key, {})
            yield {**about, **self._of_codes(counts)}

    def _of_codes(self, counts: Mapping[Column, int]) -> Record:
        found: dict[str, int] = {}
        for column, name in self._named.items():
            n = counts.get(column, 0)
            found[name], found[f"n_{name}"] = int(n > 0), n
        return found


def _interviews(connection: Connection, data: AnalysisData) -> Iterator[tuple[int, Record]]:
    for each in listed_interviews(connection, data):
        yield int(str(each["interview_id"])), each


def _people(connection: Connection, data: AnalysisData) -> Iterator[tuple[int, Record]]:
    rounds = {round_.name: round_.id for round_ in data.rounds}
    for each in listed_people(connection, data):
        yield case_key(int(str(each["person_id"])), rounds.get(str(each["round"]), 0)), each


def _passages(connection: Connection, data: AnalysisData) -> Iterator[tuple[int, Record]]:
    found = find_passages(data)
    labels = interview_labels(data)
    held = texts(connection, ints(data.interviews, "id").tolist())
    for number, each in zip(found.numbers.tolist(), found.records(held), strict=True):
        yield (
            number,
            {
                "interview_id": each.interview_id,
                "interview": labels[each.interview_id],
                "round": each.round,
                "school": each.letters,
                "key": each.key,
                "role": each.role,
                "attribution": each.attribution,
                "coder": each.coder,
                "start": each.start,
                "end": each.end,
                "text": each.text,
            },
        )


def _turns(_connection: Connection, data: AnalysisData) -> Iterator[tuple[int, Record]]:
    labels, ids = interview_labels(data), ints(data.interviews, "id")
    rounds = dict(zip(ids.tolist(), ints(data.interviews, "round_id").tolist(), strict=True))
    kinds = dict(zip(data.speakers["id"].tolist(), data.speakers["kind"].tolist(), strict=True))
    speaking = dict(zip(data.speakers["id"].tolist(), data.speakers["label"].tolist(), strict=True))
    turns = data.read_turns(ids)
    names = ("interview_id", "start", "end", "speaker_id")
    columns = [ints(turns, name).tolist() for name in names]
    last, number = 0, 0
    attributes = columns_of_voices(data, voices(data), *_rows_of_speakers(data), TURN)
    row_of = {id_: at for at, id_ in enumerate(ints(data.speakers, "id").tolist())}
    for interview_id, start, end, speaker_id in zip(*columns, strict=True):
        number = number + 1 if interview_id == last else 1
        last = interview_id
        if kinds.get(speaker_id) == SpeakerKind.INTERVIEWER or interview_id not in labels:
            continue
        round_ = data.round_by_id.get(rounds[interview_id])
        about = {
            "interview_id": interview_id,
            "interview": labels[interview_id],
            "round": round_.name if round_ else None,
            "turn": number,
            "speaker": speaking.get(speaker_id),
            "start": start,
            "end": end,
        }
        said = (
            {each.field: each.values[row_of[speaker_id]] for each in attributes}
            if speaker_id in row_of
            else {}
        )
        yield case_key(interview_id, start), {**about, **said}


def _rows_of_speakers(data: AnalysisData) -> tuple[Ints, int]:
    """Return the row of ``speakers`` that each voice is of, or -1; and how many there are."""
    row_of = {id_: at for at, id_ in enumerate(ints(data.speakers, "id").tolist())}
    everybody = voices(data)
    return np.array([row_of.get(id_, -1) for id_ in everybody.speaker_id.tolist()]), len(row_of)


_CASES: Final = {
    CaseUnit.INTERVIEW: _interviews,
    CaseUnit.TURN: _turns,
    CaseUnit.PASSAGE: _passages,
    CaseUnit.PERSON: _people,
}
