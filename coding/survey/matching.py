"""Which statement a heading, or a ticked line, is about: by its name, by its words, by likeness."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from coding.model.survey import Bank, Instrument, SurveyItem
from coding.text.names import name_key

_NOT_WORDS: Final = re.compile(r"[^\w&]+")
LIKE: Final = 85  # so alike, of 100, that one is taken for the other
_APART: Final = 4  # and the next is so much less like
_SHORTEST: Final = 8  # letters of words that are looked for by likeness
_NUMBERED: Final = re.compile(r"(\D{1,80}?)(\d{1,3})(?![\d%])(?!\.\d)")
_COUNTED: Final = re.compile(r"(?:^|[\W_])(?:statement|item|question|number|no|nr|q|s)[\W_]*$", re.IGNORECASE)
_STAGED: Final = re.compile(r"^(.*?)([\W_]*)([A-Za-z])[\W_]?$", re.DOTALL)
_STAGE_WORD: Final = re.compile(r"\W*\bstage$", re.IGNORECASE)
_SHORT: Final = re.compile(r"[A-Z][A-Z&/+]{1,7}|[A-Z] ?(?:&|and) ?[A-Z]")
_AROUND: Final = " \t\n_.-–:/()[]"
_LEADING: Final = re.compile(r"^\s*(?:q(?:uestion)?\s?)?\d+(?:[_.]\d+)*\s*[.):\-–]?\s+(?=\D)", re.IGNORECASE)
_PARTS: Final = re.compile(r"\[([^\[\]]+)\]|\s[-–—]\s|:\s|\n")


class Match(NamedTuple):
    """The name of the statement that was found, how certainly (of 100), and by what."""

    name: str
    certainty: int
    by: str  # number, words, likeness


class NamedAs(NamedTuple):
    """A statement's name as it is written: ``JPD A1``, ``JPD 7``; ``words`` are what stands behind."""

    bank: str
    stage: str
    number: int
    words: str = ""


def words_key(text: str) -> str:
    """Return what wordings are compared by: letters and digits only."""
    return " ".join(_NOT_WORDS.sub(" ", name_key(text).replace("'", "")).split())


@lru_cache(maxsize=4096)
def bank_key(name: str) -> str:
    """Return what names of banks are compared by: ``E & C``, ``E and C`` and ``EC`` are one."""
    return re.sub(r"[^\w]", "", re.sub(r"\band\b", "", name_key(name).replace("_", " "))).replace("_", "")


def named_at_start(text: str, is_bank: Callable[[str], bool]) -> NamedAs | None:
    """Read a statement's name at the beginning of a text: ``E&C B2. We share ...``; None without one."""
    text = text.strip(_AROUND)
    found = _NUMBERED.match(text)
    if found is None:
        return None
    before, number, words = found[1], int(found[2]), text[found.end() :].strip(_AROUND)
    whole = _COUNTED.sub("", before).strip(_AROUND)
    if is_bank(whole):
        return NamedAs(whole, "", number, words)
    staged = _STAGED.match(_COUNTED.sub("", before))
    bank = _STAGE_WORD.sub("", staged[1]).strip(_AROUND) if staged is not None else ""
    if staged is not None and is_bank(bank):
        return NamedAs(bank, staged[3].upper(), number, words)
    return None


def looks_like_bank(name: str) -> bool:
    """Tell what may name a bank that nobody knows yet: a few capital letters."""
    return _SHORT.fullmatch(name) is not None


def candidates(heading: str) -> Iterator[str]:
    """Yield what of a heading may name a statement: all of it, then what services put into its parts."""
    yield heading
    bare = _LEADING.sub("", heading)
    if bare != heading:
        yield bare
    for part in reversed([each for each in _PARTS.split(heading) if each and each.strip()]):
        yield part.strip()


