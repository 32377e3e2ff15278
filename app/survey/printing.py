"""The table of results as it leaves the page: nobody is singled out on paper or in a copy."""

from dataclasses import replace

from app.shell.printed import PrintedTable, PrintedWords, PrintOut, PrintStyle
from coding.analysis.survey_table import SurveyTableau, table_lines


def on_paper(shown: SurveyTableau) -> SurveyTableau:
    """Return the table with groups of fewer than five together, where the screen tells them."""
    if not shown.results.tells_few:
        return shown
    pooled = replace(shown.results, tells_few=False)
    return replace(shown, results=pooled, groups=pooled.groups)


def copied_lines(shown: SurveyTableau) -> str:
    """Return the table for a spreadsheet."""
    return "\n".join("\t".join(line) for line in table_lines(on_paper(shown)))


def printed_survey(shown: SurveyTableau, note: str) -> PrintOut:
    """Return the table under the survey's name and its response rates."""
    head, *rows = table_lines(on_paper(shown))
    said = [
        f"{each.round}: {each.response_text()} {each.response_percent()}" for each in shown.results.rounds
    ]
    parts = (
        PrintedWords(shown.results.instrument.name, PrintStyle.TITLE, keeps=True),
        PrintedWords(" · ".join(said), PrintStyle.SMALL),
        PrintedTable(head, rows),
        PrintedWords(note, PrintStyle.SMALL),
    )
    return PrintOut(shown.results.instrument.name, lambda _connection: parts)
