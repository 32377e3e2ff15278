"""Handing a study on: the file that is written holds no name of the list, in whatever bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from coding.errors import CancelledError, UserError
from coding.privacy.masking import Pseudonym, Pseudonyms
from storage.operations.interviews import remove_interview
from storage.operations.memos import write_code_memo
from storage.operations.people import add_person
from storage.operations.studies import set_up_study
from storage.privacy.masked_export import Parts, look_ahead, share_copy
from storage.queries.people import study_details
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.storage.named_study import NAMES, fill_with_names


@pytest.fixture
def named(tmp_path: Path) -> Iterator[StudyFile]:
    """Yield a study full of names, some of them in its history only."""
    with StudyFile.create(
        tmp_path / "named.strandline", set_up_study("Oak School Partnership", "Tom Ward")
    ) as study:
        study.perform(fill_with_names())
        study.perform(write_code_memo(7, "Jane Hill said more of this."))
        study.perform(write_code_memo(7, "Now it is said otherwise."))
        study.perform(add_person("Jane Hill the younger"))
        study.undo()
        yield study


def occurring(path: Path, names: Pseudonyms) -> list[str]:
    """Return the names that the bytes of a file or of anything beside it hold, in any encoding."""
    beside = b"".join(each.read_bytes() for each in path.parent.glob(f"*{path.name}*") if each.is_file())
    found = beside.lower()
    return [
        entry.name
        for entry in names.entries
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
        if entry.name.lower().encode(encoding) in found
    ]


def test_the_bytes_of_the_copy_hold_no_name(named: StudyFile, tmp_path: Path) -> None:
    assert occurring(named.path, NAMES)  # the search finds what is there
    target = tmp_path / "elsewhere" / "copy.strandline"
    target.parent.mkdir()
    handed_on = share_copy(named.path, target, NAMES)
    assert handed_on.remaining == ()
    assert occurring(target, NAMES) == []
    assert b".docx" not in target.read_bytes()
    assert [each.name for each in target.parent.iterdir()] == ["copy.strandline"]
    with StudyFile.open(target):
        assert occurring(target, NAMES) == []


def test_the_copy_is_a_study_like_any_other(named: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.strandline"
    share_copy(named.path, target, NAMES)
    with StudyFile.open(target) as copy:
        assert copy.check() == []
        assert copy.history() == []
        assert copy.undoable() is None
        assert study_details(copy.reader).name == "Rowan School Partnership"
        assert _guid(copy) != _guid(named)
        for table in (schema.coding, schema.turn, schema.speaker, schema.memo, schema.code):
            assert _ids(copy, table) == _ids(named, table)
        found = copy.reader.exec_driver_sql("SELECT count(*) FROM search WHERE search MATCH 'Anna'")
        assert found.scalar() == 3
        copy.perform(remove_interview(2))
        copy.undo()


def _guid(study: StudyFile) -> str | None:
    return study.reader.scalar(select(schema.study.c.guid))


def _ids(study: StudyFile, table: Table) -> list[int]:
    return list(study.reader.scalars(select(table.c.id).order_by(table.c.id)))


def test_memos_can_stay_behind(named: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.strandline"
    share_copy(named.path, target, NAMES, Parts(memos=False))
    with StudyFile.open(target) as copy:
        assert copy.reader.scalar(select(func.count()).select_from(schema.memo)) == 0


def test_what_is_masked_and_what_remains_is_known_before(named: StudyFile, tmp_path: Path) -> None:
    names = Pseudonyms((Pseudonym("Toast", "Bread"), Pseudonym("Marmal", "Junip")))
    found = look_ahead(named.path, names)
    assert found.places == {"Toast": 1}
    assert [tuple(each) for each in found.remaining] == [("Marmal", "marmalade", 2), ("Toast", "toast", 2)]
    assert found == share_copy(named.path, tmp_path / "copy.strandline", names)


def test_the_study_itself_stays_as_it_is(named: StudyFile, tmp_path: Path) -> None:
    before = dump(named)
    share_copy(named.path, tmp_path / "copy.strandline", NAMES)
    assert dump(named) == before
    with pytest.raises(UserError, match="the study itself"):
        share_copy(named.path, named.path, NAMES)


def test_stopping_leaves_what_was_there(named: StudyFile, tmp_path: Path) -> None:
    target = tmp_path / "copy.strandline"
    target.write_text("something else")

    def stop(_done: int, _total: int, _label: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        share_copy(named.path, target, NAMES, progress=stop)
    assert target.read_text() == "something else"
