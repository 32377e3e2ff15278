"""Claims under research questions: what hangs on them, what was looked for, what others make of them."""

from pathlib import Path

import pytest

from coding.analysis.compare_settings import CompareSettings
from coding.errors import UserError
from coding.model.kept_view import KeptView, ViewPage
from coding.model.memos import ClaimSource
from coding.model.study import Clearing, Span, TranscriptSpan
from coding.query.kept_settings import settings_to_json
from storage.operations.claims import add_question, explain_otherwise, note_look, say_why, set_source
from storage.operations.clearing import note_shown
from storage.operations.codings import toggle_code
from storage.operations.correcting import correct_turn
from storage.operations.hanging import hang_document, hang_figure, hang_passage, take_off_claim
from storage.operations.memos import write_memo
from storage.operations.outlining import add_entry, move_entry, remove_entry
from storage.operations.views import keep_view, note_exported
from storage.operations.withdrawing import withdraw_person
from storage.queries.coders import everybody
from storage.queries.figures import figure
from storage.queries.guids import StudyGuids
from storage.queries.kept_views import ViewReader, kept_views
from storage.queries.memos import memos
from storage.queries.outline import OutlineEntry, outline, quoted_passage
from storage.queries.remarks import remarks
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from storage.writers.outline import export_outline
from tests.storage.dumps import perform_both_ways


def keep_a_view(study: StudyFile) -> Operation[int]:
    """Return what keeps Compare as it is at first."""
    data, guids = analysis_data(study.reader, 1, everybody(study.reader)), StudyGuids(study.reader)
    asked = settings_to_json(CompareSettings(), asked_of(study.reader, data).names, guids)
    coders = tuple(guids.guid("coder", id_) for id_ in everybody(study.reader))
    view = KeptView(ViewPage.COMPARE, guids.guid("framework", 1), coders, asked)
    return keep_view("By school", view)


def views_of(study: StudyFile) -> ViewReader:
    return ViewReader(study.reader, lambda framework, ids: analysis_data(study.reader, framework, ids))


@pytest.fixture
def claim_id(study: StudyFile) -> int:
    """Return a claim below the first of two questions."""
    question = perform_both_ways(study, add_question("In what order?", None, 0)).result
    study.perform(add_question("What does not travel?", None, 1))
    return study.perform(add_entry("Trust comes first.", question, 0)).result


def claim(study: StudyFile) -> OutlineEntry:
    return next(each for each in outline(study.reader) if each.is_claim)


def test_questions_are_numbered_and_claims_are_not_lettered(study: StudyFile, claim_id: int) -> None:
    study.perform(add_entry("A sentence of its own.", None, 2))
    shown = [(each.letter, each.is_question, each.is_claim) for each in outline(study.reader)]
    assert shown == [("1", True, False), ("", False, True), ("2", True, False), ("(a)", False, False)]
    second = outline(study.reader)[2]
    perform_both_ways(study, move_entry(claim_id, second.id, 0))
    assert claim(study).question_id == second.id


def test_one_passage_hangs_on_both_sides_and_comes_off_each(study: StudyFile, claim_id: int) -> None:
    link_id = perform_both_ways(study, hang_passage(claim_id, 1, 17, 47, "for")).result
    assert perform_both_ways(study, hang_passage(claim_id, 1, 17, 47, "for")).result == link_id
    study.perform(hang_passage(claim_id, 1, 17, 47, "against"))
    assert claim(study).counts == {"for": 1, "against": 1}
    perform_both_ways(study, say_why(link_id, "She says so herself."))
    assert [why.text for each in claim(study).hung for why in each.why] == ["She says so herself."] * 2
    study.perform(take_off_claim(link_id))
    assert [each.role for each in claim(study).hung] == ["against"]
    assert claim(study).hung[0].why  # it still hangs there as something else
    perform_both_ways(study, take_off_claim(claim(study).hung[0].link_id))
    assert claim(study).hung == ()
    assert not [each for each in memos(study.reader) if each.about == "claim"]
    with pytest.raises(UserError):
        study.perform(take_off_claim(link_id))


def test_documents_and_kept_views_hang_too(study: StudyFile, claim_id: int) -> None:
    perform_both_ways(study, hang_document(claim_id, 1, "qualifies"))
    kept_id = study.perform(keep_a_view(study)).result
    perform_both_ways(study, hang_figure(claim_id, kept_id, "for"))
    with pytest.raises(UserError):
        study.perform(hang_figure(claim_id, 99, "for"))
    document, shown = claim(study).hung
    assert (document.interview_id, document.span, document.kept_id) == (1, None, None)
    assert (shown.interview_id, shown.kept_id) == (None, kept_id)
    assert [(each.coder, len(each.day)) for each in (document, shown)] == [("Me", 10)] * 2


def test_a_figure_shows_its_numbers_of_now_and_what_has_changed(study: StudyFile) -> None:
    kept_id = study.perform(keep_a_view(study)).result
    views = views_of(study)
    (row,) = kept_views(study.reader)
    before = figure(views, row)
    assert (before.numbers, before.since) == ("2015: 3 codings (FG 2, HSC 1)", "")
    assert row.view is not None
    study.perform(note_exported(kept_id, views.made(row.view)))
    study.perform(toggle_code(1, 0, 16, 2))
    (row,) = kept_views(study.reader)
    now = figure(views, row)
    assert now.numbers.startswith("2015: 4 codings")
    assert "changed since" in now.since


