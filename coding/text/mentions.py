"""Words in a memo that name something without linking it, and making a link of them."""

import re

from coding.text.blocks import TextBlock, TextRun, read, write


def mentions(text: str, words: str) -> bool:
    """Tell whether words stand in a text as they are written, whole, and not in a link."""
    if not words or words not in text:
        return False
    pattern = _whole(words)
    return any(not run.href and pattern.search(run.text) for block in read(text) for run in block.runs)


def with_link(text: str, words: str, href: str) -> str:
    """Return a text in which the first mention of words leads somewhere; the same where there is none."""
    pattern, blocks, is_done = _whole(words), list[TextBlock](), False
    for block in read(text):
        runs = list[TextRun]()
        for run in block.runs:
            found = None if is_done or run.href else pattern.search(run.text)
            if found is None:
                runs.append(run)
                continue
            is_done = True
            runs += [
                run._replace(text=run.text[: found.start()]),
                run._replace(text=found[0], href=href),
                run._replace(text=run.text[found.end() :]),
            ]
        blocks.append(block._replace(runs=tuple(run for run in runs if run.text)))
    return write(blocks) if is_done else text


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
