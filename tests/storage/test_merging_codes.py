"""Two codes become one: what is announced is what is done, all of it can be taken back."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from coding.errors import UserError
from coding.model.framework import Code, Framework
from coding.model.settling import Basis, RuledOn
from coding.model.study import Coding, Direction
from coding.notation.code_merge import Facet, choices
from storage.operations.codebook import add_code, edit_entry, set_key
from storage.operations.coders import add_coder
from storage.operations.codings import set_direction, set_stage, set_unsure, toggle_code
from storage.operations.memos import write_code_memo, write_coding_memo
from storage.operations.merging_codes import merge_codes
from storage.queries.code_merges import merge_effect
from storage.queries.codebook import code_memo, framework
from storage.queries.codings import codings
from storage.study import schema
from storage.study.operation import Operation, WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways

ME = 1


def model(study: StudyFile) -> Framework:
    return framework(study.reader, 1)


def code(study: StudyFile, short: str) -> Code:
    return next(code for code in model(study).codes if code.short == short)


def of_code(study: StudyFile, code_id: int) -> list[Coding]:
    return sorted(c for c in codings(study.reader, 1) if c.code_id == code_id)


@pytest.fixture
def hsc(study: StudyFile) -> int:
    return code(study, "HSC").id


@pytest.fixture
def ai(study: StudyFile) -> int:
    return code(study, "AI").id


def put(study: StudyFile, code_id: int, *spans: tuple[int, int], coder_id: int = ME) -> list[int]:
    made = [
        study.perform(toggle_code(1, start, end, code_id, coder_id=coder_id)).result for start, end in spans
    ]
    return [each.coding_id for each in made if each.coding_id is not None]


@pytest.fixture
def bare(study: StudyFile) -> StudyFile:
    """Return the study without the codings that it comes with."""
    for each in codings(study.reader, 1):
        study.perform(toggle_code(1, each.start, each.end, each.code_id))
    assert not codings(study.reader, 1)
    return study


def test_same_passages_become_one_and_overlapping_ones_join(bare: StudyFile, hsc: int, ai: int) -> None:
    put(bare, hsc, (0, 10), (20, 30), (50, 60), (62, 70))
    put(bare, ai, (0, 10), (25, 40), (60, 62), (80, 90))
    effect = merge_effect(bare.reader, hsc, ai)
    assert (effect.codings, effect.coders, effect.both) == (4, 1, 1)
    assert (effect.overlapping, effect.remaining) == (1, 6)
    perform_both_ways(bare, merge_codes(hsc, ai))
    spans = sorted(each.span for each in of_code(bare, ai))
    assert spans == [(0, 10), (20, 40), (50, 60), (60, 62), (62, 70), (80, 90)]
    assert hsc not in model(bare).by_id


def test_the_joined_coding_is_the_oldest_with_stage_doubt_and_memos(
    bare: StudyFile, hsc: int, ai: int
) -> None:
    (old,), (new,) = put(bare, hsc, (0, 10)), put(bare, ai, (5, 20))
    for act in (
        set_unsure(old, unsure=True),
        set_stage(new, 2),
        set_direction(new, Direction.LACKS),
        write_coding_memo(old, "One"),
        write_coding_memo(new, "Two"),
    ):
        bare.perform(act)
    perform_both_ways(bare, merge_codes(hsc, ai))
    (one,) = of_code(bare, ai)
    assert (one.id, one.span, one.stage_id, one.unsure) == (old, (0, 20), 2, False)
    assert (one.direction, one.memo) == (Direction.LACKS, "One\n\nTwo")


def test_each_coders_codings_go_along_and_stay_their_own(bare: StudyFile, hsc: int, ai: int) -> None:
    other = bare.perform(add_coder("J. Nolan")).result
    put(bare, hsc, (0, 10), (30, 40))
    put(bare, ai, (5, 20), coder_id=other)
    assert merge_effect(bare.reader, hsc, ai).overlapping == 0
    perform_both_ways(bare, merge_codes(hsc, ai))
    found = [(c.coder_id, c.span) for c in of_code(bare, ai)]
    assert found == [(ME, (0, 10)), (ME, (30, 40)), (other, (5, 20))]


def test_codings_of_the_code_that_stays_are_left_as_they_overlap(bare: StudyFile, hsc: int, ai: int) -> None:
    @operation("Let two overlap")
    def overlap(w: WriteContext) -> None:
        for start, end in ((0, 10), (5, 15)):
            w.add(schema.coding, transcript_id=1, start=start, end=end, code_id=ai, coder_id=ME)

    bare.perform(overlap())
    put(bare, hsc, (40, 50))
    bare.perform(merge_codes(hsc, ai))
    assert sorted(each.span for each in of_code(bare, ai)) == [(0, 10), (5, 15), (40, 50)]


def test_names_become_aliases_and_the_versions_go_up(study: StudyFile, hsc: int, ai: int) -> None:
    before = model(study)
    perform_both_ways(study, merge_codes(hsc, ai))
    kept, book = model(study).by_id[ai], model(study)
    assert {"High social capital", "HSC", *before.by_id[hsc].aliases} <= {*kept.aliases}
    assert (kept.name, kept.key, kept.definition) == (
        before.by_id[ai].name,
        before.by_id[ai].key,
        before.by_id[ai].definition,
    )
    assert (kept.revision, book.revision) == (before.by_id[ai].revision + 1, before.revision + 1)


def test_name_definition_and_key_may_be_those_of_the_code_that_goes(
    study: StudyFile, hsc: int, ai: int
) -> None:
    before = model(study)
    assert choices(before, before.by_id[hsc], before.by_id[ai]) == (Facet.NAME, Facet.DEFINITION, Facet.KEY)
    perform_both_ways(study, merge_codes(hsc, ai, (Facet.NAME, Facet.DEFINITION, Facet.KEY)))
    kept, gone = model(study).by_id[ai], before.by_id[hsc]
    for field in ("name", "abbreviation", "label", "key", "short_definition", "definition", "example"):
        assert getattr(kept, field) == getattr(gone, field)
    assert {"AI", before.by_id[ai].name} <= {*kept.aliases}


def test_what_only_one_has_stays(study: StudyFile, hsc: int, ai: int) -> None:
    gone = code(study, "HSC")
    study.perform(set_key(ai, ""))
    study.perform(edit_entry(ai, "example", ""))
    study.perform(merge_codes(hsc, ai))
    kept = model(study).by_id[ai]
    assert (kept.key, kept.example) == (gone.key, gone.example)


def test_a_colour_is_chosen_between_dimensions_only(study: StudyFile) -> None:
    pd, pc = code(study, "PD"), code(study, "PC")
    before = model(study)
    assert Facet.COLOUR in choices(before, pd, pc)
    perform_both_ways(study, merge_codes(pd.id, pc.id, (Facet.COLOUR,)))
    assert model(study).hue(pc.id) == before.hue(pd.id)
    assert [c.short for c in model(study).children(pc.id)] == [
        c.short for parent in (pc, pd) for c in before.children(parent.id)
    ]


def test_code_memos_stand_one_under_the_other(study: StudyFile, hsc: int, ai: int) -> None:
    study.perform(write_code_memo(hsc, "Of HSC"))
    study.perform(write_code_memo(ai, "Of AI"))
    assert merge_effect(study.reader, hsc, ai).memos == 1
    perform_both_ways(study, merge_codes(hsc, ai))
    assert code_memo(study.reader, ai, ME) == "Of AI\n\nOf HSC"


@operation("Point at codes")
def _point(w: WriteContext, hsc: int, ai: int, coding_id: int) -> None:
    both = w.add(schema.question, round_id=1, text="How?")
    one = w.add(schema.question, round_id=1, text="Why?")
    w.connection.execute(
        insert(schema.question_code),
        [{"question_id": q, "code_id": c} for q, c in ((both, hsc), (both, ai), (one, hsc))],
    )
    w.add(schema.meaning, manner="label", written="Trust", code_id=hsc)
    kept = w.add(schema.kept, kind="sample", coder_id=ME)
    w.add(schema.link, from_kept_id=kept, code_id=hsc)
    basis = Basis((RuledOn(coding_id, 0, 10, hsc, 0, unsure=False),), (coding_id,))
    w.add(
        schema.ruling,
        interview_id=1,
        start=0,
        end=10,
        first_id=ME,
        second_id=ME,
        code_id=hsc,
        decision="first",
        basis=basis.to_json(),
        coder_id=ME,
    )


def test_questions_meanings_links_and_rulings_follow(bare: StudyFile, hsc: int, ai: int) -> None:
    (new,) = put(bare, hsc, (0, 10))
    bare.perform(_point(hsc, ai, new))
    perform_both_ways(bare, merge_codes(hsc, ai))
    asked = schema.question_code.c
    assert sorted(bare.reader.execute(select(asked.question_id, asked.code_id)).all()) == [(1, ai), (2, ai)]
    for table in (schema.meaning, schema.link, schema.ruling):
        assert bare.reader.scalars(select(table.c.code_id)).all() == [ai]
    basis = Basis.from_json(bare.reader.scalar(select(schema.ruling.c.basis)) or "")
    assert (basis.ruled_on[0].code_id, basis.agreed) == (ai, (new,))


def test_sub_codes_come_along_and_those_of_one_name_become_one(bare: StudyFile, hsc: int, ai: int) -> None:
    here = bare.perform(add_code(1, ai, "reciprocity")).result
    there = next(c for c in model(bare).children(hsc) if c.name == "Reciprocity")
    others = [c.name for c in model(bare).children(hsc) if c.id != there.id]
    put(bare, there.id, (0, 10), (20, 30))
    put(bare, here, (0, 10))
    effect = merge_effect(bare.reader, hsc, ai)
    assert (effect.codings, effect.both, effect.remaining) == (2, 1, 2)
    assert [len(effect.merge.pairs), len(effect.merge.moved)] == [2, len(others)]
    perform_both_ways(bare, merge_codes(hsc, ai))
    assert [c.name for c in model(bare).children(ai)] == ["reciprocity", *others]
    assert [each.span for each in of_code(bare, here)] == [(0, 10), (20, 30)]


def test_a_code_is_not_merged_into_itself_nor_into_what_is_below_it(study: StudyFile, hsc: int) -> None:
    below = model(study).children(hsc)[0].id
    before = dump(study)
    for into in (hsc, below, 999):
        with pytest.raises(UserError):
            study.perform(merge_codes(hsc, into))
    assert dump(study) == before
    perform_both_ways(study, merge_codes(below, hsc))


def test_a_name_that_a_code_beside_has_is_refused(study: StudyFile, ai: int) -> None:
    other = study.perform(add_code(1, code(study, "PC").id, "Analysis")).result
    beside = code(study, "AI").parent_id
    study.perform(add_code(1, beside, "analysis"))
    before = dump(study)
    with pytest.raises(UserError, match="already in the codebook"):
        study.perform(merge_codes(other, ai, (Facet.NAME,)))
    assert dump(study) == before


_spans = st.tuples(st.integers(0, 80), st.integers(1, 16)).map(lambda at: (at[0], at[0] + at[1]))
_id = st.integers(1, 18)
_codings = st.lists(st.tuples(_spans, _id, st.sampled_from((1, 2))), max_size=14)


@operation("Code", leave_out=("rows",))
def _fill_codings(w: WriteContext, rows: list[Any]) -> None:
    for (start, end), code_id, coder_id in rows:
        place = {"transcript_id": 1, "start": start, "end": end}
        id_ = w.add(schema.coding, **place, code_id=code_id, coder_id=coder_id)
        if id_ % 2:
            w.add(schema.memo, coder_id=coder_id, coding_id=id_, text=f"Memo {id_}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_codings, _id, _id, st.sets(st.sampled_from(Facet)))
def test_what_is_announced_is_done_and_can_be_taken_back(
    study: StudyFile, rows: list[Any], one: int, other: int, taken: set[Facet]
) -> None:
    if study.reader.scalar(select(schema.coder.c.id).where(schema.coder.c.id == 2)) is None:
        study.perform(add_coder("J. Nolan"))
    start = dump(study)
    done = study.perform(_fill_codings(rows)).changes
    before = dump(study)
    act: Operation[Any] = merge_codes(one, other, tuple(taken))
    try:
        effect = merge_effect(study.reader, one, other)
        perform_both_ways(study, act)
    except UserError:
        assert dump(study) == before
    else:
        stays = {stays.id for _goes, stays in effect.merge.pairs}
        left = [each for each in codings(study.reader, 1) if each.code_id in stays]
        assert len(left) == effect.remaining
        study.undo()
    if done:
        study.undo()
    assert dump(study) == start
