"""Counts the instructions of a fixed small workload with callgrind, and compares them with a committed figure.

Usage: instructions.py PROGRAM [--update]

A busy machine changes times, not counts. A count that is off by more than 3% fails: less is as much a reason
to look as more, and to commit the new figure.
"""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIGURES = pathlib.Path(__file__).resolve().parent / "instructions.txt"
TOLERANCE = 0.03
WORKLOADS = {
    "cold start": [
        "evaluate", "sample-portfolios/technology.sqlite", "--rules", "rules/rust-for-linux.tranche",
        "--news", "sample-portfolios/news/rust-for-linux-page.txt", "--received", "2025-12-13",
        "--source", "example wire", "--as-of", "2025-12-15",
    ],
    "long and short": [
        "evaluate", "sample-portfolios/long-short.sqlite", "--rules", "rules/rate-decision.tranche",
        "--as-of", "2025-12-15", "--format", "jsonl", "--jobs", "1",
    ],
}  # fmt: skip


def count(program, words):
    # Hashes are seeded at random otherwise, and the order of tables with them.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1", "NO_COLOR": "1", "COLUMNS": "80"}
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 2) or not found:
        sys.exit(f"instructions: {' '.join(words)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return int(found.group(1))


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    found = {name: count(program, words) for name, words in WORKLOADS.items()}
    if "--update" in sys.argv:
        FIGURES.write_text("".join(f"{name}: {number}\n" for name, number in found.items()))
    known = dict(line.split(": ") for line in FIGURES.read_text().splitlines())
    failed = False
    for name, number in found.items():
        change = number / int(known[name]) - 1
        failed = failed or abs(change) > TOLERANCE
        print(f"{name:<16}{number:>14,} instructions, {change:+.2%} against {int(known[name]):,}")
    if failed:
        sys.exit("instructions: more than 3% off; see why, and commit what `make instructions-update` writes")


main()
