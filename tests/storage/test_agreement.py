"""Fixing how agreement is measured, settling what two coders differ on, and what is kept of it."""

from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from coding.analysis.agreed_set import settlement
from coding.analysis.pair_agreement import PairAgreement, pair_agreement
from coding.analysis.settled_items import Item, Standing, items
from coding.errors import UserError
from coding.model.agreement import CoefficientName, Measuring, UnitKind
from coding.model.settling import AgreedCoding, Basis, EntryLine, RuledOn, Settlement
from coding.model.study import CoderKind, Decision, Direction, Origin
from storage.merging.other_copy import read_other
from storage.operations.agreement import fix_agreement, settle, settle_alike
from storage.operations.codebook import delete_code
from storage.operations.coders import add_coder
from storage.operations.codings import set_direction, set_stage, set_unsure, toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.merging import merge_copy
from storage.queries.agreement import agreement_rule, done_by, guids, kept_figures, rulings
from storage.queries.codebook import frameworks
from storage.queries.coders import coders, everybody
from storage.queries.codings import codings
from storage.queries.frames import texts
from storage.queries.second_look import coded_before, second_looks
from storage.queries.study_data import analysis_data
from storage.study import schema
from storage.study.operation import Operation, WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, made, perform_both_ways, try_all

ME, JN = 1, 2
HSC_ON_TRUST = (23, 47, 7)  # what the filled study has of mine on the second turn


@pytest.fixture
def two(study: StudyFile) -> StudyFile:
    """Return a study in which a second coder has one coding as mine, and one on other words."""
    study.perform(add_coder("J. Nolan"))
    study.perform(toggle_code(1, *HSC_ON_TRUST, coder_id=JN))
    study.perform(toggle_code(1, 0, 16, 9, coder_id=JN))
    return study


def pair(study: StudyFile, measuring: Measuring = Measuring()) -> PairAgreement:  # noqa: B008 - frozen
    framework_id = frameworks(study.reader)[0].id
    data = analysis_data(study.reader, framework_id, (ME, JN))
    return pair_agreement(data, (ME, JN), [1], measuring, lambda ids: texts(study.reader, ids))


def shown(study: StudyFile) -> list[Item]:
    return items(pair(study).compared.disagreements, rulings(study.reader, ME, JN))


def rule_on(study: StudyFile, at: int, decision: Decision, **said: object) -> None:
    found, each = pair(study), shown(study)[at]
    ruling = settlement(each.disagreement, (ME, JN), decision)
    perform_both_ways(study, settle(ruling, found.alike(1), **said))  # type: ignore[arg-type]


def agreed(study: StudyFile) -> list[tuple[int, int, int]]:
    kinds = {coder.id: coder.kind for coder in coders(study.reader)}
    mine = (each for each in codings(study.reader, 1) if kinds[each.coder_id] is CoderKind.AGREED)
    return sorted((each.start, each.end, each.code_id) for each in mine)


@operation("Write settings")
def write_settings(w: WriteContext, settings: str) -> None:
    w.connection.execute(update(schema.study).values(settings=settings))


# --- how it is measured ------------------------------------------------------------------------


def test_what_was_fixed_stays_written_down_with_each_change(study: StudyFile) -> None:
    assert agreement_rule(study.reader) is None
    perform_both_ways(study, fix_agreement(Measuring()))
    later = Measuring(UnitKind.PASSAGE, CoefficientName.F1, share=60)
    perform_both_ways(study, fix_agreement(later, after_figures=True))
    rule = agreement_rule(study.reader)
    assert rule is not None and rule.measuring == later
    assert [(each.measuring, each.after_figures) for each in rule.fixed] == [
        (Measuring(), False),
        (later, True),
    ]
    words = "Fix how agreement is measured: turn · alpha · passages found by each reader"
    assert study.history(2)[1].words == words


def test_the_same_again_is_no_change(study: StudyFile) -> None:
    study.perform(fix_agreement(Measuring()))
    assert not study.perform(fix_agreement(Measuring(), after_figures=True)).changes


def test_other_settings_stay_and_what_is_newer_is_refused(study: StudyFile) -> None:
    assert study.perform(write_settings('{"threshold": 5}')).changes
    study.perform(fix_agreement(Measuring()))
    kept = study.reader.scalar(select(schema.study.c.settings))
    assert kept is not None and '"threshold": 5' in kept
    study.perform(write_settings('{"agreement": {"v": 9}}'))
    before = dump(study)
    with pytest.raises(UserError, match="later version"):
        study.perform(fix_agreement(Measuring()))
    assert dump(study) == before


# --- settling ----------------------------------------------------------------------------------


def test_what_both_have_alike_and_what_was_decided_is_the_agreed_set(two: StudyFile) -> None:
    kinds = [each.disagreement.kind.value for each in shown(two)]
    assert kinds == ["only the second", "only the first", "only the first"]
    rule_on(two, 0, Decision.SECOND)
    assert agreed(two) == [(0, 16, 9), HSC_ON_TRUST]
    rule_on(two, 1, Decision.SECOND)  # not mine, then
    assert agreed(two) == [(0, 16, 9), HSC_ON_TRUST]
    rule_on(two, 2, Decision.BOTH)
    assert len(agreed(two)) == 3
    assert [each.standing for each in shown(two)] == [Standing.SETTLED] * 3


