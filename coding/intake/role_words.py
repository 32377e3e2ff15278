"""Which of a study's roles a text names: by their own names, and by what posts are called in a language."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coding.model.study import Role, Span

_AS_WRITTEN: Final = "*"


class PostHint(NamedTuple):
    """A post that a text names: the role's number, None if unknown, and what is finer than the role.

    ``school`` is the letter or name of its own school, empty where that is the interview's.
    """

    number: int | None
    title: str = ""
    school: str = ""


class PostWords(NamedTuple):
    """How texts name a post.

    ``words`` is a regular expression, ``title`` what somebody is called then (``{}`` for the group of
    the expression, ``*`` for the words as written, empty where the role says it all); ``kind_of`` is
    the broader post that it is one of; of a ``single`` one a school has only one.
    """

    name: str
    words: str
    title: str = ""
    kind_of: str = ""
    single: bool = False


class RoleWords:
    """The roles of a study and the words for posts, to read texts with."""

    def __init__(self, roles: Sequence[Role] = (), posts: Sequence[PostWords] = ()) -> None:
        """Learn from the roles' names which posts they are for."""
        self._posts = posts
        words = "|".join(f"(?P<p{at}>{post.words})" for at, post in enumerate(posts))
        self._words = re.compile(rf"(?<![^\W_])(?:{words})(?!\w)", re.IGNORECASE) if posts else None
        self._names = [
            (role.number, re.compile(rf"(?<!\w){re.escape(role.name)}(?!\w)", re.IGNORECASE))
            for role in roles
            if role.name
        ]
        self._named: dict[str, int] = {}  # roles' numbers by the posts that their names name
        self._like: dict[str, int] = {}  # and by what a post is a kind of that a name only describes
        for role in roles:
            for post, _match in self._find(role.name):
                known = (self._like, post.kind_of) if post.title == _AS_WRITTEN else (self._named, post.name)
                known[0].setdefault(known[1], role.number)
        self._kinds = {post.name: post.kind_of for post in posts}
        self._single = {self._named[post.name] for post in posts if post.single and post.name in self._named}

    def posts_in(self, text: str) -> tuple[PostHint, ...]:
        """Return the posts that a text names (``HT/DHT`` names two), each once, in order.

        A name of one of the study's own roles says more than the words that are usual, but not inside
        another role's: a head teacher is no teacher.
        """
        found = [(self._hint(post, words), words) for post, words in self._find(text)]
        numbers = {hint.number for hint, _words in found}
        taken = [Span(*words.span()) for hint, words in found if hint.number is not None]
        for number, name in self._names:
            places = (Span(*match.span()) for match in name.finditer(text))
            if number not in numbers and any(not any(t.contains(at) for t in taken) for at in places):
                return (PostHint(number),)
        return tuple(dict.fromkeys(hint for hint, _words in found))

    def post_in(self, text: str) -> PostHint | None:
        """Return the one post that a text names, by its number alone or in words; None if it names none."""
        if text.isdecimal() and len(text) <= 4:
            return PostHint(int(text))
        return next(iter(self.posts_in(text)), None)

    def is_single(self, number: int | None) -> bool:
        """Tell whether a school has only one with each title of a role: one head, one deputy."""
        return number in self._single

    def _find(self, text: str) -> Iterator[tuple[PostWords, re.Match[str]]]:
        for match in self._words.finditer(text) if self._words else ():
            yield self._posts[int(_group(match)[1:])], match

    def _hint(self, post: PostWords, words: re.Match[str]) -> PostHint:
        number = self._number(post)
        if post.title == _AS_WRITTEN or (number is None and not post.title):
            first, *others = words[0].split()
            return PostHint(number, " ".join([first[:1].upper() + first[1:], *map(_lowered, others)]))
        held = words[words.re.groupindex[_group(words)] + 1] if "{}" in post.title else ""
        return PostHint(number, post.title.format(held))

    def _number(self, post: PostWords) -> int | None:
        """Return the number of the role that a post belongs to, or of the role that names its kind."""
        number = None if post.title == _AS_WRITTEN else self._named.get(post.name)
        kind = post.kind_of
        while number is None and kind:
            number = self._named.get(kind, self._like.get(kind))
            kind = self._kinds.get(kind, "")
        return number


def _group(match: re.Match[str]) -> str:
    """Return the name of the group that says which post was found."""
    return next(name for name, found in match.groupdict().items() if found)


def _lowered(word: str) -> str:
    return word if word.isupper() else word.lower()
