"""Files that arrive are masked before they are stored; what a person said of them stays."""

from dataclasses import replace

from coding.intake.arriving import added
from coding.intake.corrections import with_case, with_include, with_people, with_round, with_speaker
from coding.intake.fold import with_pseudonyms, without_pseudonyms
from coding.intake.interpretation import interpret_file
from coding.intake.masked_plan import places_in
from coding.intake.patterns import with_pattern
from coding.intake.plan import Batch, GuessSource, ImportPlan, IncomingFile
from coding.intake.question_corrections import with_questions
from coding.intake.tables import guess_uses, with_table
from coding.model.document import Comment, Document, Highlight, Table
from coding.model.study import SpeakerKind
from coding.notation.questions import ListedQuestion
from coding.privacy.masking import NameKind, Pseudonym, Pseudonyms
from tests.coding.intake.plans import NEW_STUDY, plan_of

NAMES = Pseudonyms(
    (
        Pseudonym("Jane Hill", "Anna Brown", brackets=True),
        Pseudonym("Jane", "Anna"),
        Pseudonym("Oak School", "Rowan School", NameKind.SCHOOL, brackets=True),
    )
)
TALK = (
    "Oak School-HT",
    "Interviewer: How is Jane?",
    "Jane Hill: Jane Hill speaks. At Oak School we trust.",
    "Interviewer: And?",
    "Jane Hill: Oak School’s hall.",
)
DOCUMENT = Document(
    TALK,
    (Highlight(2, 11, 20, "yellow"), Highlight(2, 43, 51, "yellow")),
    (Comment("Jane", "Oak School: HSC", (2, 33), (4, 21)),),
    author="Jane Hill",
)


def planned(document: Document = DOCUMENT, name: str = "Jane Hill 2015.docx") -> ImportPlan:
    file = IncomingFile(f"somewhere/{name}", name, ("Oak School",), "1", document)
    return plan_of([file], NEW_STUDY)


def test_nothing_of_a_plan_names_anybody_any_more() -> None:
    import_row = with_pseudonyms(planned(), NAMES).rows[0]
    said = repr(import_row).replace(import_row.file.path, "")
    assert "Jane" not in said
    assert "Hill" not in said
    assert "Oak" not in said


def test_what_was_said_is_masked_with_brackets_and_labels_without() -> None:
    import_row = with_pseudonyms(planned(), NAMES).rows[0]
    assert import_row.segmented is not None
    assert [speaker_label.label for speaker_label in import_row.speaker_labels] == [
        "Interviewer",
        "Anna Brown",
    ]
    assert import_row.segmented.transcript.text.splitlines() == [
        "How is Anna?",
        "[Anna Brown] speaks. At [Rowan School] we trust.",
        "And?",
        "[Rowan School]’s hall.",
    ]


def test_highlights_and_comments_stay_on_their_words() -> None:
    document = with_pseudonyms(planned(), NAMES).rows[0].file.document
    under = [document.paragraphs[h.paragraph][h.start : h.end] for h in document.highlights]
    assert under == ["[Anna Brown]", "we trust"]
    (comment,) = document.comments
    assert document.paragraphs[2][comment.start[1] :] == "[Rowan School] we trust."
    assert document.paragraphs[4][: comment.end[1]] == "Anna Brown: [Rowan School]"
    assert (comment.author, comment.text) == ("Anna", "[Rowan School]: HSC")


def test_a_comment_behind_the_last_paragraph_stays_there() -> None:
    comments = (Comment("Jane", "And Jane?", (4, 0), (5, 0)), Comment("", "HSC", (5, 0), (5, 3)))
    document = with_pseudonyms(planned(Document(TALK, (), comments)), NAMES).rows[0].file.document
    places = [(comment.start, comment.end) for comment in document.comments]
    assert places == [((4, 0), (5, 0)), ((5, 0), (5, 3))]
    assert document.comments[0].text == "And Anna?"


def test_a_name_broken_over_two_lines_is_masked_unless_the_second_is_a_label() -> None:
    names = Pseudonyms((Pseudonym("Jane Hill", "Anna Brown"), Pseudonym("Tom", "Ben")))
    talk = (
        "Interviewer: How?",
        "Head: Tom rang Jane",
        "Hill and Tom.",
        "Interviewer: Is it Jane",
        "Hill: Yes.",
    )
    document = with_pseudonyms(planned(Document(talk), "B2.docx"), names).rows[0].file.document
    assert document.paragraphs == (
        "Interviewer: How?",
        "Head: Ben rang Anna Brown",
        "and Ben.",
        "Interviewer: Is it Jane",
        "Hill: Yes.",
    )