def test_nobodys_codings_change_and_the_set_is_not_everybodys(two: StudyFile) -> None:
    before = [each for each in codings(two.reader, 1) if each.coder_id in {ME, JN}]
    rule_on(two, 0, Decision.SECOND)
    assert [each for each in codings(two.reader, 1) if each.coder_id in {ME, JN}] == before
    assert everybody(two.reader) == (ME, JN)
    origins = two.reader.scalars(select(schema.coding.c.origin).where(schema.coding.c.coder_id > JN))
    assert set(origins) == {Origin.RULING}


def test_a_second_ruling_takes_the_place_of_the_first(two: StudyFile) -> None:
    rule_on(two, 0, Decision.SECOND)
    rule_on(two, 0, Decision.NEITHER, reason="Small talk.")
    assert agreed(two) == [HSC_ON_TRUST]
    (ruling,) = rulings(two.reader, ME, JN)
    assert (ruling.decision, ruling.reason) == (Decision.NEITHER, "Small talk.")
    assert two.history(1)[0].words.endswith(": neither")


def test_rulings_are_read_the_other_way_round_too(two: StudyFile) -> None:
    rule_on(two, 0, Decision.SECOND)
    assert [each.decision for each in rulings(two.reader, JN, ME)] == [Decision.FIRST]


def test_what_is_to_be_discussed_is_asked_again(two: StudyFile) -> None:
    rule_on(two, 0, Decision.DISCUSS)
    assert shown(two)[0].standing is Standing.DISCUSS
    assert agreed(two) == [HSC_ON_TRUST]


def test_a_ruling_whose_codings_changed_is_asked_again(two: StudyFile) -> None:
    rule_on(two, 0, Decision.SECOND)
    theirs = next(each for each in codings(two.reader, 1) if each.coder_id == JN and each.start == 0)
    two.perform(set_unsure(theirs.id, unsure=True))
    assert shown(two)[0].standing is Standing.CHANGED
    two.perform(set_unsure(theirs.id, unsure=False))
    assert shown(two)[0].standing is Standing.SETTLED
    two.perform(set_direction(theirs.id, Direction.LACKS))
    assert shown(two)[0].standing is Standing.CHANGED
    two.perform(set_direction(theirs.id, Direction.UNSAID))
    two.perform(set_stage(theirs.id, 1))
    rule_on(two, 0, Decision.FIRST)
    assert shown(two)[0].standing is Standing.SETTLED
    assert agreed(two) == [HSC_ON_TRUST]


def test_a_correction_of_the_text_moves_a_ruling_and_leaves_it_settled(two: StudyFile) -> None:
    rule_on(two, 1, Decision.FIRST)
    turn_id = two.reader.scalar(select(schema.turn.c.id).where(schema.turn.c.start == 0))
    assert turn_id is not None
    perform_both_ways(two, correct_turn(turn_id, "How is it all going?", 1))
    assert [each.standing for each in shown(two)].count(Standing.SETTLED) == 1
    (ruling,) = rulings(two.reader, ME, JN)
    assert (ruling.start, ruling.end) == (48 + 4, 71 + 4)


def test_a_line_goes_to_the_codes_entry_and_makes_a_new_revision(two: StudyFile) -> None:
    before = frameworks(two.reader)[0]
    code_id = shown(two)[0].disagreement.by_second[0].strand_id
    rule_on(two, 0, Decision.FIRST, entry=EntryLine("when_not_to_use", "2 July 2026: not for small talk."))
    after = frameworks(two.reader)[0]
    assert after.by_id[code_id].when_not_to_use.endswith("2 July 2026: not for small talk.")
    assert (after.revision, after.by_id[code_id].revision) == (
        before.revision + 1,
        before.by_id[code_id].revision + 1,
    )
    rule_on(two, 1, Decision.FIRST, entry=EntryLine("notes", ""))
    assert frameworks(two.reader)[0].revision == before.revision + 1
    assert second_looks(two.reader, frameworks(two.reader)[0], [ME, JN]) == {}


def test_a_line_can_ask_for_a_second_look(two: StudyFile) -> None:
    rule_on(
        two, 0, Decision.FIRST, entry=EntryLine("when_not_to_use", "Not for small talk.", look_again=True)
    )
    framework = frameworks(two.reader)[0]
    (changed,) = (code for code in framework.codes if code.look_from)
    assert changed.look_from == framework.revision
    assert changed.when_not_to_use.endswith("Not for small talk.")
    assert coded_before(two.reader, changed.id, changed.look_from) == coded_before(two.reader, changed.id, 99)


