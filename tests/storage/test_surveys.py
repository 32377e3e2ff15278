"""A survey in a study: what it asks, what was answered, what it found; figures of the published study."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from sqlalchemy import func, select

from coding.analysis.survey_answers import RoundAnswers
from coding.analysis.survey_groups import GroupedBy
from coding.analysis.survey_records import statement_records
from coding.analysis.survey_results import ALL, SurveyResults, SurveyShare
from coding.errors import UserError
from coding.model.study import InterviewKind
from coding.model.survey import (
    AnswerColumn,
    AskedNumbers,
    Bank,
    Instrument,
    ItemDirection,
    ItemKind,
    SurveyItem,
)
from coding.survey.headings import AnswerUse
from coding.survey.instrument_lines import instrument_from
from coding.survey.plan import SurveyPlan, with_column, with_survey_round
from coding.survey.sheets import AnswerSheet
from storage.intake.import_batch import known_study
from storage.intake.survey_files import planned
from storage.operations.survey_items import (
    add_statements,
    ask_about,
    remove_item,
    reword_item,
    set_item_direction,
    set_item_text,
)
from storage.operations.surveys import (
    add_survey,
    remove_answers,
    remove_respondents,
    remove_survey,
    set_asked,
    set_returned,
    store_answers,
)
from storage.queries.survey_instruments import questions_raised, survey_of
from storage.queries.surveys import grouping_called, round_answers, survey_results
from storage.queries.texts import interviews, transcript
from storage.shipped_surveys import partnership_survey
from storage.study import survey_schema
from storage.study.study_file import StudyFile
from storage.writers.survey import SurveyFile, export_survey
from tests.storage.dumps import perform_both_ways
from tests.tools.survey_counts import ASKED, forms

NAMES = [*partnership_survey().by_name]
# By round, statement and group: what the study prints, rounded half up.
PRINTED = """
2014 JPD A1 all 31 31 100 | 2014 JPD A2 all 0 31 0 | 2014 JPD A3 all 0 31 0 | 2014 JPD B1 all 24 31 77
2014 JPD B2 all 24 31 77 | 2014 JPD B3 all 20 31 65 | 2014 JPD B4 all 16 31 52 | 2014 JPD C1 all 17 31 55
2014 HSC B1 HD 8 10 80 | 2014 HSC B1 SLT 5 9 56 | 2014 HSC B1 T 8 12 67 | 2014 HSC B1 all 21 31 68
2014 HSC C5 all 0 31 0 | 2014 CMP A1 all 22 31 71 | 2014 JPD C2 HD 2 10 20 | 2015 JPD C2 HD 5 10 50
2014 CMP D2 HD 2 10 20
"""


def sheet(rows: Sequence[Sequence[object]], file: str = "survey.csv", name: str = "") -> AnswerSheet:
    return AnswerSheet(
        file, name, tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    )


def nothing() -> SurveyResults:
    pytest.fail("the study has no survey")


def plan_of(study: StudyFile, *sheets: AnswerSheet, round_name: str = "") -> SurveyPlan:
    return planned(sheets, known_study(study.reader), study.reader, round_name)


def round_sheet(name: str) -> AnswerSheet:
    rows = [
        [each.number, each.school, each.group, *(int(n in each.marked) for n in NAMES)]
        for each in forms(name)
    ]
    return sheet([["No.", "School", "Group", *NAMES], *rows], f"survey {name}.csv")


@pytest.fixture
def both(study: StudyFile) -> SurveyResults:
    study.perform(store_answers(plan_of(study, round_sheet("2014"), round_sheet("2015"))))
    for each in round_answers(study.reader, 1):
        study.perform(set_asked(each.id, AskedNumbers(ASKED)))
    found = survey_results(study.reader)
    assert found is not None
    return found


def test_the_printed_figures_come_out(both: SurveyResults) -> None:
    records = [*statement_records(both, by_group=True)]
    found = {(r["round"], r["statement"], r["group"]): (r["marked"], r["n"], r["percent"]) for r in records}
    for line in PRINTED.replace("\n", "|").split("|"):
        words = line.split()
        if words:
            place, figures = (words[0], " ".join(words[1:3]), words[3]), tuple(map(int, words[4:]))
            assert found[place] == figures
    first, last = both.rounds
    assert (first.response_text(), first.response_percent()) == ("31 of 68", "46 %")
    assert (last.response_text(), last.response_percent()) == ("49 of 68", "72 %")
    parts = [[both.part_of(each, group) for group in both.groups] for each in both.rounds]
    assert parts == [
        [SurveyShare(10, 31), SurveyShare(9, 31), SurveyShare(12, 31)],
        [SurveyShare(10, 49), SurveyShare(13, 49), SurveyShare(26, 49)],
    ]
    assert [[part.percent for part in round_] for round_ in parts] == [
        ["32 %", "29 %", "39 %"],
        ["20 %", "27 %", "53 %"],
    ]


def test_bounds_are_of_all_who_were_asked(both: SurveyResults) -> None:
    first, last = both.rounds
    _bank, item = both.instrument.by_name["JPD C2"]
    assert both.bounds(first, item) == (7, 44, 68)
    assert both.bounds(last, item) == (24, 43, 68)
    bounds = both.bounds(first, both.instrument.by_name["JPD B1"][1])
    assert bounds is not None and bounds.text == "35 to 90 %"
    assert both.bounds(first, item, "HD") is None  # nobody said how many heads were asked


def test_all_can_fall_where_no_group_does(both: SurveyResults) -> None:
    _bank, item = both.instrument.by_name["JPD B1"]
    changes = [both.change(item, group) for group in (ALL, "HD", "SLT", "T")]
    assert [each and round(each.points) for each in changes] == [-4, 0, 3, 4]
    assert [each and each.is_withheld for each in changes] == [False, False, True, False]
    at_mix = both.change_at_first_mix(item)
    # 10/31 of 10/10, 9/31 of 12/13 and 12/31 of 14/26, less 24/31.
    assert at_mix == pytest.approx(100 * ((10 + 9 * 12 / 13 + 12 * 14 / 26) / 31 - 24 / 31))
    opposite = [name for name, (_b, each) in both.instrument.by_name.items() if both.points_opposite(each)]
    assert opposite[:3] == ["JPD B1", "JPD B4", "JPD C1"]


def test_a_profile_is_of_strengths_alone(both: SurveyResults) -> None:
    bank = both.instrument.banks[0]
    first = both.rounds[0]
    assert both.stage_share(first, bank, "A") == (31, 31)  # A2 and A3 are deficits
    assert both.stage_share(first, bank, "B") == (24 + 24 + 20 + 16, 4 * 31)
    deficits = {
        name for name, (_b, i) in both.instrument.by_name.items() if i.direction is not ItemDirection.STRENGTH
    }
    runs = {bank.running_name_of(i) for bank, i in both.instrument.places if bank.name_of(i) in deficits}
    assert runs == {
        *("JPD 2", "JPD 3", "HSC 1", "HSC 2", "HSC 3", "HSC 4", "HSC 5", "HSC 9"),
        *("CMP 1", "E&C 1", "E&C 2", "E&C 3", "AA 1"),
    }


def test_banks_are_tied_to_strands_and_stages(both: SurveyResults, study: StudyFile) -> None:
    numbers = both.instrument.statement_numbers()
    assert numbers["HSC"] == {"A": 5, "B": 5, "C": 5, "D": 3}
    assert [sum(each.values()) for each in numbers.values()] == [13, 18, 8, 10, 11]
    assert all(bank.code_id for bank in both.instrument.banks)
    assert dict(both.instrument.stages)["C"] == "Embedding"
    found = survey_results(study.reader, GroupedBy.SCHOOL)
    assert found is not None and found.groups == ("A", "B", "C", "D", "E")


def test_every_act_is_undone_whole(study: StudyFile) -> None:
    perform_both_ways(study, store_answers(plan_of(study, round_sheet("2014"))))
    survey = survey_of(study.reader)
    assert survey is not None
    (round_,) = round_answers(study.reader, survey.id)
    item = survey.banks[0].items[0]
    asked = AskedNumbers(68, {"HD": 12}, {"A": 14})
    for act in (
        set_asked(round_.id, asked),
        set_returned(round_.id, "in meetings, some by post"),
        set_item_direction(item.id, ItemDirection.MIXED),
        set_item_text(item.id, "Staff meet to learn"),
        add_survey(replace(survey, name="Another", id=0)),
        remove_respondents(round_.ids[:2]),
    ):
        perform_both_ways(study, act)
    (round_,) = round_answers(study.reader, survey.id)
    assert (round_.count, round_.asked, round_.returned) == (29, asked, "in meetings, some by post")
    perform_both_ways(study, remove_answers(round_.id))
    perform_both_ways(study, remove_survey(survey.id))
    assert study.reader.scalar(select(func.count()).select_from(survey_schema.respondent)) == 0
    with pytest.raises(UserError):
        study.perform(remove_survey(survey.id))


def test_answers_of_no_known_round_are_refused(study: StudyFile) -> None:
    rows = [["School", "JPD A1", "JPD A2"], ["A", 1, 0], ["B", 0, 1]]
    with pytest.raises(UserError, match="round"):
        study.perform(store_answers(plan_of(study, sheet(rows))))
    plan = with_survey_round(plan_of(study, sheet(rows)), [0], "2016")
    study.perform(store_answers(plan))
    assert [each.round for each in round_answers(study.reader, 1)] == ["2016"]


def test_what_was_understood_is_corrected(study: StudyFile) -> None:
    rows = [["School", "JPD A1", "Something else"], ["A", 1, 1], ["B", 0, 1], ["A", 0, 0]]
    study.perform(add_survey(partnership_survey()))
    plan = plan_of(study, sheet(rows), round_name="2014")
    assert [column.use for column in plan.tables[0].columns][-1] is AnswerUse.LEFT_OUT
    plan = with_column(plan, 0, 2, AnswerUse.STATEMENT, "JPD B2")
    study.perform(store_answers(plan))
    records = [*statement_records(survey_results(study.reader) or nothing(), by_group=False)]
    assert [(r["statement"], r["marked"], r["n"]) for r in records] == [("JPD A1", 1, 3), ("JPD B2", 2, 3)]


def test_what_is_not_answered_is_told_apart(study: StudyFile) -> None:
    cells = ["1", "0", "N/A", "Not answered", "", "don't know", "4.0"]
    rows = [["ID", "JPD A1", "JPD B1"], *([at, cell, "0"] for at, cell in enumerate(cells, 1))]
    plan = plan_of(study, sheet(rows), round_name="2014")
    answers = [each.answers[0] for each in plan.tables[0].respondents]
    assert answers == [1, 0, -1, None, None, -2, None]
    assert plan.tables[0].notes[0] == "1 cell was not understood: “4.0”"
    study.perform(store_answers(plan))
    records = [*statement_records(survey_results(study.reader) or nothing(), by_group=False)]
    assert (records[0]["marked"], records[0]["n"]) == (1, 3)


def test_other_words_are_another_survey(study: StudyFile) -> None:
    words = ["We train together on set days", "Training comes last", "Colleagues go and watch lessons"]
    heads = [f"{name}. {text}" for name, text in zip(["JPD A1", "JPD A2", "JPD B1"], words, strict=True)]
    plan = plan_of(study, sheet([["Role", *heads], ["Head", "x", "", "x"], ["Teacher", "", "x", ""]]))
    assert [item.text for _bank, item in plan.instrument.places] == words
    assert plan.instrument.by_name["JPD A2"][1].direction is ItemDirection.DEFICIT
    assert plan.is_new and plan.instrument.name == "survey"


def test_an_instrument_is_made_of_headings_nobody_knows(study: StudyFile, tmp_path: Path) -> None:
    heads = [
        "Timestamp",
        "Your role",
        "We read together",
        "How often?",
        "Years here",
        "Which?",
        "What is hard?",
    ]
    rows = [
        ["2016/05/12 10:02", "Teacher", "Yes", "Often", "12", "tea;cake;", "Time, and finding a room"],
        ["2016/05/12 11:02", "Head", "No", "Never", "4.0", "cake;", "Nothing"],
        ["2016/05/13 09:40", "Teacher", "Yes", "Sometimes", "31", "", "We are all too tired by then"],
    ]
    plan = plan_of(study, sheet([heads, *rows]))
    kinds = {item.text: (item.kind, item.options) for _bank, item in plan.instrument.places}
    assert kinds == {
        "We read together": (ItemKind.STATEMENT, ()),
        "How often?": (ItemKind.SCALE, ("Never", "Sometimes", "Often")),
        "Years here": (ItemKind.NUMBER, ()),
        "Which?": (ItemKind.CHOICES, ("tea", "cake")),
        "What is hard?": (ItemKind.OPEN, ()),
    }
    study.perform(store_answers(plan))
    results = survey_results(study.reader)
    assert results is not None
    records = [r for r in statement_records(results, by_group=False) if r["statement"] != "S 1"]
    shares = [(r["statement"], r["answer"], r["marked"], r["n"]) for r in records if "mean" not in r]
    # Often, never, sometimes are 3, 1, 2; 12, 4 and 31 years: their mean and spread, divided by n.
    assert [(r["statement"], r["mean"], r["sd"], r["n"]) for r in records if "mean" in r] == [
        *(("Q 1", 2.0, 0.82, 3), ("Q 2", 15.67, 11.32, 3)),
    ]
    assert shares == [
        *(("Q 1", "Never", 1, 3), ("Q 1", "Sometimes", 1, 3), ("Q 1", "Often", 1, 3)),
        *(("Q 3", "tea", 1, 2), ("Q 3", "cake", 2, 2)),
    ]
    assert results.instrument.by_name["Q 1"][1].id
    with pytest.raises(UserError, match="not grouped by moonlight"):
        grouping_called(study.reader, results.instrument, "moonlight")
    by = grouping_called(study.reader, results.instrument, "q 1")
    found = survey_results(study.reader, by) or nothing()
    assert [found.size(found.rounds[0], each) for each in ("Never", "Sometimes", "Often")] == [1, 1, 1]
    export_survey(study.path, tmp_path / "survey.docx")
    with ZipFile(tmp_path / "survey.docx") as package:
        told = package.read("word/document.xml").decode()
    assert all(each in told for each in ("mean 2.0, SD 0.8, n 3", "they can add up to over 100 %"))


def test_banks_of_a_study_of_its_own(study: StudyFile) -> None:
    rows = [["Group", "FG 1", "FG 2", "IT A1"], ["T", 1, 0, 1], ["HD", 1, 1, 0]]
    plan = plan_of(study, sheet(rows), round_name="2014")
    assert [*plan.instrument.by_name] == ["FG 1", "FG 2", "IT A1"]


def test_any_result_of_ten_thousand_is_there_at_once() -> None:
    """Not the time, which a benchmark measures, but that arrays of any size are counted alike."""
    random = np.random.default_rng(1)
    values = (random.random((10_000, 3)) < [0.2, 0.5, 0.9]).astype(float)
    items = tuple(SurveyItem(f"s{at}", number=at, position=at - 1, id=at) for at in (1, 2, 3))
    groups = tuple(random.choice(["HD", "T"], 10_000))
    round_ = RoundAnswers(
        *(1, 1, "2014", tuple(AnswerColumn(each.id) for each in items), tuple(range(10_000))),
        *(tuple(range(10_000)), ("A",) * 10_000, ("",) * 10_000, groups, values),
    )
    results = SurveyResults(Instrument("x", (Bank("B", "B", items),)), (round_,))
    for at, item in enumerate(items):
        whole = results.share(round_, item)
        parts = [results.share(round_, item, group) for group in results.groups]
        assert whole == (int(values[:, at].sum()), 10_000)
        assert whole is not None and sum(part.k for part in parts if part) == whole.k


def test_the_sheet_says_how_many_were_asked(study: StudyFile, tmp_path: Path) -> None:
    asked = sheet([["Group", "Asked"], ["HD", 12], ["SLT", 14], ["T", 42], ["Total", 68]], name="Asked")
    answers = replace(round_sheet("2014"), name="Answers")
    study.perform(store_answers(plan_of(study, answers, asked)))
    (round_,) = round_answers(study.reader, 1)
    assert round_.asked == AskedNumbers(68, {"HD": 12, "SLT": 14, "T": 42})


def test_open_answers_are_texts_to_be_coded(study: StudyFile) -> None:
    heads = ["Timestamp", "Your role", "We meet", "How do you plan together?"]
    rows = [
        ["2014/05/12 10:02", "Teacher", "Yes", "We sit down, on Thursdays,\nand talk."],
        ["2014/05/13 10:02", "Head", "No", ""],
        ["2014/05/14 10:02", "Head", "No", "Alone"],
    ]
    perform_both_ways(study, store_answers(plan_of(study, sheet([heads, *rows]))))
    (text,) = [each for each in interviews(study.reader) if each.kind is InterviewKind.ANSWERS]
    stored = transcript(study.reader, text.id)
    assert stored is not None
    assert stored.text == "We sit down, on Thursdays,\nand talk.\nAlone"
    assert [each.label for each in stored.speakers] == ["No. 1", "No. 3"]
    assert (text.participant_words, text.round_id) == (8, round_answers(study.reader, 1)[0].round_id)
    (round_,) = round_answers(study.reader, 1)
    perform_both_ways(study, remove_respondents([round_.ids[0]]))
    stored = transcript(study.reader, text.id)
    assert stored is not None and stored.text == "Alone"
    perform_both_ways(study, remove_answers(round_.id))
    assert transcript(study.reader, text.id) is None


def test_what_leaves_the_study_singles_nobody_out(study: StudyFile, tmp_path: Path) -> None:
    study.perform(store_answers(plan_of(study, round_sheet("2015"))))
    for what, rows in ((SurveyFile.RESULTS, 60 * 4), (SurveyFile.WIDE, 49), (SurveyFile.LONG, 49 * 60)):
        export_survey(study.path, tmp_path / "survey.csv", what)
        with (tmp_path / "survey.csv").open(encoding="utf-8-sig", newline="") as file:
            records = [*csv.DictReader(file)]
        assert len(records) == rows
        # Of heads and of senior leaders there are two or three a school: theirs stay out.
        told = {(record["group"], bool(record.get("school"))) for record in records if what != "results"}
        assert told <= {("HD", False), ("SLT", False), ("T", True)}
    # Role and school crossed: of teachers there are five or six a school, of the others two or three.
    export_survey(study.path, tmp_path / "survey.csv", by=GroupedBy.CROSSED)
    with (tmp_path / "survey.csv").open(encoding="utf-8-sig", newline="") as file:
        sizes = {(record["group"], int(record["n"])) for record in csv.DictReader(file)}
    assert min(n for _group, n in sizes) >= 5
    assert {group for group, _n in sizes} == {"all", "others", *(f"{letter} · T" for letter in "ABCDE")}
    export_survey(study.path, tmp_path / "survey.svg", bank_id=1)
    drawn = (tmp_path / "survey.svg").read_text("utf-8")
    assert all(each in drawn for each in (">24 of 49 49 %<", ">Lessons are taught again and improved<"))
    assert "2015: 49 answers, asked not known" in drawn and "HSC" not in drawn


def test_statements_are_typed_pasted_and_reworded(study: StudyFile) -> None:
    pasted = """JPD Joint practice development
