"""The account that goes back to the people of a school or case, in Word."""

from pathlib import Path

from coding.errors import UserError
from coding.language import _
from coding.text.blocks import read
from storage.queries.accounts import accounts
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
        written = [*without_places(quoted_out(connection, read(draft.text)))]
        write_text_to_word(name, name, written, part)
