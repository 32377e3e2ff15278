"""Repairing: whatever stands on a page that is whole is saved, and what is not is listed."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import Table

from coding.errors import CannotUndoError, DamagedError, LockedError, ReadOnlyError
from coding.model.study import Clearing, Direction, Quoting, TranscriptSpan
from storage.operations.clearing import note_shown, set_quoting
from storage.operations.codebook import edit_entry
from storage.operations.codings import set_direction, toggle_code
from storage.operations.studies import rename_study
from storage.resources import resource
from storage.study import schema
from storage.study.keeping.copying import beside
from storage.study.repair.damaged_pages import Pages
from storage.study.repair.made_whole import Losses
from storage.study.repair.repairing import Repaired, repair
from storage.study.repair.salvage import TABLES
from storage.study.study_file import StudyFile

DATA = Path(__file__).parents[1] / "data"
SAMPLE = resource("sample_study", "Saltmere Partnership.strandline")
PAGE = 4096
Content = dict[Table, dict[int, tuple[Any, ...]]]


@pytest.fixture(scope="session")
def worked_on(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small study with some history, closed."""
    path = Path(copyfile(filled, tmp_path_factory.mktemp("worked") / "study.strandline"))
    with StudyFile.open(path) as study:
        study.restore_point = None
        for start in range(0, 40, 4):
            study.perform(toggle_code(1, start, start + 3, 15))
        study.perform(set_direction(1, Direction.LACKS))
        study.perform(set_quoting(1, Quoting.ASK))
        study.perform(note_shown([TranscriptSpan(1, 23, 47)], Clearing.CLEARED, "2026-03-12"))
        study.perform(edit_entry(7, "definition", "Another."))
    return path


def content(path: Path) -> Content:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: {
                row[0]: row
                for row in connection.execute(
                    "SELECT {} FROM {}".format(
                        ", ".join(f'"{column.name}"' for column in table.columns), table.name
                    )
                )
            }
            for table in TABLES
        }


def damaged(data: bytes, tmp_path: Path) -> Path:
    found = tmp_path / "damaged.strandline"
    found.write_bytes(data)
    return found


def repaired(path: Path, tmp_path: Path) -> tuple[Repaired, Path]:
    """Repair a study; the new one is sound, and the old one as it was, with nothing beside it."""
    before, there = path.read_bytes(), set(tmp_path.iterdir())
    new = tmp_path / "new.strandline"
    new.unlink(missing_ok=True)
    done = repair(path, new)
    assert path.read_bytes() == before
    assert set(tmp_path.iterdir()) == there | {new}
    with StudyFile.open_for_reading(new) as study:
        assert study.check() == []
    return done, new


def zeroed(data: bytes, *pages: int) -> bytes:
    """Return a file of which pages, counted from 1, are lost."""
    found = bytearray(data)
    for page in pages:
        found[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    return bytes(found)


@pytest.mark.parametrize("source", [SAMPLE, DATA / "version_1.strandline", DATA / "version_3.strandline"])
def test_of_a_sound_study_all_is_saved(source: Path, tmp_path: Path) -> None:
    done, new = repaired(Path(copyfile(source, tmp_path / "old.strandline")), tmp_path)
    assert done.losses.sentences == []
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(new)) as now:
        for table in TABLES:
            query = f'SELECT * FROM "{table.name}" ORDER BY id'
            try:
                names = [column[0] for column in old.execute(query).description]
            except sqlite3.OperationalError:  # not in that format yet
                continue
            # Who may read it is said anew, of the format that it is brought up to.
            quoted = ", ".join(f'"{name}"' for name in names if name != "reads_from")
            query = f'SELECT {quoted} FROM "{table.name}" ORDER BY id'
            rows = now.execute(query).fetchall()
            assert rows[: len(rows) - (table is schema.operation)] == old.execute(query).fetchall()


