"""The speakers of a batch: one label however it is spelt, found without its colon, corrected once for all."""

import pytest

from coding.intake.batch_speakers import (
    BatchSpeaker,
    batch_speakers,
    with_person_everywhere,
    with_speaker_everywhere,
)
from coding.intake.corrections import (
    with_include,
    with_people,
    with_same_speaker,
    with_speaker,
    without_label,
)
from coding.intake.plan import ImportPlan, ImportRow
from coding.intake.row_notes import remarks
from coding.model.study import SpeakerKind
from coding.text.label_spelling import is_short_for, is_slip_of, label_key
from tests.coding.intake.plans import new_study
from tests.coding.intake.test_arrivals import TALK, file, plan


def talk(*turns: str) -> str:
    return "\n".join(turns)


def labels(import_row: ImportRow) -> list[str]:
    return [speaker_label.label for speaker_label in import_row.speaker_labels]


def speaker(planned: ImportPlan, key: str) -> BatchSpeaker:
    return next(one for one in batch_speakers(planned) if one.key == key)


@pytest.mark.parametrize(
    "label",
    ["Female Voice 1", "FV1", "Female voice 1 ", "F.V. 1", "FV 1", "female voice1", "F. Voice 1", "F V 1"],
)
def test_one_label_has_many_spellings(label: str) -> None:
    assert label_key(label) == "female voice 1"


@pytest.mark.parametrize("label", ["FV2", "MV1", "Female Voice", "F1", "Fay Voss 1"])
def test_other_labels_are_others(label: str) -> None:
    assert label_key(label) != "female voice 1"


def test_slips_and_initials() -> None:
    assert is_slip_of("interveiwer", "interviewer")
    assert not is_slip_of("female voice 1", "female voice 2")
    assert not is_slip_of("head", "heads")
    assert is_short_for("jh", "jane hill")
    assert not is_short_for("jk", "jane hill")


def test_two_spellings_in_one_file_are_one_voice() -> None:
    (import_row,) = plan(
        file("a.docx", talk("Int: How?", "FV1: So.", "Interviewer: And?", "Female voice 1: Yes."))
    ).rows
    assert labels(import_row) == ["Int", "FV1"]
    assert len(import_row.participants) == 1


def test_every_label_of_a_batch_is_listed_once() -> None:
    planned = plan(
        file("2014/B2.docx"),
        file("2015/B2.docx", talk("Interviewer: How?", "FV1: So and so.", "Interviewer: And?", "FV1: Yes.")),
        file("2015/C3.docx", talk("Interviewer: How?", "Jane: Well.", "Interviewer: And?", "Jane: Yes.")),
    )
    asks, speaker_label, jane = batch_speakers(planned)
    assert (asks.files, asks.turns, asks.kind, asks.people) == ((0, 1, 2), 6, SpeakerKind.INTERVIEWER, ())
    assert (speaker_label.key, speaker_label.spellings) == ("female voice 1", ("Female Voice 1", "FV1"))
    assert (speaker_label.files, speaker_label.words, speaker_label.people) == ((0, 1), 7, ("B2",))
    assert (jane.spellings, jane.people) == (("Jane",), ("C3",))
    assert len(batch_speakers(with_include(planned, [2], include=False))) == 2


def test_a_slip_is_offered_and_merged_when_said() -> None:
    text = talk(
        "Interviewer: How?", "Marina: So.", "Interviewer: And?", "Martina: Yes.", "Marina: O.", "Martina: A."
    )
    planned = plan(file("a.docx", text), file("b.docx"))
    assert speaker(planned, "martina").like == "marina"
    assert "“Martina” may be “Marina”, spelt another way." in remarks(planned.rows[0])
    merged = with_same_speaker(planned, "Martina", "Marina")
    assert labels(merged.rows[0]) == ["Interviewer", "Marina"]
    assert merged.rows[1] == planned.rows[1]


def test_a_usual_word_misspelt_is_that_word() -> None:
    text = talk("Interviewer: How?", "Female Voice 1: So.", "Interveiwer: And?", "Female Voice 1: Yes.")
    assert labels(plan(file("a.docx", text)).rows[0]) == ["Interviewer", "Female Voice 1"]


def test_initials_are_offered_for_a_name() -> None:
    text = talk(
        "Interviewer: How?", "Jane Hill: So.", "Interviewer: And?", "JH: Yes.", "Jane Hill: O.", "JH: A."
    )
    planned = plan(file("a.docx", text))
    assert speaker(planned, "jh").like == "jane hill"
    merged = with_same_speaker(with_same_speaker(planned, "JH", "Jane Hill"), "Jane Hill", "Mrs Hill")
    assert labels(merged.rows[0]) == ["Interviewer", "Mrs Hill"]
    assert [turn.speaker_id for turn in merged.rows[0].segmented.transcript.turns] == [0, 1, 0, 1]  # type: ignore[union-attr]


