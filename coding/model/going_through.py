"""Going through the passages of a code, to sort them into others: what is kept of it until tomorrow."""

import json
from dataclasses import asdict, dataclass

from coding.model.kept_json import VERSION, in_known_version, read_object


@dataclass(frozen=True, slots=True)
class GoingThrough:
    """Of which code, into which others, and which of its codings were looked at and left: all GUIDs.

    What was sorted needs no note: it has another code.
    """

    code: str
    targets: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it down."""
        return json.dumps({"v": VERSION, **asdict(self)})

    @staticmethod
    def from_json(text: str) -> "GoingThrough":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        return GoingThrough(held["code"], tuple(held["targets"]), tuple(held["left"]))
