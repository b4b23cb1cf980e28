"""Highlights rulebooks with the TextMate grammar (by textmate-grammar-python, a port of VS Code's engine) and with Neovim, and prints what
is coloured wrong, as JSON: a list for each of the two, empty when all is right; nothing for one that can't be run, with the reason.

Usage: highlight.py REPOSITORY WORDS, where WORDS is a file with the language's words, one a line.
"""

import json
import logging
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
WORDS = set(pathlib.Path(sys.argv[2]).read_text().split())
TOKEN = re.compile(
    r'(?P<comment>//.*)|(?P<string>"[^"\n]*")|(?P<number>\d[\d_]*(?:[-:.\w]*\w)?%?)'
    r"|(?P<word>[a-z_][a-z0-9_]*)|(?P<symbol>[A-Z][A-Z0-9]*(?:\.[A-Z0-9]+)*)"
)
DECLARING = {"dimension", "topic", "catalyst", "basket", "let", "rule", "limit", "rulebook"}


def tokens(text):
    """Line, column, kind and text of what must be coloured, and of names, which need not be."""
    for number, line in enumerate(text.split("\n")):
        before = ""
        for match in TOKEN.finditer(line):
            kind, found = match.lastgroup, match.group()
            if kind == "word":
                kind = "name" if found not in WORDS or before in DECLARING else "keyword"
                before = found
            elif kind != "comment":
                before = ""
            yield number, match.start(), kind, found


def problems(name, text, colour_at, groups):
    """What `colour_at(line, column)` says of each token that `groups` does not allow for its kind."""
    for line, column, kind, found in tokens(text):
        for offset in (0, len(found) - 1):
            colour = colour_at(line, column + offset)
            if not groups[kind](colour):
                yield f"{name}:{line + 1}:{column + offset + 1}: `{found}` is a {kind} and has {colour!r}"
                break


# TextMate


def textmate(files):
    try:
        from textmate_grammar.parsers.base import LanguageParser

        # It tells of every blank that has no colour.
        logging.disable(logging.CRITICAL)
    except ImportError:
        return None, "textmate-grammar-python is not installed"
    grammar = json.loads((ROOT / "editors/vscode/syntaxes/tranche.tmLanguage.json").read_text())

    class Parser(LanguageParser):
        def __init__(self):
            super().__init__(grammar)

    parser = Parser()
    groups = {
        "comment": lambda c: c.startswith("comment"),
        "string": lambda c: c.startswith("string"),
        "number": lambda c: c.startswith("constant.numeric"),
        "keyword": lambda c: c.startswith(("keyword", "support.function")),
        "symbol": lambda c: c.startswith("constant.other.symbol"),
        "name": lambda c: c.startswith(("source.", "entity.name", "constant.language.score", "support.function")),
    }
    found = []
    for name, text in files:
        element = parser.parse_string(text)
        table = {}
        for (line, column), content, names in element.flatten() if element else []:
            for offset in range(len(content)):
                table[(line, column + offset)] = names[-1]
        found += problems(name, text, lambda l, c: table.get((l, c), "source.tranche"), groups)
    return found, None


# Neovim

LUA = """
local out = {}
for line = 1, vim.api.nvim_buf_line_count(0) do
  local row = {}
  for column = 1, #vim.fn.getline(line) do
    row[column] = vim.fn.synIDattr(vim.fn.synID(line, column, 1), "name")
  end
  out[line] = row
end
local file = io.open(vim.env.HIGHLIGHT_OUTPUT, "w")
file:write(vim.fn.json_encode(out))
file:close()
"""


def neovim(files):
    program = shutil.which("nvim")
    if program is None:
        return None, "there is no nvim; on Debian `apt-get install neovim` adds it"
    groups = {
        "comment": lambda c: c == "trancheComment",
        "string": lambda c: c == "trancheString",
        "number": lambda c: c in ("trancheNumber", "trancheQuantity", "trancheDate"),
        "keyword": lambda c: c
        in ("trancheDeclaration", "trancheClause", "trancheOperatorWord", "trancheReserved", "trancheWord", "trancheFunction"),
        "symbol": lambda c: c == "trancheSymbol",
        "name": lambda c: c in ("", "trancheScore", "trancheFunction", *NAMED),
    }
    found = []
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "colours.lua"
        script.write_text(LUA)
        for name, text in files:
            path = pathlib.Path(folder) / "book.tranche"
            path.write_text(text)
            output = pathlib.Path(folder) / "colours.json"
            output.unlink(missing_ok=True)
            subprocess.run(
                [
                    program, "--headless", "-u", "NONE", "-i", "NONE", "-n",
                    "--cmd", f"set runtimepath^={ROOT / 'editors/vim'}",
                    "--cmd", "filetype plugin on | syntax on",
                    str(path), "-c", f"luafile {script}", "-c", "quitall!",
                ],
                env={"HIGHLIGHT_OUTPUT": str(output), "HOME": folder, "PATH": "/usr/bin:/bin"},
                capture_output=True, timeout=120, check=True,
            )  # fmt: skip
            # Columns count bytes.
            rows = json.loads(output.read_text())
            encoded = text.split("\n")

            def colour_at(line, column):
                place = len(encoded[line][:column].encode())
                return rows[line][place] if line < len(rows) and place < len(rows[line]) else ""

            found += problems(name, text, colour_at, groups)
    return found, None


# A declared name that is a word of the language is coloured as one by Vim, which looks at words alone.
NAMED = ("trancheWord", "trancheReserved")


def main():
    files = [(p.name, p.read_text()) for p in sorted((ROOT / "rules").glob("*.tranche"))]
    # Every word, alone on a line and between names.
    files.append(("every word", "".join(f"{word}\nx_{word} {word} {word}_x\n" for word in sorted(WORDS - DECLARING))))
    result = {}
    for name, highlighter in (("textmate", textmate), ("neovim", neovim)):
        found, reason = highlighter(files)
        result[name] = {"problems": (found or [])[:40], "notRun": reason}
    result["files"] = len(files)
    result["tokens"] = sum(1 for _, text in files for _ in tokens(text))
    print(json.dumps(result))


main()
