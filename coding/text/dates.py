"""One reader of dates, in the shapes that people, programs and spreadsheets write them.

Of two numbers below 13 nothing says which is the month: 3/4/2015. That is decided for all dates of a column
or a batch together, by what proves it (a 13 or more in one place), else by how this computer writes dates;
where neither says it the date stays open and is asked about. Full stops mean that the day is first, unless
the column proves otherwise. Two figures of a year are 1950 to 2049.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from coding.errors import UserError
from coding.language import _
from coding.text.names import clean_name
from coding.text.sorting import without_accents

_CENTURY_BEGINS: Final = 50  # 49 is 2049, 50 is 1950: nobody was recorded before that


class DateOrder(StrEnum):
    """Which number of three comes first."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"  # of two figures


class Evidence(NamedTuple):
    """What decides the order of a column's or a batch's dates; ``order`` is None where nothing does.

    ``proven`` by the dates themselves, also where they contradict each other; else by the computer's way.
    """

    order: DateOrder | None = None
    proven: bool = False


NO_EVIDENCE: Final = Evidence()


class Dated(NamedTuple):
    """A date in a text: as ``written``, its ``year``, and in ISO 8601, empty where it could be two days.

    ``assumed`` is one that was read as this computer writes dates and could be another day elsewhere.
    """

    written: str
    year: int
    iso: str
    assumed: bool = False


class _Written(NamedTuple):
    """A date as it stands in a text: what it can be, by the order that it is read in."""

    start: int
    end: int
    days: Mapping[DateOrder, date]
    dotted: bool = False


# The months, without accents, as people write them in the languages that transcripts come in.
_MONTHS: Final = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber mrz apr mai jun jul aug sept okt nov dez",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu ".replace(" ", "kuu "),
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
)
_NUMBER_OF: Final = {name: at for names in _MONTHS for at, name in enumerate(names.split(), 1)}
# With a year of two figures ("5 out 10") these are rather other words.
_OTHER_WORDS: Final = frozenset({"out", "set", "ago", "mag", "gen"})
_DAY: Final = (
    r"(?<!\d)(?P<d>[0-3]?\d)(?:st|nd|rd|th|\s(?:st|nd|rd|th)(?![^\W\d_])|\s?(?:er|e)(?![^\W\d_])|\s?[ºª°]"
    r"|\s?\.(?!\d))?"
)
_MONTH: Final = r"(?<![^\W\d_])(?P<m>[^\W\d_]{3,12})\.?"
_GAP: Final = r"[\s._,/-]{0,3}"
_OF: Final = r"(?:(?:of|de|del|den|der|di)\s)?"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_WHOLE_YEAR: Final = rf"{_YEAR}(?!\d)"
_SHORT_YEAR: Final = r"(?P<y>['’]?\d\d)(?!\d|[:.h]\d|\s?[-–/,.]\s?\d|\s\d{4})"


_ISO: Final = (
    rf"(?<!\d){_YEAR}(?:(?P<s>[-_./])\s?(?P<m>\d{{1,2}})(?P=s)\s?(?P<d>\d{{1,2}})"
    r"|(?P<m2>\d\d)(?P<d2>\d\d))(?!\d)"
)


