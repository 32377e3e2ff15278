"""Reports that are kept: as JSON, renamed, changed, removed, made again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.cli.main import run_command
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import ChartForm
from coding.errors import UserError
from coding.model.kept_view import KeptView, ViewPage
from coding.query.kept_settings import settings_to_json
from coding.report.options import (
    FrequenciesOptions,
    MethodOptions,
    MethodSentence,
    PassagesOptions,
    PassagesUnder,
    TextOptions,
    ViewOptions,
)
from coding.report.plan import MadeReport, PartKind, ReportPart, ReportPlan, new_part, usual_report
from storage.office import office_program
from storage.operations import reports as commands
from storage.operations.codings import take_off
from storage.operations.memos import add_memo
from storage.operations.views import keep_view
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.queries.guids import StudyGuids
from storage.queries.kept_reports import kept_reports, report_called
from storage.queries.kept_views import kept_views
from storage.queries.selecting import asked_of
from storage.report.checks import checks_of
from storage.report.passages import passage_reading
from storage.report.reading import ShownCodings, data_of_plan
from storage.resources import resource
from storage.sample_study import open_copy
from storage.study.study_file import StudyFile
from storage.writers.report_files import WordExtras, export_report
from tests.storage.dumps import perform_both_ways

SHIPPED = resource("sample_study", "Saltmere Partnership.strandline")
SHORT = ReportPlan(
    (
        ReportPart(PartKind.TEXT, TextOptions("Chapter four", "What *was* said.\n\n- once\n- twice")),
        ReportPart(PartKind.METHOD, MethodOptions((MethodSentence.CODEBOOK, MethodSentence.WORDS))),
        ReportPart(PartKind.PASSAGES, PassagesOptions(PassagesUnder.ROUND), is_in=False),
    ),
    language="de-DE",
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[StudyFile]:
    study = StudyFile.open(Path(copyfile(SHIPPED, tmp_path / "sample.strandline")))
    yield study
    study.close()


@pytest.mark.parametrize(
    "plan", [usual_report(), SHORT, ReportPlan(tuple(map(new_part, PartKind)), chapter=4, coarse=True)]
)
def test_a_report_comes_back_from_json_as_it_was(plan: ReportPlan) -> None:
    assert ReportPlan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    ("old", "new"),
    [('"v": 1', '"v": 2'), ('"method"', '"dreams"'), ('"codebook"', '"songs"'), ('"heading"', '"tune"')],
)
def test_what_a_later_version_wrote_is_refused_in_words(old: str, new: str) -> None:
    with pytest.raises(UserError, match="later version"):
        ReportPlan.from_json(SHORT.to_json().replace(old, new))


def test_a_report_is_kept_renamed_changed_and_removed(sample: StudyFile) -> None:
    first = perform_both_ways(sample, commands.keep_report(" Chapter  4 ", usual_report())).result
    perform_both_ways(sample, commands.keep_report("Annex", SHORT))
    with pytest.raises(UserError, match="already"):
        sample.perform(commands.rename_report(first, "ANNEX"))
    perform_both_ways(sample, commands.rename_report(first, "Chapter five"))
    perform_both_ways(sample, commands.note_report_made(first, MadeReport({"a": "1"}, ("g",))))
    perform_both_ways(sample, commands.change_report(first, SHORT))
    kept = report_called(sample.reader, "chapter FIVE")
    assert (kept.plan, kept.made) == (SHORT, MadeReport({"a": "1"}, ("g",)))
    perform_both_ways(sample, commands.remove_report(first))
    assert [row.name for row in kept_reports(sample.reader)] == ["Annex"]
    with pytest.raises(UserError, match="Annex"):
        report_called(sample.reader, "Chapter five")


def test_a_kept_report_is_written_by_its_name(
    sample: StudyFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.perform(commands.keep_report("Short", SHORT))
    path = sample.path
    sample.close()
    target = tmp_path / "short.docx"
    assert run_command(["export", str(path), str(target), "--report", "short"]) == 0
    written = Document(str(target))
    assert [(p.style and p.style.name, p.text) for p in written.paragraphs if p.text][:2] == [
        ("Heading 1", "Chapter four"),
        ("Normal", "What was said."),
    ]
    (method,) = [p.text for p in written.paragraphs if "33,183 words" in p.text]
    assert method.startswith("The codebook is ")
    assert not written.tables
    assert written.core_properties.language == "de-DE"
    assert not written.core_properties.author
    assert run_command(["export", str(path), str(target), "--report", "long"]) == 1
    assert "Short" in capsys.readouterr().err


def test_frequencies_stand_by_whatever_is_asked(sample: StudyFile, tmp_path: Path) -> None:
    options = FrequenciesOptions(rates=False, crossed=False)
    part = ReportPart(PartKind.FREQUENCIES, options)
    plan = ReportPlan((part, replace(part, options=replace(options, tables=False))))
    sample.perform(commands.keep_report("Numbers", plan))
    sample.close()
    target = tmp_path / "a.docx"
    assert run_command(["export", str(sample.path), str(target), "--report", "Numbers"]) == 0
    assert len(Document(str(target)).tables) == 2


def test_names_that_show_and_who_could_be_singled_out_are_told() -> None:
    """One head a school: by school and round each stands for one person, by round alone for several."""
    with StudyFile.open_for_reading(SHIPPED) as study:
        data = data_of_plan(study.reader, usual_report(), ShownCodings((1,)))
        found = checks_of(study.reader, data, usual_report())
        coarse = checks_of(study.reader, data, replace(usual_report(), coarse=True))
        reading = passage_reading(study.reader, data, coarse=True)
        said = {reading.sources.of(reading.passage(at)).who for at in range(len(reading.passages))}
    assert ("Leeds", 1) in [(each.name, each.times) for each in found.names]
    heads = {each.who: each for each in found.singled}
    assert heads["Headteacher, School A, 2014"].offer == "Headteacher, 2014"
    assert heads["Maths lead, School E, 2014"].offer == "Middle leader, 2014"
    assert found.words == f"{len(found.names)} names, {len(found.singled)} persons to look at"
    assert not coarse.singled
    assert "Headteacher, 2014" in said
    assert not any(who.startswith("Headteacher, School") for who in said)


def test_names_are_looked_for_in_memos_and_what_else_was_written(sample: StudyFile) -> None:
    """Kowalczyk stands in a memo and nowhere else."""
    sample.perform(add_memo("Seen twice: Mrs Kowalczyk keeps the key to the hall."))
    data = data_of_plan(sample.reader, usual_report(), ShownCodings((1,)))
    names = [
        {each.name for each in checks_of(sample.reader, data, ReportPlan((new_part(kind),))).names}
        for kind in (PartKind.MEMOS, PartKind.PARTICIPANTS)
    ]
    assert any("Kowalczyk" in name for name in names[0])
    assert not names[1]


@pytest.mark.skipif(office_program() is None, reason="LibreOffice sets the pages")
def test_contents_are_filled_with_pages(tmp_path: Path) -> None:
    """A page break parts them: the codebook begins on a page after the method."""
    kinds = (PartKind.CONTENTS, PartKind.METHOD, PartKind.BREAK, PartKind.CODEBOOK)
    plan = ReportPlan(tuple(map(new_part, kinds)))
    target = tmp_path / "a.docx"
    export_report(SHIPPED, target, plan, ShownCodings((1,)), WordExtras(page_numbers=True))
    listed = [p.text.split("\t") for p in Document(str(target)).paragraphs if "\t" in p.text]
    pages = {words: int(page) for words, page in listed}
    codebook = pages["Appendix: codebook"]
    assert codebook == pages["Method"] + 1  # the part begins on a page of its own: the break adds none
    assert pages["Table 1. Stages"] == codebook
    assert max(pages.values()) > codebook
    bare = tmp_path / "b.docx"
    export_report(SHIPPED, bare, plan, ShownCodings((1,)), WordExtras())
    assert b"updateFields" in ZipFile(bare).read("word/settings.xml")
    assert b"updateFields" not in ZipFile(target).read("word/settings.xml")


def test_a_template_gives_its_styles_and_header_and_what_it_lacks_is_named(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("What stood in it")
    own.sections[0].header.paragraphs[0].text = "University of Saltmere"
    subtitle: Any = own.styles["Subtitle"].element
    subtitle.getparent().remove(subtitle)
    own.save(str(tmp_path / "thesis.docx"))
    plan = ReportPlan((new_part(PartKind.TITLE), new_part(PartKind.CODEBOOK)), chapter=4)
    target = tmp_path / "a.docx"
    extras = WordExtras(tmp_path / "thesis.docx")
    done = export_report(SHIPPED, target, plan, ShownCodings((1,)), extras)
    written: Any = Document(str(target))
    assert done.missing == ("subtitle",)
    assert written.paragraphs[0].text == "Saltmere Partnership"
    assert written.sections[0].header.paragraphs[0].text == "University of Saltmere"
    captions = [p for p in written.paragraphs if p.style.name == "Caption"]
    assert [p.text for p in captions] == ["Table 4.1. Interviews and words by round", "Table 4.2. Stages"]
    assert all(p._p.pPr.find(qn("w:keepNext")) is not None for p in captions)
    (tmp_path / "no.docx").write_bytes(b"none")
    with pytest.raises(UserError, match="template"):
        export_report(SHIPPED, target, plan, ShownCodings((1,)), WordExtras(tmp_path / "no.docx"))


def test_a_report_of_the_study_as_it_was_says_so_and_what_is_otherwise_today(tmp_path: Path) -> None:
    """By hand: JPD 22 in 2014; one coding is taken off today."""
    study = open_copy(tmp_path)
    with StudyFile.open(study) as opened:
        jpd = next(code.id for code in frameworks(opened.reader)[0].codes if code.abbreviation == "JPD")
        opened.perform(take_off(next(each.id for each in codings(opened.reader, 2) if each.code_id == jpd)))
    plan = ReportPlan((new_part(PartKind.FREQUENCIES),))
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    texts: list[str] = []
    for asked in (plan, replace(plan, as_of=yesterday)):
        export_report(study, tmp_path / "a.docx", asked, ShownCodings((1,)), WordExtras())
        document = Document(str(tmp_path / "a.docx"))
        counted = next(row.cells[-1].text for row in document.tables[0].rows if "(JPD)" in row.cells[0].text)
        texts.append(f"{counted} " + " ".join(p.text for p in document.paragraphs))
    today, then = texts
    assert today.startswith("21 ")
    assert "As it was" not in today
    assert then.startswith("22 ")
    assert f"As it was on {yesterday}" in then
    assert "JPD: 83 then, 82 now (1 went: " in then


def test_every_form_of_compare_is_drawn_and_lines_are_words_own(sample: StudyFile, tmp_path: Path) -> None:
    """Each form kept as a view: bars and lines with their data inside, the others as pictures."""
    data = data_of_plan(sample.reader, usual_report(), ShownCodings((1,)))
    guids, names = StudyGuids(sample.reader), asked_of(sample.reader, data).names
    of = (guids.guid("framework", 1), (guids.guid("coder", 1),))
    for form in ChartForm:
        asked = settings_to_json(CompareSettings(form=form), names, guids)
        sample.perform(keep_view(form.value, KeptView(ViewPage.COMPARE, *of, asked)))
    views = [ViewOptions(row.guid, table=False) for row in kept_views(sample.reader)]
    plan = ReportPlan(tuple(ReportPart(PartKind.VIEW, each) for each in views))
    export_report(sample.path, tmp_path / "a.docx", plan, ShownCodings((1,)), WordExtras())
    with ZipFile(tmp_path / "a.docx") as package:
        parts = package.namelist()
        charts = [package.read(name).decode() for name in parts if name.startswith("word/charts/chart")]
    lines = [chart for chart in charts if "<c:lineChart>" in chart]
    assert len(lines) == 1  # the slope: an earlier and a later end for each school, and a gap
    assert lines[0].count("<c:ser>") == 5
    assert "<c:v>JPD 2014</c:v>" in lines[0]
    assert not any('val="stacked"' in chart for chart in charts)  # stacks of schools side by side
    assert sum("media/" in name for name in parts) == 3  # stages, heat map, dots
