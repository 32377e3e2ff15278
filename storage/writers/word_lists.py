"""Lists of a Word document that Word itself knows as lists: bullets, boxes, and numbers that it counts."""

from typing import Any, Final, NamedTuple

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from coding.text.blocks import DEEPEST, LISTS, BlockKind, TextBlock

_IN, _HANGING = 340, 340  # twentieths of a point, a level
_SIGNS: Final = {BlockKind.BULLET: "•"}
_TICKED, _OPEN = "☑", "☐"


class ListItem(NamedTuple):
    """Which list a paragraph belongs to, and how deep."""

    list_id: int
    level: int


class WordLists:
    """Makes lists as they are needed: one for each sign, one for each run of numbers."""

    def __init__(self, document: Document) -> None:
        """Put lists into this document."""
        self._document: Any = document
        self._by_sign: dict[str, int] = {}
        self._open: dict[int, tuple[int, int]] = {}  # by level: the list of numbers, and the last number
        self._numbered: int | None = None

    def item(self, block: TextBlock) -> ListItem | None:
        """Return the list that a block is an item of; None for what is none, which ends all lists."""
        if block.kind not in LISTS:
            self._open.clear()
            return None
        self._open = {level: each for level, each in self._open.items() if level <= block.level}
        if block.kind is BlockKind.NUMBER:
            return ListItem(self._number(block), block.level)
        self._open.pop(block.level, None)
        sign = _SIGNS.get(block.kind) or (_TICKED if block.checked else _OPEN)
        if sign not in self._by_sign:
            self._by_sign[sign] = self._list(self._shape("bullet", [sign] * (DEEPEST + 1)))
        return ListItem(self._by_sign[sign], block.level)

    def _number(self, block: TextBlock) -> int:
        """Return the list that a numbered item goes on with, or a new one."""
        list_id, last = self._open.get(block.level, (0, 0))
        if not list_id or block.number != last + 1:
            if self._numbered is None:
                signs = [f"%{level + 1}." for level in range(DEEPEST + 1)]
                self._numbered = self._shape("decimal", signs)
            list_id = self._list(self._numbered, block.level, block.number)
        self._open[block.level] = (list_id, block.number)
        return list_id

    def _shape(self, kind: str, signs: list[str]) -> int:
        """Add what lists look like; return its number."""
        numbering = self._document.part.numbering_part.element
        shapes = numbering.findall(qn("w:abstractNum"))
        id_ = max((int(each.get(qn("w:abstractNumId"))) for each in shapes), default=0) + 1
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_IN * (at + 2)}" w:hanging="{_HANGING}"/></w:pPr>'
            "</w:lvl>"
            for at, sign in enumerate(signs)
        )
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id_}">'
            f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        first_list = numbering.find(qn("w:num"))
        numbering.append(made) if first_list is None else first_list.addprevious(made)
        return id_

    def _list(self, shape: int, level: int = 0, start: int = 0) -> int:
        """Add a list of this look, which begins at a number where one is given; return its number."""
        numbering = self._document.part.numbering_part.element
        id_ = max((int(each.numId) for each in numbering.num_lst), default=0) + 1
        begins = (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            if start
            else ""
        )
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="{shape}"/>{begins}</w:num>'
            )
        )
        return id_
