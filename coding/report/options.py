"""What each part of a report can be asked for: a frozen value a part, which forms and JSON are made from.

What a field is called stands beside its type; a StrEnum is a choice, a tuple of them several, a bool a box
to tick.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

from coding.language import N_
from coding.model.kept_json import of_later_version
from coding.model.labelled_choice import LabelledChoice


class MethodSentence(LabelledChoice):
    """A sentence of the method paragraph."""

    ROUNDS = "rounds", N_("Rounds and interviews")
    PEOPLE = "people", N_("People and schools")
    WORDS = "words", N_("Words")
    CODERS = "coders", N_("Coders")
    CODINGS = "codings", N_("Codings and passages")
    CODEBOOK = "codebook", N_("Codebook and its version")
    UNSURE = "unsure", N_("What unsure means, and how many are")
    AGREEMENT = "agreement", N_("Agreement between coders")
    QUOTING = "quoting", N_("How quotations were cleared")


class CountedBy(LabelledChoice):
    """What frequencies stand side by side by."""

    SCHOOL = "school", N_("school")
    ROLE = "role", N_("role group")
    INTERVIEW = "interview", N_("interview")
    ROUND = "round", N_("round only")
    QUESTION = "question", N_("question")
    PROMPTED = "prompted", N_("prompted or not")
    CODER = "coder", N_("coder")


class ChartsAs(LabelledChoice):
    """What charts are made of."""

    NATIVE = "native", N_("charts that Word can edit")
    PICTURE = "picture", N_("pictures at 300 dpi")
    NONE = "none", N_("no charts")


class ChartStyle(LabelledChoice):
    """The colours of charts."""

    PLAIN = "plain", N_("Strandline")
    STUDY = "study", N_("as in the study, totals amber")
    PRINT = "print", N_("greys and hatching")


class PassagesUnder(LabelledChoice):
    """What passages of a strand stand together by."""

    SCHOOL_ROUND = "school, round", N_("school, then round")
    ROUND_SCHOOL = "round, school", N_("round, then school")
    SCHOOL = "school", N_("school")
    ROUND = "round", N_("round")
    NOTHING = "nothing", N_("nothing")


class SourceStyle(LabelledChoice):
    """How it is said who says a quotation."""

    FULL = "full", N_("Headteacher, School B, 2015")
    KEY = "key", N_("B2, 2015")
    FULL_PLACE = "full, place", N_("Headteacher, School B, 2015, turn 14")
    KEY_PLACE = "key, place", N_("B2, 2015, turn 14")


class TogetherIn(LabelledChoice):
    """Where codes meet."""

    PASSAGE = "passage", N_("on a passage")
    TURN = "turn", N_("in a turn")
    ANSWER = "answer", N_("in an answer")


class CaseRows(LabelledChoice):
    """The rows of the framework matrix."""

    SCHOOL_BY_ROUND = "school-by-round", N_("schools by round")
    SCHOOL = "school", N_("schools")
    PERSON = "person", N_("people")
    INTERVIEW = "interview", N_("interviews")
    ROLE = "role", N_("role groups")


class CaseColumns(LabelledChoice):
    """The columns of the framework matrix."""

    KEY = "key-strands", N_("key strands")
    STRANDS = "strands", N_("all strands")
    DIMENSIONS = "dimensions", N_("dimensions")


@dataclass(frozen=True, slots=True)
class TitleOptions:
    """The title and what the study holds."""

    title: Annotated[str, N_("Title, if not the study’s name")] = ""
    facts: Annotated[bool, N_("What the study holds")] = True
    by_round: Annotated[bool, N_("Table of the rounds")] = True


@dataclass(frozen=True, slots=True)
class ContentsOptions:
    """The lists at the beginning."""

    headings: Annotated[bool, N_("Contents")] = True
    tables: Annotated[bool, N_("List of tables")] = True
    figures: Annotated[bool, N_("List of figures")] = True


@dataclass(frozen=True, slots=True)
class ParticipantsOptions:
    """Who took part."""

    each: Annotated[bool, N_("A row for each interview")] = True
    groups_only: Annotated[bool, N_("Role groups in place of roles")] = False
    dates: Annotated[bool, N_("Dates")] = True
    by_school: Annotated[bool, N_("Table by school and role")] = True


@dataclass(frozen=True, slots=True)
class MethodOptions:
    """How it was done."""

    sentences: Annotated[tuple[MethodSentence, ...], N_("Sentences")] = tuple(MethodSentence)


@dataclass(frozen=True, slots=True)
class FrequenciesOptions:
    """How often what was coded."""

    by: Annotated[CountedBy, N_("Side by side")] = CountedBy.SCHOOL
    tables: Annotated[bool, N_("Tables")] = True
    charts: Annotated[ChartsAs, N_("Charts")] = ChartsAs.NATIVE
    style: Annotated[ChartStyle, N_("Colours")] = ChartStyle.PLAIN
    rates: Annotated[bool, N_("Rounds side by side, with rates")] = True
    crossed: Annotated[bool, N_("Role groups within schools")] = True


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """A view that is kept, by its GUID."""

    view: Annotated[str, N_("Kept view")] = ""
    table: Annotated[bool, N_("Table")] = True
    charts: Annotated[ChartsAs, N_("Chart")] = ChartsAs.NATIVE
    style: Annotated[ChartStyle, N_("Colours")] = ChartStyle.PLAIN


@dataclass(frozen=True, slots=True)
class QuestionsOptions:
    """What was answered to each question."""

    answers: Annotated[bool, N_("Answers in full")] = False
    summaries: Annotated[bool, N_("Summaries")] = True


@dataclass(frozen=True, slots=True)
class StagesOptions:
    """The stages of strands."""

    charts: Annotated[ChartsAs, N_("Charts")] = ChartsAs.NATIVE
    style: Annotated[ChartStyle, N_("Colours")] = ChartStyle.PLAIN


@dataclass(frozen=True, slots=True)
class TogetherOptions:
    """Which codes meet."""

    within: Annotated[TogetherIn, N_("Where")] = TogetherIn.PASSAGE


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """Cases by strands, and what is written of each."""

    rows: Annotated[CaseRows, N_("Rows")] = CaseRows.SCHOOL_BY_ROUND
    columns: Annotated[CaseColumns, N_("Columns")] = CaseColumns.KEY


@dataclass(frozen=True, slots=True)
class CasesOptions:
    """The accounts of schools and cases."""

    replies: Annotated[bool, N_("What people asked to change")] = False


class JointRows(LabelledChoice):
    """The rows of survey and interviews side by side."""

    ALL = "all", N_("strands")
    GROUP = "group", N_("strands by role group")
    SCHOOL = "school", N_("strands by school")


@dataclass(frozen=True, slots=True)
class JointOptions:
    """Survey and interviews side by side."""

    rows: Annotated[JointRows, N_("Rows")] = JointRows.ALL


@dataclass(frozen=True, slots=True)
class PassagesOptions:
    """The passages of each strand."""

    under: Annotated[PassagesUnder, N_("Together by")] = PassagesUnder.SCHOOL_ROUND
    once: Annotated[bool, N_("A passage with two strands once")] = True
    source: Annotated[SourceStyle, N_("Who says it")] = SourceStyle.FULL_PLACE
    question: Annotated[bool, N_("The question above, once")] = False
    cut: Annotated[int, N_("Words at most (0: whole)")] = 0


@dataclass(frozen=True, slots=True)
class MemosOptions:
    """Memos, and days of the journal."""

    memos: Annotated[bool, N_("Memos")] = True
    journal: Annotated[bool, N_("Journal")] = False
    tag: Annotated[str, N_("Only with this tag")] = ""


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What was done to the study."""

    since: Annotated[str, N_("From this day on")] = ""
    codebook: Annotated[bool, N_("Changes of the codebook")] = True
    every: Annotated[bool, N_("Every change")] = False


