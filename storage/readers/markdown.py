"""Markdown (.md): its marks are taken away, what they mean is kept as text.

``**Interviewer:** How?`` becomes ``Interviewer: How?``; lists keep their numbers, tables come with
tabs. A line that begins with a speaker stays a line, where Markdown itself would join it to the last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from coding.language import _
from coding.model.document import Document
from coding.text.labels import read_label
from storage.readers.document_builder import DocumentBuilder, LeftOut
from storage.readers.encodings import text_and_notes
from storage.readers.text import read_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_LARGEST: Final = 1_000_000  # bytes, some 150,000 words; parsing takes long beyond
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Only what is a tag for certain: <laughs> in a transcript is none.
_TAG: Final = re.compile(
    r"</?(?:a|b|big|center|code|div|em|font|i|ins|p|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"<mark\b[^<>]*>", re.IGNORECASE)
_MARK_END: Final = re.compile(r"</mark\s*>", re.IGNORECASE)
_MARKED: Final = "yellow"


def read_markdown(data: bytes) -> Document:
    """Read a Markdown text; raises UnreadableError if it is no text."""
    from markdown_it import MarkdownIt

    if len(data) > _LARGEST:
        note = _("It is too long for its Markdown to be understood: it is imported as plain text.")
        document = read_text(data)
        return replace(document, notes=(note, *document.notes))
    text, notes = text_and_notes(data)
    walk = _MarkdownWalk()
    walk.draft.notes += notes
    shown, hidden = _COMMENT.subn("", text)
    walk.draft.left_out[LeftOut.HIDDEN] = hidden
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    for token in parser.parse(shown):
        walk.take(token)
    return walk.draft.document()


@dataclass(slots=True)
class _MarkdownWalk:
    """The way through the tokens of a text, and the draft that is written on them."""

    draft: DocumentBuilder = field(default_factory=DocumentBuilder)
    _number: str = ""
    _marked_from: int | None = None

    def take(self, token: "Token") -> None:
        """Read one block token; they open, hold text, and close, in a row."""
        match token.type:
            case "inline":
                self._line(token.children or ())
            case "fence" | "code_block":
                self.draft.begin_line()
                self.draft.write(token.content.rstrip("\n"))
                self.draft.end_line()
            case "list_item_open":
                self._number = f"{token.info}{token.markup}" if token.info else _bullet(token.markup)
            case "tr_open":
                self.draft.begin_row()
            case "th_open" | "td_open":
                self.draft.begin_cell()
            case "tr_close":
                self.draft.end_row()
            case _:
                pass

    def _line(self, children: Sequence["Token"]) -> None:
        self.draft.begin_line()
        if self._number:
            self.draft.write(f"{self._number} ")
            self._number = ""
        for at, child in enumerate(children):
            if child.type == "softbreak":
                self._soft_break(_line_from(children, at + 1))
            else:
                self._inline(child)
        self._end_mark()
        self.draft.end_line()

    def _soft_break(self, following: str) -> None:
        """Join lines as Markdown does, but where a speaker or a mark such as [unintelligible] begins one."""
        self.draft.write("\n" if following.startswith("[") or read_label(following) else " ")

    def _inline(self, token: "Token") -> None:
        if token.type in {"text", "code_inline"}:
            self._say(token.content)
        elif token.type == "hardbreak":
            self.draft.write("\n")
        elif token.type == "image":
            self.draft.left_out[LeftOut.PICTURES] += 1

    def _say(self, text: str) -> None:
        """Write text; of HTML, which Markdown may hold, line breaks and marked stretches mean something."""
        text = _TAG.sub("", _BREAK.sub("\n", text))
        while text:
            found = (_MARK if self._marked_from is None else _MARK_END).search(text)
            self.draft.write(text if found is None else text[: found.start()])
            text = "" if found is None else text[found.end() :]
            if found is not None and self._marked_from is None:
                self._marked_from = self.draft.length
            elif found is not None:
                self._end_mark()

    def _end_mark(self) -> None:
        if self._marked_from is not None:
            self.draft.colour(self._marked_from, _MARKED)
            self._marked_from = None


def _bullet(markup: str) -> str:
    return markup if markup == "-" else "•"


def _line_from(tokens: Sequence["Token"], at: int) -> str:
    """Return the text from a token up to the next line break."""
    texts: list[str] = []
    while at < len(tokens) and tokens[at].type not in {"softbreak", "hardbreak"}:
        texts.append(tokens[at].content)
        at += 1
    return "".join(texts)
