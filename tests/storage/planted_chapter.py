"""Chapters made from the sample study: right quotations in many shapes, and others with one fault each."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm

from coding.analysis.analysis_data import AnalysisData, ints
from coding.analysis.attribution import SpeakerLookup
from coding.model.study import Span, SpeakerKind, Transcript, Turn
from coding.text.units import sentences
from storage.queries.texts import transcript
from storage.study.study_file import StudyFile

ROLES = {2: "Governor", 4: "Teacher", 5: "Headteacher", 3: "Teacher"}
OTHER_WORD = "tractor"
SILENT = 13  # the person who may not be quoted


@dataclass
class Passage:
    """Sentences that one participant says, with what the study knows of them."""

    text: str
    school: str
    title: str
    number: int
    round: str
    codes: list[str]
    person_id: int

    @property
    def words(self) -> list[str]:
        return self.text.split()


@dataclass
class Planted:
    """One thing in the chapter: the quotation as printed, and the fault it has, or none."""

    quotation: str
    fault: str = ""
    write: Callable[[Any], None] = field(default=lambda _document: None, repr=False)


class Maker:
    """Makes chapters of one study; another seed makes another chapter."""

    def __init__(self, study: StudyFile, data: AnalysisData, seed: int) -> None:
        self.study, self.data = study, data
        self.random = random.Random(seed)
        passages = list(self._passages())
        self.random.shuffle(passages)
        self._passages_left = passages

    # --- passages ----------------------------------------------------------------------------------

    def _passages(self) -> Iterator[Passage]:
        lookup = SpeakerLookup(self.data)
        ids = ints(self.data.interviews, "id").tolist()
        for id_ in ids:
            read = transcript(self.study.reader, id_)
            assert read is not None
            for turn in read.turns:
                yield from self._of_turn(read, turn, lookup)

    def _of_turn(self, read: Transcript, turn: Turn, lookup: SpeakerLookup) -> Iterator[Passage]:
        speaker = read.speaker_of(turn)
        if speaker is None or speaker.kind is SpeakerKind.INTERVIEWER:
            return
        interview = self.data.interviews[self.data.interviews["id"] == read.id].iloc[0]
        post = self.data.post_of[(speaker.person_id or 0, int(interview["round_id"]))]
        for one, other in zip(*[iter(sentences(read.text, turn.start, turn.end))] * 2, strict=False):
            span = Span(one.start, other.end)
            text = read.text[span.start : span.end]
            if not 14 <= len(text.split()) <= 70 or re.search(r"[\[\n“”\"…]|\.\.\.", text):
                continue
            yield Passage(
                text,
                self.data.school_by_id[post.school_id].letter,
                post.title,
                self.data.role_by_id[post.role_id].number,
                self.data.round_by_id[post.round_id].name,
                self._codes(read.id, span),
                speaker.person_id or 0,
            )

    def _codes(self, interview_id: int, span: Span) -> list[str]:
        codings = self.data.codings
        here = (
            (codings["interview_id"] == interview_id)
            & (codings["start"] < span.end)
            & (codings["end"] > span.start)
        )
        codes = [self.data.framework.by_id[int(code)] for code in codings[here]["code_id"]]
        return [code.abbreviation for code in codes if code.abbreviation and not code.is_group]

    def take(self, fits: Callable[[Passage], bool], *, silent: bool = False) -> Passage:
        """Take a passage that fits, of somebody who may be quoted or of the one who may not."""
        left = enumerate(self._passages_left)
        at = next(at for at, p in left if (p.person_id == SILENT) == silent and fits(p))
        return self._passages_left.pop(at)

    # --- shapes ------------------------------------------------------------------------------------

    def shaped(self, words: str, passage: Passage, said: dict[str, str] | None = None) -> Planted:
        """Return a quotation in one of many shapes; ``said`` replaces what is said of it."""
        facts = {
            "school": passage.school,
            "title": passage.title,
            "round": passage.round,
            "number": str(passage.number),
        }
        facts |= said or {}
        who = self.random.choice(
            ["{title}, School {school}, {round}", "{school}{number}, {round}", "{title}, School {school}"]
        )
        if said:
            who = "{title}, School {school}, {round}"
        if "number" in (said or {}):
            who = "{school}{number}, {round}"
        attribution = who.format(**facts)
        if said and "codes" in said:
            attribution += f", {said['codes']}"
        elif passage.codes and self.random.random() < 0.4:
            attribution += f", {'/'.join(passage.codes)}"
        shape = self.random.choice(
            [self._inline, self._inline, self._before, self._block, self._dash, self._after]
        )
        if (said and "codes" in said) or "number" in (said or {}):
            shape = self._inline
        return Planted(words, "", lambda document: shape(document, words, attribution, facts))

    def _marks(self, words: str) -> str:
        marks = ["“”", "«»", "„“"] if '"' in words else ["“”", '""', "‘’", "''", "«»", "„“"]
        if re.search(r"s['’]\s|\B['’]\w|\w['’](?!\w)", words):
            marks = ["“”", '""']
        pair = self.random.choice(marks)
        return f"{pair[0]}{words}{pair[1]}"

    def _inline(self, document: Any, words: str, attribution: str, _facts: dict[str, str]) -> None:
        document.add_paragraph(
            f"It was put like this: {self._marks(words)} ({attribution}). More was not said."
        )

    def _dash(self, document: Any, words: str, attribution: str, _facts: dict[str, str]) -> None:
        document.add_paragraph(f"“{words}” — {attribution}")

    def _before(self, document: Any, words: str, _attribution: str, facts: dict[str, str]) -> None:
        lead = "In {round} the {title} of School {school} said: ".format(
            **{**facts, "title": facts["title"].lower()}
        )
        document.add_paragraph(f"Much was said of it. {lead}{self._marks(words)}")

    def _after(self, document: Any, words: str, _attribution: str, facts: dict[str, str]) -> None:
        tail = ", as the {title} at School {school} said in {round}.".format(
            **{**facts, "title": facts["title"].lower()}
        )
        document.add_paragraph(self._marks(words) + tail)

    def _block(self, document: Any, words: str, attribution: str, _facts: dict[str, str]) -> None:
        document.add_paragraph("One of them put it at some length:")
        if self.random.random() < 0.5:
            document.add_paragraph(f"{words} ({attribution})", style="Quote")
        else:
            paragraph = document.add_paragraph(words)
            paragraph.paragraph_format.left_indent = Cm(1.2)
            below = document.add_paragraph(f"({attribution})")
            below.paragraph_format.left_indent = Cm(1.2)

    # --- right ones ----------------------------------------------------------------------------------

    def right(self, number: int) -> Planted:
        """Return a quotation that is right, whatever was done to it that one may do."""
        passage = self.take(lambda p: number % 6 != 4 or "xxx" in p.text)
        words = passage.words
        middle = len(words) // 2
        match number % 6:
            case 1:
                words = [
                    *words[: middle - 2],
                    self.random.choice(["…", "...", "[…]", ". . ."]),
                    *words[middle + 2 :],
                ]
            case 2:
                words = [*words[:3], "[as was said before]", *words[5:]]
            case 3:
                words = [words[0].swapcase(), *words[1:]]
            case 4:
                words = [re.sub(r"\w+xxx+\w*", "[another school]", word) for word in words]
            case 5:
                words = words[3:-2]
            case _:
                pass
        return self.shaped(" ".join(words), passage)

    # --- wrong ones ----------------------------------------------------------------------------------

    def wrong(self, fault: str) -> Planted:
        """Return a quotation with one fault."""
        passage = self.take(lambda p: self._can_have(p, fault), silent=fault == "clearance")
        words, said = passage.words, dict[str, str]()
        at = self.random.randrange(4, len(words) - 5)
        match fault:
            case "wording":
                words = [
                    *words[:at],
                    self.random.choice([OTHER_WORD, "never"]),
                    *words[at + self.random.choice([0, 1]) :],
                ]
            case "cut":
                words = [*words[:at], *words[at + self.random.randrange(1, 5) :]]
            case "speaker":
                said = (
                    {"title": ROLES[passage.number]}
                    if self.random.random() < 0.6
                    else {"number": str(passage.number % 4 + 2)}
                )
                if said == {"number": str(passage.number)}:
                    said = {"title": ROLES[passage.number]}
            case "school":
                said = {"school": "ABCDE"[("ABCDE".index(passage.school) + 2) % 5]}
            case "round":
                said = {"round": "2014" if passage.round == "2015" else "2015"}
            case "strand":
                said = {"codes": next(c for c in ("FG", "TI", "DSI", "CE") if c not in passage.codes)}
            case "name":
                words = [re.sub(r"\b([A-Z])x{3,}", r"\1eechwood", word) for word in words]
            case "no":
                others = [
                    word for other in self.random.sample(self._passages_left, 8) for word in other.words
                ]
                words = self.random.sample(others, 20)
            case _:
                pass
        made = self.shaped(" ".join(words), passage, said)
        return Planted(made.quotation, fault, made.write)

    def again(self, fault: str) -> list[Planted]:
        """Return a quotation that is right, and again with a fault."""
        passage = self.take(lambda p: len(p.words) > 20 and not re.search(r"x{3,}", p.text))
        once, said = self.shaped(passage.text, passage), dict[str, str]()
        words = passage.text
        if fault == "wording":
            words = " ".join([*passage.words[:9], OTHER_WORD, *passage.words[10:]])
        else:
            said = {"school": "ABCDE"[("ABCDE".index(passage.school) + 1) % 5]}
        twice = self.shaped(words, passage, said)
        return [once, Planted(twice.quotation, fault, twice.write)]

    def _can_have(self, passage: Passage, fault: str) -> bool:
        if fault == "name":
            return re.search(r"\b[A-Z]x{3,}", passage.text) is not None
        if fault == "strand":
            return bool(passage.codes)
        return len(passage.words) >= 16 and passage.number in ROLES


FAULTS: Sequence[str] = (
    *["wording"] * 6,
    *["cut"] * 6,
    *["speaker"] * 5,
    *["school"] * 5,
    *["round"] * 5,
    *["strand"] * 5,
    *["name"] * 3,
    *["no"] * 3,
    *["clearance"] * 4,
)
# What is written beside quotations: kind of the finding, words that it has, paragraph.
SENTENCES: Sequence[tuple[str, str, str]] = (
    ("number", "29 codings", "HSC had 29 codings in 2014."),
    ("number", "36", "CMP had 11 codings in 2014 and 36 in 2015."),
    ("number", "21 interviews", "All this rests on 21 interviews."),
    ("percentage", "95 % (14)", "Most of them, 95 % (14), agreed."),
    ("percentage", "14 of 31 (54 %)", "Of the answers 14 of 31 (54 %) said so."),
    ("percentage", "35 % (n = 5)", "A third of the deputies, 35 % (n = 5), were new."),
    ("citation", "Table 9", "Table 9 shows more of it."),
    ("statement", "HSC B9", "Statement HSC B9 was marked by few."),
)
# What tables and captions have wrong.
IN_TABLES: Sequence[tuple[str, str]] = (
    ("total", "JPD · Total · 23"),
    ("total", "Total · C · 12"),
    ("caption", "Table 2: Codings of two strands in 2014"),
    ("caption", "Table 1"),
    ("numbering", "Table 4: Participants"),
    ("numbering", "Figure 1: Codings in 2014 and 2015"),
    ("person", "E3"),
    ("statement", "statement JPD 14"),
)
RIGHT_SENTENCES: Sequence[str] = (
    "HSC had 27 codings in 2014 and 45 in 2015.",
    "There were 20 interviews, ten in each year.",
    "JPD was coded 61 times in 2015.",
    "Of the respondents 24 of 31 (77 %) marked JPD B1, and HSC B2 was marked by 20 of 31 (65 %).",
    "Table 1 shows codings in 2014, and Figure 1 the same in 2015.",
)


def make_chapter(path: Path, maker: Maker, rights: int = 58, faults: Sequence[str] = FAULTS) -> list[Planted]:
    """Write a chapter with right and wrong quotations; return them in the chapter's order."""
    planted = [maker.right(number) for number in range(rights)] + [maker.wrong(fault) for fault in faults]
    maker.random.shuffle(planted)
    planted += [*maker.again("wording"), *maker.again("school")]
    document = Document()
    document.add_heading("Findings", 1)
    for each in planted:
        each.write(document)
    for sentence in (*RIGHT_SENTENCES, *(sentence for _kind, _words, sentence in SENTENCES)):
        document.add_paragraph(sentence)
    _tables(document)
    document.save(str(path))
    return planted


