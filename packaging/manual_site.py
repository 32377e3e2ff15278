"""What mkdocs asks while it makes the site: the pages of the manual, with their links between them."""

import re
import sys
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from storage.manual import ManualPage, pages, preface, target

LINK = re.compile(r"\]\(([^)\s]*)\)")
# What is no page of the manual lies beside the program's source: named, not linked.
ELSEWHERE = re.compile(r"\[([^\]]+)\]\((?:\.\./[^)\s]+|performance\.md|house\.md)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put in the pages; those that stand in a file take its place."""
    for page in pages():
        add(files, config, f"{page.name}.md", linked(page))
    add(files, config, "index.md", front())
    add(files, config, "icon.svg", (ROOT / "resources/icons/strandline.svg").read_text("utf-8"))
    return files


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Say the pages in their order."""
    config.nav = [{"Strandline": "index.md"}, *({page.title: f"{page.name}.md"} for page in pages())]
    return config


def add(files: Files, config: MkDocsConfig, name: str, text: str) -> None:
    """Put in a page, in place of the file of that name."""
    before = files.get_file_from_path(name)
    if before is not None:
        files.remove(before)
    files.append(File.generated(config, name, content=text))


def linked(page: ManualPage) -> str:
    """Return the text of a page, its links leading to pages of the site."""

    def led(found: re.Match[str]) -> str:
        place = target(found[1], page.source)
        if place is None:
            return found[0]
        there, heading = place
        return f"]({PurePosixPath(there.name).name}.md{'#' + heading if heading else ''})"

    return LINK.sub(led, ELSEWHERE.sub(r"\1", page.text))


def front() -> str:
    """Return the first page: what the manual says before its chapters, and all pages."""
    words = preface().partition("\n1. ")[0].replace("(manual.md)", "(index.md)")
    return "\n".join([words, "", *(f"- [{page.title}]({page.name}.md)" for page in pages())])
