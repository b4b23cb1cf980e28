"""Counts instructions of evaluations with callgrind: what a further account costs, and the share of the verifier.

Usage: counts.py PROGRAM FOLDER SCALE...

Counts do not depend on what else the machine does. Growth needs two scales; the smallest and the largest count.
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
    small, large = scales[0], scales[-1]
    counts = [count(evaluate(program, folder, f"w0-{n}.sqlite", "w0.tranche", "csv")) for n in (small, large)]
    for number, counted in zip((small, large), counts):
        print(f"  W0 to CSV, one thread, scale {number:<3}{counted:>18,} instructions, {counted / number / ACCOUNTS:,.0f} an account")
    further = (counts[1] - counts[0]) / (large - small) / ACCOUNTS
    share = further / (counts[0] / small / ACCOUNTS) - 1
    print(f"  growth: a further account takes {further:,.0f}, {share:+.1%} of what each takes at scale {small}; goal within 5%")


def verification(program, folder):
    names = [word for number in range(1, VERIFIED + 1) for word in ("--account", f"a{number:07}")]
    command = evaluate(program, folder, "w1-1.sqlite", "w1.tranche", "jsonl", *names)
    # Of `propose` and the verifier's only way in.
    whole = count(command, "--toggle-collect=$s9Evaluator10EvaluationV7propose*")
    own = count(command, "--toggle-collect=$s9Evaluator12VerificationV14brokenPromises*")
    if not own:
        sys.exit("counts: the verifier was not found in the program")
    print(f"  W1, the first {VERIFIED} accounts: {whole / VERIFIED:,.0f} instructions to decide one, of which the verifier")
    print(f"  takes {own / VERIFIED:,.0f}, {own / whole:.0%}; goal at most 20%, writing included")


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    scales = sorted(map(int, sys.argv[3:] or ["1"]))
    print("\ninstructions, by callgrind")
    if shutil.which("valgrind") is None:
        print("  skipped: there is no `valgrind` here")
        return
    if scales[0] == scales[-1]:
        print('  growth is skipped: it needs two scales, as `make bench SCALE="1 10"`')
    else:
        growth(program, folder, scales)
    verification(program, folder)


main()
