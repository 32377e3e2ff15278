"""Attributes as columns of a table: one for each, under a name that no other column has."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Ints
from coding.analysis.attribute_values import values_of, values_of_voices
from coding.analysis.speaker_attribution import Voices, spoken, voices
from coding.model.study import Attribute
from coding.text.names import name_key

APART: Final = "; "  # between the values of people who say something together


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """An attribute with the name of its column, and its value for each row; empty where it has none."""

    field: str
    attribute: Attribute
    values: tuple[str, ...]


def attribute_fields(attributes: Iterable[Attribute], taken: Collection[str]) -> dict[str, Attribute]:
    """Return the attributes by the name of their column: their own, with their kind where others have it."""
    found: dict[str, Attribute] = {}
    used = {name_key(name) for name in taken}
    for each in attributes:
        name, number = each.name, 1
        while name_key(name) in used:
            name = f"{each.name} ({each.kind})" if number == 1 else f"{each.name} ({each.kind} {number})"
            number += 1
        used.add(name_key(name))
        found[name] = each
    return found


def columns_of_codings(analysis_data: AnalysisData, taken: Collection[str]) -> list[AttributeColumn]:
    """Return all attributes as columns with a value for each coding, in the order of ``codings``.

    A coding has the values of those who are heard in it, each once.
    """
    everybody = voices(analysis_data)
    heard = spoken(analysis_data, everybody, np.arange(len(analysis_data.codings)))
    rows = len(analysis_data.codings)
    return _columns(analysis_data, everybody, taken, (heard.coding, heard.voice), rows)


def columns_of_voices(
    analysis_data: AnalysisData, everybody: Voices, row_of_voice: Ints, n: int, taken: Collection[str]
) -> list[AttributeColumn]:
    """Return all attributes as columns with a value for each of n rows, to which voices belong (or -1)."""
    mine = np.flatnonzero(row_of_voice >= 0)
    return _columns(analysis_data, everybody, taken, (row_of_voice[mine], mine), n)


def _columns(
    analysis_data: AnalysisData,
    everybody: Voices,
    taken: Collection[str],
    of_rows: tuple[Ints, Ints],
    n: int,
) -> list[AttributeColumn]:
    rows, voice = of_rows
    found: list[AttributeColumn] = []
    for field, attribute in attribute_fields(analysis_data.attributes, taken).items():
        place = values_of_voices(analysis_data, everybody, attribute.id)[voice]
        words = dict(enumerate(values_of(analysis_data, attribute.id), 1))
        found.append(AttributeColumn(field, attribute, _joined(rows, place, words, n)))
    return found


def _joined(rows: Ints, place: Ints, words: Mapping[int, str], n: int) -> tuple[str, ...]:
    """Return the values of each row, each once in the order of the values."""
    known = place > 0
    pairs = np.unique((rows[known] << 32) | place[known])
    values = [""] * n
    for row, at in zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), strict=True):
        values[row] = f"{values[row]}{APART}{words[at]}" if values[row] else words[at]
    return tuple(values)