class Matcher:
    """The statements of an instrument, to be found by what tables call them."""

    def __init__(self, instrument: Instrument) -> None:
        """Learn the names and words of an instrument."""
        self.instrument = instrument
        self._found: dict[str, Match | None] = {}
        self._words = {words_key(item.text): name for name, (_bank, item) in instrument.by_name.items()}
        self._banks: dict[str, Bank] = {}
        for bank in instrument.banks:
            for called in (bank.short, bank.name):
                self._banks.setdefault(bank_key(called), bank)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str, int], str]:
        found: dict[tuple[str, str, int], str] = {}
        for bank, item in self.instrument.places:
            found[bank.called, item.stage, item.number] = bank.name_of(item)
            found.setdefault((bank.called, "", item.position + 1), bank.name_of(item))
        return found

    def bank(self, name: str) -> Bank | None:
        """Return the bank that is called so, by its short name or its full one."""
        key = bank_key(name)
        return self._banks.get(key) if key else None

    def match(self, heading: str) -> Match | None:
        """Return the statement that a heading is about."""
        if heading not in self._found:
            self._found[heading] = self._match(heading)
        return self._found[heading]

    def _match(self, heading: str) -> Match | None:
        parts = [*dict.fromkeys(candidates(heading))]
        for part in parts:
            named = self.by_number(part)
            if named is not None:
                return named
        for part in parts:
            name = self._words.get(words_key(part))
            if name is not None:
                return Match(name, 100, "words")
        return max(filter(None, map(self._like, parts)), key=lambda found: found.certainty, default=None)

    def by_number(self, text: str) -> Match | None:
        """Return the statement whose name a text begins with, or that it ends with."""
        named = named_at_start(text, lambda name: self.bank(name) is not None)
        bank = self.bank(named.bank) if named else None
        if named is None or bank is None:
            return None
        name = self._by_place.get((bank.called, named.stage, named.number))
        return Match(name, 100, "number") if name else None

    def in_bank(self, bank: Bank, text: str) -> str | None:
        """Return the statement of a bank that a tick names: ``B2``, ``7``, its words."""
        found = re.fullmatch(r"([A-Za-z]?)\s?(\d{1,3})(?:\.0+)?(?:[.:)].*)?", text.strip(), re.DOTALL)
        if found is not None:
            return self._by_place.get((bank.called, found[1].upper(), int(found[2])))
        return self.ticked(text)

    def ticked(self, text: str) -> str | None:
        """Return the statement that a tick names in full, by name or words."""
        found = self.match(text)
        return found.name if found else None

    def _like(self, text: str) -> Match | None:
        key = words_key(text)
        if len(key) < _SHORTEST:
            return None
        found = process.extract(
            key, self._words.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=LIKE - _APART
        )
        if not found or found[0][1] < LIKE or (len(found) > 1 and found[0][1] - found[1][1] < _APART):
            return None
        return Match(self._words[found[0][0]], int(found[0][1]), "likeness")

    def split_ticks(self, cell: str, bank: Bank | None) -> tuple[list[str], list[str]]:
        """Return the statements that a cell lists, and what of it names none.

        Services part them by commas, and statements hold commas themselves: words are looked for whole first.
        """
        found: list[str] = []
        unknown: list[str] = []
        rest = cell
        for text, name in self._long_first(bank):
            if text in rest:
                rest = rest.replace(text, "\n")
                found.append(name)
        for part in _split(rest):
            name = self.in_bank(bank, part) if bank is not None else self.ticked(part)
            if name is None:
                unknown.append(part)
            else:
                found.append(name)
        return [*dict.fromkeys(found)], unknown

    def _long_first(self, bank: Bank | None) -> Iterable[tuple[str, str]]:
        banks = self.instrument.banks if bank is None else (bank,)
        texts = [
            (item.text, each.name_of(item)) for each in banks for item in each.items if len(item.text) > 7
        ]
        return sorted(texts, key=lambda pair: -len(pair[0]))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n\r|]+", cell) if part.strip(" .:-–")]


def wording_differs(item: SurveyItem, words: str) -> bool:
    """Tell words that stand beside a statement's name from the statement's own."""
    key = words_key(words)
    return len(key) >= _SHORTEST and fuzz.ratio(key, words_key(item.text)) < LIKE