def _shapes(year: str) -> tuple[re.Pattern[str], ...]:
    """Return how a date is written with this kind of year at its end."""
    numbers = r"(?<!\d)(?P<a>\d{1,2})\s?(?P<sign>[/._-])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?"
    return (
        re.compile(rf"{_DAY}{_GAP}{_OF}{_MONTH}{_GAP}{_OF}{year}"),
        re.compile(rf"{_MONTH}{_GAP}{_DAY}[\s,._/-]{{1,3}}{year}"),
        re.compile(rf"{numbers}{year}(?!(?P=sign)\d)"),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of a date, the surer ones first; they are made when the first date is looked for."""
    eastern = rf"{_YEAR}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})\s?[日일]"
    year_first = rf"(?<!\d){_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}(?!\d|[:.]\d)"
    return (
        re.compile(_ISO),
        re.compile(eastern),
        *_shapes(_WHOLE_YEAR),
        re.compile(year_first),
        *_shapes(_SHORT_YEAR),
    )


# One letter before a number makes it something else: a key (B2), a version (v1.2.15).
_PART_OF_A_KEY: Final = re.compile(r"(?:^|[\W\d_])[^\W\d_]\Z")
_CHAIN: Final = re.compile(r"(?:^|[^\w])\d{1,4}[/.-]\Z")
_BEFORE: Final = re.compile(r"(?:[^\W\d_]+\.?,?\s*){0,2}")
_AFTER: Final = re.compile(r"[\s,.t]*(?:at\s)?(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)*\s?(?:[ap]\.?m\.?|z|uhr)?)?\.?")

# Whatever could be a date, for patterns of names: what is one, date_in() says.
SHAPE: Final = (
    r"(?:\d{4}[-_./]?\d{1,2}[-_./]?\d{1,2}|\d{1,2}[-_./]\s?\d{1,2}[-_./]\s?(?:\d{4}|\d\d)"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)?[-_. ]*(?:of |de )?[^\W\d_]{3,}\.?[-_., ]*(?:de )?['’]?(?:\d{4}|\d\d)"
    r"|[^\W\d_]{3,}\.?[-_. ]+\d{1,2}(?:st|nd|rd|th)?[-_., ]+['’]?(?:\d{4}|\d\d))"
)


def date_in(text: str, evidence: Evidence = NO_EVIDENCE) -> Dated | None:
    """Return the first date that a text names, read as the evidence says; None where it names none."""
    found = _first(text)
    return None if found is None else _decided(found, evidence, text)


def evidence_of(texts: Iterable[str], otherwise: Evidence = NO_EVIDENCE) -> Evidence:
    """Return what decides the order of the dates in texts that belong together, such as a column's cells."""
    proofs = {proof for text in texts if (found := _first(text)) and (proof := _proof(found))}
    if not proofs:
        return otherwise
    return Evidence(proofs.pop() if len(proofs) == 1 else None, proven=True)


SAMPLE: Final = date(2033, 11, 22)


def order_of_sample(written: str) -> DateOrder | None:
    """Return the order of a computer that writes the SAMPLE like this; None where it cannot be told."""
    numbers = re.findall(r"\d+", written)
    orders = {
        ("22", "11"): DateOrder.DAY_FIRST,
        ("11", "22"): DateOrder.MONTH_FIRST,
        ("33", "11"): DateOrder.YEAR_FIRST,
        ("2033", "11"): DateOrder.YEAR_FIRST,
    }
    return orders.get((numbers[0], numbers[1])) if len(numbers) == 3 else None


def typed_date(text: str, order: DateOrder | None = None) -> str:
    """Read a date that somebody typed, alone or with a weekday or a time; return ISO 8601, empty for none.

    ``order`` is how this computer writes dates. Raises UserError for what is no date or could be two days.
    """
    text = clean_name(text)
    if not text:
        return ""
    found = _first(text)
    plain = without_accents(text)
    if found is None or not (_BEFORE.fullmatch(plain, 0, found.start) and _AFTER.fullmatch(plain, found.end)):
        raise UserError(_("“{text}” is no date.").format(text=text), remedy=_("Type it as 2015-06-12."))
    dated = _decided(found, Evidence(order), text)
    if not dated.iso:
        raise UserError(
            _("“{text}” could be two days.").format(text=text),
            remedy=_("Type it as {days}.").format(
                days=_(" or ").join(sorted({day.isoformat() for day in _usual(found).values()}))
            ),
        )
    return dated.iso


# --- what stands in a text --------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def _first(text: str) -> _Written | None:
    if not any(map(str.isdigit, text)):
        return None
    plain = without_accents(text)
    return next((found for pattern in _patterns() for found in _all(pattern, plain)), None)


def _all(pattern: re.Pattern[str], text: str) -> Iterator[_Written]:
    at = 0
    while match := pattern.search(text, at):
        at = match.start() + 1
        days = _days(match)
        if days and _stands_alone(match, text[: match.start()]):
            yield _Written(match.start(), match.end(), days, match.groupdict().get("sign") == ".")


def _stands_alone(match: re.Match[str], before: str) -> bool:
    """Tell a number that a date can begin with from the end of a key, a version or a chain of numbers."""
    if match["y"] == match[0][:4]:
        return True
    is_number = "sign" in match.re.groupindex
    return not _PART_OF_A_KEY.search(before) and not (is_number and _CHAIN.search(before))


def _days(match: re.Match[str]) -> dict[DateOrder, date]:
    """Return the days that a match can mean; where it can be one only, under each order."""
    part = match.groupdict()
    if part.get("sign") is None:
        month, year = part["m"] or part["m2"], part["y"]
        is_word = month in _OTHER_WORDS and len(year) < 4
        number = int(month) if month.isdecimal() else _NUMBER_OF.get(month.removesuffix("ta"), 0)
        day = None if is_word else _day(year, number, part["d"] or part["d2"])
        return dict.fromkeys(DateOrder, day) if day else {}
    first, second, third = part["a"], part["b"], part["y"]
    days = {
        DateOrder.DAY_FIRST: _day(third, int(second), first),
        DateOrder.MONTH_FIRST: _day(third, int(first), second),
        DateOrder.YEAR_FIRST: _day(first, int(second), third) if len(first) == len(third) == 2 else None,
    }
    return {order: day for order, day in days.items() if day}


def _day(year: str, month: int, day: str) -> date | None:
    figures = int(year.strip("'’"))
    if figures < 100:
        figures += 2000 if figures < _CENTURY_BEGINS else 1900
    try:
        return date(figures, month, int(day))
    except ValueError:
        return None


# --- which day it is --------------------------------------------------------------------------


def _usual(found: _Written) -> dict[DateOrder, date]:
    """Return what a date can be with its year at the end, or else with the year first."""
    usual = {order: day for order, day in found.days.items() if order is not DateOrder.YEAR_FIRST}
    return usual or dict(found.days)


def _proof(found: _Written) -> DateOrder | None:
    """Return the only order in which a date can be read."""
    usual = _usual(found)
    return next(iter(usual)) if len(usual) == 1 else None


def _decided(found: _Written, evidence: Evidence, text: str) -> Dated:
    usual = _usual(found)
    day, assumed = None, False
    if evidence.order is DateOrder.YEAR_FIRST and evidence.order in found.days:
        day, assumed = found.days[evidence.order], not evidence.proven
    elif len(set(usual.values())) == 1:
        day = next(iter(usual.values()))
    elif found.dotted and not evidence.proven:
        day = usual[DateOrder.DAY_FIRST]
    elif evidence.order is not None:
        day = usual.get(evidence.order)
        assumed = day is not None and not evidence.proven
    year = (day or next(iter(usual.values()))).year
    plain = without_accents(text)
    written = (text if len(plain) == len(text) else plain)[found.start : found.end]
    return Dated(written, year, day.isoformat() if day else "", assumed)
