#!/usr/bin/env python3
"""Runs a command and writes what it took: measured.py OUT SECONDS COMMAND…

OUT is JSON: when it was started (milliseconds since 1970), seconds in all, seconds of CPU of it and of all processes that
it started, the most memory of one of them, and its exit code. After SECONDS it is ended, with all that it started.
"""
import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def reap(deadline):
    """Processes whose parent ended before them are this one's children: their CPU time counts, too."""
    while time.monotonic() < deadline:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            time.sleep(0.05)


def main():
    out, limit, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    epoch, begun = time.time() * 1000, time.monotonic()
    child = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)
    try:
        code = child.wait(limit)
    except subprocess.TimeoutExpired:
        code = -1
    seconds = time.monotonic() - begun
    if code != 0:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    reap(time.monotonic() + 5)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"startedMs": epoch, "seconds": seconds, "cpuSeconds": used.ru_utime + used.ru_stime,
                   "mebibytes": used.ru_maxrss / 1024, "code": code}, file)


if __name__ == "__main__":
    main()