def test_figures_before_settling_are_kept_once(two: StudyFile) -> None:
    first, second = (coder.guid for coder in coders(two.reader)[:2])
    figures = pair(two).kept((first, second), [guids(two.reader)[1]])
    rule_on(two, 0, Decision.SECOND, figures=figures)
    rule_on(two, 1, Decision.SECOND, figures=figures)
    assert kept_figures(two.reader, second, first) == [figures]
    assert (figures.same, figures.by_either) == (1, 4)


def test_the_agreed_set_is_done_when_nothing_is_open(two: StudyFile) -> None:
    rule_on(two, 0, Decision.SECOND)
    (third,) = (coder.id for coder in coders(two.reader) if coder.kind is CoderKind.AGREED)
    assert 1 not in done_by(two.reader).get(third, ())
    rule_on(two, 1, Decision.FIRST, is_last=True)
    assert done_by(two.reader)[third] == {1}


def test_what_is_alike_is_taken_without_a_ruling_and_follows_the_codings(two: StudyFile) -> None:
    perform_both_ways(two, settle_alike([1], ME, JN, pair(two).alike(1)))
    assert agreed(two) == [HSC_ON_TRUST]
    two.perform(toggle_code(1, *HSC_ON_TRUST, coder_id=JN))
    perform_both_ways(two, settle_alike([1], ME, JN, pair(two).alike(1)))
    assert agreed(two) == []


def test_what_was_coded_by_hand_in_the_agreed_set_stays(two: StudyFile) -> None:
    two.perform(settle_alike([1], ME, JN, pair(two).alike(1)))
    (third,) = (coder.id for coder in coders(two.reader) if coder.kind is CoderKind.AGREED)
    two.perform(toggle_code(1, 50, 60, 15, coder_id=third))
    perform_both_ways(two, settle_alike([1], ME, JN, pair(two).alike(1)))
    assert agreed(two) == [HSC_ON_TRUST, (50, 60, 15)]


def test_a_ruling_comes_in_with_a_copy_and_stands(two: StudyFile, tmp_path: Path) -> None:
    two.checkpoint()
    copyfile(two.path, tmp_path / "other.strandline")
    with StudyFile.open(tmp_path / "other.strandline") as other:
        other.perform(toggle_code(1, 60, 71, 15, coder_id=JN))  # so that codings have other ids there
        rule_on(other, 0, Decision.SECOND)
        two.perform(toggle_code(1, 17, 20, 12, coder_id=ME))
        perform_both_ways(two, merge_copy(read_other(two.path, other.path), "other", {}))
    assert Standing.SETTLED in [each.standing for each in shown(two)]
    (ruling,) = rulings(two.reader, ME, JN)
    made = {each.id: (each.start, each.end, each.code_id) for each in codings(two.reader, 1)}
    assert [made[id_] for id_ in ruling.basis.agreed] == [(0, 16, 9)]


def test_nothing_is_settled_about_a_code_that_is_gone(two: StudyFile) -> None:
    each = settlement(shown(two)[0].disagreement, (ME, JN), Decision.FIRST)
    two.perform(delete_code(each.code_id))
    before = dump(two)
    with pytest.raises(UserError):
        two.perform(settle(each, ()))
    assert dump(two) == before


Place = tuple[int, int]
spans = st.tuples(st.integers(0, 30), st.integers(31, 60))
some_code = st.sampled_from([7, 9, 15])


def agreed_coding(span: Place, code_id: int, unsure: bool) -> AgreedCoding:  # noqa: FBT001
    return AgreedCoding(1, *span, code_id, 0, unsure)


some_agreed = st.lists(st.builds(agreed_coding, spans, some_code, st.booleans()), max_size=3)


def ruled(
    span: Place, code_id: int, decision: Decision, ids: set[int], codings: list[AgreedCoding]
) -> Settlement:
    basis = Basis(tuple(RuledOn(id_, *span, code_id, 0, unsure=False) for id_ in ids))
    return Settlement(1, *span, ME, JN, code_id, decision, basis, tuple(codings))


def settled(
    each: Settlement,
    alike: list[AgreedCoding],
    entry: EntryLine | None,
    last: bool,  # noqa: FBT001
) -> Operation[int]:
    return settle(each, alike, reason="Why", entry=entry, is_last=last)


def taken(alike: list[AgreedCoding]) -> Operation[None]:
    return settle_alike([1], ME, JN, alike)


basis_ids = st.sets(st.integers(1, 4), min_size=1)
settlements = st.builds(ruled, spans, some_code, st.sampled_from(Decision), basis_ids, some_agreed)
lines = st.sampled_from([None, EntryLine("when_not_to_use", "Why."), EntryLine("notes", "Why.")])
settling = made(settled, settlements, some_agreed, lines, st.booleans())
measures = st.builds(Measuring, st.sampled_from(UnitKind), st.sampled_from(CoefficientName))
acts = settling | made(taken, some_agreed) | made(fix_agreement, measures)


@given(st.lists(acts, min_size=1, max_size=4))
def test_whatever_is_settled_is_undone_exactly(filled: Path, acts: list[Operation[Any]]) -> None:
    try_all(filled, [add_coder("J. Nolan"), *acts])
