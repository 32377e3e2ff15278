"""Making the pages to look at: parts are read on a thread, and kept as long as nothing changes.

They are set on pages where the window is, a little at a time: Qt keeps faces by thread, and what one has
set another cannot show.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from app.report.paper_document import ROWS, PaperPages, PaperPart, PaperWriter, in_short
from coding.errors import UserError
from coding.language import _
from coding.progress import Progress
from coding.report.blocks import Block, DrawnBlock, FigureBlock, TableBlock
from coding.report.made import PartHeld, held_by
from coding.report.plan import MadeReport, ReportPart, ReportPlan
from storage.queries.quoted import guids_of_codings
from storage.report.checks import ReportChecks, checks_of
from storage.report.reading import ShownCodings, report_source
from storage.report.sections import ReportReading, made_of

_DPI = 130  # of charts on the screen
_PRINT_DPI = 300
_SET_WHOLE = 5_000  # codings: Qt takes minutes for more
_CHECKED = 20_000  # codings: in more it is looked for names when the report is written
_AT_ONCE = 0.012  # seconds


@dataclass(frozen=True, slots=True)
class LookAsked:
    """What is to be looked at: a report of some codings, with what was made of the study in this state."""

    study: Path
    plan: ReportPlan
    shown: ShownCodings
    state: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A part as it was made: what is looked at, and what it holds."""

    blocks: tuple[Block, ...]
    held: PartHeld


@dataclass(frozen=True, slots=True)
class ReportLook:
    """What came of it: the parts, what the report holds now, and what each part does, by its place."""

    asked: LookAsked
    parts: tuple[PaperPart, ...]
    pictures: Mapping[int, bytes]  # by the id of the block
    made: MadeReport
    held: Mapping[int, PartHeld]
    checks: ReportChecks


@dataclass
class LookMaker:
    """Makes looks one after another, on a thread of its own each time; only one at a time."""

    _kept: dict[tuple[object, ...], _Made] = field(default_factory=dict[tuple[object, ...], _Made])
    _pictures: dict[int, tuple[FigureBlock | DrawnBlock, bytes]] = field(
        default_factory=dict[int, tuple[FigureBlock | DrawnBlock, bytes]]
    )
    _checks: tuple[object, ReportChecks] = (None, ReportChecks())
    _guids: dict[tuple[int, ...], list[str]] = field(default_factory=dict[tuple[int, ...], list[str]])

    def make(self, asked: LookAsked, progress: Progress) -> ReportLook:
        """Make what is asked for; parts that are as before are not read again. Raises UserError."""
        keys = [(place, self._key(asked, at, part)) for at, (place, part) in enumerate(asked.plan.included)]
        missing = [key for _place, key in keys if key not in self._kept]
        about = (asked.plan, asked.shown, asked.state)
        if missing or self._checks[0] != about:
            self._read(asked, progress)
        parts = [PaperPart(place, self._kept[key].blocks) for place, key in keys]
        by_place = {place: self._kept[key].held for place, key in keys}
        made = by_place.values()
        self._forget({key for _place, key in keys})
        blocks = [block for part in parts for block in part.blocks]
        drawn = [block for block in blocks if isinstance(block, FigureBlock | DrawnBlock)]
        pictures = {id(block): self._draw(block) for block in drawn}
        quoted = tuple(each for held in made for each in held.quoted)
        numbers = {key: text for held in made for key, text in held.numbers.items()}
        now = MadeReport(numbers, tuple(self._guids.get(quoted, ())))
        return ReportLook(asked, tuple(parts), pictures, now, by_place, self._checks[1])

    def _key(self, asked: LookAsked, at: int, part: ReportPart) -> tuple[object, ...]:
        plan = asked.plan
        before = sum(part.kind is each.kind for _place, each in [*plan.included][:at])
        is_first = at == 0 and bool(plan.as_of)  # it says what was done since
        about = (plan.coarse, plan.framework, plan.coders, plan.as_of, is_first)
        return (part, before, asked.state, asked.shown, *about)

    def _read(self, asked: LookAsked, progress: Progress) -> None:
        plan, shown = asked.plan, asked.shown
        with report_source(asked.study, plan, shown, progress) as (connection, data, since):
            reading = ReportReading(connection, data, plan, progress, shown.blind_for, since)
            included = [*asked.plan.included]
            quoted: list[int] = []
            for at, (_place, part) in enumerate(included):
                key = self._key(asked, at, part)
                if key not in self._kept:
                    progress(at, len(included), part.title)
                    blocks = tuple(reading.blocks(part))
                    held = held_by(blocks, f"{part.kind}{key[1]}")
                    self._kept[key] = _Made(in_short(blocks), held)
                quoted += self._kept[key].held.quoted
            self._guids[tuple(quoted)] = guids_of_codings(connection, quoted)
            found = (
                checks_of(connection, data, asked.plan) if len(data.codings) < _CHECKED else ReportChecks()
            )
            self._checks = (asked.plan, asked.shown, asked.state), found

    def _forget(self, keys: set[tuple[object, ...]]) -> None:
        """Keep what is looked at now, and nothing of before."""
        self._kept = {key: made for key, made in self._kept.items() if key in keys}
        blocks = {id(block) for made in self._kept.values() for block in made.blocks}
        self._pictures = {id_: each for id_, each in self._pictures.items() if id_ in blocks}

    def _draw(self, block: FigureBlock | DrawnBlock) -> bytes:
        if id(block) not in self._pictures:
            self._pictures[id(block)] = block, _drawn(block)
        return self._pictures[id(block)][1]


