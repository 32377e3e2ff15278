"""What names of files and headings say."""

import pytest

from coding.intake.hints import PostHint, date_in, keys_in, plain, posts_in, round_in, school_in
from coding.model.study import Role, Round, School


@pytest.mark.parametrize(
    ("name", "key", "school", "round_", "posts"),
    [
        ("B2 head", "B2", "", "", [PostHint(2, "Headteacher")]),
        ("B2_2015", "B2", "", "2015", []),
        ("Round 2 2015", "", "", "2015", []),
        ("Round 2", "", "", "Round 2", []),
        ("School B", "", "B", "", []),
        ("B", "", "B", "", []),
        ("school a good one", "", "", "", []),
        ("A5 Y2 teacher 12.06.15", "A5", "", "", [PostHint(5, "Year 2 teacher")]),
        ("Bxxxxx-HT/DHT", "", "", "", [PostHint(2, "Headteacher"), PostHint(2, "Deputy")]),
        ("Wxxxxx-Literacy Lead", "", "", "", [PostHint(4, "Literacy lead")]),
        ("deputy_head-C2-v2", "C2", "", "", [PostHint(2, "Deputy")]),
        ("Class teacher (Y3)", "", "", "", [PostHint(5, "Year 3 teacher")]),
        ("Chair of Governors D1", "D1", "", "", [PostHint(1, "Chair of governors")]),
        ("Headlines on overheads", "", "", "", []),
    ],
)
def test_names_are_read(name: str, key: str, school: str, round_: str, posts: list[PostHint]) -> None:
    text = plain(name)
    assert ", ".join(map(str, keys_in(text))) == key
    assert (school_in(text), round_in(text), list(posts_in(text))) == (school, round_, posts)


def test_what_the_study_knows_comes_first() -> None:
    schools = (School(1, "O", "Oakfield"), School(2, "Y", ""))
    rounds = (Round(1, "June 2014"), Round(2, "June 2015"))
    roles = (Role(1, 7, "Coordinator", "T"),)
    assert school_in("at Oakfield Primary", schools) == "O"
    assert [str(key) for key in keys_in("Y7 O5", schools, roles)] == ["Y7"]
    assert round_in("2015", rounds) == "June 2015"
    assert round_in("Round 1", rounds) == "June 2014"
    assert posts_in("the coordinator", roles) == (PostHint(7),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2015-06-12 C5", "2015-06-12"),
        ("20150612_B2", "2015-06-12"),
        ("interview of 12th June 2015", "2015-06-12"),
        ("12/06/15", "2015-06-12"),
        ("31.02.2015", ""),
        ("B2 2015", ""),
    ],
)
def test_dates_are_read_days_first(text: str, wanted: str) -> None:
    assert date_in(text) == wanted
