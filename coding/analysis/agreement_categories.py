"""What codings are told apart by where coders are compared: strand, dimension, stage or direction."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import Ints, ints
from coding.analysis.columns import columns_of
from coding.model.code_labels import SAID, direction_in_words
from coding.model.framework import Framework


@dataclass(frozen=True, slots=True)
class Category:
    """What is coded or not: a strand, a dimension, a stage, a direction; ``id`` is its own, or its place."""

    id: int
    label: str
    name: str
    hue: str = ""


@dataclass(frozen=True)
class Categories:
    """The categories in order, and the position of each coding's (-1: it has none)."""

    categories: tuple[Category, ...]
    of_coding: Ints


def by_strand(framework: Framework, codings: pd.DataFrame) -> Categories:
    """Tell codings apart by strand; sub-strands roll up, and a dimension alone is one of its own (rule 6)."""
    code_id = ints(codings, "code_id")
    columns = columns_of(framework, set(code_id.tolist()))
    found = tuple(Category(each.code_id, each.label, each.name, each.hue) for each in columns.basic)
    return Categories(found, columns.basic_of_code[code_id])


def by_dimension(framework: Framework, codings: pd.DataFrame) -> Categories:
    """Tell codings apart by what is at the top of the framework."""
    tops = framework.children(None)
    at = {code.id: position for position, code in enumerate(tops)}
    of_coding = [at[framework.top(code_id).id] for code_id in ints(codings, "code_id").tolist()]
    found = tuple(Category(code.id, code.short, code.name, framework.hue(code.id)) for code in tops)
    return Categories(found, np.array(of_coding, dtype=np.int64))


def by_stage(framework: Framework, codings: pd.DataFrame) -> Categories:
    """Tell codings apart by stage; those without have no category."""
    at = {stage.id: position for position, stage in enumerate(framework.stages)}
    of_coding = [at.get(stage_id, -1) for stage_id in ints(codings, "stage_id").tolist()]
    found = tuple(Category(stage.id, stage.letter, stage.name) for stage in framework.stages)
    return Categories(found, np.array(of_coding, dtype=np.int64))


def by_direction(codings: pd.DataFrame) -> Categories:
    """Tell codings apart by direction; those without have no category."""
    found = tuple(Category(place, direction_in_words(said), "") for place, said in enumerate(SAID, 1))
    return Categories(found, ints(codings, "direction") - 1)