def _drawn(block: FigureBlock | DrawnBlock, dpi: int = _DPI) -> bytes:
    if isinstance(block, DrawnBlock):
        from storage.writers.drawn_pictures import drawn_png

        return drawn_png(block.what)
    from storage.writers.chart_pictures import png

    return png(block.chart, dpi)


def whole_look(asked: LookAsked, progress: Progress) -> ReportLook:
    """Return a report with every row of its tables. Raises UserError: it is too long to be set whole."""
    plan, shown = asked.plan, asked.shown
    with report_source(asked.study, plan, shown, progress) as (connection, data, since):
        if len(data.codings) > _SET_WHOLE:
            raise UserError(
                _("So long a report becomes a PDF only through LibreOffice, which is not installed."),
                _("Nothing was written."),
                _("Install it, or save the report as Word."),
            )
        reading = ReportReading(connection, data, plan, progress, shown.blind_for, since)
        sections = [*reading.sections()]
        parts = tuple(PaperPart(each.place, tuple(map(_with_rows, each.blocks))) for each in sections)
        drawn = [b for part in parts for b in part.blocks if isinstance(b, FigureBlock | DrawnBlock)]
        pictures = {id(block): _drawn(block, _PRINT_DPI) for block in drawn}
        return ReportLook(asked, parts, pictures, made_of(connection, sections), {}, ReportChecks())


def _with_rows(block: Block) -> Block:
    """Return a block whose rows are made now: the study is not read later."""
    return replace(block, rows=partial(tuple, [*block.rows()])) if isinstance(block, TableBlock) else block


class PageSetter(QObject):
    """Sets pages whenever the window has nothing else to do; ``ready`` gives them."""

    ready = Signal(object, object)  # ReportLook, PaperPages

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._look: ReportLook | None = None
        self._steps: Generator[None, None, PaperPages] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether pages are being set."""
        return self._steps is not None

    def set(self, look: ReportLook, *, whole: bool = False) -> None:
        """Set a report, of long tables the first rows or the ``whole``; what was being set is dropped."""
        self._look = look
        rows = None if whole else ROWS
        writer = PaperWriter(lambda block: look.pictures[id(block)], look.asked.plan.chapter, rows)
        self._steps = writer.write(look.parts)
        self._timer.start()

    def stop(self) -> None:
        """Set nothing more."""
        self._timer.stop()
        self._look, self._steps = None, None

    def _go_on(self) -> None:
        began = perf_counter()
        look, steps = self._look, self._steps
        if look is None or steps is None:
            self._timer.stop()
            return
        try:
            while perf_counter() - began < _AT_ONCE:
                next(steps)
        except StopIteration as end:
            self.stop()
            self.ready.emit(look, end.value)
