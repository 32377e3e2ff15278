"""A framework is a tree of codes with named levels (dimension, strand, sub-strand) and stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coding.language import _

HUES = ("blue", "amber", "green", "violet", "rose", "teal", "slate")
# The digit row from left to right, by position: what a code's key can be.
KEYS = tuple("1234567890-=")
# Deeper than this nobody finds a code again.
DEEPEST = 8
MOST_CODES = 3_000  # the window shows no more


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a strand has grown: a letter and a name."""

    id: int
    letter: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a framework with the six fields of its codebook entry.

    ``label`` is a shorter name for narrow places, ``key`` the key of the digit row that gives it,
    ``hue`` the colour of a top-level code (those below inherit it). Codings made under a revision of the
    framework before ``look_from`` are to be looked at again. A group (a dimension, a category) holds
    codes: what stands below it counts for itself.
    """

    id: int
    parent_id: int | None
    name: str
    abbreviation: str
    label: str = ""
    key: str = ""
    hue: str = ""
    aliases: tuple[str, ...] = ()
    short_definition: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    notes: str = ""
    revision: int = 1
    is_group: bool = False
    look_from: int = 0

    @property
    def short(self) -> str:
        """What a bracket or a chart calls it: the abbreviation, else the name."""
        return self.abbreviation or self.name


@dataclass(frozen=True)
class Framework:
    """Codes in the order of the codebook, parents before their children."""

    id: int
    name: str
    short_name: str
    levels: tuple[str, ...]
    stages: tuple[Stage, ...]
    codes: tuple[Code, ...]
    source: str = ""
    revision: int = 1

    @cached_property
    def by_id(self) -> dict[int, Code]:
        """Every code by its id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def stage_by_id(self) -> dict[int, Stage]:
        """Every stage by its id."""
        return {stage.id: stage for stage in self.stages}

    def stage_called(self, stage_id: int) -> str:
        """Return what a stage is called: ``B Developing``; of 0, ``no stage``."""
        stage = self.stage_by_id.get(stage_id)
        return f"{stage.letter} {stage.name}".strip() if stage else _("no stage")

    @cached_property
    def _children(self) -> dict[int | None, tuple[Code, ...]]:
        grouped: dict[int | None, list[Code]] = {}
        for code in self.codes:
            grouped.setdefault(code.parent_id, []).append(code)
        return {parent: tuple(codes) for parent, codes in grouped.items()}

    def children(self, code_id: int | None) -> tuple[Code, ...]:
        """Return the codes right below one, or the top level for None."""
        return self._children.get(code_id, ())

    @cached_property
    def _paths(self) -> dict[int, tuple[Code, ...]]:
        paths: dict[int, tuple[Code, ...]] = {}
        for code in self.codes:
            above = paths[code.parent_id] if code.parent_id is not None else ()
            paths[code.id] = (*above, code)
        return paths

    def path(self, code_id: int) -> tuple[Code, ...]:
        """Return the code and those above it, the topmost first."""
        return self._paths[code_id]

    def depth(self, code_id: int) -> int:
        """Return 0 for the top level, 1 for the one below it, and so on."""
        return len(self.path(code_id)) - 1

    def top(self, code_id: int) -> Code:
        """Return the top-level code above (the dimension), or the code itself."""
        return self.path(code_id)[0]

    def strand_of(self, code_id: int) -> Code | None:
        """Return what a code counts for: the first on its path that is no group; None for a group."""
        return next((code for code in self.path(code_id) if not code.is_group), None)

    def counts_as(self, code_id: int) -> int:
        """Return the id of the strand that a code counts for, or of the group that it is."""
        strand = self.strand_of(code_id)
        return code_id if strand is None else strand.id

    def is_group(self, code_id: int) -> bool:
        """Tell whether a code only holds codes: it and all above it are groups."""
        return self.strand_of(code_id) is None

    def groups_above(self, code_id: int) -> tuple[Code, ...]:
        """Return the groups that a code stands in, the topmost first."""
        return tuple(code for code in self.path(code_id)[:-1] if self.is_group(code.id))

    def hue(self, code_id: int) -> str:
        """Return the hue of the code's dimension."""
        return self.top(code_id).hue or HUES[0]

    def strands(self) -> tuple[Code, ...]:
        """Return what charts have on their axis: the codes that others count for, or that stand alone."""
        return tuple(code for code in self.codes if self.strand_of(code.id) == code)

    def below(self, code_id: int) -> Iterator[Code]:
        """Yield the code and everything under it."""
        yield self.by_id[code_id]
        for child in self.children(code_id):
            yield from self.below(child.id)

    def height(self, code_id: int) -> int:
        """Return how many levels the code and what is under it take up: 1 without sub-codes."""
        return 1 + max((self.height(child.id) for child in self.children(code_id)), default=0)

    def with_key(self, key: str) -> Code | None:
        """Return the code that a key of the digit row gives."""
        return next((code for code in self.codes if key and code.key == key), None)

    def free_hue(self) -> str:
        """Return a hue that no top-level code has yet, or the one used longest ago."""
        used = [self.hue(code.id) for code in self.children(None)]
        return next((hue for hue in HUES if hue not in used), HUES[len(used) % len(HUES)])

    def level_name(self, depth: int) -> str:
        """Return what the framework calls its codes at this depth."""
        return self.levels[min(depth, len(self.levels) - 1)] if self.levels else _("code")

    def level_below(self, parent_id: int | None, *, is_group: bool = False) -> str:
        """Return what the framework calls a code, or a group, that stands below another or at the top.

        The first of several names is what it calls its groups; what is in none is called as if it were.
        """
        if is_group:
            return self.levels[0] if len(self.levels) > 1 else _("category")
        return self.level_name(self._level(parent_id))

    def has_level_below(self, code_id: int) -> bool:
        """Tell whether the framework has a name for codes below this one."""
        return self._level(code_id) < len(self.levels)

    def _level(self, parent_id: int | None) -> int:
        """Return which of the names codes below another have."""
        above = () if parent_id is None else self.path(parent_id)
        return (len(self.levels) > 1) + sum(not self.is_group(code.id) for code in above)

    def level_of(self, code_id: int) -> str:
        """Return what the framework calls a code."""
        return self.level_below(self.by_id[code_id].parent_id, is_group=self.is_group(code_id))
