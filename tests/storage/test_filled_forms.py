"""Forms filled in with Word come in as they were meant; what is unclear is told and not stored."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document as NewWord
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coding.analysis.survey_results import SurveyShare
from coding.intake.known_study import KnownStudy
from coding.model.study import Role, School
from coding.model.survey import Bank, Instrument, ItemKind, SurveyItem
from coding.survey.filled_forms import FilledForm, looks_like_form, read_form
from coding.survey.plan import with_cell, with_survey_round
from storage.intake.import_batch import known_study, plan_import
from storage.intake.survey_files import plan_survey
from storage.operations.survey_items import hide_stages
from storage.operations.surveys import add_survey, store_answers
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import survey_results
from storage.readers.filled_form import read_filled_form
from storage.study.study_file import StudyFile
from storage.writers.survey_form import write_blank_form
from tests.storage.dumps import perform_both_ways

YELLOW, GREEN = WD_COLOR_INDEX.YELLOW, WD_COLOR_INDEX.BRIGHT_GREEN
WORDS = (
    "We plan lessons together",
    "Visits have an agreed aim",
    "Training comes last",
    "Ideas are kept back",
)
TEA = ("We drink tea together", "There is cake on most days", "Nobody washes the cups")


def bank(name: str, short: str, words: Sequence[str]) -> Bank:
    items = [
        SurveyItem(text, stage="AB"[at // 2], number=at % 2 + 1, position=at) for at, text in enumerate(words)
    ]
    return Bank(name, short, tuple(items))


SURVEY = Instrument("Staff survey", (bank("Joint practice", "JPD", WORDS), bank("Tea", "TEA", TEA)))
KNOWN = KnownStudy(
    schools=(
        School(1, "A", "Harbour Primary"),
        School(2, "B", "Mill Lane School"),
        School(3, "C", "St Mary’s, Cliff End"),
    ),
    roles=(
        Role(1, 1, "Headteacher or deputy", "HD"),
        Role(2, 2, "Senior leader", "SLT"),
        Role(3, 3, "Middle leader", "SLT"),
        Role(4, 4, "Teacher", "T"),
    ),
)
ALL = ("JPD A1", "JPD A2", "JPD B1", "JPD B2", "TEA A1", "TEA A2", "TEA B1")


def read(word: Any, survey: Instrument = SURVEY, known: KnownStudy = KNOWN) -> FilledForm:
    file = io.BytesIO()
    word.save(file)
    return read_form(read_filled_form(file.getvalue()), "a form.docx", survey, known)


def marked(form: FilledForm) -> set[str]:
    return {name for name, answer in (form.answers or {}).items() if answer == "1"}


def line(word: Any, *runs: tuple[str, str]) -> Any:
    """Add a paragraph; a run's looks are words: lit, green, struck, bold, shaded, grey."""
    paragraph = word.add_paragraph()
    for text, looks in runs:
        add_run(paragraph, text, looks)
    return paragraph


def add_run(paragraph: Any, text: str, looks: str) -> None:
    run = paragraph.add_run(text)
    colours = {"lit": YELLOW, "green": GREEN, "pencil": WD_COLOR_INDEX.GRAY_25}
    for look in looks.split():
        if look in colours:
            run.font.highlight_color = colours[look]
        elif look in {"shaded", "grey"}:
            run._r.get_or_add_rPr().append(shading("FFE599" if look == "shaded" else "D9D9D9"))
        else:
            setattr(run.font, {"struck": "strike"}.get(look, look), True)


def shading(fill: str) -> Any:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("fill", fill)):
        element.set(qn(f"w:{name}"), value)
    return element


def person(word: Any, school: str = "Mill Lane School", role: str = "Teacher") -> None:
    for label, names, kept in (
        ("School", [each.name for each in KNOWN.schools], school),
        ("Role", [each.name for each in KNOWN.roles], role),
    ):
        runs: list[tuple[str, str]] = [(f"{label}: ", "")]
        for name in names:
            runs += [(name, "" if name == kept else "struck"), (" / ", "")]
        line(word, *runs[:-1])


