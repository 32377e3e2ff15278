"""What single interviews contribute (rule 22), as records: least, median, most, and without the largest."""

from collections.abc import Iterator, Sequence
from typing import Final

from coding.analysis.analysis_data import AnalysisData
from coding.analysis.columns import Counted
from coding.analysis.groups import By
from coding.analysis.measure import Measure, Unsure
from coding.analysis.robustness import Spread, robustness
from coding.analysis.table_records import Record, code_of, members_named

SPREAD_MEASURES: Final = (Measure.COUNT, Measure.PER_INTERVIEW, Measure.PER_1000_WORDS)


def spread_records(
    analysis_data: AnalysisData,
    by: Sequence[By],
    measure: Measure = Measure.COUNT,
    unsure: Unsure = Unsure.WITH,
    counted_in: Counted = Counted.PASSAGES,
) -> Iterator[Record]:
    """Yield a record for each group and strand: ``interviews`` that are done, and what they range over.

    ``least``, ``median`` and ``most`` are of one interview, in the measure asked for; ``total`` and
    ``without_largest`` are codings, ``rate`` and ``rate_without_largest`` what they come to.
    """
    for (members, column), spread in robustness(analysis_data, by, measure, unsure, counted_in).items():
        yield {
            "kind": "spread",
            **members_named(analysis_data, members),
            **code_of(analysis_data.framework, column),
            "interviews": len(spread.dots),
            "least": spread.least,
            "median": spread.middle,
            "most": spread.most,
            "total": spread.total,
            "largest": None if spread.largest is None else spread.largest.label,
            "without_largest": spread.rest_total,
            **_rates(spread, measure),
        }


def _rates(spread: Spread, measure: Measure) -> Record:
    if not measure.is_rate:
        return {}
    return {"rate": spread.rate, "rate_without_largest": spread.rest_rate}
