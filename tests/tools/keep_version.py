"""Keeping a small study in the present format, for as long as there are later ones.

Run once, before the format changes: ``python -m tests.tools.keep_version``. A kept study is never
written again; tests/storage/test_migrating.py opens them all.
"""

from pathlib import Path

from storage.operations.codings import toggle_code
from storage.operations.studies import set_up_study
from storage.study.schema import SCHEMA_VERSION
from storage.study.study_file import StudyFile
from tests.storage.dumps import fill

KEPT = Path(__file__).parents[1] / "data"


def main() -> None:
    """Write ``tests/data/version_<n>.strandline``."""
    path = KEPT / f"version_{SCHEMA_VERSION}.strandline"
    KEPT.mkdir(exist_ok=True)
    with StudyFile.create(path, set_up_study("Saltmere Partnership", "Me")) as study:
        study.perform(fill())
        study.perform(toggle_code(1, 0, 5, 15))
    print(path.name)


if __name__ == "__main__":
    main()
