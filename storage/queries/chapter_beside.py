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
from storage.roles import new_roles, post_words
from storage.survey_banks import statement_numbers


def beside_study(
    connection: Connection, framework_id: int, coder_ids: Collection[int], blind_for: int | None = None
) -> Beside:
    """Return a study with these coders' codings for a chapter to be checked beside.

    What others coded in interviews that ``blind_for`` reads blind is left out.
    """
    data = analysis_data(connection, framework_id, coder_ids, blind_for)
    places = QuotedPlaces(connection, data)
    return Beside(places.words, places, CountsOfStudy(asked_of(connection, data)), _banks(places.words))


def beside_nothing() -> Beside:
    """Return what is known of any chapter."""
    roles = new_roles()
    return Beside(StudyWords(roles=roles, posts=RoleWords(roles, post_words())), banks=statement_numbers())


def _banks(words: StudyWords) -> dict[str, dict[str, int]]:
    """Return the banks of the partnership survey that this study's framework has strands for."""
    own = {code.abbreviation for code in words.framework.codes} if words.framework else set[str]()
    return {bank: dict(stages) for bank, stages in statement_numbers().items() if bank in own}
