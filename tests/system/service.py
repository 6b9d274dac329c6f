"""What the tests of the running service share: starting and killing it, asking
it over its socket, playing its drivers, counting results. Standard library
only."""

import http.client
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
FAKE_DRIVER = os.path.join(HERE, "..", "devices", "fake-driver")
PATIENCE_S = 20  # for what must happen; never a pause


class Skip(Exception):
    """Raised by a test that cannot run here; says why."""


class Suite:
    """Runs tests and ends with the line that is added up."""

    def __init__(self, name):
        self.name = name
        self.passed = self.failed = self.skipped = 0

    def run(self, name, test, *args):
        begin = time.monotonic()
        try:
            test(*args)
            self.passed += 1
            word = "passed"
        except Skip as why:
            self.skipped += 1
            word = f"SKIPPED: {why}"
        except Exception:
            self.failed += 1
            word = "FAILED\n" + traceback.format_exc()
        print(f"  {name} ... {word} ({time.monotonic() - begin:.1f} s)",
              flush=True)

    def finish(self):
        print(f"suite {self.name}: {self.passed} passed, {self.failed} "
              f"failed, {self.skipped} skipped", flush=True)
        sys.exit(1 if self.failed or not self.passed + self.skipped else 0)


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, got {got!r}")


def until(what, look, patience_s=PATIENCE_S):
    """Waits until look() gives something true, and returns it."""
    end = time.monotonic() + patience_s
    while True:
        got = look()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience_s} s for: {what}")
        time.sleep(0.005)


def is_alive(pid):
    """Whether a process runs (a zombie does not)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
            return f.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path, timeout=60):
        super().__init__("localhost", timeout=timeout)
        self.unix_path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.unix_path)


class Service:
    """A register in a directory of its own, and the service on it."""

    def __init__(self, build, parent=None):
        self.build = os.path.abspath(build)
        self.dir = tempfile.mkdtemp(prefix="muniment-", dir=parent)
        self.register = os.path.join(self.dir, "register.db")
        self.socket = os.path.join(self.dir, "sock")
        self.config = os.path.join(self.dir, "muniment.conf")
        self.process = None
        self.log = open(os.path.join(self.dir, "log"), "ab")

    def program(self, name):
        path = os.path.join(self.build, name)
        if not os.access(path, os.X_OK):
            raise Skip(f"{path} is not built")
        return path

    def init(self):
        subprocess.run(
            [self.program("muniment"), "--register", self.register, "init",
             "KK89K", "--unit", "某市机要室", "--sysadmin", "A01",
             "--secadmin", "A02", "--auditor", "A03", "--test"],
            check=True, stdout=subprocess.DEVNULL)

    def configure(self, text="", settings=""):
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(f"register = {self.register}\nsocket = {self.socket}\n"
                    f"counters = {os.getuid()}\n{settings}\n{text}\n")

    def start(self, env=None):
        self.process = subprocess.Popen(
            [self.program("munimentd"), "--config", self.config,
             "--foreground"], stdout=subprocess.PIPE, stderr=self.log,
            env=env)
        line = self.process.stdout.readline()
        if line != b"ready\n":
            raise AssertionError("munimentd is not ready: " + self.tail())

    def kill(self, signo=signal.SIGKILL):
        self.process.send_signal(signo)
        status = self.process.wait()
        self.process.stdout.close()
        self.process = None
        return status

    def tail(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8", errors="replace") as f:
            return f.read()[-2000:]

    def close(self):
        if self.process:
            expect("munimentd's end", self.kill(signal.SIGTERM), 0)
        self.log.close()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.dir)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind:
            print(self.tail())
            if self.process:
                self.kill()
            self.process = None
        self.close()

    # ---- asking ------------------------------------------------------------

    def ask(self, method, path, body=None, conn=None):
        """Status and JSON of one request."""
        own = conn or Connection(self.socket)
        data = None if body is None else (
            body if isinstance(body, (bytes, str)) else json.dumps(body))
        own.request(method, path, data.encode() if isinstance(data, str)
                    else data)
        reply = own.getresponse()
        text = reply.read()
        if not conn:
            own.close()
        return reply.status, json.loads(text)

    def get(self, path, **query):
        if query:
            path += "?" + urllib.parse.urlencode(query)
        return self.ask("GET", path)

    def command(self, actor, verb, request_id=None, conn=None, **args):
        body = {"verb": verb, "as": actor,
                "args": {k.rstrip("_").replace("_", "-"): v
                         for k, v in args.items()}}
        if request_id:
            body["request_id"] = request_id
        return self.ask("POST", "/v1/command", body, conn)

    def do(self, actor, verb, **args):
        """A command that must be done; its results, names to lists."""
        status, answer = self.command(actor, verb, **args)
        if status != 200:
            raise AssertionError(f"{verb} {args}: {status} {answer}")
        results = {}
        for key, value in answer["results"]:
            results.setdefault(key, []).append(value)
        return results

    def device(self, name):
        _, all_ = self.get("/v1/devices")
        return next(d for d in all_["devices"] if d["name"] == name)

    def wait_device(self, name, **fields):
        def look():
            d = self.device(name)
            return d if all(d[k] == v for k, v in fields.items()) else None
        return until(f"{name} {fields}", look)

    def labels(self):
        """State in the line of each label under way."""
        return {l["label"]: l["state"]
                for l in self.get("/v1/devices")[1]["labels"]}

    def verify(self):
        status, result = self.get("/v1/verify", replay=1)
        expect("verify", (status, result.get("ok")), (200, True))
        return result

    # ---- a house to work in --------------------------------------------------

    def furnish(self):
        """A clerk P01 and what is needed to receive and print."""
        self.do("A02", "person-add", person="P01", name="王一",
                clearance="core")
        self.do("A02", "role-grant", person="P01", role="registry_clerk")
        self.do("A03", "role-acknowledge", person="P01",
                role="registry_clerk")

    def receive(self, number, copies="000001"):
        """Serials of a new document's copies."""
        return self.do("P01", "receive", doc_no=f"国发〔2025〕{number}号",
                       title="关于某事的通知", issuer="某部", mark="内部",
                       copy_no=copies, issue_date="2025-01-02",
                       category="internal")["serial"]


