"""The key of a post, ``B2``: the school's letter and the role's number, and the words beside it.

A key says school and role and is not unique to a person. Everything that writes or reads one
comes here.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from coding.language import _
from coding.model.study import Role, School

_KEY = re.compile(r"([^\W\d_]{1,3})\s?-?(\d{1,2})(?!\w)")


class InterviewKey(NamedTuple):
    """The two parts of a key: ``letter`` is upper case, ``number`` the role's."""

    letter: str
    number: int

    def __str__(self) -> str:
        """Write it as on a transcript."""
        return f"{self.letter}{self.number}"


def key(school: School, role: Role) -> InterviewKey:
    """Return the key of a role at a school."""
    return InterviewKey(school.letter, role.number)


def parse_key(text: str) -> InterviewKey | None:
    """Read ``B2``, ``b2`` or ``B-2``; None for anything else, a key with words after it included."""
    found, rest = split_key(text)
    return None if rest else found


def split_key(text: str) -> tuple[InterviewKey | None, str]:
    """Read the key at the beginning of a text; return it with the words after it.

    ``B5 Newly qualified teacher`` gives B5 and the words; a text that opens with no key comes
    back whole.
    """
    text = text.strip()
    found = _KEY.match(text)
    if found is None:
        return None, text
    return InterviewKey(found[1].upper(), int(found[2])), text[found.end() :].lstrip(" .:,·-–—")


def school_in_words(letter: str, name: str) -> str:
    """Return what a school is called: its name, or its letter where it has none."""
    return name or _("School {letter}").format(letter=letter)


def keys_in_words(keys: Iterable[str]) -> str:
    """Return the keys of an interview's participants, each once: ``B2`` or ``B2, B4``."""
    return ", ".join(dict.fromkeys(filter(None, keys)))


def roles_in_words(titles: Iterable[str]) -> str:
    """Return titles as one phrase, each once: ``Head and deputy``."""
    first, *others = [*dict.fromkeys(filter(None, titles))] or [""]
    return in_words([first, *map(in_sentence, others)])


def in_words(names: Iterable[str]) -> str:
    """Return names as one phrase, each once: ``School A, School B and School C``."""
    phrase = list(dict.fromkeys(names))
    if len(phrase) < 2:
        return "".join(phrase)
    return _("{some} and {last}").format(some=", ".join(phrase[:-1]), last=phrase[-1])


def in_sentence(title: str) -> str:
    """Take the capital off a title inside a phrase, but not off an abbreviation (``SENCo``)."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def heading(keys: str, roles: str, schools: str, title: str) -> str:
    """Return what stands over an interview: ``B2 · Head and deputy, School B``, or its title.

    The first three as the functions above and the schools' names give them; any may be empty.
    """
    who = ", ".join(filter(None, (roles, schools)))
    return " · ".join(filter(None, (keys, who))) if keys or roles else title or who
