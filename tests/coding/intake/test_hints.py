"""What names of files and headings say."""

import pytest

from coding.intake.hints import keys_in, plain, round_in, school_in
from coding.model.study import Role, Round, School
from tests.coding.intake.plans import ROLES


@pytest.mark.parametrize(
    ("name", "key", "school", "round_"),
    [
        ("B2 head", "B2", "", ""),
        ("B2_2015", "B2", "", "2015"),
        ("Round 2 2015", "", "", "2015"),
        ("Round 2", "", "", "Round 2"),
        ("School B", "", "B", ""),
        ("B", "", "B", ""),
        ("school a good one", "", "", ""),
        ("A5 Y2 teacher 12.06.15", "A5", "", ""),
        ("Bxxxxx-HT/DHT", "", "", ""),
        ("deputy_head-C2-v2", "C2", "", ""),
        ("Chair of Governors D1", "D1", "", ""),
        ("Headlines on overheads", "", "", ""),
    ],
)
def test_names_are_read(name: str, key: str, school: str, round_: str) -> None:
    text = plain(name)
    assert ", ".join(map(str, keys_in(text, (), ROLES))) == key
    assert (school_in(text), round_in(text)) == (school, round_)


def test_what_the_study_knows_comes_first() -> None:
    schools = (School(1, "O", "Oakfield"), School(2, "Y", ""))
    rounds = (Round(1, "June 2014"), Round(2, "June 2015"))
    roles = (Role(1, 7, "Coordinator", "T"),)
    assert school_in("at Oakfield Primary", schools) == "O"
    assert [str(key) for key in keys_in("Y7 O5", schools, roles)] == ["Y7"]
    assert round_in("2015", rounds) == "June 2015"
    assert round_in("Round 1", rounds) == "June 2014"