def _tables(document: Any) -> None:
    schools = ["", "A", "B", "C", "D", "E", "Total"]
    rows = [["HSC", "5", "4", "6", "7", "5", "27"], ["JPD", "4", "3", "6", "5", "4", "23"]]
    _table(document, "Table 1: Codings by school, 2014", [schools, *rows])
    rows = [["JPD", "9", "14", "14"], ["HSC", "7", "12", "10"]]
    _table(document, "Table 2: Codings of two strands in 2014", [["", "A", "B", "C"], *rows])
    keys = ["A2", "A5", "B2", "B4", "C3", "C5", "D2", "D3", "E4", "E5"]
    _table(document, "Table 4: Participants", [["Key", "Interviews"], *([key, "2"] for key in keys)])
    rows = [["Days", "3", "4", "5"], ["Evenings", "2", "1", "6"], ["Total", "5", "5", "12"]]
    _table(document, "Table 5: Meetings", [["", "A", "B", "C"], *rows])
    for caption in ("Figure 1: Codings in 2015", "Figure 1: Codings in 2014 and 2015"):
        document.add_paragraph(caption, style="Caption")
    document.add_paragraph("Only E3 saw it otherwise, and nobody marked statement JPD 14.")
    document.add_paragraph("How it was in 2015 is shown in Table 1.")


def _table(document: Any, caption: str, rows: list[list[str]]) -> None:
    document.add_paragraph(caption, style="Caption")
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.add_paragraph("")
