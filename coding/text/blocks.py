"""What a researcher writes: a little Markdown, read into plain blocks and written back.

``#``, ``**``, ``*``, ``-``, ``1.``, ``- [ ]``, ``>`` and links are understood; all else, HTML too, is text.
What was read and written once is written the same for ever.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST: Final = 4  # of lists in lists
SMALLEST: Final = 3  # of headings
_BOX: Final = re.compile(r"\[([ xX])\](?: +|$)")
_AT_BEGINNING: Final = re.compile(r"^( *)([>+-]|\d+(?=[.)]))", re.MULTILINE)
_SPECIAL: Final = re.compile(r"([\\*_\[\]#])")
_LINK: Final = re.compile(r"\]\(link:([0-9a-f-]{36})\)")
_GUID: Final = re.compile(r"link:([0-9a-f-]{36})")
_MARKS: Final = re.compile(r"^ {0,3}(?:#{1,6} |> ?|[-+*] (?:\[[ xX]\] )?|\d+[.)] )")


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    CHECK = "check"
    QUOTE = "quote"
    PASSAGE = "passage"  # quoted from an interview: its words are looked up when they are shown


LISTS: Final = (BlockKind.BULLET, BlockKind.NUMBER, BlockKind.CHECK)


class TextRun(NamedTuple):
    """Words that look alike; ``href`` is where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


class TextBlock(NamedTuple):
    """A paragraph; ``level`` is of a heading (from 1) or of lists in lists (from 0).

    ``passage`` is the GUID of the link to what is quoted; such a block has no words of its own.
    """

    kind: BlockKind
    runs: tuple[TextRun, ...] = ()
    level: int = 0
    number: int = 1
    checked: bool = False
    passage: str = ""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return not self.runs and not self.passage


# --- reading ------------------------------------------------------------------------------------


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # of no use at start-up

    return MarkdownIt("zero").enable(
        ["heading", "list", "blockquote", "emphasis", "link", "escape", "newline"]
    )


