"""Checks JSON output against the schemas of docs/schema with the jsonschema package.

Usage: schema-check.py PROGRAM
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMAS = {
    schema["$id"]: schema
    for schema in (
        json.loads(path.read_text()) for path in sorted((ROOT / "docs/schema").glob("*.json"))
    )
}
SCHEMA = SCHEMAS["tranche.proposal/1"]
SNAPSHOTS = ROOT / "Tests/ReportingTests/Snapshots"
DEMO = [
    "sample-portfolios/technology.sqlite",
    "--rules", "rules/rust-for-linux.tranche",
    "--news", "sample-portfolios/news/rust-for-linux-page.txt",
    "--received", "2025-12-13", "--source", "example wire", "--as-of", "2025-12-15",
]  # fmt: skip

# A test of each outcome: passed, failed with trades and conditions, and ended by a fault.
FAILING = """language 1
rulebook failing
topic chips { mentions "chips" }
rule own for each stock in NVDA {
  when  sentiment(chips, over: 5d) > 0.2
  build stock to 2% of nav
}
test "passes" {
  account { cash 100_000 USD  price NVDA 100 USD }
  as of 2025-12-15 { expect no trade }
}
test "fails" {
  account { cash 100_000 USD  price NVDA 100 USD }
  as of 2025-12-15 { expect buy NVDA 3  expect own fires  expect account review }
}
test "can't be" {
  account { cash 100_000 USD  price NVDA 100 USD }
  apply
}
"""


def part(name):
    """The schema of a line of the jsonl format."""
    return {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}


def problems(text, is_lines):
    """What of `text` breaks its schema."""
    if is_lines:
        header, *accounts = (json.loads(line) for line in text.splitlines())
        checks = [(part("header"), header)] + [(part("account"), a) for a in accounts]
    else:
        value = json.loads(text)
        checks = [(SCHEMAS[value["schema"]], value)]
    for schema, value in checks:
        for error in Draft202012Validator(schema).iter_errors(value):
            yield f"{error.json_path}: {error.message}"


def outputs(program):
    """Name, text and whether it is JSON Lines, of every output to check."""
    for name in ("flagship.json", "flagship.jsonl"):
        yield name, (SNAPSHOTS / name).read_text(), name.endswith("l")
    for form in ("json", "jsonl"):
        for extra in ([], ["--verbose"], ["--assume", "gcc_support is confirmed"]):
            text = output(program, ["evaluate", *DEMO, "--format", form, *extra])
            yield " ".join(["demo", form, *extra]), text, form == "jsonl"
    yield "scenarios", output(program, ["scenarios", *DEMO, "--format", "json"]), False
    yield "rebalance", output(program, ["rebalance", *DEMO, "--format", "json"]), False
    for subject in ([], ["NVDA"], ["--rule", "scale_in"]):
        arguments = ["why", *DEMO, "--account", "growth", *subject, "--format", "json"]
        yield " ".join(["why", *subject]), output(program, arguments), False
    words = ["catalyst", "list", *DEMO, "--format", "json"]
    yield "catalyst list", output(program, words), False
    for book in ("technology", "broken"):
        words = ["portfolio", "check", f"sample-portfolios/{book}.sqlite"]
        words += ["--rules", "rules/rust-for-linux.tranche", "--as-of", "2025-12-15"]
        yield f"portfolio check {book}", output(program, [*words, "--format", "json"]), False
    rulebooks = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("rules/*.tranche"))
    for words in (["check"], ["test"], ["test", "--coverage"]):
        yield " ".join(words), output(program, [*words, *rulebooks, "--format", "json"]), False
    with tempfile.TemporaryDirectory() as folder:
        book = pathlib.Path(folder) / "applied.sqlite"
        shutil.copy(ROOT / DEMO[0], book)
        output(program, ["rebalance", str(book), *DEMO[1:], "--apply", "--filled"])
        for words in ([], ["1"]):
            text = output(program, ["journal", str(book), *words, "--format", "json"])
            yield " ".join(["journal", *words]), text, False
        output(program, ["news", "import", str(book), *DEMO[4:5], "--received", "2025-12-13"])
        for words in (["list"], ["show", "1"], ["quarantine"]):
            text = output(program, ["news", words[0], str(book), *words[1:], "--format", "json"])
            yield " ".join(["news", *words]), text, False
        path = pathlib.Path(folder) / "failing.tranche"
        path.write_text(FAILING)
        for words in (["check"], ["test", "--coverage"]):
            text = output(program, [*words, str(path), "--format", "json"], (0, 1))
            yield " ".join([*words, "of failures"]), text, False


def output(program, arguments, statuses=(0, 2)):
    """What a command prints."""
    command = [program, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in statuses:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout


def main():
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)
    failures = 0
    for name, text, is_lines in outputs(sys.argv[1]):
        found = list(problems(text, is_lines))
        failures += len(found)
        print(f"{name}: {'conforms' if not found else 'does not conform'}")
        for problem in found[:20]:
            print(f"  {problem}")
    sys.exit(1 if failures else 0)


main()
