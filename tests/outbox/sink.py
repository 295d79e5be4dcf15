"""A mail server of our own for tests: it speaks SMTP on a real socket and keeps what it is given."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from lotsen.config import MailSettings
from lotsen.outbox.post import Post

PUBLIC_URL = "https://lotsen.example"


@dataclass
class Sink:
    """What the server got, and how it answers: `answers` holds replies to verbs other than the usual ones."""

    port: int = 0
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    before_reply: Callable[[], None] = lambda: None
    hangs_up_after_data: bool = False

    def post(self, **more: Any) -> Post:
        """The way to this server."""
        settings = {"host": "127.0.0.1", "port": self.port, "security": "none", **more}
        return Post(MailSettings(sender="lotsen@lindbrueck.example", **settings), PUBLIC_URL)


class _Session(socketserver.StreamRequestHandler):
    sink: Sink

    def handle(self) -> None:
        self._say("220 sink")
        to = ""
        while line := self.rfile.readline().decode("ascii").strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            answer = self.sink.answers.get(verb)
            if verb == "QUIT":
                self._say("221 bye")
                return
            if answer is not None:
                self._say(answer)
            elif verb == "DATA":
                self._say("354 go on")
                content = self._read()
                if self.sink.hangs_up_after_data:
                    return
                self.sink.received.append((to, message_from_bytes(content, policy=default)))
                self.sink.before_reply()
                self._say(self.sink.answers.get("END", "250 taken"))
            else:
                if verb == "RCPT":
                    to = line.partition(":")[2].strip("<> ")
                self._say("250 fine")

    def _read(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode("ascii"))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Run a mail server for the length of a block."""
    sink = Sink()
    with _Server(("127.0.0.1", 0), type("Session", (_Session,), {"sink": sink})) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
