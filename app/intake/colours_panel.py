"""The tab of colours: how often each was used as a highlighter, and which dimension or strand it means."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from app.intake.code_choice import CodeChoice
from app.intake.mark_words import code_name
from app.intake.panel import ImportPanel, PanelContext, in_turn
from app.shell import theme
from app.widgets.elided_label import ElidedLabel
from app.widgets.forms import PANEL, STRETCH, caption, column_of, hint, row_of, wide
from app.widgets.table import TableColumn, TableModel
from app.widgets.table_view import RowsTable
from coding.intake.mark_corrections import with_colour
from coding.intake.mark_summary import ColourUse, colours_of
from coding.intake.plan import ImportPlan
from coding.language import N_, _, plural
from coding.model.framework import Framework
from coding.notation.colours import colour_in_words, hex_of

_SWATCH = 14


class ColoursPanel(ImportPanel):
    """A line a colour; what it means is chosen once for all files and remembered for the next ones."""

    step = N_("Colours")

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without colours."""
        self.meaning = _Meaning()
        super().__init__(self.meaning, parent)
        self._plan = ImportPlan()
        columns: list[TableColumn[ColourUse]] = [
            TableColumn(_("Colour"), lambda use: colour_in_words(use.colour), width=170, icon=_swatch),
            TableColumn(_("Times"), lambda use: f"{use.times:,}", width=70, is_number=True),
            TableColumn(_("Means"), self._means, width=260, colour=_colour_of_meaning),
            TableColumn(_("For example"), lambda use: use.example, width=400),
        ]
        self.table = RowsTable(TableModel(columns, lambda use: use.colour), _("Colours in the files"))
        self.fill_with(self.table)
        self.table.selectionModel().currentChanged.connect(self._follow_current)
        self.meaning.codes.chosen.connect(self._choose)
        self.meaning.no_code.clicked.connect(partial(self._say, None))

    def title(self, plan: ImportPlan) -> str:
        """Return how many colours there are, and how many of them nobody has explained."""
        uses = colours_of(plan)
        if not uses:
            return ""
        unsaid = sum(not use.said for use in uses)
        colours = _("Colours {n}").format(n=len(uses))
        return _("{colours} · {n} open").format(colours=colours, n=unsaid) if unsaid else colours

    def to_review(self, plan: ImportPlan) -> int:
        """Return how many colours nobody has explained."""
        return sum(not use.said for use in colours_of(plan))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the colours of a plan."""
        self._plan = plan
        self.table.show_rows(colours_of(plan))
        self._follow_current()

    def shown(self) -> PanelContext:
        """Return the first passage in the current colour."""
        use = self.table.current()
        for at, row in enumerate(self._plan.rows if use else ()):
            for mark in row.marks if row.include else ():
                if use is not None and mark.colour == use.colour:
                    return PanelContext(at, mark.span)
        return PanelContext()

    def _means(self, use: ColourUse) -> str:
        framework = self._plan.known.framework
        if not use.said:
            return _("not said yet")
        if use.code_id is None:
            return _("no code")
        return code_name(use.code_id, framework) if framework else ""

    def _follow_current(self) -> None:
        names = self._plan.known.names
        self.meaning.codes.offer(names)
        self.meaning.show_use(self.table.current(), names.framework if names else None)

    def _choose(self, code_ids: tuple[int, ...]) -> None:
        self._say(code_ids[0])

    def _say(self, code_id: int | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        colours = (use.colour for use in self.table.selected())
        self.say_anew(in_turn(partial(with_colour, colour=colour, code_id=code_id) for colour in colours))


def _colour_of_meaning(use: ColourUse) -> str | None:
    return None if use.said else theme.current().warning


def _swatch(use: ColourUse) -> QIcon:
    """Return a small field of the colour as it is in the file."""
    picture = QPixmap(_SWATCH, _SWATCH)
    picture.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(picture)
    painter.setPen(QColor(theme.current().quiet))
    painter.setBrush(QColor(f"#{hex_of(use.colour)}"))
    painter.drawRect(0, 0, _SWATCH - 1, _SWATCH - 1)
    painter.end()
    shown = QIcon(picture)
    shown.addPixmap(picture, QIcon.Mode.Selected)  # else Qt dyes it in the colour of the selection
    return shown


class _Meaning(QWidget):
    """What the selected colour means, to be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.colour, self.times = ElidedLabel("heading"), ElidedLabel("dim")
        self.codes = CodeChoice(_("What the colour means"))
        self.no_code = QPushButton(_("No code"))
        self.codes.refused.connect(self.times.setText)
        words = _(
            "A dimension or a strand. Where letters stand at the end of a coloured passage, the colour "
            "says how far it reaches, the letters say the strand. The study remembers the choice."
        )
        column_of(
            self.colour,
            self.times,
            row_of(caption(_("It means"), self.codes), wide(self.codes), self.no_code),
            hint(words),
            STRETCH,
            on=self,
            margins=PANEL,
            spacing=8,
        )

    def show_use(self, use: ColourUse | None, framework: Framework | None) -> None:
        """Show what a colour means so far."""
        self.setEnabled(use is not None)
        if use is not None:
            self.colour.setText(colour_in_words(use.colour))
            self.times.setText(plural("{n} passage", "{n} passages", use.times))
            self.codes.show_codes((use.code_id,) if use.code_id is not None else (), framework)
