"""aiomqtt's client, for brokers that close connections at any moment."""

from typing import Any

import aiomqtt


class BrokerClient(aiomqtt.Client):
    """Does not wait for room to write to a socket that has been closed meanwhile.

    aiomqtt has the loop add a writer a moment later, by the number of the file: on a socket that is
    closed by then this fails in the log, and on a number that has been given to another one it
    would write for that.
    """

    def _on_socket_register_write(
        self,
        client: Any,  # noqa: ARG002  the signature is paho's
        userdata: Any,  # noqa: ARG002  same
        sock: Any,
    ) -> None:
        """Paho has more to write than the socket takes; called from any thread."""
        self._loop.call_soon_threadsafe(self._wait_for_room, sock)

    def _wait_for_room(self, sock: Any) -> None:
        if sock.fileno() >= 0:
            self._loop.add_writer(sock.fileno(), self._write_on)

    def _write_on(self) -> None:
        try:
            self._client.loop_write()
        except Exception as error:  # noqa: BLE001  whatever it is, it ends the connection
            if not self._disconnected.done():
                self._disconnected.set_exception(error)
