"""Putting hand-written codes right on a plan: what is said once, what is read again, what it comes to."""

from coding.intake.known_study import KnownStudy
from coding.intake.mark_corrections import with_colour, with_label, with_mark, with_rules
from coding.intake.mark_summary import codings_in, colours_of, marks_summary
from coding.intake.plan import ImportPlan, IncomingFile
from coding.intake.question_corrections import with_questions
from coding.model.document import Document, Highlight
from coding.notation.hand_marks import HandRules, MarkChoice, MarkState, Reach
from coding.notation.questions import ListedQuestion
from tests.coding.intake.plans import new_study, plan_of
from tests.coding.notation.test_hand_coding import code
from tests.coding.test_annotations import MODEL


def file(name: str, *said: str, coloured: tuple[int, str] | None = None) -> IncomingFile:
    paragraphs = ("Interviewer: How do you work together?", *said)
    number, colour = coloured or (0, "")
    highlights = (Highlight(number, 6, len(paragraphs[number]), colour),) if coloured else ()
    return IncomingFile(name, name, (), name, Document(paragraphs, highlights))


FILES = (
    file("A2.docx", "Head: We tell each other. HSC/E&C", "Interviewer: And?", "Head: So. DSX"),
    file("B2.docx", "Head: We meet. JPD We talk. JPD", coloured=(1, "yellow")),
    file("C2.docx", "Head: Nothing to see here."),
)


def plan(known: KnownStudy | None = None, rules: HandRules | None = None) -> ImportPlan:
    return plan_of(FILES, known or new_study(framework=MODEL), rules or HandRules())


def read_again(before: ImportPlan, after: ImportPlan) -> list[str]:
    """Return the files that were read anew."""
    pairs = zip(before.rows, after.rows, strict=True)
    return [old.file.name for old, new in pairs if old is not new]


def test_a_label_is_said_once_and_its_files_are_read_again() -> None:
    before = plan()
    said = with_label(before, "DSX", code("DSI"))
    assert read_again(before, said) == ["A2.docx"]
    assert marks_summary(said).by_code[code("DSI")] == 1
    assert marks_summary(said).not_understood == 0
    assert marks_summary(with_label(said, "dsx", None)).no_code == 1


def test_a_colour_is_said_once() -> None:
    before = plan()
    after = with_colour(before, "yellow", code("PC"))
    assert read_again(before, after) == ["B2.docx"]
    assert [(use.colour, use.code_id, use.said) for use in colours_of(after)] == [
        ("yellow", code("PC"), True)
    ]
    assert "yellow" in after.rows[1].marks[0].note


def test_one_mark_is_changed_and_left_to_itself_again() -> None:
    before = with_rules(plan(), HandRules(read_colours=False))
    first, second = before.rows[1].marks
    after = with_mark(before, 1, second, MarkChoice(reach=Reach.STRETCH))
    assert read_again(before, after) == ["B2.docx"]
    assert (len(codings_in(before, before.rows[1])), len(codings_in(after, after.rows[1]))) == (1, 2)
    none = with_mark(after, 1, first, MarkChoice(code_ids=()))
    assert none.rows[1].marks[0].state is MarkState.NO_CODE
    assert with_mark(with_mark(none, 1, first, MarkChoice()), 1, second, MarkChoice()) == before


def test_what_was_said_stays_when_the_rules_change() -> None:
    chosen = with_mark(plan(), 0, plan().rows[0].marks[1], MarkChoice(code_ids=(code("DSI"),)))
    after = with_rules(chosen, HandRules(reach=Reach.EXCHANGE))
    assert after.rows[0].marks[1].codes[0].code_id == code("DSI")


def test_rules_that_read_nothing_leave_the_text_as_heard() -> None:
    before = plan()
    after = with_rules(before, HandRules(read_letters=False, read_colours=False))
    assert after.rows[0].words == before.rows[0].words + 2
    assert after.rows[0].segmented == after.rows[0].original
    assert with_rules(after, HandRules()).rows == before.rows


def test_what_an_earlier_import_said_holds_until_something_else_is_said() -> None:
    known = new_study(framework=MODEL, labels={"dsx": code("DSI")}, colours={"yellow": None})
    found = plan(known)
    assert found.rows[0].marks[1].codes[0].code_id == code("DSI")
    assert colours_of(found)[0].said
    assert with_label(found, "DSX", code("DSL")).rows[0].marks[1].codes[0].code_id == code("DSL")


def test_questions_are_found_again_where_turns_have_gone() -> None:
    files = (file("A2.docx", "Head: Yes.", "Deputy: HSC/JPD", "Interviewer: How did it begin?", "Head: So."),)
    asked = (ListedQuestion("How did it begin?"),)
    found = with_questions(plan_of(files, new_study(framework=MODEL)), "", asked)
    turns = [question.turn for question in found.rows[0].asked]
    read = with_rules(found, HandRules())
    assert [question.turn for question in read.rows[0].asked] == [turn - 1 for turn in turns]
    assert turns