def test_each_page_lost_in_turn(worked_on: Path, tmp_path: Path) -> None:
    """What is saved and what is listed as lost is what was there."""
    data, before = worked_on.read_bytes(), content(worked_on)
    for page in range(1, len(data) // PAGE + 1, 2):
        done, new = repaired(damaged(zeroed(data, page), tmp_path), tmp_path)
        after = content(new)
        lost = Counter[Table]()
        for (table, _interview), n in done.losses.gone.items():
            lost[table] += n
        from_index = 99 * any("put together" in line for line in done.losses.changed)
        stood_in = sum("in its place" in line for line in done.losses.changed)
        for table in TABLES:
            kept = len(before[table].keys() & after[table].keys())
            was, at_most = len(before[table]), table in done.losses.up_to
            assert table is schema.study or kept + lost[table] >= was, (page, table.name)
            assert at_most or table is schema.study or kept + lost[table] == was, (page, table.name)
            new_ones = [row for id_, row in after[table].items() if not _is_from(before[table].get(id_), row)]
            assert len(new_ones) <= stood_in + from_index + (table in {schema.operation, schema.study}), (
                page,
                new_ones,
            )


def _is_from(was: tuple[Any, ...] | None, row: tuple[Any, ...]) -> bool:
    """Tell whether a row is one that was there, but for what it pointed at and letters that are lost."""
    return was is not None and all(
        now is None or now == before or "�" in str(now) for before, now in zip(was, row, strict=True)
    )


def test_rows_of_whole_pages_are_as_they_were(tmp_path: Path) -> None:
    chance = random.Random(5)
    data, before = SAMPLE.read_bytes(), content(SAMPLE)
    for _turn in range(6):
        pages = chance.sample(range(2, len(data) // PAGE + 1), 4)
        _done, new = repaired(damaged(zeroed(data, *pages), tmp_path), tmp_path)
        after = content(new)
        for table in (schema.interview, schema.person, schema.transcript, schema.school):
            same = [after[table].get(id_) == row for id_, row in before[table].items()]
            readable = _readable(data, table, pages)
            kept = [same[at] for at, id_ in enumerate(before[table]) if id_ in readable]
            assert all(kept), (pages, table.name)


def _readable(data: bytes, table: Table, lost: list[int]) -> set[int]:
    """Return the ids of the rows of a table that touch none of the lost pages."""
    with closing(sqlite3.connect(SAMPLE)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (root,) = connection.execute(query, (table.name,)).fetchone()
    whole, without = Pages(data).table(root), Pages(zeroed(data, *lost))
    leaves = {id_: page for page in whole.pages for id_ in Pages(data).leaf(page)}
    rows = {page: without.leaf(page) for page in set(leaves.values())}
    return {id_ for id_, page in leaves.items() if rows[page].get(id_) == whole.rows[id_]}


@pytest.mark.parametrize("seed", range(12))
def test_bytes_that_are_wrong(worked_on: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray((worked_on if seed % 2 else SAMPLE).read_bytes())
    for _n in range(chance.choice([1, 20, 400])):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    _done, new = repaired(damaged(bytes(data), tmp_path), tmp_path)
    with StudyFile.open(new) as study:
        study.restore_point = None
        study.perform(rename_study("Onwards"))
        study.undo()
        assert all(entry.words for entry in study.history())


@pytest.mark.parametrize("share", [0.3, 0.42, 0.6])
def test_a_file_that_is_cut_short(tmp_path: Path, share: float) -> None:
    data = SAMPLE.read_bytes()
    done, _new = repaired(damaged(data[: int(len(data) * share)], tmp_path), tmp_path)
    assert done.saved["interview"] == 20
    assert done.losses.sentences
    assert not [said for said in done.losses.sentences if said.startswith("0 ")]


def test_without_its_first_page_all_is_found_by_what_it_looks_like(tmp_path: Path) -> None:
    done, new = repaired(damaged(zeroed(SAMPLE.read_bytes(), 1), tmp_path), tmp_path)
    before, after = content(SAMPLE), content(new)
    for table in (schema.coding, schema.transcript, schema.turn, schema.code, schema.person):
        assert after[table] == before[table]
    assert done.saved["coding"] == 348


def test_the_middle_of_a_transcript_may_be_gone(tmp_path: Path) -> None:
    data, before = SAMPLE.read_bytes(), content(SAMPLE)[schema.transcript]
    text = max((row[2] for row in before.values()), key=len)
    at = data.index(text[6000:6200].encode()) // PAGE + 1
    done, new = repaired(damaged(zeroed(data, at), tmp_path), tmp_path)
    after = next(row[2] for row in content(new)[schema.transcript].values() if row[2][:500] == text[:500])
    assert "�" in after
    assert any("letters cannot be read" in line for line in done.losses.sentences)
    assert done.saved["coding"] > 300


def test_what_goes_with_its_text_is_said_once(worked_on: Path, tmp_path: Path) -> None:
    at = worked_on.read_bytes().index(b"we trust each other") // PAGE + 1
    done, _new = repaired(damaged(zeroed(worked_on.read_bytes(), at), tmp_path), tmp_path)
    codings = [line for line in done.losses.sentences if "codings" in line]
    assert codings == ["Lost from “B2 head”: codings (13)."]


def test_whatever_is_lost_has_a_name() -> None:
    losses = Losses(Counter({(table, ""): 1 for table in TABLES}))
    assert len(set(losses.sentences)) == len(TABLES)


def test_a_turn_that_was_given_to_somebody_elsewhere_is_nobodys(worked_on: Path, tmp_path: Path) -> None:
    path = Path(copyfile(SAMPLE, tmp_path / "old.strandline"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE turn SET speaker_id = (SELECT max(id) FROM speaker) WHERE id = 1")
        connection.commit()
    _done, new = repaired(path, tmp_path)
    assert content(new)[schema.turn][1][[*schema.turn.c.keys()].index("speaker_id")] is None


def test_the_history_is_kept_and_undo_does_not_cross_the_repair(worked_on: Path, tmp_path: Path) -> None:
    _done, new = repaired(Path(copyfile(worked_on, tmp_path / "old.strandline")), tmp_path)
    with StudyFile.open_for_reading(worked_on) as old:
        before = old.history()
    with StudyFile.open(new) as study:
        study.restore_point = None
        repair_, *others = study.history()
        assert (repair_.words, others) == ("Repair the study", before)
        with pytest.raises(CannotUndoError):
            study.undo()


def test_an_id_that_cannot_be_leaves_room_for_new_ones(worked_on: Path, tmp_path: Path) -> None:
    old = Path(copyfile(worked_on, tmp_path / "old.strandline"))
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(f"UPDATE sqlite_sequence SET seq = {2**62} WHERE name = 'coding'")
        connection.execute(f"UPDATE coding SET id = {2**63 - 1} WHERE id = 1")
        connection.commit()
    done, new = repaired(old, tmp_path)
    assert done.saved["coding"] == 12
    with StudyFile.open(new) as study:
        study.restore_point = None
        study.perform(toggle_code(1, 0, 96, 14))
        assert max(content(new)[schema.coding]) < 100


def test_a_log_that_was_left_is_taken_in_on_a_copy(worked_on: Path, tmp_path: Path) -> None:
    old = Path(copyfile(worked_on, tmp_path / "open.strandline"))
    died = tmp_path / "died.strandline"
    with StudyFile.open(old) as study:
        study.restore_point = None
        study.perform(rename_study("In the log"))
        for end in ("", "-wal"):
            copyfile(beside(old, end), beside(died, end))
    _done, new = repaired(died, tmp_path)
    assert content(new)[schema.study][1][2] == "In the log"


def test_what_cannot_be(worked_on: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.strandline"
    with pytest.raises(DamagedError, match="Nothing of “damaged"):
        repair(damaged(b"\x07" * 50_000, tmp_path), new)
    old = Path(copyfile(worked_on, tmp_path / "old.strandline"))
    with StudyFile.open(old), pytest.raises(LockedError):
        repair(old, new)
    assert not new.exists()
    new.write_text("mine")
    with pytest.raises(ReadOnlyError, match="already there"):
        repair(old, new)
    assert new.read_text() == "mine"