def of_paragraphs(looks: dict[str, str], *, named: bool = True) -> Any:
    word = NewWord()
    word.add_heading("Staff survey, January 2015")
    person(word)
    for each in SURVEY.banks:
        word.add_heading(f"{each.short} {each.name}", 2)
        for item in each.items:
            name = each.name_of(item)
            line(
                word,
                (f"{name} " if named else f"{item.position + 1}. ", ""),
                (item.text, looks.get(name, "")),
            )
    return word


# --- makes of forms -----------------------------------------------------------------------------


def highlighted(some: Sequence[str]) -> Any:
    return of_paragraphs(dict.fromkeys(some, "lit"))


def shaded_without_names(some: Sequence[str]) -> Any:
    return of_paragraphs(dict.fromkeys(some, "shaded"), named=False)


def in_bold(some: Sequence[str]) -> Any:
    return of_paragraphs(dict.fromkeys(some, "bold"))


def in_table(some: Sequence[str], cell: Callable[[Any, bool], None], heads: Sequence[str] = ("",)) -> Any:
    word = NewWord()
    person(word)
    table = word.add_table(rows=1, cols=2 + len(heads))
    for at, words in enumerate(("No.", "Statement", *heads)):
        table.rows[0].cells[at].text = words
    for each in SURVEY.banks:
        for item in each.items:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = each.name_of(item), item.text
            cell(cells, each.name_of(item) in some)
    return word


def tick_column(some: Sequence[str]) -> Any:
    def fill(cells: Any, holds: object) -> None:
        cells[2].text = "✓" if holds else ""

    return in_table(some, fill)


def two_columns(some: Sequence[str]) -> Any:
    def fill(cells: Any, holds: object) -> None:
        cells[2 if holds else 3].text = "x"

    return in_table(some, fill, ("True", "Not true or unclear"))


def tinted_cells(some: Sequence[str]) -> Any:
    def fill(cells: Any, holds: object) -> None:
        if holds:
            cells[2]._tc.get_or_add_tcPr().append(shading("92D050"))

    return in_table(some, fill)


def boxes(some: Sequence[str]) -> Any:
    word = NewWord()
    word.add_paragraph("School")
    for each in KNOWN.schools:
        word.add_paragraph(("☒ " if each.letter == "B" else "☐ ") + each.name)
    word.add_paragraph("Your role")
    for each in KNOWN.roles:
        word.add_paragraph(("☒ " if each.name == "Teacher" else "☐ ") + each.name)
    for each in SURVEY.banks:
        for item in each.items:
            word.add_paragraph(("☒ " if each.name_of(item) in some else "☐ ") + item.text)
    return word


def boxes_of_old_forms(some: Sequence[str]) -> Any:
    word = of_paragraphs({})
    for paragraph in word.paragraphs:
        name = next((name for name in ALL if paragraph.text.startswith(name)), "")
        if name:
            paragraph.runs[0]._r.insert(0, old_box(ticked=name in some))
    return word


def old_box(*, ticked: bool) -> Any:
    field, data, box = (OxmlElement(f"w:{name}") for name in ("fldChar", "ffData", "checkBox"))
    field.set(qn("w:fldCharType"), "begin")
    if ticked:
        box.append(OxmlElement("w:checked"))
    data.append(box)
    field.append(data)
    return field


MAKES = (
    *(highlighted, shaded_without_names, in_bold, tick_column, two_columns, tinted_cells, boxes),
    boxes_of_old_forms,
)


@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
def test_each_make_of_forms_is_read_as_it_was_meant(make: Callable[[Sequence[str]], Any]) -> None:
    some = ("JPD A1", "JPD B2", "TEA A2")
    form = read(make(some))
    assert marked(form) == {*some}
    assert [*(form.answers or {})] == [*ALL]
    assert {*(form.answers or {}).values()} == {"0", "1"}  # a blank is "not true or unclear"
    assert (form.school, form.role, form.doubts, form.missing) == ("B", "Teacher", (), ())


