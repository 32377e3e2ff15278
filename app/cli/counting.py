"""What is counted and listed on the command line: frequencies and their changes, passages."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.output import as_json
from app.cli.past import AsAsked, AsOf, AsOfVersion, as_asked
from app.cli.study import Coders, Json, PasswordFile, Study, reading
from app.cli.views import show_view
from coding.analysis.measure import Measure, OfDirection, Unsure
from coding.errors import UserError
from coding.language import _
from coding.model.study import KINDS, TALK, InterviewKind
from storage.queries.codebook import current_framework_id
from storage.queries.coders import coders_called
from storage.queries.tree import in_order_of_interviewing
from storage.study.study_file import StudyFile

if TYPE_CHECKING:
    from coding.analysis.analysis_data import AnalysisData

_GROUPINGS: Final = (
    *("round", "school", "role", "interview", "question", "prompted", "coder", "direction", "strand"),
)


def _known_groupings(typed: list[str] | None) -> list[str] | None:
    """Refuse what no study is grouped by; whether this one has an attribute is seen when it is open."""
    for name in typed or ():
        if name.strip().casefold() not in _GROUPINGS and not name.casefold().startswith("attribute:"):
            known = ", ".join((*_GROUPINGS, "attribute:NAME"))
            raise typer.BadParameter(_("{typed} is none of {known}.").format(typed=name, known=known))
    return typed


Groupings = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        callback=_known_groupings,
        help=_(
            "What to count by: round, school, role, interview, question, prompted, coder, direction, "
            "attribute:NAME or strand (always there). Say it again for more."
        ),
    ),
]
NoUnsure = Annotated[bool, typer.Option("--no-unsure", help=_("Leave unsure codings out."))]
ByDirection = Annotated[
    OfDirection, typer.Option("--direction", help=_("Count only codings that say this of their strand."))
]
Once = Annotated[bool, typer.Option("--once-per-answer", help=_("Count a strand at most once in an answer."))]
Together = Annotated[
    bool,
    typer.Option(
        "--coders-together", help=_("Count a passage once that several coders gave the same strand.")
    ),
]
Narrowed = Annotated[
    str,
    typer.Option(
        "--query",
        help=_(
            "Only what is asked for: 'unsure:no school:B' (see the manual). Rates are of who is asked about."
        ),
    ),
]
_ALSO_CALLED: Final = {"answers": Measure.COUNT, "word-share": Measure.WORDS}


def _known_unit(typed: str) -> str:
    """Refuse what numbers cannot be."""
    known = (*map(str, Measure), *_ALSO_CALLED)
    if typed.casefold() not in known:
        raise typer.BadParameter(_("{typed} is none of {known}.").format(typed=typed, known=", ".join(known)))
    return typed.casefold()


Units = Annotated[
    str,
    typer.Option(
        "--unit",
        callback=_known_unit,
        metavar="|".join((*map(str, Measure), *_ALSO_CALLED)),
        help=_("What the numbers are; answers are codings once per answer, word-share is words."),
    ),
]
Change = Annotated[bool, typer.Option("--change", help=_("Compare the last two rounds, all with all."))]
InBoth = Annotated[bool, typer.Option("--in-both", help=_("Compare the people interviewed in both rounds."))]


Apart = Annotated[
    bool,
    typer.Option("--apart", help=_("Sub-strands too, each beside its strand, which counts it all the same.")),
]
View = Annotated[
    str, typer.Option("--view", metavar="NAME", help=_("Print a kept view, whatever else is said."))
]


def show_frequencies(
    study: Study,
    by: Groupings = None,
    unit: Units = Measure.COUNT.value,
    query: Narrowed = "",
    no_unsure: NoUnsure = False,
    direction: ByDirection = OfDirection.ANY,
    once: Once = False,
    together: Together = False,
    change: Change = False,
    in_both: InBoth = False,
    apart: Apart = False,
    view: View = "",
    as_of: AsOf = "",
    as_of_version: AsOfVersion = "",
    coder: Coders = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print the table, by round and school if nothing is said, with its warnings and footnotes."""
    if view:
        show_view(study, view, json=json, password_file=password_file)
        return
    from app.cli.records import change_text, frequency_text, wanted_change, wanted_groupings
    from coding.analysis.change_records import change_records
    from coding.analysis.columns import Counted
    from coding.analysis.comparison import Whose
    from coding.analysis.frequencies import frequencies
    from coding.analysis.margins import all_records

    unsure = Unsure.WITHOUT if no_unsure else Unsure.WITH
    counted = Counted.TOGETHER if together else Counted.PASSAGES
    counted = Counted.ANSWERS if once or unit == "answers" else counted
    measure = _ALSO_CALLED.get(unit) or Measure(unit)
    with as_asked(study, password_file, as_of, as_of_version, searched=bool(query.strip())) as asked:
        whole = counted_from(asked, coder)
        analysis_data = narrowed_by(asked, whole, query).of_direction(direction.alone)
        analysis_data = analysis_data.apart if apart else analysis_data
        wanted = wanted_groupings(analysis_data, by or ["round", "school"])
        if change or in_both:
            whose = Whose.IN_BOTH if in_both else Whose.EVERYBODY
            compared = wanted_change(analysis_data, wanted, measure, unsure, counted, whose)
            records, text = list(change_records(compared)), change_text(compared)
        else:
            found = frequencies(analysis_data, wanted, measure, unsure, counted)
            records, text = list(all_records(found)), frequency_text(found)
        of_then = asked.notes(whole, counted_from(asked.file, coder)) if asked.past else []
    records += [{"kind": "as of", "text": note} for note in of_then]
    typer.echo(as_json(records) if json else "\n".join((text, *(f"\n{note}" for note in of_then))))


