"""Evidence beside a report: each number leads to its passages, with what is said around them."""

import re
from html import unescape
from pathlib import Path

import pytest

from coding.report.plan import usual_report
from storage.queries.codebook import frameworks
from storage.queries.coders import everybody
from storage.queries.people import rounds, schools
from storage.report.reading import ShownCodings
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from storage.writers import evidence_html
from storage.writers.evidence_html import export_evidence
from tests.storage.test_sample_study import KNOWN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the evidence of the sample's report, on one page and on many."""
    made = tmp_path_factory.mktemp("evidence")
    with StudyFile.open_for_reading(SHIPPED) as study:
        shown = ShownCodings(tuple(everybody(study.reader)))
    export_evidence(SHIPPED, made / "one.html", usual_report(), shown)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evidence_html, "ONE_PAGE", 50)
        export_evidence(SHIPPED, made / "many.html", usual_report(), shown)
    return made


def section(page: str, anchor: str) -> str:
    return page.split(f'<section id="{anchor}">')[1].split("</section>", maxsplit=1)[0]


def test_three_numbers_open_the_passages_that_they_count(folder: Path) -> None:
    """HSC of 2014 at School B (4), JPD of 2015 at School E (15), HSC of 2015 everywhere (45)."""
    page = (folder / "one.html").read_text("utf-8")
    with StudyFile.open_for_reading(SHIPPED) as study:
        codes = {code.abbreviation: code.id for code in frameworks(study.reader)[0].codes}
        years = {round_.name: round_.id for round_ in rounds(study.reader)}
        letters = {school.letter: school.id for school in schools(study.reader)}
    wanted = {
        f"strand{codes['HSC']}-round{years['2014']}-school{letters['B']}": KNOWN["2014", "B"][5],
        f"strand{codes['JPD']}-round{years['2015']}-school{letters['E']}": KNOWN["2015", "E"][0],
        f"strand{codes['HSC']}-round{years['2015']}-school-1": 45,
    }
    for anchor, n in wanted.items():
        assert f'<a href="#{anchor}">{n}</a>' in page
        listed = re.findall(r'href="#(p\d+)">(.*?)</a>', section(page, anchor))
        assert len(listed) == n
        for target, beginning in listed:
            passage = page.split(f'<article id="{target}"')[1].split("</article>")[0]
            assert unescape(beginning).split()[0] in unescape(passage)
            assert 'class="around"' in passage


def test_every_link_leads_somewhere_on_one_page_and_on_many(folder: Path) -> None:
    pages = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    anchors = {name: set(re.findall(r' id="([^"]+)"', page)) for name, page in pages.items()}
    for name, page in pages.items():
        for file, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', page):
            assert anchor in anchors[file or name]
        assert set(re.findall(r"<(script|img|link|iframe)", page)) == set()
    many = [name for name in pages if name.startswith("many")]
    assert len(many) == 15  # twelve strands, two dimensions that were coded alone, the numbers
    assert sum(page.count("<article") for name, page in pages.items() if name in many) == 304
    assert pages["one.html"].count("<article") == 304
