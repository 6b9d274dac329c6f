"""What the tests of the tools share: trees of fake files, and a table of tests
that ends with the line that run-check adds up."""

import os
import sys
import tempfile
import traceback


class Tree:
    """A folder of fake files, gone at its end."""

    def __enter__(self):
        self.dir = tempfile.TemporaryDirectory(prefix="muniment-tree-")
        self.path = self.dir.name
        return self

    def __exit__(self, *why):
        self.dir.cleanup()

    def text(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def script(self, name, text):
        os.chmod(self.text(name, "#!/bin/bash\n" + text + "\n"), 0o755)


def run_table(name, tests):
    """Runs (what, function) pairs and ends the process."""
    failed = 0
    for what, test in tests:
        try:
            test()
            print(f"ok    {what}", flush=True)
        except Exception:  # a test's fault is its result
            failed += 1
            print(f"FAIL  {what}\n{traceback.format_exc()}", flush=True)
    print(f"suite {name}: {len(tests) - failed} passed, {failed} failed, "
          "0 skipped")
    sys.exit(1 if failed else 0)
