"""Interviews as the world writes them: a few turns of our own in six languages, three scripts, many shapes.

Each shape is a function from turns to the bytes of a file; what comes out of the import has to be the
turns again.
"""

import io
import json
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import openpyxl

from tests.storage.word_files import docx


class Spoken(NamedTuple):
    """One turn: who, from which second on, what."""

    who: str
    start: int
    said: str


class Talk(NamedTuple):
    """An interview of two, of whom the first asks."""

    language: str
    asks: str
    answers: str
    lines: tuple[str, ...]  # in turns, beginning with a question

    @property
    def turns(self) -> list[Spoken]:
        """The turns, a few seconds apart, the last more than an hour in."""
        times = [4, 9, 31, 40, 62, 75, 125, 3753]
        voices = (self.asks, self.answers)
        return [Spoken(voices[at % 2], times[at], said) for at, said in enumerate(self.lines)]

    def called(self, asks: str, answers: str) -> "Talk":
        """Return the same talk between people of other names."""
        return self._replace(asks=asks, answers=answers)


ENGLISH = Talk(
    "English", "Mara Quill", "Niamh O'Dair",
    ("So how did the gardening club begin?", "With three pupils and a bag of bulbs. Nobody had planned it.",
     "Who joined next, and when?", "Two mothers did, in the spring: one brought tools, the other soup.",
     "What was hard about it?", "The weather. And at 10:30 we always had to be back, wet or not.",
     "What would you do otherwise today?", "I would ask the caretaker first. He knew where the water was."),
)  # fmt: skip
GERMAN = Talk(
    "German", "Frau Abel", "Herr Zander",
    ("Wie hat das mit dem Chor angefangen?", "Mit vier Stimmen und einem alten Klavier. Mehr war nicht da.",
     "Wer kam danach dazu?", "Die Küche: zwei Köche, die lauter sangen als alle anderen.",
     "Was war schwierig?", "Die Noten. Wir hatten nur ein Heft, und das lag meistens zu Hause.",
     "Was würden Sie heute anders machen?", "Früher aufhören, solange es noch allen gefällt."),
)  # fmt: skip
SPANISH = Talk(
    "Spanish", "Inés", "Señor Vidal",
    ("¿Cómo empezó la biblioteca del patio?", "Con una caja de fruta y once libros. No teníamos más.",
     "¿Quién ayudó después?", "Los abuelos: uno pintó los estantes, otro leía en voz alta.",
     "¿Qué fue lo más difícil?", "La lluvia. Una noche perdimos la mitad de los cuentos.",
     "¿Qué haría hoy de otra manera?", "Pondría un techo antes de pedir más libros."),
)  # fmt: skip
RUSSIAN = Talk(
    "Russian", "Вера", "Олег Петров",
    ("Как начался кружок?", "С трёх учеников и одной гитары. Никто этого не ждал.",
     "Кто пришёл потом?", "Пришли родители: один чинил стулья, другая варила чай.",
     "Что было трудно?", "Зима. В зале было холодно, но мы всё равно играли.",
     "Что вы сделали бы иначе?", "Я бы сразу попросил помощи у соседей."),
)  # fmt: skip
CHINESE = Talk(
    "Chinese", "采访者", "李老师",
    ("读书会是怎么开始的？", "从两个学生和一张桌子开始的。没有人计划过。",
     "后来谁加入了？", "几位家长也来了，他们带来了很多旧书。",
     "最难的是什么？", "最难的是时间，大家下班都很晚。",
     "今天您会怎么做？", "我会先问问图书馆的人，他们知道得更多。"),
)  # fmt: skip
ARABIC = Talk(
    "Arabic", "ليلى", "الأستاذ سامي",
    ("كيف بدأ نادي القراءة؟", "بدأ بطاولة صغيرة وخمسة كتب. لم يخطط له أحد.",
     "من انضم بعد ذلك؟", "انضم بعض الآباء وجلبوا كتبا قديمة.",
     "ما الذي كان صعبا؟", "كان الوقت قصيرا والجميع متعبين.",
     "ماذا ستفعل اليوم؟", "سأسأل أمين المكتبة أولا لأنه يعرف الكثير."),
)  # fmt: skip
TALKS = (ENGLISH, GERMAN, SPANISH, RUSSIAN, CHINESE, ARABIC)


