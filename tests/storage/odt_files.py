"""OpenDocument texts for tests, from bare XML: each thing alone, as no word processor writes it."""

import io
import zipfile

_NAMES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" ' + " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, automatic: str = "", *, styles: str = "", meta: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text with this body and these automatic styles; more parts by name."""
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {"mimetype": MIMETYPE, "content.xml": content}
    if styles:
        parts["styles.xml"] = f"<office:document-styles {_NAMES}>{styles}</office:document-styles>"
    if meta:
        parts["meta.xml"] = f"<office:document-meta {_NAMES}>{meta}</office:document-meta>"
    if manifest:
        parts["META-INF/manifest.xml"] = manifest
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return whole.getvalue()


def line(content: str, style: str = "") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def span(content: str, style: str) -> str:
    """Return a stretch of text in a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def look(name: str, properties: str, family: str = "text", more: str = "") -> str:
    """Return a style with these properties of text."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def annotation(text: str, name: str = "", author: str = "Me") -> str:
    """Return an annotation; one with a name goes on until ended(name)."""
    inside = f"<dc:creator>{author}</dc:creator>{line(text)}"
    return f'<office:annotation office:name="{name}">{inside}</office:annotation>'


def ended(name: str) -> str:
    """Return where the annotation of this name ends."""
    return f'<office:annotation-end office:name="{name}"/>'
