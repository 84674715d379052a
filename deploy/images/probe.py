"""Is the server in this container ready? One request to loopback, without a shell or a client.

`python -S -E /app/probe.py`: exit code 0 for an answer of 200, 1 otherwise. With `--process FILE`:
whether the process runs whose id is in the file, for who serves nobody.
"""

import os
import socket
import sys

_TIMEOUT_S = 4.0


def main(given: list[str]) -> int:
    """Ask once; what is wrong goes to standard error."""
    try:
        if given[:1] == ["--process"]:
            with open(given[1], encoding="ascii") as file:  # noqa: PTH123  pathlib takes 10 ms
                os.kill(int(file.read()), 0)
            return 0
        return _ask(os.environ["MERIGGIO_PROBED_PATH"], int(os.environ["MERIGGIO_PROBED_PORT"]))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _ask(path: str, port: int) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT_S) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        answer = connection.recv(4096)
    if answer.split(b"\r\n", 1)[0].split(b" ")[1:2] == [b"200"]:
        return 0
    sys.stderr.write(answer.decode(errors="replace"))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