def long_clock(seconds: int, sign: str = ".", parts: str = "000") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}{parts}"


def short_clock(seconds: int) -> str:
    hours = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60}"
    return f"{hours}:{seconds % 60:02}"


def _lines(write: Callable[[Spoken], str], between: str = "\n") -> "Writer":
    return lambda turns: between.join(map(write, turns)).encode()


Writer = Callable[[Sequence[Spoken]], bytes]


class Shape(NamedTuple):
    """How a file is written: its ending, whether times are in it, whether speakers have names in it."""

    ending: str
    write: Writer
    timed: bool = True
    names: tuple[str, str] | None = None  # that the shape is about, instead of the talk's
    found: tuple[str, str] | None = None  # the labels that are read then


def _vtt(cue: Callable[[Spoken], str]) -> Writer:
    def write(turns: Sequence[Spoken]) -> bytes:
        cues = (
            f"{n}\n{long_clock(t.start)} --> {long_clock(t.start + 3)}\n{cue(t)}"
            for n, t in enumerate(turns, 1)
        )
        return ("WEBVTT\n\n" + "\n\n".join(cues)).encode()

    return write


def _srt(turns: Sequence[Spoken]) -> bytes:
    return "\n\n".join(
        f"{n}\n{long_clock(t.start, ',')} --> {long_clock(t.start + 3, ',')}\n{t.who}: {t.said}"
        for n, t in enumerate(turns, 1)
    ).encode()


def _bold(text: str) -> str:
    return _run(text, "<w:rPr><w:b/></w:rPr>")


def _run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


_BREAK = "<w:r><w:br/></w:r>"


def _word(write: Callable[[Spoken], str], head: str = "", foot: str = "") -> Writer:
    return lambda turns: docx(head + "".join(map(write, turns)) + foot)


def _word_table(*columns: str) -> Writer:
    def row(cells: Sequence[str]) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{_paragraph(_run(cell))}</w:tc>" for cell in cells) + "</w:tr>"

    def write(turns: Sequence[Spoken]) -> bytes:
        cells = (
            {"Speaker": t.who, "Time": long_clock(t.start, "", ""), "Text": t.said, "Codes": "X"}
            for t in turns
        )
        body = "".join(row([each[column] for column in columns]) for each in cells)
        return docx(_paragraph(_run("A talk")) + f"<w:tbl>{row(columns)}{body}</w:tbl>")

    return write


def _separated(sign: str, *heads: str) -> Writer:
    def write(turns: Sequence[Spoken]) -> bytes:
        rows = [
            sign.join(
                (
                    long_clock(t.start),
                    long_clock(t.start + 3),
                    t.who,
                    f'"{t.said}"' if sign == "," else t.said,
                )
            )
            for t in turns
        ]
        return "\n".join([sign.join(heads), *rows] if heads else rows).encode()

    return write


def _workbook(turns: Sequence[Spoken]) -> bytes:
    book, whole = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(("Timecode", "Speaker", "Transcript", "Notes"))
    for turn in turns:
        book.active.append((long_clock(turn.start, "", ""), turn.who, turn.said, "n"))
    book.save(whole)
    return whole.getvalue()


def _json(turns: Sequence[Spoken]) -> bytes:
    return json.dumps(
        {
            "segments": [
                {"start": t.start + 0.1, "end": t.start + 3.5, "text": f" {t.said}", "speaker": t.who}
                for t in turns
            ]
        }
    ).encode()


def _utterances(turns: Sequence[Spoken]) -> bytes:
    pieces = [
        {"speaker": t.who, "start": t.start * 1000, "end": t.start * 1000 + 2900, "text": t.said}
        for t in turns
    ]
    return json.dumps({"id": "x", "utterances": pieces}).encode()


def _cpp(turns: Sequence[Spoken]) -> bytes:
    pieces = [
        {"timestamps": {"from": long_clock(t.start, ","), "to": ""}, "offsets": {"from": t.start * 1000},
         "text": t.said, "speaker": t.who}
        for t in turns
    ]  # fmt: skip
    return json.dumps({"model": {"type": "base"}, "transcription": pieces}).encode()


