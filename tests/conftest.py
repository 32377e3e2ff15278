"""What every test of the house stands on: no screen, no network, small hypothesis runs, studies to hand."""

import gc
import importlib.util
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests import no_network

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Whatever is usual on this computer: compiled once, not in every run and every program that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
no_network.forbid()
gc.disable()  # nothing is garbage until all tests are collected

settings.register_profile("house", deadline=None, max_examples=10, print_blob=True)
settings.register_profile("brief", parent=settings.get_profile("house"), max_examples=2)
settings.register_profile("full", parent=settings.get_profile("house"), max_examples=100)
settings.register_profile("thorough", parent=settings.get_profile("house"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's options of pyproject.toml where Qt is not installed (make headless)."""
    if importlib.util.find_spec("pytestqt") is None:
        parser.addini("qt_api", "which binding of Qt")
        parser.addini("qt_log_level_fail", "from which message of Qt on a test fails")
        parser.addini("qt_log_ignore", "which messages of Qt do not", type="linelist")


def pytest_collection_finish() -> None:
    """Look for garbage as the program does (main.py): seldom, and never among what was collected."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    gc.enable()


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what belongs to the person at this computer out of reach; return the folder used instead."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("STRANDLINE_DATA", str(folder))
    return folder