A Beginning
We meet for training
- Training comes last
JPD B1 We watch lessons
HSC: Social capital
1. We know one another (mixed)
"""
    asked = instrument_from([line.split("\t") for line in pasted.splitlines()], "Ours")
    names = {name: (item.text, item.direction.value) for name, (_bank, item) in asked.by_name.items()}
    assert names == {
        "JPD A1": ("We meet for training", "strength"),
        "JPD A2": ("Training comes last", "deficit"),
        "JPD B1": ("We watch lessons", "strength"),
        "HSC 1": ("We know one another", "mixed"),
    }
    table = [
        ("Bank", "Stage", "Number", "Statement", "Direction"),
        ("E&C", "A", "1", "We are polite", "deficit"),
    ]
    perform_both_ways(study, add_statements(asked))
    perform_both_ways(study, add_statements(instrument_from(table, "")))
    with pytest.raises(UserError, match="already"):
        study.perform(add_statements(asked))
    rows = [["Group", "JPD B1", "E&C A1"], ["T", 1, 0], ["T", 0, 1]]
    study.perform(store_answers(plan_of(study, sheet(rows), round_name="2014")))
    item = (survey_of(study.reader) or partnership_survey()).by_name["JPD B1"][1]
    perform_both_ways(study, reword_item(item.id, "We go and watch each other's lessons"))
    study.perform(store_answers(plan_of(study, sheet([*rows, ["T", 1, 1]], "b.csv"), round_name="2015")))
    results = survey_results(study.reader) or nothing()
    new = results.instrument.by_name["JPD B1"][1]
    assert (new.previous_id, results.reworded_since(new)) == (item.id, ("2014",))
    assert [results.share(each, new) for each in results.rounds] == [(1, 2), (2, 3)]
    last = results.rounds[-1]
    perform_both_ways(study, ask_about(new.id, last.round_id, "How do you watch each other?"))
    assert [each[:2] for each in questions_raised(study.reader, [new.id])] == [
        ("2015", "How do you watch each other?")
    ]
    with pytest.raises(UserError, match="asks that already"):
        study.perform(ask_about(new.id, last.round_id, "How do you watch each other?"))
    with pytest.raises(UserError, match="answered"):
        study.perform(remove_item(new.id))
    perform_both_ways(study, remove_item(results.instrument.by_name["HSC 1"][1].id))
