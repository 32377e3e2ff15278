"""What is kept under a name, views and reports alike: one row of the table ``kept`` each, by its kind."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update

from coding.errors import UserError
from coding.language import _
from coding.model.study import KeptKind
from coding.text.names import needed_name, same_name
from storage.operations.removing import remove
from storage.study import schema
from storage.study.operation import WriteContext

_kept = schema.kept.c


@dataclass(frozen=True, slots=True)
class KeptUnderNames:
    """What is kept of one kind; the words (N_) are said where there is no name, none such, another."""

    kind: KeptKind
    nameless: str
    gone: str
    taken: str

    def keep(self, w: WriteContext, name: str, value: str) -> int:
        """Keep something under a name; return its id. Raises UserError: no name, or another has it."""
        name = self._free_name(w, name)
        w.note(name=name)
        last = w.connection.scalar(select(func.max(_kept.position)).where(self._mine))
        position = 0 if last is None else last + 1
        of = {"kind": self.kind.value, "coder_id": w.coder_id}
        return w.add(schema.kept, **of, name=name, position=position, value=value)

    def rename(self, w: WriteContext, id_: int, new: str) -> None:
        """Give it another name. Raises UserError: it is no longer kept, no name, or another has it."""
        name = self._free_name(w, new, but=id_)
        self.change(w, id_, name=name)

    def change(self, w: WriteContext, id_: int, **values: str) -> None:
        """Let it hold something else. Raises UserError: it is no longer kept."""
        w.note(name=self._name(w, id_))
        w.connection.execute(update(schema.kept).where(_kept.id == id_).values(values))

    def remove(self, w: WriteContext, id_: int) -> None:
        """Keep it no longer. Raises UserError: it is no longer kept."""
        w.note(name=self._name(w, id_))
        remove(w, schema.kept, [id_])

    @property
    def _mine(self) -> ColumnElement[bool]:
        return _kept.kind == self.kind

    def _name(self, w: WriteContext, id_: int) -> str:
        name = w.connection.scalar(select(_kept.name).where(_kept.id == id_, self._mine))
        if name is None:
            raise UserError(_(self.gone), _("Nothing was changed."))
        return name

    def _free_name(self, w: WriteContext, typed: str, but: int = 0) -> str:
        name = needed_name(typed, _(self.nameless))
        others = w.connection.scalars(select(_kept.name).where(self._mine, _kept.id != but))
        if any(same_name(name, other) for other in others):
            raise UserError(_(self.taken).format(name=name), _("Nothing was changed."))
        return name
