"""Charts on paper: pictures of 300 dpi, text as text, bars told apart without colour."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.chart import Bar, BarLook, Chart, Layout
from coding.analysis.chart_words import described
from coding.analysis.charting import chart, chart_of_one
from coding.analysis.frequencies import Unsure, frequencies
from coding.errors import UserError
from storage.operations.interviews import remove_interview
from storage.queries.study_data import analysis_data
from storage.resources import resource
from storage.study.study_file import StudyFile
from storage.writers.chart_pictures import WIDTH, png, write_png, write_svg
from storage.writers.export import export, export_chart

SAMPLE = resource("sample_study", "Saltmere Partnership.strandline")


@pytest.fixture(scope="module")
def counted() -> Iterator[AnalysisData]:
    with StudyFile.open_for_reading(SAMPLE) as study:
        yield analysis_data(study.reader, 1, [1])


@pytest.fixture(scope="module")
def usual(counted: AnalysisData) -> Chart:
    return chart(frequencies(counted))


def svg_text(path: Path) -> list[str]:
    words: Any = etree.parse(path).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(word.itertext()) for word in words]


def test_a_png_is_of_300_dpi(usual: Chart, tmp_path: Path) -> None:
    write_png(usual, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.width == pytest.approx(WIDTH * 300, abs=1)
        assert picture.info["dpi"][0] == pytest.approx(300, abs=1)


def test_an_svg_keeps_its_text_as_text(usual: Chart, tmp_path: Path) -> None:
    write_svg(usual, tmp_path / "a.svg")
    written = svg_text(tmp_path / "a.svg")
    assert {"2014", "2015", "27", "45", "61", "JPD", "E&C"} <= set(written)
    assert {"all schools", "codings, each school"} <= set(written)
    assert "sans-serif" in (tmp_path / "a.svg").read_text("utf-8")


def test_a_picture_says_what_small_numbers_do_not_show(usual: Chart, tmp_path: Path) -> None:
    write_svg(usual, tmp_path / "a.svg")
    assert any("read no trend into a difference" in line for line in svg_text(tmp_path / "a.svg"))


def test_a_picture_of_one_round_has_its_n_only(counted: AnalysisData) -> None:
    found = frequencies(counted)
    assert {entry.n for entry in chart(found).legend} == {"2 interviews a round", "10 interviews a round"}
    alone = chart_of_one(found, found.totals[1])
    assert {entry.n for entry in alone.legend} == {"2 interviews", "10 interviews"}
    assert [panel.title for panel in alone.panels] == ["2015"]


@pytest.mark.parametrize("letters", [20, 40, 80, 1000])
@pytest.mark.parametrize("every", [1, 14])
def test_bars_keep_their_height_over_labels_of_any_length(usual: Chart, letters: int, every: int) -> None:
    # matplotlib warns, and draws one thing over another, where labels leave the bars no room.
    name = ("A strand with a name as long as some people write it, " * 20)[:letters]
    categories = [
        replace(category, label=category.label if at % every else name)
        for at, category in enumerate(usual.categories)
    ]
    with Image.open(BytesIO(png(replace(usual, categories=tuple(categories))))) as picture:
        assert picture.height < 2 * picture.width


LONG = [
    "Teacher turnover",
    "Time pressure in schools",
    "Willingness to share weaknesses openly with partner schools",
    "Time pressure and staff turnover as a barrier to joint planning",
    "Head teacher’s own involvement in lesson observation",
]


@pytest.mark.parametrize("times", [1, 3])
def test_long_names_wrap_at_words_and_never_inside_one(usual: Chart, times: int, tmp_path: Path) -> None:
    names = (LONG * times)[: len(usual.categories)]
    categories = tuple(
        replace(category, label=name) for category, name in zip(usual.categories, names, strict=False)
    )
    write_svg(_of_few(usual, categories), tmp_path / "a.svg")
    written = svg_text(tmp_path / "a.svg")
    whole = {word for name in LONG for word in name.split()}
    parts = [line for line in written if set(line.replace("…", "").split()) <= whole and line.strip()]
    for name in LONG[:3]:  # the longer ones may be shortened where there are many
        assert set(name.split()) <= {word for line in parts for word in line.split()}
    assert "weaknesses" in " ".join(parts)


def _of_few(usual: Chart, categories: tuple[Any, ...]) -> Chart:
    """Return the chart of the first strands, called otherwise."""
    n = len(categories)
    panels = [replace(panel, bars=replace(panel.bars, n_categories=n)) for panel in usual.panels]
    strips = (
        panel.strip and replace(panel.strip, bars=replace(panel.strip.bars, n_categories=n))
        for panel in panels
    )
    panels = [replace(panel, strip=strip) for panel, strip in zip(panels, strips, strict=True)]
    return replace(usual, categories=categories, panels=tuple(panels), dimensions=())


def test_a_framework_without_codes_has_an_empty_chart(usual: Chart) -> None:
    assert png(_of_few(usual, ()))


def test_it_is_described_in_words(usual: Chart) -> None:
    words = described(usual)
    assert "JPD 22, M&C 6" in words
    assert "HSC 45" in words


def test_bars_are_told_apart_in_grey(usual: Chart) -> None:
    # One strand's bars, all playing one role: the ink still differs from role to role.
    roles = [entry.colour for entry in usual.legend]
    assert len({ink(usual, role) for role in roles}) == len(roles)


def ink(usual: Chart, role: str) -> bytes:
    """Return where a small grey print is dark."""
    panel = usual.panels[1]

    def bar(_first: int, at: int) -> Bar:
        return replace(panel.bars[at], colour=role)

    bars = replace(panel.bars, n_categories=1, make=bar)
    small = replace(usual, categories=usual.categories[:1], legend=usual.legend[:1])
    drawn = png(replace(small, panels=(replace(panel, bars=bars, strip=None),)))
    with Image.open(BytesIO(drawn)) as picture:
        return picture.convert("L").point([0] * 235 + [255] * 21).tobytes()


@pytest.mark.parametrize("look", [BarLook(), BarLook(layout=Layout.PAIRED)])
def test_a_range_and_a_pair_can_be_drawn(counted: AnalysisData, look: BarLook, tmp_path: Path) -> None:
    drawn = chart(frequencies(counted, unsure=Unsure.RANGE), look)
    export_chart(drawn, tmp_path / "a.png", like=tmp_path)
    assert (tmp_path / "a.png").stat().st_size > 10_000


def test_a_dollar_is_no_mathematics(usual: Chart, tmp_path: Path) -> None:
    write_svg(replace(usual, title="costs $5 and $6"), tmp_path / "a.svg")
    assert "costs $5 and $6" in svg_text(tmp_path / "a.svg")


def test_an_empty_study_has_nothing_to_draw(study: StudyFile, tmp_path: Path) -> None:
    study.perform(remove_interview(1))
    with pytest.raises(UserError, match="nothing to draw"):
        export(study.path, tmp_path / "a.png", [study.coder_id or 0])
    assert not (tmp_path / "a.png").exists()
