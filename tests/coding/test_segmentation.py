"""From paragraphs to a transcript: labels, turns, stamps, headings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.segmentation import Segmented, segment
from coding.text.stamps import MarkKind, marked_stretches

INTERVIEW = """Bxxxxx-HT/DHT
[Start of recorded material at 00:00:00]
Interviewer: How did it begin?
Head: [00:02:10] With lunch. [laughs]
Interviewer And who decides?
Female Voice 1: Nobody. There were two things: trust and time.
There were two things: trust and time.
Head I agree. [unintelligible 00:02:35] So.
Head teachers matter: yes.
[End of recorded material at 00:19:48]"""


def read(text: str) -> Segmented:
    return segment(text.split("\n"))


def turns(heard: Segmented) -> list[tuple[str, str]]:
    """Return who says what."""
    spoken = heard.transcript
    labels = {speaker.id: speaker.label for speaker in spoken.speakers}
    return [(labels.get(t.speaker_id or 0, ""), spoken.text[t.start : t.end]) for t in spoken.turns]


def marks(heard: Segmented, kind: MarkKind) -> list[tuple[str, int | None]]:
    return [(mark.text, mark.ms) for mark in heard.transcript.marks if mark.kind == kind]


def test_an_interview_is_taken_apart() -> None:
    heard = read(INTERVIEW)
    assert turns(heard) == [
        ("Interviewer", "How did it begin?"),
        ("Head", "With lunch. [laughs]"),
        ("Interviewer", "And who decides?"),
        (
            "Female Voice 1",
            "Nobody. There were two things: trust and time.\nThere were two things: trust and time.",
        ),
        ("Head", "I agree. [unintelligible 00:02:35] So.\nHead teachers matter: yes."),
    ]
    assert heard.headings == ("Bxxxxx-HT/DHT",)
    assert heard.duration_ms == (19 * 60 + 48) * 1000


def test_stamps_and_marks_stand_beside_or_inside_the_text() -> None:
    heard = read(INTERVIEW)
    text = heard.transcript.text
    assert [turn.ms for turn in heard.transcript.turns] == [None, 130_000, None, None, None]
    assert marks(heard, MarkKind.TIME) == [("[00:02:10]", 130_000)]
    assert marks(heard, MarkKind.HEADING) == [("Bxxxxx-HT/DHT", None)]
    assert [time for _text, time in marks(heard, MarkKind.RECORDING)] == [0, 1_188_000]
    inside = [mark for mark in heard.transcript.marks if mark.start < mark.end]
    assert [text[mark.start : mark.end] for mark in inside] == ["[laughs]", "[unintelligible 00:02:35]"]
    assert "Interviewer" not in text


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Sarah: Hello.\nTom: Hi.", ["Sarah", "Tom"]),
        ("I: How?\nR: I think so.\nI think.\nI: Then?\nR: Yes.", ["I", "R"]),
        ("INT\tHow?\nMB\tWell, one thing: money.\nINT\tReally?\nMB\tYes.", ["INT", "MB"]),
        ("Q: a?\nA: b.\nA Deputy went.\nQ: c?\nA: d.", ["Q", "A"]),
        ("**Interviewer:** Hello?\n**P1** (00:10): Hi.\n[Interviewer]: So?", ["Interviewer", "P1"]),
        (
            "INTERVIEWER: Hello?\nMrs Hill: Yes.\nInterviewer: So?\nMrs. Hill: No.",
            ["INTERVIEWER", "Mrs Hill"],
        ),
        (
            "Jane Hill 00:00:03\nSo how?\nTom Day  00:01:10\nGood.\nJane Hill 00:02:00\nRight.",
            ["Jane Hill", "Tom Day"],
        ),
        (
            "Interviewer – How?\nHead – So.\nInterviewer – And?\nHead – Trust – that is it.",
            ["Interviewer", "Head"],
        ),
        (
            "Interviewer: How?\nMale Voice 1 (Head): So.\nSpeaker 2 - Deputy: No.",
            ["Interviewer", "Male Voice 1 (Head)", "Speaker 2 - Deputy"],
        ),
        ("Interviewer:\nHow?\nHead:\nGood.\nAnd more.", ["Interviewer", "Head"]),
        ("00:00:10 Interviewer: How?\n00:00:12 Bxxxx: So.", ["Interviewer", "Bxxxx"]),
        ("I: How?\nB1: So.\nB2: Yes.\nI: Why?\nB1: Well.\nB2: No.", ["I", "B1", "B2"]),
        (
            ">> Mara Quill: How?\n>> Tom Day: So.\n>> Mara Quill: Why?\n>> Tom Day: No.",
            ["Mara Quill", "Tom Day"],
        ),
        ("(1) Mara: How?\n(2) Tom: So.\n(3) Mara: Why?\n(4) Tom: No.", ["Mara", "Tom"]),
        (
            "Interviewer;  How?\nInterviewer: And?\nJ.S.: So.\nJ.S.: Yes.\nHead of Year: No.",
            ["Interviewer", "J.S", "Head of Year"],
        ),
    ],
)
def test_labels_of_all_kinds(text: str, labels: list[str]) -> None:
    found = [speaker.label.rstrip(".") for speaker in read(text).transcript.speakers]
    assert found == labels


@pytest.mark.parametrize(
    "text",
    [
        "A plain text.\nWith paragraphs: two of them.\nThere were two things: trust and time.",
        "Trust: a thing.\nChallenge: another.\nMentoring: a third.\nCoaching: a fourth.\nDuty: the last.",
        "Note: one.\nWe met.\nNote: two.\nAction: JS to write.\nAction: MB to read.",
        "Date: 12 June\nPlace: School B\nPresent: all\nNotes of the meeting.",
        "Interviewer: J Smith\nNotes of a talk.\nNobody is quoted.\nIt was long.",
        "We met – all of us – at noon.\nTrust – yes.\nTrust – no.",
        "See http://example.org\nhttps://example.org/a",
    ],
)
def test_a_text_without_speakers_is_a_document(text: str) -> None:
    heard = read(text)
    assert heard.transcript.speakers == ()
    assert [said for _nobody, said in turns(heard)] == text.split("\n")


def test_answers_without_a_label_are_an_unnamed_participants() -> None:
    heard = read("Interviewer: How?\nWell, so.\nAnd so.\nInterviewer: Why?\nBecause.")
    assert turns(heard) == [
        ("Interviewer", "How?"),
        ("Participant", "Well, so.\nAnd so."),
        ("Interviewer", "Why?"),
        ("Participant", "Because."),
    ]


def test_what_stands_before_the_talk_is_heading() -> None:
    heard = read(
        "Interview 3\nDate: 12 June 2015\nInterviewer: J Smith\nInterviewer: Thanks for coming.\nHead: Well."
    )
    assert heard.headings == ("Interview 3", "Date: 12 June 2015", "Interviewer: J Smith")
    assert turns(heard)[0] == ("Interviewer", "Thanks for coming.")


def test_long_talk_before_the_first_label_belongs_to_nobody() -> None:
    heard = read("It began in spring, " * 10 + "\nInterviewer: How?\nHead: So.")
    assert heard.transcript.turns[0].speaker_id is None
    assert heard.headings == ()


def test_recording_lines_are_found_inside_a_line() -> None:
    heard = read("[Start of recording] Interviewer: How?\nHead: So. [End of recorded material at 00:10:00]")
    assert [said for _label, said in turns(heard)] == ["How?", "So."]
    assert heard.duration_ms == 600_000


def test_a_speaker_who_goes_on_stays_in_one_turn() -> None:
    heard = read("Interviewer: How?\nHead: So.\nHead: [00:01:00] And so.\nInterviewer:\nHead: Yes.")
    assert turns(heard) == [("Interviewer", "How?"), ("Head", "So.\nAnd so.\nYes.")]
    assert marks(heard, MarkKind.TIME) == [("[00:01:00]", 60_000)]


def test_a_label_that_is_none_can_be_excluded() -> None:
    text = "Interviewer: How?\nHead: So.\nTrust: that is it.\nTrust: again."
    assert len(read(text).transcript.speakers) == 3
    heard = segment(text.split("\n"), {"trust"})
    assert turns(heard)[1:] == [("Head", "So.\nTrust: that is it.\nTrust: again.")]


LINES = """Interviewer: How?
Head: [00:01:02] Well.
Head I
so (laughs) it
[00:03:04]