def test_what_a_reader_says_beside_the_text_is_masked_too() -> None:
    document = replace(DOCUMENT, speakers=("Jane Hill", "Interviewer"), notes=("Oak School is left out.",))
    masked = with_pseudonyms(planned(document), NAMES).rows[0].file.document
    assert masked.speakers == ("Anna Brown", "Interviewer")
    assert masked.notes == ("Rowan School is left out.",)


def test_questions_are_masked_as_they_are_said() -> None:
    asked = with_questions(planned(), "2015", (ListedQuestion("How did Oak School begin?"),))
    plan = with_pseudonyms(asked, NAMES)
    assert plan.questions["2015"][0].text == "How did [Rowan School] begin?"


def test_what_a_person_said_of_a_row_stays() -> None:
    plan = with_round(planned(), [0], "2014")
    plan = with_speaker(plan, [0], "Jane Hill", SpeakerKind.UNKNOWN)
    plan = with_people(plan, [0], ["Jane Hill"])
    import_row = with_pseudonyms(with_include(plan, [0], include=False), NAMES).rows[0]
    assert (import_row.round.value, import_row.round.source) == ("2014", GuessSource.BY_HAND)
    assert import_row.speaker_labels[1].kind is SpeakerKind.UNKNOWN
    assert [participant.name for participant in import_row.participants] == ["Anna Brown"]
    assert not import_row.include


def test_masking_a_plan_again_changes_nothing() -> None:
    once = with_pseudonyms(planned(), NAMES)
    assert with_pseudonyms(once, NAMES) == once


def test_a_file_without_names_is_not_heard_again() -> None:
    plan = planned(Document(("Interviewer: How?", "Head: Well.")), "B2.docx")
    again = with_pseudonyms(plan, Pseudonyms((Pseudonym("Tom", "Tim"),)))
    assert again.rows[0].original is plan.rows[0].original


def test_places_are_counted_before() -> None:
    assert places_in(planned(), NAMES) == {"Jane Hill": 3, "Jane": 1, "Oak School": 4}


def test_a_table_is_masked_too_and_lays_no_name_over_the_files_again() -> None:
    table = Table(
        "who.csv",
        ("File", "Name", "School", "Key", "Note"),
        (("Jane Hill 2015", "Jane Hill", "Saltmere", "B2", "met Jane Hill"),),
    )
    names = Pseudonyms((Pseudonym("Jane Hill", "Anna Bell"), Pseudonym("Saltmere", "Rowan", NameKind.SCHOOL)))
    plan = planned()
    masked = with_pseudonyms(with_table(plan, table, guess_uses(table, plan)), names)
    again = with_pattern(masked, "{person} {round}")
    assert [participant.name for participant in again.rows[0].participants] == ["Anna Bell"]
    assert again.tables[0].match.school_names == {"B": "Rowan"}
    assert "Jane" not in repr((again.tables, again.rows[0].attributes, again.rows[0].participants))
    assert "Saltmere" not in repr(masked.tables)


def test_what_arrives_or_is_said_under_a_mask_is_masked_and_all_comes_back_without_it() -> None:
    first, second = (IncomingFile(f"{n}.docx", f"{n}.docx", (), n, DOCUMENT) for n in "12")
    rows = [interpret_file(file, NEW_STUDY) for file in (first, second)]
    rows[1] = replace(rows[1], file=replace(second, document=replace(DOCUMENT, paragraphs=TALK[1:])))
    plan = added(ImportPlan(known=NEW_STUDY), Batch((rows[0],)))
    plan = with_people(added(with_pseudonyms(plan, NAMES), Batch((rows[1],))), [1], ["Jane Hill", "Tom"])
    plan = with_speaker(with_case(plan, [0], "Oak School"), [0], "Anna Brown", SpeakerKind.UNKNOWN)
    said = repr((plan.rows, plan.tables, plan.questions))
    assert not any(name in said for name in ("Jane", "Hill", "Oak"))
    assert plan.rows[0].speaker_labels[1].kind is SpeakerKind.UNKNOWN
    bare = without_pseudonyms(plan)
    assert [person.name for person in bare.rows[1].participants] == ["Jane Hill", "Tom"]
    assert bare.rows[0].case == "Oak School"
    assert bare.rows[0].speaker_labels[1].label == "Jane Hill"
    assert bare.rows[0].speaker_labels[1].kind is SpeakerKind.UNKNOWN  # as was said under the mask
    assert bare.rows[0].original is rows[0].original
