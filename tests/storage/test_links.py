"""Links of memos: they follow the text, say what is gone, and are found from both ends."""

import pytest

from coding.errors import UserError
from coding.model.kept_view import KeptView, ViewPage
from coding.model.study import Span
from storage.operations.coders import add_coder
from storage.operations.correcting import correct_turn
from storage.operations.memos import add_memo, link_memo, link_mention, write_memo
from storage.operations.views import keep_view, remove_view
from storage.operations.withdrawing import withdraw_person
from storage.queries.history import interview_headings
from storage.queries.links import (
    LinkChoices,
    LinkTarget,
    MemoLink,
    links_from,
    links_to,
    target_of,
    unlinked_mentions,
)
from storage.queries.memos import WrittenMemo, memos
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways


def memo_of(study: StudyFile, memo_id: int) -> WrittenMemo:
    return next(each for each in memos(study.reader) if each.id == memo_id)


def linked(study: StudyFile, on: str, on_id: int, *span: int) -> int:
    """Return a memo that links this."""
    memo_id = study.perform(add_memo("Begun")).result
    guid = perform_both_ways(study, link_memo(memo_id, on, on_id, *span)).result
    perform_both_ways(study, write_memo(memo_id, f"See [here](link:{guid})."))
    return memo_id


def links(study: StudyFile, memo_id: int) -> list[MemoLink]:
    return links_from(study.reader, memo_of(study, memo_id), interview_headings(study.reader))


def test_a_linked_passage_follows_the_text(study: StudyFile) -> None:
    memo_id = linked(study, "interview_id", 1, 23, 47)
    (link,) = links(study, memo_id)
    assert link.words == "“we trust each other now.” B2 · Headteacher and deputy, School B"
    study.perform(correct_turn(2, "Well, indeed, we all trust each other now.", 2))
    (link,) = links(study, memo_id)
    assert link.words.startswith("“we all trust each other now.”")
    assert link.target == LinkTarget("interview_id", 1, Span(31, 59))
    assert target_of(study.reader, link.guid) == link.target


def test_what_was_withdrawn_shows_no_words(study: StudyFile) -> None:
    memo_id = linked(study, "person_id", 1)
    passage = linked(study, "interview_id", 1, 17, 47)
    assert [each.words for each in links(study, memo_id)] == ["Mrs Bxxxx"]
    study.perform_irreversibly(withdraw_person(1))
    assert [(each.words, each.gone) for each in links(study, memo_id)] == [("", "withdrawn")]
    assert [(each.words, each.gone) for each in links(study, passage)] == [("", "these words were removed")]


def test_both_ends_know_each_other(study: StudyFile) -> None:
    first = study.perform(add_memo("First")).result
    on_code = study.perform(add_memo("On the code", "code_id", 7)).result
    second, third = linked(study, "memo_id", first), linked(study, "code_id", 7)
    everything = memos(study.reader)
    assert [each.id for each in links_to(study.reader, memo_of(study, first), everything)] == [second]
    assert [each.id for each in links_to(study.reader, memo_of(study, on_code), everything)] == [third]
    study.perform(write_memo(second, "See nothing."))
    assert links_to(study.reader, memo_of(study, first), memos(study.reader)) == []


def test_what_fits_is_offered(study: StudyFile) -> None:
    choices = LinkChoices(study.reader, interview_headings(study.reader), memos(study.reader))
    assert all("Code" in each.kind for each in choices.fitting("#"))
    assert [each.words for each in choices.fitting("@mrs bx")] == ["Mrs Bxxxx"]
    assert LinkTarget("interview_id", 1, Span(17, 47)) in [each.target for each in choices.fitting("trust")]


def test_only_what_is_there_and_ones_own_can_be_linked(study: StudyFile) -> None:
    memo_id = study.perform(add_memo("Mine")).result
    with pytest.raises(UserError):
        study.perform(link_memo(memo_id, "code_id", 9999))
    study.coder_id = study.perform(add_coder("Somebody else")).result
    with pytest.raises(UserError):
        study.perform(link_memo(memo_id, "code_id", 7))


def test_mentions_without_a_link_are_found_and_linked(study: StudyFile) -> None:
    order = study.perform(add_memo("# Order of trust\n\nSee below.")).result
    plan = study.perform(add_memo("# Plan\n\n5.3 Order of trust, then E&C.")).result
    other = study.perform(add_memo("order of trust")).result
    everything = memos(study.reader)
    (mention,) = unlinked_mentions(memo_of(study, order), everything, ())
    assert (mention.memo.id, mention.words) == (plan, "Order of trust")
    perform_both_ways(study, link_mention(plan, *mention.target[:2], mention.words))
    everything = memos(study.reader)
    assert [each.id for each in links_to(study.reader, memo_of(study, order), everything)] == [plan]
    assert unlinked_mentions(memo_of(study, order), everything, {plan}) == []
    assert "[Order of trust](link:" in memo_of(study, plan).text
    with pytest.raises(UserError):
        study.perform(link_mention(other, "memo_id", order, "Order of trust"))


def test_a_kept_view_is_linked_by_its_name(study: StudyFile) -> None:
    view_id = study.perform(keep_view("HSC by school", KeptView(ViewPage.COMPARE, "", ()))).result
    memo_id = linked(study, "kept_id", view_id)
    (link,) = links(study, memo_id)
    assert (link.words, link.target) == ("HSC by school", LinkTarget("kept_id", view_id))
    choices = LinkChoices(study.reader, {}, ())
    assert [each.words for each in choices.fitting("@hsc by")] == ["HSC by school"]
    assert choices.fitting("#hsc by") == choices.on_which("hsc by") == []
    study.perform(remove_view(view_id))
    assert links(study, memo_id)[0].gone == "deleted"
