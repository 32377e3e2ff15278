"""CSV that every program opens, and none takes for a formula."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.intake.import_batch import known_study, plan_import
from storage.operations.codings import toggle_code
from storage.operations.imports import store_import
from storage.queries.coders import everybody
from storage.queries.texts import interviews
from storage.study.study_file import StudyFile
from storage.writers.export import export
from storage.writers.table_csv import harmless, write_csv


def test_it_begins_with_the_mark_by_which_excel_knows_utf8(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ("text",), [{"text": "Bxxxx – “quite”"}])
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "“quite”" in raw.decode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-well", "@you", "\t=1", "＝1"])
def test_what_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


# What has no look of its own, by what Unicode says of it; and a few by name that were seen in the wild.
UNSEEN = st.one_of(
    st.characters(categories=["Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me"], exclude_characters="\r\0"),
    st.sampled_from("\ufeff\u200b\u200d\u2060\u00ad\u202e\u2066\u00a0\u3000\ufe0f\u3164\u2800\t \n"),
)


@given(st.text(UNSEEN, max_size=4), st.sampled_from("=+-@＝＋－＠﹦﹢﹣﹫"), st.text(max_size=5))
def test_what_is_not_seen_hides_no_formula(unseen: str, sign: str, rest: str) -> None:
    assert harmless(unseen + sign + rest) == f"'{unseen}{sign}{rest}"


@given(st.text(UNSEEN, max_size=4), st.sampled_from(["Well, a = b", "(-)", "“-”", "5-6", "…", "Ça"]))
def test_what_is_no_formula_stays_as_it_is(unseen: str, words: str) -> None:
    assert harmless(unseen.lstrip("\t") + words) == unseen.lstrip("\t") + words


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


def test_a_time_is_no_time_of_day(study: StudyFile, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Interviewer: How?\nHead: [00:02:31] Well, it took a while.", "utf-8")
    study.perform(store_import(plan_import([tmp_path / "a.txt"], known_study(study.reader))))
    interview_id = max(interview.id for interview in interviews(study.reader))
    study.perform(toggle_code(interview_id, 5, 9, 3))
    export(study.path, tmp_path / "codings.csv", everybody(study.reader))
    with (tmp_path / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "0:02:31" in [record["time"] for record in csv.DictReader(file)]
