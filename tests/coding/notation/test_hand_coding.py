"""Letters, colours and comments on a transcript: what is read, what is asked, what is stored."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model.document import Comment, Document, Highlight
from coding.model.framework import Code, Framework
from coding.model.study import Span
from coding.notation.code_names import Names
from coding.notation.hand_coding import HandRead, read_marks
from coding.notation.hand_marks import (
    UNREAD,
    CodedBy,
    HandMark,
    HandRules,
    MarkChoice,
    MarkSource,
    MarkState,
    Reach,
    codings_of,
    remarks_of,
)
from coding.text.segmentation import segment
from tests.coding.notation.annotated_endings import ENDINGS, SAID, TALK, UNSTOPPED
from tests.coding.test_annotations import MODEL, NAMES, SIGNS

Choices = dict[tuple[MarkSource, int], MarkChoice]


def document(*said: str, comments: tuple[Comment, ...] = ()) -> Document:
    """Return an interview; a line without a label goes on. ``«`` and ``»`` bound what is yellow."""
    paragraphs = ["Interviewer: So how is it?", *said]
    highlights: list[Highlight] = []
    for number, line in enumerate(paragraphs):
        plain, *pieces = line.split("«")
        for piece in pieces:
            inside, _end, rest = piece.partition("»")
            highlights.append(Highlight(number, len(plain), len(plain) + len(inside), "yellow"))
            plain += inside + rest
        paragraphs[number] = plain
    return Document(tuple(paragraphs), tuple(highlights), comments, "Jane")


def read(
    *said: str,
    rules: HandRules | None = None,
    choices: Choices | None = None,
    comments: tuple[Comment, ...] = (),
) -> HandRead:
    found = document(*said, comments=comments)
    return read_marks(segment(found.paragraphs), found, NAMES, rules or HandRules(), choices or {})


def codes(mark: HandMark) -> str:
    """Return what a mark means, as the tables of endings write it."""
    if not mark.codes:
        return "!"
    found = [
        f"{'~' * code.guessed}{MODEL.by_id[code.code_id].short}{SIGNS[code.direction]}"
        f"{':' + MODEL.stage_by_id[code.stage_id].letter if code.stage_id else ''}{'?' * code.unsure}"
        for code in mark.codes
    ]
    return " ".join([*found, *(f"<{unread.written}>" for unread in mark.unread)])


def passages(found: HandRead) -> list[tuple[str, str]]:
    """Return each mark's codes and the words that it codes."""
    text = found.segmented.transcript.text
    return [(codes(mark), text[mark.span.start : mark.span.end]) for mark in found.marks]


def code(short: str) -> int:
    return next(code.id for code in MODEL.codes if code.short == short)


# --- letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "meant"), ENDINGS)
def test_an_annotated_ending(written: str, meant: str) -> None:
    found = read(*f"Head: {SAID}{written}".split("\n"), "Interviewer: And then?", "Head: Yes.")
    (mark,) = found.marks
    text = found.segmented.transcript.text
    if meant.startswith("!"):
        assert codes(mark) == "!"
        assert mark.state is MarkState.NOT_UNDERSTOOD
        assert written.strip() in text
    else:
        assert codes(mark) == meant
        assert text[mark.span.start : mark.span.end].startswith(SAID)
        rest = text[text.index(SAID) + len(SAID) :]
        assert rest.startswith(("\n", " And", " and", " But", " We", " [laughs]\n"))
        assert bool(mark.memo) == ("<" in meant)


@pytest.mark.parametrize(("said", "meant"), UNSTOPPED)
def test_an_ending_in_a_turn_without_a_full_stop(said: str, meant: str) -> None:
    found = read(f"Head: {said}", "Interviewer: And then?", "Head: Yes.")
    (mark,) = found.marks
    assert codes(mark) == (meant if meant[0] != "!" else "!")
    assert (meant[1:] in found.segmented.transcript.text) == (meant[0] == "!")


