# SPDX-License-Identifier: GPL-3.0-or-later
"""terminal.py PROGRAM ROOT: a bar is drawn over itself on a terminal that can clear a line, and
never on one that cannot (TERM=dumb), nor with --quiet."""
import os
import pty
import sys


def shown(terminal, *options):
    """All that the terminal gets from a run."""
    scenario = sys.argv[2] + "/scenarios/tutorial/01-stock-and-exits.json"
    child, screen = pty.fork()
    if child == 0:
        os.environ["TERM"] = terminal
        os.execv(sys.argv[1], [sys.argv[1], "run", scenario, "--replications", "300", *options])
    text = b""
    while True:
        try:
            piece = os.read(screen, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        text += piece
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        sys.exit("the run failed")
    return text


if b"\x1b[K" not in shown("xterm"):
    sys.exit("no bar on a terminal")
if b"\x1b" in shown("dumb"):
    sys.exit("an escape sequence on a dumb terminal")
for options in (["--quiet"], ["--quiet", "--progress", "plain"]):
    if b"replications," in shown("xterm", *options):
        sys.exit("--quiet shows progress")
