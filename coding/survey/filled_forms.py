"""A form that somebody filled in: which statements are marked, what else was answered, what is unclear."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from coding.intake.known_study import KnownStudy
from coding.language import _
from coding.model.document import Document
from coding.model.survey import Instrument, ItemKind, SurveyItem
from coding.notation.colours import colour_in_words
from coding.survey.form_people import FormPerson, LeftStanding
from coding.survey.form_text import HARDLY, MOSTLY, FormPiece, FormText
from coding.survey.headings import AnswerUse
from coding.survey.matching import Matcher, named_at_start, wording_differs
from coding.survey.people import WhoReader
from coding.survey.values import Says, number_in, said_in
from coding.text.names import name_key

_FEWEST: Final = 3  # statements that make a document a form
_LONGEST_MARK: Final = 14  # letters in a cell that is ticked
_FILLING: Final = " .…_-–\t"
_HOLDS: Final = frozenset({"true", "holds", "yes", "marked", "agree", "agreed", "✓", "tick", "tick if true"})
_HOLDS_NOT: Final = frozenset(
    {"not true", "false", "no", "unclear", "not true or unclear", "untrue", "disagree", "not sure", "unsure"}
)


class Doubt(NamedTuple):
    """What of a form is unclear: a statement, school or role by name, its words, why, and the choices."""

    name: str
    words: str
    reason: str
    choices: tuple[str, ...] = ("1", "0")


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One form: by name ``1`` marked, ``0`` left, else the words of an answer; nothing where it is unclear.

    ``missing`` are statements that do not stand on it, ``unmarked`` banks without any mark.
    """

    file: str
    school: str = ""
    role: str = ""
    round: str = ""
    answers: Mapping[str, str] | None = None
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_form(self) -> bool:
        """Tell whether statements stand on it."""
        return bool(self.answers)


def looks_like_form(document: Document, instruments: Sequence[Instrument]) -> bool:
    """Tell quickly whether a text holds what a survey asks: half of its statements, and no fewer than three.

    Whoever quotes one or two of them makes no form of an interview.
    """
    text = "\n".join(document.paragraphs)
    for survey in instruments:
        first = [bank.items[0].text for bank in survey.banks if bank.items]
        if first and sum(words in text for words in first) * 2 >= len(first):
            asked = [item.text for _bank, item in survey.places]
            if sum(words in text for words in asked) >= max(_FEWEST, len(asked) / 2):
                return True
    return False


def read_form(
    document: Document, file: str, survey: Instrument, known: KnownStudy, around: Sequence[str] = ()
) -> FilledForm:
    """Read a form; ``around`` are the names of folders, which may say the round."""
    return _FormReading(document, survey, known).form(file, around)


