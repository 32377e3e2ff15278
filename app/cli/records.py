"""What the sub-commands print, as records: plain values under the obvious keys."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from app.cli.output import aligned, quoted
from coding.analysis.analysis_data import AnalysisData, school_label
from coding.analysis.change_words import change_notes, n_of_both, pair_label
from coding.analysis.codes_together import CodesTogether
from coding.analysis.columns import Column, ColumnKind, Counted
from coding.analysis.comparability import warnings
from coding.analysis.comparison import Comparison, Whose, comparison
from coding.analysis.dashes import dash_reasons
from coding.analysis.footnotes import footnotes
from coding.analysis.frequencies import Frequencies
from coding.analysis.groups import By, Group, Grouping, groupings_of, name_of
from coding.analysis.measure import DASH, Measure, Unsure
from coding.analysis.notes import caution
from coding.analysis.passage_index import Filter
from coding.analysis.question_matching import question_texts, same_question
from coding.analysis.rounding import rate_text
from coding.analysis.selection import Asked, Selection, coding_ids, select
from coding.analysis.together_records import places_in_words
from coding.errors import UserError
from coding.language import _
from coding.model.code_labels import code_label
from coding.model.query import Query
from coding.model.quoting import MayQuote, Quotable
from coding.notation.code_names import key_of
from coding.query.errors import WrongQueryError
from coding.query.parsing import parse
from coding.text.names import name_key

Record = Mapping[str, object]


def frequency_text(found: Frequencies) -> str:
    """Return the table with the strands across and each group's total after its last row, notes beneath."""
    columns = (*found.listed, found.columns.get(ColumnKind.CODINGS))
    header = (
        *(name_of(grouping) for grouping in found.by),
        _("done"),
        *(name for name, _n in (_denominators(found, found.groups[0]) if found.groups else ())),
        *(column.label for column in columns),
    )
    listed = [(group, found.total_of(group)) for group in found.groups]
    rows: list[tuple[str, ...]] = []
    for at, (group, total) in enumerate(listed):
        rows.append(_row(found, group, columns))
        if total is not group and (at + 1 == len(listed) or listed[at + 1][1] is not total):
            rows.append(_row(found, total, columns))
    notes = [
        *warnings(found.analysis_data),
        *footnotes(found),
        *dash_reasons(found),
        *([_("* counts interviews that are not all done")] if _is_hatched(found, columns[-1]) else ()),
        caution(found.analysis_data),
    ]
    return "\n".join((aligned(header, rows), *(f"\n{note}" for note in notes)))


def _is_hatched(found: Frequencies, everything: Column) -> bool:
    return any(found.cell(group, everything).hatched for group in found.groups)


def _row(found: Frequencies, group: Group, columns: tuple[Column, ...]) -> tuple[str, ...]:
    cells = (found.cell(group, column) for column in columns)
    return (
        *(member.label for member in group.members),
        _("{done} of {n}").format(done=group.done, n=group.interviews),
        *(n for _name, n in _denominators(found, group)),
        *(cell.text + "*" * cell.hatched for cell in cells),
    )


def _denominators(found: Frequencies, group: Group) -> list[tuple[str, str]]:
    """Return what is divided by beside interviews, with its name."""
    if found.measure is Measure.PER_PERSON:
        return [(_("people"), str(group.person_rounds))]
    if found.measure.is_of_words:
        name = _("characters") if found.analysis_data.counts_characters else _("words")
        return [(name, DASH if group.is_part else str(group.rate_words))]
    return []


def change_text(compared: Comparison) -> str:
    """Return the table of a change, all together last, with the n of both rounds and the notes beneath."""
    found = compared.found
    columns = (*found.listed, found.columns.get(ColumnKind.CODINGS))
    header = (
        _("{earlier} to {later}").format(earlier=compared.earlier.name, later=compared.later.name),
        _("interviews"),
        *(column.label for column in columns),
    )
    rows = [
        (
            pair_label(pair),
            n_of_both(compared, pair),
            *(compared.change(pair, column).text for column in columns),
        )
        for pair in compared.pairs
    ]
    notes = filter(None, (compared.reason, *change_notes(compared)))
    return "\n".join((aligned(header, rows), *(f"\n{note}" for note in notes)))