def counted_from(
    file: StudyFile | AsAsked, coder: Sequence[str] | None, kinds: Collection[InterviewKind] = TALK
) -> "AnalysisData":
    """Read what is counted from, of interviews if nothing else is said; pandas loads only now."""
    from storage.queries.study_data import analysis_data

    framework_id = current_framework_id(file.reader)
    if framework_id is None:
        raise UserError(_("This study has no framework, so nothing is coded."))
    return analysis_data(file.reader, framework_id, coders_called(file.reader, coder or ()), kinds=kinds)


def narrowed_by(file: StudyFile | AsAsked, analysis_data: "AnalysisData", query: str) -> "AnalysisData":
    """Return what a query finds of a material; all where nothing is asked."""
    from app.cli.records import selected_by
    from coding.analysis.narrowing import of_query
    from coding.query.chips import in_words_of_query
    from storage.queries.selecting import asked_of

    if not query.strip():
        return analysis_data
    asked = asked_of(file.reader, analysis_data)
    selection = selected_by(asked, query)
    return of_query(asked, selection, in_words_of_query(selection.query))


def show_passages(
    study: Study,
    strand: Annotated[str, typer.Option(help=_("Only this strand, with its sub-strands (HSC)."))] = "",
    school: Annotated[str, typer.Option(help=_("Only this school, by letter or name."))] = "",
    round_name: Annotated[str, typer.Option("--round", help=_("Only this round (2015)."))] = "",
    question: Annotated[
        str, typer.Option(help=_("Only answers to this question, by its words or its number in the round."))
    ] = "",
    query: Annotated[
        str, typer.Option(help=_("Only what is asked for: 'hsc and e&c in:2015' (see the manual)."))
    ] = "",
    as_of: AsOf = "",
    as_of_version: AsOfVersion = "",
    coder: Coders = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print the passages; as JSON a record a coding."""
    from app.cli.records import found_by, passage_text, wanted_passages
    from storage.queries.coding_records import coding_records
    from storage.queries.selecting import asked_of

    with as_asked(study, password_file, as_of, as_of_version, searched=bool(query.strip())) as asked:
        analysis_data = counted_from(asked, coder, KINDS)
        wanted = wanted_passages(analysis_data, strand, school, round_name, question)
        found = found_by(asked_of(asked.reader, analysis_data), query) if query.strip() else None
        records = list(coding_records(asked.reader, analysis_data, wanted, found))
    typer.echo(as_json(records) if json else passage_text(records))


class SpreadUnit(StrEnum):
    """What a single interview's numbers can be."""

    CODINGS = Measure.COUNT.value
    PER_INTERVIEW = Measure.PER_INTERVIEW.value
    PER_1000_WORDS = Measure.PER_1000_WORDS.value


def show_spread(
    study: Study,
    by: Groupings = None,
    unit: Annotated[SpreadUnit, typer.Option(help=_("What the numbers are."))] = SpreadUnit.CODINGS,
    no_unsure: NoUnsure = False,
    direction: ByDirection = OfDirection.ANY,
    coder: Coders = None,
    json: Json = False,
    password_file: PasswordFile = None,
) -> None:
    """Print what single interviews contribute, by round if nothing is said, strand by strand."""
    from app.cli.records import spread_text, wanted_groupings
    from coding.analysis.spread_records import spread_records

    with reading(study, password_file) as file:
        analysis_data = counted_from(file, coder).of_direction(direction.alone)
        wanted = wanted_groupings(analysis_data, by or ["round"])
        unsure = Unsure.WITHOUT if no_unsure else Unsure.WITH
        records = list(spread_records(analysis_data, wanted, Measure(unit.value), unsure))
    typer.echo(as_json(records) if json else spread_text(wanted, records))


def show_new_codes(
    study: Study, coder: Coders = None, json: Json = False, password_file: PasswordFile = None
) -> None:
    """Print how many codes each interview added, in the order of interviewing."""
    from app.cli.records import new_codes_text
    from coding.analysis.saturation import new_code_records, new_codes
    from storage.queries.codebook import codes_made_by_hand

    with reading(study, password_file) as file:
        analysis_data = counted_from(file, coder)
        order = in_order_of_interviewing(file.reader)
        found = new_codes(
            analysis_data.codings, [id_ for id_, _title in order], codes_made_by_hand(file.reader)
        )
    if found.by_interview is None:
        raise UserError(found.why_not)
    records = list(new_code_records([title for _id, title in order], found))
    typer.echo(as_json(records) if json else new_codes_text(records))
