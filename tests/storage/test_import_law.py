"""The law of an import: whatever documents hold, what is announced is what is stored, and nothing else."""

from collections import Counter
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from coding.intake.fold import with_pseudonyms
from coding.intake.mark_summary import codings_in, marks_summary
from coding.intake.plan import ImportPlan, ImportRow, IncomingFile
from coding.model.document import Comment, Document, Highlight
from coding.notation.hand_marks import CodedBy, HandRules, MarkSource, Reach
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.intake.import_batch import known_study
from storage.operations.imports import store_import
from storage.queries.codings import codings
from storage.queries.remarks import remarks
from storage.queries.texts import transcript
from storage.study.study_file import StudyFile
from tests.coding.intake.plans import plan_of

_PIECES = [
    "HSC",
    "E&C",
    " / ",
    "?",
    " We tell each other",
    ". ",
    " HSC/E&C",
    " JPD",
    "Embedded JPD",
    " trust.",
    "Jane Hill",
    "Jane’s",
    "[laughs]",
    "[unintelligible 00:02:35]",
    "(HSC)",
    "😀",
    "é",
    "\u200fשלום",
    "\t",
    "\n",
    " and staff turbulence",
    "AI",
    "[00:01:00] ",
    "[End of recorded material at 00:19:48]",
    "JPD Impact",
    "Collaborative Capital",
    "OFSTED",
]
_LABELS = ("", "Interviewer: ", "Jane Hill: ", "Head: ", "Head:", "Deputy ", "HSC: ")
_PLACES = st.tuples(st.integers(0, 6), st.integers(0, 60))
_NAMES = Pseudonyms((Pseudonym("Jane Hill", "Anna Brown", brackets=True), Pseudonym("Jane", "Anna")))


def _paragraphs() -> st.SearchStrategy[str]:
    said = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
    return st.tuples(st.sampled_from(_LABELS), said).map(lambda parts: normalize("NFC", "".join(parts)))


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    paragraphs = tuple(draw(st.lists(_paragraphs(), min_size=1, max_size=6)))
    highlights: list[Highlight] = []
    for number in draw(st.lists(st.integers(0, len(paragraphs) - 1), max_size=4)):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(paragraphs[number]))] * 2)))
        highlights.append(Highlight(number, start, end, draw(st.sampled_from(["yellow", "green"]))))
    texts = st.sampled_from(["HSC", "", "JPD?", "Who is Jane Hill?", "HSC Jane E&C"])
    comments = st.builds(Comment, st.sampled_from(["Ann", "ann ", "Bob"]), texts, _PLACES, _PLACES)
    return Document(paragraphs, tuple(highlights), tuple(draw(st.lists(comments, max_size=3))), "Ann")


def _signs(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def _is_as_announced(study: StudyFile, interview_id: int, plan: ImportPlan, import_row: ImportRow) -> None:
    """Hold one stored interview against its arrival."""
    assert import_row.segmented is not None
    stored = transcript(study.reader, interview_id)
    assert stored is not None
    assert stored.text == import_row.segmented.transcript.text
    found = codings(study.reader, interview_id)
    assert len(found) == len(codings_in(plan, import_row))
    assert len({(c.span, c.code_id, c.coder_id) for c in found}) == len(found)
    assert all(stored.text[slice(*c.span)].strip() for c in found)


@given(
    st.lists(_documents(), min_size=1, max_size=2),
    st.sampled_from(list(Reach)),
    st.sampled_from(list(CodedBy)),
    st.booleans(),
)
def test_what_is_announced_is_what_is_stored(
    filled: Path,
    documents: list[Document],
    reach: Reach,
    coded_by: CodedBy,
    masked: bool,  # noqa: FBT001 - a case
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(copyfile(filled, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            known = known_study(study.reader)
            assert known.framework is not None
            rules = HandRules(reach=reach, coded_by=coded_by, colours={"yellow": known.framework.codes[0].id})
            files = [IncomingFile(f"{n}.docx", f"{n}.docx", (), f"{n}", d) for n, d in enumerate(documents)]
            plan = plan_of(files, known, rules)
            plan = with_pseudonyms(plan, _NAMES) if masked else plan
            announced = marks_summary(plan)
            ids = study.perform(store_import(plan)).result.interview_ids
            for interview_id, import_row in zip(ids, plan.included, strict=True):
                _is_as_announced(study, interview_id, plan, import_row)
            assert announced.codings == sum(len(codings(study.reader, id_)) for id_ in ids)
            assert announced.remarks == sum(len(remarks(study.reader, id_)) for id_ in ids)
            assert study.check() == []


@given(st.lists(_documents(), min_size=1, max_size=2), st.sampled_from(list(Reach)))
def test_the_text_and_the_marks_are_all_that_was_heard(
    filled: Path, documents: list[Document], reach: Reach
) -> None:
    with StudyFile.open_for_reading(filled) as study:
        known = known_study(study.reader)
    files = [IncomingFile(f"{n}.docx", f"{n}.docx", (), f"{n}", d) for n, d in enumerate(documents)]
    for import_row in plan_of(files, known, HandRules(reach=reach)).rows:
        assert import_row.original is not None
        assert import_row.segmented is not None
        letters = (m for m in import_row.marks if m.mark_source is MarkSource.LETTERS and m.codes)
        taken = _signs(" ".join(mark.written for mark in letters))
        assert (
            _signs(import_row.original.transcript.text)
            == _signs(import_row.segmented.transcript.text) + taken
        )
