"""Patterns of names: what they read, what they refuse, and that what a person has said stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UserError
from coding.intake.corrections import with_people, with_role, with_round
from coding.intake.known_study import KnownStudy
from coding.intake.pattern_reading import parse
from coding.intake.patterns import pattern_examples, suggested, with_pattern
from coding.intake.plan import Guess, GuessSource, PatternOf
from coding.model.study import Role, Round, School
from tests.coding.intake.test_arrivals import JOINT, TALK, file, plan
from tests.lengths import times

_VALUES = {
    "round": st.sampled_from(["2014", "2015", "Round 2", "Wave 1"]),
    "school": st.sampled_from("ABCDEK"),
    "role": st.integers(1, 9).map(str),
    "person": st.sampled_from(["Jane Hill", "Txxx", "Mrs O’Neill", "Zoë"]),
    "date": st.sampled_from(["2015-06-12", "2014-01-03"]),
    "any": st.sampled_from(["interview", "final", "tape 3"]),
}


def read(name: str, pattern: str, known: KnownStudy | None = None) -> dict[str, str] | None:
    (example,) = pattern_examples(plan(file(name), known=known), pattern)
    return dict(example.values) if example.matches else None


@pytest.mark.parametrize(
    ("name", "pattern", "values"),
    [
        ("2015/B2 June.docx", "{round}/{school}{role} {any}", {"round": "2015", "school": "B", "role": "2"}),
        ("2015/B2.docx", "{round}/{school}{role} {any}", {"round": "2015", "school": "B", "role": "2"}),
        ("B2_2015_final.docx", "{key} {round} {any}", {"school": "B", "role": "2", "round": "2015"}),
        ("2014b3.docx", "{round}{school}{role}", {"round": "2014", "school": "B", "role": "3"}),
        ("tape 7 - B-2.docx", "{any} - {key}", {"school": "B", "role": "2"}),
        ("School D/Head.docx", "{school}/{role}", {"school": "D", "role": "Headteacher"}),
        ("St Mary's - deputy.txt", "{school} - {role}", {"school": "St Mary's", "role": "Deputy"}),
        ("Jane Hill 12.06.2015.rtf", "{person} {date}", {"person": "Jane Hill", "date": "2015-06-12"}),
        ("Hill & Oak, 3 June 2015.odt", "{person}, {date}", {"person": "Hill, Oak", "date": "2015-06-03"}),
        ("B - HT & DHT.odt", "{school} - {role}", {"school": "B", "role": "Headteacher, Deputy"}),
        ("notes.docx", "{round}/{school}{role}", None),
        ("x/B banana.docx", "{school} {role}", None),
        ("B2 2015-13-40.docx", "{key} {date}", None),
    ],
)
def test_a_name_is_read(name: str, pattern: str, values: dict[str, str] | None) -> None:
    assert read(name, pattern) == values


@given(
    fields=st.lists(st.sampled_from(list(_VALUES)), min_size=1, max_size=5, unique=True),
    between=st.sampled_from(["/", " -- ", "__(", ", "]),
    data=st.data(),
)
def test_a_name_made_from_a_pattern_is_read_back(
    fields: list[str], between: str, data: st.DataObject
) -> None:
    if fields == ["any"]:
        return
    values = {field: data.draw(_VALUES[field]) for field in fields}
    pattern = between.join(f"{{{field}}}" for field in fields)
    found = read(between.join(values[field] for field in fields) + ".docx", pattern)
    assert found == {field: value for field, value in values.items() if field != "any"}


def read_heading(heading: str, pattern: str, known: KnownStudy | None = None) -> dict[str, str] | None:
    planned = plan(file("x.docx", f"{heading}\n{TALK}"), known=known)
    (example,) = pattern_examples(planned, pattern, PatternOf.HEADING)
    assert example.text == heading.replace("\n", " / ")
    return dict(example.values) if example.matches else None


@pytest.mark.parametrize(
    ("heading", "pattern", "values"),
    [
        ("Bxxxxx-HT/DHT", "{any}-{role}", {"role": "Headteacher, Deputy"}),
        ("Bxxxxx – HT", "{school} - {role}", {"school": "Bxxxxx", "role": "Headteacher"}),
        (
            "Oak School, interview with the headteacher, 12 June 2015",
            "{school}, interview with the {role}, {date}",
            {"school": "Oak School", "role": "Headteacher", "date": "2015-06-12"},
        ),
        ("School B\nDeputy, 13/06/2015", "{school}/{role}, {date}",
         {"school": "B", "role": "Deputy", "date": "2015-06-13"}),
        ("School B\nDeputy, 12/06/2015", "{school}/{role}, {date}", {"school": "B", "role": "Deputy"}),
        ("A study of schools\nB2, Jane Hill", "{key}, {person}",
         {"school": "B", "role": "2", "person": "Jane Hill"}),
        ("Round 2/B/2", "{round}/{school}/{role}", {"round": "Round 2", "school": "B", "role": "2"}),
        ("Bxxxxx-HT", "{school}, {role}", None),
        ("Bxxxxx-banana", "{any}-{role}", None),
        ("School B\nx, y\nDeputy", "{school}/{role}", None),
    ],
)  # fmt: skip
def test_a_heading_is_read(heading: str, pattern: str, values: dict[str, str] | None) -> None:
    assert read_heading(heading, pattern) == values


@given(
    fields=st.lists(st.sampled_from([f for f in _VALUES if f != "any"]), min_size=1, max_size=5, unique=True),
    between=st.sampled_from(["/", " -- ", ", "]),
    above=st.sampled_from(["", "A study of schools\n"]),
    data=st.data(),
)
def test_a_heading_made_from_a_pattern_is_read_back(
    fields: list[str], between: str, above: str, data: st.DataObject
) -> None:
    values = {field: data.draw(_VALUES[field]) for field in fields}
    pattern = between.join(f"{{{field}}}" for field in fields)
    line = between.join(values[field] for field in fields)
    lines = data.draw(st.sampled_from([line, line.replace("/", "\n")]))
    assert read_heading(f"{above}Seen by us, {lines}", f"Seen by us, {pattern}") == values


def test_the_name_wins_over_the_heading_and_both_are_taken_back() -> None:
    before = plan(file("2015/B2.docx", JOINT), file("x.docx", f"C4, Jane Hill, 3 June 2014\n{TALK}"))
    both = with_pattern(before, "{any}-{role}", of=PatternOf.HEADING)
    both = with_pattern(both, "{round}/{school}{role}")
    assert both.rows[0].keys == "B2"
    assert [participant.title for participant in both.rows[0].participants] == ["Headteacher", "Deputy"]
    other = with_pattern(both, "{key}, {person}, {date}", [1], PatternOf.HEADING)
    assert (other.rows[1].keys, other.rows[1].participants[0].name) == ("C4", "Jane Hill")
    assert other.rows[1].date == Guess("2014-06-03", GuessSource.PATTERN)
    assert other.rows[0] == both.rows[0]
    back = with_pattern(other, "", of=PatternOf.HEADING)
    assert back == with_pattern(before, "{round}/{school}{role}")
    assert with_pattern(back, "") == before


def test_a_name_and_a_heading_that_differ() -> None:
    (import_row,) = plan(file("C3 2014.docx", f"B2 Jane Hill, 2015\n{TALK}")).rows
    planned = with_pattern(plan(import_row.file), "{key} {person}, {round}", of=PatternOf.HEADING)
    (import_row,) = with_pattern(planned, "{key} {round}").rows
    assert (import_row.keys, import_row.round.value, import_row.participants[0].name) == (
        "C3",
        "2014",
        "Jane Hill",
    )


def test_patterns_that_fit_most_headings_are_offered() -> None:
    headings = ("Bxxxxx-HT", "Cxxxxx-DHT", "Bxxxxx-teacher", "")
    files = [file(f"{at}.docx", f"{heading}\n{TALK}".strip()) for at, heading in enumerate(headings)]
    assert suggested(plan(*files), PatternOf.HEADING)[0] == "{any}-{role}"
    assert suggested(plan(file("x.docx")), PatternOf.HEADING) == ()


@given(st.text(st.sampled_from("{}/ _-roundschlkeyatp\\")))
def test_whatever_is_typed_is_a_pattern_or_a_sentence(typed: str) -> None:
    said = "."
    try:
        parse(typed)
    except UserError as error:
        said = error.what
    assert said.endswith(".")


@pytest.mark.parametrize(
    "pattern",
    ["", "{any}", "report", "{shool}", "{round", "round}", "{role}{date}", "{key}{role}", "{any}{key}",
     "{person}{person}", "{key} {school}", "{round} {round}", "{person}{any}", "{any}-" * 6 + "{round}"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(UserError):
        parse(pattern)


def test_a_pattern_fills_the_plan_and_is_taken_back() -> None:
    before = plan(file("2015/B2 June.docx"), file("C4 2014 May.docx"), file("notes.docx"))
    filled = with_pattern(before, "{key} {round} {person}")
    assert [a.round.value for a in filled.rows] == ["2015", "2014", ""]
    assert filled.rows[1].round.source is GuessSource.PATTERN
    assert [participant.name for participant in filled.rows[1].participants] == ["May"]
    assert filled.rows[1].keys == "C4"
    assert with_pattern(filled, "") == before


def test_a_pattern_of_some_files_leaves_the_others() -> None:
    before = plan(file("a/D1.docx"), file("b/D2.docx"))
    filled = with_pattern(before, "{round}/{key}", [1])
    assert [a.round.value for a in filled.rows] == ["", "b"]


def test_what_a_person_has_said_stays() -> None:
    by_hand = with_round(plan(file("2015/B2 June.docx")), [0], "2014")
    by_hand = with_people(with_role(by_hand, [0], 3), [0], ["Mr Txxx"])
    (import_row,) = with_pattern(by_hand, "{round}/{school}{role} {person}").rows
    assert (import_row.round.value, import_row.keys, import_row.participants[0].name) == (
        "2014",
        "B3",
        "Mr Txxx",
    )
    assert import_row.school.source is GuessSource.PATTERN


def test_a_bare_number_does_not_take_the_heading_s_titles_away() -> None:
    (import_row,) = with_pattern(plan(file("2015/B2.docx", JOINT)), "{round}/{key}").rows
    assert [participant.title for participant in import_row.participants] == ["Headteacher", "Deputy"]


def test_the_study_s_own_names_are_known() -> None:
    known = KnownStudy(
        (School(1, "Q", "Saltmere"),), (Round(1, "Spring 2014"),), (Role(1, 7, "Caretaker", ""),)
    )
    found = read("2014/saltmere caretaker.docx", "{round}/{school} {role}", known)
    assert found == {"round": "Spring 2014", "school": "Q", "role": "7"}


def test_patterns_that_fit_most_names_are_offered() -> None:
    files = [file(f"{year}/{key} June.docx") for year in (2014, 2015) for key in ("A1", "B2", "B3")]
    assert suggested(plan(*files, file("list.docx")))[0] == "{round}/{school}{role} {any}"
    assert suggested(plan(file("x/list.docx"), file("x/other words here.docx"))) == ()
    assert suggested(plan()) == ()


@times(8)
@given(
    st.lists(st.sampled_from([*(f"{{{field}}}" for field in _VALUES), " ", "/", "-", "B", "2"]), max_size=7)
)
def test_any_pattern_is_taken_back(parts: list[str]) -> None:
    before = plan(file("2014/B2 Jane Hill.docx"), file("x/B2-2015-06-12.docx", JOINT), file("notes.docx"))
    by_hand = with_people(with_round(before, [1], "2013"), [2], ["Mr Txxx"])
    try:
        done = with_pattern(by_hand, "".join(parts))
    except UserError:
        return
    assert done.rows[1].round.value == "2013"
    assert done.rows[2].participants[0].name == "Mr Txxx"
    assert with_pattern(done, "") == by_hand
