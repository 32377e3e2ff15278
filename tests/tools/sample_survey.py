"""The survey of the sample study: two files of answers, of different shape, the same bytes every time."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from storage.shipped_surveys import partnership_survey
from tests.tools.survey_counts import ASKED, SIZES, Form, forms

FIRST, SECOND = "Survey January 2014.xlsx", "Survey January 2015.csv"
_MOMENT = datetime(2015, 7, 1, 12, 0, 0, tzinfo=UTC).replace(tzinfo=None)
# Which posts those of a group hold, in turn; two governors answered in each round.
_POSTS = {
    "HD": ("Headteacher", "Deputy headteacher", "Headteacher", "Governor", "Headteacher"),
    "SLT": ("Senior leader",),
    "T": ("Teacher", "Middle leader", "Teacher"),
}
_WORDS = {name: item.text for name, (_bank, item) in partnership_survey().by_name.items()}


def write_answers(folder: Path) -> list[Path]:
    """Write the answers of both rounds; return the paths in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / FIRST, folder / SECOND
    _write_workbook(first, forms("2014"))
    _write_text(second, forms("2015"))
    return [first, second]


def _write_workbook(path: Path, some: list[Form]) -> None:
    """Write a title, banks over their statements, a cross for each mark, totals below, and who was asked."""
    survey = partnership_survey()
    made: Any = xlsxwriter.Workbook(str(path))  # brings no types
    with made as book:
        book.set_properties({"title": "Partnership survey, January 2014", "created": _MOMENT})
        sheet = book.add_worksheet("Answers")
        sheet.write(0, 0, "Partnership survey, January 2014: paper forms, typed in")
        sheet.write_row(3, 0, ["No.", "School", "Role group"])
        column = 3
        for bank in survey.banks:
            sheet.merge_range(2, column, 2, column + len(bank.items) - 1, bank.name)
            for item in bank.items:
                sheet.write(3, column, f"{item.stage}{item.number}")
                column += 1
        for at, form in enumerate(some, 4):
            marks = ("x" if name in form.marked else "" for name in survey.by_name)
            sheet.write_row(at, 0, [form.number, form.school, form.group, *marks])
        sums = [sum(name in form.marked for form in some) for name in survey.by_name]
        sheet.write_row(len(some) + 5, 0, ["Total", "", "", *sums])
        asked = book.add_worksheet("Asked")
        asked.write_row(0, 0, ["Group", "Asked"])
        asked.write_row(1, 0, ["Total", ASKED])


def _write_text(path: Path, some: list[Form]) -> None:
    """Write what a service for forms does: a row a form, the ticked statements of a bank in one cell."""
    survey = partnership_survey()
    given = dict.fromkeys(SIZES["2015"], 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        heads = [
            "ID",
            "Start time",
            "Completion time",
            "Email",
            "Which school do you work at?",
            "What is your role?",
        ]
        rows.writerow([*heads, *(f"{bank.name}: tick what is true of your school" for bank in survey.banks)])
        for form in some:
            posts = _POSTS[form.group]
            post = posts[given[form.group] % len(posts)]
            given[form.group] += 1
            when = f"1/{form.number % 16 + 12}/2015 {form.number % 8 + 8}:05:00"
            ticks = (
                "".join(f"{_WORDS[bank.name_of(i)]};" for i in bank.items if bank.name_of(i) in form.marked)
                for bank in survey.banks
            )
            rows.writerow([form.number, when, when, "anonymous", f"School {form.school}", post, *ticks])
