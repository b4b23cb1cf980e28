"""Checks JSON output against the schemas of docs/schema with the jsonschema package.

Usage: schema-check.py PROGRAM
"""

import json
import pathlib
import subprocess
import sys

from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "docs/schema/proposal-1.json").read_text())
SCENARIOS = json.loads((ROOT / "docs/schema/scenarios-1.json").read_text())
SNAPSHOTS = ROOT / "Tests/ReportingTests/Snapshots"
DEMO = [
    "sample-portfolios/technology.sqlite",
    "--rules", "rules/rust-for-linux.tranche",
    "--news", "sample-portfolios/news/rust-for-linux-page.txt",
    "--received", "2025-12-13", "--source", "example wire", "--as-of", "2025-12-15",
]  # fmt: skip


def part(name):
    """The schema of a line of the jsonl format."""
    return {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}


def problems(text, is_lines):
    """What of `text` breaks its schema."""
    if not is_lines and json.loads(text)["schema"] == SCENARIOS["$id"]:
        checks = [(SCENARIOS, json.loads(text))]
    elif is_lines:
        header, *accounts = (json.loads(line) for line in text.splitlines())
        checks = [(part("header"), header)] + [(part("account"), a) for a in accounts]
    else:
        checks = [(SCHEMA, json.loads(text))]
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


def output(program, arguments):
    """What a command prints."""
    command = [program, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 2):
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout


def main():
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(SCENARIOS)
    failures = 0
    for name, text, is_lines in outputs(sys.argv[1]):
        found = list(problems(text, is_lines))
        failures += len(found)
        print(f"{name}: {'conforms' if not found else 'does not conform'}")
        for problem in found[:20]:
            print(f"  {problem}")
    sys.exit(1 if failures else 0)


main()
