"""Subtitles: cues joined to turns, their times kept, rolling captions taken once."""

import pytest

from coding.errors import UnreadableError
from coding.model.document import Document
from coding.text.segmentation import segment
from storage.readers.files import read_data
from storage.readers.subtitles import read_subtitles


def read(text: str) -> Document:
    return read_subtitles(text.encode())


def cue(start: str, text: str, end: str = "") -> str:
    return f"{start} --> {end or start}\n{text}\n\n"


VTT = (
    "WEBVTT\n\nNOTE made by a machine\n\nSTYLE\n::cue { color: red }\n\n"
    + cue("00:00:01.000", "<v Jane Hill>Well, how did</v>", "00:00:02.000")
    + "42\n"
    + cue("00:00:02.500", "<v Jane Hill><i>it</i> begin? &amp; why", "00:00:04.000")
    + cue("00:02:35.100", "<v.loud Tom>With <00:02:36.000><c>lunch.", "00:02:37.000")
)


def test_voices_become_turns_with_times() -> None:
    document = read(VTT)
    assert document.paragraphs == (
        "[00:01] Jane Hill: Well, how did it begin? & why",
        "[02:35] Tom: With lunch.",
    )
    assert document.speakers == ("Jane Hill", "Tom")
    assert document.notes == ("Left out of the subtitles: 1 note, such as “made by a machine”.",)


def test_times_reach_turns_and_marks() -> None:
    transcript = segment(*_segmented(VTT)).transcript
    assert transcript.text == "Well, how did it begin? & why\nWith lunch."
    assert [(turn.ms, turn.speaker_id) for turn in transcript.turns] == [(1000, 0), (155_000, 1)]
    assert [speaker.label for speaker in transcript.speakers] == ["Jane Hill", "Tom"]


def _segmented(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    document = read(text)
    return document.paragraphs, (), document.speakers


def test_a_name_that_looks_like_none_is_one_if_the_format_says_so() -> None:
    text = "WEBVTT\n\n" + cue("00:00:01.000", "<v jane.hill@school>Well.") + cue("00:00:02.000", "<v me>So?")
    transcript = segment(*_segmented(text)).transcript
    assert [speaker.label for speaker in transcript.speakers] == ["jane.hill@school", "me"]
    assert transcript.text == "Well.\nSo?"


@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_words_beside_the_times_are_said_and_settings_are_not(head: str) -> None:
    times = ("00:00:01.000 --> 00:00:04.000", "00:00:05.000 --> 00:00:09.000 align:start position:0%")
    talk = f"{times[0]} Jane: How did\nit begin?\n\n{times[1]}\nTom: With lunch.\n{times[1]} Jane: So?\n\n"
    said = ("[00:01] Jane: How did it begin?", "[00:05] Tom: With lunch.", "[00:05] Jane: So?")
    assert read(head + talk + talk.replace("00:00", "00:01")).paragraphs == (
        *said,
        "[01:01] How did it begin?",
        *(text.replace("[00", "[01") for text in said[1:]),
    )


def test_names_before_a_colon_are_read_and_go_on() -> None:
    cues = ["Interviewer: How did", "it begin?", "Head: With lunch.", "And cake.", "Interviewer: So?"]
    text = "".join(f"{n}\n" + cue(f"00:00:0{n},000", said) for n, said in enumerate(cues, 1))
    assert read(text.replace("\n", "\r\n")).paragraphs == (
        "[00:01] Interviewer: How did it begin?",
        "[00:03] Head: With lunch. And cake.",
        "[00:05] Interviewer: So?",
    )


def test_a_long_turn_has_times_in_it() -> None:
    cues = [
        cue(
            f"00:00:{second:02}.000",
            f"<v Tom>It went on{'.' if second % 20 == 0 else ''}",
            f"00:00:{second + 4:02}.000",
        )
        for second in range(0, 60, 5)
    ]
    document = read("WEBVTT\n\n" + "".join(cues))
    assert [paragraph[:12] for paragraph in document.paragraphs] == ["[00:00] Tom:", "[00:45] It w"]
    transcript = segment(document.paragraphs, (), document.speakers).transcript
    assert [turn.ms for turn in transcript.turns] == [0]
    assert [(mark.ms, mark.start) for mark in transcript.marks] == [
        (0, 0),
        (45_000, transcript.text.index("\n") + 1),
    ]


def test_without_speakers_paragraphs_have_times() -> None:
    document = read("".join(cue(f"0{n}:00.000", f"Part {n}.") for n in range(3)))
    assert document.paragraphs == ("[00:00] Part 0.", "[01:00] Part 1.", "[02:00] Part 2.")
    transcript = segment(document.paragraphs).transcript
    assert transcript.text == "Part 0.\nPart 1.\nPart 2."
    assert [turn.ms for turn in transcript.turns] == [0, 60_000, 120_000]


def test_rolling_captions_are_taken_once() -> None:
    lines = ["so we went", "over there and", "saw them teach", "which was brave", "of them all"]
    text = "WEBVTT\n\n"
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else " "
        text += cue(f"00:00:0{at}.000", f"{before}\n{line}", f"00:00:0{at}.900")
        text += cue(f"00:00:0{at}.990", line, f"00:00:0{at}.999")
    document = read(text)
    assert document.paragraphs == (f"[00:00] {' '.join(lines)}",)
    assert "rolling captions show again are left out." in document.notes[0]


def test_captions_that_grow_are_taken_once() -> None:
    said = "so we went over there and saw them teach"
    words = said.split()
    text = "".join(cue(f"00:00:0{n}.000", " ".join(words[: n + 1])) for n in range(9))
    assert read(text).paragraphs == (f"[00:00] {said}",)


def test_what_is_said_twice_is_kept() -> None:
    document = read(
        "".join(cue(f"00:00:0{n}.000", said) for n, said in enumerate(["Yes.", "Yes.", "No.", "So."]))
    )
    assert document.paragraphs == ("[00:00] Yes. Yes. No. So.",)


def test_dashes_and_arrows_begin_another_turn() -> None:
    text = cue("00:00:01.000", "- How?\n- With lunch.") + cue("00:00:03.000", ">> TOM: So.\n>> ANN: Yes.") * 2
    assert read(text).paragraphs[:3] == (
        "[00:01] - How?",
        "[00:01] - With lunch.",
        "[00:03] TOM: So.",
    )


def test_nothing_is_lost_where_blank_lines_are_missing_or_too_many() -> None:
    tight = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n\nmore\n"
    assert read(tight).paragraphs == ("[00:01] One Two more",)


def test_overlapping_cues_come_in_the_order_of_their_times() -> None:
    text = cue("00:00:05.000", "<v B>Mm.") + cue("00:00:01.000", "<v A>So then", "00:00:09.000")
    assert read(text).paragraphs == ("[00:01] A: So then", "[00:05] B: Mm.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_content_decides_not_the_ending(encoding: str) -> None:
    document = read_data(VTT.encode(encoding), ".txt").document
    assert document.speakers == ("Jane Hill", "Tom")


def test_subtitles_without_words_are_refused() -> None:
    with pytest.raises(UnreadableError, match="no words"):
        read(cue("00:00:01.000", "<i></i>"))
