"""What a part is asked for, as a form: made from its options, whatever these are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, cast, get_args, get_origin

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from app.widgets.choice_group import TickGroup
from app.widgets.forms import STRETCH, Form, caption, hint, line, named
from coding.language import _
from coding.model.labelled_choice import LabelledChoice
from coding.report.options import OptionField, PartOptions, TextOptions, option_fields
from coding.report.plan import ReportPart

_TYPED_MS: Final = 500
_MOST_WORDS: Final = 1000


class OptionForm(Form):
    """Shows a part’s options; ``changed`` gives them as the person wants them."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing."""
        super().__init__(_("Options of the part"), parent=parent)
        self.setMinimumWidth(220)
        self._part: ReportPart | None = None
        self._views: Mapping[str, str] = {}
        self.fields: dict[str, QWidget] = {}
        self._typed = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._typed.timeout.connect(self.keep)
        self._waiting: Callable[[], None] | None = None

    def show_part(self, part: ReportPart | None, views: Mapping[str, str]) -> None:
        """Show what a part is asked for; ``views`` are the names of kept views by GUID."""
        if part == self._part and views == self._views:
            return
        is_same = self._part is not None and part is not None and self._part.kind is part.kind
        if is_same and isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit):
            self._part = part
            return  # what is being typed is not taken out of the hand
        self._part, self._views, self.fields = part, views, {}
        if part is None or part.options is None:
            nothing = _("There is nothing to choose here.") if part is not None else ""
            self.show_parts(line(part.title if part else "", "heading"), hint(nothing), STRETCH)
            return
        made = [
            each for field in option_fields(type(part.options)) for each in self._field(field, part.options)
        ]
        self.show_parts(line(part.title, "heading"), *made, STRETCH)

    def keep(self) -> None:
        """Give what is being typed."""
        self._typed.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _give(self, name: str, value: Any) -> None:
        part = self._part
        if part is None or part.options is None:
            return
        options = cast("PartOptions", replace(cast("Any", part.options), **{name: value}))
        if options != part.options:
            self._part = replace(part, options=options)
            self.changed.emit(options)

    def _type(self, name: str, text: str) -> None:
        """Give what is typed once the typing rests: by then its field may be gone."""
        self._waiting = partial(self._give, name, text)
        self._typed.start()

    # --- fields ------------------------------------------------------------------------------

    def _field(self, field: OptionField, options: PartOptions) -> Sequence[QWidget]:
        words, value = _(field.words), getattr(options, field.name)
        if field.name == "view":
            return self._choice(field.name, words, {"": _("none chosen"), **self._views}, value)
        if get_origin(field.kind) is tuple:
            kind: type[LabelledChoice] = get_args(field.kind)[0]
            ticks = TickGroup(words, {each: each.label for each in kind}, value)
            ticks.changed.connect(lambda: self._give(field.name, tuple(e for e in kind if e in ticks.value)))
            self.fields[field.name] = ticks
            return [ticks]
        if issubclass(field.kind, LabelledChoice):
            return self._choice(field.name, words, {each: each.label for each in field.kind}, value)
        if field.kind is bool:
            box = QCheckBox(words)
            box.setChecked(value)
            box.clicked.connect(lambda: self._give(field.name, box.isChecked()))
            self.fields[field.name] = box
            return [box]
        if field.kind is int:
            number = named(QSpinBox(minimum=0, maximum=_MOST_WORDS, singleStep=10, value=value), words)
            number.valueChanged.connect(partial(self._give, field.name))
            self.fields[field.name] = number
            return [caption(words, number), number]
        return self._words(
            field, words, value, is_long=isinstance(options, TextOptions) and field.name == "text"
        )

    def _choice(self, name: str, words: str, values: Mapping[Any, str], value: Any) -> Sequence[QWidget]:
        box = named(QComboBox(), words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for each, label in values.items():
            box.addItem(label, each)
        box.setCurrentIndex(max(list(values).index(value) if value in values else 0, 0))
        keys = list(values)

        def give(at: int) -> None:
            self._give(name, keys[at])

        box.activated.connect(give)
        self.fields[name] = box
        return [caption(words, box), box]

    def _words(self, field: OptionField, words: str, value: str, *, is_long: bool) -> Sequence[QWidget]:
        if is_long:
            text = named(QPlainTextEdit(value), words)
            text.setTabChangesFocus(True)
            text.setMinimumHeight(180)
            text.textChanged.connect(lambda: self._type(field.name, text.toPlainText()))
            self.fields[field.name] = text
            marks = hint(_("As in memos: # heading, **bold**, *slanted*, - list."))
            return [caption(words, text), text, marks]
        edit = named(QLineEdit(value), words)
        edit.textEdited.connect(partial(self._type, field.name))
        self.fields[field.name] = edit
        return [caption(words, edit), edit]