@pytest.mark.parametrize(
    "said", ["It was artificial intelligence (AI).", "And a Detective Inspector (DI) came."]
)
def test_letters_that_stand_for_the_words_before_them_are_asked_about(said: str) -> None:
    found = read(f"Head: {said}", "Interviewer: And then?", "Head: Yes.")
    assert [codes(mark) for mark in found.marks] == ["!"]
    assert said in found.segmented.transcript.text


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("And how is trust? HSC", "And how is trust?"),
        ("All it is about is social capital HSC/E&C", "All it is about is social capital"),
        ("We need trust and reciprocity! E&C", "We need trust and reciprocity!"),
    ],
)
def test_a_name_that_ends_a_sentence_is_said_and_no_code(said: str, left: str) -> None:
    found = read(f"Head: {said}", "Interviewer: And then?", "Head: Yes.")
    assert found.segmented.transcript.text.split("\n")[1] == left
    assert [mark.written for mark in found.marks] == [said.rpartition(" ")[2]]


@pytest.mark.parametrize("said", TALK)
@pytest.mark.parametrize("habit", [False, True])
def test_talk_is_left_alone(said: str, habit: bool) -> None:  # noqa: FBT001 - a case
    coded = [f"Head: {SAID} HSC", "Interviewer: And?"] * 4 if habit else []
    found = read(*coded, f"Head: {said}", "Interviewer: And then?", "Head: Yes.")
    assert len(found.marks) == len(coded) // 2
    assert said in found.segmented.transcript.text


def test_the_tables_are_long_enough() -> None:
    assert len(ENDINGS) + len(UNSTOPPED) >= 60
    assert len(TALK) >= 40


def test_letters_in_a_turn_or_paragraph_of_their_own() -> None:
    found = read("Head: We talk. We meet.", "HSC/JPD", "Interviewer: And?", "Deputy: HSC/E&C", "Head: No.")
    assert passages(found) == [("HSC JPD", "We talk. We meet."), ("HSC E&C", "And?")]
    assert found.segmented.transcript.text == "So how is it?\nWe talk. We meet.\nAnd?\nNo."
    assert [turn.id for turn in found.segmented.transcript.turns] == [0, 1, 2, 3]


TWO = ("Head: We talk. We meet. HSC And then they came. Well. JPD", "Interviewer: Why?", "Head: So. E&C")


@pytest.mark.parametrize(
    ("reach", "wanted"),
    [
        (Reach.TURN, ["We talk. We meet. And then they came. Well."] * 2 + ["So."]),
        (Reach.STRETCH, ["We talk. We meet.", "And then they came. Well.", "So."]),
        (Reach.SENTENCE, ["We meet.", "Well.", "So."]),
        (
            Reach.EXCHANGE,
            ["So how is it?\nWe talk. We meet.", "And then they came. Well.", "Why?\nSo."],
        ),
    ],
)
def test_how_far_letters_reach(reach: Reach, wanted: list[str]) -> None:
    found = read(*TWO, rules=HandRules(reach=reach))
    assert [said for _codes, said in passages(found)] == wanted
    assert {mark.reach for mark in found.marks} == {reach}


@pytest.mark.parametrize("reach", [Reach.TURN, Reach.STRETCH])
def test_where_a_label_is_repeated_a_turn_begins_anew_for_its_codes(reach: Reach) -> None:
    found = read("Head: Once.", "Head: Twice. HSC", "Head: Thrice.", rules=HandRules(reach=reach))
    text = found.segmented.transcript.text
    assert [text[mark.span.start : mark.span.end] for mark in found.marks] == ["Twice."]
    assert len(found.segmented.transcript.turns) == 2  # the question's, and one of the head's


def test_one_mark_may_reach_otherwise() -> None:
    first = read(*TWO).marks[0]
    found = read(*TWO, choices={first.key: MarkChoice(reach=Reach.SENTENCE)})
    assert passages(found)[0] == ("HSC", "We meet.")
    assert passages(found)[1][1].startswith("We talk.")


