"""What the tables of a study are called, for whatever follows changes; knows nothing of SQLAlchemy."""

from typing import Final, NewType

TableName = NewType("TableName", str)

STUDY: Final = TableName("study")
CODER: Final = TableName("coder")
SCHOOL: Final = TableName("school")
ROUND: Final = TableName("round")
ROLE: Final = TableName("role")
PERSON: Final = TableName("person")
POST: Final = TableName("post")
INTERVIEW: Final = TableName("interview")
PARTICIPATION: Final = TableName("participation")
ATTRIBUTE: Final = TableName("attribute")
ATTRIBUTE_VALUE: Final = TableName("attribute_value")
QUESTION: Final = TableName("question")
QUESTION_CODE: Final = TableName("question_code")
TRANSCRIPT: Final = TableName("transcript")
SPEAKER: Final = TableName("speaker")
TURN: Final = TableName("turn")
MARK: Final = TableName("mark")
FRAMEWORK: Final = TableName("framework")
STAGE: Final = TableName("stage")
CODE: Final = TableName("code")
CODING: Final = TableName("coding")
MEMO: Final = TableName("memo")
MEANING: Final = TableName("meaning")
OPERATION: Final = TableName("operation")
CHANGE: Final = TableName("change")
WITHDRAWN: Final = TableName("withdrawn")
TEXT_INDEX: Final = TableName("text_index")

# Some that are followed together: what was said and by whom; and when, where and by whom in the study.
SAID: Final = (TRANSCRIPT, TURN, SPEAKER)
ABOUT_INTERVIEWS: Final = (INTERVIEW, PARTICIPATION, PERSON, POST, SCHOOL, ROUND, ROLE)
QUESTIONS: Final = (QUESTION, QUESTION_CODE)
ATTRIBUTES: Final = (ATTRIBUTE, ATTRIBUTE_VALUE)
