"""The codes that a query names, and what is said where there is no such code."""

from typing import Final

from coding.analysis.known_names import KnownNames
from coding.language import _
from coding.model.framework import Code
from coding.model.query import CodeTerm
from coding.notation.code_names import Names, key_of
from coding.text.names import name_key

_NEAREST: Final = 60.0  # likeness in per cent from which a code is offered for a word


class CodeReader:
    """Knows the codes of one framework by all that they are called."""

    def __init__(self, names: KnownNames) -> None:
        """Take the names of a study."""
        self._framework = names.analysis_data.framework
        self._names = Names(self._framework)
        self._text_of = names.text_of_code
        self._by_text = {name_key(text): self._framework.by_id[id_] for id_, text in self._text_of.items()}

    @property
    def longest(self) -> int:
        """How many words the longest name has."""
        return self._names.longest

    def text_of(self, code: Code) -> str:
        """Return how queries write a code."""
        return self._text_of[code.id]

    def called(self, typed: str) -> Code | None:
        """Return the code that queries write so, else the only one that is called so."""
        called = self._names.called(key_of(typed))
        return self._by_text.get(name_key(typed)) or (called[0] if len(called) == 1 else None)

    def why_not(self, typed: str) -> tuple[str, tuple[str, ...]]:
        """Say why ``called`` knows no code, and what could be written for it."""
        several = self._names.called(key_of(typed))
        if several:
            offers = tuple(map(self._written, several))
            message = _("Several codes are called “{typed}”: {codes}.")
            return message.format(typed=typed, codes=", ".join(offers)), offers
        word = f'"{typed}"'
        if not any(map(str.isalnum, typed)):
            return _("No code {word}.").format(word=word), ()
        said = (
            _("No code {word}. The words: {word}.")
            if " " in typed
            else _("No code {word}. The word: {word}.")
        )
        nearest = self._nearest(typed)
        if nearest is None:
            return said.format(word=word), (word,)
        offered = _("Nearest code: {code}.").format(code=_in_words(nearest))
        return f"{said.format(word=word)} {offered}", (word, self._written(nearest))

    def _written(self, code: Code) -> str:
        return str(CodeTerm(self.text_of(code)))

    def _nearest(self, typed: str) -> Code | None:
        """Return the code whose name is likest to what was typed, if any is like it at all."""
        from rapidfuzz import fuzz, process

        codes = self._framework.codes
        named = {(code.id, name): key_of(name) for code in codes for name in (code.abbreviation, code.name)}
        best = process.extractOne(key_of(typed), named, scorer=fuzz.WRatio, score_cutoff=_NEAREST)
        return self._framework.by_id[best[2][0]] if best else None


def _in_words(code: Code) -> str:
    return f"{code.abbreviation}, {code.name.lower()}" if code.abbreviation else code.name
