"""Kinds of transcripts that failed once: who speaks, what is no speech, what is asked; in words of our own.

A case is a file, the words of each speaker, and how many turns have a time.
"""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from coding.intake.known_study import KnownStudy
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.row_notes import remarks
from coding.intake.told_speakers import with_interviewer
from coding.model.study import SpeakerKind
from storage.intake.import_batch import plan_import
from tests.storage.pdf_files import Text, column, pdf
from tests.storage.word_files import docx, paragraph, run


class Case(NamedTuple):
    """A file and what is to come of it; ``asks`` is the label of who asks, where that is clear."""

    text: str
    words: dict[str, int]
    asks: str = ""
    timed: int = 0
    ending: str = ".txt"


def cues(*said: str, between: str = "\n") -> str:
    """Return captions of a second each."""
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:00:{at:02}.000 --> 00:00:{at:02}.900{between}{text}" for at, text in enumerate(said)
    )


TALK = "Mara: How did it begin?\nTom: With bulbs.\nMara: And who came?\nTom: Two mothers."
MARA_AND_TOM = {"Mara": 7, "Tom": 4}
CASES = {
    "who asks is named at the top, below a time of day": Case(
        "Interview with Tom Day, deputy\n12 May 2015, 10:00–10:40\nInterviewer: Mara Quill\n"
        "MQ: How did it begin?\nTD: With bulbs.\nMQ: And who came?\nTD: Two mothers.\nEnd of interview",
        {"MQ": 7, "TD": 4}, "MQ",
    ),
    "a legend in another language": Case(
        "Teilnehmer:\n[I] – Interviewer\n[B] – Befragte\n[I] Wie war es?\n[B] Gut.\n"
        "[I] Und dann?\n[B] Regen.\nEnde des Interviews",
        {"I": 5, "B": 2}, "I",
    ),
    "seconds from and to, without a row of headings": Case(
        "0.5\t2\tMara\tHow so?\n2\t4.5\tTom\tWith bulbs.\n5\t7\tMara\tAnd who?\n8\t9\tTom\tTwo mothers.",
        {"Mara": 4, "Tom": 4}, "Mara", 4, ".tsv",
    ),
    "capitals without a sign": Case(
        "MQ How did it begin?\nTD With bulbs.\nMQ And who came?\nTD I think two.", {"MQ": 7, "TD": 5}, "MQ"
    ),
    "words one by one, and full stops": Case(
        json.dumps({"results": [
            {"type": kind, "start_time": at, "alternatives": [{"content": said, "speaker": who}]}
            for at, (kind, said, who) in enumerate([
                ("word", "How", "S1"), ("word", "so", "S1"), ("punctuation", "?", "S1"),
                ("word", "With", "S2"), ("word", "bulbs", "S2"), ("punctuation", ".", "S2"),
                ("word", "And", "S1"), ("punctuation", "?", "S1"),
                ("word", "Soup", "S2"), ("punctuation", ".", "S2"),
            ])
        ]}),
        {"S1": 3, "S2": 3}, "S1", 4, ".json",
    ),
    "what each speaker says in a list of its own": Case(
        json.dumps({"speakers": [
            {"name": who, "segments": [{"start": at + 20 * i, "text": said} for i, said in enumerate(words)]}
            for at, (who, words) in enumerate(
                [("Mara", ["How so?", "And?"]), ("Tom", ["With bulbs.", "Soup."])]
            )
        ]}),
        {"Mara": 3, "Tom": 3}, "Mara", 4, ".json",
    ),
    "several guesses, lengths as PT10S": Case(
        json.dumps({"recognizedPhrases": [
            {"speaker": 1 + at % 2, "offset": f"PT{at}M1S", "nBest": [{"display": said}, {"display": "Or"}]}
            for at, said in enumerate(["How so?", "With bulbs.", "And?", "Soup."])
        ]}),
        {"Speaker 1": 3, "Speaker 2": 3}, "Speaker 1", 4, ".json",
    ),
    "somebody speaks once": Case(
        "Anna: How?\nBert: It was long.\nWe sat.\nWe stood.\nDora: Hello all, sorry.\nAnna: "
        "And?\nBert: Well.\n"
        "My point: it rained.\nAnna: Yes?\nBert: No.",
        {"Anna": 3, "Bert": 13, "Dora": 3}, "Anna",
    ),
    "a sentence with a colon is no speaker": Case(
        "Interviewer: How?\nTeacher: We plan.\nCaretaker: May I?\nInterviewer: Sure.\nTeacher: Well.\n"
        "The thing is this: we never stop.\nInterviewer: OK.\nTeacher: Yes.",
        {"Interviewer": 3, "Teacher": 11, "Caretaker": 2}, "Interviewer",
    ),
    "a device speaks once": Case(
        cues(
            "Mara: Hello, how?", "Jo Brandt: Fine. So:", "we sat down.", "iPad (3): Hello?", "Mara: Yes?",
            "Jo Brandt: No.",
        ),
        {"Mara": 3, "Jo Brandt": 6, "iPad (3)": 1}, "Mara", 5, ".vtt",
    ),
    "a telephone speaks once": Case(
        cues("Mara Quill: Hello?", "iPhone of Tom: Hi.", "Mara Quill: And?", "iPhone of Tom: Well.",
             "+49 171 555: So."),
        {"Mara Quill": 2, "iPhone of Tom": 2, "+49 171 555": 1}, "Mara Quill", 5, ".vtt",
    ),
    "wide blanks": Case(
        "聞き手　どう？\n田中　はい。\n聞き手　次？\n田中　いいえ。", {"聞き手": 3, "田中": 5}, "聞き手"
    ),
    "one speaker alone": Case(cues(*["Mara Quill: We went on."] * 4), {"Mara Quill": 12}, "", 1, ".vtt"),
    "only the asker has a label": Case(
        "Q: How?\nWith bulbs.\nAnd soup.\nQ: And then?\nWe wrote.", {"Q": 3, "Participant": 6}, "Q"
    ),
    "only the asker has a label, a name": Case(
        "mara: How?\nWith bulbs and soup.\nmara: And then?\nWe wrote.\nmara: Really?\nYes.",
        {"mara": 4, "Participant": 7}, "mara",
    ),
    "labels within a paragraph": Case(
        "Interviewer: Fine?Interviewee: Fine.\nInterviewer: And?\nInterviewee: Well. Interviewer: Yes?\n"
        "Interviewee: No.", {"Interviewer": 3, "Interviewee": 3}, "Interviewer",
    ),
    "all in one paragraph": Case(
        "Interviewer: How did it begin? Teacher: With bulbs. Interviewer: And then? Teacher: We wrote.",
        {"Interviewer": 6, "Teacher": 4}, "Interviewer",
    ),
    "labels misspelt": Case(
        "Interviewer: How?\nParticipant: So.\nInteviewer: And?\nParticpant: Well.\nInterviewer: "
        "Why?\nParticipant: No.",
        {"Interviewer": 3, "Participant": 3}, "Interviewer",
    ),
    "turns counted": Case("Q1: How?\nA1: With bulbs.\nQ2: And?\nA2: We wrote.", {"Q": 2, "A": 4}, "Q"),
    "a word alone within speech": Case(
        "Interviewer: Who was it?\nTeacher: I think the\nTeacher\nor the head.\nInterviewer: "
        "And?\nTeacher: Yes.",
        {"Interviewer": 4, "Teacher": 8}, "Interviewer",
    ),
    "a legend": Case(
        "[I] – Interviewer\n[R] – Respondent\n[I] How?\n[R] With bulbs.\n[I] And?\n[R] Soup.",
        {"I": 2, "R": 3}, "I"
    ),
    "names in the head": Case(
        "Interviewer: Mara Quill\nNarrator: Tom Day\nDate: 3 May 2019\nMQ: So.\nTD: With "
        "bulbs.\nMQ: Well.\nTD: Soup.",
        {"MQ": 2, "TD": 3}, "MQ",
    ),
    "whom the interview is with": Case(
        "Interview with Tom Day\nQuill: Well now.\nDay: With bulbs.\nQuill: So.\nDay: Soup.",
        {"Quill": 3, "Day": 3}, "Quill"
    ),
    "a German head": Case(
        "Transkript: Garten\nDatum: 12.5.2024\nInterviewerin: Anna Abel\nBefragter: Max Zander\n"
        "I: Wie? #00:00:05-1#\nB: Mit Zwiebeln. #00:00:09-9#\nI: Und? #00:00:11-0#\nB: Suppe. #00:00:15-2#",
        {"I": 2, "B": 3}, "I", 3,
    ),
    "who asks says so in brackets": Case(
        "Quill, Mara (Interviewer): So.\nCarr, Bob, Head of Year: With bulbs.\nQuill, Mara "
        "(Interviewer): Well.\n"
        "Carr, Bob, Head of Year: Soup.", {"Quill, Mara (Interviewer)": 2, "Carr, Bob, Head of "
        "Year": 3}, "Quill, Mara (Interviewer)",
    ),
    "an advertisement": Case(
        f"{TALK}\n\nSonix is the world's most advanced automated transcription platform. Fast and "
        f"affordable.\n"
        "Automatically convert your mp3 files to text in minutes.", MARA_AND_TOM, "Mara",
    ),
    "a free plan": Case(
        f"(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.)\n{TALK}\n"
        "(This file is longer than 30 minutes. Go Unlimited at TurboScribe.ai to transcribe files "
        "up to 10 hours long.)",
        MARA_AND_TOM, "Mara",
    ),
    "a meeting's end": Case(
        f"{TALK}\n00:05:00\nMara: Thanks?\nMeeting ended after 00:05:47\n"
        "This editable transcript was computer generated and might contain errors.",
        {"Mara": 8, "Tom": 4}, "Mara", 1,
    ),
    "a German meeting's end": Case(
        f"Mara hat die Transkription gestartet\n{TALK}\nMara hat die Transkription beendet\n"
        "Die Besprechung endete nach 00:05:47\nDieses bearbeitbare Transkript wurde computergeneriert.",
        MARA_AND_TOM, "Mara",
    ),
    "stars at the end": Case(f"{TALK}\n[Audio ends]\nEnd of interview.\n*** END ***", MARA_AND_TOM, "Mara"),
    "a caption that is an advertisement": Case(
        cues(*TALK.split("\n"), "Subtitles by the Amara.org community"), MARA_AND_TOM, "Mara", 4, ".vtt"
    ),
    "words that begin with NOTE": Case(
        cues("NOTE that we said so.", "WEBVTT was in it.", "STYLE is all.", between="\n\n"),
        {"": 12}, "", 1, ".vtt"
    ),
    "the same short answer": Case(cues(*["No."] * 8, "Yes."), {"": 9}, "", 1, ".vtt"),
    "brackets in names": Case(
        cues("<v Mara [she/her] (Host)>How?", "<v Tom>So."), {"Mara [she/her] (Host)": 1, "Tom": 1},
        "Mara [she/her] (Host)", 2, ".vtt",
    ),
    "ligatures": Case(
        "Interviewer: Was the o\ufb03ce \ufb01ne?\nTeacher: E\ufb00ective.\nInterviewer: And?\nTeacher: Yes.",
        {"Interviewer": 5, "Teacher": 2}, "Interviewer",
    ),
    "no talk": Case("It was long. We walked on: nothing came.\nThen: rain.\nWe said: go "
    "home.\nThen: snow.", {"": 16}),
    "minutes of a meeting": Case(
        "Present: JS, MB\nItem 1: Garden\nJS spoke of bulbs.\nAction: JS\nItem 2: Soup\nMB "
        "spoke.\nAction: MB", {"": 19}
    ),
}  # fmt: skip


