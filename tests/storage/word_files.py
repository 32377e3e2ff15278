"""Word documents for tests, from bare XML: what python-docx cannot write is in them too."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


# Parts beside the text, and their outermost elements.
_PARTS = {
    "comments": "comments",
    "endnotes": "endnotes",
    "footer": "ftr",
    "footnotes": "footnotes",
    "header": "hdr",
    "numbering": "numbering",
    "styles": "styles",
}


def _relations(targets: dict[str, str]) -> str:
    """Return relations to these parts by kind."""
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATION}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>"
    )


def paragraph(*runs: str) -> str:
    """Return a paragraph; a run that is no XML becomes text."""
    return "<w:p>" + "".join(r if r.startswith("<") else run(r) for r in runs) + "</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(body: str, comments: str = "", **parts: str) -> bytes:
    """Return a Word document with this body and comments.

    ``parts``: what stands in footnotes, header, numbering and the like; anything else is a file of that
    name, with two underscores for a slash.
    """
    beside = {name: text for name, text in {"comments": comments, **parts}.items() if name in _PARTS and text}
    written = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>",
    }
    if beside:
        written["word/_rels/document.xml.rels"] = _relations({name: f"{name}.xml" for name in beside})
    for name, text in beside.items():
        written[f"word/{name}.xml"] = f"<w:{_PARTS[name]} {_W}>{text}</w:{_PARTS[name]}>"
    written |= {name.replace("__", "/"): text for name, text in parts.items() if name not in _PARTS}
    return zipped(written)


def commented(text: str, key: int) -> str:
    """Return a run of text that the comment of this key hangs on."""
    begin, end = f'<w:commentRangeStart w:id="{key}"/>', f'<w:commentRangeEnd w:id="{key}"/>'
    return f"{begin}{run(text)}{end}"


def comment(key: int, text: str, author: str = "Me") -> str:
    """Return a comment of this key; docx() takes them together."""
    return f'<w:comment w:id="{key}" w:author="{author}">{paragraph(text)}</w:comment>'


def coloured(text: str, colour: str) -> str:
    """Return a run that is highlighted with a colour of Word's, or shaded with six hexadecimal digits."""
    is_name = colour.isalpha() and not set(colour.lower()) <= set("abcdef")
    shade = f'<w:highlight w:val="{colour}"/>' if is_name else f'<w:shd w:fill="{colour}"/>'
    return run(text, shade)


def zipped(parts: dict[str, str]) -> bytes:
    """Return a zip archive of these texts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return whole.getvalue()
