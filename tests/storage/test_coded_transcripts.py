"""Coded transcripts as files: with comments the same codings come back, with letters the same codes."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.intake.coming_back import COMMENTS, not_back_from_comments, read_again
from coding.intake.mark_summary import codings_in
from coding.model.code_labels import DIRECTIONS
from coding.model.framework import Framework
from coding.model.study import Coder, Coding, Span, Transcript
from coding.notation.code_names import Names
from coding.notation.hand_marks import HandRules
from coding.text.codings_on_text import place_of
from coding.text.segmentation import segment
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.operations.studies import set_up_study
from storage.queries.codebook import frameworks
from storage.queries.coded_transcripts import CodedTranscript
from storage.queries.coders import coders, everybody
from storage.queries.codings import codings
from storage.queries.remarks import WrittenRemark
from storage.queries.texts import interviews, transcript
from storage.readers.docx import read_docx
from storage.sample_study import SHIPPED
from storage.study.study_file import StudyFile
from storage.writers.coded_transcript_html import transcript_in_html
from storage.writers.coded_transcript_word import transcript_in_word
from storage.writers.transcript_folder import export_transcripts, what_stays_behind
from storage.writers.transcript_looks import CodesAs, TranscriptForm, TranscriptLook, WhoseCodings

BY_COMMENTS = TranscriptLook(codes_as=CodesAs.COMMENTS)


@pytest.fixture(scope="module")
def sample() -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(SHIPPED) as study:
        yield study


@pytest.fixture(scope="module")
def names(sample: StudyFile) -> Names:
    return Names(frameworks(sample.reader)[0])


def test_with_comments_the_sample_study_comes_back(sample: StudyFile, tmp_path: Path) -> None:
    """Into a new study: spans, codes, stages, directions, doubts, memos and coders, every one."""
    whose = WhoseCodings(everybody(sample.reader))
    assert what_stays_behind(SHIPPED, whose, BY_COMMENTS) == []
    assert export_transcripts(SHIPPED, tmp_path / "out", whose, BY_COMMENTS) == 20
    with StudyFile.create(tmp_path / "new.strandline", set_up_study("New", "Somebody else")) as study:
        known = known_study(study.reader)
        plan = plan_import([tmp_path / "out"], known, COMMENTS)
        study.perform(store_import(plan))
        assert facts(study) == facts(sample)


def facts(study: StudyFile) -> Counter[tuple[object, ...]]:
    """Count what is said of every coding, whatever ids the study has."""
    book = frameworks(study.reader)[0]
    stages = {None: "", **{stage.id: stage.letter for stage in book.stages}}
    who = {coder.id: coder.name for coder in coders(study.reader)}
    found: Counter[tuple[object, ...]] = Counter()
    for interview in interviews(study.reader):
        held = transcript(study.reader, interview.id)
        assert held is not None
        for each in codings(study.reader, interview.id):
            said = (book.by_id[each.code_id].short, stages[each.stage_id], bool(each.unsure), each.direction)
            found[held.text, each.span, *said, each.memo, who[each.coder_id]] += 1
    return found


def test_with_letters_the_sample_studys_codes_come_back_or_are_told(
    sample: StudyFile, tmp_path: Path
) -> None:
    whose = WhoseCodings(everybody(sample.reader))
    told = what_stays_behind(SHIPPED, whose, TranscriptLook())
    export_transcripts(SHIPPED, tmp_path, whose, TranscriptLook(numbered=True))
    plan = plan_import([tmp_path], known_study(sample.reader), HandRules(read_comments=False))
    read = Counter(coding.code_id for row in plan.rows for coding in codings_in(plan, row))
    held = [each for interview in interviews(sample.reader) for each in codings(sample.reader, interview.id)]
    mine = Counter(each.code_id for each in held if each.code_id in read)
    assert len(told) <= 1
    assert sum((mine - read).values()) <= len(told)
    assert not read - mine  # nothing is invented


# --- on random ones -------------------------------------------------------------------------------------

PLAIN = "the of and partnership governors we plan together isn't £40"
HOSTILE = ("<b>bold</b>", "&amp;", "]]>", "“so”", "😀", "שלום", "ועוד", "_x0041_", "a/b", "2014–15")
WORDS = st.sampled_from([*PLAIN.split(), *HOSTILE])
SAID = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: " ".join(words) + ".")
EXCHANGE = st.tuples(SAID, st.sampled_from(["Headteacher", "Deputy"]), SAID)
PLACE = st.floats(0, 1)
MEMO = st.one_of(
    st.just(""), st.sampled_from(["Look again.", "Ask <Jane> & co\nabout it", "HSC? No: chapter 5"])
)
CODERS = {1: Coder(1, "S. Reader"), 2: Coder(2, "J. <Nolan> & Co")}


@st.composite
def coded_transcripts(draw: st.DrawFn, framework: Framework, names: Names) -> CodedTranscript:
    talk = ["Bxxxxx-HT"]
    for asked, who, said in draw(st.lists(EXCHANGE, min_size=4, max_size=8)):
        talk += [f"Interviewer: {asked}", f"{who}: {said}"]
    heard = segment(talk).transcript
    strands = [code for code in framework.codes if code.parent_id is not None]
    made: dict[tuple[Span, int, int], Coding] = {}
    for number in range(draw(st.integers(0, 12))):
        span = trimmed(heard, *sorted(draw(st.tuples(PLACE, PLACE))))
        code, coder = draw(st.sampled_from(strands)), draw(st.sampled_from([1, 2]))
        stage = draw(st.sampled_from([None, *(stage.id for stage in framework.stages)]))
        more = (draw(st.booleans()), "2015-06-10T10:00:00Z", draw(st.sampled_from(DIRECTIONS)), draw(MEMO))
        if span.length:
            coding = Coding(number, 1, span.start, span.end, code.id, coder, stage, *more)
            made.setdefault((span, code.id, coder), coding)
    ordered = tuple(sorted(made.values(), key=place_of))
    remark = WrittenRemark(1, Span(0, 3), 2, CODERS[2].name, "What is this?")
    return CodedTranscript("a", "B2, 2015", "Study", heard, names, ordered, (remark,), CODERS)


def trimmed(heard: Transcript, start: float, end: float) -> Span:
    """Return a passage of these shares of the text, without blanks at its edges."""
    first, last = int(start * len(heard.text)), int(end * len(heard.text))
    words = heard.text[first:last]
    begin = first + len(words) - len(words.lstrip())
    return Span(begin, begin + len(words.strip()))


@settings(max_examples=12)
@given(data=st.data())
def test_with_comments_random_codings_come_back(names: Names, data: st.DataObject) -> None:
    coded = data.draw(coded_transcripts(names.framework, names))
    document = read_docx(transcript_in_word(coded, CodesAs.COMMENTS))
    text, read = read_again(document, names.framework, COMMENTS)
    assert text == coded.transcript.text
    assert not_back_from_comments(coded.codings, read) == []
    assert len(read) == len(coded.codings)
    who = Counter((each.start, each.end, each.code_id, CODERS[each.coder_id].name) for each in coded.codings)
    assert who == Counter((each.span.start, each.span.end, each.code_id, each.coder) for each in read)
    page = transcript_in_html(coded)
    assert words_of(page) >= Counter(coded.transcript.text.split())


class _Reader(HTMLParser):
    """Gathers what a browser shows of a page, and what it would run."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.shown.append("" if tag == "mark" else " ")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def words_of(page: str) -> Counter[str]:
    reader = _Reader()
    reader.feed(page)
    assert reader.tags <= {
        *[
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "p",
            "span",
            "main",
            "div",
            "mark",
        ]
    }
    return Counter("".join(reader.shown).split())


def test_what_is_written_from_right_to_left_stands_at_the_right(names: Names) -> None:
    heard = segment(["Interviewer: שלום לכולם, מה שלומכם היום?", "Headteacher: Fine, thanks, all of us."])
    coded = CodedTranscript("a", "B2", "Study", heard.transcript, names, (), (), CODERS)
    paragraphs = Document(BytesIO(transcript_in_word(coded, CodesAs.LETTERS))).paragraphs
    assert [bool(each._p.xpath("./w:pPr/w:bidi")) for each in paragraphs] == [True, False]
    assert 'dir="auto">שלום' in transcript_in_html(coded)


def test_files_are_named_for_their_interviews_and_load_nothing(sample: StudyFile, tmp_path: Path) -> None:
    whose = WhoseCodings(everybody(sample.reader))
    export_transcripts(SHIPPED, tmp_path, whose, TranscriptLook(TranscriptForm.WEB_PAGE))
    found = sorted(path.name for path in tmp_path.iterdir())
    assert found[0] == "2014 A2 A2 head.html"
    assert len(found) == 20
    page = (tmp_path / found[0]).read_text("utf-8")
    assert "http" not in re.sub(r"http-equiv", "", page)
