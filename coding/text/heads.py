"""The head of a transcript: lines at its top that say something about the interview, and are no speech."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from coding.text.label_looks import METADATA, Trust, answers_by_name, asks_by_name, trust

_HEADER_PEOPLE: Final = re.compile(
    r"(?:interview(?:er(?:in)?|ee|s|ed by|te[r]?)?|participant|respondent|informant|researcher|"
    r"moderator|facilitator|"
    r"narrator|transcriber|transcribed by|speaker|befragte[r]?|gesprächspartner(?:in)?|"
    r"intervieweu(?:r|se)|interviewé[e]?|"
    r"enquêt(?:eur|rice|é|ée)|entrevistador[a]?|entrevistad[oa]|intervistat(?:ore|rice|o|a)|onderzoeker|respondente[n]?)s?",
    re.IGNORECASE,
)
_COLON: Final = re.compile(r"(?<!\d):|:(?!\d)")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_LEGEND: Final = re.compile(r"[\[(]?[^\s\[\]():=]{1,12}[\])]?\s*(?:[=:]|[–—-]+)\s*(?P<role>[^:.?!]{1,40})")


def header_length(lines: Sequence[str]) -> int:
    """Return how many lines at the top are about the interview (Date: 12 June; I = Interviewer)."""
    length = 0
    for number, line in enumerate(lines[:20]):
        name, colon, rest = _parted(line)
        after = lines[number + 1 :]
        if len(line) > 120 or "?" in line:
            break
        opens_legend = colon and not rest and is_legend(after[0] if after else "")
        if opens_legend or is_legend(line) or (colon and METADATA.fullmatch(name)):
            length = number + 1
        elif colon and not _says_who(name, rest):
            break
        elif colon and (length or _speaks_nowhere_else(name, after)):
            length = number + 1
    return length


def _parted(line: str) -> tuple[str, str, str]:
    """Take a line apart at its first colon that is none of a clock's."""
    found = _COLON.search(line)
    return (line[: found.start()].strip(), ":", line[found.end() :].strip()) if found else (line, "", "")


def _says_who(name: str, rest: str) -> bool:
    """Tell "Interviewer: Mara Quill (MQ)" from talk."""
    return _HEADER_PEOPLE.fullmatch(name) is not None and trust(_IN_BRACKETS.sub("", rest)) > Trust.NONE


def _speaks_nowhere_else(name: str, after: Sequence[str]) -> bool:
    """Tell a name that is given at the top from a label: others come back below, this one does not."""
    names = Counter(_parted(line)[0].casefold() for line in after if _COLON.search(line))
    return name.casefold() not in names and sum(count > 1 for count in names.values()) > 1


def is_legend(line: str) -> bool:
    """Tell a line that says whose a label is: "[I] – Interviewer", "T: Teacher"."""
    found = _LEGEND.fullmatch(line)
    role = found["role"].strip() if found else ""
    return bool(role) and (trust(role) is Trust.SURE or asks_by_name(role) or answers_by_name(role))