@dataclass(frozen=True, slots=True)
class CodebookOptions:
    """The codebook as it is."""

    entries: Annotated[bool, N_("Every field, not only a table")] = True


@dataclass(frozen=True, slots=True)
class CollectedOptions:
    """What data were collected."""

    journal: Annotated[bool, N_("Journal and memos")] = True


@dataclass(frozen=True, slots=True)
class TextOptions:
    """A heading and a text of one’s own, with the marks that memos have."""

    heading: Annotated[str, N_("Heading")] = ""
    text: Annotated[str, N_("Text")] = ""


PartOptions = (
    TitleOptions
    | JointOptions
    | ContentsOptions
    | ParticipantsOptions
    | MethodOptions
    | FrequenciesOptions
    | ViewOptions
    | QuestionsOptions
    | StagesOptions
    | TogetherOptions
    | MatrixOptions
    | CasesOptions
    | PassagesOptions
    | MemosOptions
    | AuditOptions
    | CodebookOptions
    | CollectedOptions
    | TextOptions
)


@dataclass(frozen=True, slots=True)
class OptionField:
    """One field of a part’s options, for forms: ``words`` are not translated yet."""

    name: str
    words: str
    kind: Any


def option_fields(options: type[PartOptions]) -> list[OptionField]:
    """Return the fields of a part’s options in their order."""
    hints = get_type_hints(options, include_extras=True)
    said = {name: get_args(hint) for name, hint in hints.items()}
    return [OptionField(each.name, said[each.name][1], said[each.name][0]) for each in fields(options)]


def options_to_json(options: PartOptions) -> dict[str, Any]:
    """Return options as what JSON holds."""
    held = {each.name: getattr(options, each.name) for each in fields(options)}
    return {name: _listed(value) for name, value in held.items()}


def _listed(value: object) -> object:
    return [*cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value


def options_from_json(kind: type[PartOptions], held: Mapping[str, Any]) -> PartOptions:
    """Return the options that ``options_to_json`` wrote; what it did not name is as usual.

    Raises UserError for a field, or a choice, that a later version wrote.
    """
    known = {each.name: each.kind for each in option_fields(kind)}
    if not held.keys() <= known.keys():
        raise of_later_version()
    try:
        return kind(**{name: _read(known[name], value) for name, value in held.items()})
    except ValueError as error:
        raise of_later_version() from error


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        of: Any = get_args(kind)[0]
        return tuple(of(each) for each in value)
    if isinstance(kind, type) and issubclass(kind, StrEnum | int | str):
        return kind(value)
    raise of_later_version()
