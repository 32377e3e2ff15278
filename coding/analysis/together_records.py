"""Which codes meet, as records and in words: the same for page, command line and files."""

from collections.abc import Iterator

from coding.analysis.codes_together import CodesTogether
from coding.analysis.rounding import rate_text
from coding.analysis.table_records import Record
from coding.language import _, plural
from coding.model.query import Within


def together_records(found: CodesTogether, round_name: str | None = None) -> Iterator[Record]:
    """Yield a record for each two codes of which either occurs: ``both`` is how often they meet.

    ``first_in`` and ``second_in`` count the places with one of them, whatever else they carry; ``c`` is
    the c-coefficient and ``expected`` how often the two would meet by chance, null where that cannot be said.
    """
    for i, j in found.pairs():
        if found.both[i, i] or found.both[j, j]:
            yield {
                "kind": "pair",
                "round": round_name,
                "within": found.within.value,
                "first": found.columns[i].label,
                "second": found.columns[j].label,
                "both": int(found.both[i, j]),
                "first_in": int(found.both[i, i]),
                "second_in": int(found.both[j, j]),
                "c": found.c(i, j).value,
                "expected": found.expected(i, j),
            }


def places_in_words(found: CodesTogether) -> str:
    """Say what is counted, and how many places carry a code at all."""
    n = found.places
    match found.within:
        case Within.PASSAGE:
            return plural(
                "Passages with both, of {n} coded passage", "Passages with both, of {n} coded passages", n
            )
        case Within.OVERLAP:
            return plural(
                "Pairs of passages that overlap, of {n} coded passage",
                "Pairs of passages that overlap, of {n} coded passages",
                n,
            )
        case Within.TURN:
            return plural("Turns with both, of {n} coded turn", "Turns with both, of {n} coded turns", n)
        case Within.ANSWER:
            return plural(
                "Answers with both, of {n} coded answer", "Answers with both, of {n} coded answers", n
            )
        case Within.INTERVIEW:
            return plural(
                "Interviews with both, of {n} coded interview",
                "Interviews with both, of {n} coded interviews",
                n,
            )


def pair_in_words(found: CodesTogether, i: int, j: int) -> str:
    """Say how often two codes meet, and what that comes to; of one code, how many places carry it."""
    first, second = (found.columns[at].name for at in sorted((i, j)))
    n = int(found.both[i, j])
    if i == j:
        return f"{first}: {n}"
    said = [
        _("{first} and {second}: {n}").format(first=first, second=second, n=n),
        f"c = {found.c(i, j).text}",
    ]
    expected = found.expected(i, j)
    if expected is not None:
        said.append(_("{n} by chance").format(n=rate_text(expected)))
    return ", ".join(said)
