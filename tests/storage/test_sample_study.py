"""The sample study: the known totals, its words and passages, and a copy of one's own."""

import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from coding.analysis.model_order import order_on_passages
from coding.errors import LockedError, ReadOnlyError
from coding.model.study import SpeakerKind, State
from storage.operations.codings import take_off
from storage.operations.frameworks import key_strands
from storage.operations.studies import rename_study
from storage.queries.codebook import frameworks
from storage.queries.coders import everybody
from storage.queries.codings import codings
from storage.queries.people import people, posts, study_details
from storage.queries.study_data import analysis_data
from storage.queries.surveys import survey_results
from storage.queries.texts import interviews, transcript
from storage.queries.tree import reading_states
from storage.sample_study import SHIPPED, keep_as, open_copy, start_over
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import dump
from tests.tools.build_sample_study import INTERVIEWS, build
from tests.tools.sample_documents import write_interviews
from tests.tools.sample_sources import Sources, read_marks, read_sources
from tests.tools.survey_counts import counts

STRANDS = ["JPD", "M&C", "TI", "DSI", "FG", "HSC", "CMP", "E&C", "AI", "DI", "CE", "AA"]
# Codings of each strand by round and school; the whole of HSC and JPD is what the study is known for.
KNOWN = {
    ("2014", "A"): (4, 2, 2, 0, 1, 5, 4, 4, 0, 0, 0, 1),
    ("2014", "B"): (3, 2, 2, 1, 2, 4, 1, 3, 0, 0, 0, 0),
    ("2014", "C"): (6, 1, 2, 2, 1, 6, 2, 4, 1, 0, 0, 3),
    ("2014", "D"): (5, 1, 0, 1, 0, 7, 3, 3, 0, 0, 0, 0),
    ("2014", "E"): (4, 0, 2, 1, 3, 5, 1, 3, 2, 2, 0, 0),
    ("2015", "A"): (9, 2, 1, 3, 2, 7, 5, 8, 2, 1, 0, 1),
    ("2015", "B"): (14, 4, 1, 2, 0, 12, 5, 6, 1, 2, 0, 1),
    ("2015", "C"): (14, 2, 2, 1, 1, 10, 5, 6, 1, 2, 2, 3),
    ("2015", "D"): (9, 1, 2, 2, 0, 9, 6, 7, 2, 4, 0, 3),
    ("2015", "E"): (15, 3, 1, 1, 1, 7, 5, 6, 2, 2, 0, 1),
}


@pytest.fixture(scope="module")
def sample() -> Iterator[StudyFile]:
    with StudyFile.open_for_reading(SHIPPED) as study:
        yield study


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources()


@pytest.fixture(scope="module")
def counted(sample: StudyFile) -> Counter[tuple[str, str, str]]:
    """Count codings by round, school and abbreviation."""
    coding, code, interview = schema.coding, schema.code, schema.interview
    rows = sample.reader.execute(
        select(schema.round_.c.name, schema.school.c.letter, code.c.abbreviation)
        .select_from(coding.join(code).join(interview, interview.c.id == coding.c.transcript_id))
        .join(schema.round_, schema.round_.c.id == interview.c.round_id)
        .join(schema.school, schema.school.c.id == interview.c.school_id)
    )
    return Counter((row[0], row[1], row[2]) for row in rows)


def test_the_known_totals(counted: Counter[tuple[str, str, str]]) -> None:
    def total(year: str, strand: str) -> int:
        return sum(n for (round_, _, name), n in counted.items() if (round_, name) == (year, strand))

    assert (total("2014", "HSC"), total("2015", "HSC"), total("2015", "JPD")) == (27, 45, 61)
    assert sum(total("2014", strand) for strand in STRANDS) == 112
    assert sum(total("2015", strand) for strand in STRANDS) == 227


@pytest.mark.parametrize("place", KNOWN)
def test_every_strand_of_every_school(counted: Counter[tuple[str, str, str]], place: tuple[str, str]) -> None:
    assert tuple(counted[*place, strand] for strand in STRANDS) == KNOWN[place]


def test_it_is_sound_and_says_that_it_is_the_sample(sample: StudyFile) -> None:
    assert sample.check() == []
    assert study_details(sample.reader).sample
    assert sample.undoable() is None


def test_twenty_interviews_are_done_dated_and_long_enough(sample: StudyFile) -> None:
    held = interviews(sample.reader)
    assert len(held) == 20
    states = reading_states(sample.reader, everybody(sample.reader))
    assert [states.get(interview.id) for interview in held] == [State.DONE] * 20
    assert {interview.date[:7] for interview in held} == {"2014-06", "2015-06"}
    assert min(interview.participant_words for interview in held) >= 1200
    assert all(interview.duration_ms for interview in held)


def test_every_interview_has_its_speakers_times_and_marks(sample: StudyFile) -> None:
    for interview in interviews(sample.reader):
        text = transcript(sample.reader, interview.id)
        assert text is not None
        kinds = Counter(speaker.kind for speaker in text.speakers)
        assert (kinds[SpeakerKind.INTERVIEWER], kinds[SpeakerKind.UNKNOWN]) == (1, 0)
        assert all(speaker.person_id for speaker in text.speakers if speaker.kind is SpeakerKind.PARTICIPANT)
        assert sum(turn.speaker_id == text.speakers[0].id for turn in text.turns) >= 6
        assert any(turn.ms for turn in text.turns)
        assert any(mark.kind == "unintelligible" for mark in text.marks)


