"""A part of the outline, open: what speaks for it and against it, what others make of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.memos.claim_figures import ClaimFigures
from app.memos.evidence import EvidenceCard, EvidencePart
from app.memos.hanging_column import target_of_hung
from app.memos.side import place_of_target
from app.shell.open_study import OpenStudy
from app.shell.places import Place
from app.widgets.forms import STRETCH, Form, Part, hint, row_of, wide
from app.widgets.forms import button as form_button
from app.widgets.segmented_control import SegmentedControl
from coding.language import _
from coding.model.memos import ClaimSource
from coding.model.study import TranscriptSpan
from storage.queries.history import interview_headings
from storage.queries.kept_views import kept_views
from storage.queries.outline import Explanation, Hung, OutlineEntry, quoted_passage
from storage.report.outline_text import hung_by_in_words, looked_in_words, roles_in_words


class ClaimPane(Form):
    """Shows one part of the outline; says what is wanted of it, and the study answers."""

    place_chosen = Signal(Place)
    source_chosen = Signal(object)  # ClaimSource
    look_wanted = Signal()
    explanation_wanted = Signal(int)  # the memo that it stands below
    rewriting_wanted = Signal(object)  # Explanation
    why_wanted = Signal(object)  # Hung
    take_off_wanted = Signal(int)  # id of the link
    hang_wanted = Signal(str)  # role: from the column at the right
    dropped = Signal(object, str)  # list[TranscriptSpan], role

    def __init__(self, open_study: OpenStudy) -> None:
        """Begin empty."""
        super().__init__(_("What hangs on it"))
        self._study = open_study
        self._figures = ClaimFigures(open_study, self)
        self._figures.counted.connect(self._on_counted)
        self._cards: list[tuple[Hung, EvidenceCard]] = []  # of figures
        self.setMinimumWidth(320)

    def show_entry(self, entry: OutlineEntry | None, question: OutlineEntry | None) -> None:
        """Show a part of the outline, and the question that it answers."""
        self._cards = []
        self._figures.want([each.kept_id for each in entry.hung if each.kept_id] if entry is not None else [])
        if entry is None:
            said = hint(_("Write the first question or sentence at the left; then hang passages on it."))
            self.show_parts(said, STRETCH)
            return
        parts: list[Part] = [hint(f"{question.letter}  {question.words}")] if question is not None else []
        parts.append(hint(" ".join(filter(None, (entry.letter, entry.words))), "title"))
        if entry.is_question:
            parts.append(hint(_("Type a claim at the left: it goes below this question.")))
        else:
            parts += self._facts(entry) if entry.is_claim else []
            parts += [self._role(entry, role, words) for role, words in roles_in_words().items()]
            parts += self._explanations(entry)
        self.show_parts(*parts, STRETCH)

    # --- the claim itself --------------------------------------------------------------------

    def _facts(self, entry: OutlineEntry) -> list[Part]:
        sources = {ClaimSource.DATA: _("data"), ClaimSource.LITERATURE: _("literature")}
        source: SegmentedControl[ClaimSource] = SegmentedControl(_("Source"), sources)
        source.choose(entry.source)
        source.changed.connect(lambda: self.source_chosen.emit(source.value))
        source.setEnabled(self._study.can_write)
        look = self._button(_("Looked for what speaks against it…"), self.look_wanted.emit)
        said = [hint(looked_in_words(each.day, f"{each.how} · {each.coder}")) for each in entry.looked]
        if entry.lacks_look:
            said = [hint(_("Nobody has looked for what speaks against it."), "warning")]
        return [row_of(source, hint(entry.coder), STRETCH, look, spacing=8), *said]

    def _button(self, words: str, act: Callable[[], object], name: str = "") -> QWidget:
        made = form_button(words, act, "flat")
        made.setEnabled(self._study.can_write)
        if name:
            made.setAccessibleName(name)
        return made

    # --- for, qualifies, against -------------------------------------------------------------

    def _role(self, entry: OutlineEntry, role: str, words: str) -> EvidencePart:
        hung = [each for each in entry.hung if each.role == role]
        more = self._button(
            _("+ hang on"), partial(self.hang_wanted.emit, role), _("{role}: hang on").format(role=words)
        )
        part = EvidencePart(words, len(hung), more, [self._card(each) for each in hung])
        part.dropped.connect(partial(self._drop, role))
        part.setAcceptDrops(self._study.can_write)
        return part

    def _drop(self, role: str, places: list[TranscriptSpan]) -> None:
        self.dropped.emit(places, role)

    def _card(self, hung: Hung) -> EvidenceCard:
        words, below, place = self._said(hung)
        card = EvidenceCard(words, _with_who(below, hung), [f"{why.coder}: {why.text}" for why in hung.why])
        if hung.kept_id is not None:
            self._cards.append((hung, card))
        if place is not None:
            card.add(form_button(_("Go there"), partial(self.place_chosen.emit, place), "flat"))
        if hung.span is not None:
            card.add(self._button(_("Why…"), partial(self.why_wanted.emit, hung)))
        card.add(self._button(_("Take off"), partial(self.take_off_wanted.emit, hung.link_id)))
        return card

    def _on_counted(self, kept_ids: set[int]) -> None:
        for hung, card in self._cards:
            if hung.kept_id in kept_ids:
                words, below, _place = self._said(hung)
                card.say(words, _with_who(below, hung))

    def _said(self, hung: Hung) -> tuple[str, str, Place | None]:
        """Return the words of what hangs on, what stands below them, and where it is."""
        reader, target = self._study.reader, target_of_hung(hung)
        if target is None:
            return "", _("It is no longer there."), None
        if target.on == "kept_id":
            place = place_of_target(target, reader)
            row = next((row for row in kept_views(reader) if row.id == target.id), None)
            shown = None if row is None else self._figures.shown(row)
            if shown is None:
                return "", _("It is no longer there."), None
            talk = _("figure · how often it was spoken of; talk, not growth")
            kind = talk if shown.is_talk else _("what Passages finds")
            words = " · ".join(filter(None, (shown.name, shown.numbers)))
            return words, " · ".join(filter(None, (kind, shown.since))), place
        if target.span is None:
            heading = interview_headings(reader).get(target.id, "")
            return heading, _("document"), Place("code", target.id)
        quoted = quoted_passage(reader, target.id, target.span)
        place = Place("code", target.id, *target.span)
        return quoted.words or _("These words were removed."), quoted.who, place

    # --- what others make of it --------------------------------------------------------------

    def _explanations(self, entry: OutlineEntry) -> list[Part]:
        parts: list[Part] = []
        for each in entry.explanations:
            parts.append(self._explanation(each, _("Another explanation, {who}").format(who=each.coder)))
            for answer in each.answers:
                said = _("Answer, {who}").format(who=answer.coder)
                parts.append(row_of(wide(self._explanation(answer, said)), margins=(24, 0, 0, 0)))
        more = self._button(_("Another explanation…"), partial(self.explanation_wanted.emit, entry.id))
        return [*parts, row_of(more, STRETCH)]

    def _explanation(self, said: Explanation, who: str) -> EvidenceCard:
        card = EvidenceCard(said.text, who, [])
        if said.coder_id == self._study.coder_id:
            card.add(self._button(_("Change…"), partial(self.rewriting_wanted.emit, said)))
        if not said.answers:
            card.add(self._button(_("Answer…"), partial(self.explanation_wanted.emit, said.id)))
        return card


def _with_who(below: str, hung: Hung) -> str:
    """Return what stands below a card, with who hung it there."""
    return " · ".join(filter(None, (below, hung_by_in_words(hung))))
