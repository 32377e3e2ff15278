r"""Rich text (.rtf), word by word.

Ready-made readers give its text and no more: deletions among it, colours and comments gone, cells
run together. Here the same comes out as of a Word document. A group in braces changes how its text
looks, or says that it is something else than text (a destination: fonts, colours, a comment).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from coding.language import _, plural
from coding.model.document import Document
from storage.readers.document_builder import LeftOut, margin_notes
from storage.readers.kinds import too_large
from storage.readers.numbering import bullet_as
from storage.readers.rtf_text import NOTHING, TEXT, RichText, RtfState
from storage.readers.rtf_words import (
    COLLECTED,
    PASSED_OVER,
    SIGNS,
    SKIPPED,
    TRANSPARENT,
    USUAL,
    encoding_of_charset,
    encoding_of_page,
)

_TOKEN: Final = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_BRACES: Final = re.compile(r"\\bin(?P<size>\d{1,9}) ?|\\.|(?P<brace>[{}])", re.DOTALL)
_LARGEST: Final = 100_000_000  # with pictures
_MOST_TOKENS: Final = 4_000_000


def read_rtf(data: bytes) -> Document:
    """Read rich text; raises UnreadableError if it is larger than any transcript."""
    if len(data) > _LARGEST:
        raise too_large()
    reading = _RtfReading(data.decode("latin-1"))
    reading.read()
    return reading.document()


@dataclass(slots=True)
class _Collected:
    """The text of a destination and the depth of the group that it is."""

    name: str
    depth: int
    parts: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class _RtfReading:
    """The way through a file, and the draft that is written on it."""

    source: str
    text: RichText = field(default_factory=RichText)
    encoding: str = USUAL
    _at: int = 0
    _state: RtfState = field(default_factory=RtfState)
    _states: list[RtfState] = field(default_factory=list[RtfState])
    _collected: list[_Collected] = field(default_factory=list[_Collected])
    _bytes: bytearray = field(default_factory=bytearray)  # of one encoding, not yet decoded
    _skip: int = 0  # characters that stand in for the last one
    _high: int = 0  # first half of a character beyond the basic plane
    _starred: bool = False
    _fonts: dict[int, str] = field(default_factory=dict[int, str])
    _font: int = 0  # the one that the table of fonts describes
    _default_font: int = 0
    _colours: list[str] = field(default_factory=list[str])
    _mixed: dict[str, int] = field(default_factory=dict[str, int])  # red, green, blue of the next colour
    _author: str = ""
    _commenter: str = ""
    _reference: str = ""
    _margins: list[str] = field(default_factory=list[str])

    def read(self) -> None:
        """Go through the whole file."""
        for _number in range(_MOST_TOKENS):
            found = _TOKEN.match(self.source, self._at)
            if found is None:
                return
            self._at = found.end()
            self._token(found)
        raise too_large()

    def document(self) -> Document:
        """Return what was read."""
        self._decode()
        self.text.end_row()
        document_notes = list(margin_notes(self._margins))
        if self._states:
            document_notes.append(_("The file is cut off: its end is missing."))
        self.text.draft.notes += document_notes
        document = self.text.draft.document(self._author)
        lost = sum(paragraph.count("\ufffd") for paragraph in document.paragraphs)
        if not lost:
            return document
        note = plural("{n} character could not be read.", "{n} characters could not be read.", lost)
        return Document(
            document.paragraphs,
            document.highlights,
            document.comments,
            document.author,
            (*document.notes, note),
        )

    # --- words ---

    def _token(self, found: re.Match[str]) -> None:
        text, hex_ = found["text"], found["hex"]
        if text is not None:
            self._plain(text)
            return
        if hex_ is not None:
            if self._skip:
                self._skip -= 1
            else:
                self._bytes.append(int(hex_, 16))
            return
        self._decode()
        if found["brace"] is not None:
            self._brace(found["brace"])
        elif found["word"] is not None:
            self._word(found["word"], found["number"])
        elif found["sign"] is not None:
            self._sign(found["sign"])

    def _plain(self, text: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            text = text[skipped:]
        if text.isascii():
            self._decode()
            self._write(text)
        else:
            self._bytes += text.encode("latin-1")

    def _decode(self) -> None:
        """Write the bytes that were collected: in some encodings two are one character."""
        if self._bytes:
            text = self._bytes.decode(self._state.encoding or self.encoding, "replace")
            self._bytes.clear()
            self._write(text)

    def _brace(self, brace: str) -> None:
        self._skip, self._starred = 0, False
        if brace == "{":
            self._states.append(self._state)
            return
        if self._collected and self._collected[-1].depth == len(self._states):
            ended = self._collected.pop()
            self._state = self._states.pop()
            self._end_destination(ended.name, "".join(ended.parts))
        elif self._states:
            self._state = self._states.pop()

    def _sign(self, sign: str) -> None:
        self._skip = 0
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self.end_paragraph()
        elif sign in SIGNS:
            self._write(SIGNS[sign])

    def _word(self, word: str, written: str | None) -> None:
        starred, self._starred, self._skip = self._starred, False, 0
        number = None if written is None else int(written)
        if word in SIGNS:
            self._write(SIGNS[word])
        elif word in _DO:
            _DO[word](self, number)
        elif word in _LOOKS:
            self._state = _LOOKS[word](self._state, number)
        elif word in COLLECTED:
            self._begin_destination(word)
        elif word in SKIPPED:
            self._skip_group(word)
        elif word == "ud":
            self._state = self._state._replace(into=TEXT)
        elif (starred and word not in TRANSPARENT) or word in PASSED_OVER:
            self._state = self._state._replace(into=NOTHING)

    # --- destinations ---

    def _begin_destination(self, name: str) -> None:
        if self._states:
            self._state = self._state._replace(into=name, hidden=False, deleted=False)
            self._collected.append(_Collected(name, len(self._states)))

    def _skip_group(self, name: str) -> None:
        """Go to the end of this group without a look at what is in it."""
        if name == "pict" and self._state.into == TEXT:
            self.text.draft.left_out[LeftOut.PICTURES] += 1
        depth = 1
        for _number in range(_MOST_TOKENS):
            found = _BRACES.search(self.source, self._at)
            if found is None:
                self._at = len(self.source)
                return
            self._at = found.end() + int(found["size"] or 0)
            depth += {"{": 1, "}": -1}.get(found["brace"] or "", 0)
            if not depth:
                self._brace("}")
                return
        raise too_large()

    def _end_destination(self, name: str, text: str) -> None:
        if name.startswith("at") or name == "annotation":
            self._end_part_of_comment(name, text)
        elif name.startswith(("header", "footer")):
            self._margins.append(text)
        match name:
            case "author":
                self._author = text
            case "footnote":
                self.text.draft.footnote_here(text.strip())
            case "listtext" | "pntext":
                self._number_item(text.strip())
            case "shptxt":
                self.text.boxes.append(text)
            case _:
                pass  # tables of fonts and colours were read on the way

    def _end_part_of_comment(self, name: str, text: str) -> None:
        draft = self.text.draft
        match name:
            case "atnauthor":
                self._commenter = text
            case "atnref":
                self._reference = text.strip()
            case "atrfstart":
                draft.begin_comment(text.strip())
            case "atrfend":
                draft.end_comment(text.strip())
            case _:
                key = self._reference or f"annotation at {self._at}"
                draft.begin_comment(key)
                draft.say_comment(key, self._commenter, text)
                self._reference = self._commenter = ""

    def _number_item(self, written: str) -> None:
        is_bullet = len(written) == 1 and (not written.isalnum() or written == "o")
        self.text.number = bullet_as(written) if is_bullet else written

    # --- tables of fonts and colours ---

    def describe_font(self, number: int | None) -> None:
        """Take a font in the text, or begin to describe it in the table of fonts."""
        if self._state.into == "fonttbl":
            self._font = number or 0
        else:
            self._state = self._state._replace(encoding=self._fonts.get(number or 0, ""))

    def describe_charset(self, number: int | None) -> None:
        """Say the character set of the font that is described."""
        self._fonts[self._font] = encoding_of_charset(number or 0)

    def mix(self, part: str, number: int | None) -> None:
        """Take a part (red, green, blue) of the colour that is described."""
        self._mixed[part] = max(0, min(number or 0, 255))

    def _end_colours(self, ends: int) -> None:
        for _end in range(ends):
            parts = [self._mixed.get(part, 0) for part in ("red", "green", "blue")]
            self._colours.append("".join(f"{part:02x}" for part in parts) if self._mixed else "")
            self._mixed = {}

    def _colour(self) -> str:
        number = self._state.highlight or self._state.colour or self._state.paragraph_colour
        return self._colours[number] if 0 < number < len(self._colours) else ""

    def _manner(self) -> str:
        """Return how letters are set here: bold, italic, in a colour."""
        state = self._state
        if not (state.bold or state.italic or state.letters):
            return ""
        colour = self._colours[state.letters] if 0 < state.letters < len(self._colours) else ""
        parts = ("bold" if state.bold else "", "italic" if state.italic else "", colour)
        return " ".join(part for part in parts if part not in {"", "000000"})

    # --- text ---

    def _write(self, text: str) -> None:
        if self._high:
            text, self._high = f"\ufffd{text}", 0
        into = self._state.into
        if into == TEXT:
            self.text.say(text, self._state, self._colour(), self._manner())
        elif into == "colortbl":
            self._end_colours(text.count(";"))
        elif into != NOTHING and self._collected:
            self._collected[-1].parts.append(text)

    def put_character(self, number: int | None) -> None:
        r"""Write a character by its number (\u8211); two of them can be halves of one."""
        self._skip = 0 if number is None else self._state.after_unicode
        unit = (number or 0) & 0xFFFF
        if 0xDC00 <= unit < 0xE000 and self._high:
            text = chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00)
            self._high = 0
            self._write(text)
        elif 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif unit:
            self._write(chr(unit))

    def end_paragraph(self, _number: int | None = None) -> None:
        """End a paragraph of the text or of what is collected."""
        into = self._state.into
        if into == TEXT:
            self.text.end_paragraph(self._state)
        elif into != NOTHING and self._collected:
            self._collected[-1].parts.append("\n")

    def end_cell(self, _number: int | None) -> None:
        """End a cell of a row."""
        if self._state.into == TEXT:
            self._state = self._state._replace(in_table=True)
            self.text.end_cell(self._state)

    def end_row(self, _number: int | None) -> None:
        """End a row of a table."""
        if self._state.into == TEXT:
            self.text.end_row()

    def set_page(self, number: int | None) -> None:
        """Take the code page of the document."""
        self.encoding = encoding_of_page(number or 0)

    def set_macintosh(self, _number: int | None) -> None:
        """Take the Macintosh's characters."""
        self.encoding = "mac_roman"

    def set_default_font(self, number: int | None) -> None:
        """Say which font text has that names none."""
        self._default_font = number or 0

    def look_plain(self, _number: int | None) -> None:
        """Let text look like any other again."""
        encoding = self._fonts.get(self._default_font, "")
        self._state = self._state._replace(
            colour=0, highlight=0, hidden=False, deleted=False, encoding=encoding
        )

    def jump(self, number: int | None) -> None:
        """Pass over what is no text at all."""
        self._at += max(0, number or 0)