class _FormReading:
    def __init__(self, document: Document, survey: Instrument, known: KnownStudy) -> None:
        self._text, self._survey, self._known = FormText(document), survey, known
        self._matcher = Matcher(survey)
        self._comments = len(document.comments)
        self._by_name = survey.by_name
        self._of = {at: name for at, name in enumerate(map(self._name, self._text.pieces)) if name}
        self._doubts: list[Doubt] = []
        self._notes: list[str] = []

    # --- which line is about what ---

    def _name(self, piece: FormPiece) -> str:
        """Return the statement or question that a line is, by its words; a name alone is one too."""
        if len(piece.text) > 600:
            return ""
        found = self._matcher.match(piece.words)
        if found is None:
            return ""
        if found.by == "number":
            named = named_at_start(piece.words, lambda name: self._matcher.bank(name) is not None)
            item = self._by_name[found.name][1]
            if named is not None and named.words and not named.stage and wording_differs(item, named.words):
                return ""  # "Joint practice development: 13 statements"
        return found.name

    def form(self, file: str, around: Sequence[str]) -> FilledForm:
        if sum(self._is_statement(name) for name in {*self._of.values()}) < _FEWEST:
            return FilledForm(file)
        answers = {**self._marks(), **self._others()}
        pieces = self._text.pieces
        first, last = min(self._of), max(self._of)
        around_them = (*pieces[:first], *(each for each in pieces[last + 1 :] if each.row > pieces[last].row))
        person = FormPerson(self._text, self._known, around_them)
        school = self._settled(AnswerUse.SCHOOL, person.told(AnswerUse.SCHOOL))
        role = self._role(person)
        asked = [name for name in self._by_name if self._is_statement(name)]
        return FilledForm(
            *(file, school, role, self._round(person, file, around), answers, tuple(self._doubts)),
            tuple(name for name in asked if name not in answers),
            tuple(self._unmarked(answers)),
            tuple(self._said()),
        )

    def _is_statement(self, name: str) -> bool:
        return self._by_name[name][1].kind is ItemKind.STATEMENT

    # --- statements ---

    def _marks(self) -> dict[str, str]:
        lines: dict[str, list[FormPiece]] = {}
        for at, name in self._of.items():
            if self._is_statement(name):
                lines.setdefault(name, []).append(self._said_words(self._text.pieces[at], name))
        colours = Counter(each.colour for some in lines.values() for each in some if each.lit >= MOSTLY)
        usual = colours.most_common(1)[0][0] if colours else ""
        ticks = {name: [*self._ticks(some)] for name, some in lines.items()}
        by_bold = self._are_bold(lines, ticks, has_colour=bool(usual))
        grey = set[str]() if usual or by_bold or any(ticks.values()) else _grey(lines)
        found: dict[str, str] = {}
        for name, some in lines.items():
            marked, reason = _mark(some, ticks[name], usual, by_bold=by_bold)
            if not reason and name in grey:
                reason = _("it is shaded grey, which may be printed")
            found[name] = "" if reason else str(int(marked))
            if reason:
                self._doubts.append(Doubt(name, self._by_name[name][1].text, reason))
        return found

    def _said_words(self, piece: FormPiece, name: str) -> FormPiece:
        """Return the words of a statement without its name, where they are highlighted for themselves."""
        words = self._by_name[name][1].text
        at = piece.text.find(words)
        part = piece if at < 0 else self._text.part(piece, at, at + len(words))
        if max(part.lit, part.grey, part.bold, part.struck) < MOSTLY:
            return piece
        looks = {name: getattr(part, name) for name in ("lit", "colour", "grey", "bold", "struck")}
        return replace(piece, **looks)

    def _are_bold(
        self, lines: Mapping[str, Sequence[FormPiece]], ticks: Mapping[str, list[str]], *, has_colour: bool
    ) -> bool:
        """Tell a form whose marks are bold words: some statements are, and nothing else marks any."""
        bold = [name for name, some in lines.items() if max(each.bold for each in some) >= MOSTLY]
        boxes = any(each.box is not None for some in lines.values() for each in some)
        if has_colour or boxes or any(ticks.values()) or not bold or len(bold) > 0.9 * len(lines):
            return False
        self._notes.append(_("nothing is highlighted: statements in bold were read as marked"))
        return True

    def _ticks(self, lines: Sequence[FormPiece]) -> Iterator[str]:
        """Yield what stands in the cells beside a statement: ``1`` or ``0`` by cell and heading, ``?``."""
        places = {(each.row, each.cell) for each in lines}
        for row in dict.fromkeys(row for row, _cell in places):
            for piece in self._cells_of(row):
                own = [cell for there, cell in places if there == row]
                if piece.cell in own or self._nearest(piece) not in own:
                    continue
                if len(piece.text.strip()) > _LONGEST_MARK or not (said := _ticked(piece)):
                    continue
                if said == "1" and self._heading(piece) in _HOLDS_NOT:
                    said = "0"
                elif said == "0" and piece.box is not None:
                    continue  # an empty box is no answer
                yield said

    def _cells_of(self, row: int) -> list[FormPiece]:
        return [each for each in self._text.pieces if each.row == row and each.cells > 1]

    def _nearest(self, piece: FormPiece) -> int:
        """Return the cell of the statement that a tick belongs to: the one before it, else the first."""
        pieces = self._text.pieces
        cells = [pieces[at].cell for at in self._of if pieces[at].row == piece.row]
        return max((cell for cell in cells if cell < piece.cell), default=min(cells, default=-1))

    def _heading(self, piece: FormPiece) -> str:
        """Return what stands over a cell: in the nearest row above, as wide, that is no statement's."""
        rows_of_items = {self._text.pieces[at].row for at in self._of}
        for row in range(piece.row - 1, -1, -1):
            if row in rows_of_items:
                continue
            cells = [each for each in self._cells_of(row) if each.cells == piece.cells]
            if cells:
                return next((name_key(each.words) for each in cells if each.cell == piece.cell), "")
        return ""

    # --- questions of other kinds ---

    def _others(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in dict.fromkeys(self._of.values()):
            item = self._by_name[name][1]
            if item.kind is not ItemKind.STATEMENT:
                found[name] = self._answer(name, item)
        return found

    def _answer(self, name: str, item: SurveyItem) -> str:
        lines = self._below(name)
        match item.kind:
            case ItemKind.OPEN:
                return "\n".join(filter(None, (each.text.strip(_FILLING) for each in lines)))
            case ItemKind.NUMBER:
                numbers = [each.words for each in lines if number_in(each.words.strip(_FILLING)) is not None]
                return numbers[0].strip(_FILLING) if len(numbers) == 1 else ""
            case _:
                return self._choice(name, item, lines)

    def _below(self, name: str) -> list[FormPiece]:
        """Return the lines from a question up to the next, or to the heading of another bank."""
        pieces = self._text.pieces
        start = max(at for at, each in self._of.items() if each == name)
        end = min((at for at in self._of if at > start), default=len(pieces))
        found: list[FormPiece] = []
        for piece in pieces[start + 1 : end]:
            if self._matcher.bank(piece.words) is not None or self._is_bank_line(piece):
                break
            found.append(piece)
        return found

    def _is_bank_line(self, piece: FormPiece) -> bool:
        return any(
            name_key(piece.words) == name_key(f"{bank.short} {bank.name}") for bank in self._survey.banks
        )

    def _choice(self, name: str, item: SurveyItem, lines: Sequence[FormPiece]) -> str:
        keys = {name_key(option): option for option in item.options}
        chosen: list[str] = []
        for piece in lines:
            option = keys.get(name_key(piece.words)) or keys.get(self._heading(piece), "")
            is_named = name_key(piece.words) in keys
            ticked = piece.box.is_ticked if piece.box is not None else not is_named and _ticked(piece) == "1"
            if option and (ticked or (is_named and piece.lit >= MOSTLY)):
                chosen.append(option)
        chosen = [*dict.fromkeys(chosen)]
        if len(chosen) > 1 and item.kind is not ItemKind.CHOICES:
            self._doubts.append(Doubt(name, item.text, _("several answers are marked"), tuple(chosen)))
            return ""
        return "; ".join(chosen)

    # --- whose, and when ---

    def _settled(self, use: AnswerUse, told: LeftStanding) -> str:
        if told.reason:
            between = " / ".join(told.between)
            self._doubts.append(Doubt(use.value, between, told.reason, told.between))
        return told.value

    def _role(self, person: FormPerson) -> str:
        told = person.told(AnswerUse.ROLE)
        if told.reason and told.between:
            group = person.group_of(told.between)
            if group and group in {role.group for role in self._known.roles}:
                return group  # deputy and assistant heads are of one group
        group = person.told(AnswerUse.GROUP)
        if not told.value and group.value:
            return group.value
        return self._settled(AnswerUse.ROLE, told if told.value or told.reason else group)

    def _round(self, person: FormPerson, file: str, around: Sequence[str]) -> str:
        who = WhoReader(self._known)
        texts = [person.told(AnswerUse.ROUND).value, *self._text.paragraphs[:3], file, *around]
        return next((found for text in texts if (found := who.round_in(text))), "")

    # --- what is to be said ---

    def _unmarked(self, answers: Mapping[str, str]) -> Iterator[str]:
        """Yield the banks of which nothing is marked, or unclear: skipped or empty, nobody knows."""
        for bank in self._survey.banks:
            names = [bank.name_of(item) for item in bank.items if item.kind is ItemKind.STATEMENT]
            there = [answers[name] for name in names if name in answers]
            if len(there) > 1 and all(answer == "0" for answer in there):
                yield bank.called

    def _said(self) -> Iterator[str]:
        yield from self._notes
        if self._comments:
            yield _("there are comments in the margin, which are not stored")


def _grey(lines: Mapping[str, Sequence[FormPiece]]) -> set[str]:
    """Return the statements behind which it is grey, where it is not so behind all."""
    found = {name for name, some in lines.items() if max(each.grey for each in some) >= MOSTLY}
    return found if len(found) < len(lines) else set()


def _ticked(piece: FormPiece) -> str:
    """Return ``1`` for a cell that is ticked, ``0`` for one that says no, ``?`` for one that doubts."""
    if piece.box is not None:
        return "1" if piece.box.is_ticked else "0"
    match said_in(piece.text.strip()):
        case Says.MARKED:
            return "1"
        case Says.NOT_MARKED:
            return "0"
        case Says.DONT_KNOW:
            return "?"
        case _:
            return "1" if name_key(piece.words) in _HOLDS else "0" if _says_not(piece) else ""


def _says_not(piece: FormPiece) -> bool:
    return name_key(piece.words) in _HOLDS_NOT


def _mark(lines: Sequence[FormPiece], ticks: Sequence[str], usual: str, *, by_bold: bool) -> tuple[bool, str]:
    """Return whether a statement is marked, and why that is unclear; nothing where it is not."""
    lit = max(each.lit for each in lines)
    colour = max(lines, key=lambda each: each.lit).colour
    boxes = [each.box.is_ticked for each in lines if each.box is not None]
    says = {tick == "1" for tick in ticks if tick != "?"} | {*boxes}
    struck = max(each.struck for each in lines)
    has_colour = lit >= MOSTLY
    other = _("it is highlighted in another colour ({colour})").format(colour=colour_in_words(colour))
    reasons = (
        ("?" in ticks, _("a question mark stands beside it")),
        (len(says) > 1, _("it is ticked in two ways")),
        (HARDLY < lit < MOSTLY, _("only a part of the words is highlighted")),
        (has_colour and struck > HARDLY, _("it is highlighted and struck out")),
        (has_colour and bool(boxes) and says == {False}, _("it is highlighted, but its box is empty")),
        (has_colour and colour != usual, other),
        (struck > HARDLY and True in says, _("it is ticked and struck out")),
    )
    reason = next((words for is_so, words in reasons if is_so), "")
    is_bold = by_bold and max(each.bold for each in lines) >= MOSTLY
    return has_colour or True in says or is_bold, reason
