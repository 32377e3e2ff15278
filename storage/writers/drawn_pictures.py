"""Pictures of a survey, of it beside the interviews, and of schools' figures: who draws which."""

from io import BytesIO
from pathlib import Path
from typing import IO, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg

from coding.analysis.survey_table import SurveyTableau
from coding.report.drawn import Drawn, DrawnJoint
from storage.readers.kinds import Export
from storage.writers.chart_pictures import DPI, STYLE


def drawn_png(what: Drawn) -> bytes:
    """Return it as a PNG picture at 300 dpi."""
    kept = BytesIO()
    _save(what, kept, Export.PICTURE)
    return kept.getvalue()


def write_drawn(what: Drawn, target: Path, ending: str) -> None:
    """Write it as PNG or SVG, as the ending says; of SVG the text is text."""
    _save(what, target, ending)


def _save(what: Drawn, target: Path | IO[bytes], ending: str) -> None:
    settings: Any = mpl
    with settings.rc_context(STYLE):
        figure, title = _drawn(what)
        FigureCanvasAgg(figure)
        data = {"Title": title} | ({"Software": "Strandline"} if ending == Export.PICTURE else {})
        figure.savefig(target, format=ending.lstrip("."), dpi=DPI, metadata=data)


def _drawn(what: Drawn) -> tuple[Any, str]:
    """Return the figure and its title."""
    if isinstance(what, DrawnJoint):
        from storage.writers.joint_pictures import joint_picture

        return joint_picture(what)
    if isinstance(what, SurveyTableau):
        from storage.writers.survey_pictures import survey_picture

        return survey_picture(what)
    from storage.writers.outcome_pictures import outcome_picture

    return outcome_picture(what)
