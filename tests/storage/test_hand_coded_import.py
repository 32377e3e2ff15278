"""Word files coded by hand come in: what is announced is what is stored, and what a person counts."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from coding.intake.mark_corrections import with_colour, with_label, with_mark, with_rules
from coding.intake.mark_summary import colours_of, marks_summary
from coding.intake.plan import ImportPlan
from coding.model.study import State
from coding.notation.hand_marks import CodedBy, HandRules, MarkChoice, MarkState, Reach
from storage.intake.import_batch import known_study, plan_import
from storage.operations.codebook import delete_code
from storage.operations.imports import store_import
from storage.operations.studies import add_shipped_framework
from storage.queries.codebook import current_framework_id, framework
from storage.queries.codings import codings
from storage.queries.remarks import remarks
from storage.queries.texts import interview, interview_memo, transcript
from storage.queries.tree import reading_states
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways
from tests.storage.word_files import docx, paragraph, run

YELLOW, GREEN = '<w:highlight w:val="yellow"/>', '<w:shd w:fill="C6E0B4"/>'
ASKED = paragraph("Interviewer: How do the schools work together?")


def on(number: int, text: str) -> tuple[str, str, str]:
    """Return the runs that a comment hangs on."""
    return f'<w:commentRangeStart w:id="{number}"/>', run(text), f'<w:commentRangeEnd w:id="{number}"/>'


def comment(number: int, author: str, text: str) -> str:
    return f'<w:comment w:id="{number}" w:author="{author}">{paragraph(text)}</w:comment>'


# By hand: HSC 3, E&amp;C 2, JPD 2 (one at stage C), CMP 1, AI 1 (unsure), DI 1 (unsure); DSX is asked about.
LETTERS = docx(
    ASKED
    + paragraph("Headteacher: We are open with each other, and we just tell each other. HSC/E&amp;C")
    + paragraph("Interviewer: And what has changed?")
    + paragraph("Headteacher: The teachers plan together. Embedded JPD And they came back. JPD Impact")
    + paragraph("Deputy: We looked at it with one of their analysts. E&amp;C Analytical Investigation?")
    + paragraph("What we need is trust. We report to OFSTED. HSC and staff turbulence")
    + paragraph("Interviewer: Is that JPD?")
    + paragraph("Headteacher: We do it for all the children. Disciplined Innovation!?")
    + paragraph("HSC; CMP")
    + paragraph("Deputy: And there was the governing body. DSX")
)
BY_HAND = {"HSC": 3, "E&C": 2, "JPD": 2, "CMP": 1, "AI": 1, "DI": 1}

# Yellow is Partnership Competence. By hand: two passages of it alone, HSC, JPD (which disagrees).
COLOURS = docx(
    ASKED
    + paragraph("Headteacher: ", run("We tell each other.", YELLOW), " And so on.")
    + paragraph(run("Deputy: They hold us to account. HSC", YELLOW), " And that is good.")
    + paragraph("Headteacher: ", run("They plan with us.", YELLOW), " JPD")
    + paragraph("Deputy: ", run("And they ", YELLOW), run("came back.", YELLOW))
    + paragraph(run("So it went.", YELLOW), " ", run("Green, this is.", GREEN))
)

# By hand: HSC and E&C by Ann, JPD by Bob; a remark of each.
COMMENTS = docx(
    ASKED
    + paragraph("Headteacher: ", *on(0, "We tell each other."), " And ", *on(1, "they came back"), ".")
    + paragraph("Deputy: ", *on(2, "We plan together."), *on(3, " All of us."), " So."),
    comment(0, "Ann", "HSC/E&amp;C")
    + comment(1, "Ann", "Who came back? Ask.")
    + comment(2, "Bob", "JPD - see also what the head says")
    + comment(3, "Bob", "Really?"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "2015"
    made.mkdir()
    for name, data in (("A2.docx", LETTERS), ("B2.docx", COLOURS), ("C2.docx", COMMENTS)):
        (made / name).write_bytes(data)
    return made


def planned(study: StudyFile, *paths: Path, rules: HandRules | None = None) -> ImportPlan:
    return plan_import(paths, known_study(study.reader), rules or HandRules(reach=Reach.STRETCH))


def code(study: StudyFile, short: str) -> int:
    found = framework(study.reader, current_framework_id(study.reader) or 0)
    assert found is not None
    return next(code.id for code in found.codes if code.short == short)


def stored(study: StudyFile, interview_id: int) -> Counter[str]:
    """Return how many codings of each strand an interview has."""
    found = framework(study.reader, current_framework_id(study.reader) or 0)
    assert found is not None
    return Counter(found.by_id[coding.code_id].short for coding in codings(study.reader, interview_id))


def test_letters_are_counted_as_by_hand(study: StudyFile, folder: Path) -> None:
    plan = planned(study, folder / "A2.docx")
    announced = marks_summary(plan)
    (interview_id,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    assert stored(study, interview_id) == BY_HAND
    assert (announced.codings, announced.passages) == (10, 6)
    assert announced.by_code == {code(study, short): n for short, n in BY_HAND.items()}
    assert reading_states(study.reader, [1], interview_id) == {interview_id: State.BEING_READ}


def test_the_stored_text_is_speech_only(study: StudyFile, folder: Path) -> None:
    (interview_id,) = study.perform(store_import(planned(study, folder / "A2.docx"))).result.interview_ids
    text = transcript(study.reader, interview_id)
    assert text is not None
    assert "HSC" not in text.text
    assert text.text.count("JPD") == 1  # somebody says it
    assert "DSX" in text.text
    said = {text.text[coding.start : coding.end] for coding in codings(study.reader, interview_id)}
    assert "We are open with each other, and we just tell each other." in said
    assert "What we need is trust. We report to OFSTED." in said
    assert all(said)


def test_stage_doubt_and_what_is_left_over_are_stored(study: StudyFile, folder: Path) -> None:
    (interview_id,) = study.perform(store_import(planned(study, folder / "A2.docx"))).result.interview_ids
    by_code = {coding.code_id: coding for coding in codings(study.reader, interview_id) if coding.unsure}
    assert set(by_code) == {code(study, "AI"), code(study, "DI")}
    assert {c.memo for c in codings(study.reader, interview_id)} == {
        "",
        "JPD Impact",
        "HSC and staff turbulence",
    }
    jpd = [c for c in codings(study.reader, interview_id) if c.code_id == code(study, "JPD")]
    assert sum(c.stage_id is not None for c in jpd) == 1


def test_directions_are_stored_and_those_in_words_are_guesses_to_be_reviewed(
    study: StudyFile, tmp_path: Path
) -> None:
    said = (
        "We tell. HSC-/E&amp;C",
        "They plan. JPD+",
        "We do not ask. lack of CMP/AI",
        "No. HSC-JPD",
    )
    path = tmp_path / "A2.docx"
    path.write_bytes(docx(ASKED + "".join(paragraph(f"Headteacher: {each}") for each in said)))
    plan = planned(study, path)
    states = [mark.state for mark in plan.rows[0].marks]
    assert states == [MarkState.UNDERSTOOD] * 2 + [MarkState.GUESSED, MarkState.UNDERSTOOD]
    (interview_id,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    names = {code(study, short): short for short in ("HSC", "E&C", "JPD", "CMP", "AI")}
    found = codings(study.reader, interview_id)
    in_order = sorted(found, key=lambda each: (each.start, list(names).index(each.code_id)))
    assert [(names[each.code_id], each.direction) for each in in_order] == [
        ("HSC", "lacks"),
        ("E&C", ""),
        ("JPD", "shows"),
        ("CMP", "lacks"),
        ("AI", ""),
        ("HSC", ""),
        ("JPD", ""),
    ]
    assert {each.memo for each in found if each.direction == "lacks"} == {"", "lack of CMP/AI"}


def test_colours_are_listed_until_said_and_then_counted(study: StudyFile, folder: Path) -> None:
    plan = planned(study, folder / "B2.docx")
    assert [(use.colour, use.times, use.said) for use in colours_of(plan)] == [
        ("yellow", 4, False),
        ("c6e0b4", 1, False),
    ]
    assert marks_summary(plan).not_understood == 3
    plan = with_colour(plan, "yellow", code(study, "PC"))
    (interview_id,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    assert stored(study, interview_id) == {"PC": 2, "HSC": 1, "JPD": 1}
    text = transcript(study.reader, interview_id)
    assert text is not None
    assert {text.text[coding.start : coding.end] for coding in codings(study.reader, interview_id)} == {
        "We tell each other.",
        "They hold us to account.",
        "They plan with us.",
        "And they came back.\nSo it went.",
    }
    (disagreeing,) = [mark for mark in plan.rows[0].marks if mark.note]
    assert disagreeing.written == "JPD"


def test_what_a_colour_and_a_label_mean_is_remembered(study: StudyFile, folder: Path) -> None:
    plan = with_colour(planned(study, folder), "yellow", code(study, "PC"))
    plan = with_label(with_colour(plan, "c6e0b4", None), "DSX", code(study, "DSI"))
    study.perform(store_import(plan))
    again = planned(study, folder)
    assert all(use.said for use in colours_of(again))
    assert marks_summary(again).not_understood == 0
    perform_both_ways(study, store_import(with_label(again, "DSX", None)))
    assert known_study(study.reader).labels == {"dsx": None}


def test_what_a_colour_means_holds_for_its_framework_only(study: StudyFile, folder: Path) -> None:
    study.perform(store_import(with_colour(planned(study, folder), "yellow", code(study, "PC"))))
    other = study.perform(add_shipped_framework("grid_group")).result
    assert known_study(study.reader, other).colours == {}


def test_a_code_that_a_colour_means_can_be_deleted(study: StudyFile, folder: Path) -> None:
    pc = code(study, "PC")
    study.perform(store_import(with_colour(planned(study, folder), "yellow", pc)))
    perform_both_ways(study, delete_code(pc))
    assert known_study(study.reader).colours == {}


def test_comments_are_the_commenters(study: StudyFile, folder: Path) -> None:
    plan = planned(study, folder / "C2.docx", rules=HandRules(coded_by=CodedBy.COMMENTER))
    announced = marks_summary(plan)
    (interview_id,) = perform_both_ways(study, store_import(plan)).result.interview_ids
    assert stored(study, interview_id) == {"HSC": 1, "E&C": 1, "JPD": 1}
    written = remarks(study.reader, interview_id)
    assert [(r.coder, r.text) for r in written] == [("Ann", "Who came back? Ask."), ("Bob", "Really?")]
    assert announced.remarks == 2
    text = transcript(study.reader, interview_id)
    assert text is not None
    assert [text.text[slice(*r.span)] for r in written] == ["they came back", "All of us."]
    assert interview_memo(study.reader, interview_id, study.coder_id) == ""
    coder = schema.coder.c
    names = {row.id: row.name for row in study.reader.execute(select(coder.id, coder.name))}
    assert Counter(names[c.coder_id] for c in codings(study.reader, interview_id)) == {"Ann": 2, "Bob": 1}
    assert {c.memo for c in codings(study.reader, interview_id)} == {"", "JPD - see also what the head says"}


def test_codings_can_be_mine(study: StudyFile, folder: Path) -> None:
    study.perform(store_import(planned(study, folder / "C2.docx")))
    assert {c.coder_id for c in codings(study.reader, 2)} == {study.coder_id}
    assert [r.coder for r in remarks(study.reader, 2)] == ["Ann", "Bob"]


def test_a_batch_is_announced_as_it_is_stored(study: StudyFile, folder: Path) -> None:
    plan = with_colour(planned(study, folder), "yellow", code(study, "PC"))
    announced = marks_summary(plan)
    ids = perform_both_ways(study, store_import(plan)).result.interview_ids
    assert announced.codings == sum(sum(stored(study, id_).values()) for id_ in ids)
    assert announced.remarks == sum(len(remarks(study.reader, id_)) for id_ in ids)
    words = {
        interview(study.reader, id_): import_row for id_, import_row in zip(ids, plan.included, strict=True)
    }
    assert all(found is not None and found.words == import_row.words for found, import_row in words.items())


@pytest.mark.parametrize("reach", list(Reach))
def test_however_far_marks_reach_the_counts_are_those_announced(
    study: StudyFile, folder: Path, reach: Reach
) -> None:
    plan = with_rules(planned(study, folder), HandRules(reach=reach))
    ids = study.perform(store_import(plan)).result.interview_ids
    assert marks_summary(plan).codings == sum(sum(stored(study, id_).values()) for id_ in ids)


def test_one_mark_is_put_right(study: StudyFile, folder: Path) -> None:
    plan = planned(study, folder / "A2.docx")
    (asked,) = [mark for mark in plan.rows[0].marks if mark.state is MarkState.NOT_UNDERSTOOD]
    plan = with_mark(plan, 0, asked, MarkChoice(code_ids=(code(study, "DSI"),), reach=Reach.SENTENCE))
    (interview_id,) = study.perform(store_import(plan)).result.interview_ids
    assert stored(study, interview_id) == BY_HAND | {"DSI": 1}
    (said,) = [mark for mark in plan.rows[0].marks if mark.written == "DSX"]
    plan = with_mark(plan, 0, said, MarkChoice())
    assert marks_summary(plan).not_understood == 1


def test_what_is_not_read_stays_in_the_text(study: StudyFile, folder: Path) -> None:
    rules = HandRules(read_letters=False, read_colours=False, read_comments=False)
    plan = with_rules(planned(study, folder), rules)
    assert all(import_row.marks == () for import_row in plan.rows)
    assert plan.rows[0].segmented == plan.rows[0].original