Tom:
Tom: no
[End of recorded material at 00:10:00]
Bxxx-HT
1 Head: x
Trust: time
[unclear] [unclear]"""
lines = st.sampled_from([*LINES.split("\n"), "  ", "x\ny"])


@given(st.lists(lines | st.text(max_size=8), max_size=12))
def test_turns_are_in_order_and_hold_all_that_is_said(paragraphs: list[str]) -> None:
    heard = segment(paragraphs)
    spoken = heard.transcript
    assert all(turn.start < turn.end for turn in spoken.turns)
    assert all(a.end + 1 == b.start for a, b in pairwise(spoken.turns))
    if spoken.turns:
        assert (spoken.turns[0].start, spoken.turns[-1].end) == (0, len(spoken.text))
    else:
        assert spoken.text == ""
    assert all(0 <= mark.start <= mark.end <= len(spoken.text) for mark in spoken.marks)
    assert [m.start for m in spoken.marks] == sorted(m.start for m in spoken.marks)
    assert all(a.speaker_id != b.speaker_id or a.speaker_id is None for a, b in pairwise(spoken.turns))


@given(st.lists(lines | st.text(max_size=8), max_size=12))
def test_nothing_is_dropped(paragraphs: list[str]) -> None:
    spoken = segment(paragraphs).transcript
    kept = spoken.text + "".join(m.text for m in spoken.marks) + "".join(s.label for s in spoken.speakers)
    wanted = {char for line in paragraphs for char in line if char.isalnum()}
    assert wanted <= set(kept) | set("TomHeadInterviewer")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "a [inaudible - both talk 1:02:03] b",
            [("[inaudible - both talk 1:02:03]", "unintelligible", 3_723_000)],
        ),
        (
            "(laughs) at 10:30 #00:01:02-3# {0:12}",
            [("(laughs)", "event", None), ("#00:01:02-3#", "time", 62_300), ("{0:12}", "time", 12_000)],
        ),
        ("[name of the school] (break time was over) f(1:20) [School B] (it was unclear to me)", []),
    ],
)
def test_marks_in_a_text(text: str, wanted: list[tuple[str, str, int | None]]) -> None:
    assert [(text[s.start : s.end], str(s.kind), s.ms) for s in marked_stretches(text)] == wanted


def test_minutes_of_three_digits_are_times() -> None:
    heard = segment(
        ["[59:50] Interviewer: Shall we?", "[90:00] Head: An hour is gone.", "[125:13] Interviewer: Stop."]
    )
    assert [turn.ms for turn in heard.transcript.turns] == [3_590_000, 5_400_000, 7_513_000]
    assert heard.transcript.text == "Shall we?\nAn hour is gone.\nStop."


@given(st.lists(lines | st.text(max_size=8), max_size=12))
def test_every_piece_of_the_text_says_where_it_stood(paragraphs: list[str]) -> None:
    heard = segment(paragraphs)
    text = heard.transcript.text
    for start, end, paragraph, offset in heard.origins:
        stood = paragraphs[paragraph][offset : offset + end - start]
        assert text[start:end] == stood.replace("\t", " ") or text[start:end] == stood
        assert list(heard.spans_of(paragraph, offset, offset + end - start)) == [(start, end)]
        assert heard.place_of(paragraph, offset) == start
    assert "\n".join(text[o.start : o.end] for o in heard.origins) == text
    places = [(origin.paragraph, origin.offset) for origin in heard.origins]
    assert places == sorted(places)


def test_a_coloured_stretch_is_found_without_the_label_and_the_stamp() -> None:
    paragraphs = ("Bxxx-HT", "Interviewer: How?", "Head: [00:01:00] We\ttalk.", "", "Head: Yes.")
    heard = segment(paragraphs)

    def found(paragraph: int, start: int, end: int) -> list[str]:
        return [heard.transcript.text[slice(*span)] for span in heard.spans_of(paragraph, start, end)]

    assert found(2, 0, 19) == ["We"]
    assert found(2, 20, 22) == ["ta"]
    assert found(0, 0, 7) == found(2, 0, 10) == []
    assert [heard.place_of(*place) for place in ((0, 3), (2, 0), (3, 0), (9, 9))] == [0, 5, 14, 18]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("[10.5s -> 12.5s] {}:", 10.5), ("3'10\" {}:", 190), ("0 min 10 s {}:", 10), ("12m30s {}:", 750),
     ("@00:12:30 {}:", 750), ("TC 00:12:30 {}:", 750), ("00:12:30> {}:", 750), ("00:12:30 | {} |", 750),
     ("#7 00:12:30 {}:", 750), ("[00.12.30] {}:", 750), ("10.250\t12.500\t{}\t", 10.25),
     ("12/05/2015, 14:10 - {}:", 51_000), ("[12/05/2015, 14:10:05] {}:", 51_005),
     ("2015-05-12T14:10:05Z {}:", 51_005), ("{}  2:10 PM\n", 51_000), ("{}  [12:10 am]\n", 600),
     ("{}, 00:12:30:", 750), ("{} @ 12:30\n", 750), ("{}\n00:12:30\n", 750), ("Time: 00:12:30\n{}:", 750),
     ("14:10:05\t From  {} :", 51_005), ("14:10:05 From {} to Everyone:\n", 51_005),
     ("{}: 00:12:30.000 --> 00:12:40.500", 750), ("{}: 12:30 → 12:40", 750)],
)  # fmt: skip
def test_times_stand_beside_speakers_in_any_shape(written: str, seconds: float) -> None:
    said = ("How was it?", "It was long.", "And who came?", "We all did.")
    lines = (
        f"{written.format(who)} {words}" for who, words in zip(["Mara", "Tom Day"] * 2, said, strict=True)
    )
    found = segment("\n".join(lines).split("\n")).transcript
    assert [speaker.label for speaker in found.speakers] == ["Mara", "Tom Day"]
    assert (found.text, {turn.ms for turn in found.turns}) == ("\n".join(said), {seconds * 1000})


def test_a_time_without_brackets_that_ends_paragraphs_is_no_word_and_begins_the_next_turn() -> None:
    found = segment(["I: How? 00:00:10", "B: So. – 00:00:40", "I: Why? 00:01:10"]).transcript
    assert [turn.ms for turn in found.turns] == [None, 10_000, 40_000]
    assert [found.text[m.start : m.end] for m in found.marks] == ["00:00:10", "– 00:00:40", "00:01:10"]


@pytest.mark.parametrize("before", ["1. ", "12) ", "1.2. ", "a. ", "B) ", "iv. ", "• ", "– "])
def test_the_numbers_of_a_list_stand_before_speakers(before: str) -> None:
    said = ("Interviewer: How?", "Head: So.", "Interviewer: Why?", "Head: Because of J. Hill: he came.")
    found = segment([f"{before}{line}" for line in said]).transcript
    assert [speaker.label for speaker in found.speakers] == ["Interviewer", "Head"]
    assert found.text == "How?\nSo.\nWhy?\nBecause of J. Hill: he came."
    assert {mark.text for mark in found.marks} == {before.strip()}