def test_a_bank_without_a_mark_is_listed() -> None:
    assert read(highlighted(("JPD A1", "JPD A2"))).unmarked == ("TEA",)
    assert read(highlighted(())).unmarked == ("JPD", "TEA")
    assert read(highlighted(("JPD A1",))).round == "2015"  # of the title
    assert read(highlighted(ALL)).unmarked == ()


def test_what_is_unclear_is_told_with_its_reason() -> None:
    word = of_paragraphs(
        {"JPD A1": "lit", "JPD A2": "green", "JPD B1": "lit struck", "TEA A1": "lit", "TEA A2": "struck"}
    )
    half = next(each for each in word.paragraphs if each.text.startswith("JPD B2"))
    half.runs[1].text = "Ideas "
    add_run(half, "stay put", "lit")
    form = read(word)
    assert {(each.name, each.reason) for each in form.doubts} == {
        ("JPD A2", "it is highlighted in another colour (green)"),
        ("JPD B1", "it is highlighted and struck out"),
        ("JPD B2", "only a part of the words is highlighted"),
    }
    answers = form.answers or {}
    assert [answers[name] for name in ALL] == ["1", "", "", "", "1", "0", "0"]


def test_a_statement_ticked_in_two_ways_and_one_with_a_question_mark_are_unclear() -> None:
    def fill(cells: Any, holds: object) -> None:
        for cell in cells[2:]:
            cell.text = "x" if holds else ""

    form = read(in_table(["JPD A1"], fill, ("True", "Not true")))
    assert [(each.name, each.reason) for each in form.doubts] == [("JPD A1", "it is ticked in two ways")]

    def doubt(cells: Any, holds: object) -> None:
        cells[2].text = "?" if holds else "✓"

    form = read(in_table(["TEA B1"], doubt))
    assert [each.name for each in form.doubts] == ["TEA B1"]
    assert marked(form) == {*ALL} - {"TEA B1"}


def test_grey_may_be_printed() -> None:
    form = read(of_paragraphs({"JPD A1": "grey", "JPD B1": "grey"}))
    assert [each.name for each in form.doubts] == ["JPD A1", "JPD B1"]
    assert not marked(form)
    beside = read(of_paragraphs({"JPD A1": "grey", "JPD B1": "lit"}))
    assert (marked(beside), beside.doubts) == ({"JPD B1"}, ())


@pytest.mark.parametrize(
    ("kept", "role", "reason"),
    [
        (("Senior leader", "Middle leader"), "SLT", ""),  # of one group
        (("Senior leader", "Teacher"), "", "several are left standing"),
        (tuple(each.name for each in KNOWN.roles), "", "none is struck out"),
        ((), "", "all are struck out"),
    ],
)
def test_roles_left_standing(kept: tuple[str, ...], role: str, reason: str) -> None:
    word = NewWord()
    runs = [(f"{each.name}; ", "" if each.name in kept else "struck") for each in KNOWN.roles]
    line(word, ("Role: ", ""), *runs)
    for words in (*WORDS, *TEA):
        line(word, (words, ""))
    form = read(word)
    assert form.role == role
    assert [each.reason for each in form.doubts if each.name == "role"] == [reason][: bool(reason)]


def test_schools_by_letter_written_or_highlighted() -> None:
    for runs, school in (
        ([("School: ", ""), ("A", "struck"), (" / ", ""), ("B", "")], "B"),
        ([("School: ", ""), ("A", "lit"), (", ", ""), ("B", "")], "A"),
        ([("School: Harbour Primary", "")], "A"),
        ([("School: ", ""), ("Harbour Primary", "struck"), (" / ", ""), ("St Mary’s, Cliff End", "")], "C"),
        ([("School: Chapel Hill", "")], "Chapel Hill"),
        ([("School: ......", "")], ""),
    ):
        word = NewWord()
        line(word, *runs)
        for words in (*WORDS, *TEA):
            line(word, (words, ""))
        assert read(word).school == school


