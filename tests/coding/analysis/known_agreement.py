"""The known answers of tests/data/agreement.json, and codings written down by hand."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from coding.analysis.analysis_data import Ints, ints
from coding.model.code_labels import DIRECTIONS
from coding.model.study import Direction

KNOWN: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "agreement.json").read_text("utf-8"))
SR, JN, KL = 1, 2, 3  # coders
TOLERANCE = 0.0005


class Given(NamedTuple):
    """A coding; its id is its place in the list, from 1."""

    coder: int
    code: int
    start: int
    end: int
    stage: int = 0
    unsure: bool = False
    interview: int = 1
    direction: Direction = Direction.UNSAID


def frame(*given: Given) -> pd.DataFrame:
    """Return codings as analyses read them."""
    table = pd.DataFrame(list(given), columns=list(Given._fields))
    names = {"coder": "coder_id", "code": "code_id", "stage": "stage_id", "interview": "interview_id"}
    table = table.rename(columns=names).assign(id=np.arange(1, len(given) + 1))
    table["direction"] = [DIRECTIONS.index(each.direction) for each in given]
    numbers = ["direction", "coder_id", "code_id", "start", "end", "stage_id", "interview_id"]
    return table.astype({**dict.fromkeys(numbers, np.int64), "unsure": np.bool_})


def spans(*places: tuple[int, int], interview: int = 1) -> pd.DataFrame:
    """Return stretches of an interview."""
    rows = [(interview, *place) for place in places]
    return pd.DataFrame(rows, columns=["interview_id", "start", "end"], dtype=np.int64)


def count_words(passages: pd.DataFrame) -> Ints:
    """Count words of ten code points each, those that begin in the passage."""
    return -(-ints(passages, "end") // 10) + (-ints(passages, "start") // 10)
