"""Exporting a framework: its kind of file is told by its ending."""

from pathlib import Path

from coding.errors import UserError
from coding.language import _
from storage.queries.frameworks import filed_framework
from storage.readers.kinds import FRAMEWORKS, Export, ending_of, listing
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot


def names_a_framework(name: str) -> bool:
    """Tell a file name that asks for the framework: a CSV that is called so, else by the ending."""
    is_table = ending_of(name) == Export.CSV
    return Path(name).stem.casefold().endswith("codebook") if is_table else ending_of(name) in FRAMEWORKS


def export_framework(study: Path, target: Path, framework_id: int) -> str:
    """Write a framework to a file; return what of it the kind of file has no place for, in a sentence.

    The file is replaced only when it is complete. Raises UserError: an ending that no framework is written
    to, the folder may not be written, the disk is full.
    """
    kind = ending_of(target.name)
    if kind not in FRAMEWORKS:
        raise UserError(
            _("“{name}” has an ending that no framework is exported to.").format(name=target.name),
            remedy=_("These are known: {known}.").format(known=listing(FRAMEWORKS)),
        )
    with snapshot(study) as connection:
        filed = filed_framework(connection, framework_id)
    with replacing(target, like=study) as part:
        if kind == Export.CODEBOOK:
            from storage.writers.codebook_qdc import lost_in_qdc, write_qdc

            write_qdc(filed, part)
            return lost_in_qdc(filed)
        if kind == Export.TOML:
            from storage.writers.framework_toml import write_toml

            write_toml(filed, part)
            return ""
        from storage.writers.framework_tables import write_framework_csv, write_workbook

        (write_workbook if kind == Export.WORKBOOK else write_framework_csv)(filed, part)
        return ""
