"""Reads what `tranche test --format junit` writes with the junitparser package, as a build server would.

The names and texts of the rulebook are hostile: whatever stands in them, the XML must be well formed, and
a reader must find every test with its outcome.

Usage: junit-check.py PROGRAM
"""

import pathlib
import subprocess
import sys
import tempfile

from junitparser import Failure, JUnitXml

# Names of tests; what no file of rules may hold, such as other control characters, is refused before.
NAMES = [
    "]]> ends no section",
    "<failure> & 'quotes' &amp; &#0; <!-- -->",
    "a tab\there, and ünïcödé 株 🚀",
    "&\u0301 and <\u0301 with marks",
    "a non-character \ufffe and \uffff",
]
ACCOUNT = "account { cash 100_000 USD  price NVDA 100 USD }"
HEAD = "language 1\nrulebook hostile\nrule own { build NVDA to 1% of nav }\n"
BAD_FILE = "broken & <b>.tranche"


def test(name, entries):
    return f'test "{name}" {{\n  {ACCOUNT}\n  {entries}\n}}\n'


def rulebook():
    """Each name once with a test that passes, once with one that fails."""
    passing = "as of 2025-12-15 { expect buy NVDA 10 }"
    failing = "as of 2025-12-15 { expect buy NVDA 3 } // ]]> & <b>"
    tests = [test(name, entries) for name in NAMES for entries in (passing, failing)]
    return HEAD + "".join(tests) + test("fault", "apply")


def main():
    with tempfile.TemporaryDirectory() as folder:
        good = pathlib.Path(folder) / "hostile ]]> & \"quoted\".tranche"
        good.write_text(rulebook(), encoding="utf-8")
        bad = pathlib.Path(folder) / BAD_FILE
        bad.write_text("language 1\nrulebook b\nrule a { biuld }  // ]]> \x01\n", encoding="utf-8")
        report = pathlib.Path(folder) / "junit.xml"
        run = subprocess.run(
            [sys.argv[1], "test", str(good), str(bad), "--format", "junit"],
            capture_output=True,
            check=False,
        )
        assert run.returncode == 1, run
        report.write_bytes(run.stdout)
        read = JUnitXml.fromfile(str(report))
        suites = list(read)
        cases = [case for suite in suites for case in suite]
        for case in cases:
            outcome = ", ".join(type(result).__name__.lower() for result in case.result) or "passed"
            print(f"{outcome:8} {case.classname}: {case.name!r}")
        assert len(suites) == 2, suites
        assert suites[0].name == str(good), suites[0].name
        assert (read.tests, read.failures, read.errors) == (len(cases), len(NAMES) + 1, 1), read
        assert len(cases) == 2 * len(NAMES) + 2, cases
        for case, name in zip(cases[: 2 * len(NAMES)], (n for n in NAMES for _ in (0, 1))):
            # What XML can't hold is left out; all that is read aloud stays.
            wanted = "".join(c for c in name if c.isprintable())
            found = "".join(c for c in case.name if c.isprintable() and c != "\ufffd")
            assert found.replace(" ", "") == wanted.replace(" ", ""), (name, case.name)
        failures = [r for case in cases for r in case.result if isinstance(r, Failure)]
        assert all("actual" in failure.text or "nothing was" in failure.text for failure in failures)
    print(f"{len(cases)} cases read")


main()
