"""A study as tables for R, SPSS and pandas: codings, cases by codes, and a README that names every column."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.attribute_columns import attribute_fields
from coding.analysis.case_tables import CaseUnit
from coding.analysis.field_meanings import CODING, INTERVIEW, PERSON
from coding.analysis.table_records import record_fields
from coding.language import _, plural
from coding.model.study import KINDS
from coding.progress import Progress, silent
from storage.queries.case_records import PASSAGE, TURN, CaseTable
from storage.queries.codebook import frameworks
from storage.queries.people import study_details
from storage.queries.study_data import analysis_data
from storage.readers.kinds import Export
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.codings_csv import write_codings_of
from storage.writers.table_csv import write_csv
from storage.writers.transcript_looks import WhoseCodings

_CODINGS: Final = "codings.csv"
_MEANINGS: Final[Mapping[CaseUnit, Mapping[str, str]]] = {
    CaseUnit.INTERVIEW: INTERVIEW,
    CaseUnit.TURN: TURN,
    CaseUnit.PASSAGE: PASSAGE,
    CaseUnit.PERSON: PERSON,
}


def export_tables(study: Path, folder: Path, whose: WhoseCodings, progress: Progress = silent) -> list[str]:
    """Write the tables to a folder, which is made if it is not there; return the names of the files.

    Of one framework where ``whose`` names one, else of all. Each file is replaced only when it is complete.
    Raises UserError, and whatever ``progress`` raises to stop it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with snapshot(study) as connection:
        wanted = [each for each in frameworks(connection) if whose.framework_id in {None, each.id}]
        found = [
            analysis_data(connection, each.id, whose.coder_ids, whose.blind_for, KINDS) for each in wanted
        ]
        told: dict[str, Mapping[str, str]] = {}
        with replacing(folder / _CODINGS, like=study) as part:
            fields = write_codings_of(connection, found, part, progress)
        told[_CODINGS] = {field: _(CODING.get(field, "")) for field in fields}
        for unit in CaseUnit:
            progress(0, 1, _(unit))
            name = f"codes-by-{unit}{Export.CSV}"
            with replacing(folder / name, like=study) as part:
                told[name] = _write_cases(connection, found, unit, part)
        with replacing(folder / "README.txt", like=study) as part:
            part.write_text("\n".join(_readme(connection, found, told)) + "\n", "utf-8")
    return [*told, "README.txt"]


def _write_cases(
    connection: Connection, found: Sequence[AnalysisData], unit: CaseUnit, part: Path
) -> Mapping[str, str]:
    """Write a table, its codes those of all frameworks side by side; return what its columns mean."""
    several = len(found) > 1
    made = [
        CaseTable(connection, each, unit, each.framework.short_name or each.framework.name if several else "")
        for each in found
    ]
    meanings = {name: text for table in made for name, text in table.meanings.items()}
    if unit is CaseUnit.PASSAGE:  # a passage is coded with one framework
        rows = [record for table in made for record in table.records()]
    else:
        together = zip(*(table.records() for table in made), strict=True)
        rows = [{name: value for record in case for name, value in record.items()} for case in together]
    fields = record_fields(rows) or [*_MEANINGS[unit], *meanings]
    write_csv(part, fields, rows)
    usual = _MEANINGS[unit]
    return {field: meanings.get(field, _(usual.get(field, ""))) for field in fields}


def _readme(
    connection: Connection, found: Sequence[AnalysisData], told: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    name = study_details(connection).name
    yield _("{study}: tables for R, SPSS and other programs").format(study=name)
    day = datetime.now().astimezone().date().isoformat()
    yield _("Written on {day} by Strandline.").format(day=day)
    yield ""
    books = "; ".join(each.framework.name for each in found)
    every = len(found) == len(frameworks(connection))
    which = _("All frameworks of the study: {names}.") if every else _("One framework only: {names}.")
    yield which.format(names=books)
    coders = ", ".join(coder.name for coder in found[0].coders) if found else ""
    yield _("Codings of: {coders}.").format(coders=coders or _("nobody"))
    yield _(
        "UTF-8 with a byte order mark, commas, texts in quotation marks; a text that begins like a formula "
        "has an apostrophe before it. An empty cell: not known, or there is none."
    )
    yield _(
        "In codes-by-… each strand has two columns: NAME is 1 where the case has it, else 0; n_NAME says how "
        "often: once a passage and coder, sub-strands with their strand. A passage over several turns, or by "
        "several people, counts in each."
    )
    yield 'R: read.csv("codings.csv", fileEncoding = "UTF-8-BOM")'
    yield 'SPSS: GET DATA /TYPE=TXT /FILE="codings.csv" /ENCODING="UTF8" /DELIMITERS="," /QUALIFIER=\'"\'.'
    attributes = {
        field: each.kind for data in found for field, each in attribute_fields(data.attributes, ()).items()
    }
    for file, columns in told.items():
        yield ""
        yield f"{file} ({plural('{n} column', '{n} columns', len(columns))})"
        for field, meaning in columns.items():
            kind = attributes.get(field)
            said = meaning or (_("An attribute of each {kind}.").format(kind=kind) if kind else "")
            yield f"  {field}: {said}".rstrip(": ")
