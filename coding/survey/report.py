"""What was understood of tables of answers, as records: what the command line prints."""

from collections import Counter
from collections.abc import Iterator, Mapping

from coding.model.survey import Instrument
from coding.survey.plan import SurveyPlan
from coding.survey.table import SurveyTable

Record = Mapping[str, object]


def survey_report(plan: SurveyPlan) -> Record:
    """Return a plan as one record: a summary, the survey if it is new, a record a table, problems."""
    respondents = Counter(each.round for table in plan.included for each in table.respondents)
    return {
        "summary": {
            "survey": plan.instrument.name,
            "is_new": plan.is_new,
            "respondents": respondents.total(),
            "by_round": dict(sorted(respondents.items())),
            "tables": len(plan.included),
        },
        "statements": list(statement_list(plan.instrument)) if plan.is_new else [],
        "tables": [_table(table) for table in plan.tables],
        "problems": [{"file": name, "problem": reason} for name, reason in plan.problems],
    }


def _table(table: SurveyTable) -> Record:
    groups = Counter(each.group for each in table.respondents)
    schools = Counter(each.school for each in table.respondents)
    return {
        "file": table.sheet.file,
        "sheet": table.sheet.name,
        "include": table.is_included,
        "layout": "long" if table.is_long else "wide",
        "rounds": list(table.rounds),
        "respondents": len(table.respondents),
        "by_group": dict(sorted(groups.items())),
        "by_school": dict(sorted(schools.items())),
        "columns": [
            {
                "column": column.at + 1,
                "heading": column.heading,
                "taken_for": column.use.value,
                "name": column.name,
                "certainty": column.certainty,
                "by": column.by,
            }
            for column in table.columns
        ],
        "left_out": [{"row": row, "text": text, "reason": reason} for row, text, reason in table.left_out],
        "unclear": [
            {
                "form": table.sheet.rows[each.row][0],
                "name": each.name,
                "words": each.words,
                "reason": each.reason,
            }
            for each in table.unclear
        ],
        "notes": list(table.notes),
        "problem": table.problem,
    }


def statement_list(survey: Instrument) -> Iterator[Record]:
    """Yield a record a statement or question: its name, running number, kind, direction, words, options."""
    for bank, item in survey.places:
        yield {
            "statement": bank.name_of(item),
            "running": bank.running_name_of(item),
            "kind": item.kind.value,
            "direction": item.direction.value,
            "text": item.text,
            "bank": bank.name,
            "stage": item.stage,
            "options": list(item.options),
        }
