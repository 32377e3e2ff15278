"""Cases in a table: each with its schools, interviews and people, as they are called."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app.details.attribute_sources import attribute_columns
from app.shell.open_study import OpenStudy
from app.widgets.study_table import StudyRows
from app.widgets.table import TableColumn
from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import AttributeKind, Case
from coding.text.names import clean_name, name_key
from storage.operations import cases as commands
from storage.queries import people
from storage.queries.cases import cases
from storage.queries.history import interview_headings
from storage.study.operation import Operation
from storage.study.tables import ABOUT_INTERVIEWS, ATTRIBUTES, CASES, ROUND

Names = Mapping[int, tuple[str, ...]]  # by id: how it is written, and how it may be called as well
_MEMBERS: Final = ("school_ids", "interview_ids", "person_ids")


class CaseDetails(StudyRows[Case]):
    """Cases in their order."""

    tables = (*CASES, *ATTRIBUTES, *ABOUT_INTERVIEWS, ROUND)
    new = N_("Add a case: type its name")

    def __init__(self, open_study: OpenStudy) -> None:
        """Read them from this study."""
        super().__init__(open_study)
        self._names: dict[str, Names] = {}

    def rows(self) -> Sequence[Case]:
        """Return the cases."""
        return cases(self.study.reader)

    def columns(self) -> Sequence[TableColumn[Case]]:
        """Return the name, what belongs to it, and a column for each attribute."""
        self._names = _names(self.study)
        headings = (_("Schools"), _("Interviews"), _("People"))
        return (
            TableColumn(
                _("Name"),
                lambda row: row.name,
                lambda row, text: commands.rename_case(row.id, text),
                is_wide=True,
            ),
            *(self._column(of, heading) for of, heading in zip(_MEMBERS, headings, strict=True)),
            *attribute_columns(self.study, AttributeKind.CASE),
        )

    def _column(self, of: str, heading: str) -> TableColumn[Case]:
        names = self._names[of]

        def text(row: Case) -> str:
            return "; ".join(names[id_][0] for id_ in names if id_ in getattr(row, of))

        def change(row: Case, typed: str) -> Operation[None]:
            members = {each: getattr(row, each) for each in _MEMBERS} | {of: _meant(names, typed)}
            return commands.fill_case(row.id, *(sorted(members[each]) for each in _MEMBERS))

        about = _("As they are called, with commas or semicolons between; none where it is empty")
        return TableColumn(heading, text, change, about=about, is_wide=True)

    def add(self, column: int, text: str) -> Operation[int]:
        """Add a case by its name."""
        if column != 0:
            raise UserError(_("Type the case’s name first."))
        return commands.add_case(text)

    def remove(self, row: Case) -> Operation[Any]:
        """Remove a case; what belongs to it stays."""
        return commands.remove_case(row.id)


def _names(open_study: OpenStudy) -> dict[str, Names]:
    reader = open_study.reader
    return {
        "school_ids": {
            each.id: tuple(filter(None, (each.letter, each.name))) for each in people.schools(reader)
        },
        "interview_ids": {id_: (heading,) for id_, heading in interview_headings(reader).items()},
        "person_ids": {each.id: (each.name,) for each in people.people(reader)},
    }


def _meant(names: Names, typed: str) -> frozenset[int]:
    """Return what is meant by names with commas or semicolons between.

    Raises UserError: nothing is called so.
    """
    known = {name_key(name): id_ for id_, called in names.items() for name in called}
    return frozenset(_known(known, each) for each in _parts(known, typed))


def _parts(known: Mapping[str, int], typed: str) -> Iterable[str]:
    """Part a list at semicolons, and at commas where no name has one."""
    for part in map(clean_name, typed.split(";")):
        if name_key(part) in known:
            yield part
        else:
            yield from filter(None, map(clean_name, part.split(",")))


def _known(known: Mapping[str, int], name: str) -> int:
    if name_key(name) not in known:
        raise UserError(
            _("Nothing here is called “{name}”.").format(name=name),
            _("Nothing was changed."),
            _("Type it as it is called on its own page."),
        )
    return known[name_key(name)]