def wanted_groupings(analysis_data: AnalysisData, typed: Iterable[str]) -> list[By]:
    """Return the groupings that were typed, each once; strands, always across, are none.

    Raises UserError for what the study cannot be grouped by, naming what it can.
    """
    known = {name_key(str(by)): by for by in (Grouping.ROUND, *groupings_of(analysis_data))}
    wanted = [name for name in dict.fromkeys(map(name_key, typed)) if name != "strand"]
    for name in wanted:
        if name not in known:
            raise UserError(
                _("Nothing is counted by “{typed}”.").format(typed=name),
                remedy=_("These are there: {known}.").format(known=", ".join(map(str, known.values()))),
            )
    return [known[name] for name in wanted]


def wanted_change(
    analysis_data: AnalysisData,
    by: Sequence[By],
    measure: Measure,
    unsure: Unsure,
    counted: Counted,
    whose: Whose,
) -> Comparison:
    """Return the change between the last two rounds.

    Raises UserError where there is but one round, for shares of what was coded, and for two groupings.
    """
    within = [each for each in by if each is not Grouping.ROUND] or [Grouping.ROUND]
    if len(within) > 1:
        raise UserError(_("A change is shown by one grouping at a time."))
    if measure is Measure.SHARE:
        raise UserError(_("A share of what was coded falls because another rises: it has no change."))
    compared = comparison(analysis_data, within[0], measure, unsure, counted, whose)
    if compared is None:
        raise UserError(_("There is but one round."))
    return compared


def wanted_passages(
    analysis_data: AnalysisData, strand: str, school: str, round_name: str, question: str = ""
) -> Filter:
    """Return the filter for what was typed; empty is any.

    Raises UserError where the study has no such thing, naming what it has.
    """
    codes = {code.id: (code.abbreviation, code.name, *code.aliases) for code in analysis_data.framework.codes}
    schools = {found.id: (found.letter, school_label(found)) for found in analysis_data.schools}
    rounds = {found.id: (found.name,) for found in analysis_data.rounds}
    round_id = _chosen(round_name, rounds, _("There is no round “{typed}”."))
    return Filter(
        code_id=_chosen(strand, codes, _("There is no strand “{typed}”.")),
        school_id=_chosen(school, schools, _("There is no school “{typed}”.")),
        round_id=round_id,
        question_id=_chosen(
            question, _questions(analysis_data, round_id), _("There is no question “{typed}”.")
        ),
    )


def found_by(asked: Asked, text: str) -> list[int]:
    """Return the ids of the codings that a query finds. Raises UserError, showing what is wrong where."""
    return coding_ids(asked.analysis_data, selected_by(asked, text)).tolist()


def selected_by(asked: Asked, text: str) -> Selection:
    """Return what a query finds. Raises UserError, showing what is wrong where."""
    return select(asked, query_of(asked, text))


def query_of(asked: Asked, text: str) -> Query:
    """Read a query. Raises UserError, showing what is wrong where."""
    try:
        return parse(text, asked.names)
    except WrongQueryError as error:
        raise UserError(_("This is no query:") + f"\n{error.pointed_out()}") from error


def _questions(analysis_data: AnalysisData, round_id: int | None) -> dict[int, tuple[str, ...]]:
    """Return what questions can be called by id: their heading, their words, in one round their number."""
    first = same_question(analysis_data)
    called: dict[int, tuple[str, ...]] = {id_: (text,) for id_, text in question_texts(analysis_data).items()}
    for question in analysis_data.questions:
        number = (str(question.position + 1),) if question.round_id == round_id else ()
        words = (question.text, question.text.rstrip("?.! "))
        called[first[question.id]] = (*called[first[question.id]], *words, *number)
    return called


