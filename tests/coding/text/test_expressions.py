"""Regular expressions that people write: found, refused with the reason, or given up in time."""

from threading import Thread
from time import perf_counter

import pytest

from coding.text import expressions
from coding.text.expressions import Expression, TooSlowError

FOR_EVER = r"(x|xx)+y"
TEXT = "x" * 5_000


def test_one_is_found_in_a_text_whatever_the_case() -> None:
    assert Expression(r"trust\w*", exact=False).is_in("We TRUSTED each other")
    assert not Expression(r"trust\w*", exact=True).is_in("We TRUSTED each other")


@pytest.mark.parametrize(
    "pattern", ["(", "[z-a]", "a**", "(" * 5_000, "(?:(?:a{999}){999}){999}", "x" * 1001]
)
def test_what_is_none_says_why(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Expression(pattern, exact=True)


@pytest.mark.parametrize("pattern", [r"(.+)+\d", r"(.*a){12}z", FOR_EVER])
def test_one_that_takes_for_ever_is_given_up(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "SECONDS", 0.2)
    begin, text = perf_counter(), "x" * 200 + " a" * 500
    with pytest.raises(TooSlowError, match="takes too long"):
        Expression(pattern, exact=True).is_in(text)
    assert perf_counter() - begin < 10


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"^(a|a)*$", r"(x+x+)+y", r"(\w+\s?)+!\d"])
def test_some_that_took_for_ever_are_found_at_once(pattern: str) -> None:
    assert not Expression(pattern, exact=True).is_in("x" * 200 + " a" * 500 + ".")


def test_its_time_is_for_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "SECONDS", 0.2)
    slow = Expression(FOR_EVER, exact=True)
    with pytest.raises(TooSlowError):
        any(slow.is_in("x" * 26) for _text in range(10_000))


def test_others_work_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is alive while an expression is looked for on another thread."""
    monkeypatch.setattr(expressions, "SECONDS", 1.0)
    ends: list[float] = []

    def look() -> None:
        with pytest.raises(TooSlowError):
            Expression(FOR_EVER, exact=True).is_in(TEXT)
        ends.append(perf_counter())

    thread = Thread(target=look)
    thread.start()
    turns = 0
    while thread.is_alive() and turns < 1000:
        turns += 1
    thread.join()
    assert turns == 1000
