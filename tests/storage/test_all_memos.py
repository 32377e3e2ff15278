"""All memos in one list: what each is on, the journal, tags, search, and what undo takes back."""

from typing import Any

import pytest

from coding.errors import UserError
from storage.operations.coders import add_coder, merge_coders
from storage.operations.memos import add_memo, remove_memo, tag_memo, write_journal, write_memo
from storage.queries.memos import MemoSearch, goes_on, memos
from storage.study import extending, schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump, perform_both_ways

KEPT = "## Order of trust\n\nTrust comes **first**."


@operation("Add a remark")
def add_remark(w: WriteContext) -> None:
    w.add(schema.memo, coder_id=w.coder_id, text="Said twice.", interview_id=1, start=17, end=22)


def listed(study: StudyFile) -> list[tuple[str, str, str]]:
    return sorted((each.about, each.on, each.title) for each in memos(study.reader))


def test_every_memo_is_listed_with_what_it_is_on(study: StudyFile) -> None:
    study.perform(add_remark())
    for on, id_ in (("code_id", 7), ("person_id", 1), ("school_id", 2)):
        perform_both_ways(study, add_memo(f"On {on}", on, id_))
    perform_both_ways(study, add_memo(KEPT))
    perform_both_ways(study, write_journal("2015-06-10", "Coded B."))
    code = next(each.on for each in memos(study.reader) if each.about == "code")
    heading = next(each.on for each in memos(study.reader) if each.about == "interview")
    assert listed(study) == [
        ("code", code, "On code_id"),
        ("free", "", "Order of trust"),
        ("interview", heading, "A joint one."),
        ("journal", "", "2015-06-10"),
        ("passage", heading, "Said twice."),
        ("passage", f"{code.split()[0]} · {heading}", "Echoes A2."),
        ("person", "Mrs Bxxxx", "On person_id"),
        ("school", "School B", "On school_id"),
    ]


def test_text_tags_and_what_it_is_on_are_searched(study: StudyFile) -> None:
    memo_id = study.perform(add_memo(KEPT)).result
    perform_both_ways(study, tag_memo(memo_id, ["chapter 5", " order ", "Chapter  5"]))
    found = MemoSearch(memos(study.reader))
    (memo,) = found.with_words('TRUST "chapter 5"')
    assert (memo.id, memo.tags, goes_on(memo)) == (memo_id, ("chapter 5", "order"), "Trust comes first.")
    assert [each.text for each in found.with_words("b2 joint")] == ["A joint one."]
    assert found.with_words("trust nowhere") == []
    assert len(found.with_words("")) == 3


def test_what_is_typed_on_extends_the_last_step(study: StudyFile) -> None:
    memo_id, other = study.perform(add_memo("Begun")).result, study.perform(add_memo("Another")).result
    before = dump(study)
    n = len(study.history())
    for text in ("Begun a", "Begun a word", "Begun a word."):
        study.perform(write_memo(memo_id, text))
    after = dump(study)
    assert len(study.history()) == n + 1
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after
    study.perform(write_memo(other, "Another one"))
    study.perform(write_memo(memo_id, "Begun again"))
    assert len(study.history()) == n + 3


def test_a_journal_has_no_entry_of_a_day_that_never_was(study: StudyFile) -> None:
    with pytest.raises(UserError, match="2015-06-31"):
        study.perform(write_journal("2015-06-31", "Coded."))


def test_a_journal_entry_grows_and_goes_in_one_step(study: StudyFile) -> None:
    before = dump(study)
    for text in ("Coded", "Coded B", "Coded B and C."):
        study.perform(write_journal("2015-06-10", text))
    after = dump(study)
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after


def test_what_took_ten_minutes_is_a_step_of_its_own(
    study: StudyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo_id = study.perform(add_memo("Begun")).result
    study.perform(write_memo(memo_id, "Begun a"))
    n = len(study.history())
    monkeypatch.setattr(extending, "now", lambda: "2090-01-01T10:00:00.000Z")
    study.perform(write_memo(memo_id, "Begun a word"))
    assert len(study.history()) == n + 1


def test_a_memo_of_somebody_else_is_only_read(study: StudyFile) -> None:
    memo_id = study.perform(add_memo("Mine")).result
    study.coder_id = study.perform(add_coder("Somebody else")).result
    for act in (write_memo(memo_id, "Theirs"), tag_memo(memo_id, ["x"]), remove_memo(memo_id)):
        with pytest.raises(UserError, match="somebody else"):
            study.perform(act)


def test_nothing_is_no_memo(study: StudyFile) -> None:
    with pytest.raises(UserError):
        study.perform(add_memo("  \n "))
    memo_id = study.perform(add_memo("Mine")).result
    with pytest.raises(UserError):
        study.perform(write_memo(memo_id, " "))
    perform_both_ways(study, remove_memo(memo_id))
    assert all(each.id != memo_id for each in memos(study.reader))


def test_free_memos_of_merged_coders_stay_apart_their_journals_join(study: StudyFile) -> None:
    me = study.coder_id
    study.perform(add_memo("One"))
    study.perform(write_journal("2015-06-10", "Here"))
    other: Any = study.perform(add_coder("The same")).result
    study.coder_id = other
    study.perform(add_memo("Two"))
    study.perform(write_journal("2015-06-10", "There"))
    assert me is not None
    perform_both_ways(study, merge_coders(other, me))
    texts = {each.text for each in memos(study.reader)}
    assert {"One", "Two", "Here\n\nThere"} <= texts