def test_files_without_the_label_are_not_read_anew() -> None:
    text = talk("Interviewer: How?", "Jane: So.", "Interviewer: And?", "Jayne: Yes.", "Jane: O.", "Jayne: A.")
    planned = plan(file("a.docx", text), file("b.docx", TALK))
    merged = with_same_speaker(planned, "Jayne", "Jane")
    assert merged.rows[1].original is planned.rows[1].original
    assert labels(merged.rows[0]) == ["Interviewer", "Jane"]


def test_what_was_said_of_speakers_outlives_a_merger() -> None:
    text = talk("Interviewer: How?", "Jane: So.", "Interviewer: And?", "Jayne: Yes.", "Jane: O.", "Jayne: A.")
    planned = with_speaker(plan(file("a.docx", text)), [0], "Jane", SpeakerKind.UNKNOWN)
    merged = with_same_speaker(planned, "Jayne", "Jane").rows[0]
    assert merged.speaker_labels[1].kind is SpeakerKind.UNKNOWN
    named = with_people(plan(file("a.docx", text)), [0], ["Mrs Hill"])
    assert with_same_speaker(named, "Jayne", "Jane").rows[0].speaker_labels[1].participant == 0
    assert [participant.name for participant in without_label(named, [0], "Jayne").rows[0].participants] == [
        "Mrs Hill"
    ]


def test_a_label_of_another_file_is_heard_without_its_colon() -> None:
    planned = plan(
        file("a.docx", TALK),
        file(
            "b.docx",
            talk("Interviewer: How?", "Female Voice 1 Well, so.", "Interviewer: And?", "Head teachers, no."),
        ),
    )
    assert labels(planned.rows[1]) == ["Interviewer", "Female Voice 1", "Participant"]
    alone = plan(file("b.docx", talk("Interviewer: How?", "Female Voice 1 Well, so.", "Interviewer: And?")))
    assert labels(alone.rows[0]) == ["Interviewer", "Participant"]


def test_a_name_of_another_file_is_heard_where_it_has_a_colon() -> None:
    named = talk("Interviewer: How?", "Jane: Well.", "Interviewer: And?", "Jane: Yes.")
    once = talk(
        "Interviewer: How?",
        "Tom: Well.",
        "Jane: Yes.",
        "Interviewer: And?",
        "Tom: So.",
        "Jane is right.",
        "So.",
    )
    planned = plan(file("a.docx", named), file("b.docx", once))
    assert labels(planned.rows[1]) == ["Interviewer", "Tom", "Jane"]
    assert planned.rows[1].turns == 5
    assert labels(plan(file("b.docx", once)).rows[0]) == ["Interviewer", "Tom", "Jane"]


def test_labels_of_the_study_are_known_too() -> None:
    text = talk("Interviewer: How?", "FV1 Well, so.", "Interviewer: And?")
    assert labels(plan(file("b.docx", text), known=new_study(speakers=("FV1",))).rows[0]) == [
        "Interviewer",
        "FV1",
    ]


def test_a_kind_is_said_once_for_all_files() -> None:
    text = talk("Mod: How?", "Jane: So.", "Mod: And?", "Jane: Yes.")
    planned = plan(file("a.docx", text), file("b.docx", text.replace("So", "No")), file("c.docx"))
    said = with_speaker_everywhere(planned, "MOD", SpeakerKind.INTERVIEWER)
    assert speaker(said, "mod").kind is SpeakerKind.INTERVIEWER
    assert speaker(said, "mod").people == ()


def test_a_person_is_said_once_for_all_files() -> None:
    text = talk("Interviewer: How?", "Jane: So.", "Tom: And.", "Jane: Yes.", "Tom: No.")
    planned = plan(file("2014/B2.docx", text), file("2015/C2.docx", text.replace("So", "No")))
    said = with_person_everywhere(planned, "Jane", "Mrs Hill")
    assert speaker(said, "jane").people == ("Mrs Hill",)
    assert "Mrs Hill" not in speaker(said, "tom").people
    assert len(speaker(said, "tom").people) == 2
    unsaid = with_person_everywhere(said, "Jane", " ")
    assert speaker(unsaid, "jane").people == ()
    assert speaker(unsaid, "tom").people == speaker(said, "tom").people