class Events:
    """The live stream, read by a thread."""

    def __init__(self, service):
        self.seen = queue.Queue()
        self.conn = Connection(service.socket, timeout=None)
        self.conn.request("GET", "/v1/events")
        self.reply = self.conn.getresponse()
        expect("status of the stream", self.reply.status, 200)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        kind = None
        try:
            for line in self.reply:
                line = line.decode().rstrip("\n")
                if line.startswith("event: "):
                    kind = line[7:]
                elif line.startswith("data: "):
                    self.seen.put((kind, json.loads(line[6:])))
        except (OSError, ValueError, http.client.HTTPException):
            pass

    def wait(self, kind, **fields):
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                got, data = self.seen.get(timeout=max(
                    0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(
                    f"no event {kind} {fields}") from None
            if got == kind and all(data.get(k) == v
                                   for k, v in fields.items()):
                return data


class FakeDriver:
    """The test's side of drivers that tests/devices/fake-driver pass on: each
    life of the driver is a connection here."""

    def __init__(self, service, name):
        self.path = os.path.join(service.dir, name + ".drv")
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.path)
        self.listener.listen()
        self.listener.settimeout(PATIENCE_S)
        self.life = None

    def reader(self, name, door):
        return (f"[reader {name}]\nprogram = {FAKE_DRIVER}\n"
                f"device = {self.path}\ndoor = {door}\n")

    def printer(self, name):
        return (f"[printer {name}]\nprogram = {FAKE_DRIVER}\n"
                f"language = tspl\nusb = serial:{self.path}\n")

    def next_life(self, hello="hello protocol=1 driver=fake class=reader"):
        conn, _ = self.listener.accept()
        self.life = Life(conn, hello)
        return self.life


class Life:
    """One driver process, from the test's side. Pings are answered unless
    `mute` is set."""

    def __init__(self, conn, hello):
        self.conn = conn
        self.conn.settimeout(None)
        self.file = conn.makefile("rb")
        self.pid = int(self.file.readline())
        if hello:  # before any answer to a ping
            self.say(hello)
        self.mute = False
        self.heard = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()

    def say(self, line):
        self.conn.sendall(line.encode() + b"\n")

    def listen(self):
        try:
            while True:
                line = self.file.readline()
                if not line.endswith(b"\n"):
                    break
                word, *pairs = line.decode().split()
                keys = {k: urllib.parse.unquote(v) for k, v in
                        (p.split("=", 1) for p in pairs)}
                body = self.file.read(int(keys["bytes"])) \
                    if "bytes" in keys else b""
                if word != "ping":
                    self.heard.put((word, keys, body))
                elif not self.mute:
                    self.say("pong id=" + keys["id"])
        except (OSError, ValueError):
            pass
        self.heard.put((None, {}, b""))

    def hear(self, word):
        """The next message; it must be that word (None: the end)."""
        try:
            got = self.heard.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError(f"the service did not say {word}") from None
        expect("the service's word", got[0], word)
        return got

    def hears_nothing(self):
        return self.heard.empty()

    def kill(self, signo):
        os.kill(self.pid, signo)
