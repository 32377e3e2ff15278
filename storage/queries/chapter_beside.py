"""What a chapter is checked beside: a study that is open, or none."""

from collections.abc import Collection

from sqlalchemy import Connection

from coding.chapter.chapter_check import Beside
from coding.chapter.claims import StudyWords
from coding.chapter.study_counts import CountsOfStudy
from coding.intake.role_words import RoleWords
from storage.queries.quoted_places import QuotedPlaces
from storage.queries.selecting import asked_of
from storage.queries.study_data import analysis_data
from storage.queries.survey_instruments import survey_of
from storage.roles import new_roles, post_words
from storage.shipped_surveys import partnership_survey


def beside_study(
    connection: Connection, framework_id: int, coder_ids: Collection[int], blind_for: int | None = None
) -> Beside:
    """Return a study with these coders' codings for a chapter to be checked beside.

    What others coded in interviews that ``blind_for`` reads blind is left out.
    """
    data = analysis_data(connection, framework_id, coder_ids, blind_for)
    places = QuotedPlaces(connection, data)
    return Beside(
        places.words, places, CountsOfStudy(asked_of(connection, data)), _banks(connection, places.words)
    )


def beside_nothing() -> Beside:
    """Return what is known of any chapter."""
    roles = new_roles()
    return Beside(
        StudyWords(roles=roles, posts=RoleWords(roles, post_words())),
        banks=partnership_survey().statement_numbers(),
    )


def _banks(connection: Connection, words: StudyWords) -> dict[str, dict[str, int]]:
    """Return the banks of the study's survey; else of the shipped one those that it has strands for."""
    survey = survey_of(connection)
    if survey is not None:
        return survey.statement_numbers()
    own = {code.abbreviation for code in words.framework.codes} if words.framework else set[str]()
    return {
        bank: dict(stages) for bank, stages in partnership_survey().statement_numbers().items() if bank in own
    }