def test_one_mark_may_mean_something_else_or_nothing() -> None:
    first, second, _third = read(*TWO).marks
    said = {first.key: MarkChoice(code_ids=(code("AI"),)), second.key: MarkChoice(code_ids=())}
    found = read(*TWO, choices=said)
    assert [codes(mark) for mark in found.marks] == ["AI", "!", "E&C"]
    assert found.marks[1].state is MarkState.NO_CODE
    assert "Well. JPD" in found.segmented.transcript.text


@pytest.mark.parametrize(
    ("written", "candidates"),
    [("HCS", "HSC"), ("JDP", "JPD"), ("DSX", "DSI DSL"), ("E&T", "E&C"), ("OFSTED", ""), ("Trust", "Trust")],
)
def test_what_is_not_understood_comes_with_candidates(written: str, candidates: str) -> None:
    (unread,) = read(f"Head: {SAID} {written}").marks[0].unread
    assert {MODEL.by_id[code_id].short for code_id in unread.candidates} == set(candidates.split())


def test_a_label_means_what_was_said_from_then_on() -> None:
    said = (f"Head: {SAID} DSX", "Interviewer: And?", f"Head: {SAID} HSC/DSX")
    assert [codes(mark) for mark in read(*said).marks] == ["!", "HSC <DSX>"]
    assert "DSX" in read(*said).marks[1].note
    found = read(*said, rules=HandRules(labels={"dsx": code("DSI")}))
    assert [codes(mark) for mark in found.marks] == ["DSI", "HSC DSI"]
    assert "DSX" not in found.segmented.transcript.text
    found = read(*said, rules=HandRules(labels={"dsx": None}))
    assert [mark.state for mark in found.marks] == [MarkState.NO_CODE, MarkState.UNDERSTOOD]


def test_a_label_that_is_none_is_one_where_it_surely_stands() -> None:
    said = ("Head: So we did more JPD", "Interviewer: And?", f"Head: {SAID} JPD")
    found = read(*said, rules=HandRules(labels={"jpd": None}))
    assert [mark.state for mark in found.marks] == [MarkState.NO_CODE, MarkState.UNDERSTOOD]
    sure = found.marks[1]
    found = read(*said, choices={sure.key: MarkChoice(code_ids=())})
    assert [mark.state for mark in found.marks] == [MarkState.NOT_UNDERSTOOD, MarkState.NO_CODE]


def test_a_code_written_twice_on_one_passage_counts_once_and_says_so() -> None:
    found = read("Head: We talk. HSC And then they came. HSC")
    assert len(codings_of(found.marks, CodedBy.ME, "")) == 1
    assert all("HSC" in mark.note for mark in found.marks)


# --- colours --------------------------------------------------------------------------------------

YELLOW = HandRules(colours={"yellow": code("PC")})


def test_a_colour_nobody_has_explained_is_listed() -> None:
    (mark,) = read("Head: «We talk.» We meet.").marks
    assert (mark.mark_source, mark.colour, mark.state) == (
        MarkSource.COLOUR,
        "yellow",
        MarkState.NOT_UNDERSTOOD,
    )


def test_a_colour_means_a_code_or_none() -> None:
    assert passages(read("Head: «We talk.» We meet.", rules=YELLOW)) == [("PC", "We talk.")]
    (mark,) = read("Head: «We talk.»", rules=HandRules(colours={"yellow": None})).marks
    assert mark.state is MarkState.NO_CODE


@pytest.mark.parametrize(
    "said",
    [
        "«We talk. HSC» We meet.",
        "«We talk.» HSC We meet.",
        "«We talk HSC» We meet.",
        "«We talk.» (HSC) We meet.",
    ],
)
def test_the_colour_gives_the_span_and_the_letters_the_strand(said: str) -> None:
    found = read(f"Head: They came. {said}", rules=YELLOW)
    ((meant, words),) = passages(found)
    assert (meant, words.rstrip(".")) == ("HSC", "We talk")
    assert found.marks[0].note == ""
    assert found.marks[0].reach is None
    assert "HSC" not in found.segmented.transcript.text


