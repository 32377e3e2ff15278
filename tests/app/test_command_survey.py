"""Answers of many shapes come in on the command line, and the results are the same."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.cli.main import run_command
from storage.shipped_surveys import partnership_survey
from tests.tools.survey_counts import SIZES, Form, forms

Output = pytest.CaptureFixture[str]
Rows = list[list[Any]]
SURVEY = partnership_survey()
NAMES = [*SURVEY.by_name]
WORDS = {name: item.text for name, (_bank, item) in SURVEY.by_name.items()}
KEYS = ("round", "statement", "group", "marked", "n", "percent")
TICKS = (True, False)
ROLES = {"HD": "Headteacher or deputy", "SLT": "Senior leader", "T": "Teacher"}


@pytest.fixture(scope="module")
def empty_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("survey") / "empty.strandline"
    assert run_command(["new", str(path)]) == 0
    return path


def saved_csv(path: Path, rows: Rows, separator: str = ",", encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def filled(sheet: Worksheet, rows: Rows) -> None:
    for row in rows:
        sheet.append(row)


def saved_xlsx(path: Path, **sheets: Rows) -> Path:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        filled(book.create_sheet(title), rows)
    book.save(path)
    return path


def wide(some: Sequence[Form], yes: Any, no: Any, heads: Callable[[str], str] = str) -> Rows:
    """Return a row a respondent and a column a statement."""
    rows: Rows = [["Respondent", "School", "Group", *map(heads, NAMES)]]
    for each in some:
        rows.append([each.number, each.school, each.group, *(yes if n in each.marked else no for n in NAMES)])
    return rows


def totals(some: Sequence[Form]) -> Rows:
    sums = [sum(name in each.marked for each in some) for name in NAMES]
    shares = [f"{100 * k // len(some)}%" for k in sums]
    return [["Total", "", "", *sums], ["", "", "%", *shares]]


def ticked(each: Form, bank: str, joined: str, say: Callable[[str], str] = lambda n: n.split()[1]) -> str:
    return joined.join(say(name) for name in NAMES if name in each.marked and name.startswith(f"{bank} "))


# --- the shapes: each writes the answers of a round to a file ---


def one_zero(path: Path, some: Sequence[Form]) -> Path:
    return saved_csv(path / "survey.csv", wide(some, 1, 0))


def crosses_with_title_and_totals(path: Path, some: Sequence[Form]) -> Path:
    rows = [["Partnership survey, January"], [], *wide(some, "x", ""), [], *totals(some), ["Counted by hand"]]
    return saved_csv(path / "survey.csv", rows, ";", "utf-16")


def yes_no_by_words(path: Path, some: Sequence[Form]) -> Path:
    return saved_csv(path / "survey.tsv", wide(some, "Yes", "No", WORDS.__getitem__), "\t", "cp1252")


def true_false_workbook(path: Path, some: Sequence[Form]) -> Path:
    body = wide(some, *TICKS, lambda name: f"{name}: {WORDS[name]}")
    half = len(body) // 2
    notes = [["What the columns mean"], ["JPD", "joint practice development"]]
    return saved_xlsx(
        path / "survey.xlsx", Notes=notes, Answers=[*body[:half], body[0], *body[half:], *totals(some)]
    )


def checked_running_numbers(path: Path, some: Sequence[Form]) -> Path:
    runs = {bank.name_of(item): bank.running_name_of(item) for bank, item in SURVEY.places}
    return saved_csv(path / "survey.csv", wide(some, "Checked", "Not checked", runs.__getitem__))


def long_rows(path: Path, some: Sequence[Form]) -> Path:
    rows: Rows = [["Respondent", "School", "Role group", "Statement", "Answer"]]
    for each in some:
        rows += [[each.number, each.school, each.group, n, int(n in each.marked)] for n in NAMES]
    return saved_csv(path / "survey.csv", rows)


def long_marks_only(path: Path, some: Sequence[Form]) -> Path:
    rows: Rows = [["Form no.", "School", "Role", "Bank", "Item"]]
    for each in some:
        for bank, item in SURVEY.places:
            if bank.name_of(item) in each.marked:
                rows.append(
                    [each.number, each.school, ROLES[each.group], bank.short, f"{item.stage}{item.number}"]
                )
    return saved_xlsx(path / "survey.xlsx", Sheet1=rows)


def ticks_by_commas(path: Path, some: Sequence[Form]) -> Path:
    rows: Rows = [["ID", "School", "Role", *(bank.short for bank in SURVEY.banks)]]
    for each in some:
        cells = [ticked(each, bank.short, ", ") for bank in SURVEY.banks]
        rows.append([each.number, f"School {each.school}", ROLES[each.group], *cells])
    return saved_csv(path / "survey.csv", rows)


def microsoft_forms(path: Path, some: Sequence[Form]) -> Path:
    heads = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Which school do you work at?",
        "Your role",
    ]
    rows: Rows = [[*heads, *(f"{bank.name}: tick what is true" for bank in SURVEY.banks)]]
    for each in some:
        cells = [
            "".join(f"{WORDS[n]};" for n in NAMES if n in each.marked and n.startswith(f"{bank.short} "))
            for bank in SURVEY.banks
        ]
        when = f"1/{each.number % 28 + 1}/{each.round} 10:02:11"
        person = [each.number, when, when, "anonymous", "", f"School {each.school}", ROLES[each.group]]
        rows.append([*person, *cells])
    return saved_xlsx(path / "answers.xlsx", Sheet1=rows)


def google_forms(path: Path, some: Sequence[Form]) -> Path:
    heads = ["Timestamp", "Email address", "Your school", "Your position"]
    rows: Rows = [[*heads, *(f"What is true of {bank.name}?" for bank in SURVEY.banks)]]
    for each in some:
        cells = [ticked(each, bank.short, ", ", WORDS.__getitem__) for bank in SURVEY.banks]
        rows.append(
            [
                f"{each.round}/01/12 10:02:11 am GMT",
                f"a{each.number}@example.org",
                each.school,
                ROLES[each.group],
                *cells,
            ]
        )
    return saved_csv(path / "Form responses.csv", rows)


def qualtrics(path: Path, some: Sequence[Form]) -> Path:
    service = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "ResponseId"]
    labels = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished", "Response ID"]
    ids = [json.dumps({"ImportId": name}) for name in (*service, "QID1", "QID2", *NAMES)]
    marks = [f"Q{at // 13 + 3}_{at % 13 + 1}" for at in range(len(NAMES))]
    words = [f"Which of these are true of your school? - Selected Choice - {WORDS[name]}" for name in NAMES]
    rows: Rows = [[*service, "Q1", "Q2", *marks], [*labels, "School", "What is your role?", *words], ids]
    rows.append([*["2014-01-02"] * 2, "Survey Preview", "", 100, 1, "R_0", "A", "Teacher", *([1] * 60)])
    for each in some:
        facts = [f"{each.round}-01-12 10:00:00"] * 2
        facts += ["IP Address", f"10.0.0.{each.number}", "100", "True", f"R_{each.number}"]
        answers = [WORDS[name] if name in each.marked else "" for name in NAMES]
        rows.append([*facts, each.school, ROLES[each.group], *answers])
    return saved_csv(path / "export.csv", rows)


def merged_headings(path: Path, some: Sequence[Form]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    body = wide(some, "✓", "")
    filled(sheet, [["Survey of the partnership"], ["", "", ""], ["No.", "School", "Group"], *body[1:]])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=63)
    column = 4
    for bank in SURVEY.banks:
        sheet.cell(2, column, bank.name)
        for item in bank.items:
            sheet.cell(3, column, f"{item.stage}{item.number}")
            column += 1
        width = len(bank.items)
        sheet.merge_cells(start_row=2, start_column=column - width, end_row=2, end_column=column - 1)
    book.save(path / "survey.xlsx")
    return path / "survey.xlsx"


def a_sheet_a_group(path: Path, some: Sequence[Form]) -> Path:
    sheets: dict[str, Rows] = {}
    for group in SIZES["2014"]:
        rows = wide([each for each in some if each.group == group], "y", "n")
        sheets[group] = [[row[0], row[1], *row[3:]] for row in rows]
    return saved_xlsx(path / "survey.xlsx", **sheets)


def numbers_that_were_floats(path: Path, some: Sequence[Form]) -> Path:
    rows: Rows = [["ID", "School", "Group", *(bank.short for bank in SURVEY.banks)]]
    running = {bank.name_of(item): str(item.position + 1) for bank, item in SURVEY.places}
    for each in some:
        cells = [ticked(each, bank.short, "\n", running.__getitem__) for bank in SURVEY.banks]
        rows.append(
            [
                each.number,
                each.school,
                each.group,
                *(f"{cell}.0" if cell.isdecimal() else cell for cell in cells),
            ]
        )
    return saved_csv(path / "survey.csv", rows, "|", "utf-8")


def by_order_alone(path: Path, some: Sequence[Form]) -> Path:
    rows = wide(some, "1.0", "0.0", lambda name: name.split()[1])
    return saved_csv(path / "survey.csv", [["sep=;"], *rows], ";")


def a_sheet_a_bank(path: Path, some: Sequence[Form]) -> Path:
    """Write parts of the same forms: statements are called by stage and number, the sheet says the bank."""
    sheets: dict[str, Rows] = {}
    for bank in SURVEY.banks:
        names = [bank.name_of(item) for item in bank.items]
        rows: Rows = [["Respondent", "School", "Group", *(name.split()[1] for name in names)]]
        for each in some:
            marks = ("x" if name in each.marked else None for name in names)
            rows.append([each.number, each.school, each.group, *marks])
        sheets[bank.short] = rows
    return saved_xlsx(path / "survey.xlsx", **sheets)


def long_of_two_rounds(path: Path, some: Sequence[Form]) -> Path:
    rows: Rows = [["Year", "Respondent", "Group", "School", "Code", "Marked"]]
    for each in (*some, *forms("2015")):
        rows += [[each.round, each.number, each.group, each.school, n, str(n in each.marked)] for n in NAMES]
    return saved_csv(path / "survey.csv", rows)


SHAPES = (
    *(a_sheet_a_bank, long_of_two_rounds),
    *(one_zero, crosses_with_title_and_totals, yes_no_by_words, true_false_workbook, checked_running_numbers),
    *(long_rows, long_marks_only, ticks_by_commas, microsoft_forms, google_forms, qualtrics, merged_headings),
    *(a_sheet_a_group, numbers_that_were_floats, by_order_alone),
)


def printed(capsys: Output, *words: str | Path) -> Any:
    capsys.readouterr()
    code = run_command([*map(str, words), "--json"])
    out = capsys.readouterr()
    assert code == 0, out.err
    return json.loads(out.out)


def expected(some: Sequence[Form]) -> Iterator[dict[str, object]]:
    for name in NAMES:
        for group in ("all", "HD", "SLT", "T"):
            asked = [each for each in some if group in ("all", each.group)]
            k, n = sum(name in each.marked for each in asked), len(asked)
            facts = (some[0].round, name, group, k, n, (200 * k + n) // (2 * n))
            yield dict(zip(KEYS, facts, strict=True))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_gives_the_same_results(
    shape: Callable[[Path, Sequence[Form]], Path], empty_study: Path, tmp_path: Path, capsys: Output
) -> None:
    study = Path(copyfile(empty_study, tmp_path / "study.strandline"))
    some = forms("2014")
    file = shape(tmp_path, some)
    seen = printed(capsys, "survey", study, "import", file, "--round", "2014")
    assert seen["summary"]["by_round"] == {"2014": 31}
    assert printed(capsys, "survey", study, "results", "--by", "group") == [*expected(some)]


def test_answers_that_read_like_headings_are_answers(
    empty_study: Path, tmp_path: Path, capsys: Output
) -> None:
    study = Path(copyfile(empty_study, tmp_path / "study.strandline"))
    rows = [
        ["Timestamp", "Your role", "How do you plan together?", "What is hard?"],
        ["2014/05/12 10:02:11 am GMT+1", "Teacher", "We sit down, on Thursdays,\nand talk.", "Time"],
        ["2014/05/13 10:02:11 am GMT+1", "Head", 'We "plan" alone', ""],
    ]
    file = saved_csv(tmp_path / "survey.csv", rows)
    printed(capsys, "survey", study, "import", file, "--round", "2014")
    (found,) = printed(capsys, "info", study)
    assert (found["beside"], [each["interviews"] for each in found["rounds"]]) == (2, [0])


def test_a_form_goes_out_and_comes_back(empty_study: Path, tmp_path: Path, capsys: Output) -> None:
    study, form = tmp_path / "forms.strandline", tmp_path / "form.docx"
    copyfile(empty_study, study)
    one = saved_csv(tmp_path / "2014.csv", [["School", *NAMES[:3]], ["A", 1, 0, 1]])
    assert run_command(["survey", str(study), "import", str(one), "--round", "2014"]) == 0
    assert run_command(["survey", str(study), "form", "--out", str(form), "--round", "2015"]) == 0
    capsys.readouterr()
    assert run_command(["survey", str(study), "import", str(form), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["summary"]["by_round"], told["tables"][0]["unclear"][0]["name"]) == ({"2015": 1}, "role")
    assert "No mark in JPD: form.docx." in told["tables"][0]["notes"][0]
    assert run_command(["survey", str(study), "form"]) != 0
