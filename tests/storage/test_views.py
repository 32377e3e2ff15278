"""Views kept under a name: kept, renamed, changed, removed; what has changed since one was exported."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.compare_settings import CompareSettings
from coding.analysis.forms import ChartForm
from coding.analysis.frequencies import Frequencies, frequencies
from coding.analysis.groups import Grouping
from coding.errors import UserError
from coding.model.kept_view import KeptView, MadeNumbers, ViewPage
from coding.model.query import AllOf, CodeTerm, Exactly, Field, Phrase, Query
from coding.privacy.masking import Pseudonym, Pseudonyms
from coding.query.kept_form import kept_query
from coding.query.kept_settings import settings_to_json
from storage.operations import views as commands
from storage.operations.codings import take_off
from storage.operations.many_codings import set_stages
from storage.operations.masking import mask_interviews, places_to_mask
from storage.operations.people import edit_school
from storage.operations.withdrawing import withdraw_person
from storage.queries.coders import everybody
from storage.queries.guids import StudyGuids
from storage.queries.kept_views import ViewReader, kept_views, view_called
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.sample_study import open_copy
from storage.study import schema
from storage.study.study_file import StudyFile
from tests.storage.dumps import perform_both_ways


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[StudyFile]:
    study = StudyFile.open(open_copy(tmp_path))
    yield study
    study.close()


def reader(study: StudyFile) -> ViewReader:
    def read(framework_id: int, coder_ids: Collection[int]) -> AnalysisData:
        return analysis_data(study.reader, framework_id, coder_ids)

    return ViewReader(study.reader, read)


def view(study: StudyFile, settings: CompareSettings | Query) -> KeptView:
    guids, coders = StudyGuids(study.reader), everybody(study.reader)
    names = asked_of(study.reader, analysis_data(study.reader, 1, coders)).names
    framework, whose = guids.guid("framework", 1), tuple(guids.guid("coder", id_) for id_ in coders)
    if isinstance(settings, CompareSettings):
        return KeptView(ViewPage.COMPARE, framework, whose, settings_to_json(settings, names, guids))
    return KeptView(ViewPage.PASSAGES, framework, whose, {"query": kept_query(settings, names, guids)})


def test_a_view_is_kept_renamed_changed_and_removed(sample: StudyFile) -> None:
    schools, roles = CompareSettings(), CompareSettings(by=(Grouping.ROLE,), form=ChartForm.CHANGE)
    first = perform_both_ways(sample, commands.keep_view(" By  school ", view(sample, schools))).result
    perform_both_ways(sample, commands.keep_view("Change by role", view(sample, roles)))
    assert [(row.name, row.made) for row in kept_views(sample.reader)] == [
        ("By school", None),
        ("Change by role", None),
    ]
    with pytest.raises(UserError):
        sample.perform(commands.rename_view(first, "CHANGE by role"))
    perform_both_ways(sample, commands.rename_view(first, "Schools"))
    perform_both_ways(sample, commands.note_exported(first, MadeNumbers({"a": "1"})))
    perform_both_ways(sample, commands.change_view(first, view(sample, roles)))
    kept = view_called(sample.reader, "schools")
    assert (kept.made, kept.made_at) == (None, "")
    assert kept.view == view(sample, roles)
    perform_both_ways(sample, commands.remove_view(first))
    with pytest.raises(UserError, match="No view “Schools” is kept"):
        view_called(sample.reader, "Schools")


def test_a_view_shows_what_was_asked(sample: StudyFile) -> None:
    sure = Query(fields=(Field("unsure", (Exactly("no"),)),))
    settings = CompareSettings(by=(Grouping.ROLE,), query=sure)
    found = reader(sample).table(view(sample, settings))
    assert isinstance(found, Frequencies)
    data = analysis_data(sample.reader, 1, everybody(sample.reader))
    certain = replace(data, codings=data.codings[~data.codings["unsure"]].reset_index(drop=True))
    plain = frequencies(certain, (Grouping.ROUND, Grouping.ROLE))
    texts = [[found.cell(group, column).text for column in found.columns.columns] for group in found.groups]
    assert texts == [[plain.cell(g, c).text for c in plain.columns.columns] for g in plain.groups]


def hsc_alone(study: StudyFile) -> int:
    """Return an HSC coding of 2014 on a passage that nothing else stands on."""
    data = analysis_data(study.reader, 1, everybody(study.reader))
    hsc = next(code.id for code in data.framework.codes if code.abbreviation == "HSC")
    places = data.codings.groupby(["interview_id", "start", "end"])["id"].transform("size")
    mine = data.codings[(data.codings["code_id"] == hsc) & (places == 1)]
    of_2014 = set(data.interviews_of(data.rounds[0]).tolist())
    single = {id_ for id_, people in data.people_in.items() if len(people) == 1}
    return int(mine[mine["interview_id"].isin(of_2014 & single)]["id"].iloc[0])


def test_what_has_changed_since_an_export_and_by_what(sample: StudyFile) -> None:
    views, guid = reader(sample), view(sample, CompareSettings())
    id_ = sample.perform(commands.keep_view("Schools", guid)).result
    assert views.changes(kept_views(sample.reader)[0]) is None
    sample.perform(commands.note_exported(id_, views.made(guid)))
    changes = views.changes(kept_views(sample.reader)[0])
    assert changes is not None
    assert changes.words.startswith("No number has changed since ")
    sample.perform(take_off(hsc_alone(sample)))
    # In its school's row and in the round's total: HSC, codings and passages of the dimension, and of all.
    changes = views.changes(kept_views(sample.reader)[0])
    assert changes is not None
    assert (changes.numbers, changes.by) == (10, (("recoding HSC", 10),))
    assert changes.words == f"10 numbers changed since {changes.day}, 10 by recoding HSC."
    sample.undo()
    changes = views.changes(kept_views(sample.reader)[0])
    assert changes is not None
    assert changes.numbers == 0


def test_passages_that_were_found_are_counted_by_code(sample: StudyFile) -> None:
    views = reader(sample)
    asked = view(sample, Query(fields=(Field("in", (Exactly("2014"),)),)))
    id_ = sample.perform(commands.keep_view("All of 2014", asked)).result
    sample.perform(commands.note_exported(id_, views.made(asked)))
    sample.perform(take_off(hsc_alone(sample)))
    changes = views.changes(kept_views(sample.reader)[0])
    assert changes is not None
    assert (changes.numbers, changes.by) == (3, (("recoding HSC", 3),))  # in all, of its dimension, HSC
    with pytest.raises(UserError):
        views.table(asked)


def test_a_name_that_changes_changes_no_number(sample: StudyFile) -> None:
    views, kept = reader(sample), view(sample, CompareSettings())
    id_ = sample.perform(commands.keep_view("Schools", kept)).result
    sample.perform(commands.note_exported(id_, views.made(kept)))
    made = sample.reader.scalar(select(schema.kept.c.made).where(schema.kept.c.id == id_)) or ""
    assert "School A" not in made
    sample.perform(edit_school(1, "A", "Ash School"))
    changes = views.changes(kept_views(sample.reader)[0])
    assert changes is not None
    assert changes.numbers == 0


def test_names_are_masked_in_what_views_look_for(sample: StudyFile) -> None:
    words = Query(AllOf((Phrase("Margaret said"), CodeTerm("HSC"))), (Field("in", (Exactly("2014"),)),))
    kept = view(sample, words)
    sample.perform(commands.keep_view("Words", kept))
    pseudonyms = Pseudonyms((Pseudonym("Margaret", "M***"),))
    everything = [id_ for (id_,) in sample.reader.execute(select(schema.interview.c.id))]
    assert places_to_mask(sample.reader, everything, pseudonyms)["Margaret"] >= 1
    perform_both_ways(sample, mask_interviews(everything, pseudonyms))
    (row,) = kept_views(sample.reader)
    assert row.view is not None
    assert "Margaret" not in row.view.to_json()
    asked = reader(sample).asked(row.view)
    assert str(reader(sample).query(row.view, asked)) == '"M*** said" and HSC in:2014'


def test_who_is_withdrawn_is_in_no_number_that_is_kept(sample: StudyFile) -> None:
    kept = view(sample, CompareSettings())
    id_ = sample.perform(commands.keep_view("Schools", kept)).result
    sample.perform(commands.note_exported(id_, reader(sample).made(kept)))
    sample.perform(withdraw_person(1))
    assert kept_views(sample.reader)[0].made is None


def test_what_a_later_program_keeps_is_left_as_it_is(sample: StudyFile) -> None:
    kept = view(sample, CompareSettings())
    strange = replace(kept, asked={**kept.asked, "form": "globe"})
    sample.perform(commands.keep_view("Globe", strange))
    sample.perform(commands.keep_view("Matrix", replace(kept, page="matrix")))  # pyright: ignore[reportArgumentType]
    globe, matrix = kept_views(sample.reader)
    assert globe.view == strange
    with pytest.raises(UserError, match="A later version"):
        reader(sample).table(strange)
    assert matrix.view is None


def test_stages_are_noted_where_they_are_shown(sample: StudyFile) -> None:
    views, id_ = reader(sample), hsc_alone(sample)
    plain, stages = (
        view(sample, CompareSettings(form=form)) for form in (ChartForm.CHARTS, ChartForm.STAGES)
    )
    for kept in (plain, stages):
        view_id = sample.perform(commands.keep_view(str(kept.asked["form"]), kept)).result
        sample.perform(commands.note_exported(view_id, views.made(kept)))
    coding = schema.coding.c
    before = sample.reader.scalar(select(coding.stage_id).where(coding.id == id_))
    stage = next(id_ for id_ in (1, 2) if id_ != before)
    sample.perform(set_stages([id_], stage))
    changes = [views.changes(row) for row in kept_views(sample.reader)]
    # In its school's row and the round's total, five columns each, the one stage loses what the other gains.
    assert [each.by for each in changes if each is not None] == [(), (("recoding HSC", 20),)]
