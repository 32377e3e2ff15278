"""A report as it is kept in a study: its parts in order, each with what it is asked for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, cast

from coding.language import N_, _
from coding.model.kept_json import VERSION, in_known_version, of_later_version, read_object
from coding.report import options as of
from coding.report.options import PartOptions, options_from_json, options_to_json


class PartKind(StrEnum):
    """What a part of a report tells."""

    TITLE = "title"
    CONTENTS = "contents"
    METHOD = "method"
    PARTICIPANTS = "participants"
    COLLECTED = "collected"
    FREQUENCIES = "frequencies"
    VIEW = "view"
    QUESTIONS = "questions"
    STAGES = "stages"
    TOGETHER = "together"
    MATRIX = "matrix"
    CASES = "cases"
    OUTLINE = "outline"
    SURVEY = "survey"
    JOINT = "joint"
    OUTCOMES = "outcomes"
    PASSAGES = "passages"
    MEMOS = "memos"
    AGREEMENT = "agreement"
    AUDIT = "audit"
    CODEBOOK = "codebook"
    TEXT = "text"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class KindOfPart:
    """What a part is called, and the kind of its options, None for one without any."""

    words: str
    options: type[PartOptions] | None


KINDS: Final[Mapping[PartKind, KindOfPart]] = {
    PartKind.TITLE: KindOfPart(N_("Title and study facts"), of.TitleOptions),
    PartKind.CONTENTS: KindOfPart(N_("Contents"), of.ContentsOptions),
    PartKind.METHOD: KindOfPart(N_("Method paragraph"), of.MethodOptions),
    PartKind.PARTICIPANTS: KindOfPart(N_("Participants"), of.ParticipantsOptions),
    PartKind.COLLECTED: KindOfPart(N_("Data collected"), of.CollectedOptions),
    PartKind.FREQUENCIES: KindOfPart(N_("Frequencies"), of.FrequenciesOptions),
    PartKind.VIEW: KindOfPart(N_("Kept view"), of.ViewOptions),
    PartKind.QUESTIONS: KindOfPart(N_("By question"), of.QuestionsOptions),
    PartKind.STAGES: KindOfPart(N_("Stages"), of.StagesOptions),
    PartKind.TOGETHER: KindOfPart(N_("Codes that meet"), of.TogetherOptions),
    PartKind.MATRIX: KindOfPart(N_("Framework matrix"), of.MatrixOptions),
    PartKind.CASES: KindOfPart(N_("Case accounts"), of.CasesOptions),
    PartKind.OUTLINE: KindOfPart(N_("Outline"), None),
    PartKind.SURVEY: KindOfPart(N_("Survey"), None),
    PartKind.JOINT: KindOfPart(N_("Joint display"), of.JointOptions),
    PartKind.OUTCOMES: KindOfPart(N_("Outcomes of schools"), None),
    PartKind.PASSAGES: KindOfPart(N_("Passages by strand"), of.PassagesOptions),
    PartKind.MEMOS: KindOfPart(N_("Memos and journal"), of.MemosOptions),
    PartKind.AGREEMENT: KindOfPart(N_("Agreement between coders"), None),
    PartKind.AUDIT: KindOfPart(N_("Audit extract"), of.AuditOptions),
    PartKind.CODEBOOK: KindOfPart(N_("Codebook as appendix"), of.CodebookOptions),
    PartKind.TEXT: KindOfPart(N_("Heading and text of your own"), of.TextOptions),
    PartKind.BREAK: KindOfPart(N_("Page break"), None),
}


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part; ``is_in``: it is in the report, not only in its list."""

    kind: PartKind
    options: PartOptions | None = None
    is_in: bool = True

    @property
    def title(self) -> str:
        """What the list of parts calls it."""
        if isinstance(self.options, of.TextOptions) and self.options.heading:
            return self.options.heading
        return _(KINDS[self.kind].words)


def new_part(kind: PartKind, *, is_in: bool = True) -> ReportPart:
    """Return a part with the options that are usual."""
    options = KINDS[kind].options
    return ReportPart(kind, None if options is None else options(), is_in)


