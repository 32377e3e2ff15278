"""What a value of an attribute is written like: a number is 12.5, a day 2015-06-10, yes is yes."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from coding.errors import UserError
from coding.language import N_, _
from coding.model.study import AttributeType
from coding.text.dates import typed_date
from coding.text.names import clean_name, name_key

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
_YES: Final = (N_("yes"), "y", "1", "true", "✓")
_NO: Final = (N_("no"), "n", "0", "false")


def typed_value(written: str, kind: AttributeType, choices: Sequence[str] = ()) -> str:
    """Return how a value is stored that somebody typed; empty for none.

    Raises UserError: it is no number, no day, neither yes nor no, or none of the choices.
    """
    text = clean_name(written)
    if not text or kind is AttributeType.TEXT:
        return text
    found = {
        AttributeType.NUMBER: lambda: _number(text),
        AttributeType.DATE: lambda: typed_date(text),
        AttributeType.YES_NO: lambda: _yes_no(text),
        AttributeType.CHOICE: lambda: _choice(text, choices),
    }[kind]()
    if not found:
        raise UserError(_wrong(text, kind, choices), _("Nothing was changed."))
    return found


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        return ""
    plain = format(Decimal(text.replace(",", ".")), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _yes_no(text: str) -> str:
    small = name_key(text)
    if small in {*_YES, name_key(_("yes"))}:
        return "yes"
    return "no" if small in {*_NO, name_key(_("no"))} else ""


def _choice(text: str, choices: Sequence[str]) -> str:
    return next((choice for choice in choices if name_key(choice) == name_key(text)), "")


def _wrong(text: str, kind: AttributeType, choices: Sequence[str]) -> str:
    match kind:
        case AttributeType.NUMBER:
            return _("“{text}” is no number.").format(text=text)
        case AttributeType.DATE:
            return _("“{text}” is no date, such as 2015-06-10.").format(text=text)
        case AttributeType.YES_NO:
            return _("“{text}” is neither yes nor no.").format(text=text)
        case _:
            return _("“{text}” is none of these: {choices}.").format(text=text, choices=", ".join(choices))
