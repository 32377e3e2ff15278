"""A view that is kept under a name: which page, what it was asked, of whose codings with which framework."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from coding.model.kept_json import VERSION, in_known_version, of_later_version, read_object


class ViewPage(StrEnum):
    """The page that a view is shown on."""

    COMPARE = "compare"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class KeptView:
    """What is shown: ``asked`` is the page's own, as JSON that points by GUID.

    ``framework`` and ``coders`` are GUIDs; coders are always written out, so that a coder who comes later
    changes nothing.
    """

    page: ViewPage
    framework: str
    coders: tuple[str, ...]
    asked: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def to_json(self) -> str:
        """Write it down."""
        return json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "KeptView":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        if held["page"] not in tuple(ViewPage):
            raise of_later_version()
        return KeptView(ViewPage(held["page"]), held["framework"], tuple(held["coders"]), held["asked"])


@dataclass(frozen=True, slots=True)
class MadeNumbers:
    """The numbers of a view when it was exported: their texts by key, never a word that was said."""

    numbers: Mapping[str, str]

    def to_json(self) -> str:
        """Write them down."""
        return json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "MadeNumbers":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        return MadeNumbers(in_known_version(read_object(text))["numbers"])
