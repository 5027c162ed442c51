"""Commands of the package in processes that need not import the libraries.

A server, one for each process of tests, imports the libraries that commands use, but no module of
this project, and forks for each command. The child gets the arguments, the environment, the folder
and the files of the call as a new interpreter would, imports the project and ends with its exit
code; its CPU seconds count as those of a child of the tests. How a command starts, how it answers
signals and what it imports is tested with interpreters of their own.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = (
    "numba",
    "pandas",
    "scipy.special",
    "scipy.stats",
    "pyarrow.parquet",
    "exchange_calendars",
    "joblib",
    "jinja2",
    "typer",
    "rich.table",
)
_LONGEST = 1 << 20


def run(
    arguments: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `python -m backtests` with arguments, as `subprocess.run` does with captured text."""
    if sys.platform != "linux":  # no sockets of packets, or no fork
        command = [sys.executable, "-m", "backtests", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, check=False
        )
    request = {
        "arguments": list(arguments),
        "folder": str(cwd or Path.cwd()),
        "environment": dict(os.environ if env is None else env),
    }
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as errors,
        Path(os.devnull).open(encoding="utf-8") as nothing,
    ):
        files = [nothing.fileno(), out.fileno(), errors.fileno()]
        server = _server()
        socket.send_fds(server, [json.dumps(request).encode()], files)
        code = int(server.recv(_LONGEST) or b"-1")
        shown = []
        for file in (out, errors):
            file.seek(0)
            shown.append(file.read().replace("\r\n", "\n"))
    return subprocess.CompletedProcess(request["arguments"], code, *shown)


@cache
def _server() -> socket.socket:
    """Start the server; it ends with this process."""
    own, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, str(Path(__file__).resolve()), str(other.fileno())]
    started = subprocess.Popen(command, pass_fds=[other.fileno()])
    other.close()

    def end() -> None:
        own.close()
        started.wait()

    atexit.register(end)
    return own


def _serve(requests: socket.socket) -> None:
    """Fork for each request, one at a time, and answer with the exit code."""
    for name in LIBRARIES:
        __import__(name)
    while True:
        message, files, _, _ = socket.recv_fds(requests, _LONGEST, 3)
        if not message:
            return
        child = os.fork()
        if child == 0:
            _become(json.loads(message), files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: dict[str, object], files: Sequence[int]) -> None:
    """Run the command of a request in this process, and end it."""
    code = 1
    try:
        for place, file in enumerate(files):
            os.dup2(file, place)
        folder, environment = str(request["folder"]), request["environment"]
        arguments = request["arguments"]
        assert isinstance(environment, dict)
        assert isinstance(arguments, list)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        named = [one for one in environment.get("PYTHONPATH", "").split(os.pathsep) if one]
        # As `python -m`: the folder of the call, those of PYTHONPATH, those of the libraries.
        sys.path[0:1] = [folder, *named]
        sys.argv = ["-m", *arguments]
        runpy.run_module("backtests", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = _code(end.code)
    except BaseException:
        traceback.print_exc()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    os._exit(code)


def _code(code: object) -> int:
    """Return the exit code of an interpreter that ends with the value of a SystemExit."""
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