def test_every_passage_is_the_text_that_was_marked(sample: StudyFile, sources: Sources) -> None:
    model = frameworks(sample.reader)[0]
    for interview, source in zip(interviews(sample.reader), sources.interviews, strict=True):
        text = transcript(sample.reader, interview.id)
        assert text is not None
        stored = Counter(
            (
                text.text[coding.start : coding.end],
                model.by_id[coding.code_id].abbreviation,
                "" if coding.stage_id is None else model.stage_by_id[coding.stage_id].letter,
                coding.unsure,
            )
            for coding in codings(sample.reader, interview.id)
        )
        marked = Counter(
            (passage.text, code.abbreviation, code.stage, code.unsure)
            for passage in source.passages
            for code in passage.codes
        )
        assert stored == marked, source.place


def test_people_change_posts_and_posts_change_people(sample: StudyFile) -> None:
    names = {person.id: person.name for person in people(sample.reader)}
    held: dict[str, list[str]] = {}
    for post in posts(sample.reader):
        held.setdefault(names[post.person_id], []).append(post.title)
    assert held["Mrs Rxxx"] == ["Key Stage 2 lead", "Headteacher"]
    assert held["Mr Jxxx"] == ["Newly qualified teacher", "Year 2 teacher"]
    assert held["Mr Wxxxx"] == ["Headteacher"]
    assert len(held) == 13


def test_building_it_from_its_sources_gives_the_same(
    sample: StudyFile, sources: Sources, tmp_path: Path
) -> None:
    built = tmp_path / "built.strandline"
    build(built, INTERVIEWS, sources)
    with StudyFile.open_for_reading(built) as again:
        assert dump(again) == dump(sample)
        assert again.history() == sample.history()


def test_the_word_documents_are_those_of_the_sources(sources: Sources, tmp_path: Path) -> None:
    for path in write_interviews(sources.interviews, tmp_path):
        shipped = INTERVIEWS / path.relative_to(tmp_path)
        assert _parts(path) == _parts(shipped), path.name


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("marked", ["{{begun", "ended||JPD}}", "{{what||nonsense}}", "{{what||JPD:E}}"])
def test_marks_that_do_not_match_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"passage|no code"):
        read_marks(marked)


# --- a copy of one's own ---


def test_what_one_does_in_the_copy_is_there_tomorrow(tmp_path: Path) -> None:
    path = open_copy(tmp_path)
    with StudyFile.open(path) as study:
        assert not study.read_only
        study.perform(rename_study("Mine"))
    assert open_copy(tmp_path) == path
    with StudyFile.open(path) as study:
        assert study_details(study.reader).name == "Mine"


def test_starting_over_puts_the_old_copy_aside(tmp_path: Path) -> None:
    with StudyFile.open(open_copy(tmp_path)) as study:
        study.perform(rename_study("Mine"))
    with StudyFile.open(start_over(tmp_path)) as study:
        assert study_details(study.reader).name == "Saltmere Partnership"
    (aside,) = tmp_path.glob(f"{SHIPPED.stem} until *")
    with StudyFile.open_for_reading(aside) as study:
        assert study_details(study.reader).name == "Mine"


def test_an_open_copy_is_not_taken_away(tmp_path: Path) -> None:
    with StudyFile.open(open_copy(tmp_path)) as study:
        with pytest.raises(LockedError):
            start_over(tmp_path)
        study.perform(rename_study("Still mine"))


def test_a_kept_copy_is_a_study_like_any_other(tmp_path: Path) -> None:
    target = tmp_path / "kept.strandline"
    with StudyFile.open(open_copy(tmp_path)) as study:
        study.perform(take_off(1))
        keep_as(study.path, target)
        assert study_details(study.reader).sample
    with StudyFile.open(target) as kept:
        assert not study_details(kept.reader).sample
        assert 1 not in [row[0] for row in dump(kept)["coding"]]


@pytest.mark.skipif(os.name == "nt", reason="a folder in the way is another error there")
def test_where_no_copy_can_be_made_it_says_so() -> None:
    with tempfile.TemporaryDirectory() as folder:
        blocked = Path(folder, "file")
        blocked.touch()
        with pytest.raises(ReadOnlyError, match="could not be copied"):
            open_copy(blocked)


def test_some_passages_bear_on_the_models_order(sample: StudyFile) -> None:
    data = analysis_data(sample.reader, 1, [1])
    found = order_on_passages(data, key_strands(sample.reader, 1))
    against, in_favour = found.counts[:, 0].sum(), found.counts[:, 1].sum()
    assert against > 0
    assert in_favour > 0


def test_the_survey_has_the_figures_that_it_was_made_for(sample: StudyFile) -> None:
    found = survey_results(sample.reader)
    assert found is not None
    for round_ in found.rounds:
        assert (round_.count, round_.asked.total) == ({"2014": 31, "2015": 49}[round_.round], 68)
        for name, of_groups in counts()[round_.round].items():
            _bank, item = found.instrument.by_name[name]
            shares = [found.share(round_, item, group) for group in ("HD", "SLT", "T")]
            assert [share and share.k for share in shares] == [*of_groups], name