def test_where_colour_and_letters_disagree_the_letters_decide_and_it_is_listed() -> None:
    (mark,) = read("Head: «We talk. JPD»", rules=YELLOW).marks
    assert codes(mark) == "JPD"
    assert "yellow" in mark.note
    assert "PC" in mark.note


def test_a_highlight_over_turns_is_one_passage_and_letters_divide_it() -> None:
    said = ("Head: We met. «They came.»", "«Interviewer: Why?»", "«Head: So. HSC Then this. JPD» And that.")
    found = read(*said, rules=YELLOW)
    assert passages(found) == [("HSC", "They came.\nWhy?\nSo."), ("JPD", "Then this.")]


def test_only_the_letters_are_coloured() -> None:
    assert passages(read("Head: They came. We talk. «HSC»", rules=YELLOW)) == [("HSC", "They came. We talk.")]


def test_a_coloured_word_is_no_letters() -> None:
    assert passages(read("Head: It is «trust» that counts.", rules=YELLOW)) == [("PC", "trust")]


def test_a_coloured_heading_label_or_question_is_listed() -> None:
    found = document("«Head:» We talk.", "«Interviewer: Why?»", "Head: So.")
    with_heading = Document(("Bxxx-HT", *found.paragraphs), (Highlight(0, 0, 7, "green"),))
    heading = read_marks(segment(with_heading.paragraphs), with_heading, NAMES, YELLOW, {}).marks
    assert [(mark.written, mark.state) for mark in heading] == [("Bxxx-HT", MarkState.NOT_UNDERSTOOD)]
    label, question = read_marks(segment(found.paragraphs), found, NAMES, YELLOW, {}).marks
    assert (label.written, label.codes) == ("Head:", ())
    assert codes(question) == "PC"
    assert question.note


def test_a_dimension_gives_way_to_its_strand_on_the_same_passage() -> None:
    comment = Comment("Ann", "HSC", (1, 6), (1, 14))
    found = read("Head: «We talk.» We meet.", rules=YELLOW, comments=(comment,))
    assert [codes(mark) for mark in found.marks] == ["PC", "HSC"]
    assert [c.code_id for c in codings_of(found.marks, CodedBy.ME, "")] == [code("HSC")]
    assert {c.coder for c in codings_of(found.marks, CodedBy.COMMENTER, "Jane")} == {"Jane", "Ann"}


def test_a_commenter_whose_name_is_written_in_two_ways_codes_a_passage_once() -> None:
    comments = tuple(Comment(name, "HSC", (1, 6), (1, 14)) for name in ("Ann Lee", "ann  Lee "))
    found = read("Head: We talk. We meet.", comments=comments)
    assert len(codings_of(found.marks, CodedBy.COMMENTER, "")) == 1


# --- comments -------------------------------------------------------------------------------------


def comment(text: str, start: int = 6, end: int = 14, author: str = "Ann") -> Comment:
    return Comment(author, text, (1, start), (1, end))


@pytest.mark.parametrize(
    ("written", "meant", "memo"),
    [
        ("HSC", "HSC", False),
        ("HSC/E&C?", "HSC E&C?", False),
        ("trust", "Trust", False),
        ("Embedded JPD", "JPD:C", False),
        ("HSC - nice example", "HSC", True),
        ("HSC. I wonder what they mean by it, ask them.", "HSC", True),
        ("I think this is JPD", "~JPD", True),
        ("lack of E&C", "~E&C- <lack of>", True),
        ("HSC-", "HSC-", False),
        ("no HSC", "~HSC-", True),
        ("There is no HSC, I think.", "~HSC-", True),
        ("Disciplined innovation", "DI", False),
    ],
)
def test_a_comment_is_read_like_letters(written: str, meant: str, memo: bool) -> None:  # noqa: FBT001
    found = read("Head: We talk. We meet.", comments=(comment(written),))
    assert passages(found) == [(meant, "We talk.")]
    assert bool(found.marks[0].memo) == memo