def test_a_claim_says_when_nobody_looked_for_what_speaks_against_it(study: StudyFile, claim_id: int) -> None:
    assert claim(study).lacks_look
    study.perform(hang_passage(claim_id, 1, 17, 47, "against"))
    assert not claim(study).lacks_look
    study.undo()
    perform_both_ways(study, note_look(claim_id, "2015-07-12", "All 52 passages on E&C read."))
    assert not claim(study).lacks_look
    perform_both_ways(study, note_look(claim_id, "2015-07-13", "Read again."))
    assert claim(study).looked == (("Me", "2015-07-13", "Read again."),)


def test_another_explanation_stands_below_and_is_answered(study: StudyFile, claim_id: int) -> None:
    said = perform_both_ways(study, explain_otherwise(claim_id, "The favour is the trust already.")).result
    perform_both_ways(study, explain_otherwise(said, "Then it is another trust."))
    study.perform(write_memo(said, "The favour is trust."))
    (explanation,) = claim(study).explanations
    assert explanation.text == "The favour is trust."
    assert [each.text for each in explanation.answers] == ["Then it is another trust."]
    assert {each.on for each in memos(study.reader) if each.about == "claim"} == {
        "Trust comes first.",
        "The favour is trust.",
    }
    with pytest.raises(UserError):
        study.perform(explain_otherwise(99, "Nothing."))
    perform_both_ways(study, remove_entry(claim_id))
    assert not [each for each in memos(study.reader) if each.about == "claim"]


def test_the_source_of_a_claim(study: StudyFile, claim_id: int) -> None:
    assert claim(study).source is ClaimSource.DATA
    perform_both_ways(study, set_source(claim_id, ClaimSource.LITERATURE))
    assert claim(study).source is ClaimSource.LITERATURE
    study.perform(set_source(claim_id, ClaimSource.DATA))
    assert claim(study).source is ClaimSource.DATA


def test_passage_and_why_follow_corrections_together(study: StudyFile, claim_id: int) -> None:
    study.perform(say_why(study.perform(hang_passage(claim_id, 1, 17, 47, "for")).result, "Because."))
    for said in ("Well, we do trust each other now.", "We trust."):
        study.perform(correct_turn(2, said, 2))
        (hung,) = claim(study).hung
        assert [why.text for why in hung.why] == ["Because."]


def test_the_line_of_why_is_no_remark_in_the_transcript(study: StudyFile, claim_id: int) -> None:
    before = remarks(study.reader, 1)
    link_id = study.perform(hang_passage(claim_id, 1, 17, 47, "for")).result
    perform_both_ways(study, say_why(link_id, "Because."))
    assert remarks(study.reader, 1) == before
    perform_both_ways(study, say_why(link_id, "  "))
    assert claim(study).hung[0].why == ()
    assert quoted_passage(study.reader, 1, Span(17, 47)).words == "“Well, we trust each other now.”"


def test_claims_go_out_with_what_stands_for_and_against_them(
    study: StudyFile, claim_id: int, tmp_path: Path
) -> None:
    link_id = study.perform(hang_passage(claim_id, 1, 17, 47, "for")).result
    study.perform(say_why(link_id, "She says so herself."))
    study.perform(hang_document(claim_id, 1, "qualifies"))
    study.perform(hang_figure(claim_id, study.perform(keep_a_view(study)).result, "against"))
    study.perform(set_source(claim_id, ClaimSource.LITERATURE))
    study.perform(explain_otherwise(claim_id, "It is habit."))
    export_outline(study.path, tmp_path / "outline.md")
    assert (tmp_path / "outline.md").read_text("utf-8").split("\n\n")[1:] == [
        "## 1 In what order?",
        "Trust comes first. *(from literature)*",
        "*For*",
        "> “Well, we trust each other now.” (Headteacher, School B, 2015)",
        "Me: She says so herself.",
        "*Qualifies*",
        "- Document: B2 · Headteacher and deputy, School B",
        "*Against*",
        "- Figure: By school. 2015: 3 codings (FG 2, HSC 1) (how often it was spoken of; talk, not growth)",
        "**Another explanation, Me:** It is habit.",
        "## 2 What does not travel?\n",
    ]


def test_what_may_not_be_quoted_is_left_out_and_counted(
    study: StudyFile, claim_id: int, tmp_path: Path
) -> None:
    study.perform(hang_passage(claim_id, 1, 17, 47, "for"))
    study.perform(note_shown((TranscriptSpan(1, 17, 47),), Clearing.REFUSED, "2015-07-12", ""))
    export_outline(study.path, tmp_path / "outline.md")
    said = (tmp_path / "outline.md").read_text("utf-8")
    assert "trust each other now" not in said
    assert "*Nobody has looked for what speaks against it.*" in said
    assert "*1 passage is left out: it may not be quoted, or its words are gone.*" in said


def test_who_withdraws_takes_passage_and_why_along(study: StudyFile, claim_id: int) -> None:
    link_id = study.perform(hang_passage(claim_id, 1, 17, 47, "for")).result
    study.perform(say_why(link_id, "She says so herself."))
    study.perform_irreversibly(withdraw_person(1))
    for each in claim(study).hung:  # of who is interviewed with another, where the words were
        assert each.span is not None
        assert quoted_passage(study.reader, 1, each.span).words == ""
    assert not [each for each in memos(study.reader) if each.text == "She says so herself."]
    assert study.check() == []