def test_other_questions_are_read_too_and_a_page_that_is_missing_is_told() -> None:
    more = Bank(
        "You",
        "YOU",
        (
            SurveyItem("How long have you taught?", ItemKind.CHOICE, options=("Under 5 years", "Longer")),
            SurveyItem("What do you teach?", ItemKind.CHOICES, number=2, position=1, options=("Art", "Sums")),
            SurveyItem("How many visits did you make?", ItemKind.NUMBER, number=3, position=2),
            SurveyItem("What would help you most?", ItemKind.OPEN, number=4, position=3),
        ),
    )
    survey = Instrument("Staff survey", (*SURVEY.banks, more))
    word = NewWord()
    for text in (*WORDS, *TEA[:2], more.items[0].text, "☐ Under 5 years", "☒ Longer", more.items[1].text):
        line(word, (text, ""))
    line(word, ("Art", "lit"))
    line(word, ("Sums", "lit"))
    for text in (more.items[2].text, "3 ……", more.items[3].text, "Time to plan,", "and less paper. ……"):
        line(word, (text, ""))
    form = read(word, survey)
    assert {name: answer for name, answer in (form.answers or {}).items() if name.startswith("YOU")} == {
        "YOU 1": "Longer",
        "YOU 2": "Art; Sums",
        "YOU 3": "3",
        "YOU 4": "Time to plan,\nand less paper",
    }
    assert form.missing == ("TEA B1",)


def test_a_transcript_is_no_form() -> None:
    word = NewWord()
    for text in (
        "Interviewer: We plan lessons together, do we?",
        "Teacher: On most days.",
        "JPD 13 statements",
    ):
        line(word, (text, ""))
    file = io.BytesIO()
    word.save(file)
    document = read_filled_form(file.getvalue())
    assert not read_form(document, "a.docx", SURVEY, KNOWN).is_form
    many = Instrument("", (*SURVEY.banks, bank("Third", "XYZ", ("Never said by anybody at all",))))
    assert not looks_like_form(document, [many])


def test_a_form_looks_like_one() -> None:
    file = io.BytesIO()
    highlighted(()).save(file)
    assert looks_like_form(read_filled_form(file.getvalue()), [SURVEY])


def the_survey(study: StudyFile) -> int:
    survey = survey_of(study.reader)
    assert survey is not None
    return survey.id


# --- out, filled in, and in again ---------------------------------------------------------------


def fill_in(blank: Path, filled: Path, school: str, role: str, marks: Sequence[str]) -> None:
    """Do what somebody does with a highlighter in Word: whole lines, and all but one school and role."""
    word = NewWord(str(blank))
    for paragraph in word.paragraphs:
        text = paragraph.text
        if text.startswith(("School: ", "Role: ")):
            label, _colon, rest = text.partition(": ")
            paragraph.clear()
            add_run(paragraph, f"{label}: ", "")
            for at, name in enumerate(rest.split(" / ")):
                add_run(paragraph, " / " if at else "", "")
                add_run(paragraph, name, "" if name in {school, role} else "struck")
        elif any(text.startswith((f"{mark} ", "☐ " + mark)) for mark in marks):
            paragraph.runs[0].font.highlight_color = YELLOW
    word.save(str(filled))


