"""Looking through the transcripts of a study for names, on a connection of its own."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from coding.privacy.masking import Pseudonyms
from coding.privacy.name_candidates import NameCandidate, name_candidates
from coding.progress import Progress, silent
from storage.operations.masking import places_to_mask
from storage.queries.codebook import frameworks
from storage.queries.named_texts import text_and_turns
from storage.study.connection import connect


def count_places(
    source: Path, interview_ids: Collection[int], pseudonyms: Pseudonyms, progress: Progress = silent
) -> Counter[str]:
    """Return in how many places each name would be masked in these interviews and around them."""
    with closing(connect(source, read_only=True)) as reading:
        return places_to_mask(reading, interview_ids, pseudonyms, progress)


def candidate_names(
    source: Path, interview_ids: Collection[int], pseudonyms: Pseudonyms, progress: Progress = silent
) -> tuple[NameCandidate, ...]:
    """Return the words of these interviews that may be names and are not on the list."""
    with closing(connect(source, read_only=True)) as reading:
        terms = {
            term
            for framework in frameworks(reading)
            for code in framework.codes
            for term in (code.name, code.abbreviation, code.label, *code.aliases)
        }
        return name_candidates(_turns(reading, interview_ids, progress), pseudonyms, terms)


def _turns(reading: Connection, interview_ids: Collection[int], progress: Progress) -> Iterator[str]:
    for done, interview_id in enumerate(interview_ids):
        progress(done, len(interview_ids), "")
        text, turns = text_and_turns(reading, interview_id)
        yield from (text[start:end] for start, end in turns)