@lru_cache(512)
def read(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a text."""
    found = (_normal(block) for block in _Reader().blocks(_parser().parse(text)))
    return tuple(block for block in found if not block.is_empty)


class _Reader:
    """The way through the tokens: in which lists and quotations one stands."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []  # the number of the next item, None in a list without numbers
        self._quotes = 0
        self._heading = 0
        self._item: tuple[BlockKind, int] | None = None  # what the next paragraph is, if it begins an item

    def blocks(self, tokens: Sequence["Token"]) -> Iterator[TextBlock]:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._begin_item()
                case "list_item_close":
                    self._item = None
                case "blockquote_open" | "blockquote_close":
                    self._quotes += 1 if token.type == "blockquote_open" else -1
                case "heading_open" | "heading_close":
                    self._heading = int(token.tag[1]) if token.type == "heading_open" else 0
                case "inline":
                    yield from self._inline(token.children or ())
                case _:
                    pass

    def _inline(self, tokens: Sequence["Token"]) -> list[TextBlock]:
        quoted = _passages(tokens) if self._quotes else []
        return quoted or [self._block((*_runs(tokens),))]

    def _begin_item(self) -> None:
        number = self._lists[-1]
        self._item = (BlockKind.BULLET, 1) if number is None else (BlockKind.NUMBER, number)
        if number is not None:
            self._lists[-1] = number + 1

    def _block(self, runs: tuple[TextRun, ...]) -> TextBlock:
        item, self._item = self._item, None
        if self._heading:
            return TextBlock(BlockKind.HEADING, runs, min(self._heading, SMALLEST))
        if item is None:
            return TextBlock(BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH, runs)
        kind, number = item
        level = min(len(self._lists) - 1, DEEPEST)
        box = _BOX.match(runs[0].text) if runs and not any(runs[0][1:]) else None
        if kind is BlockKind.BULLET and box is not None:
            rest = (runs[0]._replace(text=runs[0].text[box.end() :]), *runs[1:])
            return TextBlock(BlockKind.CHECK, rest, level, checked=box[1] != " ")
        return TextBlock(kind, runs, level, number)


def _passages(tokens: Iterable["Token"]) -> list[TextBlock]:
    """Return the passages that links without words quote, where there is nothing else."""
    found: list[TextBlock] = []
    for token in tokens:
        if token.type == "link_open":
            guid = _GUID.fullmatch(str(token.attrs.get("href", "")))
            found.append(TextBlock(BlockKind.PASSAGE, passage=guid[1] if guid else ""))
        elif token.type not in {"link_close", "softbreak"}:
            return []
    return found if all(each.passage for each in found) else []


def _runs(tokens: Iterable["Token"]) -> Iterator[TextRun]:
    bold = italic = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += 1 if token.type == "strong_open" else -1
            case "em_open" | "em_close":
                italic += 1 if token.type == "em_open" else -1
            case "link_open" | "link_close":
                href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
            case "softbreak" | "hardbreak":
                yield TextRun("\n", bold > 0, italic > 0, href)
            case _:
                yield TextRun(token.content, bold > 0, italic > 0, href)


# --- as it should be ------------------------------------------------------------------------------

_Look = tuple[bool, bool, str]
_Letter = tuple[str, _Look]


def _normal(block: TextBlock) -> TextBlock:
    """Return a block as it is read again: runs that look alike are one, no blank stands at an edge."""
    text = re.sub(r"[\t\v\f\r\u2028\u2029\x1c-\x1f\x85]", " ", block.text)
    if block.kind is BlockKind.HEADING:
        text = text.replace("\n", " ")
    looks = [run[1:] for run in block.runs for _letter in run.text]
    kept: list[_Letter] = []
    for letter, look in zip(text, looks, strict=True):
        if letter == "\n":
            _strip_end(kept, " \n")
        if not letter.isspace() or (kept and (letter == "\n" or kept[-1][0] != "\n")):
            kept.append((letter, look))
    _strip_end(kept, None)
    return block._replace(runs=_joined(_outside(kept)))


def _strip_end(letters: list[_Letter], blanks: str | None) -> None:
    while letters and not letters[-1][0].strip(blanks):
        letters.pop()


def _outside(letters: list[_Letter]) -> list[_Letter]:
    """Let blanks at the edge of what is bold or slanted look as what stands beyond it."""
    found = list(letters)
    for at, (letter, look) in enumerate(found):
        if not letter.isspace():
            continue
        before = found[at - 1][1]
        after = next((each for sign, each in found[at:] if not sign.isspace()), before)
        shared = (
            look[0] and before[0] and after[0],
            look[1] and before[1] and after[1],
            look[2] if look[2] == before[2] == after[2] else "",
        )
        found[at] = (letter, shared)
    return found


def _joined(letters: Iterable[_Letter]) -> tuple[TextRun, ...]:
    runs: list[tuple[list[str], _Look]] = []
    for letter, look in letters:
        if runs and runs[-1][1] == look:
            runs[-1][0].append(letter)
        else:
            runs.append(([letter], look))
    return tuple(TextRun("".join(text), *look) for text, look in runs)


# --- writing -------------------------------------------------------------------------------------


def write(blocks: Iterable[TextBlock]) -> str:
    """Return the text of blocks; those without words are left out."""
    parts: list[str] = []
    before: TextBlock | None = None
    indents: list[int] = []  # of what stands in each list that is open
    for each in blocks:
        block = _normal(each)
        if block.is_empty:
            continue
        indents, block = _placed(indents, block, before)
        parts += (_between(before, block), _written(block, indents))
        before = block
    return "".join(parts)


def _placed(indents: list[int], block: TextBlock, before: TextBlock | None) -> tuple[list[int], TextBlock]:
    """Return how far the words of each list stand in, and the block with a level and number it can have."""
    if block.kind not in LISTS:
        return [], block
    level = min(block.level, len(indents), DEEPEST)
    goes_on = before is not None and before.kind is block.kind and before.level == level
    number = before.number + 1 if before is not None and goes_on else max(block.number, 0)
    placed = block._replace(level=level, number=number)
    left = indents[level - 1] if level else 0
    return [
        *indents[:level],
        left + len(_mark(placed)[:2] if _is_bulleted(placed) else _mark(placed)),
    ], placed


def _is_bulleted(block: TextBlock) -> bool:
    return block.kind in {BlockKind.BULLET, BlockKind.CHECK}


def _between(before: TextBlock | None, block: TextBlock) -> str:
    if before is None:
        return ""
    if before.kind is block.kind is BlockKind.QUOTE:
        return "\n>\n"
    both = before.kind in LISTS and block.kind in LISTS
    is_alike = _is_bulleted(before) == _is_bulleted(block)
    return "\n" if both and (is_alike or block.level != before.level) else "\n\n"


def _mark(block: TextBlock) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return "#" * block.level + " "
        case BlockKind.BULLET:
            return "- "
        case BlockKind.CHECK:
            return f"- [{'x' if block.checked else ' '}] "
        case BlockKind.NUMBER:
            return f"{block.number}. "
        case _:
            return ""


def _written(block: TextBlock, indents: Sequence[int]) -> str:
    """Return a block where it stands."""
    if block.kind is BlockKind.PASSAGE:
        return f"> [](link:{block.passage})"
    lines = _words(block._replace(level=min(block.level, 1), number=1)).split("\n")
    if block.kind is BlockKind.QUOTE:
        return "\n".join(f"> {line}" for line in lines)
    if block.kind not in LISTS:
        return _mark(block) + "\n".join(lines)
    left = " " * (indents[-2] if len(indents) > 1 else 0)
    return "\n".join((left + _mark(block) + lines[0], *(" " * indents[-1] + line for line in lines[1:])))


_Marks = list[tuple[str, str]]  # (what opens, what closes)


def _link_first(marks: _Marks) -> _Marks:
    return marks


def _link_last(marks: _Marks) -> _Marks:
    """Open links within what is bold or slanted: where it goes on after a link, it cannot begin anew."""
    return sorted(marks, key=lambda mark: mark[0] == "[")


@lru_cache(4096)
def _words(block: TextBlock) -> str:
    """Return the words of a block, with few backslashes; without its looks if it cannot be read again."""
    for order in (_link_first, _link_last):
        for escape in (_as_it_is, _escaped):
            inner = _inline(block.runs, escape, order)
            if _reads_as(block, inner):
                return inner
    bare = block._replace(runs=(TextRun(block.text),))
    return _words(bare) if bare != block else _escaped(block.text)


def _reads_as(block: TextBlock, inner: str) -> bool:
    """Tell whether words are read again as those of the block."""
    alone = block._replace(level=1 if block.kind is BlockKind.HEADING else 0, number=1)
    prefix = "> " if block.kind is BlockKind.QUOTE else " " * 2
    first = "> " if block.kind is BlockKind.QUOTE else _mark(alone)
    if block.kind is BlockKind.NUMBER:
        prefix = " " * 3
    elif block.kind not in (*LISTS, BlockKind.QUOTE):
        prefix = ""
    return read(first + inner.replace("\n", "\n" + prefix)) == (alone,)


def _as_it_is(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_BEGINNING.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)


def _inline(runs: Sequence[TextRun], escape: Callable[[str], str], order: Callable[[_Marks], _Marks]) -> str:
    """Return runs with their marks, each opened and closed within those around it."""
    parts: list[str] = []
    opened: _Marks = []
    for run in runs:
        wanted = order(
            [
                *([("[", f"]({run.href})")] if run.href else []),
                *([("**", "**")] if run.bold else []),
                *([("*", "*")] if run.italic else []),
            ]
        )
        same = 0
        while same < min(len(wanted), len(opened)) and wanted[same] == opened[same]:
            same += 1
        parts += [closes for _opens, closes in reversed(opened[same:])]
        parts += [opens for opens, _closes in wanted[same:]]
        parts.append(escape(run.text))
        opened = wanted
    parts += [closes for _opens, closes in reversed(opened)]
    return "".join(parts)


# --- asking ----------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return the words of a text without its marks, a line a paragraph."""
    return "\n".join(block.text for block in read(text) if block.runs)


def title(text: str) -> str:
    """Return the first line of a text, without its marks."""
    first = text.lstrip().partition("\n")[0]
    return plain(_MARKS.sub("", first)).strip()


def linked(text: str) -> frozenset[str]:
    """Return the GUIDs of the links in a text."""
    return frozenset(_LINK.findall(text))


def in_one_line(block: TextBlock) -> str:
    """Return the words of a block in a line, with the mark of its list."""
    if block.kind not in LISTS:
        return block.text.replace("\n", " ")
    marks = {BlockKind.NUMBER: f"{block.number}.", BlockKind.CHECK: "☑" if block.checked else "☐"}
    return f"{marks.get(block.kind, '•')} {block.text}".replace("\n", " ")
