"""The virtual cabinet: readers and a label printer that are not there, and the
real service on them. Shared by the demo, `make run` and the fault tests.

Nothing here stands in for a part of Muniment: munimentd, its drivers, libnfc and
libusb are the ones that an office would run.
"""

import json
import os
import queue
import socket
import subprocess
import threading
import time

TIMEOUT = 20  # seconds; nothing that is awaited takes as long


class Failed(Exception):
    """Something did not go as told."""


class Events:
    """The service's event stream, read by a thread of its own."""

    def __init__(self, path):
        self.queue = queue.Queue()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.sendall(b"GET /v1/events HTTP/1.1\r\nHost: muniment\r\n"
                            b"Accept: text/event-stream\r\n\r\n")
        self.ready = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        if not self.ready.wait(TIMEOUT):
            raise Failed("the event stream does not begin")

    def _read(self):
        text, name = self.socket.makefile("rb"), None
        for line in text:
            line = line.decode("utf-8", "replace").rstrip("\r\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: ") and name:
                self.queue.put((name, json.loads(line[6:])))
                name = None
            if line.startswith(("HTTP/1.1 200", ":")):
                self.ready.set()
        self.queue.put((None, None))

    def wait(self, kind, **want):
        """The next event of that kind with those fields; others are dropped."""
        end = time.monotonic() + TIMEOUT
        while True:
            try:
                name, data = self.queue.get(timeout=end - time.monotonic())
            except (queue.Empty, ValueError):
                raise Failed(f"no {kind} event {want} within {TIMEOUT} s")
            if name is None:
                raise Failed("the event stream broke off")
            if name == kind and all(data.get(k) == v for k, v in want.items()):
                return data

    def close(self):
        self.socket.close()


class Cabinet:
    """Programs of `build`, files under `folder`."""

    def __init__(self, build, folder, readers=("counter",), print_ms=400):
        self.build, self.folder = os.path.abspath(build), os.path.abspath(folder)
        self.readers, self.print_ms = readers, print_ms
        self.register = self.path("register.db")
        self.socket = self.path("muniment.sock")
        self.printed = self.path("printer.bin")
        self.children = []
        self.service = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def program(self, name):
        return os.path.join(self.build, name)

    # ---- devices ----

    def start_devices(self):
        for name in self.readers:
            self._start([self.program("muniment-virtual"), "reader",
                         "--link", self.path(name + ".tty"),
                         "--control", self.path(name + ".ctl")])
        self._start([self.program("muniment-virtual"), "printer",
                     "--control", self.path("printer.ctl"),
                     "--wrapper", self.path("printer-driver"),
                     "--capture", self.printed, "--serial", "SN123456",
                     "--print-ms", str(self.print_ms),
                     "--driver", self.program("muniment-driver")])

    def _start(self, argv):
        child = subprocess.Popen(argv, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True)
        self.children.append(child)
        if child.stdout.readline().strip() != "ready":
            raise Failed(f"{' '.join(argv[:2])} does not start")

    def control(self, device, *words):
        """One control command to a virtual device; its answer."""
        done = subprocess.run(
            [self.program("muniment-virtual"), "ctl",
             self.path(device + ".ctl"), *words],
            capture_output=True, text=True, timeout=TIMEOUT)
        if done.returncode:
            raise Failed(f"{device}: {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.strip()

    # ---- service ----

    def configure(self, doors=(), **extra):
        """Writes the configuration. `doors`: readers that stand at a door."""
        lines = [f"register = {self.register}", f"socket = {self.socket}",
                 f"counters = {os.getuid()}",
                 f"driver = {self.program('muniment-driver')}",
                 f"reporter = {self.program('muniment-report')}"]
        lines += [f"{k.replace('_', '-')} = {v}" for k, v in extra.items()]
        lines += ["", "[printer p1]", "language = tspl",
                  "usb = serial:SN123456", "size = 50x30", "dpi = 203",
                  "sensor = gap", "gap = 2",
                  f"program = {self.path('printer-driver')}"]
        for name in self.readers:
            lines += ["", f"[reader {name}]",
                      f"device = pn532_uart:{self.path(name + '.tty')}:115200",
                      f"door = {name if name in doors else 'none'}"]
        with open(self.path("muniment.conf"), "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")

    def start_service(self):
        log = open(self.path("munimentd.log"), "ab")
        self.service = subprocess.Popen(
            [self.program("munimentd"), "--config",
             self.path("muniment.conf"), "--foreground"],
            stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.service.stdout.readline()
        if "ready" not in line:
            raise Failed("munimentd does not start; see "
                         + self.path("munimentd.log"))

    def await_devices(self):
        """Until every device says that it is ready."""
        end = time.monotonic() + TIMEOUT
        events = Events(self.socket)
        while True:
            out = self.muniment("devices", "--json")
            devices = json.loads(out.stdout)["devices"]
            if all(d["state"] == "ready" and
                   d.get("status", "ready") == "ready" for d in devices):
                break
            if time.monotonic() > end:
                raise Failed("devices do not come up: " + out.stdout)
            events.wait("device")
        events.close()

    def muniment(self, *words):
        """The ordinary command line, as a clerk would type it."""
        env = dict(os.environ, MUNIMENT_SOCKET=self.socket)
        return subprocess.run([self.program("muniment"), *words], env=env,
                              capture_output=True, text=True, timeout=120)

    def stop(self):
        if self.service:
            self.service.terminate()
            if self.service.wait(TIMEOUT):
                raise Failed("munimentd did not end cleanly")
            self.service = None
        for child in self.children:
            child.stdin.close()
            child.wait(TIMEOUT)
        self.children = []
