"""Notices that answer by themselves, for whoever presses everything."""

from pathlib import Path

from app.shell.notices import Notices, Prompt


class ReadyNotices(Notices):
    """Answers what is asked: the first choice, a transcript to read, a new file to write."""

    def __init__(self, folder: Path) -> None:
        super().__init__(None)
        self._folder = folder
        self._written = 0
        self.file = folder / "2015 C3.txt"
        self.file.write_text("Interviewer: How was it?\nHead: Long.\nInterviewer: And now?\nHead: Better.\n")

    def ask(self, question: Prompt) -> str | None:
        return question.choices[0]

    def ask_files(self, title: str, kinds: str) -> list[Path]:
        return [self.file]

    def ask_file(self, title: str, kinds: str) -> Path | None:
        return None if "*.strandline" in kinds else self.file

    def ask_folder(self, title: str) -> Path | None:
        return None

    def ask_target(self, title: str, suggestion: str, kinds: str) -> Path | None:
        self._written += 1
        return self._folder / f"{self._written} {suggestion}"
