"""What a survey asks, as it is typed or pasted: a line a statement under its bank, or a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from coding.model.survey import Bank, Instrument, ItemDirection, ItemKind, SurveyItem
from coding.survey.matching import looks_like_bank, named_at_start
from coding.text.names import clean_name, name_key

_STAGED: Final = re.compile(r"([A-Z])\s?(\d{1,2})\s*[.):\-–]?\s+(.+)")
_NUMBERED: Final = re.compile(r"\d{1,3}\s*[.)]\s*(.+)")
_STAGE: Final = re.compile(r"(?:stage\s+)?([A-Z])\s*(?:[.:)\-–·]\s*(.*)|\s([A-Z][a-z]+))?", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\s*[\[(](deficit|mixed|strength)[\])]\s*$", re.IGNORECASE)
_SIGNS: Final = {"-": ItemDirection.DEFICIT, "–": ItemDirection.DEFICIT, "~": ItemDirection.MIXED}
_HEADS: Final = {
    "bank": ("bank", "strand", "section"),
    "name": ("name", "bank name", "title"),
    "stage": ("stage",),
    "number": ("number", "no", "no.", "nr", "id"),
    "words": ("statement", "words", "wording", "text", "question", "item"),
    "direction": ("direction", "sign"),
    "kind": ("kind", "type"),
    "options": ("options", "answers", "choices"),
}


@dataclass(slots=True)
class _Gathering:
    """Banks by what they are called, in the order in which they came."""

    names: dict[str, str] = field(default_factory=dict[str, str])
    items: dict[str, list[SurveyItem]] = field(default_factory=dict[str, list[SurveyItem]])
    stages: dict[str, str] = field(default_factory=dict[str, str])
    bank: str = ""
    stage: str = ""

    def open_bank(self, short: str, name: str) -> None:
        self.bank, self.stage = short, ""
        self.names.setdefault(short, name or short)
        self.items.setdefault(short, [])

    def add(self, text: str, stage: str = "", number: int = 0, **more: object) -> None:
        text, direction = _direction_of(text)
        if not text:
            return
        if not self.bank:
            self.open_bank("S", "Statements")
        there = self.items[self.bank]
        in_stage = sum(item.stage == stage for item in there)
        item = SurveyItem(
            text, direction=direction, stage=stage, number=number or in_stage + 1, position=len(there)
        )
        there.append(replace(item, **more))  # pyright: ignore[reportArgumentType] - fields of an item


def instrument_from(rows: Sequence[Sequence[str]], name: str) -> Instrument:
    """Return what rows of cells ask; a line of text is a row of one cell, or of cells parted by tabs."""
    filled = [[clean_name(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    gathering = _Gathering()
    heads = _heads(filled[0]) if filled else {}
    if {"words"} <= heads.keys() and len(heads) > 1:
        for row in filled[1:]:
            _take_row(gathering, {key: row[at] if at < len(row) else "" for key, at in heads.items()})
    else:
        for row in filled:
            _take_line(gathering, " ".join(filter(None, row)))
    banks = tuple(
        Bank(gathering.names[short], short, tuple(items)) for short, items in gathering.items.items() if items
    )
    used = sorted({item.stage for bank in banks for item in bank.items} - {""})
    return Instrument(name, banks, tuple((letter, gathering.stages.get(letter, "")) for letter in used))


def _heads(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        key = next((key for key, words in _HEADS.items() if name_key(cell) in words), None)
        if key is not None:
            found.setdefault(key, at)
    return found


def _take_row(gathering: _Gathering, cells: dict[str, str]) -> None:
    bank = cells.get("bank", "")
    if bank and bank != gathering.bank:
        gathering.open_bank(bank, cells.get("name", ""))
    digits = re.search(r"\d+", cells.get("number", ""))
    letter = re.match(r"\s*([A-Za-z])(?:\b|\d)", cells.get("stage", "") or cells.get("number", ""))
    more: dict[str, object] = {}
    kind = name_key(cells.get("kind", ""))
    if kind in set(ItemKind):
        more["kind"] = ItemKind(kind)
    if cells.get("options"):
        more["options"] = tuple(part.strip() for part in re.split(r"[;|]", cells["options"]) if part.strip())
    direction = name_key(cells.get("direction", ""))
    if direction in set(ItemDirection):
        more["direction"] = ItemDirection(direction)
    stage = letter[1].upper() if letter else ""
    gathering.add(cells["words"], stage, int(digits[0]) if digits else 0, **more)


def _take_line(gathering: _Gathering, text: str) -> None:
    named = named_at_start(text, lambda bank: looks_like_bank(bank) or bank in gathering.names)
    if named is not None and named.words:
        if named.bank != gathering.bank:
            gathering.open_bank(named.bank, "")
        gathering.add(named.words, named.stage, named.number)
        return
    staged = _STAGED.fullmatch(text)
    if staged is not None:
        gathering.add(staged[3], staged[1], int(staged[2]))
        return
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None:
        gathering.add(numbered[1], gathering.stage)
        return
    first, _blank, rest = text.partition(" ")
    stage = _STAGE.fullmatch(text)
    if looks_like_bank(first.rstrip(":·-–")) and (rest or not gathering.bank):
        gathering.open_bank(first.rstrip(":·-–"), rest.strip(" :·-–"))
    elif stage is not None and len(text.split()) < 4:
        gathering.stage = stage[1].upper()
        gathering.stages.setdefault(gathering.stage, (stage[2] or stage[3] or "").strip())
    else:
        gathering.add(text, gathering.stage)


def _direction_of(text: str) -> tuple[str, ItemDirection]:
    """Return a statement without what says its direction: ``- `` before it, ``(deficit)`` behind."""
    sign, _blank, rest = text.partition(" ")
    if sign in _SIGNS and rest:
        return rest.strip(), _SIGNS[sign]
    behind = _BEHIND.search(text)
    if behind is not None:
        return text[: behind.start()].strip(), ItemDirection(behind[1].lower())
    return text.strip(), ItemDirection.STRENGTH
