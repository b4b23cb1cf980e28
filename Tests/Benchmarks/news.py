"""Measures the import of news, and how soon a watch tells what a new item changes; docs/performance.md says more.

Usage: news.py PROGRAM FOLDER

FOLDER has a book `w0-n.sqlite` (make bench-data). Rounds are interleaved, and the best counts. The floor of an
import is Python's sqlite3 writing the same lines into a table of one column, in one transaction.
"""

import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PORTFOLIO = ROOT / "sample-portfolios" / "technology.sqlite"
ROUNDS = int(os.environ.get("ROUNDS", "5"))
ITEMS = 100_000
THEMES = 20
GOALS = {"without the text index": 100_000, "with the text index": 20_000, "watch": 50}


def write_items(path):
    """Items of 10 words of title and 50 of summary, of a vocabulary of 4,000, about one theme each; all from one seed."""
    draw = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 12))) for _ in range(4_000)]
    with open(path, "w", encoding="utf-8") as file:
        for number in range(ITEMS):
            minute = number % 1_440
            item = {
                "id": f"item-{number}",
                "title": " ".join(draw.choices(words, k=10)),
                "summary": " ".join(draw.choices(words, k=50)),
                "url": f"https://news.example/{number}",
                "source": f"wire {number % 50}",
                "published": f"2025-12-{1 + number % 14:02}T{minute // 60:02}:{minute % 60:02}:00Z",
                "subjects": [{"theme": f"t{number % THEMES:02}", "relevance": 0.5, "sentiment": 0.25}],
            }
            file.write(json.dumps(item) + "\n")


def floor(lines, folder):
    path = folder / "floor.sqlite"
    path.unlink(missing_ok=True)
    with open(lines, encoding="utf-8") as file:
        start = time.perf_counter()
        book = sqlite3.connect(path)
        book.execute("CREATE TABLE line (text TEXT)")
        book.executemany("INSERT INTO line VALUES (?)", ((line,) for line in file))
        book.commit()
        book.close()
        return time.perf_counter() - start


def imported(program, lines, folder, options):
    book = folder / "import.sqlite"
    shutil.copy(PORTFOLIO, book)
    command = [program, "news", "import", book, lines, *options]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    with sqlite3.connect(book) as rows:
        count = rows.execute("SELECT count(*) FROM item WHERE provider = 'jsonl'").fetchone()[0]
    if process.returncode != 0 or count < ITEMS:
        sys.exit(f"bench: the import ended with {process.returncode} and {count} items: {said[-300:]}")
    return elapsed, usage.ru_maxrss / 1024


def import_rows(program, folder):
    lines = folder / "items.jsonl"
    write_items(lines)
    floors, results = [], {"without the text index": [], "with the text index": []}
    for _ in range(ROUNDS):
        floors.append(floor(lines, folder))
        for name, options in (("without the text index", ["--without-index"]), ("with the text index", [])):
            results[name].append(imported(program, lines, folder, options))
    best = min(floors)
    size = lines.stat().st_size / ITEMS
    print(f"\nimport of {ITEMS:,} news items of {size:.0f} bytes, best of {ROUNDS} interleaved rounds")
    print(f"  {'what':<44}{'items/s':>10}{'x floor':>9}{'goal':>9}{'peak MB':>9}")
    print(f"  {'the floor: the lines into one column':<44}{ITEMS / best:>10,.0f}{1:>9.2f}")
    for name, runs in results.items():
        elapsed = min(run[0] for run in runs)
        memory = max(run[1] for run in runs)
        print(f"  {name:<44}{ITEMS / elapsed:>10,.0f}{elapsed / best:>9.2f}{GOALS[name]:>9,}{memory:>9.0f}")


def watched_rulebook(path):
    parts = ["language 1", 'rulebook watched "The benchmark of watch"', "dimension theme"]
    for theme in range(THEMES):
        name = f"t{theme:02}"
        parts.append(f'topic {name} {{ themes "{name}" }}')
        parts.append(
            f"rule surprise_{name} {{\n  when impact({name}, over: 1d) >= 0.5\n"
            f"  build each tag theme:{name} to 0.9% of nav\n}}"
        )
    parts.append("limit single weight of each instrument <= 10%")
    path.write_text("\n\n".join(parts) + "\n")


def watch_row(program, folder):
    """From the renaming of a file with one item to the line that tells of a rule that it lets fire."""
    book, inbox, rules = folder / "watched.sqlite", folder / "inbox", folder / "watched.tranche"
    books = sorted(FOLDER.glob("w0-*.sqlite"), key=lambda path: path.stat().st_size)
    shutil.copy(books[0], book)
    with sqlite3.connect(book) as rows:
        accounts = rows.execute("SELECT count(*) FROM account").fetchone()[0]
    inbox.mkdir()
    watched_rulebook(rules)
    command = [program, "watch", book, "--rules", rules, "--inbox", inbox, "--format", "jsonl", "--every", "3600"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        while "watching" not in (line := process.stderr.readline()):
            if not line:
                sys.exit("bench: the watch ended before it began")
        times = []
        for theme in range(THEMES):
            # Until the watch has nothing left to look at.
            wait_until_idle(process.pid)
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            item = {
                "id": f"surprise-{theme}", "title": "A surprise", "published": now, "impact": 0.9,
                "subjects": [{"theme": f"t{theme:02}", "relevance": 1, "sentiment": 0.5}],
            }  # fmt: skip
            hidden = inbox / f".{theme}"
            hidden.write_text(json.dumps(item) + "\n")
            start = time.perf_counter()
            hidden.rename(inbox / f"{theme}.jsonl")
            while f"surprise_t{theme:02}" not in (line := process.stdout.readline()):
                if not line:
                    sys.exit("bench: the watch ended: " + process.stderr.read()[-300:])
            times.append((time.perf_counter() - start) * 1000)
    finally:
        process.terminate()
        process.wait()
    times.sort()
    print(f"\nwatch of {accounts:,} accounts: from the file of one item to the alert, {len(times)} items, milliseconds")
    print(f"  least {times[0]:.0f}, median {times[len(times) // 2]:.0f}, most {times[-1]:.0f}; goal < {GOALS['watch']}")


def wait_until_idle(pid):
    def spent():
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = -1
    while (now := spent()) != before:
        before = now
        time.sleep(1)


FOLDER = pathlib.Path(sys.argv[2]).resolve()


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        import_rows(program, pathlib.Path(folder))
        watch_row(program, pathlib.Path(folder))


main()
