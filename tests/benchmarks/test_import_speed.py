"""Real-sized .docx imported, and the sentences of a million words."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from coding.intake.known_study import KnownStudy
from coding.text.units import sentences
from coding.text.words import words
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.operations.studies import set_up_study
from storage.study.study_file import StudyFile
from tests.benchmarks.conftest import RecordFigure
from tests.benchmarks.own_process import run_alone
from tests.storage.word_files import docx, paragraph

QUESTION = "Interviewer: And what came of it in the end, would you say, for the children in your school?"
ANSWER = (
    "Head: [00:0{minute}:10] Well, it took a while. We went over on a Wednesday, the two of us, and sat in "
    "on a lesson that was not going well, which was brave of her. She said so herself. And then we talked it "
    "through over lunch, what she had wanted and what had come of it [unintelligible 00:02:35], and the next "
    "week she came over to us and saw that we have just the same trouble with fractions. So that was that."
)


def interview(number: int) -> str:
    """Return an interview of about 4,000 words."""
    turns = [QUESTION + "\n" + ANSWER.format(minute=turn % 10) for turn in range(42)]
    return f"Bxxxxx-HT\nInterview {number}\n" + "\n".join(turns) + "\n[End of recorded material at 00:19:48]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("interviews")
    for number in range(100):
        body = "".join(map(paragraph, interview(number).split("\n")))
        (top / f"interview {number}.docx").write_bytes(docx(body))
    return top


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyFile]:
    with StudyFile.create(tmp_path / "a.strandline", set_up_study("Speed", "Me")) as study:
        yield study


@pytest.mark.figure("import 100 documents of 4,000 words", 5_000)
def test_import_of_100_documents(benchmark: Any, folder: Path, study: StudyFile) -> None:
    """Files to stored, undone between the rounds."""

    def import_all() -> None:
        study.perform(store_import(plan_import([folder], known_study(study.reader))))

    def take_back() -> None:
        if study.history()[0].kind == "store_import":
            study.undo()

    benchmark.pedantic(import_all, setup=take_back, rounds=3)


@pytest.mark.figure("preview of 100 documents of 4,000 words", 3_000)
def test_preview_of_100_documents(benchmark: Any, folder: Path) -> None:
    """Files to a plan; nothing is stored."""
    benchmark.pedantic(lambda: plan_import([folder], KnownStudy()), rounds=3)


_IMPORT = """
import gc, sys
from pathlib import Path
from time import process_time
from coding.notation.hand_marks import HandRules
from storage.intake.import_batch import known_study, plan_import
from storage.operations.imports import store_import
from storage.operations.studies import set_up_study
from storage.study.study_file import StudyFile
from tests.benchmarks.own_process import peak_megabytes
gc.set_threshold(20_000, 20, 100)  # as the program does
with StudyFile.create(Path(sys.argv[2]), set_up_study("Speed", "Me")) as study:
    started = process_time()
    plan = plan_import([Path(sys.argv[1])], known_study(study.reader), HandRules())
    planned = process_time()
    study.perform(store_import(plan))
    stored = process_time()
print(planned - started, stored - planned, peak_megabytes())
"""


@pytest.mark.parametrize(("documents", "wanted", "most"), [(100, 1_200, 120), (1_000, 12_000, 300)])
def test_import_of_documents_with_letters(
    tmp_path: Path, figure: RecordFigure, documents: int, wanted: int, most: int
) -> None:
    """Letters at the end of every answer; processor time and memory of a process of its own."""
    (tmp_path / "files").mkdir()
    for number in range(documents):
        text = interview(number).replace("So that was that.", "So that was that. HSC/E&C")
        body = "".join(map(paragraph, text.split("\n")))
        (tmp_path / "files" / f"interview {number}.docx").write_bytes(docx(body.replace("&", "&amp;")))
    runs = [
        run_alone(tmp_path / "home", _IMPORT, tmp_path / "files", tmp_path / f"{run}.strandline")
        for run in range(3)
    ]
    read, stored, megabytes = map(median, zip(*runs, strict=True))
    words = f"{documents:,} documents with letters"
    figure(f"{words}: read, then stored", wanted, (read + stored) * 1_000)
    figure(f"{words}: stored alone", wanted * 0.4, stored * 1_000)
    figure(f"{words}: memory", most, megabytes, "MB")


@pytest.mark.figure("sentences and words of 1,000,000 words", 1_000)
def test_sentences_and_words_of_a_million_words(benchmark: Any) -> None:
    """One pass over one text."""
    text = "\n".join(interview(number) for number in range(250))
    benchmark.pedantic(lambda: (sentences(text, 0, len(text)), words(text, 0, len(text))), rounds=3)
