"""A framework of the study and a file of it that somebody has edited: what it would become, and what differs.

A file takes nothing away: what it does not have stays as it is, and so does what its kind has no place for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from coding.language import _
from coding.model.code_versions import CALLED_WORDS, ENTRY, ENTRY_WORDS
from coding.model.framework import Code, Framework
from coding.notation.code_names import key_of
from coding.notation.filed_framework import CodeLine, FiledFramework, FrameworkLines, StageLine
from coding.text.names import shortened

_LONGEST: Final = 120  # characters of a text in a line
_SHORT: Final = ("abbreviation", "label", "key", "hue", "is_group", "aliases")


class ChangedLine(NamedTuple):
    """One thing that would be otherwise: of a code, or of the framework where that is empty."""

    code: str
    what: str
    before: str
    now: str

    @property
    def in_words(self) -> str:
        """It in one line, at most so long that it can be read."""
        about = f"{self.code}: {self.what}" if self.code else self.what
        if not self.before and not self.now:
            return about
        said = (shortened(" ".join(each.split()), _LONGEST) or "–" for each in (self.before, self.now))
        return f"{about}: {' → '.join(said)}" if self.before else f"{about}: {[*said][1]}"


@dataclass(frozen=True, slots=True)
class FrameworkChange:
    """What a framework becomes; its codes are told by their GUIDs. ``staying`` are codes the file lacks."""

    before: FiledFramework
    after: FiledFramework
    lines: tuple[ChangedLine, ...]
    staying: tuple[str, ...]


def changed_by(present: FiledFramework, filed: FiledFramework, also: Mapping[str, str]) -> FrameworkChange:
    """Lay a file over a framework; ``also`` says into which code others were merged, by GUIDs.

    Raises UnreadableError: what both have together is no codebook, as where a key stands for two codes.
    """
    laying = _Laying(present, filed, also)
    after = laying.lines().assembled()
    staying = tuple(laying.present[guid].name for guid in laying.staying)
    return FrameworkChange(present, after, tuple(_differences(present, after)), staying)


class _Laying:
    """The codes of a file beside those of a framework: which is which."""

    def __init__(self, present: FiledFramework, filed: FiledFramework, also: Mapping[str, str]) -> None:
        self._now, self._filed = present, filed
        self.present = {present.guids[code.id]: code for code in present.framework.codes}
        self._in_file = frozenset(filed.guids.values())
        self._guids: dict[int, str] = {}  # of the codes of the file, where they are known
        self._merged: set[int] = set()  # whose code was merged into another since
        for code in filed.framework.codes:  # parents before their children
            guid = filed.guids.get(code.id, "")
            into = also.get(guid)
            if into in self.present:
                self._merged.add(code.id)
            found = into if into in self.present else guid if guid in self.present else self._by_place(code)
            if found is not None:
                self._guids[code.id] = found
        here = {self._guids.get(code.id) for code in filed.framework.codes if code.id not in self._merged}
        self.staying = [guid for guid in self.present if guid not in here]

    def _by_place(self, code: Code) -> str | None:
        """Return the code of this name below the same, which the file has nowhere else.

        A file that does not say what codes stand below means the only one of the name.
        """
        if "below" in self._filed.lacks:
            named = [guid for guid, each in self.present.items() if key_of(each.name) == key_of(code.name)]
            return named[0] if len(named) == 1 else None
        above = None if code.parent_id is None else self._guids.get(code.parent_id, "")
        for guid, each in self.present.items():
            over = None if each.parent_id is None else self._now.guids[each.parent_id]
            if over == above and key_of(each.name) == key_of(code.name):
                return None if guid in self._in_file or guid in self._guids.values() else guid
        return None

    def lines(self) -> FrameworkLines:
        """Return what both say together, not looked through yet."""
        now, filed = self._now.framework, self._filed.framework
        is_same = self._filed.guid == self._now.guid
        lines = FrameworkLines(filed.name if is_same else now.name, guid=self._now.guid)
        lines.short_name = filed.short_name or now.short_name
        lines.source = filed.source or now.source
        lines.levels = now.levels if "levels" in self._filed.lacks else filed.levels
        letters = {stage.letter for stage in filed.stages}
        for stage in (*filed.stages, *(each for each in now.stages if each.letter not in letters)):
            lines.stages.append(StageLine(_("The framework"), stage.letter, stage.name, stage.definition))
        coming = {self._key(code.id): code for code in filed.codes if code.id not in self._merged}
        order = self._order([*coming])
        at = {key: n for n, key in enumerate(order)}
        for key in order:
            if key in coming:
                lines.codes.append(self._line(coming[key], self._guids.get(coming[key].id), at))
            else:
                code = self.present[key]
                lines.codes.append(_line_of(code, _("In the study"), self._above_now(code, at), key))
        return lines

    def _key(self, filed_id: int) -> str:
        """Return what a code of the file is told by: its GUID here, else its id there."""
        return self._guids.get(filed_id, str(filed_id))

    def _order(self, coming: list[str]) -> list[str]:
        """Return all codes in the order of the file, each that it lacks after the one that it stood after."""
        order, before = coming, dict[int | None, str]()
        for guid, code in self.present.items():
            if guid in self.staying:
                order.insert(order.index(before[code.parent_id]) + 1 if code.parent_id in before else 0, guid)
            before[code.parent_id] = guid
        return order

    def _above_now(self, code: Code, at: Mapping[str, int]) -> int | None:
        return None if code.parent_id is None else at[self._now.guids[code.parent_id]]

    def _line(self, code: Code, known: str | None, at: Mapping[str, int]) -> CodeLine:
        """Return a code as the file says it; what the file does not say of it is as it stands."""
        above = None if code.parent_id is None else at[self._key(code.parent_id)]
        line = _line_of(code, _("In the file"), above, known or self._filed.guids.get(code.id, ""))
        if known is None:
            return line
        stands, lacks = self.present[known], self._filed.lacks
        if "below" in lacks:
            line.above = self._above_now(stands, at)
        for name in lacks.intersection(_SHORT):
            setattr(line, name, getattr(stands, name))
        line.prose = {name: getattr(stands if name in lacks else code, name) for name in ENTRY}
        return line


def _line_of(code: Code, where: str, above: int | None, guid: str) -> CodeLine:
    short = {name: getattr(code, name) for name in _SHORT}
    return CodeLine(
        where, code.name, above, prose={name: getattr(code, name) for name in ENTRY}, guid=guid, **short
    )


# --- what differs ------------------------------------------------------------------------------------


def _differences(present: FiledFramework, after: FiledFramework) -> Iterator[ChangedLine]:
    now, then = present.framework, after.framework
    for what, of in (
        (_("Name"), "name"),
        (_("Short name"), "short_name"),
        (_("Levels"), "levels"),
        (_("Source"), "source"),
    ):
        pair = [_said(getattr(each, of)) for each in (now, then)]
        if pair[0] != pair[1]:
            yield ChangedLine("", what, *pair)
    stages = {stage.letter: stage for stage in now.stages}
    for stage in then.stages:
        stands = stages.get(stage.letter)
        pair = [f"{each.name}: {each.definition}" if each else "" for each in (stands, stage)]
        if pair[0] != pair[1]:
            yield ChangedLine("", _("Stage {letter}").format(letter=stage.letter), *pair)
    ids = {guid: id_ for id_, guid in present.guids.items()}
    for code in then.codes:
        stands_as = now.by_id.get(ids.get(after.guids.get(code.id, ""), 0))
        if stands_as is None:
            yield ChangedLine(_path(then, code), _("New"), "", code.short_definition or code.definition)
        else:
            yield from _of_code((now, stands_as), (then, code))
    order = [[each.guids.get(c.id) for c in each.framework.codes] for each in (present, after)]
    if order[0] != [guid for guid in order[1] if guid in ids]:
        yield ChangedLine("", _("Order of the codes"), "", "")


def _of_code(before: tuple[Framework, Code], now: tuple[Framework, Code]) -> Iterator[ChangedLine]:
    """Yield what of a code differs: its names, its place, its entry."""
    pair = (before[1], now[1])
    words = {**{name: _(said) for name, said in CALLED_WORDS.items()}}
    words |= {"aliases": _("Other spellings"), "key": _("Key"), "hue": _("Colour"), "is_group": _("Group")}
    words |= {name: _(said) for name, said in ENTRY_WORDS.items()}
    for name, what in words.items():
        said = [_said(getattr(code, name)) for code in pair]
        if said[0] != said[1]:
            yield ChangedLine(pair[0].name, what, *said)
    places = [" > ".join(each.name for each in model.path(code.id)[:-1]) for model, code in (before, now)]
    if places[0] != places[1]:
        yield ChangedLine(pair[0].name, _("Stands below"), *(place or _("the top") for place in places))


def _path(framework: Framework, code: Code) -> str:
    return " > ".join(each.name for each in framework.path(code.id))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else ", ".join(value)
