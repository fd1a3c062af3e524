"""A chat channel and a mailbox on this machine, shown in a terminal.

    inbox.py FOLDER [PEOPLE]

Takes whatever is posted in the form of Slack's incoming webhooks, and every mail, on two free ports of the loopback
address. Their numbers are written to FOLDER/ports, 'HTTP SMTP', once both are open; what is shown goes to FOLDER/chat
and FOLDER/mail as well. PEOPLE is a CSV file with the columns slack_id and name, for showing who is mentioned.
"""

import asyncio
import csv
import email
import email.policy
import html
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import sys
import threading
import time

from aiosmtpd.smtp import SMTP

LARGEST = 8 << 20
IN_COLOUR = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


class Inbox:
    """Shows what arrives, one whole message after another, and keeps it."""

    def __init__(self, folder):
        self.folder = folder
        self.lock = threading.Lock()

    def show(self, kind, lines):
        lines = [printable(line) for text in lines for line in text.splitlines() or [""]]
        with self.lock:
            # Kept first: whoever waits for the file shall find the message in the terminal at the latest now.
            with open(self.folder / kind, "a", encoding="utf-8") as kept:
                kept.write("\n".join(lines) + "\n\n")
            print(styled("1", f"── {kind} · {time.strftime('%H:%M:%S')} ".ljust(100, "─")))
            for line in lines:
                print(f"   {line}".rstrip())
            print(flush=True)


def styled(code, text):
    return f"\x1b[{code}m{text}\x1b[0m" if IN_COLOUR else text


def printable(text):
    """Without anything that could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\u200d" else " " for c in text)


# Chat: Slack's blocks, as a person sees them there.


def chat_lines(payload, people):
    blocks = payload.get("blocks") or []
    shown = [line for block in blocks for line in block_lines(block, people)]
    return shown or [readable(payload.get("text", ""), people)]


def block_lines(block, people):
    kind = block.get("type")
    if kind == "header":
        return [block["text"]["text"], ""]
    if kind == "section":
        return [readable(block["text"]["text"], people)]
    if kind == "context":
        return [readable(element["text"], people) for element in block["elements"]]
    if kind == "actions":
        return ["  ".join(f"[{element['text']['text']}]" for element in block["elements"]), ""]
    return [f"({kind})"]


def readable(markup, people):
    """Slack's markup without its signs: mentions by name, links by their text, no stars around what is bold."""
    text = re.sub(r"<@(\w+)>", lambda match: "@" + people.get(match[1], match[1]), markup)
    text = re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"(?m)(^|\s)\*(\S[^*\n]*)\*(?=\s|$)", r"\1\2", text).replace("```", "")
    return html.unescape(text)


def people_by_slack_id(path):
    if path is None:
        return {}
    with open(path, newline="", encoding="utf-8") as file:
        return {row["slack_id"]: row["name"] for row in csv.DictReader(file) if row.get("slack_id")}


def chat_handler(inbox, people):
    class ChatHandler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers.get("Content-Length") or 0)
            if not 0 < length <= LARGEST:
                return self.answer(413, "too_large")
            try:
                lines = chat_lines(json.loads(self.rfile.read(length)), people)
            except (ValueError, KeyError, TypeError, AttributeError):
                return self.answer(400, "invalid_payload")
            inbox.show("chat", lines)
            return self.answer(200, "ok")

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            """Says nothing of requests: the messages speak for themselves."""

    return ChatHandler


# Mail.


class MailHandler:
    def __init__(self, inbox):
        self.inbox = inbox

    async def handle_DATA(self, _server, _session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = message.get_body(("plain",))
        headers = [f"{name + ':':9}{message[name]}" for name in ("From", "To", "Subject")]
        self.inbox.show("mail", headers + ["", text.get_content().strip() if text else "(no text)"])
        return "250 OK"


async def serve(folder, people):
    inbox = Inbox(folder)
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), chat_handler(inbox, people))
    threading.Thread(target=web.serve_forever, daemon=True).start()

    loop = asyncio.get_running_loop()
    mailbox = socket.create_server(("127.0.0.1", 0))
    handler = MailHandler(inbox)
    await loop.create_server(
        lambda: SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, data_size_limit=LARGEST), sock=mailbox
    )
    for kind in ("chat", "mail"):
        (folder / kind).touch()
    # Renamed, so that whoever sees it reads all of it.
    (folder / "ports.part").write_text(f"{web.server_port} {mailbox.getsockname()[1]}\n")
    (folder / "ports.part").rename(folder / "ports")

    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    web.shutdown()


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    asyncio.run(serve(pathlib.Path(sys.argv[1]), people_by_slack_id(sys.argv[2] if len(sys.argv) == 3 else None)))
