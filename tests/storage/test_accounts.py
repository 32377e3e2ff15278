"""The account of a school goes out as Word and comes back with changes and comments; all of it is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from storage.operations import accounts as commands
from storage.operations.people import remove_person
from storage.queries.accounts import accounts
from storage.queries.memos import memos
from storage.readers.returned import Wish, in_words, read_returned, returned_from
from storage.study.operation import Operation
from storage.study.study_file import StudyFile
from storage.writers.account import lines_as_sent, write_account_to_word
from tests.storage.dumps import made, perform_both_ways, try_all
from tests.storage.word_files import docx, paragraph

_IDS, _TEXTS = st.integers(1, 3), st.sampled_from(["", "They meet.", "They meet weekly."])
_ON = st.sampled_from(["school_id", "case_id"])

ACTS: st.SearchStrategy[Operation[Any]] = st.one_of(
    made(commands.write_account, _ON, _IDS, _TEXTS),
    made(commands.keep_reply, _ON, _IDS, _TEXTS, st.just("2015-06-10")),
    made(commands.agree_on_account, _ON, _IDS, st.just("2015-06-11")),
    made(remove_person, _IDS),
)


@given(some=st.lists(ACTS, min_size=1, max_size=6))
def test_whatever_is_done_can_be_undone_and_redone_exactly(filled: Path, some: list[Operation[Any]]) -> None:
    try_all(filled, [replace(each, is_typed=False) for each in some])  # a step of undo each


def test_draft_wishes_and_what_was_agreed_are_kept(study: StudyFile) -> None:
    study.perform(commands.write_account("school_id", 2, "They meet."))
    perform_both_ways(study, commands.keep_reply("school_id", 2, "Say weekly.", "2015-06-10"))
    perform_both_ways(study, commands.agree_on_account("school_id", 2, "2015-06-11"))
    study.perform(commands.write_account("school_id", 2, "They meet weekly."))
    kept = accounts(study.reader, "school_id", 2)
    assert kept.draft is not None
    assert kept.draft.text == "They meet weekly."
    assert [(each.text, each.day) for each in kept.replies] == [("Say weekly.", "2015-06-10")]
    assert [(each.text, each.day) for each in kept.agreed] == [("They meet.", "2015-06-11")]
    assert (
        accounts(study.reader, "school_id", 1) == ((), ()) or not accounts(study.reader, "school_id", 1).draft
    )
    assert "They meet." not in [memo.text for memo in memos(study.reader)]


def test_nothing_comes_back_on_what_was_never_written(study: StudyFile) -> None:
    for act in (
        commands.keep_reply("school_id", 2, "Say weekly.", "2015-06-10"),
        commands.agree_on_account("school_id", 2, "2015-06-11"),
        commands.write_account("school_id", 99, "They meet."),
        commands.write_account("school_id", 2, " "),
    ):
        with pytest.raises(UserError):
            study.perform(act)


def test_the_draft_goes_out_as_word(study: StudyFile, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no account"):
        write_account_to_word(study.path, tmp_path / "b.docx", "School B", "school_id", 2)
    study.perform(commands.write_account("school_id", 2, "# What we saw\n\nThey **meet**.\n\n- weekly"))
    write_account_to_word(study.path, tmp_path / "b.docx", "School B", "school_id", 2)
    words = [each.text for each in Document(str(tmp_path / "b.docx")).paragraphs]
    assert words == ["School B", "What we saw", "They meet.", "weekly"]


def test_what_was_changed_without_a_mark_is_told_too(study: StudyFile, tmp_path: Path) -> None:
    written = "They **meet** daily.\n\n- in the hall\n\nAll come."
    study.perform(commands.write_account("school_id", 2, written))
    write_account_to_word(study.path, tmp_path / "b.docx", "School B", "school_id", 2)
    sent = lines_as_sent(study.reader, "School B", "school_id", 2)
    assert in_words(returned_from(tmp_path / "b.docx").compared_with(sent)).startswith("It came back without")
    document = Document(str(tmp_path / "b.docx"))
    document.paragraphs[1].runs[-1].text = " weekly."
    document.paragraphs[3].text = ""
    document.add_paragraph("Nobody asked us.")
    document.save(str(tmp_path / "back.docx"))
    came = in_words(returned_from(tmp_path / "back.docx").compared_with(sent))
    assert came.split("\n") == [
        "- not marked: taken out: “daily.”",
        "- not marked: put in: “weekly.”",
        "- not marked: taken out: “All come.”",
        "- not marked: put in: “Nobody asked us.”",
    ]


def test_changes_and_comments_are_read_back() -> None:
    changed = (
        "<w:p><w:r><w:t>They meet </w:t></w:r>"
        '<w:del w:author="Head" w:date="2015-06-10T09:00:00Z"><w:r><w:delText>daily</w:delText></w:r></w:del>'
        '<w:ins w:author="Head" w:date="2015-06-10T09:00:00Z"><w:r><w:t>week</w:t></w:r></w:ins>'
        '<w:ins w:author="Head" w:date="2015-06-10T09:01:00Z"><w:r><w:t>ly</w:t></w:r></w:ins>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>In the hall</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    )
    comments = f'<w:comment w:id="1" w:author="Deputy">{paragraph("No: the library.")}</w:comment>'
    found = read_returned(docx(changed, comments))
    assert found.wishes == (
        Wish("removed", "Head", "2015-06-10", "daily"),
        Wish("added", "Head", "2015-06-10", "weekly"),
        Wish("comment", "Deputy", "", "No: the library.", "In the hall"),
    )
    assert found.before == ("They meet daily.", "In the hall")
    assert found.text == "They meet weekly.\n\nIn the hall"
    assert in_words(found).split("\n") == [
        "- Head, 2015-06-10: taken out: “daily”",
        "- Head, 2015-06-10: put in: “weekly”",
        "- Deputy: on “In the hall”: No: the library.",
    ]
    assert (
        in_words(read_returned(docx(paragraph("As it was.")))) == "It came back without changes and comments."
    )
