"""What can be exported: kinds of files, with what dialogs call them."""

from dataclasses import dataclass

from coding.language import N_
from storage.readers.kinds import EVIDENCE, MARKDOWN, PDF, Export


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of file: its ending, the dialog's title, what the dialog calls it, what is added to its name."""

    ending: str
    title: str
    called: str
    addition: str


WORD = ExportKind(Export.WORD, N_("Export to Word"), N_("Word document"), N_("report"))
REPORT_PDF = ExportKind(PDF, N_("Export the report as PDF"), N_("PDF"), N_("report"))
REPORT_EVIDENCE = ExportKind(EVIDENCE, N_("Export the evidence"), N_("Web page"), N_("evidence"))
WORKBOOK = ExportKind(Export.WORKBOOK, N_("Export to Excel"), N_("Excel workbook"), N_("tables"))
CSV = ExportKind(Export.CSV, N_("Export all codings"), N_("CSV, for Excel, R or SPSS"), N_("codings"))
SOME = ExportKind(Export.CSV, N_("Export these passages"), N_("CSV, for Excel, R or SPSS"), N_("passages"))
QUOTATIONS = ExportKind(Export.WORD, N_("Export quotations"), N_("Word document"), N_("quotations"))
COMMENTED = ExportKind(
    Export.WORD, N_("Save a copy with comments"), N_("Word document"), N_("chapter with comments")
)
QUOTED = ExportKind(Export.CSV, N_("Save who is quoted"), N_("CSV, for Excel, R or SPSS"), N_("quoted"))
HISTORY_WORD = ExportKind(Export.WORD, N_("Export the history to Word"), N_("Word document"), N_("history"))
HISTORY_CSV = ExportKind(Export.CSV, N_("Export the history"), N_("CSV, for Excel, R or SPSS"), N_("history"))
VERSIONS_WORD = ExportKind(
    Export.WORD, N_("Export the comparison"), N_("Word document"), N_("codebook versions")
)
VERSIONS_CSV = ExportKind(
    Export.CSV, N_("Export the comparison"), N_("CSV, for Excel, R or SPSS"), N_("codebook versions")
)
TABLE = ExportKind(Export.CSV, N_("Save the table"), N_("CSV, for Excel, R or SPSS"), N_("table"))
AGREEMENT_WORD = ExportKind(Export.WORD, N_("Table for the report"), N_("Word document"), N_("agreement"))
AGREEMENT_CSV = ExportKind(
    Export.CSV, N_("Table for the report"), N_("CSV, for Excel, R or SPSS"), N_("agreement")
)
PNG = ExportKind(Export.PICTURE, N_("Save the chart as a picture"), N_("PNG picture"), N_("chart"))
FRAMEWORK = tuple(
    ExportKind(ending, N_("Export the codebook"), called, N_("codebook"))
    for ending, called in (
        (Export.CODEBOOK, N_("REFI-QDA codebook, for other programs")),
        (Export.WORKBOOK, N_("Excel workbook")),
        (Export.CSV, N_("CSV table")),
        (Export.TOML, N_("TOML, with all that a framework holds")),
    )
)
OUTLINE_FILES = (
    ExportKind(Export.WORD, N_("Export the outline"), N_("Word document"), N_("outline")),
    ExportKind(MARKDOWN, N_("Export the outline"), N_("Markdown text"), N_("outline")),
)
MEMO_FILES = tuple(
    ExportKind(ending, N_("Export the memos"), called, N_("memos"))
    for ending, called in (
        (Export.WORD, N_("Word document")),
        (MARKDOWN, N_("Markdown text")),
        (Export.CSV, N_("CSV, for Excel, R or SPSS")),
    )
)
ANSWER_FILES = (
    ExportKind(Export.WORD, N_("Export the answers"), N_("Word document"), N_("answers")),
    ExportKind(Export.CSV, N_("Export the answers"), N_("CSV, for Excel, R or SPSS"), N_("answers")),
)
ACCOUNT = ExportKind(Export.WORD, N_("Export the account"), N_("Word document"), N_("account"))
JOINT_DISPLAY_FILES = tuple(
    ExportKind(ending, N_("Export survey and interviews"), called, N_("survey and interviews"))
    for ending, called in (
        (Export.WORD, N_("Word document")),
        (Export.CSV, N_("CSV, for Excel, R or SPSS")),
        (Export.PICTURE, N_("PNG picture")),
        (Export.DRAWING, N_("SVG drawing")),
    )
)
OUTCOME_FILES = tuple(
    ExportKind(ending, N_("Export the outcomes"), called, N_("outcomes"))
    for ending, called in (
        (Export.WORD, N_("Word document")),
        (Export.CSV, N_("CSV, for Excel, R or SPSS")),
        (Export.PICTURE, N_("PNG picture")),
        (Export.DRAWING, N_("SVG drawing")),
    )
)
MATRIX_FILES = (
    ExportKind(Export.WORD, N_("Export the matrix"), N_("Word document"), N_("matrix")),
    ExportKind(Export.CSV, N_("Export the matrix"), N_("CSV, for Excel, R or SPSS"), N_("matrix")),
)
SVG = ExportKind(Export.DRAWING, N_("Save the chart as a drawing"), N_("SVG drawing"), N_("chart"))
