"""Killing one child after another, and what is found: started by ``python -m tests.torture``."""

import os
import signal
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from time import monotonic
from typing import Any

from tests.torture import shim
from tests.torture.child import End, Usual, run_and_kill
from tests.torture.judging import CORRUPT, LOST, UNOPENABLE, Finding
from tests.torture.keeping_scenes import keeping_scenes
from tests.torture.merging_scenes import merging_scenes
from tests.torture.scenes import ACTS, Bases, Making, Migrating, Scene, Working
from tests.torture.window_scene import InWindow

_SHARES = {
    "working": 6.0,
    "in the window": 3.0,
    "new studies": 1.0,
    "earlier formats": 1.0,
    "with a password": 2.0,
    "going back": 1.0,
    "repairs": 1.0,
    "merging copies": 1.5,
    "settling": 1.0,
}


@dataclass
class Toll:
    """What came of kills."""

    acknowledged: int = 0
    found: Counter[str] = field(default_factory=Counter[str])
    killed_in: Counter[str] = field(default_factory=Counter[str])

    def add(self, other: "Toll") -> None:
        """Count other kills with these."""
        self.acknowledged += other.acknowledged
        self.found += other.found
        self.killed_in += other.killed_in


class Torture:
    """Kills one child after another."""

    def __init__(self, scenes: list[Scene], seed: int, folder: Path) -> None:
        """Work in this folder; what failed stays there."""
        self._scenes, self._seed, self._folder = scenes, seed, folder
        self._usual = Usual()

    def kill(self, number: int) -> Toll:
        """Let a child work, kill it, and look."""
        random = Random(f"{self._seed}/{number}")
        scene = random.choices(self._scenes, [_SHARES[scene.name] for scene in self._scenes])[0]
        folder = self._folder / str(number)
        folder.mkdir()
        scene.prepare(folder, random)
        manner = random.choice((shim.Mode.NOTHING, *shim.KILLS)) if shim.is_here() else shim.Mode.NOTHING
        end = End(random.randint(1, ACTS // 2), random.random(), manner)
        heard = run_and_kill(lambda report: scene.work(folder, random, report), end, self._usual)
        found = [(CORRUPT, heard.problem)] if heard.problem else [*_judged(scene, folder, heard.done)]
        if found:
            self._report(number, scene.name, heard.doing, found)
        else:
            rmtree(folder)
        return Toll(len(heard.done), Counter({kind for kind, _words in found}), Counter([heard.doing]))

    def _report(self, number: int, scene: str, doing: str, found: list[Finding]) -> None:
        print(
            f"seed {self._seed}, kill {number} ({scene}, in “{doing}”), kept in {self._folder / str(number)}"
        )
        for kind, words in found:
            print(f"  {kind}: {words}", flush=True)


def _judged(scene: Scene, folder: Path, done: list[str]) -> list[Finding]:
    try:
        return list(scene.judge(folder, done))
    except Exception as error:  # noqa: BLE001 - a traceback of ours is a finding as well
        traceback.print_exc()
        return [(CORRUPT, f"{type(error).__name__}: {error}")]


def _scenes(folder: Path) -> list[Scene]:
    bases = Bases(folder)
    bases.make()
    scenes: list[Scene] = [Working(bases), InWindow(bases), Making(), Migrating()]
    scenes += [*keeping_scenes(bases), *merging_scenes(bases)]
    return scenes


@dataclass(frozen=True)
class _Worker:
    """Sees to some of the kills, in studies of its own."""

    seed: int
    only: str
    kept: Path
    bases: Path

    def work(self, numbers: range, tolls: Any) -> None:
        try:
            self.bases.mkdir()
            os.environ["STRANDLINE_DATA"] = str(self.bases)
            scenes = [scene for scene in _scenes(self.bases) if self.only in scene.name]
            run = Torture(scenes, self.seed, self.kept)
            for number in numbers:
                tolls.put(run.kill(number))
        except BaseException:
            os.kill(os.getppid(), signal.SIGTERM)  # else it waits for what never comes
            raise


def torture(kills: int, seed: int, only: str, workers: int) -> int:
    """Kill so often, some at a time, and print what came of it; return the exit status."""
    print(f"SEED={seed}{'' if shim.is_here() else ' (no compiler: kills by the clock only)'}", flush=True)
    begin = monotonic()
    kept = Path(mkdtemp(prefix="strandline-torture-"))
    toll = Toll()
    with TemporaryDirectory() as bases:
        forking = get_context("fork")
        tolls = forking.SimpleQueue()
        for first in range(workers):
            worker = _Worker(seed, only, kept, Path(bases, str(first)))
            # A kill is known by its number, whoever sees to it.
            forking.Process(target=worker.work, args=(range(first, kills, workers), tolls)).start()
        for number in range(1, kills + 1):
            toll.add(tolls.get())
            if number % 50 == 0:
                print(f"{number} kills, {60 * number / (monotonic() - begin):.0f} a minute", flush=True)
    if not toll.found:
        kept.rmdir()
    print("killed in " + ", ".join(f"{name} {times}" for name, times in toll.killed_in.most_common()))
    lost, corrupt, shut = (toll.found[kind] for kind in (LOST, CORRUPT, UNOPENABLE))
    print(f"{60 * kills / (monotonic() - begin):.0f} kills a minute")
    print(
        f"{kills} kills, {toll.acknowledged} acknowledged, {lost} lost, {corrupt} corrupt, {shut} unopenable"
    )
    return 1 if toll.found else 0


if __name__ == "__main__":
    sys.exit(torture(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
