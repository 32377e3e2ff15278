"""Lines that nobody wrote by hand: a run of one sign, as long as a file may be, is read as any line is.

Where two parts of a pattern share a run of blanks, it is shared out in every way: 6,000 blanks took
minutes. These are so long that a test would not come back.
"""

from pathlib import Path

import pytest

from coding.intake.known_study import KnownStudy
from coding.intake.pattern_reading import people_named
from coding.notation.hand_marks import HandRules
from coding.text.labels import read_label
from storage.intake.import_batch import read_batch

LONG = 100_000
FEWER = 4_000  # of each sign in a file, in every kind of line
RUNS = {
    "blanks": " ",
    "hard blanks": "\u00a0",
    "tabs": "\t",
    "digits": "1",
    "colons": ":",
    "dashes": "-",
    "letters": "a",
    "dots": ".",
    "brackets": "[",
    "times": "00:",
}
LINES = {
    "words": "Head: We {} end.",
    "a line alone": "{}",
    "a label": "Head{}: We.",
    "a label and a dash": "Head{}x - We.",
    "a time before": "[00:01:10]{}!",
    "the end of a turn": "Head: We. HSC {}",
}


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("run", RUNS)
def test_a_label_is_looked_for(run: str, line: str) -> None:
    read_label(LINES[line].format(RUNS[run] * (LONG // len(RUNS[run]))))


def test_a_label_stands_before_many_blanks() -> None:
    found = read_label(f"Head{' ' * 30}[00:01:10]{' ' * 30}:{' ' * LONG}We end.")
    assert found is not None
    assert (found.label, found.time, found.said) == ("Head", "[00:01:10]", "We end.")


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".vtt", ".srt", ".rtf"])
def test_a_file_of_such_lines_is_read(tmp_path: Path, ending: str) -> None:
    runs = [run * (FEWER // len(run)) for run in RUNS.values()]
    lines = [line.format(run) for run in runs for line in LINES.values()]
    file = tmp_path / f"2015 B2 head{ending}"
    head = {".rtf": "{\\rtf1 ", ".html": "<html><body><p>", ".vtt": "WEBVTT\n\n"}.get(ending, "")
    file.write_text(head + "\nInterviewer: And?\n".join(lines), "utf-8")
    batch = read_batch([file], KnownStudy(), HandRules())
    assert len(batch.rows) == 1


@pytest.mark.parametrize("run", RUNS)
def test_people_are_listed(run: str) -> None:
    many = RUNS[run] * (LONG // len(RUNS[run]))
    assert people_named(f"Ann Lee{many}Bob Ray")