def _otr(turns: Sequence[Spoken]) -> bytes:
    page = "".join(
        f'<p><span class="timestamp" contenteditable="false" '
        f'data-timestamp="{t.start}.2">{short_clock(t.start)}</span>'
        f"<b>{t.who}:</b> {t.said}<br /></p>"
        for t in turns
    )
    return json.dumps({"text": page, "media": "talk.mp3", "media-time": 3.1}).encode()


def _elan(turns: Sequence[Spoken]) -> bytes:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{t.start * 1000}"/>'
        f'<TIME_SLOT TIME_SLOT_ID="te{n}" TIME_VALUE="{t.start * 1000 + 900}"/>'
        for n, t in enumerate(turns)
    )
    tiers = ""
    for who in dict.fromkeys(t.who for t in turns):
        own = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="ts{n}" '
            f'TIME_SLOT_REF2="te{n}">'
            f"<ANNOTATION_VALUE>{escape(t.said)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for n, t in enumerate(turns)
            if t.who == who
        )
        tiers += f'<TIER TIER_ID="{escape(who)}" LINGUISTIC_TYPE_REF="t">{own}</TIER>'
    gloss = (
        '<TIER TIER_ID="gloss" PARENT_REF="x"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="g" '
        'ANNOTATION_REF="a0">'
        "<ANNOTATION_VALUE>no speech</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT VERSION="3.0"><HEADER MEDIA_FILE=""/>'
        f"<TIME_ORDER>{slots}</TIME_ORDER>{tiers}{gloss}</ANNOTATION_DOCUMENT>"
    ).encode()


def _chat(turns: Sequence[Spoken]) -> bytes:
    lines = (
        f"*{t.who}:\t{t.said} \x15{t.start * 1000}_{t.start * 1000 + 900}\x15\n%mor:\tn|no v|speech"
        for t in turns
    )
    return (
        "@UTF8\n@Begin\n@Participants:\tINV Mara Investigator, PAR Bo Participant\n"
        + "\n".join(lines)
        + "\n@End"
    ).encode()


def _exmaralda(turns: Sequence[Spoken]) -> bytes:
    people = list(dict.fromkeys(t.who for t in turns))
    speakers = "".join(
        f'<speaker id="SPK{n}"><abbreviation>{escape(who)}</abbreviation></speaker>'
        for n, who in enumerate(people)
    )
    line = "".join(f'<tli id="T{n}" time="{t.start}.25"/>' for n, t in enumerate(turns)) + '<tli id="TX"/>'
    tiers = "".join(
        f'<tier id="TIE{at}" speaker="SPK{at}" category="v" type="t">'
        + "".join(
            f'<event start="T{n}" end="T{n + 1 if n + 1 < len(turns) else "X"}">{escape(t.said)}</event>'
            for n, t in enumerate(turns)
            if t.who == who
        )
        + "</tier>"
        for at, who in enumerate(people)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<basic-transcription><head><speakertable>'
        f"{speakers}</speakertable></head><basic-body><common-timeline>{line}</common-timeline>{tiers}"
        '<tier id="N" category="nn" type="a"><event start="T0" end="T1">no speech</event></tier>'
        "</basic-body></basic-transcription>"
    ).encode()


def _page(turns: Sequence[Spoken]) -> bytes:
    said = "".join(
        f'<p><a name="ts">{t.who}: '
        f'<span style="color: #78909C">[{short_clock(t.start)}]</span> {t.said}</a></p>'
        for t in turns
    )
    head = (
        "<p>talk</p><p>Transcribed with noScribe vers. 0.7<br/>Audio file: ./talk.mp3<br/>"
        "(Language: English (en) | Speaker detection: auto)</p>"
    )
    return f'<html><head><meta charset="UTF-8"/></head><body>{head}{said}</body></html>'.encode()