def planned(folder: Path, data: bytes, ending: str) -> ImportPlan:
    file = folder / f"talk{ending}"
    file.write_bytes(data)
    return plan_import([file], KnownStudy())


def one(plan: ImportPlan) -> ImportRow:
    (import_row,) = plan.rows
    assert not import_row.file.problem
    return import_row


@pytest.mark.parametrize("name", CASES)
def test_who_speaks(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    import_row = one(planned(tmp_path, case.text.encode(), case.ending))
    found = {label.label: label.words for label in import_row.speaker_labels} or {"": import_row.words}
    assert found == case.words
    asks = [each.label for each in import_row.speaker_labels if each.kind is SpeakerKind.INTERVIEWER]
    assert asks == ([case.asks] if case.asks else [])
    times = [turn.ms for turn in import_row.transcript.turns if turn.ms is not None]
    assert len(times) == case.timed


def test_ligatures_are_letters(tmp_path: Path) -> None:
    text = one(planned(tmp_path, CASES["ligatures"].text.encode(), ".txt")).transcript.text
    assert text.startswith("Was the office fine?\nEffective.")


def test_somebody_who_may_be_a_speaker_is_said(tmp_path: Path) -> None:
    text = (
        "Anna: How?\nBert: Long.\nDora: Hello.\n" + "We sat and sat.\n" * 9 + "Anna: And?\nBert: Well.\n" * 3
    )
    import_row = one(planned(tmp_path, text.encode(), ".txt"))
    assert [label.label for label in import_row.speaker_labels] == ["Anna", "Bert"]
    assert "May be speakers, and were not taken for any: Dora." in remarks(import_row)


def test_where_it_is_not_clear_who_asks_nobody_is_taken_for_anything(tmp_path: Path) -> None:
    plan = planned(tmp_path, b"Anna: So it went.\nBen: Yes it did.\nAnna: Fine.\nBen: It was.", ".txt")
    assert {label.kind for label in one(plan).speaker_labels} == {SpeakerKind.UNKNOWN}
    assert one(plan).participant_words == 0
    assert remarks(one(plan))[0] == "Who asks the questions is not clear: say who the interviewer is."
    said = one(with_interviewer(plan, [0], "Anna"))
    assert [(label.kind.value, label.words) for label in said.speaker_labels] == [
        ("interviewer", 4),
        ("participant", 5),
    ]


def _letters(text: str, look: str) -> str:
    return paragraph(run(text, look))


@pytest.mark.parametrize(
    ("look", "manner"), [("<w:b/>", "bold"), ("<w:i/>", "italic"), ('<w:color w:val="0000FF"/>', "0000ff")]
)
def test_letters_of_another_look_are_offered_as_the_interviewers(
    tmp_path: Path, look: str, manner: str
) -> None:
    pairs = [("How did it begin?", "With bulbs."), ("And who came?", "Two mothers."), ("So?", "Soup.")]
    data = docx("".join(_letters(asked, look) + paragraph(said) for asked, said in pairs))
    plan = planned(tmp_path, data, ".docx")
    assert not one(plan).speaker_labels
    assert f"[{manner}] (3, of which 3 ask)" in remarks(one(plan))[1]
    said = one(with_interviewer(plan, [0], manner))
    assert {label.label: label.words for label in said.speaker_labels} == {"Interviewer": 8, "Participant": 5}


def test_a_label_ends_where_its_letters_do(tmp_path: Path) -> None:
    body = "".join(
        paragraph(run(who, "<w:b/>"), f"{at}:37 {said}")
        for at, (who, said) in enumerate(
            [("I1", "How?"), ("P7", "With bulbs."), ("I1", "And?"), ("P7", "Soup.")]
        )
    )
    import_row = one(planned(tmp_path, docx(body), ".docx"))
    assert [label.label for label in import_row.speaker_labels] == ["I1", "P7"]
    assert [turn.ms for turn in import_row.transcript.turns] == [37_000, 97_000, 157_000, 217_000]
    assert import_row.transcript.text == "How?\nWith bulbs.\nAnd?\nSoup."


def test_further_columns_are_comments_and_no_speech(tmp_path: Path) -> None:
    rows = [("Who", "No.", "Text", "Codes"), ("Mara", "1", "How?", "JPD"), ("Tom", "2", "Soup.", "PC")]
    rows.append(("Mara", "3", "And?", ""))
    cells = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    import_row = one(planned(tmp_path, docx(table), ".docx"))
    assert [(label.label, label.words) for label in import_row.speaker_labels] == [("Mara", 2), ("Tom", 1)]
    assert [comment.text for comment in import_row.file.document.comments] == ["Codes: JPD", "Codes: PC"]


def test_the_numbers_of_an_automatic_list_are_no_words(tmp_path: Path) -> None:
    page = b"<html><body><ol><li>How did it begin?</li><li>With bulbs.</li></ol></body></html>"
    import_row = one(planned(tmp_path, page, ".html"))
    assert (import_row.words, import_row.transcript.text) == (6, "How did it begin?\nWith bulbs.")
    assert [mark.text for mark in import_row.transcript.marks] == ["1.", "2."]


def test_highlighting_wins_over_shading(tmp_path: Path) -> None:
    colours = r"{\colortbl;\red255\green255\blue0;\red0\green255\blue0;}"
    rtf = rf"{{\rtf1\ansi{colours}{{\highlight1\chcbpat2 We}} {{\chcbpat2\highlight1 plan}}.\par}}"
    document = one(planned(tmp_path, rtf.encode(), ".rtf")).file.document
    assert {highlight.colour for highlight in document.highlights} == {"yellow"}


def test_a_table_of_people_is_no_talk(tmp_path: Path) -> None:
    plan = planned(tmp_path, b"name,school,text\nAnn,A,likes soup\nBob,B,likes bulbs\n", ".csv")
    assert not plan.rows


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann\nAge: 12\nSex: f\nJob: pupil\nName: Bob\nAge: 13\nSex: m\nJob: pupil",
        "12 May: We dug.\n13 May: Rain.\n14 May: Bulbs came.\n15 May: More rain.",
        "From: Ann\nTo: Bob\nSubject: Soup\n\nHow are you?\n\nFrom: Bob\nTo: Ann\nSubject: Soup\n\nFine.",
        "10:00 Welcome\n10:30 Talk by JS\n11:00 Break\n11:30 Walk\n12:00 Lunch",
        "Oh garden\nwe dig and dig\nOh garden\nwe sow and sow\nOh garden\nwe reap and reap",
    ],
)
def test_forms_diaries_letters_and_songs_are_documents(tmp_path: Path, text: str) -> None:
    assert not one(planned(tmp_path, text.encode(), ".txt")).speaker_labels