def _chosen(typed: str, names: Mapping[int, Sequence[str]], refusal: str) -> int | None:
    if not typed:
        return None
    wanted = key_of(typed)
    for id_, called in names.items():
        if wanted in map(key_of, called):
            return id_
    known = ", ".join(next(filter(None, called)) for called in names.values())
    raise UserError(refusal.format(typed=typed), remedy=_("These are there: {known}.").format(known=known))


def passage_text(records: Iterable[Record]) -> str:
    """Return quotations with their sources; codings of one passage stand together."""
    grouped = groupby(records, key=lambda record: (record["interview_id"], record["start"], record["end"]))
    return "\n".join(_quotation(list(codings)) for _place, codings in grouped)


def _quotation(codings: Sequence[Record]) -> str:
    first = codings[0]
    source = f"{first['attribution']} · {first['interview']}, {first['place']} · "
    may = MayQuote(Quotable(str(first["quote"])), str(first["shown_on"] or "")).line
    return quoted(str(first["text"]), source + ", ".join(map(_label, codings)) + (f" · {may}" if may else ""))


def _label(record: Record) -> str:
    said = str(record["direction"] or ""), str(record["stage"] or "")
    return code_label(str(record["code"]), *said, unsure=bool(record["unsure"]))


def spread_text(by: Sequence[By], records: Sequence[Record]) -> str:
    """Return what single interviews contribute as a table: least, median, most, and without the largest."""
    header = (
        *map(name_of, by),
        _("strand"),
        _("interviews"),
        _("least"),
        _("median"),
        _("most"),
        _("codings"),
        _("largest"),
        _("without it"),
    )
    names = ("interviews", "least", "median", "most", "total", "largest", "without_largest")
    rows = (
        (*(r.get(str(each)) for each in by), r["strand"] or r["dimension"], *(r[name] for name in names))
        for r in records
    )
    return aligned(header, rows)


def together_text(found: CodesTogether, round_name: str | None) -> str:
    """Return codes across and down, how often two meet where they cross, and one alone on the diagonal."""
    used = [at for at in range(len(found.columns)) if found.both[at, at]]
    labels = [found.columns[at].label for at in used]
    rows = [
        (label, *(str(found.both[i, j]) if i != j else f"({found.both[i, i]})" for j in used))
        for label, i in zip(labels, used, strict=True)
    ]
    said = places_in_words(found) + _("; in brackets: with the code at all.")
    table = aligned((round_name or _("both"), *labels), rows)
    return "\n\n".join((table, said, *_meetings_worth_saying(found)))


def _meetings_worth_saying(found: CodesTogether) -> list[str]:
    """Return a line for each two codes that meet, the highest coefficient first."""
    said: list[tuple[float, str]] = []
    for i, j in found.pairs():
        if found.both[i, j]:
            coefficient, expected = found.c(i, j), found.expected(i, j)
            by_chance = "" if expected is None else _(", {n} by chance").format(n=rate_text(expected))
            names = f"{found.columns[i].label} {found.columns[j].label}"
            words = f"{names}  {found.both[i, j]}{by_chance}, c = {coefficient.text}"
            said.append((-(coefficient.value or 0), words))
    return ["\n".join(words for _c, words in sorted(said))] if said else []


def new_codes_text(records: Sequence[Record]) -> str:
    """Return how many codes each interview added, and since when there were few."""
    header = (_("interview"), _("new codes"), _("mean over all orders"))
    interviews = [r for r in records if r["kind"] == "interview"]
    rows = ((r["interview"], r["new_codes"], r["mean_over_orders"]) for r in interviews)
    reached = records[-1]["reached"]
    said = _("New codes are at most 5 % of those of the first four interviews from interview {n} on.")
    never = _("There is no run of two interviews with at most 5 % new codes.")
    return aligned(header, rows) + "\n\n" + (never if reached is None else said.format(n=reached))
