"""The entry: no arguments or a study file opens the window; a sub-command runs without Qt.

``--sample`` opens the window on the sample study (``make run``).
"""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (the command line's for None); return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--sample"] or _opens_the_window(words):
        from app.quick_imports import read_no_sources

        read_no_sources()
        from app.window.application import run

        sample = words == ["--sample"]
        return run(None if sample or not words else Path(words[0]), sample=sample)
    from app.cli.main import run_command

    return run_command(words)


def _opens_the_window(words: Sequence[str]) -> bool:
    """Tell a study (or any file) from a sub-command: a lone argument with an ending, or that is there."""
    if len(words) != 1:
        return not words
    return not words[0].startswith("-") and (bool(Path(words[0]).suffix) or Path(words[0]).is_file())


if __name__ == "__main__":
    sys.exit(main())