_Deed = Callable[[_RtfReading, int | None], None]
_DO: Final[Mapping[str, _Deed]] = {
    "ansicpg": _RtfReading.set_page,
    "bin": _RtfReading.jump,
    "blue": lambda reading, number: reading.mix("blue", number),
    "cell": _RtfReading.end_cell,
    "deff": _RtfReading.set_default_font,
    "f": _RtfReading.describe_font,
    "fcharset": _RtfReading.describe_charset,
    "green": lambda reading, number: reading.mix("green", number),
    "mac": _RtfReading.set_macintosh,
    "nestcell": lambda reading, _number: reading.text.end_inner_cell(),
    "nestrow": lambda reading, _number: reading.text.end_inner_row(),
    "page": _RtfReading.end_paragraph,
    "par": _RtfReading.end_paragraph,
    "plain": _RtfReading.look_plain,
    "red": lambda reading, number: reading.mix("red", number),
    "row": _RtfReading.end_row,
    "sect": _RtfReading.end_paragraph,
    "u": _RtfReading.put_character,
}
_LOOKS: Final[Mapping[str, Callable[[RtfState, int | None], RtfState]]] = {
    "b": lambda state, number: state._replace(bold=number != 0),
    "cb": lambda state, number: state._replace(colour=number or 0),
    "cbpat": lambda state, number: state._replace(paragraph_colour=number or 0),
    "cf": lambda state, number: state._replace(letters=number or 0),
    "chcbpat": lambda state, number: state._replace(colour=number or 0),
    "deleted": lambda state, number: state._replace(deleted=number != 0),
    "highlight": lambda state, number: state._replace(highlight=number or 0),
    "i": lambda state, number: state._replace(italic=number != 0),
    "intbl": lambda state, _number: state._replace(in_table=True),
    "pard": lambda state, _number: state._replace(paragraph_colour=0, in_table=False),
    "uc": lambda state, number: state._replace(after_unicode=max(0, number or 0)),
    "v": lambda state, number: state._replace(hidden=number != 0),
}