def test_what_comes_back_within_what_somebody_says_is_no_speaker(tmp_path: Path) -> None:
    turns = (f"Mara Quill: And point {at}?\nTom Day: Two.\nAnother thing: it rained.\nSo." for at in range(6))
    import_row = one(planned(tmp_path, "\n".join(turns).encode(), ".txt"))
    assert [label.label for label in import_row.speaker_labels] == ["Mara Quill", "Tom Day"]


def test_a_surname_is_the_person_of_the_full_name(tmp_path: Path) -> None:
    text = "Mara Quill: How?\nTom Day: So.\nQuill: And?\nDay: Well.\nQuill: Why?\nDay: No."
    import_row = one(planned(tmp_path, text.encode(), ".txt"))
    asks = [each.label for each in import_row.speaker_labels if each.kind is SpeakerKind.INTERVIEWER]
    assert asks == ["Mara Quill", "Quill"]
    assert "“Quill” may be “Mara Quill”, spelt another way." in remarks(import_row)


@pytest.mark.parametrize("whole", [{"name": "x", "version": 2}, {"segments": []}, [{"text": "no time"}]])
def test_json_that_is_no_transcript_is_refused(tmp_path: Path, whole: object) -> None:
    (import_row,) = planned(tmp_path, json.dumps(whole).encode(), ".json").rows
    assert "Export the transcript as" in import_row.file.problem


