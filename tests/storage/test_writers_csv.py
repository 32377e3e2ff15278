"""CSV that every program opens, and none takes for a formula."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.writers.table_csv import harmless, write_csv


def test_it_begins_with_the_mark_by_which_excel_knows_utf8(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ("text",), [{"text": "Bxxxx – “quite”"}])
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "“quite”" in raw.decode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-well", "@you", "\t=1", "＝1"])
def test_what_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@given(st.lists(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])), min_size=1))
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, ("text", "n"), ({"text": text, "n": n} for n, text in enumerate(texts)))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [harmless(text) for text in texts]
    assert [row["n"] for row in rows] == [str(n) for n in range(len(texts))]


def test_numbers_below_zero_and_answers_stay_what_they_are(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ("n", "yes", "none"), [{"n": -1, "yes": True, "none": None}])
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1] == "-1,yes,"
