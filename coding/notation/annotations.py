"""Codes written by hand: in the quick picker, and at the end of a passage.

    hsc/e&c b?        two strands, both at stage B, both unsure
    JPD · C, HSC?     stage C with the first, doubt about the second
    Embedded JPD      the stage before its strand
    HSC/Reciprocity   one coding on the sub-strand, not two
    HSC-/E&C+         the passage lacks the one and shows the other
    lack of HSC       perhaps so: a guess

A code is read by abbreviation, name, label or alias; codes stand beside one another or between
``/ , ; & and +``, where ``E&C`` is a code of its own. What is glued to a code (``HSC?``,
``JPD:C``) is said of that code; what stands apart is said of all codes before it back to the last
comma, semicolon, line end or earlier remark. Names may be guessed, and then say so; abbreviations of
four letters or fewer never are. Words that mean no code are kept, with the codes to ask about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from coding.model.framework import Code, Framework, Stage
from coding.model.study import Direction
from coding.notation.code_names import Names, Token, key_of, tokens
from coding.notation.direction_writing import DIRECTIONS_BEHIND, direction_before, direction_signed

_JOINS: Final = frozenset(("/", "and", "+", "|"))
_BREAKS: Final = frozenset((",", ";"))
_GLUE: Final = frozenset((":", "·"))
_NOISE: Final = frozenset(("!", "…", "—", "–"))
# After one of these a name is a name; after any other word it may be part of another phrase:
# "collective social capital" is not "social capital".
_SMALL_WORDS: Final = frozenset(
    "a about an as at by for from in into more less of on some the their to with".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code that was read, where it is written (code points), and what is said about it."""

    code_id: int
    start: int
    end: int
    written: str
    guessed: bool = False
    stage_id: int | None = None
    unsure: bool = False
    direction: Direction = Direction.UNSAID


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that mean no code for certain; ``candidates`` are the codes to ask about."""

    start: int
    end: int
    written: str
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text and all that was made of it: every word is in one of the two lists, or a sign or remark."""

    text: str
    codes: tuple[ReadCode, ...] = ()
    not_understood: tuple[Unread, ...] = ()

    @property
    def guessed(self) -> tuple[ReadCode, ...]:
        """Return the codes that were guessed from a name spelt nearly so."""
        return tuple(code for code in self.codes if code.guessed)

    @property
    def understood(self) -> tuple[ReadCode, ...]:
        """Return the codes that are certain."""
        return tuple(code for code in self.codes if not code.guessed)


@lru_cache(maxsize=2048)
def read_annotation(text: str, names: Names) -> Annotation:
    """Read the codes in a text, against the names of one framework.

    What was read lately is known again: the same few endings stand all over a batch.
    """
    reader = _Reader(text, names)
    reader.read()
    certain = {code.code_id for code in reader.codes if not code.guessed}
    # A guess at a code that is there for certain adds nothing, but its words are not lost.
    idle = [code for code in reader.codes if code.guessed and code.code_id in certain]
    unread = [*reader.unread, *(Unread(c.start, c.end, c.written, (c.code_id,)) for c in idle)]
    codes = _once_each(code for code in reader.codes if code not in idle)
    return Annotation(text, codes, tuple(sorted(unread, key=lambda piece: piece.start)))


def _once_each(codes: Iterable[ReadCode]) -> tuple[ReadCode, ...]:
    found: dict[int, ReadCode] = {}
    for code in codes:
        first = found.setdefault(code.code_id, code)
        found[code.code_id] = replace(
            first,
            stage_id=first.stage_id or code.stage_id,
            unsure=first.unsure or code.unsure,
            direction=first.direction or code.direction,
        )
    return tuple(found.values())


