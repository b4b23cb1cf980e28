"""Measures a cold `tranche evaluate` on a sample against the sqlite3 shell reading the same file.

Usage: cold-start.py PROGRAM [RUNS]

Runs are interleaved, so that a busy moment of the machine hits both; the median counts. Peak memory
is the largest resident set that the system reports for the process; it can't be told below that of
this script, about 10 MB.
"""

import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PORTFOLIO = "sample-portfolios/technology.sqlite"
EVALUATE = [
    "evaluate", PORTFOLIO,
    "--rules", "rules/rust-for-linux.tranche",
    "--news", "sample-portfolios/news/rust-for-linux-page.txt",
    "--received", "2025-12-13", "--source", "example wire", "--as-of", "2025-12-15",
]  # fmt: skip
# All that an evaluation reads: accounts, holdings, cash, instruments and prices.
READ = (
    "SELECT * FROM account; SELECT * FROM position; SELECT * FROM cash; "
    "SELECT * FROM instrument; SELECT * FROM price;"
)
GOALS = {"milliseconds": 10, "ratio": 4, "megabytes": 30}


def run(command, allowed):
    """Milliseconds and peak kilobytes of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return elapsed, usage.ru_maxrss


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 21
    shell = shutil.which("sqlite3") or sys.exit("there is no `sqlite3` shell on the PATH")
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(run([program, *EVALUATE], (0, 2)))
        theirs.append(run([shell, "-readonly", PORTFOLIO, READ], (0,)))
    mine = statistics.median(time for time, _ in ours)
    peer = statistics.median(time for time, _ in theirs)
    peak = max(peak for _, peak in ours) / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"runs                {runs} of each, interleaved; medians")
    print(f"tranche evaluate    {mine:6.1f} ms   goal < {GOALS['milliseconds']}")
    print(f"sqlite3 shell       {peer:6.1f} ms")
    print(f"ratio               {mine / peer:6.2f}      goal < {GOALS['ratio']}")
    print(f"peak memory         {peak:6.1f} MB   goal < {GOALS['megabytes']} (this script: {own:.1f})")


main()
