"""What a researcher says of the survey and the interviews together, a sentence a row."""

from enum import StrEnum
from typing import Final, NamedTuple

from coding.language import N_


class JointState(StrEnum):
    """How the two kinds of evidence stand to each other."""

    UNSAID = ""
    AGREE = "agree"
    COMPLEMENT = "complement"
    CONTRADICT = "contradict"
    EXPLAINED = "explained"
    SILENT = "silent"


JOINT_STATES_IN_WORDS: Final = {
    JointState.UNSAID: N_("not said yet"),
    JointState.AGREE: N_("they agree"),
    JointState.COMPLEMENT: N_("they complement each other"),
    JointState.CONTRADICT: N_("they contradict each other"),
    JointState.EXPLAINED: N_("one explains the other"),
    JointState.SILENT: N_("one side did not ask"),
}


class JointSentence(NamedTuple):
    """What is written of a row, by whom and when."""

    text: str = ""
    state: JointState = JointState.UNSAID
    coder: str = ""
    changed: str = ""