class _Stages:
    """What the stages of a framework are called: ``B``, ``stage B``, ``Developing``, ``developed``."""

    def __init__(self, framework: Framework) -> None:
        self._exact: dict[str, Stage] = {}
        self._letters: dict[str, Stage] = {}
        self._stems: dict[str, Stage] = {}
        for stage in framework.stages:
            self._letters[key_of(stage.letter)] = stage
            self._exact[f"stage {key_of(stage.letter)}"] = stage
            self._exact[key_of(stage.name)] = stage
            self._stems[stem(key_of(stage.name))] = stage
        self.longest = max((len(key.split()) for key in self._exact), default=1)

    def letter(self, key: str) -> Stage | None:
        return self._letters.get(key)

    def word(self, key: str) -> Stage | None:
        if key in self._exact:
            return self._exact[key]
        return self._stems.get(stem(key)) if key.endswith(("ed", "ing")) else None

    def is_guess(self, key: str) -> bool:
        """Tell a stage that is spelt nearly so (embeded) from its name and the past of it (embedded)."""
        stage = self.word(key)
        past = "" if stage is None else f"{key_of(stage.name).removesuffix('ing')}ed"
        return stage is not None and key not in self._exact and key != past


@lru_cache(maxsize=8)
def _stages_of(names: Names) -> _Stages:
    return _Stages(names.framework)


def stem(word: str) -> str:
    """Return what "embedding" and "embedded" have in common."""
    stem = word.removesuffix("ing").removesuffix("ed")
    return stem[:-1] if stem[-2:-1] == stem[-1:] else stem