@pytest.mark.parametrize(
    "written", ["Ask Jane about this", "Interesting!", "She trusts them, it seems to me."]
)
def test_what_is_no_code_is_a_remark_of_the_commenter(written: str) -> None:
    found = read("Head: We talk. We meet.", comments=(comment(written),))
    assert found.marks[0].state is MarkState.REMARK
    ((span, coder, text),) = [(r.span, r.coder, r.text) for r in remarks_of(found.marks, "Jane")]
    assert (found.segmented.transcript.text[slice(*span)], coder, text) == ("We talk.", "Ann", written)


def test_comments_on_the_same_words_are_told_apart() -> None:
    comments = (comment("HSC"), comment("No, DSX", author="Bob"), comment("DSX", author="Bob"))
    found = read("Head: We talk. We meet.", comments=comments)
    assert len({mark.key for mark in found.marks}) == 3
    assert [mark.state for mark in found.marks] == [
        MarkState.UNDERSTOOD,
        MarkState.REMARK,
        MarkState.NOT_UNDERSTOOD,
    ]
    assert len(remarks_of(found.marks, "")) == 2  # what is not understood is kept as a remark
    chosen = read(
        "Head: We talk. We meet.",
        comments=comments,
        choices={found.marks[2].key: MarkChoice(code_ids=(code("DSI"),))},
    )
    assert [codes(mark) for mark in chosen.marks] == ["HSC", "!", "DSI"]


def test_a_comment_on_a_place_reaches_back_like_letters() -> None:
    found = read("Head: We talk. We meet.", comments=(comment("HSC", 23, 23),))
    assert passages(found) == [("HSC", "We talk. We meet.")]
    assert found.marks[0].reach is Reach.TURN


def test_a_code_that_has_nothing_to_stand_on_is_listed_and_kept_as_a_remark() -> None:
    paragraphs = ("Bxxx-HT", "Interviewer: How?", "Head: So.")
    found = Document(paragraphs, (), (Comment("Ann", "HSC", (0, 0), (0, 4)),))
    (mark,) = read_marks(segment(paragraphs), found, NAMES, HandRules(), {}).marks
    assert mark.state is MarkState.NOT_UNDERSTOOD
    assert [(remark.coder, remark.text) for remark in remarks_of([mark], "")] == [("Ann", "HSC")]


def test_a_comment_on_the_letters_themselves() -> None:
    found = read("Head: We talk. HSC", comments=(comment("sure?", 15, 18),))
    assert passages(found)[0] == ("!", "We talk.")


@pytest.mark.parametrize(
    ("coded_by", "letters", "commented"),
    [(CodedBy.ME, "", ""), (CodedBy.AUTHOR, "Jane", "Jane"), (CodedBy.COMMENTER, "Jane", "Ann")],
)
def test_whose_codings_they_become(coded_by: CodedBy, letters: str, commented: str) -> None:
    marks = read("Head: We talk. We meet. HSC", comments=(comment("JPD"),)).marks
    coders = {coding.code_id: coding.coder for coding in codings_of(marks, coded_by, "Jane")}
    assert coders == {code("HSC"): letters, code("JPD"): commented}


def test_nothing_is_read_where_nothing_is_to_be() -> None:
    found = read("Head: «We talk.» HSC", rules=UNREAD, comments=(comment("JPD"),))
    assert found.marks == ()
    assert found.segmented.transcript.text.endswith("HSC")


def test_without_a_framework_colours_and_comments_are_listed() -> None:
    found = document("Head: «We talk.» HSC", comments=(comment("JPD"),))
    marks = read_marks(segment(found.paragraphs), found, None, YELLOW, {}).marks
    assert [mark.mark_source for mark in marks] == [MarkSource.COLOUR, MarkSource.COMMENT]
    assert not any(mark.codes for mark in marks)