def test_what_whisper_writes_without_speakers(tmp_path: Path) -> None:
    said = [{"start": 0.0, "end": 4.5, "text": " We had"}, {"start": 4.5, "end": 6, "text": " "
    "bulbs."}, {"start": 9, "end": 9.5, "text": " Soup."}]  # fmt: skip
    import_row = one(planned(tmp_path, json.dumps({"text": "", "segments": said}).encode(), ".json"))
    turns = [
        (turn.ms, import_row.transcript.text[turn.start : turn.end]) for turn in import_row.transcript.turns
    ]
    assert turns == [(0, "We had bulbs."), (9000, "Soup.")]


def test_footnotes_of_a_printed_page_are_comments(tmp_path: Path) -> None:
    lines = [
        "Teacher: We sat in the yard that week.1 Last words, and so",
        "on until noon, said the other of us two.2",
    ]
    notes = [
        *column(lines),
        *(Text(50, 100 - 9 * at, note, 7) for at, note in enumerate(["1 The first note.", "2 The second."])),
    ]
    import_row = one(planned(tmp_path, pdf(notes), ".pdf"))
    document = import_row.file.document
    assert document.paragraphs == (
        "Teacher: We sat in the yard that week. Last words, and so on until noon, said the other of us two.",
    )
    assert [comment.text for comment in document.comments] == ["The first note.", "The second."]
