"""What a study is at a moment: its history and a digest of all its rows."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from storage.study.connection import raw
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump

_Line = tuple[int, str, str]  # an operation, its kind, and whether it stands


@dataclass(frozen=True, slots=True)
class State:
    """The operations, the oldest first, and a digest of every row of every table but the journal's own.

    What is only noted there (a file was written elsewhere) changes nothing and is left out.
    """

    history: tuple[_Line, ...]
    digest: str

    @property
    def last_id(self) -> int:
        """The newest operation."""
        return self.history[-1][0] if self.history else 0


def state_of(study: StudyFile) -> State:
    """Return what a study is now."""
    query = "SELECT id, kind, status FROM operation WHERE status != 'noted' ORDER BY id"
    lines = raw(study.reader).execute(query).fetchall()
    return State(tuple((id_, kind, status) for id_, kind, status in lines), digest_of(study))


def digest_of(study: StudyFile) -> str:
    """Return a digest of every row."""
    return sha256(repr(dump(study)).encode("utf-8", "surrogatepass")).hexdigest()


def to_line(state: State) -> str:
    """Write a state as a line."""
    return json.dumps(asdict(state))


def from_line(line: str) -> State:
    """Read what to_line wrote."""
    found = json.loads(line)
    return State(tuple((id_, kind, status) for id_, kind, status in found["history"]), found["digest"])
