"""What a day of work leaves on the computer beside the study and what was exported: nothing of its words.

The program runs with a home and a folder for temporary files of its own, which are looked through byte by
byte afterwards; so are the properties of what was exported.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import insert

from storage.operations.studies import set_up_study
from storage.study import schema
from storage.study.operation import WriteContext, operation
from storage.study.study_file import StudyFile
from tests.storage.pdf_files import column, pdf
from tests.storage.word_files import docx, paragraph

ROOT = Path(__file__).parents[2]
# Words of a study that stand nowhere else, by where they stand.
WORDS = {
    "title": "Quillfeather",
    "person": "Marigold",
    "school": "Thistledown",
    "text": "dumplings",
    "memo": "zabaglione",
    "attribute": "Wintergreen",
    "imported": "porcupine",
    "looked for": "dumpl",
    "coder": "Ottoline",
}
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR")
XDG = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")


@operation("Fill a study with words that stand nowhere else")
def fill_with_words(w: WriteContext) -> None:
    text = f"How was it?\nThe {WORDS['text']} were good."
    school = w.add(schema.school, letter="O", name=WORDS["school"])
    w.add(schema.round_, name="2015")
    person = w.add(schema.person, name=f"Ann {WORDS['person']}")
    w.add(schema.post, person_id=person, round_id=1, school_id=school, role_id=2)
    interview = w.add(schema.interview, title=WORDS["title"], round_id=1, school_id=school)
    w.connection.execute(insert(schema.transcript).values(id=interview, text=text))
    w.add(schema.participation, interview_id=interview, person_id=person)
    speaker = w.add(
        schema.speaker, transcript_id=interview, label=WORDS["person"], kind="participant", person_id=person
    )
    w.add(schema.turn, transcript_id=interview, start=12, end=len(text), speaker_id=speaker)
    town = w.add(schema.attribute, name="Town", kind="person")
    w.add(schema.attribute_value, attribute_id=town, person_id=person, value=WORDS["attribute"])
    coding = w.add(schema.coding, transcript_id=interview, start=12, end=25, code_id=7, coder_id=w.coder_id)
    w.add(schema.memo, coder_id=w.coder_id, text=WORDS["memo"], coding_id=coding)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a day of work: ``home`` with what the program left, ``work``, ``texts``."""
    top = tmp_path_factory.mktemp("day")
    home, work, texts = (top / name for name in ("home", "work", "texts"))
    for folder in (home, work, texts):
        folder.mkdir()
    with StudyFile.create(work / "study.strandline", set_up_study("Study", WORDS["coder"])) as study:
        study.perform(fill_with_words())
    talk = ["Interviewer: How?", f"Head: A {WORDS['imported']}."]
    (texts / "a.txt").write_text("\n".join(talk), "utf-8")
    (texts / "b.pdf").write_bytes(pdf(column(talk)))
    (texts / "c.docx").write_bytes(docx("".join(map(paragraph, talk))))
    own = dict.fromkeys((*HOMES, *XDG), str(home)) | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.journeys.day_of_work", *map(str, (home, work, texts))]
    environment = os.environ | own
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return top


def holding(data: bytes) -> set[str]:
    """Return which of the words are in these bytes, in any encoding that Qt, Python and Office use."""
    lowered = data.lower()
    return {
        name
        for name, word in WORDS.items()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.lower().encode(encoding) in lowered
    }


def test_settings_log_and_temporary_files_hold_no_word_of_a_study(day: Path) -> None:
    files = [path for path in (day / "home").rglob("*") if path.is_file()]
    left = [path for path in files if path.suffix != ".strandline"]  # restore points are studies
    assert {path.name for path in left} >= {"settings.ini", "strandline.log"}
    assert str(day / "work" / "study.strandline") in (day / "home" / "settings.ini").read_text("utf-8")
    assert {str(path): found for path in left if (found := holding(path.read_bytes()))} == {}


def test_beside_the_study_is_left_what_was_asked_for(day: Path) -> None:
    left = {path.name for path in (day / "work").iterdir()} - {"study restore points"}
    assert left == {"out.csv", "out.docx", "out.png", "out.svg", "study.strandline"}
    assert sorted(path.name for path in (day / "texts").iterdir()) == ["a.txt", "b.pdf", "c.docx"]


def test_what_was_exported_holds_them(day: Path) -> None:
    assert {"text", "person", "coder", "memo"} <= holding((day / "work" / "out.csv").read_bytes())


def test_properties_of_a_document_name_nobody(day: Path) -> None:
    with zipfile.ZipFile(day / "work" / "out.docx") as package:
        facts = [name for name in package.namelist() if name.startswith("docProps/")]
        assert "docProps/core.xml" in facts
        assert {name: found for name in facts if (found := holding(package.read(name)))} == {}


def test_pictures_hold_no_more_than_is_drawn(day: Path) -> None:
    assert holding((day / "work" / "out.png").read_bytes()) == set()
    assert holding((day / "work" / "out.svg").read_bytes()) == {"school"}
