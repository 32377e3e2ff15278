"""Nothing leaves the machine: no test may reach for the network, and no module of the house could."""

import ast
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sources import parsed

ROOT = Path(__file__).parents[1]
HOUSE = [
    ROOT / "main.py",
    *sorted(path for top in ("app", "coding", "storage") for path in (ROOT / top).rglob("*.py")),
]
# What opens a connection, or brings something that does.
REACHING = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc",
    "PySide6.QtHttpServer", "PySide6.QtNetwork", "PySide6.QtWebChannel", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets", "PySide6.QtWebView",
}  # fmt: skip
ELSEWHERE = ("192.0.2.1", 9)  # an address that is nobody's, kept for documents


def datagram(family: socket.AddressFamily = socket.AF_INET) -> socket.socket:
    return socket.socket(family, socket.SOCK_DGRAM)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(ELSEWHERE, timeout=1),
        lambda: socket.create_connection(("localhost", 9), timeout=1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.gethostbyname("example.org"),
        lambda: datagram().connect(("127.0.0.1", 9)),
        lambda: datagram().sendto(b"", ELSEWHERE),
        lambda: datagram().bind(("127.0.0.1", 0)),
        lambda: datagram(socket.AF_INET6).connect(("::1", 9)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_test_reaches_for_the_network(reach: Callable[[], object]) -> None:
    with pytest.raises(pytest.fail.Exception):
        reach()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
def test_processes_of_this_machine_may_talk() -> None:
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        one.sendall(b"a")
        assert other.recv(1) == b"a"


def imported(path: Path) -> Iterator[str]:
    """Yield each module that is imported anywhere in a module, and what is taken from it, in full."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name))]
            ):
                yield name
            case _:
                pass


def test_no_module_of_the_house_could_reach_for_the_network() -> None:
    found = {
        str(path.relative_to(ROOT)): [
            name for name in imported(path) if any(f"{name}.".startswith(f"{each}.") for each in REACHING)
        ]
        for path in HOUSE
    }
    assert len(found) > 300
    assert {path: names for path, names in found.items() if names} == {}


def test_what_is_opened_in_another_program_is_a_file_of_this_machine() -> None:
    opening = re.compile(r"openUrl\(.*|OpenExternalLinks\(.*")
    found = [line for path in HOUSE for line in opening.findall(path.read_text("utf-8"))]
    # But for the page of releases, which a person asks for: the browser goes there, not the program.
    local = [line for line in found if line != "openUrl(QUrl(RELEASES))"]
    assert local and all(line.startswith("openUrl(QUrl.fromLocalFile(") for line in local)


LOADED = """
import importlib, pathlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*(name for name in sys.modules if name.startswith("PySide6.")))
maps = pathlib.Path("/proc/self/maps")
lines = maps.read_text().splitlines() if maps.exists() else ()
print(*{line.split("/")[-1] for line in lines if "Qt6" in line})
"""


def test_the_window_with_all_its_pages_loads_nothing_that_knows_the_network() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in HOUSE]
    command = [sys.executable, "-c", LOADED, *(name.removesuffix(".__init__") for name in names)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert "PySide6.QtWidgets" in run.stdout
    assert re.findall(r"\S*(?:Network|WebEngine|WebSockets)\S*", run.stdout) == []
