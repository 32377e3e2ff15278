"""The manual: its pages in their order, their links, and which of their sections answer a question.

``docs/manual.md`` tells of the program in the order of a study; each of its chapters is a page here. The
window and the site (packaging/manual_site.py) show the same pages.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from coding.text.ranking import Ranked, best, counted
from storage.readers.kinds import MARKDOWN
from storage.resources import manual

_WHOLE: Final = "manual.md"
CONTENTS: Final = (
    "install.md",
    "first-study.md",
    "questions.md",
    _WHOLE,
    "survey.md",
    "data-protection.md",
    "backups.md",
    "counting.md",
    "moving.md",
    "reliability.md",
    "troubleshooting.md",
    "glossary.md",
    "citing.md",
)
_CHAPTER: Final = re.compile(r"^## ", re.MULTILINE)
_HEADING: Final = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
# How much a word weighs more in a heading than below it.
_IN_HEADING, _IN_TITLE = 6.0, 2.0


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page: what links call it, its title, the file it stands in, its text (Markdown)."""

    name: str
    title: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading of a page."""

    page: ManualPage
    heading: str
    text: str


def anchor(heading: str) -> str:
    """Return a heading as links name it: small letters, hyphens, no punctuation."""
    kept = (letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return "".join(kept).strip().replace(" ", "-")


@cache
def pages() -> tuple[ManualPage, ...]:
    """Return the pages in their order."""
    return tuple(page for source in CONTENTS for page in _pages_in(source))


def preface() -> str:
    """Return what the manual says before its first chapter."""
    return _CHAPTER.split(_read(_WHOLE))[0]


def _read(source: str) -> str:
    return (manual().parent / source).read_text("utf-8")


def _pages_in(source: str) -> list[ManualPage]:
    text = _read(source)
    if source != _WHOLE:
        title = text.partition("\n")[0].removeprefix("# ")
        return [ManualPage(source.removesuffix(MARKDOWN), title, source, text)]
    chapters = (part.partition("\n") for part in _CHAPTER.split(text)[1:])
    return [
        ManualPage(anchor(title), title, source, f"# {title}\n{_raised(body)}")
        for title, _end, body in chapters
    ]


def _raised(body: str) -> str:
    """Let the headings of a chapter stand one step higher: the chapter is a page now."""
    return re.sub(r"^##(?=#+ )", "#", body, flags=re.MULTILINE)


def headings(page: ManualPage) -> list[tuple[int, str]]:
    """Return the headings of a page with their level, the title first."""
    return [(len(marks), words) for marks, words in _HEADING.findall(page.text)]


def target(link: str, source: str) -> tuple[ManualPage, str] | None:
    """Return the page, and the heading as links name it, that a link in a file leads to, if to any."""
    file, _hash, wanted = link.partition("#")
    there = [page for page in pages() if page.source == (file or source)]
    for page in there:
        if wanted in {anchor(words) for _level, words in headings(page)}:
            return page, wanted
    return (there[0], "") if there and not wanted else None


def page_called(name: str) -> ManualPage:
    """Return a page by its name."""
    return next(page for page in pages() if page.name == name)


@cache
def _sections() -> tuple[Section, ...]:
    found: list[Section] = []
    for page in pages():
        _before, *parts = _HEADING.split(page.text)  # marks, heading and text, again and again
        found += [Section(page, *pair) for pair in zip(parts[1::3], parts[2::3], strict=True)]
    return tuple(found)


@cache
def _ranked() -> Ranked:
    weighed = (
        {each.text: 1.0, f"{each.heading}\n": _IN_HEADING, each.page.title: _IN_TITLE} for each in _sections()
    )
    return counted(weighed)


def find(question: str) -> list[Section]:
    """Return the sections that answer a question, the best first."""
    return [_sections()[number] for number in best(question, _ranked())]
