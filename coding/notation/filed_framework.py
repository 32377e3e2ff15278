"""A framework as a file holds it: what its lines say is looked through before it becomes one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from coding.errors import UnreadableError
from coding.language import _, plural
from coding.model.code_versions import ENTRY
from coding.model.document import LONGEST_LINE
from coding.model.framework import DEEPEST, HUES, KEYS, MOST_CODES, Code, Framework, Stage
from coding.notation.code_names import key_of
from coding.notation.colours import nearest_hue
from coding.text.names import clean_name, clean_text, shortened

_LONGEST_NAME: Final = 1_000  # characters of a name, an abbreviation or a spelling
_MOST_LEVELS: Final = 20
_MOST_STAGES: Final = 100
_MOST_NOTES: Final = 8  # what is put right in more places is said of these
_LAST_NOTES: Final = 2
_GUID_LENGTHS: Final = (8, 4, 4, 4, 12)
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class FiledFramework:
    """A framework whose ids are its own: codes and stages count up from 1 in their order.

    ``guid`` and ``guids`` (by code) are those of the study that it comes from, where the file says them;
    ``notes`` say what was left out or put right when it was read, ``lacks`` what the file says of no code.
    """

    framework: Framework
    guid: str = ""
    guids: Mapping[int, str] = field(default_factory=dict[int, str])
    notes: tuple[str, ...] = ()
    lacks: frozenset[str] = field(default=frozenset(), compare=False)

    def as_another(self) -> "FiledFramework":
        """Return the same codes as codes of their own, which merging never takes for those of the first."""
        return replace(self, guid="", guids={})


@dataclass(slots=True)
class CodeLine:
    """What a file says of one code: ``where`` it stands, and which line it stands below."""

    where: str
    name: str
    above: int | None = None
    is_group: bool = False
    abbreviation: str = ""
    label: str = ""
    key: str = ""
    hue: str = ""
    aliases: Sequence[str] = ()
    prose: Mapping[str, str] = field(default_factory=dict[str, str])
    guid: str = ""


@dataclass(slots=True)
class StageLine:
    """What a file says of one stage."""

    where: str
    letter: str
    name: str
    definition: str = ""


@dataclass(slots=True)
class FrameworkLines:
    """What a file says of a framework, line by line; a line may stand before the one above it."""

    name: str
    short_name: str = ""
    levels: Sequence[str] = ()
    source: str = ""
    guid: str = ""
    stages: list[StageLine] = field(default_factory=list[StageLine])
    codes: list[CodeLine] = field(default_factory=list[CodeLine])
    notes: list[str] = field(default_factory=list[str])
    lacks: frozenset[str] = frozenset()
    _unknown: list[str] = field(default_factory=list[str], init=False)  # colours, one line each

    def assembled(self) -> FiledFramework:
        """Return the framework.

        Raises UnreadableError: a code without a name, two of one name side by side, what stands for two
        codes, a key that is none or is given twice, a circle, more or deeper codes than a codebook has.
        """
        refuse_too_many(len(self.codes))
        if len(self.levels) > _MOST_LEVELS or len(self.stages) > _MOST_STAGES:
            raise refused(_("It has more levels or stages than any codebook."))
        for name in (self.name, self.short_name, self.source, *self.levels):
            refuse_too_long(_("The framework"), name)
        order = self._in_order()
        ids = {at: number for number, at in enumerate(order, 1)}
        codes = [self._code(ids, at) for at in order]
        self._look_through(order, codes)
        framework = Framework(
            1,
            clean_name(self.name) or _("Imported framework"),
            clean_name(self.short_name),
            tuple(filter(None, map(clean_name, self.levels))) or self._usual_levels(),
            tuple(self._stages()),
            tuple(codes),
            clean_name(self.source),
        )
        guids = {ids[at]: guid for at, guid in self._guids(order)}
        notes = _few([*self._unknown, *self.notes])
        lacks = self.lacks if self.levels else self.lacks | {"levels"}
        return FiledFramework(framework, read_guid(self.guid), guids, notes, lacks)

    def _usual_levels(self) -> tuple[str, ...]:
        code = _("code")
        return (_("category"), code) if any(line.is_group for line in self.codes) else (code,)

    def _guids(self, order: Iterable[int]) -> Iterable[tuple[int, str]]:
        """Yield the GUIDs; of several codes with one the first has it."""
        met: set[str] = set()
        for at in order:
            guid = read_guid(self.codes[at].guid)
            if guid and guid not in met:
                met.add(guid)
                yield at, guid

    # --- order and depth ---------------------------------------------------------------------

    def _in_order(self) -> list[int]:
        """Return the lines as a codebook has them, what is below a code right after it."""
        below: dict[int | None, list[int]] = {}
        for at, line in enumerate(self.codes):
            below.setdefault(line.above, []).append(at)
        order: list[int] = []
        waiting = [(at, 1) for at in reversed(below.get(None, []))]
        while waiting:
            at, depth = waiting.pop()
            self._refuse_depth(at, depth)
            order.append(at)
            waiting += [(child, depth + 1) for child in reversed(below.get(at, []))]
        if len(order) < len(self.codes):
            inside = min(set(range(len(self.codes))) - set(order))
            raise _at(self.codes[inside], _("{where}: “{name}” stands below itself."))
        return order

    def _refuse_depth(self, at: int, depth: int) -> None:
        if depth > max(DEEPEST, len(self.levels)):
            raise _at(self.codes[at], _("{where}: “{name}” stands deeper than {n} levels."), n=DEEPEST)

    # --- one code ----------------------------------------------------------------------------

    def _code(self, ids: Mapping[int, int], at: int) -> Code:
        line = self.codes[at]
        for text in (line.name, line.abbreviation, line.label, *line.aliases):
            refuse_too_long(line.where, text)
        name = clean_name(line.name)
        if not name:
            raise refused(_("{where}: a code without a name.").format(where=line.where))
        if line.key not in {"", *KEYS}:
            raise _at(
                line,
                _("{where}: “{name}” has the key “{key}”; a key is one of {known}."),
                key=line.key,
                known=" ".join(KEYS),
            )
        above = None if line.above is None else self.codes[line.above]
        prose: dict[str, Any] = {named: _prose(line, named) for named in ENTRY}
        if line.is_group and above is not None and not above.is_group:
            raise _at(
                line,
                _("{where}: “{name}” holds codes, and cannot stand below the code “{other}”."),
                other=above.name,
            )
        return Code(
            ids[at],
            None if line.above is None else ids[line.above],
            name,
            clean_name(line.abbreviation),
            label=clean_name(line.label),
            key=line.key,
            hue=self._hue(line),
            aliases=tuple(dict.fromkeys(filter(None, map(clean_name, line.aliases)))),
            is_group=line.is_group,
            **prose,
        )

    def _hue(self, line: CodeLine) -> str:
        """Return the colour a code is shown in; one that is not known is left out and said."""
        named = line.hue.strip().casefold()
        hue = named if named in HUES else nearest_hue(named)
        if named and not hue:
            said = _("{where}: the colour “{colour}” is not known and was left out.")
            self._unknown.append(said.format(where=line.where, colour=shortened(line.hue.strip())))
        return hue

    def _stages(self) -> Iterable[Stage]:
        met: set[str] = set()
        for number, line in enumerate(self.stages, 1):
            refuse_too_long(line.where, line.letter + line.name)
            letter = clean_name(line.letter)
            if not letter or letter in met:
                said = _("{where}: the letter of a stage is missing, or another stage has it.")
                raise refused(said.format(where=line.where))
            met.add(letter)
            yield Stage(number, letter, clean_name(line.name), clean_text(line.definition).strip())

    # --- what must mean one code only --------------------------------------------------------

    def _look_through(self, order: Sequence[int], codes: Sequence[Code]) -> None:
        pairs = [(self.codes[at], code) for at, code in zip(order, codes, strict=True)]
        beside = _("{where}: “{name}” stands at that place already ({first}).")
        _refuse_twice(pairs, beside, lambda code: [f"{code.parent_id} {key_of(code.name) or code.name}"])
        key = _("{where}: “{name}” has the key “{what}”, which “{other}” has ({first}).")
        _refuse_twice(pairs, key, lambda code: [code.key] if code.key else [])
        _refuse_twice(
            pairs, _("{where}: “{name}” is written “{what}”, which means “{other}” ({first})."), _written
        )


def _refuse_twice(
    pairs: Sequence[tuple[CodeLine, Code]], said: str, what: Callable[[Code], Sequence[str]]
) -> None:
    """Refuse a file in which two codes have one of these; ``said`` is about the second of them."""
    met: dict[str, CodeLine] = {}
    for line, code in pairs:
        for each in dict.fromkeys(what(code)):
            first = met.setdefault(each, line)
            if first is not line:
                raise _at(line, said, what=each, other=first.name, first=first.where)


def _written(code: Code) -> list[str]:
    """Return what is typed for a code beside its name."""
    return [key for key in map(key_of, (code.abbreviation, *code.aliases)) if key]


def _prose(line: CodeLine, named: str) -> str:
    text = clean_text(line.prose.get(named, "")).strip()
    if len(text) > LONGEST_LINE:
        raise _at(line, _("{where}: “{name}” has {n:,} characters in one field."), n=len(text))
    return text


def _at(line: CodeLine, said: str, **words: object) -> UnreadableError:
    """Return the error for a line; ``said`` names where it stands and what it is called."""
    short = {named: shortened(word) if isinstance(word, str) else word for named, word in words.items()}
    return refused(said.format(where=line.where, name=shortened(line.name), **short))


def _few(notes: Sequence[str]) -> tuple[str, ...]:
    """Return notes as a person reads them: of very many the first ones, how many more, and the last ones.

    Those are about the file as a whole.
    """
    more = len(notes) - _MOST_NOTES
    if more <= 0:
        return tuple(notes)
    said = plural("And {n} more like these.", "And {n} more like these.", more)
    return (*notes[: _MOST_NOTES - _LAST_NOTES], said, *notes[-_LAST_NOTES:])


def refused(reason: str, remedy: str = "") -> UnreadableError:
    """Return the error for a file that holds no framework, for this reason (a sentence)."""
    return UnreadableError(reason, _("Nothing was imported."), remedy)


def refuse_too_many(codes: int) -> None:
    """Raise UnreadableError for more codes than a codebook has."""
    if codes > MOST_CODES:
        raise refused(_("It has more than {n:,} codes.").format(n=MOST_CODES))


def refuse_too_long(where: str, name: str) -> None:
    """Raise UnreadableError for a name that is none by its length."""
    if len(name) > _LONGEST_NAME:
        said = _("{where}: a name of {n:,} characters; {most:,} are the most.")
        raise refused(said.format(where=where, n=len(name), most=_LONGEST_NAME))


def read_guid(written: str) -> str:
    """Return a GUID as a study has it, whatever its case and braces; nothing for what is none."""
    text = written.strip().removeprefix("{").removesuffix("}").lower()
    parts = text.split("-")
    fits = tuple(map(len, parts)) == _GUID_LENGTHS and all(_HEX.issuperset(part) for part in parts)
    return text if fits else ""


def numbered(framework: Framework) -> Framework:
    """Return a framework of a study with ids of its own, as reading it from a file gives it."""
    ids = {code.id: number for number, code in enumerate(framework.codes, 1)}
    codes = tuple(
        replace(code, id=ids[code.id], parent_id=code.parent_id and ids[code.parent_id], revision=1)
        for code in framework.codes
    )
    stages = tuple(replace(stage, id=number) for number, stage in enumerate(framework.stages, 1))
    return replace(framework, id=1, codes=codes, stages=stages, revision=1)