class _Reader:
    """Walks once over the words and signs of a text."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.stages = _stages_of(names)
        self.tokens = [token for token in tokens(text) if token.key]
        self.codes: list[ReadCode] = []
        self.unread: list[Unread] = []
        self._words: list[Token] = []  # met and not yet explained, side by side
        self._scope = 0  # from which code on a remark that stands apart is said
        self._scope_ends = False  # the next code begins a new scope
        self._item_open = False  # a code was met since the last comma, semicolon or line end
        self._beside_code = False  # no word and no separator since the last code
        self._joined = False  # no word, and at most a "/", since the last code
        self._coming_stage: tuple[Stage, Token] | None = None
        self._coming_doubt = False
        self._coming_direction = Direction.UNSAID
        # Behind which code's end and up to where was looked for blanks and glue, and whether there are any.
        self._looked = 0, 0, False, False

    def read(self) -> None:
        at = 0
        while at < len(self.tokens):
            if at and "\n" in self.text[self.tokens[at - 1].end : self.tokens[at].start]:
                self._end_item()
            at += self._step(at)
        self._explain_words()
        self._give_up_stage()
        if self._coming_doubt and self.codes:
            self.codes[-1] = replace(self.codes[-1], unsure=True)

    def _step(self, at: int) -> int:
        """Read what begins at a token; return how many tokens that was."""
        length, codes = self._codes_at(at)
        if length > 1:
            return self._meet_codes(at, length, codes)
        stage_length, stage = self._stage_at(at)
        if stage is not None:
            return self._meet_stage(at, stage_length, stage)
        if length:
            return self._meet_codes(at, length, codes)
        if not self._say_direction(at):
            self._meet_sign_or_word(self.tokens[at])
        return 1

    def _codes_at(self, at: int) -> tuple[int, tuple[Code, ...]]:
        for length in range(min(self.names.longest, len(self.tokens) - at), 0, -1):
            codes = self.names.called(self._key(at, length))
            if codes:
                return length, codes
        return 0, ()

    def _key(self, at: int, length: int) -> str:
        return " ".join(token.key for token in self.tokens[at : at + length])

    # --- stages and doubt ---------------------------------------------------------------------

    def _stage_at(self, at: int) -> tuple[int, Stage | None]:
        after_code = self._beside_code and not self._words
        for length in range(min(self.stages.longest, len(self.tokens) - at), 0, -1):
            stage = self.stages.word(self._key(at, length))
            if stage is not None and (after_code or not self._is_code(at)):
                return length, stage
        stage = self.stages.letter(self.tokens[at].key) if after_code else None
        return 1, stage

    def _is_code(self, at: int) -> bool:
        return bool(self.names.called(self.tokens[at].key))

    def _meet_stage(self, at: int, length: int, stage: Stage) -> int:
        first, last = self.tokens[at], self.tokens[at + length - 1]
        whole = Token(self.text[first.start : last.end], first.start, last.end, self._key(at, length))
        if self._beside_code and not self._words:
            self._say_stage(whole, stage)
        else:
            self._explain_words()
            self._give_up_stage()
            self._coming_stage = stage, whole
        return length

    def _say_stage(self, token: Token, stage: Stage) -> None:
        said_of = [place for place in self._said_of(token) if self.codes[place].stage_id is None]
        for place in said_of:
            guessed = self.codes[place].guessed or self.stages.is_guess(token.key)
            self.codes[place] = replace(self.codes[place], stage_id=stage.id, guessed=guessed)
        if not said_of:
            self.unread.append(Unread(token.start, token.end, token.text))

    def _said_of(self, token: Token) -> range:
        """Return the places of the codes that a remark is about."""
        last = len(self.codes) - 1
        glued = self._is_glued(token.start)
        if not glued:
            self._scope_ends = True
        return range(last if glued else self._scope, last + 1)

    def _is_glued(self, place: int) -> bool:
        """Tell whether what stands at a place is about the last code alone; each sign is looked at once."""
        begin = self.codes[-1].end
        of_code, seen, blank, glue = self._looked
        if of_code != begin or seen > place:
            seen, blank, glue = begin, False, False
        between = self.text[seen:place]
        blank = blank or any(sign.isspace() for sign in between)
        glue = glue or bool(_GLUE & set(between))
        self._looked = begin, max(place, begin), blank, glue
        return glue or not blank

    def _doubt(self, token: Token) -> None:
        if self.text[max(token.start - 1, 0) : token.start] == "?":
            return  # it has been said
        if self._item_open:
            for place in self._said_of(token):
                self.codes[place] = replace(self.codes[place], unsure=True)
        else:
            self._coming_doubt = True

    def _give_up_stage(self) -> None:
        if self._coming_stage is not None:
            token = self._coming_stage[1]
            self.unread.append(Unread(token.start, token.end, token.text))
            self._coming_stage = None

    # --- codes ----------------------------------------------------------------------------------

    def _meet_codes(self, at: int, length: int, codes: tuple[Code, ...]) -> int:
        place = self.tokens[at : at + length]
        by_name = not self.names.is_abbreviation(self._key(at, length))
        if by_name and self._words and self._words[-1].key not in _SMALL_WORDS:
            self._words += place  # explained together with the word before it
            return length
        self._coming_direction = direction_before([word.key for word in self._words])
        self._explain_words()
        code, *others = codes
        if others:
            self._ask(place, codes)
            return length
        followed = at + length < len(self.tokens) and self._is_plain_word(at + length)
        self._take(code, place, guessed=by_name and followed)
        return length

    def _is_plain_word(self, at: int) -> bool:
        token = self.tokens[at]
        known = self._codes_at(at)[0] or self._stage_at(at)[1] or token.key in _JOINS
        return token.is_word and not known and not self.stages.letter(token.key)

    def _take(self, code: Code, place: list[Token], *, guessed: bool) -> None:
        if self._scope_ends:
            self._scope, self._scope_ends = len(self.codes), False
        above = self._drop_what_stands_above(code)
        start, end = (above or place[0]).start, place[-1].end
        stage = self._coming_stage[0].id if self._coming_stage else None
        if self._coming_stage and self.stages.is_guess(self._coming_stage[1].key):
            guessed = True
        direction = direction_signed(self.text, end) or self._coming_direction
        guessed = guessed or (bool(direction) and not direction_signed(self.text, end))
        written = self.text[start:end]
        self.codes.append(
            ReadCode(code.id, start, end, written, guessed, stage, self._coming_doubt, direction)
        )
        self._coming_stage, self._coming_doubt = None, False
        self._coming_direction = Direction.UNSAID
        self._item_open = self._beside_code = self._joined = True

    def _drop_what_stands_above(self, code: Code) -> ReadCode | None:
        """``HSC/Reciprocity``: the strand only leads to its sub-strand."""
        if not self._joined or not self.codes or self._coming_stage:
            return None
        last = self.codes[-1]
        above = {other.id for other in self.names.framework.path(code.id)[:-1]}
        if last.code_id not in above or last.stage_id is not None or last.unsure or last.direction:
            return None
        self._scope = min(self._scope, len(self.codes) - 1)
        return self.codes.pop()

    # --- signs and words --------------------------------------------------------------------------

    def _meet_sign_or_word(self, token: Token) -> None:
        if token.key == "?":
            self._explain_words()
            self._doubt(token)
        elif token.key in _JOINS or token.key in _BREAKS:
            self._meet_separator(token)
        elif token.key in _GLUE or token.key in _NOISE:
            self._explain_words()
        else:
            self._words.append(token)

    def _meet_separator(self, token: Token) -> None:
        if token.key in _BREAKS:
            self._end_item()
            return
        self._explain_words()
        self._beside_code = False
        self._joined = self._joined and token.key == "/"

    def _end_item(self) -> None:
        self._explain_words()
        self._item_open = self._beside_code = self._joined = False
        self._scope_ends = True

    def _explain_words(self) -> None:
        """Make something of the words met since the last code or sign: a guess, or something to ask."""
        words, self._words = self._words, []
        if not words:
            return
        guess = self._guess(words)
        if guess is None:
            self._ask(words, self._candidates(words))
            return
        code, first, last = guess
        self._put_aside(words[:first])
        self._take(code, words[first:last], guessed=True)
        self._put_aside(words[last:])

    def _say_direction(self, at: int) -> bool:
        """Guess what a word right behind codes says of them, ``HSC lacking``; tell whether it does."""
        token = self.tokens[at]
        direction = DIRECTIONS_BEHIND.get(token.key) if self._beside_code and not self._words else None
        followed = at + 1 < len(self.tokens) and self._is_plain_word(at + 1)
        if direction is None or followed or self.codes[-1].direction:
            return False
        for place in self._said_of(token):
            code = self.codes[place]
            said = code.direction or direction
            self.codes[place] = replace(code, direction=said, guessed=code.guessed or not code.direction)
        last = self.codes[-1]
        self.codes[-1] = replace(last, end=token.end, written=self.text[last.start : token.end])
        return True

    def _put_aside(self, words: list[Token]) -> None:
        if words:
            self._ask(words, self._candidates(words))

    def _guess(self, words: list[Token]) -> tuple[Code, int, int] | None:
        """Return the code that some of these words misspell, and which words; the longest stretch first."""
        for first, last, key in self._stretches(words):
            # A stretch that is a name as it stands came here because of the word before it.
            near = None if self.names.called(key) else self.names.guess(key)
            if near is not None:
                return near.code, first, last
        return None

    def _stretches(self, words: list[Token]) -> Iterator[tuple[int, int, str]]:
        for length in range(min(len(words), self.names.longest + 1), 0, -1):
            for first in range(len(words) - length + 1):
                last = first + length
                yield first, last, " ".join(word.key for word in words[first:last])

    def _candidates(self, words: list[Token]) -> tuple[Code, ...]:
        found: dict[int, Code] = {}
        for _first, _last, key in self._stretches(words):
            for code in (*self.names.called(key), *(near.code for near in self.names.near(key))):
                found[code.id] = code
            for code in self.names.one_letter_off(key):
                found[code.id] = code
        return tuple(found.values())

    def _ask(self, words: list[Token], candidates: tuple[Code, ...]) -> None:
        self._beside_code = self._joined = False
        start, end = words[0].start, words[-1].end
        ids = tuple(code.id for code in candidates)
        self.unread.append(Unread(start, end, self.text[start:end], ids))
