"""The sub-command that prints how far two coders agree; the same figures as the Coders page."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import aligned, as_json
from app.cli.study import Json, PasswordFile, Study, reading, writing
from coding.errors import UserError
from coding.language import _
from coding.model.agreement import AgreementRule, CoefficientName, Measuring, PassageSource, UnitKind
from coding.model.study import Coder
from coding.text.times import local_day
from storage.operations.agreement import fix_agreement
from storage.queries.agreement import agreement_rule
from storage.queries.codebook import current_framework_id
from storage.queries.coders import coders_called
from storage.study.connection import Connection

if TYPE_CHECKING:
    from coding.analysis.pair_agreement import AgreementRow
    from storage.queries.agreement_pairs import CoderPair, ComparedPair

Two = Annotated[
    list[str] | None, typer.Option("--coder", help=_("A coder, by name or initials; say it twice."))
]
Unit = Annotated[UnitKind | None, typer.Option(help=_("The unit, if not the one that was fixed."))]
Coefficient = Annotated[CoefficientName | None, typer.Option(help=_("The coefficient, likewise."))]
Given = Annotated[PassageSource | None, typer.Option(help=_("Whether the second reader found the passages."))]
Share = Annotated[
    int | None,
    typer.Option(min=1, max=100, help=_("Per cent of the words from which spans are the same.")),
]
Fix = Annotated[
    bool, typer.Option("--fix", help=_("Fix this with today’s date first, where nothing is fixed yet."))
]


def show_agreement(
    study: Study,
    coder: Two = None,
    unit: Unit = None,
    coefficient: Coefficient = None,
    passages: Given = None,
    share: Share = None,
    fix: Fix = False,
    password_file: PasswordFile = None,
    json: Json = False,
) -> None:
    """Print agreement per strand and in all, on the interviews that both have marked done."""
    said = (unit, coefficient, passages, share)
    if fix:
        _fix(study, password_file, _wanted(Measuring(), *said))
    with reading(study, password_file) as file:
        rule = _rule(file.reader, *said)
        shown = _compared(file.reader, _pair(file.reader, coder or ()), rule)
    if json:
        from coding.analysis.pair_agreement import Across
        from storage.writers.agreement import agreement_records

        typer.echo(as_json(record for across in Across for record in agreement_records(shown, across)))
    else:
        typer.echo(_text(shown))


def _fix(study: Path, password_file: Path | None, measuring: Measuring) -> None:
    """Fix how agreement is measured. Raises UserError: it is fixed already."""
    with writing(study, password_file) as file:
        if agreement_rule(file.reader) is not None:
            raise UserError(
                _("How agreement is measured is fixed already."),
                _("Nothing was changed."),
                _("Without --fix the figures are printed; a change is made on the Coders page."),
            )
        file.perform(fix_agreement(measuring))


def _rule(
    connection: Connection,
    unit: UnitKind | None,
    coefficient: CoefficientName | None,
    passages: PassageSource | None,
    share: int | None,
) -> AgreementRule | None:
    """Return how it is measured: as it was fixed, but for what is said now, which is not kept."""
    fixed = agreement_rule(connection)
    if fixed is None:
        return None
    said = _wanted(fixed.measuring, unit, coefficient, passages, share)
    return fixed if said == fixed.measuring else fixed.changed(said, "", after_figures=True)


def _wanted(
    usual: Measuring,
    unit: UnitKind | None,
    coefficient: CoefficientName | None,
    passages: PassageSource | None,
    share: int | None,
) -> Measuring:
    return Measuring(
        unit or usual.unit, coefficient or usual.coefficient, passages or usual.passages, share or usual.share
    )


def _pair(connection: Connection, typed: Iterable[str]) -> "CoderPair":
    """Return the two that are named; where nobody is, the only two there are.

    Raises UserError naming who there is.
    """
    from storage.queries.agreement_pairs import pair_of, who_compare

    people = who_compare(connection)
    named = [*typed]
    ids = coders_called(connection, named) if named else tuple(coder.id for coder in people)
    found: list[Coder] = [coder for id_ in ids for coder in people if coder.id == id_]
    if len(found) != 2:
        raise UserError(
            _("Agreement is shown of two coders."),
            remedy=_("Name two of these with --coder: {known}.").format(
                known=", ".join(coder.name for coder in people)
            ),
        )
    return pair_of(connection, found[0], found[1])


def _compared(connection: Connection, pair: "CoderPair", rule: AgreementRule | None) -> "ComparedPair":
    from storage.queries.agreement_pairs import compared_pair
    from storage.queries.study_data import analysis_data

    framework_id = current_framework_id(connection)
    if framework_id is None:
        raise UserError(_("This study has no framework, so nothing is coded."))
    if not pair.both:
        words = _("No interview is done by both {first} and {second}.")
        raise UserError(words.format(first=pair.first.name, second=pair.second.name))
    read = partial(analysis_data, connection, framework_id)
    return compared_pair(connection, read, pair, pair.both, rule=rule)


def _text(shown: "ComparedPair") -> str:
    from coding.analysis.pair_agreement import Across
    from storage.report.agreement_part import notes, same_in_words

    first, second = shown.pair.initials
    fixed = shown.rule.dated(local_day)
    only = _("only {coder}")
    header = [_("strand"), _("both"), only.format(coder=first), only.format(coder=second), _("neither")]
    names = [] if shown.is_settled else list(CoefficientName)
    rows = [_row(row, names) for row in (*shown.found.rows(Across.STRAND), shown.found.total)]
    return "\n".join(
        (
            _("{first} and {second}").format(first=shown.pair.first.name, second=shown.pair.second.name),
            _("Unit: {how}; {dated}.").format(how=shown.rule.measuring.words, dated=fixed),
            same_in_words(shown),
            _("{units}.").format(units=shown.found.units_in_words()),
            "",
            aligned([*header, *(name.short for name in names)], rows),
            "",
            *notes(shown),
        )
    )


def _row(row: "AgreementRow", names: Iterable[CoefficientName]) -> list[str]:
    from coding.analysis.agreement import Part

    counts = (row.count(part) for part in Part)
    cells = ["–" if count is None else f"{count:,}" for count in counts]
    return [row.label, *cells, *(row.figures.of(name).text for name in names)]