_PLAIN: Final = ("language", "chapter", "coarse", "framework")
# What reports of earlier programs do not say, and what it is then.
_LATER: Final[Mapping[str, Any]] = {"evidence": False, "as_of": ""}


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """A report: ``language`` is that of the speller, ``chapter`` the number of the chapter that it is, or 0.

    ``coarse``: where words would point at one person, it is said less exactly who says them.
    ``evidence``: its numbers and quotations lead to a web page beside it, with the passages behind them.
    ``as_of``: made of the study as it was at the end of that day (2015-03-12), or under that codebook (v2).
    ``framework`` and ``coders`` are GUIDs; without them it is made of what is asked for, or shown.
    """

    parts: tuple[ReportPart, ...]
    language: str = "en-GB"
    chapter: int = 0
    coarse: bool = False
    evidence: bool = False
    as_of: str = ""
    framework: str = ""
    coders: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it down."""
        held: dict[str, Any] = {name: getattr(self, name) for name in (*_PLAIN, *_LATER)}
        parts = [_part_to_json(part) for part in self.parts]
        return json.dumps(
            {"v": VERSION, **held, "coders": [*self.coders], "parts": parts}, ensure_ascii=False
        )

    @staticmethod
    def from_json(text: str) -> "ReportPlan":
        """Read what ``to_json`` wrote.

        Raises UserError: a later program wrote it in a way that is not known here.
        """
        held = in_known_version(read_object(text))
        try:
            parts = tuple(map(_part_from_json, held["parts"]))
            plain = {name: held[name] for name in _PLAIN}
            plain |= {name: held.get(name, usual) for name, usual in _LATER.items()}
            return ReportPlan(parts, **plain, coders=tuple(held["coders"]))
        except KeyError as error:
            raise of_later_version() from error

    @property
    def included(self) -> Iterator[tuple[int, ReportPart]]:
        """The parts that are in it, each with its place."""
        return ((at, part) for at, part in enumerate(self.parts) if part.is_in)

    def moved(self, place: int, to: int) -> "ReportPlan":
        """Return it with a part at another place."""
        parts = list(self.parts)
        parts.insert(to, parts.pop(place))
        return replace(self, parts=tuple(parts))

    def with_part(self, place: int, part: ReportPart) -> "ReportPlan":
        """Return it with another part at a place."""
        return replace(self, parts=(*self.parts[:place], part, *self.parts[place + 1 :]))

    def added(self, place: int, part: ReportPart) -> "ReportPlan":
        """Return it with one part more at a place."""
        return replace(self, parts=(*self.parts[:place], part, *self.parts[place:]))

    def without(self, place: int) -> "ReportPlan":
        """Return it without the part at a place."""
        return replace(self, parts=(*self.parts[:place], *self.parts[place + 1 :]))


def usual_report() -> ReportPlan:
    """Return the report that a study begins with."""
    left_out = {PartKind.QUESTIONS, PartKind.STAGES, PartKind.TOGETHER, PartKind.MATRIX, PartKind.CASES}
    left_out |= {PartKind.MEMOS, PartKind.AUDIT, PartKind.OUTLINE, PartKind.COLLECTED, PartKind.SURVEY}
    left_out |= {PartKind.JOINT}
    added = {PartKind.VIEW, PartKind.TEXT, PartKind.BREAK}
    kinds = [kind for kind in PartKind if kind not in added]
    return ReportPlan(tuple(new_part(kind, is_in=kind not in left_out) for kind in kinds))


def _part_to_json(part: ReportPart) -> dict[str, Any]:
    options = {} if part.options is None else options_to_json(part.options)
    return {"part": part.kind.value, "in": part.is_in, "options": options}


def _part_from_json(held: Any) -> ReportPart:
    record = cast("dict[str, Any]", held)
    if record["part"] not in tuple(PartKind):
        raise of_later_version()
    kind = PartKind(record["part"])
    options = KINDS[kind].options
    made = None if options is None else options_from_json(options, record["options"])
    return ReportPart(kind, made, record["in"])


@dataclass(frozen=True, slots=True)
class MadeReport:
    """What a report held when it was made: numbers by a key without words, GUIDs of codings quoted."""

    numbers: Mapping[str, str] = field(default_factory=dict[str, str])
    quoted: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it down."""
        return json.dumps({"v": VERSION, **asdict(self)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "MadeReport":
        """Read what ``to_json`` wrote. Raises UserError: a later program wrote it otherwise."""
        held = in_known_version(read_object(text))
        return MadeReport(held["numbers"], tuple(held["quoted"]))
