"""The account that goes back to the people of a school or case, in Word."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from coding.errors import UserError
from coding.language import _
from coding.text.blocks import TextBlock, read
from storage.queries.accounts import WrittenAccount, accounts
from storage.report.memo_text import quoted_out, without_places
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot


def write_account_to_word(study: Path, target: Path, name: str, on: str, on_id: int) -> None:
    """Write the draft of a school or case under its name; the file is replaced only when it is complete.

    Raises UserError: there is no draft.
    """
    from storage.writers.report_word import write_text_to_word

    with replacing(target, like=study) as part, snapshot(study) as connection:
        draft = accounts(connection, on, on_id).draft
        if draft is None:
            raise UserError(_("There is no account yet."), _("Nothing was written."), _("Write it first."))
        write_text_to_word(name, name, [*_as_sent(connection, draft)], part)


def lines_as_sent(connection: Connection, name: str, on: str, on_id: int) -> list[str]:
    """Return the paragraphs that the Word document of a draft has, its title first; none without a draft."""
    draft = accounts(connection, on, on_id).draft
    return [] if draft is None else [name, *(block.text for block in _as_sent(connection, draft))]


def _as_sent(connection: Connection, draft: WrittenAccount) -> Iterator[TextBlock]:
    return without_places(quoted_out(connection, read(draft.text)))
