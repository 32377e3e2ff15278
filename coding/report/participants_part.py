"""Who took part: a row for each interview, and how many by school and role."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from coding.analysis.analysis_data import AnalysisData, bools, group_of, ints, post_title, school_label
from coding.analysis.groups import interview_labels
from coding.language import _, plural
from coding.model.study import Post, Round
from coding.report.blocks import Block, BlockColumn, BlockRow, HeadingBlock, figures, table, words
from coding.report.captions import referring
from coding.report.options import ParticipantsOptions

_MOST_ACROSS: Final = 10


def participants_blocks(
    data: AnalysisData, asked: ParticipantsOptions, dates: dict[int, str]
) -> Iterator[Block]:
    """Yield who took part; ``dates`` are those of the interviews, by id."""
    yield HeadingBlock(_("Participants"))
    if not len(data.interviews):
        yield words(_("There are no interviews yet."))
        return
    shown: list[Block] = []
    if asked.by_school:
        for round_ in data.rounds:
            if len(data.interviews_of(round_)):
                shown += _by_school(data, round_, asked)
    if asked.each:
        shown.append(_each(data, asked, dates))
    sentences = {
        (True, True): _("Who took part stands by role and school in {people}, by interview in {each}."),
        (True, False): _("Who took part stands by role and school in {people}."),
        (False, True): _("Who took part stands by interview in {each}."),
    }
    if sentence := sentences.get((asked.by_school, asked.each)):
        yield referring(shown, sentence, people="people ", each="took part")
    yield from shown


def _each(data: AnalysisData, asked: ParticipantsOptions, dates: dict[int, str]) -> Block:
    """Return the table of interviews: who took part, when, how much was said."""
    labels = interview_labels(data)
    columns = [
        BlockColumn(_("Interview"), 26),
        BlockColumn(_("Round"), 18),
        BlockColumn(_("School"), 26),
        BlockColumn(_("Role")),
        *([BlockColumn(_("Date"), 24)] if asked.dates else []),
        figures(_("Words"), 20),
    ]
    frame = data.interviews
    of_each = zip(
        *(ints(frame, name).tolist() for name in ("id", "round_id", "school_id", "words")), strict=True
    )
    rows = [
        BlockRow(
            (
                labels[id_],
                data.round_by_id[round_id].name if round_id else "",
                _school(data, school_id),
                _roles(data, id_, round_id, asked),
                *((dates.get(id_, ""),) if asked.dates else ()),
                f"{n:,}",
            ),
            key=f"interview{id_}",
        )
        for id_, round_id, school_id, n in sorted(of_each, key=lambda row: _rank(data, row))
    ]
    total = ("", *("" for _each in columns[2:]), f"{int(ints(frame, 'words').sum()):,}")
    all_of_them = plural("{n} interview", "{n} interviews", len(rows))
    rows.append(BlockRow((all_of_them, *total[1:]), strong=True, key="all"))
    return table(
        _("The interviews: who took part, and the words of everybody in them"), columns, rows, "took part"
    )


def _rank(data: AnalysisData, row: tuple[int, int, int, int]) -> tuple[int, int, int]:
    """Return where an interview stands: by round, by school, as imported."""
    id_, round_id, school_id, _n = row
    rounds, schools = [each.id for each in data.rounds], [each.id for each in data.schools]
    return (
        rounds.index(round_id) if round_id in rounds else len(rounds),
        schools.index(school_id) if school_id in schools else len(schools),
        id_,
    )


def _school(data: AnalysisData, school_id: int) -> str:
    return school_label(data.school_by_id[school_id]) if school_id in data.school_by_id else ""


def _roles(data: AnalysisData, interview_id: int, round_id: int, asked: ParticipantsOptions) -> str:
    titles = [
        _role(data, data.post_of.get((person_id, round_id)), person_id, asked)
        for person_id in data.people_in.get(interview_id, ())
    ]
    return ", ".join(filter(None, titles))


def _role(data: AnalysisData, post: Post | None, person_id: int, asked: ParticipantsOptions) -> str:
    if post is None:
        return ""
    role = data.role_by_id[post.role_id]
    return group_of(role) if asked.groups_only else post_title(data, person_id, post.round_id) or role.name


def _by_school(data: AnalysisData, round_: Round, asked: ParticipantsOptions) -> Iterator[Block]:
    """Yield how many people of each role took part in a round, schools across."""
    people = {
        person_id for id_ in data.interviews_of(round_).tolist() for person_id in data.people_in.get(id_, ())
    }
    counts: Counter[tuple[str, int]] = Counter()
    for person_id in people:
        post = data.post_of.get((person_id, round_.id))
        role = data.role_by_id[post.role_id] if post else None
        name = (group_of(role) if asked.groups_only else role.name) if role else _("Not known")
        counts[name, (post.school_id or 0) if post else 0] += 1
    if not counts:
        return
    schools = [school for school in data.schools if any(id_ == school.id for _role, id_ in counts)]
    shown = schools[:_MOST_ACROSS]
    known = (group_of(role) if asked.groups_only else role.name for role in data.roles)
    roles = [name for name in dict.fromkeys((*known, _("Not known"))) if any(r == name for r, _id in counts)]
    columns = [
        BlockColumn(_("Role")),
        *(figures(school_label(school), 20, f"school{school.id}") for school in shown),
        figures(_("All"), 16, "all"),
    ]
    rows = [
        BlockRow(
            (name, *(str(counts[name, school.id]) for school in shown), str(_of(counts, name))), key=name
        )
        for name in roles
    ]
    of_schools = (str(sum(n for (_r, id_), n in counts.items() if id_ == school.id)) for school in shown)
    rows.append(BlockRow((_("All"), *of_schools, str(len(people))), strong=True, key="all"))
    done = int(bools(data.interviews, "done")[data.row_of(data.interviews_of(round_))].sum())
    caption = _("People who took part, {round}: {people} in {interviews}, {done} of them done")
    interviews = plural("{n} interview", "{n} interviews", len(data.interviews_of(round_)))
    yield table(
        caption.format(
            round=round_.name,
            people=plural("{n} person", "{n} people", len(people)),
            interviews=interviews,
            done=done,
        ),
        columns,
        rows,
        f"people {round_.id}",
    )


def _of(counts: Counter[tuple[str, int]], role: str) -> int:
    return sum(n for (name, _school_id), n in counts.items() if name == role)
