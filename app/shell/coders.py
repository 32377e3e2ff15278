"""Who codes in the open study, and whose codings are shown: one choice for the whole window."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.shell import settings
from coding.language import _, plural
from coding.model.study import Coder, CoderKind
from storage.queries.coders import coders
from storage.queries.people import study_guid
from storage.study.connection import Connection


class Coders(QObject):
    """The coders of the open study and what was chosen among them.

    Both choices are remembered on this computer, per study, by GUID. ``changed`` goes out when somebody
    else codes, other codings are to be shown, or the coders themselves are others than before.
    """

    leaving = Signal()  # somebody else is about to code: what is being typed is still this coder's
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nobody."""
        super().__init__(parent)
        self.all: tuple[Coder, ...] = ()
        self.at_work_id: int | None = None
        self.editing_id: int | None = None  # whose codings may be changed besides one's own
        self._chosen: frozenset[int] | None = None  # None: everybody's
        self._study = ""

    def open(self, connection: Connection) -> None:
        """Read who codes in a study, and what was chosen on this computer."""
        self.all = tuple(coders(connection))
        self._study = study_guid(connection)
        at_work, *chosen = settings.text(f"coders/{self._study}").split() or [""]
        by_guid = {coder.guid: coder.id for coder in self.all}
        self.at_work_id = by_guid.get(at_work, next((coder.id for coder in self.people), None))
        self._chosen = frozenset(by_guid[guid] for guid in chosen if guid in by_guid) or None
        self.editing_id = None

    @property
    def was_chosen(self) -> bool:
        """Tell whether somebody has said on this computer who codes in the study."""
        return bool(settings.text(f"coders/{self._study}"))

    def close(self) -> None:
        """Forget the study."""
        self.all, self.at_work_id, self.editing_id, self._chosen = (), None, None, None

    def read_again(self, connection: Connection) -> None:
        """Follow a change of the coders."""
        self.all = tuple(coders(connection))
        ids = {coder.id for coder in self.all if coder.kind is not CoderKind.FORMER}
        if self.at_work_id not in ids:
            self.at_work_id = next((coder.id for coder in self.people), None)
        if self.editing_id not in ids:
            self.editing_id = None
        if self._chosen is not None:
            self._chosen = (self._chosen & ids) or None
        self.changed.emit()

    # --- who there is --------------------------------------------------------------------------

    @property
    def people(self) -> tuple[Coder, ...]:
        """Those whose codings are everybody's."""
        return tuple(coder for coder in self.all if coder.kind is CoderKind.PERSON)

    @property
    def readers(self) -> tuple[Coder, ...]:
        """Those as whom one can code: people, and their second readings."""
        return tuple(c for c in self.all if c.kind in {CoderKind.PERSON, CoderKind.AGAIN})

    @property
    def sets(self) -> tuple[Coder, ...]:
        """What was agreed, and second readings: shown only by themselves."""
        return tuple(c for c in self.all if c.kind in {CoderKind.AGREED, CoderKind.AGAIN})

    @property
    def is_comparable(self) -> bool:
        """Whether there are two readings that can be laid side by side: of two people, or of one twice."""
        return len(self.readers) > 1

    @property
    def at_work(self) -> Coder | None:
        """Who codes."""
        return self.by_id.get(self.at_work_id or 0)

    @property
    def is_second_reading(self) -> bool:
        """Whether whoever codes reads a sample again."""
        return self.at_work is not None and self.at_work.kind is CoderKind.AGAIN

    @property
    def by_id(self) -> dict[int, Coder]:
        """All coders by their id."""
        return {coder.id: coder for coder in self.all}

    # --- whose codings are shown ---------------------------------------------------------------

    @property
    def shown_ids(self) -> tuple[int, ...]:
        """Whose codings are shown, counted and listed."""
        if self._chosen is None:
            return tuple(coder.id for coder in self.people)
        return tuple(coder.id for coder in self.all if coder.id in self._chosen)

    @property
    def are_all_shown(self) -> bool:
        """Tell whether everybody's codings are shown."""
        return {*self.shown_ids} == {coder.id for coder in self.people}

    @property
    def shown_in_words(self) -> str:
        """Whose codings are shown: ``Codings of A. Reader``; empty where they are everybody's."""
        if self.are_all_shown:
            return ""
        names = [self.by_id[id_].name for id_ in self.shown_ids]
        if len(names) > 2:
            return plural("Codings of {n} coder", "Codings of {n} coders", len(names))
        return _("Codings of {names}").format(names=_(" and ").join(names))

    def may_change(self, coder_id: int) -> bool:
        """Tell whether this coder's codings may be changed now."""
        return coder_id == self.writes_for

    @property
    def writes_for(self) -> int | None:
        """Whose codings are made and changed: one's own unless somebody else's were chosen."""
        return self.editing_id or self.at_work_id

    @property
    def initials_of_others(self) -> dict[int, str]:
        """The initials of those whose codings are not changed now."""
        return {coder.id: coder.short for coder in self.all if coder.id != self.writes_for}

    # --- choosing ------------------------------------------------------------------------------

    def code_as(self, coder_id: int) -> None:
        """Let somebody else code."""
        self.leaving.emit()
        self.at_work_id, self.editing_id = coder_id, None
        if self._chosen is not None:
            self._chosen |= {coder_id}
        self._remember()

    def show(self, coder_ids: Iterable[int] | None) -> None:
        """Show these coders' codings, or everybody's for None."""
        self._chosen = None if coder_ids is None else frozenset(coder_ids) or None
        if self.editing_id not in self.shown_ids:
            self.editing_id = None
        self._remember()

    def edit(self, coder_id: int | None) -> None:
        """Change somebody else's codings from now on, or one's own again for None."""
        self.leaving.emit()
        self.editing_id = None if coder_id == self.at_work_id else coder_id
        if self.editing_id is not None and self.editing_id not in self.shown_ids:
            self._chosen = frozenset({*self.shown_ids, self.editing_id})
        self.changed.emit()

    def _remember(self) -> None:
        guids = [self.at_work.guid if self.at_work else "-"]
        if self._chosen is not None:
            guids += [self.by_id[id_].guid for id_ in sorted(self._chosen)]
        settings.remember(f"coders/{self._study}", " ".join(guids))
        self.changed.emit()