def test_codes_of_one_letter_stand_in_brackets() -> None:
    conditions = (Code(1, None, "Shared aims", "a"), Code(2, None, "Time to meet", "b"))
    names = Names(Framework(1, "", "", ("condition",), (), conditions))
    found = document(
        "Head: We have a plan B, and a (b) plan. We talk. (a)", "Interviewer: And?", "Head: Plan b."
    )
    marks = read_marks(segment(found.paragraphs), found, names, HandRules(), {}).marks
    assert [(mark.written, [code.code_id for code in mark.codes]) for mark in marks] == [
        ("b", []),
        ("a", [1]),
    ]


def test_a_framework_without_codes_finds_nothing_but_asks() -> None:
    names = Names(Framework(1, "", "", (), (), ()))
    found = document("Head: We talk. HSC", "Interviewer: And?", "Head: It is trust. Yes.")
    marks = read_marks(segment(found.paragraphs), found, names, HandRules(), {}).marks
    assert [mark.state for mark in marks] == [MarkState.NOT_UNDERSTOOD]


def test_a_text_in_which_nobody_speaks() -> None:
    said = ("We met in spring. HSC", "JPD", "They came.", "E&C/AI", "Trust", "Was it trust? Yes.")
    found = Document(said)
    read_ = read_marks(segment(said), found, NAMES, HandRules(), {})
    assert passages(read_) == [
        ("HSC", "We met in spring."),
        ("~JPD", "We met in spring."),
        ("E&C AI", "They came."),
    ]
    assert read_.segmented.transcript.text == "We met in spring.\nThey came.\nTrust\nWas it trust? Yes."


# --- laws -----------------------------------------------------------------------------------------

_said = st.sampled_from(
    [
        "We talk.",
        "They came to us",
        " [laughs] ",
        " HSC",
        " HSC/E&C?",
        " (JPD)",
        "\n",
        "\nInterviewer: ",
        "\nHead: ",
        "JPD Impact",
        " trust",
        ". ",
        " - AI",
        "\t",
        "[00:01:00]",
        " DSX",
        "«",
        "»",
        "Trust/Reciprocity",
    ]
)


def _balanced(text: str) -> str:
    """Let every colour begin and end in its line."""
    lines: list[str] = []
    for line in text.split("\n"):
        kept, is_open = "", False
        for char in line:
            if char in "«»" and (char == "»") != is_open:
                continue
            is_open = is_open != (char in "«»")
            kept += char
        lines.append(kept + "»" * is_open)
    return "\n".join(lines)


