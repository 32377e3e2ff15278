"""Building the sample study from its sources: ``make sample``.

The interviews become Word documents, the documents come in through the program's own import, and the
codes through its own operations. What would differ from one building to the next (times, identifiers,
the history of the building) is made the same afterwards.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from coding.intake.corrections import with_date, with_people, with_person
from coding.intake.plan import ImportPlan
from coding.model.framework import Framework
from coding.model.study import AttributeKind, State
from coding.model.survey import AskedNumbers, MeasureKind
from coding.notation.code_names import Names
from coding.notation.questions import parse_by_round, understood
from storage.intake.import_batch import known_study, plan_import
from storage.intake.outcome_files import figures_of
from storage.intake.survey_files import plan_survey
from storage.operations.attributes import add_attribute, set_attribute
from storage.operations.codings import Pick, apply_codes
from storage.operations.imports import store_import
from storage.operations.memos import write_coding_memo, write_interview_memo
from storage.operations.outcomes import change_measure, store_figures
from storage.operations.people import add_school, set_post
from storage.operations.questions import recognise_questions, set_questions
from storage.operations.reading import set_state
from storage.operations.studies import set_up_study
from storage.operations.surveys import set_asked, set_returned, store_answers
from storage.queries.codebook import frameworks
from storage.queries.codings import codings
from storage.queries.outcomes import outcome_measures
from storage.queries.people import people, posts, rounds
from storage.queries.survey_instruments import survey_of
from storage.queries.surveys import round_answers
from storage.queries.texts import interviews, transcript
from storage.resources import resource
from storage.study.study_file import StudyFile
from tests.tools.sample_documents import write_interviews
from tests.tools.sample_sources import SampleMemo, Source, Sources, WrittenCode, read_sources
from tests.tools.sample_survey import FIRST, SECOND, write_answers
from tests.tools.survey_counts import ASKED

STUDY = resource("sample_study", "Saltmere Partnership.strandline")
INTERVIEWS = resource("sample_study", "interviews")
QUESTIONS = resource("sample_study", "questions.txt")
ANSWERS = resource("sample_study", "survey")
OUTCOMES = resource("sample_study", "outcomes")
_RETURNED = {"2014": "On paper, at staff meetings", "2015": "Through a form on the web"}

_BEGUN = "2014-01-13T09:00:00.000Z"
_FINISHED = "2015-07-20T16:00:00.000Z"


def build(path: Path, folder: Path, sources: Sources, survey: Path = ANSWERS) -> None:
    """Make the study at ``path`` from Word documents, the codes of the sources, and the survey's answers."""
    with StudyFile.create(path, set_up_study(sources.name, sources.coder)) as study:
        for letter, name in sources.schools.items():
            study.perform(add_school(letter, name))
        plan = _corrected(plan_import([folder], known_study(study.reader)), sources)
        ids = study.perform(store_import(plan)).result.interview_ids
        _give_titles(study, sources)
        framework = frameworks(study.reader)[0]
        for interview_id, source in zip(ids, sources.interviews, strict=True):
            _code(study, framework, interview_id, source)
            study.perform(set_state(interview_id, State.DONE))
        places = {
            source.place: interview_id for interview_id, source in zip(ids, sources.interviews, strict=True)
        }
        for memo in sources.memos:
            _write_memo(study, framework, places[memo.interview], memo)
        _ask(study, framework)
        _survey(study, survey)
        _outcomes(study, framework)
        _say_more_of_people(study, sources)
    _make_timeless(path)


def _corrected(plan: ImportPlan, sources: Sources) -> ImportPlan:
    """Correct the guesses, as a researcher does in the table."""
    assert [import_row.file.stem for import_row in plan.rows] == [
        source.file for source in sources.interviews
    ]
    for at, source in enumerate(sources.interviews):
        plan = with_person(plan, [at], source.key)
        plan = with_people(plan, [at], [speaker.person for speaker in source.speakers])
        plan = with_date(plan, [at], source.date)
    return plan


def _give_titles(study: StudyFile, sources: Sources) -> None:
    names = {person.id: person.name for person in people(study.reader)}
    years = {round_.id: round_.name for round_ in rounds(study.reader)}
    titles = {
        (speaker.person, source.round): speaker.title
        for source in sources.interviews
        for speaker in source.speakers
    }
    for post in posts(study.reader):
        title = titles[names[post.person_id], years[post.round_id]]
        study.perform(set_post(post.person_id, post.round_id, post.school_id, post.role_id, title))


def _code(study: StudyFile, framework: Framework, interview_id: int, source: Source) -> None:
    spoken = transcript(study.reader, interview_id)
    assert spoken is not None
    for passage in source.passages:
        start = spoken.text.index(passage.text)
        picks = list(_picks(framework, passage.codes))
        study.perform(apply_codes(interview_id, start, start + len(passage.text), picks))


def _picks(framework: Framework, codes: tuple[WrittenCode, ...]) -> Iterator[Pick]:
    by_name = {code.abbreviation: code.id for code in framework.codes if code.abbreviation}
    stages = {stage.letter: stage.id for stage in framework.stages}
    for code in codes:
        yield Pick(by_name[code.abbreviation], stages.get(code.stage), code.unsure, code.direction)


def _write_memo(study: StudyFile, framework: Framework, interview_id: int, memo: SampleMemo) -> None:
    if not memo.passage:
        study.perform(write_interview_memo(interview_id, memo.text))
        return
    spoken = transcript(study.reader, interview_id)
    assert spoken is not None
    start = spoken.text.index(memo.passage)
    (coding_id,) = (
        coding.id
        for coding in codings(study.reader, interview_id)
        if coding.start == start and framework.by_id[coding.code_id].abbreviation == memo.code
    )
    study.perform(write_coding_memo(coding_id, memo.text))


