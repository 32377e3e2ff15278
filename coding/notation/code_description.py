"""A code's entry as one text and back, for programs that have one field where Strandline has many."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

# Headings are not translated: whoever reads the file must know them, too.
HEADINGS: Final[Mapping[str, str]] = {
    "definition": "Definition",
    "when_to_use": "When to use",
    "when_not_to_use": "When not to use",
    "example": "Example",
    "notes": "Notes",
    "abbreviation": "Abbreviation",
    "aliases": "Other spellings",
    "letter": "Letter",
    "short_name": "Short name",
    "levels": "Levels",
    "source": "Source",
}
_FIELD_OF: Final = {f"{heading}:": field for field, heading in HEADINGS.items()}
_LIKE_A_HEADING: Final = re.compile(rf"\\*(?:{'|'.join(HEADINGS.values())}):")


def one_text(first: str, parts: Mapping[str, str]) -> str:
    """Return texts under their headings (keys of HEADINGS); ``first`` stands above them without one."""
    told = [f"{HEADINGS[field]}:\n{_kept_apart(text)}" for field, text in parts.items() if text]
    return "\n\n".join([*([_kept_apart(first)] if first else []), *told])


def its_parts(text: str) -> tuple[str, Mapping[str, str]]:
    """Return what ``one_text`` was made of."""
    found: dict[str, list[str]] = {"": []}
    lines = found[""]
    for line in text.split("\n"):
        if line in _FIELD_OF:
            lines = found.setdefault(_FIELD_OF[line], [])
        else:
            lines.append(line[1:] if line.startswith("\\") and _LIKE_A_HEADING.fullmatch(line) else line)
    texts = {field: _joined(lines) for field, lines in found.items()}
    return texts.pop(""), texts


def _kept_apart(text: str) -> str:
    """Put a backslash before lines that would be taken for headings."""
    return "\n".join(f"\\{line}" if _LIKE_A_HEADING.fullmatch(line) else line for line in text.split("\n"))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip()
