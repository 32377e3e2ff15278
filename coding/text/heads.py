"""The head of a transcript: lines at its top that say something about the interview, and are no speech."""

import re
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
_LEGEND: Final = re.compile(r"[\[(]?[^\s\[\]():=]{1,12}[\])]?\s*(?:[=:]|[–—-]+)\s*(?P<role>[^:.?!]{1,40})")


def header_length(lines: Sequence[str]) -> int:
    """Return how many lines at the top are about the interview (Date: 12 June; I = Interviewer)."""
    length = 0
    for number, line in enumerate(lines[:20]):
        name, colon, rest = line.partition(":")
        if len(line) > 120 or "?" in line:
            break
        if (colon and METADATA.fullmatch(name.strip())) or is_legend(line):
            length = number + 1
        elif colon and not (_HEADER_PEOPLE.fullmatch(name.strip()) and trust(rest.strip()) > Trust.NONE):
            break
        elif colon and length:
            length = number + 1
    return length


def is_legend(line: str) -> bool:
    """Tell a line that says whose a label is: "[I] – Interviewer", "T: Teacher"."""
    found = _LEGEND.fullmatch(line)
    role = found["role"].strip() if found else ""
    return bool(role) and (trust(role) is Trust.SURE or asks_by_name(role) or answers_by_name(role))
