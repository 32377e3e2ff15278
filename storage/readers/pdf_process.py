"""The process of its own in which PDFs are read: where pdfium crashes or hangs, one file is lost.

One process reads all files of an import; after a crash the next file gets a new one.
"""

import subprocess
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from time import monotonic
from typing import IO, Final, cast

from coding.errors import UnreadableError
from coding.language import _
from coding.threads import no_collecting
from storage.readers.kinds import unreadable
from storage.readers.page_text import PdfPages, PdfRefusal, from_json
from storage.this_program import this_program

# What main.py is started with to be that process; nobody types it.
OPTION: Final = "--read-pdf"
_LONGEST: Final = 120.0  # seconds for one file; one of 1,000 pages takes some ten
_LARGEST_ANSWER: Final = 500_000_000
_STEP: Final = 0.1  # seconds after which is asked whether somebody still waits


class PdfProcess:
    """Reads PDFs elsewhere; ``ask`` is called while that takes time, and may raise to stop it."""

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = ThreadPoolExecutor(1, "pdf")

    def read(self, data: bytes) -> PdfPages | PdfRefusal:
        """Read a PDF; raises UnreadableError where that breaks down or takes long, or what ``ask`` raises."""
        try:
            with no_collecting():
                return from_json(self._answer(self._waiting.submit(self._exchange, self._started(), data)))
        except (OSError, EOFError, ValueError, TypeError, LookupError) as error:
            self._end()
            raise _broken_down() from error
        except BaseException:
            self._end()
            raise

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                this_program(OPTION),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback could hold what somebody said
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    @staticmethod
    def _exchange(process: "subprocess.Popen[bytes]", data: bytes) -> bytes:
        """Ask, and wait for the answer; on a thread, since a pipe knows no time limit everywhere."""
        requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        requests.write(len(data).to_bytes(8, "big"))
        requests.write(data)
        requests.flush()
        size = int.from_bytes(_exactly(answers, 8), "big")
        if size > _LARGEST_ANSWER:
            raise EOFError
        return _exactly(answers, size)

    def _answer(self, coming: "Future[bytes]") -> bytes:
        until = monotonic() + _LONGEST
        while monotonic() < until:
            with suppress(TimeoutError):
                return coming.result(_STEP)
            self._ask()
        raise _too_slow()

    def _end(self) -> None:
        """End the process, whatever it is doing; the next file gets another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._waiting.submit(_close, self._process).result()
            self._process = None

    def close(self) -> None:
        """End the process and the thread that waits for it."""
        self._end()
        self._waiting.shutdown()


def _exactly(answers: IO[bytes], size: int) -> bytes:
    found = answers.read(size)
    if len(found) != size:
        raise EOFError
    return found


def _close(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes, after whoever waits at them has seen that nobody is there."""
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not yet sent never will be
            cast("IO[bytes]", pipe).close()


_present: Final[ContextVar[PdfProcess | None]] = ContextVar("_present", default=None)


@contextmanager
def pdf_process(ask: Callable[[], object] = lambda: None) -> Generator[None]:
    """Keep one process for all PDFs that are read meanwhile; ``ask`` is as for PdfProcess."""
    process = PdfProcess(ask)
    before = _present.set(process)
    try:
        yield
    finally:
        _present.reset(before)
        process.close()


def read_pages(data: bytes) -> PdfPages | PdfRefusal:
    """Read a PDF in the present process, or in one for it alone; raises as PdfProcess.read does."""
    process = _present.get()
    if process is not None:
        return process.read(data)
    with pdf_process():
        return read_pages(data)


def _remedy() -> str:
    return _("Print it to a new PDF, or save its text in another format.")


def _broken_down() -> UnreadableError:
    return unreadable(_("Reading it broke down: it is damaged in a way that no reader survives."), _remedy())


def _too_slow() -> UnreadableError:
    return unreadable(_("Reading it took longer than two minutes, and was stopped."), _remedy())
