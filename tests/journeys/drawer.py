"""A drawer of transcripts as a researcher has it, coded by hand in every manner, and what one counts in it.

Every code stands once in the list of its file, in the order in which it stands in the text.
"""

from pathlib import Path

from openpyxl import Workbook

from tests.storage.pdf_files import Text, pdf
from tests.storage.word_files import docx, paragraph, run

_YELLOW = '<w:highlight w:val="yellow"/>'
_GREEN = '<w:highlight w:val="green"/>'

# Counted by hand: the strand, by round. Yellow means Partnership Competence, green Collaborative Capital.
COUNTED = {
    "2014": {"HSC": 3, "E&C": 2, "JPD": 3, "AI": 1, "M&C": 1},
    "2015": {"PC": 2, "CC": 1, "JPD": 2, "M&C": 1, "FG": 1, "E&C": 1},
}
NOT_UNDERSTOOD = ["DSX"]
MEMOS = ["Ask her again about this next year"]
LEFT_OUT = {"broken.docx", "recording.mp3"}
FILES = 7  # those that come in


def fill(folder: Path) -> Path:
    """Write the drawer into a folder and return it."""
    _letters(folder / "2014")
    _colours(folder / "2015")
    _comments(folder / "2015")
    _others(folder)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["file", "round", "person", "years in post"])
    sheet.append(["B2 head.docx", 2014, "Mrs Txxx", 4])
    sheet.append(["C5 teacher.docx", 2015, "Mr Gxxx", 1])
    book.save(folder / "who is who.xlsx")
    return folder


def _write(path: Path, *paragraphs: str, comments: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(text if text.startswith("<w:p") else paragraph(text) for text in paragraphs)
    path.write_bytes(docx(body, comments))


def _letters(folder: Path) -> None:
    _write(
        folder / "B2 head.docx",
        "Bxxxxx-HT/DHT",
        "Interviewer: How did it begin at this school?",
        "Female Voice 1: We trust each other, and we just tell each other when it went badly. HSC/E&amp;C",
        "Interviewer: And the lessons?",
        "Female Voice 1: We watched each other teach in the spring term, and we wrote it down. Embedded JPD",
        "Interviewer: What of the figures?",
        "Female Voice 1: We sat down with the data and asked hard questions. Analytical Investigation?",
        "Interviewer: Is it still so?",
        "Female Voice 1: The inspectors said that we should be proud of it, and they were from OFSTED",
        "Female Voice 1: People come and go, and we begin anew each autumn. HSC and staff turbulence",
    )
    _write(
        folder / "A4 literacy lead.docx",
        "Interviewer: What came of it?",
        "Respondent: The young ones were coached by the old ones, all year long. C&amp;M",
        "Interviewer: What else?",
        "Respondent: Somebody had to hold it all together in the end, I think. DSX",
        "Interviewer: Who did?",
        "Respondent: All of us, really, by planning together and by telling each other. JPD, HSC, E&amp;C",
    )


def _colours(folder: Path) -> None:
    _write(
        folder / "B2 head.docx",
        "Interviewer: A year on, how is it?",
        paragraph(
            "Female Voice 1: ", run("We are one team now, all five of us.", _YELLOW), " But it takes time."
        ),
        "Interviewer: What about the money?",
        paragraph("Female Voice 1: ", run("We pay for it together, out of one pot.", _YELLOW)),
        "Interviewer: And what is new?",
        paragraph("Female Voice 1: ", run("We made a new timetable and tried it out for a term.", _GREEN)),
        "Interviewer: And the lessons?",
        paragraph(
            "Female Voice 1: ", run("We plan lessons together and watch each other teach. JPD", _GREEN)
        ),
    )


def _comments(folder: Path) -> None:
    def remark(number: int, said: str) -> str:
        start = f'<w:commentRangeStart w:id="{number}"/>'
        end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return paragraph("Teacher: ", start, run(said), end)

    texts = ("M&amp;C", "Ask her again about this next year", "FG/E&amp;C")
    comments = "".join(
        f'<w:comment w:id="{at}" w:author="Ann Coder"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for at, text in enumerate(texts)
    )
    _write(
        folder / "C5 teacher.docx",
        "Interviewer: What have you learned?",
        remark(0, "I was coached by the head of another school for a year."),
        "Interviewer: And what else?",
        remark(1, "That I can say no to things."),
        "Interviewer: Who decides?",
        remark(2, "The governors meet every month and ask us the right things."),
        comments=comments,
    )


def _others(folder: Path) -> None:
    lines = (
        "Interviewer: How do you plan?",
        "Teacher: We plan together on Tuesdays, all of us. JPD",
        "Interviewer: And who leads it?",
        "Teacher: Whoever knows most about it.",
    )
    page = [Text(40, 540 - 30 * at, line) for at, line in enumerate(lines)]
    (folder / "2014" / "E5 teacher.pdf").write_bytes(pdf(page))
    (folder / "2015" / "D3 senior leader.vtt").write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Interviewer>How do you challenge each other?\n\n"
        "00:00:04.000 --> 00:00:09.000\n<v Senior leader>We watch each other and ask for the evidence. JPD\n"
    )
    (folder / "2015" / "minutes.txt").write_text("Minutes of the meeting in June.\n\nAll were there.\n")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (folder / "recording.mp3").write_bytes(b"ID3")
