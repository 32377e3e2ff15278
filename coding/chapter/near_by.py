"""What stands near a quotation: who is said to have said it, in brackets behind it or in the sentence."""

import re
from dataclasses import dataclass
from typing import Final

from coding.chapter.chapter import Chapter, ParagraphKind
from coding.chapter.claims import Claims, StudyWords
from coding.chapter.quotations import Quoted, only_says_who

_SENTENCE_ENDS: Final = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[\"“‘(\[]?[A-Z])")
_ENDS: Final = re.compile(r"[.!?…][”’\"')\]]*\s*$")
_LABEL: Final = re.compile(r"\s*([A-Z][\w .]{0,28}):\s")
_PUBLISHED: Final = re.compile(
    r"\b([A-Z][\w’'-]+)(?:,? (?:and|&) [A-Z][\w’'-]+| et al\.?)*(?:, |,? \()(?:19|20)\d\d[a-z]?\b"
    r"|\b(?:ibid|op\. cit)\b"
)
_NO_AUTHORS: Final = re.compile(
    r"(?:In|Since|By|Round|School|Interview|Survey|Table|Figure|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)"
)


@dataclass(frozen=True, slots=True)
class NearBy:
    """What is claimed of a quotation: ``strict`` right behind it, ``loose`` in the sentence that has it.

    ``is_published`` tells one whose source is named as literature is.
    """

    strict: Claims
    loose: Claims
    attribution: str
    is_published: bool


def near_by(
    chapter: Chapter, quoted: Quoted, before: Quoted | None, after: Quoted | None, words: StudyWords
) -> NearBy:
    """Return what is claimed of a quotation, which has others before and after it in its paragraph."""
    behind = _behind(chapter, quoted)
    sentence = _sentence(chapter, quoted, before, after)
    strict = words.claims(behind, in_brackets=True)
    if not strict.says_who and not strict.codes:
        strict = Claims()
    label = _LABEL.match(quoted.words)
    if label is not None and not strict.says_who:
        labelled = words.claims(label[1], in_brackets=True)
        strict = labelled if labelled.says_who else strict
    is_published = any(_is_published(text, words) for text in (behind, sentence))
    return NearBy(strict, words.claims(sentence), behind.strip(), is_published)


def _is_published(text: str, words: StudyWords) -> bool:
    claims = words.claims(text, in_brackets=True)
    if claims.schools or claims.posts or claims.keys or claims.people:
        return False
    return any(match[1] is None or not _NO_AUTHORS.fullmatch(match[1]) for match in _PUBLISHED.finditer(text))


def _behind(chapter: Chapter, quoted: Quoted) -> str:
    """Return what stands in brackets behind a quotation, or in a line of its own below it."""
    if quoted.attribution is not None:
        return chapter.paragraphs[quoted.last.paragraph].text[slice(*quoted.attribution)]
    if not quoted.is_block:
        return ""
    for below in chapter.paragraphs[quoted.last.paragraph + 1 : quoted.last.paragraph + 4]:
        if only_says_who(below.text):
            return below.text
        if below.kind is not ParagraphKind.BLOCK:
            return ""
    return ""


def _sentence(chapter: Chapter, quoted: Quoted, before: Quoted | None, after: Quoted | None) -> str:
    """Return the sentence round a quotation without the words of any."""
    first = chapter.paragraphs[quoted.first.paragraph].text
    begin = _behind_all(before) if before is not None else 0
    leading = first[begin : quoted.start]
    lead = leading[_last_sentence(leading) :]
    if not re.search(r"\w", lead):
        lead = _sentence_before(chapter, quoted, leading)
    last = chapter.paragraphs[quoted.last.paragraph].text
    end = after.start if after is not None else len(last)
    return f"{lead} {_rest(quoted, last[_behind_all(quoted) : end])}"


def _behind_all(quoted: Quoted) -> int:
    """Return where a quotation ends, with who says it."""
    return quoted.end if quoted.attribution is None else max(quoted.end, quoted.attribution.end + 1)


def _sentence_before(chapter: Chapter, quoted: Quoted, leading: str) -> str:
    """Return the sentence before one that begins with a quotation; a block has it in another paragraph."""
    if re.search(r"\w", leading):
        text = leading.rstrip()
        ends = list(_SENTENCE_ENDS.finditer(text))
        return text[ends[-1].end() :] if ends else text
    at = quoted.first.paragraph - 1
    while quoted.is_block and at >= 0 and not chapter.paragraphs[at].text.strip():
        at -= 1
    if not quoted.is_block or at < 0 or chapter.paragraphs[at].kind is not ParagraphKind.BODY:
        return ""
    text = chapter.paragraphs[at].text.rstrip()
    return text[_last_sentence(text) :]


def _last_sentence(text: str) -> int:
    """Return where the last sentence of a text begins; blanks behind one are one that is empty."""
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text + " A")]
    return min(ends[-1], len(text)) if ends else 0


def _rest(quoted: Quoted, text: str) -> str:
    """Return what follows a quotation in its sentence."""
    is_over = _ENDS.search(quoted.words) is not None
    if is_over and re.match(r"\s*[A-Z]", text):
        return ""
    if re.match(r"\s*[.!?](?:\s|$)", text):
        return ""
    end = _SENTENCE_ENDS.search(text)
    return text[: end.start()] if end else text
