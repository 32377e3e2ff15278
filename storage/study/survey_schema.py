"""The tables of a study file for what stands beside the interviews: a survey, the outcomes of schools.

A part of storage/study/schema.py, whose metadata has all tables.
"""

from sqlalchemy import Column, Index, Integer

from coding.model.survey import Better, ItemDirection, ItemKind, MeasureKind
from storage.study import tables
from storage.study.column_kinds import (
    Gone,
    flag,
    guid,
    json,
    keyword,
    name,
    number,
    prose,
    table,
    to,
    word,
)

# An instrument: banks of statements or questions. Its stages are those of its framework.
survey = table(
    tables.SURVEY,
    guid(),
    name(),
    to(tables.FRAMEWORK, Gone.NULL, required=False, index=False),
    number("position"),
    flag("hides_stages"),  # on the form, so as not to lead
    prose("notes"),
)
bank = table(
    tables.BANK,
    guid(),
    to(tables.SURVEY, Gone.GO),
    name(),
    name("short"),
    to(tables.CODE, Gone.NULL, required=False),  # the strand, or any code, that it asks about
    number("position"),
)
item = table(
    tables.ITEM,
    guid(),
    to(tables.BANK, Gone.GO),
    keyword("kind", 9, ItemKind, ItemKind.STATEMENT),
    keyword("direction", 8, ItemDirection, ItemDirection.STRENGTH),
    to(tables.STAGE, Gone.NULL, required=False, index=False),
    number("number"),  # within its stage, or its bank where it has none
    number("position"),  # within its bank
    prose("text"),
    json("options"),
    to(tables.ITEM, Gone.NULL, required=False, name="previous_id"),  # reworded from
)
# A survey as a round asked it: columns are the answers' order, asked how many were asked by school and group.
survey_round = table(
    tables.SURVEY_ROUND,
    guid(),
    to(tables.SURVEY, Gone.GO),
    to(tables.ROUND, Gone.REFUSE),
    name("version"),
    json("columns"),
    json("asked"),
    prose("returned"),  # how forms came back
    word("date"),
)
# One array of whole numbers a respondent, along the columns: a row an answer took thirty times as long.
respondent = table(
    tables.RESPONDENT,
    guid(),
    to(tables.SURVEY_ROUND, Gone.GO),
    number("number"),
    to(tables.SCHOOL, Gone.REFUSE, required=False, index=False),
    to(tables.ROLE, Gone.REFUSE, required=False, index=False),
    name("role_group"),
    json("answers"),
    to(tables.RESPONDENT, Gone.GO, required=False, name="second_of_id"),  # the same form entered again
)

# Figures of schools, year by year, and how schools judge themselves.
measure = table(
    tables.MEASURE,
    guid(),
    name(),
    keyword("kind", 6, MeasureKind, MeasureKind.NUMBER),
    name("unit"),
    keyword("better", 7, Better, Better.HIGHER),
    to(tables.CODE, Gone.NULL, required=False, index=False),
    name("levels"),  # of a rating: a line each, from the lowest
    prose("source"),
    number("position"),
    json("settings"),  # years in which a new test begins; a floor that is a rule
)
outcome = table(
    tables.OUTCOME,
    guid(),
    to(tables.MEASURE, Gone.GO),
    to(tables.SCHOOL, Gone.GO, required=False),  # NULL: a line of reference
    name("label"),  # of a line of reference; of a rating the meeting, and who judged
    word("year"),
    to(tables.ROUND, Gone.NULL, required=False, index=False),
    word("value"),
    Column("pupils", Integer),  # behind a percentage
    prose("note"),
)

Index("survey_round_place", survey_round.c.survey_id, survey_round.c.round_id)