def _ask(study: StudyFile, framework: Framework) -> None:
    """List what each round asked, and find it in the interviews."""
    listed = parse_by_round(QUESTIONS.read_text("utf-8"))
    for round_ in rounds(study.reader):
        study.perform(set_questions(round_.id, understood(listed[round_.name], Names(framework))))
        study.perform(recognise_questions(round_.id))


def _survey(study: StudyFile, folder: Path) -> None:
    """Read the answers of both rounds, as files of different shape give them."""
    paths = [folder / name for name in (FIRST, SECOND)]
    study.perform(store_answers(plan_survey(paths, study.reader)))
    survey = survey_of(study.reader)
    assert survey is not None
    for each in round_answers(study.reader, survey.id):
        study.perform(set_asked(each.id, AskedNumbers(ASKED)))
        study.perform(set_returned(each.id, _RETURNED[each.round]))


def _outcomes(study: StudyFile, framework: Framework) -> None:
    """Take in invented figures of the five schools, each beside a strand."""
    for path in sorted(OUTCOMES.iterdir()):
        read = figures_of(path, study.reader)
        assert read.figures and not read.left_out
        study.perform(store_figures(read.figures))
    strands = {code.abbreviation: code.id for code in framework.codes}
    levels = ("beginning", "developing", "embedding", "leading")
    for measure in outcome_measures(study.reader):
        is_rating = measure.kind is MeasureKind.RATING
        said = replace(
            measure, code_id=strands["HSC" if is_rating else "JPD"], source="Invented for the sample"
        )
        study.perform(change_measure(replace(said, levels=levels) if is_rating else said))


def _say_more_of_people(study: StudyFile, sources: Sources) -> None:
    """Say how long each has been in the school."""
    attribute_id = study.perform(add_attribute("Years in the school", AttributeKind.PERSON)).result
    ids = {person.name: person.id for person in people(study.reader)}
    for tenure, names in sources.years_in_school.items():
        study.perform(set_attribute(attribute_id, [ids[name] for name in names], tenure))


# --- the same every time ---


def _make_timeless(path: Path) -> None:
    """Give fixed times and identifiers, drop the history of the building, and say it is the sample."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        run = connection.execute
        run("BEGIN")
        run("DELETE FROM change")
        run("DELETE FROM operation WHERE id > 1")
        run("UPDATE operation SET created = ?", (_FINISHED,))
        run("UPDATE study SET created = ?, sample = 1", (_BEGUN,))
        for table, row_id, moment in [*_coding_times(connection), *_memo_times(connection)]:
            run(f"UPDATE {table} SET created = ? WHERE id = ?", (moment, row_id))
        run("UPDATE memo SET modified = created")
        run("UPDATE code_version SET created = ?", (_BEGUN,))
        run(
            "UPDATE reading SET started = first, done_on = last"
            " FROM (SELECT transcript_id, coder_id AS whose,"
            " min(created) AS first, max(created) AS last FROM coding GROUP BY transcript_id, coder_id)"
            " WHERE interview_id = transcript_id AND coder_id = whose"
        )
        _fix_guids(connection)
        run("INSERT INTO search (search) VALUES ('optimize')")
        run("COMMIT")
        run("VACUUM")


def _coding_times(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """Say when each coding was made: a fortnight after the interview, one after the other."""
    rows = connection.execute(
        "SELECT coding.id, date, row_number() OVER (PARTITION BY transcript_id ORDER BY start, coding.id)"
        " FROM coding JOIN interview ON interview.id = transcript_id"
    )
    for coding_id, date, number in rows.fetchall():
        yield "coding", coding_id, _moment(date, days=14, minutes=2 * number)


def _memo_times(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    rows = connection.execute(
        "SELECT memo.id, date FROM memo LEFT JOIN coding ON coding.id = coding_id"
        " JOIN interview ON interview.id = coalesce(transcript_id, memo.interview_id)"
    )
    for memo_id, date in rows.fetchall():
        yield "memo", memo_id, _moment(date, days=21, minutes=5 * memo_id)


def _moment(date: str, *, days: int, minutes: int) -> str:
    moment = datetime.fromisoformat(f"{date}T09:00:00") + timedelta(days=days, minutes=minutes)
    return moment.isoformat(timespec="milliseconds") + "Z"


_WITH_GUID = (
    *("study", "coder", "school", "round", "role", "person", "interview", "coding", "memo"),
    *("question", "attribute", "survey", "bank", "survey_round", "respondent", "measure", "outcome"),
)


def _fix_guids(connection: sqlite3.Connection) -> None:
    """Give rows an identifier made of table and id; codes and frameworks have fixed ones already."""
    for table in _WITH_GUID:
        for (row_id,) in connection.execute(f"SELECT id FROM {table}").fetchall():
            guid = str(uuid5(NAMESPACE_URL, f"strandline:sample:{table}:{row_id}"))
            connection.execute(f"UPDATE {table} SET guid = ? WHERE id = ?", (guid, row_id))


def main() -> None:
    """Write the Word documents and the study into resources/."""
    sources = read_sources()
    write_interviews(sources.interviews, INTERVIEWS)
    write_answers(ANSWERS)
    STUDY.unlink(missing_ok=True)
    build(STUDY, INTERVIEWS, sources)
    with StudyFile.open_for_reading(STUDY) as study:
        print(f"{len(interviews(study.reader))} interviews in {STUDY.name}")


if __name__ == "__main__":
    main()
