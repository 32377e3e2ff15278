"""What changes when a person is taken out: it is done to a copy in memory, and the two are compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from coding.errors import UserError
from coding.language import _
from coding.model.study import Span
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.privacy.withdrawal import CUT, ChangedNumber, TakenInterview, TakenPassage, WithdrawalPlan
from coding.progress import Progress, silent
from coding.text.sorting import natural_key
from coding.text.words import words
from storage.operations.withdrawing import withdraw_person
from storage.queries.codebook import frameworks
from storage.queries.named_texts import text_and_turns, texts_of_study
from storage.queries.tree import interview_row
from storage.queries.withdrawing import interviews_with, is_sole, open_labels, turns_of
from storage.study import schema, tables
from storage.study.connection import connect
from storage.study.history import written_files
from storage.study.keeping.restore_points import copies_of
from storage.study.memory_copy import copied_to_memory
from storage.study.operation import WriteContext, now

_Passage = tuple[int, Span, int]  # interview, place, coder


@dataclass(frozen=True, slots=True)
class _State:
    """What is compared before and after."""

    codings: Mapping[int, tuple[int, Span, int, int]]  # interview, place, code, coder by coding
    numbers: Mapping[tuple[str, str], int]  # by what and round
    memos: int
    cuts: int


def plan_withdrawal(
    source: Path,
    person_id: int,
    also_called: Sequence[str] = (),
    stand_in: str = "",
    progress: Progress = silent,
) -> WithdrawalPlan:
    """Return every interview, passage and number that changes if a person is taken out; nothing is.

    Parameters as for the operation. Raises UserError: the person is not there, a name cannot be masked.
    """
    progress(0, 2, "")
    with copied_to_memory(source) as copy:
        person = copy.scalar(select(schema.person.c.name).where(schema.person.c.id == person_id))
        if person is None:
            raise UserError(_("That person is no longer in the study."), _("Nothing was changed."))
        touched = interviews_with(copy, person_id)
        interviews = tuple(_taken(copy, id_, person_id) for id_ in touched)
        texts = {id_: text_and_turns(copy, id_)[0] for id_ in touched}
        headings = {each.interview_id: each.heading for each in interviews}
        before = _state(copy)
        progress(1, 2, "")
        withdraw_person(person_id, also_called, stand_in).run(WriteContext(copy, None, now()))
        after = _state(copy)
        return WithdrawalPlan(
            person_id,
            person,
            interviews,
            tuple(_passages(copy, before, after, texts, headings)),
            tuple(_numbers(before.numbers, after.numbers)),
            before.memos - after.memos,
            after.cuts - before.cuts,
            _still_named(copy, [person, *also_called]),
            tuple(copies_of(source)),
            _written(source),
        )


def _written(source: Path) -> tuple[str, ...]:
    """Say which files were written from the study, and when."""
    with closing(connect(source, read_only=True)) as connection:
        return tuple(f"{entry.created[:10]}  ·  {entry.words}" for entry in written_files(connection))


def _heading(connection: Connection, interview_id: int) -> str:
    row = interview_row(connection, interview_id, ())
    return row.heading if row else ""


def _taken(connection: Connection, interview_id: int, person_id: int) -> TakenInterview:
    whole = is_sole(connection, interview_id, person_id)
    text, turns = text_and_turns(connection, interview_id)
    mine = [span for _id, span in turns_of(connection, interview_id, person_id)]
    going = turns if whole else mine
    return TakenInterview(
        interview_id,
        _heading(connection, interview_id),
        whole,
        len(going),
        sum(words(text, start, end) for start, end in going),
        () if whole else tuple(open_labels(connection, interview_id)),
    )


def _state(connection: Connection) -> _State:
    coding, memo = schema.coding.c, schema.memo
    rows = connection.execute(
        select(coding.id, coding.transcript_id, coding.start, coding.end, coding.code_id, coding.coder_id)
    )
    codings = {row[0]: (row[1], Span(row[2], row[3]), row[4], row[5]) for row in rows}
    return _State(
        codings,
        {**_of_interviews(connection), **_of_strands(connection, codings.values())},
        connection.scalar(select(func.count()).select_from(memo)) or 0,
        sum(each.text.count(CUT) for each in texts_of_study(connection)),
    )


def _of_interviews(connection: Connection) -> dict[tuple[str, str], int]:
    interview, round_ = schema.interview, schema.round_.c
    rows = connection.execute(
        select(round_.name, func.count(), func.sum(interview.c.participant_words))
        .select_from(interview.outerjoin(schema.round_))
        .group_by(round_.id)
    )
    found: dict[tuple[str, str], int] = {}
    for name, count, said in rows:
        found[_("Interviews"), name or ""] = count
        found[_("Words of participants"), name or ""] = said or 0
    return found


def _of_strands(
    connection: Connection, codings: Iterable[tuple[int, Span, int, int]]
) -> dict[tuple[str, str], int]:
    """Count the passages of each strand in each round, whichever of its codes they carry (rule 6)."""
    interview, round_ = schema.interview, schema.round_.c
    named = connection.execute(
        select(interview.c.id, round_.name).select_from(interview.outerjoin(schema.round_))
    )
    rounds = {row.id: row.name or "" for row in named}
    strands = {
        code.id: framework.strand_of(code.id) or code
        for framework in frameworks(connection)
        for code in framework.codes
    }
    passages = {(strands[code_id].id, place, coder, id_) for id_, place, code_id, coder in codings}
    found = Counter((strand_id, rounds[id_]) for strand_id, _place, _coder, id_ in passages)
    shorts = {strand.id: strand.short for strand in strands.values()}  # in the order of the codebook
    return {
        (short, name): found[id_, name]
        for name in sorted(set(rounds.values()), key=natural_key)
        for id_, short in shorts.items()
        if found[id_, name]
    }


def _numbers(
    before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]
) -> Iterator[ChangedNumber]:
    for (what, round_), number in before.items():
        if after.get((what, round_), 0) != number:
            yield ChangedNumber(what, round_, number, after.get((what, round_), 0))


def _passages(
    connection: Connection,
    before: _State,
    after: _State,
    texts: Mapping[int, str],
    headings: Mapping[int, str],
) -> Iterator[TakenPassage]:
    """Yield the passages that go and those whose words are fewer, in the order of the interviews."""
    left = {id_: text_and_turns(connection, id_)[0] for id_ in texts}
    shorts = {c.id: c.short for framework in frameworks(connection) for c in framework.codes}
    found: dict[tuple[_Passage, bool], list[str]] = {}
    for id_, (interview_id, place, code_id, coder_id) in before.codings.items():
        if interview_id not in texts:
            continue
        kept = after.codings.get(id_)
        said = texts[interview_id][place.start : place.end]
        if kept is None or len(left[interview_id][kept[1].start : kept[1].end]) < len(said):
            key = (interview_id, place, coder_id), kept is not None
            found.setdefault(key, []).append(shorts[code_id])
    for ((interview_id, place, _coder), is_shortened), codes in sorted(found.items()):
        text = texts[interview_id][place.start : place.end]
        yield TakenPassage(headings[interview_id], tuple(codes), text, is_shortened)


def _still_named(connection: Connection, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return where the person is still named, in words, and how often."""
    entries = (Pseudonym(name, CUT) for name in dict.fromkeys(each.strip() for each in names) if name)
    listed = Pseudonyms(tuple(entries))
    found: Counter[str] = Counter()
    for id_ in connection.scalars(select(schema.interview.c.id).order_by(schema.interview.c.id)):
        text, turns = text_and_turns(connection, id_)
        places = listed.masking(text, turns).places.total()
        if places:
            found[_heading(connection, id_)] += places
    for each in texts_of_study(connection):
        found[_where(each.table.name)] += listed.places(each.text).total()
    return tuple((where, times) for where, times in found.most_common() if times)


def _where(table: str) -> str:
    match table:
        case tables.MEMO:
            return _("memos")
        case tables.INTERVIEW | tables.MARK | tables.SPEAKER:
            return _("titles, headings and labels of interviews")
        case tables.CODE | tables.STAGE | tables.FRAMEWORK | tables.QUESTION:
            return _("codebook and questions")
        case _:
            return _("names and attributes")
