"""A program that is killed: what the parent plans, what the child reports, and how it comes to its end."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from select import select
from time import perf_counter, sleep
from typing import Final

from tests.torture import shim

_HANGS: Final = 600  # seconds without a word, on a machine that does much else
_PAST: Final = 1.2  # how far beyond the usual end of an act the clock may strike


@dataclass(slots=True)
class Usual:
    """What acts take, learned on the way: seconds, and how often they write."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    writes: dict[str, float] = field(default_factory=dict[str, float])

    def learn(self, name: str, seconds: float, writes: int) -> None:
        """Follow what the last ones took."""
        self.seconds[name] = 0.7 * self.seconds.get(name, seconds) + 0.3 * seconds
        self.writes[name] = 0.7 * self.writes.get(name, writes) + 0.3 * writes


@dataclass(frozen=True, slots=True)
class End:
    """When a child dies: in its how-manieth act, how far into it, by the clock or while it writes."""

    act: int
    share: float
    manner: shim.Mode  # NOTHING: by the clock


class Reporter:
    """Says to the parent what begins and what is done; the child dies at the planned write."""

    def __init__(self, pipe: int, end: End, usual: Usual) -> None:
        self._pipe, self._end, self._usual = pipe, end, usual
        self._begun = 0
        self._is_armed = False

    def begin(self, name: str) -> None:
        """Say that an act begins."""
        self._begun += 1
        self._say(f"B {name}")
        if self._is_armed:
            return
        if self._end.manner and self._begun >= self._end.act:
            self._is_armed = True
            most = self._usual.writes.get(name, 20) * _PAST
            shim.arm(self._end.manner, 1 + int(self._end.share * most))
        else:
            shim.arm(shim.Mode.NOTHING)

    def done(self, words: str) -> None:
        """Say that it is done, and what must be found of it."""
        self._say(f"D {shim.written()} {words}")

    def _say(self, line: str) -> None:
        os.write(self._pipe, line.encode() + b"\n")


@dataclass(slots=True)
class Heard:
    """What a child has said before it died."""

    done: list[str] = field(default_factory=list[str])
    doing: str = ""
    problem: str = ""  # what else went wrong than that it was killed


def run_and_kill(work: Callable[[Reporter], object], end: End, usual: Usual) -> Heard:
    """Let a child work and kill it."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_a_child(work, Reporter(writing, end, usual))
    os.close(writing)
    heard = _Listener(pid, reading, end, usual).listen()
    _pid, status = os.waitpid(pid, 0)
    os.close(reading)
    if os.WIFEXITED(status) and not heard.problem:
        heard.problem = f"it ended with an error in “{heard.doing}”"
    elif os.WTERMSIG(status) != signal.SIGKILL and not heard.problem:
        heard.problem = f"it crashed ({signal.Signals(os.WTERMSIG(status)).name}) in “{heard.doing}”"
    return heard


def _be_a_child(work: Callable[[Reporter], object], report: Reporter) -> None:
    try:
        work(report)
        report.begin("nothing more")
        while True:
            signal.pause()
    except BaseException:  # noqa: BLE001 - nothing of the parent's may run here
        traceback.print_exc()
    finally:
        os._exit(1)


class _Listener:
    """Listens to a child, kills it when its time has come, and learns what acts take."""

    def __init__(self, pid: int, pipe: int, end: End, usual: Usual) -> None:
        self._pid, self._pipe, self._end, self._usual = pid, pipe, end, usual
        self._heard = Heard()
        self._begun = 0
        self._since = 0.0
        self._rest = b""

    def listen(self) -> Heard:
        """Return what it said; it is dead, or dies, by then."""
        while select([self._pipe], [], [], _HANGS)[0]:
            if not (some := os.read(self._pipe, 1 << 16)):
                return self._heard
            *lines, self._rest = (self._rest + some).split(b"\n")
            for line in lines:
                self._take(line.decode())
        self._heard.problem = f"it hung in “{self._heard.doing}”"
        os.kill(self._pid, signal.SIGKILL)
        return self._heard

    def _take(self, line: str) -> None:
        what, _blank, rest = line.partition(" ")
        if what == "D":
            writes, _blank, words = rest.partition(" ")
            self._heard.done.append(words)
            self._usual.learn(self._heard.doing, perf_counter() - self._since, int(writes))
            return
        self._heard.doing, self._since = rest, perf_counter()
        self._begun += 1
        by_clock = not self._end.manner and self._begun == self._end.act
        if by_clock:
            sleep(self._end.share * _PAST * self._usual.seconds.get(rest, 0.02))
        if by_clock or rest == "nothing more":
            os.kill(self._pid, signal.SIGKILL)
