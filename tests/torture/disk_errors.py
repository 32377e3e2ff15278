"""A disk that fails at every write, one after another: run behind the shim by test_disk.py.

    python -m tests.torture.disk_errors MOST

Each act is done with the disk failing at its n-th write, once or from then on, at most at MOST of its writes.
It is refused in words, or done; what was there before is there, and work goes on once the disk is well again.
"""

import errno
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from shutil import copyfile, rmtree
from tempfile import TemporaryDirectory
from typing import Final

from coding.errors import UserError
from storage.operations.codings import toggle_code
from storage.operations.memos import write_interview_memo
from storage.operations.studies import rename_study, set_up_study
from storage.operations.withdrawing import withdraw_person
from storage.study.keeping.restore_points import PendingRestorePoint, remove_restore_points
from storage.study.study_file import StudyFile
from storage.writers.export import export
from tests.storage.dumps import Dump, dump
from tests.storage.named_study import fill_with_names
from tests.torture import shim
from tests.torture.merging_scenes import change, disagree, merge, settle_one, take_alike

_OLD: Final = Path(__file__).parents[1] / "data" / "version_2.strandline"
_OTHER: Final = "other.strandline"
_FAULTS: Final = (
    (errno.EIO, False),
    (errno.ENOSPC, True),
    (errno.EDQUOT, True),
)  # which, and whether it stays


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with an open study, and whether it may change its rows."""

    name: str
    do: Callable[[StudyFile], object]
    changes: bool = False


ACTS: Final = (
    Act("code", lambda study: study.perform(toggle_code(1, 0, 25, 15)), changes=True),
    Act("much", lambda study: study.perform(write_interview_memo(1, "much " * 200_000)), changes=True),
    Act("undo", lambda study: study.undo(), changes=True),
    Act("withdraw", lambda study: study.perform_irreversibly(withdraw_person(1)), changes=True),
    Act("merge", lambda study: merge(study, study.path.parents[1] / _OTHER), changes=True),
    Act("settle", lambda study: settle_one(study, Random(3)), changes=True),
    Act("take alike", take_alike, changes=True),
    Act("checkpoint", lambda study: study.checkpoint()),
    Act("copy", lambda study: study.save_copy(study.path.with_name("copy.strandline"))),
    Act("restore point", lambda study: _keep_restore_point(study.path)),
    Act("csv", lambda study: export(study.path, study.path.with_name("codings.csv"), [1])),
    Act("word", lambda study: export(study.path, study.path.with_name("report.docx"), [1])),
)


def _keep_restore_point(path: Path) -> None:
    remove_restore_points(path)
    PendingRestorePoint(path).keep()


def failures(folder: Path, most: int) -> Iterator[str]:
    """Do every act on a failing disk; yield what was wrong."""
    base = folder / "base.strandline"
    with StudyFile.create(base, set_up_study("Base", "Me")) as study:
        study.perform(fill_with_names())
        study.perform(rename_study("Renamed"))
        disagree(study, Random(2026))
    change(Path(copyfile(base, folder / _OTHER)), Random(2026))
    for act in ACTS:
        yield from _everywhere(act.name, lambda at, act=act: _act(base, act, at), most)
    for name, source in (("open and close", base), ("bring up to date", _OLD)):
        yield from _everywhere(name, lambda at, source=source: _open_and_close(folder, source, at), most)
    yield from _everywhere("new", lambda at: _make(folder, at), most)


_writes: list[int] = []  # of each act that was done
_Fault = tuple[int, int, bool]  # at which write, which error, whether it stays


def _everywhere(name: str, attempt: Callable[[_Fault], str], most: int) -> Iterator[str]:
    """Let the disk fail at so many writes of an act, evenly, the first and the last among them."""
    attempt((2**30, errno.EIO, True))
    writes = _writes[-1]
    places = sorted({1 + step * (writes - 1) // max(most - 1, 1) for step in range(most)}) if writes else []
    print(f"{name}: {writes} writes, failing at {len(places)}", flush=True)
    for at, (error, stays) in zip(places, cycle(_FAULTS), strict=False):
        try:
            wrong = attempt((at, error, stays))
        except Exception as unforeseen:  # noqa: BLE001 - is a finding
            wrong = f"{type(unforeseen).__name__}: {unforeseen}"
        finally:
            shim.arm(shim.Mode.NOTHING)
        if wrong:
            yield f"{name}, write {at} of {writes}, {errno.errorcode[error]}: {wrong}"


def _refused(act: Callable[[], object], fault: _Fault) -> bool:
    """Do something on a disk that fails; return whether it was refused in words."""
    at, error, stays = fault
    shim.arm(shim.Mode.FAIL, at, last=2**31 if stays else at, error=error)
    try:
        act()
    except UserError:
        return True
    finally:
        _writes.append(shim.written())
        shim.arm(shim.Mode.NOTHING)
    return False


def _act(base: Path, act: Act, fault: _Fault) -> str:
    with TemporaryDirectory(dir=base.parent) as folder:
        path = Path(copyfile(base, Path(folder, "study.strandline")))
        with StudyFile.open(path) as study:
            if study.restore_point is not None:
                study.restore_point.keep()
            before = dump(study)
            refused = _refused(lambda: act.do(study), fault)
            left = [file.name for file in Path(folder).rglob("*.part*")]
            if left:
                return f"{left} are left"
            if (dump(study) != before) != (act.changes and not refused):
                return f"refused: {refused}, and the rows are not as they should be"
        return _goes_on(path, before if refused else None)


def _goes_on(path: Path, before: Dump | None) -> str:
    """Open a study again and work on."""
    with StudyFile.open(path) as study:
        if wrong := study.check():
            return " ".join(wrong)
        found = dump(study)
        if before is not None and found != before:
            return "something of what was refused is there after all"
        study.perform(rename_study("Works again"))
        study.undo()
        return "" if dump(study) == found else "undo does not come back"


def _open_and_close(folder: Path, source: Path, fault: _Fault) -> str:
    with TemporaryDirectory(dir=folder) as own:
        path = Path(copyfile(source, Path(own, "study.strandline")))
        _refused(lambda: StudyFile.open(path).close(), fault)
        return _goes_on(path, None)


def _make(folder: Path, fault: _Fault) -> str:
    own = folder / "new"
    own.mkdir()
    path = own / "study.strandline"
    try:
        if _refused(lambda: StudyFile.create(path, set_up_study("New", "Me")).close(), fault):
            if left := [file.name for file in own.iterdir() if not file.name.endswith(".lock")]:
                return f"{left} are left"
            StudyFile.create(path, set_up_study("New", "Me")).close()
        return _goes_on(path, None)
    finally:
        rmtree(own)


def main() -> int:
    """Print what was wrong; return how much."""
    with TemporaryDirectory() as folder:
        found = list(failures(Path(folder), int(sys.argv[1])))
    print(*found, sep="\n")
    return min(len(found), 100)


if __name__ == "__main__":
    sys.exit(main())