def _signs(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


@given(st.lists(_said, max_size=14).map("".join).map(_balanced), st.sampled_from(list(Reach)))
def test_the_text_without_marks_and_the_marks_are_the_text(text: str, reach: Reach) -> None:
    found = document(*f"Head: {text}".split("\n"))
    heard = segment(found.paragraphs)
    marked = read_marks(heard, found, NAMES, HandRules(reach=reach, colours={"yellow": code("PC")}), {})
    stored = marked.segmented.transcript
    taken = [m for m in marked.marks if m.mark_source is MarkSource.LETTERS and m.codes]
    assert _signs(heard.transcript.text) == _signs(stored.text) + _signs(" ".join(m.written for m in taken))
    for mark in marked.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(stored.text)
        words = stored.text[slice(*mark.span)]
        assert words == words.strip()
        assert words or not mark.codes or mark.mark_source is not MarkSource.LETTERS
    assert len({mark.key for mark in marked.marks}) == len(marked.marks)
    _is_sound(marked, found)


def _is_sound(marked: HandRead, found: Document) -> None:
    """Check turns, marks and origins of what is stored."""
    stored = marked.segmented.transcript
    for before, turn in zip(stored.turns, stored.turns[1:], strict=False):
        assert before.end < turn.start
        assert not stored.text[before.end : turn.start].strip()
    assert "".join(stored.text.split()) == "".join(
        "".join(stored.text[t.start : t.end].split()) for t in stored.turns
    )
    assert [turn.id for turn in stored.turns] == list(range(len(stored.turns)))
    assert all(0 <= m.start <= m.end <= len(stored.text) for m in stored.marks)
    assert all(stored.text[m.start : m.end] == m.text for m in stored.marks if m.start < m.end)
    for start, end, paragraph, offset in marked.segmented.origins:
        stood = found.paragraphs[paragraph][offset : offset + end - start]
        assert stored.text[start:end] == stood.replace("\t", " ") or stored.text[start:end] == stood


@given(st.lists(_said, max_size=10).map("".join).map(_balanced))
def test_colours_land_on_their_words(text: str) -> None:
    found = document(*f"Head: {text}".split("\n"))
    heard = segment(found.paragraphs)
    marks = read_marks(heard, found, None, HandRules(), {}).marks
    stored = heard.transcript.text
    coloured = "".join("".join(stored[slice(*mark.span)].split()) for mark in marks if mark.span.length)
    wanted = "".join(
        "".join(stored[slice(*span)].split())
        for h in found.highlights
        for span in heard.spans_of(h.paragraph, h.start, h.end)
    )
    assert Counter(coloured) == Counter(wanted)


_places = st.tuples(st.integers(0, 5), st.integers(0, 40))
_anything = st.text(st.sampled_from("aHSCE&?! .,/()[]\t\n:JPD…“”-"), max_size=40)


@given(
    st.lists(_anything, max_size=5),
    st.lists(st.tuples(_anything, _places, _places), max_size=4),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40), st.integers(0, 40)), max_size=5),
    st.sampled_from(list(Reach)),
)
def test_whatever_a_document_holds_it_is_read(
    said: list[str],
    remarked: list[tuple[str, tuple[int, int], tuple[int, int]]],
    coloured: list[tuple[int, int, int]],
    reach: Reach,
) -> None:
    paragraphs = ("Interviewer: So?", *(f"Head: {line}" for line in said))
    comments = tuple(Comment("Ann", text, start, end) for text, start, end in remarked)
    highlights = tuple(
        Highlight(number, min(a, b), min(max(a, b), len(paragraphs[number])), "red")
        for number, a, b in coloured
        if number < len(paragraphs)
    )
    found = Document(paragraphs, highlights, comments)
    heard = segment(paragraphs)
    rules = HandRules(reach=reach, colours={"red": code("CC")})
    marked = read_marks(heard, found, NAMES, rules, {})
    _is_sound(marked, found)
    assert sum(mark.mark_source is MarkSource.COMMENT for mark in marked.marks) == len(comments)
    stored = len(marked.segmented.transcript.text)
    assert all(0 <= mark.span.start <= mark.span.end <= stored for mark in marked.marks)
    assert len({mark.key for mark in marked.marks}) == len(marked.marks)
    choices = {mark.key: MarkChoice(Reach.EXCHANGE, (code("AI"),)) for mark in marked.marks}
    _is_sound(read_marks(heard, found, NAMES, rules, choices), found)


def test_spans_are_of_code_points() -> None:
    found = read("Head: 😀 We talk. 😀 HSC")
    assert found.segmented.transcript.text.endswith("😀 We talk. 😀")
    assert found.marks[0].span == Span(14, len(found.segmented.transcript.text))


def test_of_pieces_between_strokes_the_sure_ones_are_read_and_the_rest_is_asked_about() -> None:
    found = read("Head: It went on. Collective Social Capital/Collaborative Capital/Collective Moral Purpose")
    assert passages(found) == [("CC CMP <Collective Social Capital>", "It went on.")]
    assert [MODEL.by_id[each].short for each in found.marks[0].unread[0].candidates] == ["HSC"]


def test_pieces_of_talk_between_strokes_are_no_codes() -> None:
    assert read("Head: We had trust and/or money and/or time.").marks == ()
    assert read("Head: It is x/y/z or so.").marks == ()
