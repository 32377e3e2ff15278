"""Codings that were made before their code came to mean something else, and are to be looked at again."""

import numpy as np

from coding.analysis.analysis_data import AnalysisData, Bools, ints, kept


@kept
def to_look_at_again(analysis_data: AnalysisData) -> Bools:
    """Tell the codings made under an earlier revision of the framework than their code asks for."""
    codes = analysis_data.framework.codes
    look_from = np.zeros(max((code.id for code in codes), default=0) + 1, dtype=np.int64)
    look_from[[code.id for code in codes]] = [code.look_from for code in codes]
    codings = analysis_data.codings
    return ints(codings, "revision") < look_from[ints(codings, "code_id")]
