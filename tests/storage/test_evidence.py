"""Evidence beside a report: each number leads to its passages, with what is said around them."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from coding.errors import UserError
from coding.report.plan import PartKind, new_part, usual_report
from storage.queries.coders import everybody
from storage.report.reading import ShownCodings
from storage.sample_study import SHIPPED
from storage.study.atomic_write import replacing_folder
from storage.study.study_file import StudyFile
from storage.writers import evidence_html
from storage.writers.evidence_html import export_evidence
from storage.writers.report_files import WordExtras, export_report
from tests.storage.test_sample_study import KNOWN

PLAN = replace(
    usual_report(),
    parts=tuple(map(new_part, (PartKind.FREQUENCIES, PartKind.STAGES, PartKind.TOGETHER, PartKind.PASSAGES))),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the evidence of the sample's report, on one page and on many."""
    made = tmp_path_factory.mktemp("evidence")
    with StudyFile.open_for_reading(SHIPPED) as study:
        shown = ShownCodings(tuple(everybody(study.reader)))
    export_evidence(SHIPPED, made / "one.html", PLAN, shown)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evidence_html, "ONE_PAGE", 50)
        patched.setattr(evidence_html, "_ON_A_PAGE", 100)
        export_evidence(SHIPPED, made / "many.html", PLAN, shown)
    return made


def section(page: str, anchor: str) -> str:
    return page.split(f'<section id="{anchor}">')[1].split("</section>", maxsplit=1)[0]


def linked_cells(page: str, caption: str, row: str) -> list[tuple[str, str]]:
    """Return anchor and text of each number in a row of the table with this caption."""
    table = page.split(f"{caption}</caption>")[1].split("</table>", maxsplit=1)[0]
    cells = next(cells for cells in table.split("<tr>") if cells.startswith(f"<td>{row}</td>"))
    return re.findall(r'<a href="#(n\d+)">(.*?)</a>', cells)


def test_three_numbers_open_the_passages_that_they_count(folder: Path) -> None:
    """HSC of 2014 at School B (4), JPD of 2015 at School E (15), HSC of 2015 everywhere (45)."""
    page = (folder / "one.html").read_text("utf-8")
    caption = "Codings by strand and school, {}; under each school, its interviews done"
    hsc, jpd = "High social capital (HSC)", "Joint practice development (JPD)"
    of_2014 = linked_cells(page, caption.format(2014), hsc)
    of_2015 = linked_cells(page, caption.format(2015), hsc)
    wanted = {
        of_2014[1]: KNOWN["2014", "B"][5],
        linked_cells(page, caption.format(2015), jpd)[4]: KNOWN["2015", "E"][0],
        of_2015[5]: 45,
    }
    for (anchor, shown), n in wanted.items():
        assert shown == str(n)
        listed = re.findall(r'href="#(p\d+)">(.*?)</a>', section(page, anchor))
        assert len(listed) == n
        for target, beginning in listed:
            passage = page.split(f'<article id="{target}"')[1].split("</article>")[0]
            assert unescape(beginning).split()[0] in unescape(passage)
            assert 'class="around"' in passage


def test_stages_codes_that_meet_and_crossed_groups_lead_to_their_passages(folder: Path) -> None:
    page = (folder / "one.html").read_text("utf-8")
    jpd, e_and_c = "Joint practice development (JPD)", "E&amp;C"
    staged = linked_cells(page, "Codings by strand and stage, 2014", jpd)
    assert [shown for _anchor, shown in staged] == ["13", "2", "7", "22"]  # a nought leads nowhere
    both = next(cells for cells in page.split("<tr>") if cells.startswith(f"<td>{e_and_c}</td>"))
    for anchor, shown in (*staged, *re.findall(r'<a href="#(n\d+)">(\d+)</a>', both)):
        assert section(page, anchor).count("<li>") == int(shown)
    crossed = page.split("role within school, 2014, 1 of 3</caption>")[1].split("</table>")[0]
    assert crossed.count('<a href="#n') > 30


def test_word_leads_to_the_evidence_beside_it(tmp_path: Path, folder: Path) -> None:
    """Every number and quotation that leads anywhere leads to what is there, by a relative address."""
    with StudyFile.open_for_reading(SHIPPED) as study:
        shown = ShownCodings(tuple(everybody(study.reader)))
    plan = replace(PLAN, evidence=True)
    export_report(SHIPPED, tmp_path / "chapter 4.docx", plan, shown, WordExtras())
    page = (tmp_path / "chapter-4-evidence.html").read_text("utf-8")
    with ZipFile(tmp_path / "chapter 4.docx") as package:
        written = package.read("word/document.xml").decode()
    links = re.findall(r"HYPERLINK &quot;(.*?)&quot; \\l &quot;(.*?)&quot;", written.replace('"', "&quot;"))
    assert {file for file, _anchor in links} == {"chapter-4-evidence.html"}
    assert {anchor for _file, anchor in links} <= set(re.findall(r' id="([^"]+)"', page))
    assert len({anchor for _file, anchor in links if anchor.startswith("p")}) == 304
    said = {re.sub("<[^>]*>| REF [^<]*", "", each) for each in re.findall("<w:p>.*?</w:p>", written)}
    stages = "are in Table 11 and Table 12, and drawn in Figure 3 and Figure 4."
    assert f"The codings of each strand by stage {stages}" in said


def test_every_link_leads_somewhere_on_one_page_and_on_many(folder: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in folder.rglob("*.html")}
    anchors = {path: set(re.findall(r' id="([^"]+)"', page)) for path, page in pages.items()}
    for path, page in pages.items():
        for file, anchor in re.findall(r'href="([^"#]*)#?([^"]*)"', page):
            there = (path.parent / file).resolve() if file else path
            assert there in anchors
            assert not anchor or anchor in anchors[there]
        assert set(re.findall(r"<(script|img|link|iframe)", page)) == set()
    passages = [path for path in pages if path.parent.name == "many-pages" and path.name.startswith("p")]
    assert len(passages) == 4  # a hundred on each
    assert sum(pages[path].count("<article") for path in passages) == 304
    assert pages[folder / "one.html"].count("<article") == 304
    listed = {path.stem: pages[path].count("<li>") for path in pages if path.name.startswith("n")}
    whole = pages[folder / "one.html"]
    assert all(section(whole, anchor).count("<li>") == n for anchor, n in listed.items())


def test_a_folder_with_other_files_is_not_replaced(tmp_path: Path) -> None:
    kept = tmp_path / "many-pages" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    ours = re.compile(r"n\d+\.html")
    with pytest.raises(UserError), replacing_folder(kept.parent, ours):
        raise AssertionError("not begun")
    kept.rename(kept.with_name("n1.html"))
    with replacing_folder(kept.parent, ours) as folder:
        (folder / "n2.html").write_text("new")
    assert [path.name for path in kept.parent.iterdir()] == ["n2.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["many-pages"]
