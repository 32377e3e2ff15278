"""Tables of who is who: what their columns say, which file a row is about, and who wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.intake.corrections import with_new_people, with_people, with_role, with_round
from coding.intake.known_study import KnownStudy
from coding.intake.patterns import with_pattern
from coding.intake.plan import GuessSource, ImportPlan, ImportRow
from coding.intake.tables import found_table, guess_uses, with_table, without_table
from coding.intake.taken_tables import ColumnUse, TableCell
from coding.model.document import Table
from coding.model.study import Role, Round, School
from tests.coding.intake.test_arrivals import JOINT, TWO_VOICES, file, plan
from tests.lengths import times

USES = {use.name.casefold(): use for use in ColumnUse}


def table(text: str, name: str = "who.xlsx") -> Table:
    """Return a table of lines whose cells are parted by bars."""
    header, *rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().split("\n")]
    return Table(name, header, tuple(rows))


def filled(planned: ImportPlan, text: str) -> ImportPlan:
    """Fill a plan from a table whose uses are guessed."""
    given = table(text)
    return with_table(planned, given, guess_uses(given, planned))


def facts(import_row: ImportRow) -> tuple[str, str, str, list[str]]:
    return (
        import_row.round.value,
        import_row.keys,
        import_row.date.value,
        [participant.name for participant in import_row.participants],
    )


@pytest.mark.parametrize(
    ("header", "cell", "use"),
    [
        ("File name", "one", "file"),
        ("Transcript", "one.docx", "file"),
        ("what", "one", "file"),
        ("KEY", "B2", "key"),
        ("which", "B2", "key"),
        ("Participant ID", "P01", "person"),
        ("Interview date", "12 June 2015", "date"),
        ("when", "2015-06-12", "date"),
        ("School year", "2014", "round"),
        ("Job title", "Deputy head", "role"),
        ("Site", "Saltmere", "school"),
        ("Group", "SLT", "group"),
        ("Age", "47", "of_person"),
        ("Years in post", "4", "of_person"),
        ("Stage", "early", "of_interview"),
        ("Place", "Library", "of_interview"),
        ("Nothing", "", "leave_out"),
    ],
)
def test_what_a_column_says_is_guessed(header: str, cell: str, use: str) -> None:
    assert guess_uses(Table("t", (header,), ((cell,),)), plan(file("one.docx"))) == (USES[use],)


def test_what_differs_between_two_interviews_of_a_person_is_not_the_person_s() -> None:
    given = table("Name | Mood | Born\nJ | early | 1970\nJ | late | 1970\nK | late | 1980")
    assert guess_uses(given, plan())[1:] == (ColumnUse.OF_INTERVIEW, ColumnUse.OF_PERSON)


@pytest.mark.parametrize(
    "written",
    [
        "tape 7.docx",
        "TAPE 7",
        "tape_7",
        "tape 7.mp3",
        "x/Tape 7.docx",
        "C:\\study\\x\\tape 7.docx",
        " tape 7 ",
    ],
)
def test_a_file_is_found_by_its_name(written: str) -> None:
    given = Table("t", ("File", "Key"), ((written, "B2"),))
    done = with_table(plan(file("x/tape 7.docx"), file("x/tape 77.docx")), given, [USES["file"], USES["key"]])
    assert [import_row.keys for import_row in done.rows] == ["B2", ""]
    assert done.tables[0].match.without_row == (1,)


def test_the_beginning_of_a_name_is_enough_where_it_fits_one() -> None:
    done = filled(plan(file("12 - Hill, final.docx"), file("13 - Oak.docx")), "File|Round\n12|2015\n13|2014")
    assert [import_row.round.value for import_row in done.rows] == ["2015", "2014"]


def test_a_row_fills_in_everything() -> None:
    done = filled(
        plan(file("tape 7.docx")),
        "File|Round|School|Role|Name|Date|Tenure|Place\ntape 7|2015|B|2|Mrs Hill|12.6.2015|9 years|Library",
    )
    (import_row,) = done.rows
    assert facts(import_row) == ("2015", "B2", "2015-06-12", ["Mrs Hill"])
    assert (dict(import_row.attributes), dict(import_row.attributes_of(0))) == (
        {"Place": "Library"},
        {"Tenure": "9 years"},
    )
    assert import_row.round.source is GuessSource.TABLE
    assert not import_row.round.is_guess


def test_several_rows_of_a_file_are_several_people() -> None:
    done = filled(
        plan(file("tape.docx", JOINT)),
        "File|Name|Key|Title|Age\ntape|Mr Oak|B2|x|40\ntape|Mrs Hill|B3|x|50",
    )
    (import_row,) = done.rows
    assert [(participant.name, participant.role) for participant in import_row.participants] == [
        ("Mr Oak", 2),
        ("Mrs Hill", 3),
    ]
    assert [dict(import_row.attributes_of(participant)) for participant in (0, 1)] == [
        {"Age": "40"},
        {"Age": "50"},
    ]


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        (("Bell, Ann", "Carr, Bob"), [["Bell, Ann"], ["Carr, Bob"]]),
        (("O’Dair, Niamh", "van der Berg, Jo Ann"), [["O’Dair, Niamh"], ["van der Berg, Jo Ann"]]),
        (("Ek, Åsa", ""), [["Ek, Åsa"], ["two"]]),
        (("Bell, Ann", "Bob Carr"), [["Bell", "Ann"], ["Bob Carr"]]),  # shaped so in one cell only
        (("Ann, Bob and Cy", "Dee, Eve"), [["Ann", "Bob", "Cy"], ["Dee", "Eve"]]),
    ],
)
def test_a_surname_before_a_comma_is_part_of_one_name(
    cells: tuple[str, str], people: list[list[str]]
) -> None:
    planned = plan(file("one.txt"), file("two.txt", sha256="2"))
    planned = filled(planned, f"File | Person\none | {cells[0]}\ntwo | {cells[1]}")
    assert [[each.name for each in row.participants] for row in planned.rows] == people


def test_rows_of_one_talk_with_two_schools_keep_them() -> None:
    planned = filled(plan(file("talk.txt", TWO_VOICES)), "File | Key | Name\ntalk | A1 | Jo\ntalk | B2 | Bo")
    assert planned.rows[0].keys == "A1, B2"
    assert planned.tables[0].match.contradictions == ()


def test_people_speak_under_their_names() -> None:
    talk = "Interviewer: How?\nHill: So.\nOak: And so.\nInterviewer: Why?\nHill: No.\nOak: Yes."
    done = filled(plan(file("tape.docx", talk)), "File|Name\ntape|Oak\ntape|Hill")
    assert {v.label: v.participant for v in done.rows[0].speaker_labels} == {
        "Interviewer": None,
        "Hill": 1,
        "Oak": 0,
    }


@pytest.mark.parametrize(
    ("labels", "names", "participants"),
    [
        (("Female Voice 1", "MV1"), ("Mr Oak", "Mrs Hill"), {"Female Voice 1": 1, "MV1": 0}),
        (("Female Voice 1", "FV2"), ("Mrs Oak", "Mrs Hill"), {"Female Voice 1": None, "FV2": None}),
        (("JH", "Oak"), ("Tom Oak", "Jane Hill"), {"JH": 1, "Oak": 0}),
        (("Hill", "Tom"), ("Tom Hill", "Jane Hill"), {"Hill": None, "Tom": 0}),
    ],
)
def test_who_of_two_speaks_is_guessed_by_name_or_title(
    labels: tuple[str, str], names: tuple[str, str], participants: dict[str, int | None]
) -> None:
    one, two = labels
    talk = f"Interviewer: How?\n{one}: So.\n{two}: And so.\nInterviewer: Why?\n{one}: No.\n{two}: Yes."
    done = filled(plan(file("tape.docx", talk)), f"File|Name\ntape|{names[0]}\ntape|{names[1]}")
    assert {v.label: v.participant for v in done.rows[0].speaker_labels[1:]} == participants


def test_rows_without_names_keep_the_order_of_the_table() -> None:
    done = filled(plan(file("tape.docx", JOINT)), "File|Role|Age\ntape|Deputy|40\ntape|Headteacher|50")
    (import_row,) = done.rows
    assert [participant.title for participant in import_row.participants] == ["Deputy", "Headteacher"]
    assert {v.label: v.participant for v in import_row.speaker_labels} == {
        "Interviewer": None,
        "Head": 1,
        "Deputy": 0,
    }


def test_a_school_s_name_goes_with_the_letter_in_the_files_names() -> None:
    planned = plan(file("2014/B2.docx"), file("2015/B3.docx"), file("2015/C3.docx"), file("2015/D3.docx"))
    done = filled(planned, "File|School\nB2|Saltmere\nB3|Saltmere\nC3|Ashdown\nD3|Ashdown")
    assert [import_row.keys for import_row in done.rows] == ["B2", "B3", "", ""]
    assert done.tables[0].match.school_names == {"B": "Saltmere"}
    assert {c.taken for c in done.tables[0].match.contradictions} == {"Ashdown"}


def test_a_row_for_a_file_in_another_folder_is_not_this_one_s() -> None:
    done = filled(plan(file("2015/B2 June.docx")), "File|Place\n2014/B2 June.docx|Hall\n2014/B2|Hall")
    assert done.tables[0].match.without_file == (0, 1)


def test_a_key_is_found_in_its_round_or_in_all() -> None:
    planned = plan(file("2014/B2.docx"), file("2015/B2.docx"), file("2015/B3.docx"))
    by_round = filled(planned, "Key|Round|Place\nB2|2015|Hall\nB5|2015|Attic")
    assert [dict(a.attributes) for a in by_round.rows] == [{}, {"Place": "Hall"}, {}]
    assert by_round.tables[0].match.without_file == (1,)
    in_all = filled(planned, "Key|Age\nB2|50")
    assert [dict(a.attributes_of(0)) for a in in_all.rows] == [{"Age": "50"}, {"Age": "50"}, {}]


def test_a_key_with_two_interviews_in_a_round_is_not_clear() -> None:
    done = filled(plan(file("2015/B2 head.docx"), file("2015/B2 deputy.docx")), "Key|Place\nB2|Hall")
    assert done.tables[0].match.unclear == (0,)
    assert not any(import_row.attributes for import_row in done.rows)


def test_of_two_files_of_one_name_the_round_decides() -> None:
    planned = plan(file("2014/tape.docx"), file("2015/tape.docx"))
    done = filled(planned, "File|Round|Key\ntape|2015|B2\ntape||B3")
    assert [import_row.keys for import_row in done.rows] == ["", "B2"]
    assert done.tables[0].match.unclear == (1,)


def test_the_table_wins_over_the_name_and_says_so() -> None:
    done = filled(plan(file("2015/B2.docx")), "File|Round|Key\nB2|2014|C3")
    assert facts(done.rows[0])[:2] == ("2014", "C3")
    found = {(c.use.value, c.named, c.taken, c.source) for c in done.tables[0].match.contradictions}
    assert found == {
        ("round", "2015", "2014", "folder"),
        ("school", "B", "C", "file name"),
        ("role", "2", "3", "file name"),
    }


def test_rows_that_contradict_each_other_are_listed() -> None:
    done = filled(plan(file("tape.docx")), "File|Round|Name\ntape|2014|A\ntape|2015|B")
    (contradiction,) = done.tables[0].match.contradictions
    assert (contradiction.named, contradiction.taken, contradiction.source) == ("2015", "2014", "table")


def test_a_person_of_whom_two_things_are_said_is_listed() -> None:
    planned = plan(file("one.docx"), file("two.docx"))
    uses = [USES[use] for use in ("file", "person", "of_person")]
    done = with_table(planned, table("File|Name|Tenure\none|A|3\ntwo|A|4"), uses)
    (contradiction,) = done.tables[0].match.contradictions
    assert (contradiction.index, contradiction.named, contradiction.taken) == (1, "3", "4")


def test_a_use_that_another_column_takes_over_is_given_up() -> None:
    given = table("One|Two\nx|tape\ny|other")
    first = with_table(plan(file("tape.docx")), given, [USES["file"], USES["of_interview"]])
    then = with_table(first, given, [USES["file"], USES["file"]])
    assert then.tables[0].uses == (USES["leave_out"], USES["file"])
    assert then.tables[0].match.rows == ((0,), ())
    both = with_table(plan(), given, [USES["file"], USES["file"]])
    assert both.tables[0].uses == (USES["file"], USES["leave_out"])


def test_cells_that_say_nothing_understood_are_listed() -> None:
    given = table("File|Role|Date|Key\ntape|Wizard|soon|who knows")
    done = with_table(plan(file("tape.docx")), given, [USES[u] for u in ("file", "role", "date", "key")])
    assert set(done.tables[0].match.not_understood) == {TableCell(0, 1), TableCell(0, 2), TableCell(0, 3)}


def test_what_a_person_has_said_stays() -> None:
    by_hand = with_people(with_role(with_round(plan(file("B2.docx")), [0], "2013"), [0], 5), [0], ["Me"])
    done = filled(by_hand, "File|Round|Role|Name|Date\nB2|2015|2|You|1.2.2015")
    assert facts(done.rows[0]) == ("2013", "B5", "2015-02-01", ["Me"])
    fresh = filled(with_new_people(plan(file("B2.docx")), [0]), "File|Name\nB2|You")
    assert facts(fresh.rows[0])[3] != ["You"]


def test_people_named_by_hand_get_the_role_that_a_table_says() -> None:
    by_hand = with_people(plan(file("tape.docx", JOINT)), [0], ["Me", "You"])
    done = filled(by_hand, "File|Key\ntape|B3")
    assert [(participant.name, participant.role) for participant in done.rows[0].participants] == [
        ("Me", 3),
        ("You", 3),
    ]
    assert [
        (participant.role, participant.title)
        for participant in without_table(done, "who.xlsx").rows[0].participants
    ] == [
        (2, "Headteacher"),
        (2, "Deputy"),
    ]


def test_a_table_is_replaced_and_taken_back() -> None:
    before = plan(file("2015/B2.docx", JOINT))
    once = filled(before, "File|Round|Name|Place\nB2|2014|X|Hall")
    again = filled(once, "File|Key\nB2|C3")
    assert facts(again.rows[0])[:2] == ("2015", "C3")
    assert (len(again.tables), dict(again.rows[0].attributes)) == (1, {})
    assert without_table(again, "who.xlsx") == before


def test_a_table_stands_above_a_pattern_whichever_came_first() -> None:
    planned = plan(file("2015/B2 May.docx"))
    text = "File|Round\nB2 May|2014"
    first, then = filled(planned, text), with_pattern(planned, "{round}/{key} {person}")
    assert with_pattern(first, "{round}/{key} {person}").rows == filled(then, text).rows
    assert facts(filled(then, text).rows[0])[0] == "2014"


def test_two_tables_fill_in_together() -> None:
    given = table("File|Key\ntape|B2"), table("Key|Age\nB2|50", "people.csv")
    planned = plan(file("tape.docx"))
    for one in given:
        planned = with_table(planned, one, guess_uses(one, planned))
    assert dict(planned.rows[0].attributes_of(0)) == {"Age": "50"}


def test_the_study_s_own_names_are_known() -> None:
    known = KnownStudy(
        (School(1, "Q", "Saltmere"),), (Round(1, "2014"), Round(2, "2015")), (Role(1, 7, "Cook", ""),)
    )
    done = filled(plan(file("tape.docx"), known=known), "File|School|Role|Round\ntape|saltmere|cook|2")
    assert facts(done.rows[0])[:2] == ("2015", "Q7")


def test_a_table_among_the_files_is_known_by_what_it_is_about() -> None:
    planned = plan(file("2015/B2.docx"), file("2015/B3.docx"))
    assert found_table(planned, table("File|Age\nB2|50\nother|60"))
    assert found_table(planned, table("Key|Age\nB2|50\nB3|60"))
    assert found_table(planned, table("Topic|Page\ntrust|50\ncake|60")) is None
    assert found_table(planned, table("School|Role|Answer\nB|2|yes\nB|2|no")) is None
    key_file = table("name|pseudonym|kind|file\nMrs Hill|Anna|person|B2")
    assert found_table(planned, key_file) is None
    without_header = found_table(planned, table("B2|50\nB3|60"))
    assert without_header
    assert [dict(a.attributes) for a in without_header.rows] == [{"2": "50"}, {"2": "60"}]


_CELLS = st.sampled_from(
    ["", "B2", "C9", "2014/B2.docx", "b2", "2015", "Round 1", "Head", "2", "x" * 300, "12.6.2015",
     "Mrs Hill and Mr Oak", "Saltmere", "B", "?", "é", "0", "9" * 20, "٣", "²", "(", "\\", "/", "."]
)  # fmt: skip


@st.composite
def any_table(draw: st.DrawFn) -> tuple[Table, list[ColumnUse]]:
    width = draw(st.integers(1, 5))
    rows = draw(st.lists(st.tuples(*[_CELLS] * width), max_size=5))
    header = draw(st.tuples(*[_CELLS] * width))
    return Table("t", header, tuple(rows)), draw(
        st.lists(st.sampled_from(ColumnUse), min_size=width, max_size=width)
    )


@times(8)
@given(any_table())
def test_any_table_is_taken_and_taken_back(given_table: tuple[Table, list[ColumnUse]]) -> None:
    before = plan(file("2014/B2.docx"), file("2015/B2.docx", JOINT), file("notes.docx"))
    done = with_table(before, *given_table)
    match = done.tables[0].match
    assert len(match.rows) == len(given_table[0].rows)
    told = set(match.without_file) | set(match.unclear) | {at for at, met in enumerate(match.rows) if met}
    assert told == set(range(len(given_table[0].rows)))
    assert without_table(done, "t") == before
    guess_uses(given_table[0], before)
