"""Evidence beside a report, as a web page: its tables, whose numbers lead to the passages that they count.

Every passage stands there once, with what is said around it. Nothing is loaded and no script is run. Of many
passages a folder beside the page has them: a page for each number, and pages of passages.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import IO, Final

from coding.language import _, plural
from coding.progress import Progress, silent
from coding.report.blocks import BlockRow, TableBlock
from coding.report.plan import ReportPlan
from storage.queries.people import study_details
from storage.readers.kinds import EVIDENCE
from storage.report.evidence import EvidenceNumber, ReportEvidence
from storage.report.passages import passage_reading
from storage.report.reading import ShownCodings, report_source
from storage.report.sections import ReportReading
from storage.study.atomic_write import replacing, replacing_folder
from storage.writers.word_stream import printable

_BEYOND_LINKS: Final = re.compile(rb"[^A-Za-z0-9._~-]")  # RFC 3986

ONE_PAGE: Final = 3_000  # passages: more go to a folder beside the page
_ON_A_PAGE: Final = 250  # passages, of a folder
_LISTED: Final = 200  # passages of a number, with their first words; of more their numbers stand by interview
_WORDS: Final = 24  # of a passage in a list
_OURS: Final = re.compile(r"[np]\d+\.html|\.strandline-\w+\.part")
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


@dataclass(frozen=True)
class EvidencePlaces:
    """Where numbers and passages stand: on the page ``target``, or of many in a folder beside it."""

    target: Path
    is_parted: bool

    @property
    def folder(self) -> Path:
        """The folder of many pages."""
        return self.target.with_name(f"{self.target.stem}-pages")

    def number(self, anchor: str) -> str:
        """Return the address of a number, as seen from beside the page."""
        if self.is_parted:
            return f"{_linked(self.folder.name)}/{anchor}{EVIDENCE}"
        return f"{_linked(self.target.name)}#{anchor}"

    def passage(self, at: int) -> str:
        """Return the address of a passage, as seen from beside the page."""
        page = (
            f"{_linked(self.folder.name)}/{self.page_of(at)}" if self.is_parted else _linked(self.target.name)
        )
        return f"{page}#p{at + 1}"

    @staticmethod
    def page_of(at: int) -> str:
        """Return the page of a folder on which a passage stands."""
        return f"p{at // _ON_A_PAGE + 1}{EVIDENCE}"


@dataclass(frozen=True)
class EvidenceLinks:
    """The addresses of what is behind a report’s numbers and quotations, as seen from beside its evidence."""

    evidence: ReportEvidence
    places: EvidencePlaces

    def of(self, table: TableBlock, at: int, column: int, row: BlockRow) -> str:
        """Return the address of what is behind a cell: a number or a quotation; empty where it has none."""
        anchor = self.evidence.anchors.get((id(table), at, column))
        if anchor is not None:
            return self.places.number(anchor)
        return self.of_codings(row.coding_ids) if column == 0 else ""

    def of_codings(self, coding_ids: tuple[int, ...]) -> str:
        """Return the address of the passage of a quotation’s codings."""
        found = self.evidence.places_of(coding_ids[:1]) if coding_ids else None
        return "" if found is None else self.places.passage(int(found[0]))


def evidence_beside(report: Path) -> Path:
    """Return where the evidence of a report that is written to this file stands."""
    return report.with_name(f"{'-'.join(report.stem.split())}-evidence{EVIDENCE}")


def evidence_links(evidence: ReportEvidence, target: Path) -> EvidenceLinks:
    """Return the addresses in the evidence that ``write_evidence`` writes to this file."""
    return EvidenceLinks(evidence, EvidencePlaces(target, evidence.n > ONE_PAGE))


def export_evidence(
    study: Path, target: Path, plan: ReportPlan, shown: ShownCodings, progress: Progress = silent
) -> None:
    """Write the evidence of a report to a file; of many passages also a folder beside it.

    Both are replaced only when they are complete. Raises UserError: the report's framework or coders are
    gone, or the folder holds something else; and whatever ``progress`` raises.
    """
    with report_source(study, plan, shown, progress) as (connection, data, _since):
        sections = ReportReading(connection, data, plan, progress, shown.blind_for).sections()
        blocks = [block for section in sections for block in section.blocks]
        evidence = ReportEvidence(connection, passage_reading(connection, data, coarse=plan.coarse), blocks)
        title = _("{study}: evidence").format(study=study_details(connection).name)
        write_evidence(evidence, title, target, plan, progress, like=study)


def write_evidence(
    evidence: ReportEvidence,
    title: str,
    target: Path,
    plan: ReportPlan,
    progress: Progress = silent,
    *,
    like: Path | None = None,
) -> None:
    """Write the evidence to a file, or to it and a folder beside it where there are many passages."""
    places = evidence_links(evidence, target).places
    writing = _Writing(evidence, places, title, plan, progress)
    if places.is_parted:
        with replacing_folder(places.folder, _OURS, like=like) as folder:
            writing.pages(folder)
    with replacing(target, like=like) as part, part.open("w", encoding="utf-8") as file:
        writing.whole(file)


@dataclass
class _Writing:
    """The way through numbers and passages."""

    evidence: ReportEvidence
    places: EvidencePlaces
    title: str
    plan: ReportPlan
    progress: Progress

    def __post_init__(self) -> None:
        """Put what a list says of a passage into words once."""
        self._item: Callable[[int], str] = lru_cache(maxsize=None)(self._in_a_list)

    def whole(self, file: IO[str]) -> None:
        """Write the page with the tables, and all the rest where there are few passages."""
        file.write(self._head(self.title))
        file.write(f"<p>{_shown(_about(self.evidence.n))}</p>")
        file.writelines(map(self._table, self.evidence.tables))
        if not self.places.is_parted:
            file.writelines(map(self._number, self.evidence.numbers))
            file.write(f"<h2>{_shown(_('Passages'))}</h2>")
            file.writelines(self._passages(range(self.evidence.n)))
        file.write("</body></html>\n")

    def pages(self, folder: Path) -> None:
        """Write a page for each number, and pages of passages."""
        n = self.evidence.n
        back = f'<p><a href="../{_linked(self.places.target.name)}">{_shown(_("To the tables"))}</a></p>'
        for first in range(0, n, _ON_A_PAGE):
            there = range(first, min(first + _ON_A_PAGE, n))
            self._page(folder / self.places.page_of(first), back, self._passages(there))
        for number in self.evidence.numbers:
            self._page(folder / f"{number.anchor}{EVIDENCE}", back, (self._number(number),))

    def _page(self, path: Path, back: str, parts: Iterable[str]) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(self._head(self.title) + back)
            file.writelines(parts)
            file.write(f"{back}</body></html>\n")

    def _head(self, title: str) -> str:
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.plan.language)}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_MAY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{_shown(title)}</title><style>{_STYLE}</style></head><body><h1>{_shown(title)}</h1>"
        )

    # --- numbers -------------------------------------------------------------------------------

    def _table(self, numbered: tuple[int, TableBlock]) -> str:
        number, table = numbered
        heading = "".join(f'<th scope="col">{_shown(column.title)}</th>' for column in table.columns)
        rows: list[str] = []
        for at, row in enumerate(table.rows()):
            if row.over:
                rows.append(f'<tr><th colspan="{len(table.columns)}">{_shown(row.cells[0])}</th></tr>')
                continue
            cells = "".join(
                f"<td>{self._figure(table, at, column, text)}</td>" for column, text in enumerate(row.cells)
            )
            rows.append(f"<tr>{cells}</tr>")
        before = f"{self.plan.chapter}." if self.plan.chapter else ""
        caption = _("Table {number}. {caption}").format(number=f"{before}{number}", caption=table.caption)
        body = f"<thead><tr>{heading}</tr></thead><tbody>{''.join(rows)}</tbody>"
        return f"<table><caption>{_shown(caption)}</caption>{body}</table>"

    def _figure(self, table: TableBlock, at: int, column: int, text: str) -> str:
        anchor = self.evidence.anchors.get((id(table), at, column))
        if anchor is None:
            return _shown(text)
        address = self.places.number(anchor) if self.places.is_parted else f"#{anchor}"
        return f'<a href="{address}">{_shown(text)}</a>'

    def _number(self, number: EvidenceNumber) -> str:
        """Return the list of what a number counts."""
        first, *others = number.titles
        also = "".join(f"<p>{_shown(title)}</p>" for title in others)
        head = f'<section id="{number.anchor}"><h2>{_shown(first)}</h2>{also}'
        places: list[int] = number.places.tolist()
        if len(places) <= _LISTED or not self.places.is_parted:
            return f"{head}<ol>{''.join(map(self._item, places))}</ol></section>"
        return f"{head}<ul>{''.join(self._by_interview(places))}</ul></section>"

    def _by_interview(self, places: list[int]) -> Iterator[str]:
        links = self._links
        for called, group in groupby(places, self.evidence.interviews.__getitem__):
            yield f"<li>{_shown(called)}: {' '.join([links[at] for at in group])}</li>"

    @cached_property
    def _links(self) -> list[str]:
        """A link to each passage, as seen from a number."""
        return [f'<a href="{self._address(at)}">{at + 1}</a>' for at in range(self.evidence.n)]

    def _address(self, at: int) -> str:
        """Return where a passage stands, as seen from a number."""
        return f"{self.places.page_of(at) if self.places.is_parted else ''}#p{at + 1}"

    def _in_a_list(self, at: int) -> str:
        passage = self.evidence.passage(at)
        words = passage.text.split()
        said = " ".join(words[:_WORDS]) if passage.may_quote.state.is_free else passage.may_quote.line
        source = _shown(self.evidence.source(passage))
        return f'<li><a href="{self._address(at)}">{_shown(said)}</a> ({source})</li>'

    # --- passages ------------------------------------------------------------------------------

    def _passages(self, there: range) -> Iterator[str]:
        for at in there:
            if at % 200 == 0:
                self.progress(at, self.evidence.n, _("Evidence"))
            yield self._passage(at)

    def _passage(self, at: int) -> str:
        passage = self.evidence.passage(at)
        before, after = self.evidence.around(passage)
        codes = ", ".join(strand.label for strand in passage.strands)
        free = passage.may_quote.state.is_free
        words = f"<blockquote>{_lines(f'“{passage.quoted}”')}</blockquote>" if free else ""
        parts = (
            f'<p class="around">{_lines(before)}</p>' if before else "",
            words or f"<p>{_shown(passage.may_quote.line)}</p>",
            f'<p class="around">{_lines(after)}</p>' if after else "",
            f'<p class="who">{at + 1} · {_shown(self.evidence.source(passage))} · {_shown(codes)}</p>',
        )
        return f'<article id="p{at + 1}" dir="auto">{"".join(parts)}</article>\n'


def _linked(name: str) -> str:
    """Return a file's name as a link writes it: a blank is ``%20``."""
    return _BEYOND_LINKS.sub(lambda found: b"%%%02X" % found[0][0], name.encode()).decode()


def _about(n: int) -> str:
    return _(
        "Each number of the report leads to the passages it counts; each passage stands once, with what was "
        "said around it: {passages}. Words that may not be quoted are left out."
    ).format(passages=plural("{n} passage", "{n} passages", n))


def _shown(text: str) -> str:
    return escape(printable(text))


def _lines(text: str) -> str:
    return _shown(text).replace("\n", "<br>")
