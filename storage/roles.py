"""The roles that a new study begins with, and the words by which texts name posts: one file a language."""

import tomllib
from functools import cache
from typing import Any

from coding.intake.role_words import PostWords
from coding.language import language
from coding.model.study import Role
from storage.resources import resource

_USUAL = "en"


def new_roles() -> tuple[Role, ...]:
    """Return the roles of a new study in the language in use, or in English; their ids are 0."""
    files = _files()
    roles = files.get(language(), files[_USUAL])["roles"]
    return tuple(Role(0, role["number"], role["name"], role["group"]) for role in roles)


@cache
def post_words() -> tuple[PostWords, ...]:
    """Return the words for posts in all languages there are: a text may be in another than the window."""
    return tuple(PostWords(**post) for file in _files().values() for post in file["posts"])


@cache
def _files() -> dict[str, dict[str, Any]]:
    """Return the files by language, the usual one first."""
    paths = sorted(resource("roles").glob("*.toml"), key=lambda path: (path.stem != _USUAL, path.stem))
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}
