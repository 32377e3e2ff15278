"""Two versions of a codebook side by side, as a table in Word or as CSV."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.analysis.codebook_changes import CodeComparison
from coding.language import _, plural
from coding.progress import Progress, silent
from storage.queries.code_versions import compared
from storage.queries.codebook import framework
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.table_csv import write_csv

# Names of the columns, for programs: a person reads them too, so they are words.
FIELDS: Final = ("code", "became", "field", "before", "after")


def export_versions(
    study: Path,
    target: Path,
    framework_id: int,
    versions: tuple[int, int],
    code_guid: str = "",
    progress: Progress = silent,
) -> None:
    """Write what changed from one version to another, of one code or of all; the ending says how.

    The file is replaced only when it is complete. Raises UserError.
    """
    progress(0, 1, target.name)
    with replacing(target) as part, snapshot(study) as connection:
        found = compared(connection, framework_id, *versions)
        codes = [each for each in found if code_guid in {"", each.guid}]
        if ending_of(target.name) == Export.CSV:
            write_csv(part, FIELDS, version_records(codes))
        else:
            _write_word(connection, part, framework_id, versions, codes)


def version_records(codes: Iterable[CodeComparison]) -> Iterator[Mapping[str, object]]:
    """Yield what changed as the rows of a table, a field each."""
    for code in codes:
        for field in code.changed:
            yield {
                "code": code.called,
                "became": code.became,
                "field": field.title,
                "before": field.before,
                "after": field.after,
            }


def _write_word(
    connection: Connection,
    part: Path,
    framework_id: int,
    versions: tuple[int, int],
    codes: Iterable[CodeComparison],
) -> None:
    from coding.report.blocks import BlockColumn, BlockRow
    from storage.writers.word_parts import WIDTH, WordFile

    name = framework(connection, framework_id).name
    earlier, later = versions
    changed = [code for code in codes if code.changed]
    word = WordFile(name)
    word.paragraph(
        _("{name}: version {earlier} and version {later}").format(name=name, earlier=earlier, later=later),
        "Title",
    )
    word.paragraph(plural("{n} code has changed", "{n} codes have changed", len(changed)), "Subtitle")
    for code in changed:
        word.heading(" · ".join(filter(None, (code.called, code.became))), 2)
        columns = (
            BlockColumn(_("Field"), 30),
            BlockColumn(_("Version {n}").format(n=earlier), (WIDTH - 30) / 2),
            BlockColumn(_("Version {n}").format(n=later), (WIDTH - 30) / 2),
        )
        rows = [BlockRow((field.title, field.before, field.after)) for field in code.changed]
        word.table(code.called, columns, rows)
    word.save(part)
