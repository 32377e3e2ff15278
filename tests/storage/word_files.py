"""Word documents for tests, from bare XML: what python-docx cannot write is in them too."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _relations(target: str, kind: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}{kind}" Target="{target}"/></Relationships>'
    )


def paragraph(*runs: str) -> str:
    """Return a paragraph; a run that is no XML becomes text."""
    return "<w:p>" + "".join(r if r.startswith("<") else run(r) for r in runs) + "</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, comments: str = "", **parts: str) -> bytes:
    """Return a Word document with this body; more ``parts`` by name, with two underscores for a slash."""
    written = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("word/document.xml", "officeDocument"),
        "word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>",
    }
    if comments:
        written["word/_rels/document.xml.rels"] = _relations("comments.xml", "comments")
        written["word/comments.xml"] = f"<w:comments {_W}>{comments}</w:comments>"
    written |= {name.replace("__", "/"): text for name, text in parts.items()}
    return zipped(written)


def zipped(parts: dict[str, str]) -> bytes:
    """Return a zip archive of these texts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return whole.getvalue()