@pytest.mark.parametrize("hides", ["stages hidden", ""])
def test_a_form_goes_out_and_comes_in_again(study: StudyFile, tmp_path: Path, hides: str) -> None:
    more = (
        SurveyItem("How long have you taught?", ItemKind.CHOICE, number=1, options=("Under 5", "Longer")),
        SurveyItem("What would help you?", ItemKind.OPEN, number=2, position=1),
    )
    asked = Instrument("Staff survey", (*SURVEY.banks, Bank("You", "YOU", more)))
    study.perform(add_survey(asked))
    if hides:
        perform_both_ways(study, hide_stages(the_survey(study)))
    blank = tmp_path / "blank.docx"
    write_blank_form(study.path, blank, "2015")
    text = "\n".join(each.text for each in NewWord(str(blank)).paragraphs)
    assert ("JPD A1" in text, "JPD 1" in text) == (not hides, bool(hides))
    forms = tmp_path / "forms"
    forms.mkdir()
    known = known_study(study.reader)
    school, role = known.schools[0], known.roles[0]
    names = ("JPD 1", "JPD 4") if hides else ("JPD A1", "JPD B2")
    fill_in(blank, forms / "one.docx", school.name or school.letter, role.name, (*names, "Longer"))
    fill_in(blank, forms / "two.docx", school.name or school.letter, role.name, ())
    (forms / "three.docx").write_bytes((forms / "one.docx").read_bytes())
    plan = plan_survey([forms], study.reader)
    assert (plan.problems, [each.unclear for each in plan.tables]) == ((), [()])
    noted = [each.partition(". ")[0] for each in plan.tables[0].notes]
    assert noted == ["No mark in JPD: two.docx", "No mark in TEA: one.docx, three.docx, two.docx"]
    study.perform(store_answers(plan))
    assert "docx" not in study.history(1)[0].parameters  # forms may be called by whoever filled them in
    results = survey_results(study.reader)
    assert results is not None
    (round_,) = results.rounds
    assert (round_.round, round_.count, {*round_.schools}) == ("2015", 3, {school.letter})
    assert {*round_.roles} == {role.name}
    found = {
        bank.name_of(item): results.share(round_, item)
        for bank, item in results.instrument.places
        if item.kind is ItemKind.STATEMENT
    }
    assert found == {name: SurveyShare(2 * (name in {"JPD A1", "JPD B2"}), 3) for name in ALL}
    taught = next(item for _bank, item in results.instrument.places if item.options)
    assert results.option_share(round_, taught, "all", 1) == SurveyShare(2, 2)


def test_forms_among_transcripts_are_told_from_them(study: StudyFile, tmp_path: Path) -> None:
    study.perform(add_survey(SURVEY))
    of_paragraphs({"JPD A1": "lit"}).save(str(tmp_path / "form.docx"))
    talk = NewWord()
    line(talk, ("Interviewer: How do you plan?", ""))
    line(talk, ("A5: We plan lessons together.", ""))
    talk.save(str(tmp_path / "A5 2015.docx"))
    plan = plan_import([tmp_path], known_study(study.reader))
    assert ([Path(path).name for path in plan.surveys], len(plan.rows)) == (["form.docx"], 1)


def test_what_is_unclear_is_not_answered_until_somebody_says_so(study: StudyFile, tmp_path: Path) -> None:
    study.perform(add_survey(SURVEY))
    word = of_paragraphs({"JPD A1": "lit", "JPD A2": "lit struck", "TEA A1": "lit"})
    word.save(str(tmp_path / "form.docx"))
    (tmp_path / "letter.docx").write_bytes((tmp_path / "form.docx").read_bytes()[:400])
    plan = plan_survey([tmp_path / "form.docx", tmp_path / "letter.docx"], study.reader)
    assert [name for name, _reason in plan.problems] == ["letter.docx"]
    (table,) = plan.tables
    (each,) = table.unclear
    assert (each.name, each.choices, table.respondents[0].answers[:3]) == ("JPD A2", ("1", "0"), (1, None, 0))
    settled = with_cell(plan, 0, (each.row, each.column), "1")
    assert (settled.tables[0].unclear, settled.tables[0].respondents[0].answers[:3]) == ((), (1, 1, 0))
    assert with_survey_round(settled, [0], "2014").tables[0].respondents[0].answers[:3] == (1, 1, 0)
