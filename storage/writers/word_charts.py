"""A chart with its data as parts of a Word document, and where it stands in the text."""

from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from storage.readers.kinds import Export
from storage.writers.live_charts import LiveChart, chart_xml, workbook_of
from storage.writers.word_stream import printable

CHART_HEIGHT: Final = 72.0  # mm
_EMU: Final = 36000  # a millimetre
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attach_chart(document: Document, chart: LiveChart, number: int, language: str) -> str:
    """Add a chart and its workbook to a document; return the relation that leads to it."""
    package = document.part.package
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}{Export.WORKBOOK}")
    workbook = Part(name, _WORKBOOK, workbook_of(chart), package)
    drawn = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
    relation = drawn.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    drawn._blob = chart_xml(chart, relation, language)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    return document.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)


def chart_drawing(
    relation: str, number: int, size: tuple[float, float], caption: str, alternative: str
) -> Any:
    """Return the run that shows a chart; ``size`` is in mm."""
    width, height = (round(each * _EMU) for each in size)
    title, said = (quoteattr(printable(text).replace("\n", " ")) for text in (caption, alternative))
    return parse_xml(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" descr={said} title={title}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
