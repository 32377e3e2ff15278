"""What a report has pictures of beside charts: figures that a writer draws, and the preview with it."""

from dataclasses import dataclass

from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_rows import JointRow
from coding.analysis.joint_words import Sentences
from coding.analysis.outcome_panels import OutcomePanels
from coding.analysis.survey_table import SurveyTableau


@dataclass(frozen=True, slots=True)
class DrawnJoint:
    """Some rows of a survey and the interviews side by side."""

    display: JointDisplay
    rows: tuple[JointRow, ...]
    sentences: Sentences


Drawn = DrawnJoint | SurveyTableau | OutcomePanels
