"""Measures evaluation against the floor and the peers; docs/performance.md says what the rows mean.

Usage: bench.py PROGRAM FOLDER SCALE...

Each round runs every row once, so that a busy moment of the machine hits all; the best round counts. The
result of each W0 row must have one checksum.
"""

import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
AS_OF = "2025-12-15"
ROUNDS = int(os.environ.get("ROUNDS", "15"))
# What the names of the rows have that rules are compared by: few, many, and many checked alone.
RULES = ("CSV, two threads", "under 10,000 rules", "checking 10,000 rules")


def build_peers(folder):
    program = folder / "peers"
    for compiler in ("cc", "clang", "gcc"):
        try:
            subprocess.run(
                [compiler, "-O2", "-o", program, HERE / "peers.c", "-lsqlite3"], check=True
            )
            return program
        except FileNotFoundError:
            continue
    sys.exit("bench: no C compiler was found")


def python_with_peers(folder):
    """A Python that has numpy, polars and DuckDB, made once; nothing, with the reason, where that fails."""
    python = folder / "python" / "bin" / "python"
    packages = ["numpy", "polars", "duckdb", "pyarrow", "adbc-driver-sqlite"]
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True, capture_output=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip().splitlines()
        print(f"skipped: numpy, polars and duckdb can't be installed: {said[-1] if said else error}")
        return None
    return python


def said_by(command):
    """Milliseconds that the process itself measured."""
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def at_once(command, count):
    """Milliseconds until as many processes of one command have ended that began together."""
    start = time.perf_counter()
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(count)]
    if any([process.wait() for process in processes]):
        sys.exit(f"bench: {' '.join(map(str, command))} failed")
    return (time.perf_counter() - start) * 1000


def timed(command, output, allowed=(0, 2)):
    """Milliseconds from start to end, and the peak of resident memory in megabytes."""
    with open(output, "wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with {process.returncode}")
    return elapsed, usage.ru_maxrss / 1024


def anonymous_memory(command):
    """The most anonymous memory that a run was seen to have, in megabytes; asked for all the time, so not timed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        except OSError:
            break
        for line in status.splitlines():
            if line.startswith("RssAnon:"):
                most = max(most, int(line.split()[1]))
        time.sleep(0.001)
    process.wait()
    return most / 1024


class Row:
    def __init__(self, name, goal, measure, rounds=ROUNDS, output=None, command=None):
        self.name, self.goal, self.measure, self.rounds = name, goal, measure, rounds
        self.output, self.command = output, command
        self.best, self.memory = None, None

    def run(self):
        result = self.measure()
        elapsed, memory = result if isinstance(result, tuple) else (result, None)
        self.best = elapsed if self.best is None else min(self.best, elapsed)
        self.memory = memory if self.memory is None else max(self.memory, memory)


def rows(program, peers, python, folder, scale):
    floor, w0, w1 = (folder / f"{name}-{scale}.sqlite" for name in ("floor", "w0", "w1"))
    listed = folder / "w0-rules.csv"
    results = ("c", "sql", "one", "two", "many", "checked", "w1", "numpy", "polars", "duckdb")
    out = {name: folder / f"{name}.out" for name in results}

    def evaluate(name, goal, book, rules, form, jobs, result, rounds=ROUNDS):
        words = [program, "evaluate", book, "--rules", folder / rules, "--as-of", AS_OF]
        command = [*words, "--format", form, "--jobs", str(jobs)]
        compared = out[result] if form == "csv" else None
        return Row(name, goal, lambda: timed(command, out[result]), rounds, compared, command)

    yield Row("the floor: one aggregate inside SQLite", "", lambda: said_by([peers, "floor", floor]))
    for count in (1, 2):
        name = f"the floor's process, {count} at once"
        yield Row(name, "", lambda count=count: at_once([peers, "floor", floor], count))
    yield Row("three columns through the C API", "", lambda: said_by([peers, "step", floor]))
    yield Row("W0 in C, one core", "", lambda: said_by([peers, "w0", w0, listed, out["c"]]), output=out["c"])
    yield Row(
        "W0 as one statement of SQL", "", lambda: said_by([peers, "sql", w0, listed, out["sql"]]),
        rounds=min(3, ROUNDS), output=out["sql"],
    )  # fmt: skip
    for name in ("numpy", "polars", "duckdb") if python else ():
        words = [python, HERE / "peers.py", name, w0, listed, out[name]]
        yield Row(f"W0 in {name}, through Arrow", "", lambda words=words: said_by(words), output=out[name])
    yield evaluate("tranche, W0 to CSV, one thread", "3.5", w0, "w0.tranche", "csv", 1, "one")
    yield evaluate("tranche, W0 to CSV, two threads", "2.0", w0, "w0.tranche", "csv", 2, "two")
    checked = [program, "check", folder / "w0-many.tranche"]
    yield Row("tranche, checking 10,000 rules", "", lambda: timed(checked, out["checked"], (0, 1)))
    many = "tranche, W0 under 10,000 rules, two threads"
    yield evaluate(many, "", w0, "w0-many.tranche", "csv", 2, "many")
    real = "tranche, W1 to JSONL, two threads"
    yield evaluate(real, "6", w1, "w1.tranche", "jsonl", 2, "w1", min(3, ROUNDS))


def check(peers, measured):
    sums = {}
    for row in measured:
        if row.output:
            words = [peers, "checksum", row.output]
            sums[row.name] = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    if len(set(sums.values())) > 1:
        sys.exit("bench: the results of W0 differ:\n" + "\n".join(f"  {v}  {k}" for k, v in sums.items()))
    return next(iter(sums.values()))


def show(scale, measured, checksum):
    floor = measured[0].best
    print(f"\nscale {scale}: {10_000 * scale:,} accounts, {300_000 * scale:,} positions; checksum and rows {checksum}")
    print(f"  {'what':<44}{'ms':>10}{'x floor':>9}{'goal':>6}{'peak MB':>9}{'anonymous':>11}")
    for row in measured:
        memory = "" if row.memory is None else f"{row.memory:.0f}"
        anonymous = "" if row.command is None else f"{anonymous_memory(row.command):.0f} of 48"
        print(f"  {row.name:<44}{row.best:>10.1f}{row.best / floor:>9.2f}{row.goal:>6}{memory:>9}{anonymous:>11}".rstrip())
    times = {row.name: row.best for row in measured}
    few, many, checked = (next(times[name] for name in times if part in name) for part in RULES)
    print(f"  10,000 rules for 100: {many / few:.2f} x, goal < 1.3; without checking them {(many - checked) / few:.2f} x")


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    peers = build_peers(folder)
    python = python_with_peers(folder)
    print(f"best of {ROUNDS} interleaved rounds (fewer where a row takes seconds)")
    for scale in map(int, sys.argv[3:] or ["1"]):
        measured = list(rows(program, peers, python, folder, scale))
        for number in range(ROUNDS):
            for row in measured:
                if number < row.rounds:
                    row.run()
        show(scale, measured, check(peers, measured))


main()