def _rich(turns: Sequence[Spoken]) -> bytes:
    def coded(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    body = "\\par\n".join(f"{{\\b {coded(t.who)}:}} {coded(t.said)}" for t in turns)
    return f"{{\\rtf1\\ansi {body}\\par}}".encode()


def _few_digits(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60}:{seconds % 60}"


def _frames(seconds: int) -> str:
    return long_clock(seconds, ":", "18")


_ENDS = (
    "Meeting ended after 01:05:47\nThis editable transcript was computer generated and might contain errors."
)


def _meet(turns: Sequence[Spoken]) -> bytes:
    people = ", ".join(dict.fromkeys(t.who for t in turns))
    said = "\n".join(f"{t.who}: {t.said}" for t in turns)
    head = f"Interview (2024-05-14 10:02 GMT+1) - Transcript\nAttendees\n{people}\n\nTranscript\n"
    return f"{head}{said}\n{_ENDS}".encode()


SHAPES: dict[str, Shape] = {
    "colon": Shape(".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False),
    "wide colon": Shape(".txt", _lines(lambda t: f"{t.who}：{t.said}"), timed=False),
    "tab": Shape(".txt", _lines(lambda t: f"{t.who}\t{t.said}"), timed=False),
    "dash and tab": Shape(".txt", _lines(lambda t: f"{t.who}-\t{t.said}"), timed=False),
    "dash": Shape(".txt", _lines(lambda t: f"{t.who} – {t.said}"), timed=False),
    "brackets": Shape(".txt", _lines(lambda t: f"[{t.who}] {t.said}"), timed=False),
    "round brackets": Shape(".txt", _lines(lambda t: f"({t.who}) {t.said}"), timed=False),
    "hash": Shape(".txt", _lines(lambda t: f"#{t.who}: {t.said}"), timed=False),
    "at": Shape(".txt", _lines(lambda t: f"@{t.who}: {t.said}"), timed=False),
    "semicolon": Shape(".txt", _lines(lambda t: f"{t.who}; {t.said}"), timed=False),
    "doubtful": Shape(".txt", _lines(lambda t: f"{t.who}?: {t.said}"), timed=False),
    "own line": Shape(".txt", _lines(lambda t: f"{t.who}\n{t.said}", "\n\n"), timed=False),
    "own line and colon": Shape(".txt", _lines(lambda t: f"{t.who}:\n{t.said}", "\n\n"), timed=False),
    "stars": Shape(".md", _lines(lambda t: f"**{t.who}:** {t.said}", "\n\n"), timed=False),
    "time before": Shape(".txt", _lines(lambda t: f"[{short_clock(t.start)}] {t.who}: {t.said}")),
    "bare time before": Shape(".txt", _lines(lambda t: f"{long_clock(t.start, '', '')} {t.who}: {t.said}")),
    "time behind": Shape(".txt", _lines(lambda t: f"{t.who} ({short_clock(t.start)}): {t.said}")),
    "time behind the colon": Shape(
        ".txt", _lines(lambda t: f"{t.who}: [{long_clock(t.start, '', '')}] {t.said}", "\n\n")
    ),
    "time beside": Shape(".txt", _lines(lambda t: f"{t.who}  {short_clock(t.start)}  \n{t.said}", "\n\n")),
    "time and dash": Shape(".txt", _lines(lambda t: f"[{short_clock(t.start)}] - {t.who}\n{t.said}", "\n\n")),
    "time above": Shape(".txt", _lines(lambda t: f"{long_clock(t.start)}\n{t.who}\n{t.said}", "\n\n")),
    "time above a colon": Shape(".txt", _lines(lambda t: f"{short_clock(t.start)}\n{t.who}: {t.said}")),
    "frames": Shape(
        ".txt", _lines(lambda t: f"{_frames(t.start)} - {_frames(t.start + 3)}\n{t.who}\n{t.said}", "\n\n")
    ),
    "frames in brackets": Shape(
        ".txt", _lines(lambda t: f"[{_frames(t.start)} - {_frames(t.start + 3)}]\n{t.who}\n {t.said}", "\n\n")
    ),
    "short parts": Shape(
        ".docx",
        _word(
            lambda t: _paragraph(
                _run(f"{_few_digits(t.start)}.0 --> {_few_digits(t.start)}.98"),
                _BREAK,
                _bold(t.who),
                _BREAK,
                _run(t.said),
            )
        ),
    ),
    "minutes": Shape(".txt", _lines(lambda t: f"[{t.start // 60:02}:{t.start % 60:02}] {t.who}: {t.said}")),
    "seconds": Shape(".txt", _lines(lambda t: f"[{t.start}.1] {t.who}: {t.said}")),
    "letters of time": Shape(
        ".txt",
        _lines(lambda t: "{}h {}m {}s {}: {}".format(*long_clock(t.start, "", "").split(":"), t.who, t.said)),
    ),
    "glued dash": Shape(".txt", _lines(lambda t: f"{t.who}- {t.said}"), timed=False),
    "hash times": Shape(".txt", _lines(lambda t: f"#{long_clock(t.start, '-', '1')}# {t.who}: {t.said}")),
    "lengths": Shape(
        ".txt",
        _lines(
            lambda t: f"{long_clock(t.start)}\t{long_clock(t.start + 3)}\t00:00:03.000\t{t.who}\t{t.said}"
        ),
    ),
    "console": Shape(
        ".txt", _lines(lambda t: f"[{long_clock(t.start)} --> {long_clock(t.start + 3)}]  {t.who}: {t.said}")
    ),
    "meet": Shape(".txt", _meet, timed=False),
    "teams": Shape(
        ".docx",
        _word(
            lambda t: _paragraph(_bold(t.who), _run(f"   {short_clock(t.start)}"), _BREAK, _run(t.said)),
            _paragraph(_run("Talk-20240514_100233-Meeting Recording"))
            + _paragraph(_run("May 14, 2024, 9:02AM"))
            + _paragraph(_run("1h 3m 12s"))
            + _paragraph(_bold("Mara Quill"), _run(" started transcription")),
            _paragraph(_bold("Mara Quill"), _run(" stopped transcription")),
        ),
    ),
    "otter": Shape(
        ".docx",
        _word(
            lambda t: _paragraph(_bold(t.who), _run(f"  {short_clock(t.start)}")) + _paragraph(_run(t.said)),
            "".join(
                _paragraph(_run(line))
                for line in (
                    "Autumn",
                    "Tue, May 14, 2024 10:02AM • 3:33",
                    "SUMMARY KEYWORDS",
                    "garden, soup",
                    "SPEAKERS",
                    "Two people",
                )
            ),
            _paragraph(_run("Transcribed by https://otter.ai")),
        ),
    ),
    "names in cues": Shape(".vtt", _vtt(lambda t: f"{t.who}: {t.said}")),
    "voices": Shape(".vtt", _vtt(lambda t: f"<v {t.who}>{t.said}</v>")),
    "srt": Shape(".srt", _srt),
    "table": Shape(".docx", _word_table("Speaker", "Text"), timed=False),
    "table with times": Shape(".docx", _word_table("Speaker", "Time", "Text")),
    "table with codes": Shape(".docx", _word_table("Time", "Speaker", "Text", "Codes")),
    "csv": Shape(".csv", _separated(",", "Start", "End", "Speaker", "Text")),
    "tsv": Shape(".tsv", _separated("\t", "start", "end", "speaker", "text")),
    "xlsx": Shape(".xlsx", _workbook),
    "whisperx": Shape(".json", _json),
    "utterances": Shape(".json", _utterances),
    "whisper.cpp": Shape(".json", _cpp),
    "otranscribe": Shape(".otr", _otr),
    "elan": Shape(".eaf", _elan),
    "exmaralda": Shape(".exb", _exmaralda),
    "childes": Shape(".cha", _chat, names=("INV", "PAR")),
    "noscribe": Shape(".html", _page),
    "rich text": Shape(".rtf", _rich, timed=False),
    "surnames first": Shape(
        ".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False, names=("Quill, Mara", "Carr, Bob")
    ),
    "numbers": Shape(".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False, names=("1", "2")),
    "users": Shape(".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False, names=("user_1", "user_2")),
    "small letters": Shape(
        ".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False, names=("mara", "niamh")
    ),
    "long names": Shape(
        ".txt",
        _lines(lambda t: f"{t.who}: {t.said}"),
        timed=False,
        names=("Maria de los Angeles Garcia Fernandez de la Cruz", "Mr Carr, Head of Year"),
    ),
    "mail": Shape(
        ".vtt", _vtt(lambda t: f"{t.who}: {t.said}"), names=("mara.quill@example.org", "+44 7700 900123")
    ),
    "codes": Shape(".txt", _lines(lambda t: f"{t.who}: {t.said}"), timed=False, names=("INT", "2M31")),
    "int [v]": Shape(
        ".txt", _lines(lambda t: f"{t.who}\t{t.said}"), timed=False, names=("INT [v]", "P7 [v]")
    ),
}
