"""Masking names in what is stored: in transcripts, with the codings moving along, and all around them."""

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, func, select, update

from coding.language import N_, plural
from coding.privacy.masking import Pseudonyms
from coding.progress import Progress, silent
from storage.operations.cells import mask_summaries
from storage.operations.masking_views import mask_views, places_in_views
from storage.operations.rewriting import rewrite
from storage.queries.named_texts import NamedText, text_and_turns, texts_of_interviews, texts_of_study
from storage.study import schema
from storage.study.operation import WriteContext, operation


def places_to_mask(
    connection: Connection,
    interview_ids: Collection[int],
    pseudonyms: Pseudonyms,
    progress: Progress = silent,
) -> Counter[str]:
    """Return in how many places each name would be masked in these interviews and around them."""
    found: Counter[str] = Counter()
    for done, interview_id in enumerate(interview_ids):
        progress(done, len(interview_ids), "")
        text, turns = text_and_turns(connection, interview_id)
        found.update(pseudonyms.masking(text, turns).places)
    for each in _texts(connection, interview_ids):
        found.update(pseudonyms.places(each.text))
    if _are_all(connection, interview_ids):
        found.update(places_in_views(connection, pseudonyms))
    return found


@operation(N_("Mask names in {what}"), leave_out=("interview_ids", "pseudonyms", "progress"))
def mask_interviews(
    w: WriteContext, interview_ids: Collection[int], pseudonyms: Pseudonyms, progress: Progress = silent
) -> None:
    """Mask the names of a list in interviews: text, labels, headings, memos, their people and schools.

    Where all interviews of the study are meant, names are masked everywhere in it: codebook, questions
    and attributes too. The history keeps what stood there, so that it can be undone; nothing that is
    kept with the operation names anybody.

    Raises no UserError.
    """
    w.note(what=plural("{n} interview", "{n} interviews", len(interview_ids)))
    mask_texts(w, interview_ids, pseudonyms, progress)


def mask_texts(
    w: WriteContext, interview_ids: Collection[int], pseudonyms: Pseudonyms, progress: Progress = silent
) -> Counter[str]:
    """Mask the names of a list, for operations that do; return in how many places each was masked.

    Raises no UserError.
    """
    found: Counter[str] = Counter()
    for done, interview_id in enumerate(interview_ids):
        progress(done, len(interview_ids), "")
        text, turns = text_and_turns(w.connection, interview_id)
        masking = pseudonyms.masking(text, turns)
        found.update(masking.places)
        if masking.change:
            rewrite(w, interview_id, masking.change)
    for table, column, id_, text, is_running in list(_texts(w.connection, interview_ids)):
        masking = (pseudonyms if is_running else pseudonyms.plain).masking(text)
        found.update(masking.places)
        if masking.change:
            masked = masking.change.applied(text)
            w.connection.execute(update(table).where(table.c.id == id_).values({column: masked}))
    if _are_all(w.connection, interview_ids):
        found.update(mask_views(w, pseudonyms))
    mask_summaries(w, pseudonyms.plain)
    return found


def _texts(connection: Connection, interview_ids: Collection[int]) -> Iterator[NamedText]:
    """Yield what is masked beside the transcripts; of the whole study if all its interviews are meant."""
    if _are_all(connection, interview_ids):
        yield from texts_of_study(connection)
    else:
        yield from texts_of_interviews(connection, interview_ids)


def _are_all(connection: Connection, interview_ids: Collection[int]) -> bool:
    there = connection.scalar(select(func.count()).select_from(schema.interview)) or 0
    return len(set(interview_ids)) == there
