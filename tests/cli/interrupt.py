# SPDX-License-Identifier: GPL-3.0-or-later
"""interrupt.py PROGRAM: the first Ctrl-C ends bench after the current repeat, a
second one at once; both exit 130."""
import signal
import subprocess
import sys
import time


def interrupted(signals):
    process = subprocess.Popen(
        [sys.argv[1], "bench", "--json", "--repeat", "99"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.0)
    for _ in range(signals):
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
    process.communicate(timeout=240)
    return process.returncode


if interrupted(1) != 130:
    sys.exit("an interrupt did not end with 130")
if interrupted(2) != 130:
    sys.exit("two interrupts did not stop the program at once with 130")
