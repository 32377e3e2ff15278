"""Evidence beside a report, as a web page: its tables, whose numbers lead to the passages that they count.

Every passage stands there once, with what is said around it. Nothing is loaded and no script is run. Of many
passages each strand has a page of its own.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from coding.language import _, plural
from coding.progress import Progress, silent
from coding.report.blocks import TableBlock
from coding.report.plan import ReportPlan
from storage.queries.people import study_details
from storage.report.evidence import EvidenceNumber, ReportEvidence, anchor
from storage.report.passages import passage_reading
from storage.report.reading import ShownCodings, data_of_plan
from storage.report.sections import ReportReading
from storage.study.atomic_write import replacing
from storage.study.keeping.snapshot import snapshot
from storage.writers.word_stream import printable

ONE_PAGE: Final = 3_000  # passages: more go to a page a strand
_WORDS: Final = 10  # of a passage in a list
_MAY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
body { font: 16px/1.55 system-ui, Arial, sans-serif; color: #1d2130; background: #fff; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #e2e4ea; text-align: right; vertical-align: top;
  white-space: pre-line; }
th:first-child, td:first-child { text-align: left; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
a { color: #1f4e96; } :target { outline: 3px solid #c27e00; outline-offset: 4px; }
article { margin: 1.4rem 0; content-visibility: auto; contain-intrinsic-size: auto 12rem; }
blockquote { margin: .2rem 0 .2rem 1rem; font-family: Georgia, 'Times New Roman', serif; }
.around { color: #5d6475; margin: .2rem 0 .2rem 1rem; font-size: .9rem; }
.who { margin: .2rem 0; font-size: .9rem; }
"""


def export_evidence(
    study: Path, target: Path, plan: ReportPlan, shown: ShownCodings, progress: Progress = silent
) -> None:
    """Write the evidence of a report to a file; of many passages also pages beside it.

    Each file is replaced only when it is complete. Raises UserError: the report's framework or coders are
    gone; and whatever ``progress`` raises.
    """
    with snapshot(study) as connection:
        data = data_of_plan(connection, plan, shown)
        sections = ReportReading(connection, data, plan, progress).sections()
        blocks = [block for section in sections for block in section.blocks]
        evidence = ReportEvidence(connection, passage_reading(connection, data, coarse=plan.coarse), blocks)
        title = _("{study}: evidence").format(study=study_details(connection).name)
        write_evidence(evidence, title, target, progress, like=study)


def write_evidence(
    evidence: ReportEvidence,
    title: str,
    target: Path,
    progress: Progress = silent,
    *,
    like: Path | None = None,
) -> None:
    """Write the evidence to a file, or to it and pages beside it where there are many passages."""
    n = len(evidence.passages)
    pages = _pages(evidence, target) if n > ONE_PAGE else {}
    written: dict[Path, list[int]] = {target: []}
    for at in range(n):
        written.setdefault(pages.get(at, target), []).append(at)
    done = 0
    for path, places in written.items():
        with replacing(path, like=like) as part, part.open("w", encoding="utf-8") as file:
            file.write(_head(title))
            if path == target:
                file.write(f"<p>{_shown(_about(n))}</p>")
                file.writelines(_table(evidence, table) for table in evidence.tables)
                numbers = evidence.numbers.values()
                file.writelines(_listed(evidence, number, pages, target) for number in numbers)
            file.write(f"<h2>{_shown(_('Passages'))}</h2>" if places else "")
            for at in places:
                if done % 200 == 0:
                    progress(done, n, _("Evidence"))
                done += 1
                file.write(_passage(evidence, at))
            file.write("</body></html>\n")


def _about(n: int) -> str:
    return _(
        "Each number of the report leads to the passages it counts; each passage stands once, with what was "
        "said around it: {passages}. Words that may not be quoted are left out."
    ).format(passages=plural("{n} passage", "{n} passages", n))


def _pages(evidence: ReportEvidence, target: Path) -> dict[int, Path]:
    """Return on which page each passage stands: that of the first strand it counts for."""
    found: dict[int, Path] = {}
    for number in evidence.numbers.values():
        if number.column.is_basic:
            page = target.with_name(f"{target.stem}-{number.column.code_id}{target.suffix}")
            for at in number.places:
                found.setdefault(at, page)
    return found


def _head(title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_MAY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_shown(title)}</title><style>{_STYLE}</style></head><body>"
    )


def _shown(text: str) -> str:
    return escape(printable(text))


def _table(evidence: ReportEvidence, table: TableBlock) -> str:
    heading = "".join(f"<th>{_shown(column.title)}</th>" for column in table.columns)
    rows: list[str] = []
    for row in table.rows():
        cells = [f"<td>{_shown(row.cells[0])}</td>"] if row.cells else []
        for text, column in zip(row.cells[1:], table.columns[1:], strict=False):
            key = anchor(row, column.key)
            inner = f'<a href="#{key}">{_shown(text)}</a>' if key in evidence.numbers else _shown(text)
            cells.append(f"<td>{inner}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{_shown(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{heading}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _listed(evidence: ReportEvidence, number: EvidenceNumber, pages: Mapping[int, Path], target: Path) -> str:
    """Return the list of what a number counts; a sum lists the numbers it is made of."""
    head = f'<section id="{number.anchor}"><h3>{_shown(number.title)}</h3>'
    if not number.column.is_basic:
        parts = evidence.parts_of(number)
        links = ", ".join(f'<a href="#{each.anchor}">{_shown(each.column.label)}</a>' for each in parts)
        return f"{head}<p>{links}</p></section>"
    items = "".join(_item(evidence, at, pages.get(at, target), target) for at in number.places)
    return f"{head}<ol>{items}</ol></section>"


def _item(evidence: ReportEvidence, at: int, page: Path, target: Path) -> str:
    passage = evidence.passage(at)
    words = passage.text.split()
    said = " ".join(words[:_WORDS]) if passage.may_quote.state.is_free else passage.may_quote.line
    where = "" if page == target else escape(page.name)
    return f'<li><a href="{where}#p{at + 1}">{_shown(said)}</a> ({_shown(evidence.source(passage))})</li>'


def _passage(evidence: ReportEvidence, at: int) -> str:
    passage = evidence.passage(at)
    before, after = evidence.around(passage)
    codes = ", ".join(strand.label for strand in passage.strands)
    free = passage.may_quote.state.is_free
    words = f"<blockquote>{_lines(f'“{passage.quoted}”')}</blockquote>" if free else ""
    parts = (
        f'<p class="around">{_lines(before)}</p>' if before else "",
        words or f"<p>{_shown(passage.may_quote.line)}</p>",
        f'<p class="around">{_lines(after)}</p>' if after else "",
        f'<p class="who">{_shown(evidence.source(passage))} · {_shown(codes)}</p>',
    )
    return f'<article id="p{at + 1}" dir="auto">{"".join(parts)}</article>\n'


def _lines(text: str) -> str:
    return _shown(text).replace("\n", "<br>")
