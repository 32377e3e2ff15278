"""Which roles texts name: in a study of the usual roles, and in studies of others."""

import pytest

from coding.intake.hints import keys_in, plain
from coding.intake.participants import assign_participants
from coding.intake.role_words import PostHint, RoleWords
from coding.model.study import Role
from storage.roles import post_words
from tests.coding.intake.plans import NEW_STUDY, new_study
from tests.coding.intake.test_arrivals import JOINT, file, names, plan

USUAL = NEW_STUDY.role_words
# Other numbers, other names, and what is one role usually is two here; nobody is a governor.
OTHERS = (
    Role(1, 1, "Principal", "Lead"),
    Role(2, 4, "Deputy", "Lead"),
    Role(3, 7, "Subject leader", "Staff"),
    Role(4, 9, "Class teacher", "Staff"),
    Role(5, 12, "SENCo", "Staff"),
    Role(6, 20, "Caretaker", "Staff"),
)
ELSEWHERE = new_study(roles=OTHERS)


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("B2 head", [(2, "Headteacher")]),
        ("B2_2015", []),
        ("Head Teacher, School B", [(2, "Headteacher")]),
        ("A5 Y2 teacher 12.06.15", [(5, "Year 2 teacher")]),
        ("Bxxxxx-HT/DHT", [(2, "Headteacher"), (2, "Deputy")]),
        ("Wxxxxx-Literacy Lead", [(4, "Literacy lead")]),
        ("head of KS2", [(4, "Head of KS2")]),
        ("head of maths", [(4, "Head of maths")]),
        ("Jane, head of Oak Primary", [(2, "Headteacher")]),
        ("head of St Mary’s Junior School", [(2, "Headteacher")]),
        ("deputy_head-C2-v2", [(2, "Deputy")]),
        ("executive head", [(2, "Executive headteacher")]),
        ("assistant head and SENCo", [(3, "Assistant headteacher"), (4, "SENCo")]),
        ("SLT member", [(3, "")]),
        ("Class teacher (Y3)", [(5, "Year 3 teacher")]),
        ("teacher yr 2", [(5, "Year 2 teacher")]),
        ("teacher YR, supply teacher", [(5, "Reception teacher"), (5, "Supply teacher")]),
        ("Chair of Governors D1", [(1, "Chair of governors")]),
        ("Headlines on overheads", []),
    ],
)
def test_posts_are_read_in_a_new_study(text: str, posts: list[tuple[int, str]]) -> None:
    assert [(post.number, post.title) for post in USUAL.posts_in(plain(text))] == posts


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("head", [(1, "Headteacher")]),
        ("HT/DHT", [(1, "Headteacher"), (4, "Deputy")]),
        ("literacy lead", [(7, "Literacy lead")]),
        ("sendco", [(12, "SENCo")]),
        ("nqt", [(9, "Newly qualified teacher")]),
        ("the caretaker", [(20, "")]),
        ("parent governor", [(None, "Parent governor")]),
        ("assistant head", [(None, "Assistant headteacher")]),
    ],
)
def test_posts_are_the_study_s_own_roles(text: str, posts: list[tuple[int | None, str]]) -> None:
    assert [(post.number, post.title) for post in ELSEWHERE.role_words.posts_in(text)] == posts


def test_a_role_s_own_name_says_more_than_usual_words() -> None:
    roles = RoleWords((Role(1, 7, "Coordinator", "T"),), post_words())
    assert roles.posts_in("the coordinator") == (PostHint(7),)
    assert RoleWords((Role(1, 7, "Coordinator", ""),)).posts_in("the coordinator, a head") == (PostHint(7),)


def test_keys_end_in_numbers_of_the_study() -> None:
    assert [str(key) for key in keys_in("B2 B9 C20", (), OTHERS)] == ["B9", "C20"]
    assert keys_in("B2", (), ()) == ()


def test_a_school_has_one_head_and_one_deputy_whatever_their_numbers() -> None:
    single = [number for number in range(30) if ELSEWHERE.role_words.is_single(number)]
    assert single == [1, 4]
    assert [number for number in range(30) if USUAL.is_single(number)] == [2]
    teachers = ("2014/B9 nqt.docx", "2014/B9 nqt b.docx")
    assert names(plan(*map(file, teachers), known=ELSEWHERE)) == [["B9"], ["B9 (2)"]]
    heads = ("2014/B1 head.docx", "2014/B1 head b.docx")
    assert names(plan(*map(file, heads), known=ELSEWHERE)) == [["B1"], ["B1"]]


def test_labels_say_who_of_the_study_s_roles_speaks() -> None:
    (import_row,) = assign_participants(plan(file("2015/B.docx", JOINT), known=ELSEWHERE)).rows
    assert [(participant.role, participant.title) for participant in import_row.participants] == [
        (1, "Headteacher"),
        (4, "Deputy"),
    ]
    assert import_row.keys == "B1, B4"
