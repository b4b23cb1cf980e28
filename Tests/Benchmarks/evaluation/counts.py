"""Counts instructions of evaluations with callgrind: what a further account costs, and the share of the verifier.

Usage: counts.py PROGRAM FOLDER SCALE...

Counts do not depend on what else the machine does. Growth needs three scales.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

AS_OF = "2025-12-15"
ACCOUNTS = 10_000
VERIFIED = 40


def count(command, *options):
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *options, *command]
    done = subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 2) or not found:
        sys.exit(f"counts: {' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return int(found.group(1))


def evaluate(program, folder, book, rules, form, *more):
    return [
        program, "evaluate", folder / book, "--rules", folder / rules,
        "--as-of", AS_OF, "--format", form, "--jobs", "1", *more,
    ]  # fmt: skip


def growth(program, folder, scales):
    counts = [count(evaluate(program, folder, f"w0-{n}.sqlite", "w0.tranche", "csv")) for n in scales]
    for number, counted in zip(scales, counts):
        print(f"  W0 to CSV, one thread, scale {number:<3}{counted:>18,}")
    # What comes before the first account is the same at every scale, and would pass for falling costs.
    further = []
    for small in range(len(scales) - 1):
        added = (scales[small + 1] - scales[small]) * ACCOUNTS
        further.append((counts[small + 1] - counts[small]) / added)
        print(f"  from scale {scales[small]} to {scales[small + 1]} a further account takes {further[-1]:,.0f}")
    if len(further) > 1:
        print(f"  growth: {further[-1] / further[0] - 1:+.1%}; goal within 5%")


def verification(program, folder):
    names = [word for number in range(1, VERIFIED + 1) for word in ("--account", f"a{number:07}")]
    command = evaluate(program, folder, "w1-1.sqlite", "w1.tranche", "jsonl", *names)
    # Of `propose` and the verifier's only way in.
    whole = count(command, "--toggle-collect=$s9Evaluator10EvaluationV7propose*")
    own = count(command, "--toggle-collect=$s9Evaluator12VerificationV14brokenPromises*")
    if not own:
        sys.exit("counts: the verifier was not found in the program")
    print(f"  W1, the first {VERIFIED} accounts: deciding one takes {whole / VERIFIED:,.0f}, without writing it; of")
    print(f"  that the verifier {own / VERIFIED:,.0f}, {own / whole:.0%}; goal at most 20%")


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    scales = sorted(map(int, sys.argv[3:] or ["1"]))
    print("\ninstructions, by callgrind")
    if shutil.which("valgrind") is None:
        print("  skipped: there is no `valgrind` here")
        return
    if len(scales) < 3:
        print('  growth is skipped: it needs three scales, as `make bench SCALE="1 4 10"`')
    else:
        growth(program, folder, scales)
    verification(program, folder)


main()
