"""Writes the books and rulebooks of the evaluation benchmark; docs/performance.md describes them.

Usage: data.py PROGRAM FOLDER SCALE...

Everything follows from fixed seeds, so that each machine measures the same book. Writes for each scale n
`w0-n.sqlite`, `w1-n.sqlite` and `floor-n.sqlite`, and once `w0.tranche`, `w0-many.tranche`, `w1.tranche`, `w0-rules.csv`.
"""

import pathlib
import random
import sqlite3
import subprocess
import sys

ACCOUNTS = 10_000
HELD = 30
INSTRUMENTS = 500
THEMES = 20
ITEMS = 2_000
CATALYSTS = 40
RULES = 100
QUIET_RULES = 9_900
DAY = 86_400
AS_OF = 1_765_843_199  # 2025-12-15T23:59:59Z
E4, E8 = 10_000, 100_000_000


class Rule:
    def __init__(self, number, draw):
        self.name = f"r{number:03}"
        self.theme = number % THEMES
        self.days = draw.choice((2, 3, 5, 7, 10))
        self.sentiment = draw.randint(-10, 25)  # hundredths
        self.impact = draw.randint(70, 99)  # hundredths
        catalysts = draw.sample(range(CATALYSTS), 3)
        self.confirmed = sorted(catalysts[: draw.choice((0, 1, 1, 2))])
        self.unconfirmed = sorted(catalysts[2:][: draw.choice((0, 1))])
        self.weight = draw.randint(2, 12)  # tenths of a percent

    def text(self):
        topic = f"t{self.theme:02}"
        clauses = [
            f"sentiment({topic}, over: {self.days}d) >= {self.sentiment / 100:.2f}",
            f"impact({topic}, over: {self.days}d) >= {self.impact / 100:.2f}",
        ]
        clauses += [f"c{c:02} is confirmed" for c in self.confirmed]
        clauses += [f"not c{c:02} is confirmed" for c in self.unconfirmed]
        condition = "\n          and ".join(clauses)
        return (
            f"rule {self.name} {{\n"
            f"  when  {condition}\n"
            f"  build each tag theme:{topic} to {self.weight / 10}% of nav\n"
            f"}}\n"
        )

    def row(self):
        lists = ["+".join(str(c) for c in of) for of in (self.confirmed, self.unconfirmed)]
        figures = [self.theme, self.days, self.sentiment, self.impact, self.weight]
        return ",".join([self.name, *(str(figure) for figure in figures), *lists])


def rules():
    draw = random.Random(1)
    return [Rule(number, draw) for number in range(RULES)]


def quiet_rules():
    """Rules like the others, of which none fires: no theme's sentiment is that high."""
    draw = random.Random(5)
    quiet = [Rule(RULES + number, draw) for number in range(QUIET_RULES)]
    for rule in quiet:
        rule.sentiment = draw.randint(90, 99)
    return quiet


def rulebook(name, rules, more):
    topics = [f't{theme:02} {{ themes "t{theme:02}" }}' for theme in range(THEMES)]
    read = sorted({number for rule in rules for number in rule.confirmed + rule.unconfirmed})
    catalysts = [f"c{number:02} {{ topic t{number % THEMES:02} }}" for number in read]
    parts = [f'language 1\n\nrulebook {name} "The benchmark {name}"\n', "dimension theme\n"]
    parts += [f"topic {topic}" for topic in topics] + [""]
    parts += [f"catalyst {catalyst}" for catalyst in catalysts] + [""]
    parts += [rule.text() for rule in rules]
    parts += [more]
    return "\n".join(parts)


W0 = """limit single weight of each instrument <= 90%

settings { minimum trade 0% of nav }
"""

W1 = """rule hedge_first "Hedges a theme" {
  when  weight(tag theme:t01) > 2%
  hedge 20% of tag theme:t01 by beta with HDG
}

limit single  weight of each instrument <= 9%
limit themes  weight of each theme      <= 18%
limit whole   gross                     <= 130%
limit onesided net                      <= 120%
limit slope   beta                      <= 1.6
limit floor   cash                      >= 1%
limit churn   turnover over 1d          <= 20%
limit volume  trade of each instrument  <= 5% of adv
limit barred  no buys of S007

settings { minimum trade 0.05% of nav  costs 1 USD per order plus 2bp }
"""


class World:
    """What is the same at every scale."""

    def __init__(self):
        draw = random.Random(2)
        self.prices = [draw.randint(500, 60_000) * E4 * 100 for _ in range(INSTRUMENTS)]
        self.betas = [draw.randint(40, 180) * E8 // 100 for _ in range(INSTRUMENTS)]
        self.volumes = [draw.randint(50_000, 5_000_000) * E8 for _ in range(INSTRUMENTS)]
        self.stale = set(draw.sample(range(INSTRUMENTS), INSTRUMENTS // 100))
        self.confirmed = sorted(draw.sample(range(CATALYSTS), CATALYSTS // 2))
        self.items = [self.item(draw) for _ in range(ITEMS)]

    @staticmethod
    def item(draw):
        available = AS_OF - draw.randint(0, 12 * DAY)
        themes = sorted(draw.sample(range(THEMES), draw.choice((1, 1, 2))))
        ties = [(t, draw.randint(10, 100) * E8 // 100, draw.randint(-60, 90) * E8 // 100) for t in themes]
        return available, draw.randint(0, 100) * E8 // 100, ties


def write_world(book, world, is_real):
    instruments = [(n + 1, f"S{n:03}", "stock", E8, world.betas[n], world.volumes[n]) for n in range(INSTRUMENTS)]
    prices = []
    for number, price in enumerate(world.prices):
        made = AS_OF - AS_OF % DAY - (9 if is_real and number in world.stale else 1) * DAY
        prices.append((number + 1, made, made + DAY, price))
    if is_real:
        instruments.append((INSTRUMENTS + 1, "HDG", "inverse_fund", -E8, E8, 10_000_000 * E8))
        prices.append((INSTRUMENTS + 1, AS_OF - AS_OF % DAY - DAY, AS_OF - AS_OF % DAY, 40 * E8))
        made = AS_OF - AS_OF % DAY - DAY
        book.execute(
            "INSERT INTO fx_rate (currency, numeraire, at, available, rate_e8) VALUES ('EUR', 'USD', ?, ?, ?)",
            (made, made + DAY, 117 * E8 // 100),
        )
    book.executemany(
        "INSERT INTO instrument (id, symbol, kind, currency, leverage_e8, beta_e8, average_daily_volume_e8)"
        " VALUES (?, ?, ?, 'USD', ?, ?, ?)",
        instruments,
    )
    book.executemany(
        "INSERT INTO tag (instrument, dimension, value) VALUES (?, 'theme', ?)",
        [(n + 1, f"t{n % THEMES:02}") for n in range(INSTRUMENTS)],
    )
    book.executemany("INSERT INTO price (instrument, at, available, price_e8) VALUES (?, ?, ?, ?)", prices)
    for number, (available, impact, ties) in enumerate(world.items):
        book.execute(
            "INSERT INTO item (id, provider, identifier, title, source, owner, published, received, available,"
            " sentiment_e8, impact_e8) VALUES (?, 'bench', ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (number + 1, f"{number}", f"Item number {number}", f"wire{number % 9}", f"wire{number % 9}",
             available, available, available, impact),
        )  # fmt: skip
        book.executemany(
            "INSERT INTO item_subject (item, kind, name, relevance_e8, sentiment_e8) VALUES (?, 'theme', ?, ?, ?)",
            [(number + 1, f"t{theme:02}", relevance, score) for theme, relevance, score in ties],
        )
    confirmed = AS_OF - 40 * DAY
    book.executemany(
        "INSERT INTO catalyst_act (catalyst, kind, at, recorded, who) VALUES (?, 'confirm', ?, ?, 'bench')",
        [(f"c{number:02}", confirmed, confirmed) for number in world.confirmed],
    )


def write_accounts(book, world, scale, is_real):
    draw = random.Random(3)
    if is_real:
        write_run(book)
    for number in range(1, ACCOUNTS * scale + 1):
        held = sorted(draw.sample(range(INSTRUMENTS), HELD))
        positions = []
        total = 0
        for instrument in held:
            price = world.prices[instrument]
            wanted = draw.randint(2_000, 64_000)  # dollars of about a million
            quantity = max(1, wanted * E8 // price)
            total += quantity * price // E4
            positions.append((number, instrument + 1, quantity * E8))
        # In a third of the real accounts cash pays for a part of what rules ask for, above a floor of 1%.
        binds = draw.random() >= 0.66 and is_real
        cash = total * (14 if binds else 600) // 1_000 + 20_000
        currency = "EUR" if is_real and number % 20 == 7 else "USD"
        amount = cash * 100 // 117 if currency == "EUR" else cash
        book.execute(
            "INSERT INTO account (id, name, base_currency) VALUES (?, ?, ?)", (number, f"a{number:07}", currency)
        )
        book.executemany("INSERT INTO position (account, instrument, quantity_e8) VALUES (?, ?, ?)", positions)
        rows = [(number, currency, amount)]
        if currency == "EUR":
            rows.append((number, "USD", total // 2))
        book.executemany("INSERT INTO cash (account, currency, amount_e4) VALUES (?, ?, ?)", rows)
        if is_real and number % 10 == 3:
            write_fill(book, number, positions[draw.randrange(HELD)], world)


def write_run(book):
    at = AS_OF - 5 * DAY
    book.execute("INSERT INTO entry (id, kind, recorded, who) VALUES (1, 'run', ?, 'bench')", (at,))
    book.execute(
        "INSERT INTO run (id, at, rulebook, rulebook_hash, proposal) VALUES (1, ?, 'w1', 'bench', 'bench')", (at,)
    )


def write_fill(book, account, position, world):
    """A run that bought half of what is held of one instrument, filled."""
    _, instrument, held = position
    bought = max(1, held // E8 // 2) * E8
    theme = (instrument - 1) % THEMES
    rule = f"r{theme:03}"  # rule number `theme` is of that theme
    at = AS_OF - 5 * DAY
    price = world.prices[instrument - 1]
    value = bought // E8 * price // E4
    book.execute("INSERT INTO run_account (account, run, nav_e4) VALUES (?, 1, 10000000000)", (account,))
    book.execute(
        "INSERT INTO run_step (account, run, rule, step, instrument, goal_e8) VALUES (?, 1, ?, 'all', ?, ?)",
        (account, rule, instrument, bought),
    )
    book.execute(
        "INSERT INTO change (account, id, run, instrument, action, quantity_e8, price_e8, value_e4, state,"
        " closed_by, tolerance_e8) VALUES (?, ?, 1, ?, 'buy', ?, ?, ?, 'filled', 1, ?)",
        (account, account, instrument, bought, price, value, E8),
    )
    book.execute(
        "INSERT INTO change_cause (account, change, number, rule, step, goal_e8) VALUES (?, ?, 1, ?, 'all', ?)",
        (account, account, rule, bought),
    )
    book.execute(
        "INSERT INTO fill (account, change, number, entry, at, quantity_e8, price_e8, amount_e4)"
        " VALUES (?, ?, 1, 1, ?, ?, ?, ?)",
        (account, account, at, bought, price, -value),
    )


def write_book(program, path, scale, is_real):
    path.unlink(missing_ok=True)
    subprocess.run([program, "portfolio", "new", path], check=True, stdout=subprocess.DEVNULL)
    book = sqlite3.connect(path)
    book.execute("PRAGMA synchronous = OFF")
    world = World()
    write_world(book, world, is_real)
    write_accounts(book, world, scale, is_real)
    book.commit()
    book.close()


def write_floor(path, scale):
    """Two integer keys and a quantity: what no choice of ours can move."""
    path.unlink(missing_ok=True)
    book = sqlite3.connect(path)
    book.execute("PRAGMA synchronous = OFF")
    book.execute(
        "CREATE TABLE position (account INTEGER, instrument INTEGER, quantity INTEGER,"
        " PRIMARY KEY (account, instrument)) WITHOUT ROWID"
    )
    draw = random.Random(4)
    for account in range(1, ACCOUNTS * scale + 1):
        held = sorted(draw.sample(range(1, INSTRUMENTS + 1), HELD))
        rows = [(account, instrument, draw.randint(1, 2_000)) for instrument in held]
        book.executemany("INSERT INTO position VALUES (?, ?, ?)", rows)
    book.commit()
    book.close()


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "w0.tranche").write_text(rulebook("w0", rules(), W0))
    (folder / "w1.tranche").write_text(rulebook("w1", rules(), W1))
    (folder / "w0-many.tranche").write_text(rulebook("w0", rules() + quiet_rules(), W0))
    (folder / "w0-rules.csv").write_text("".join(rule.row() + "\n" for rule in rules()))
    for scale in map(int, sys.argv[3:] or ["1"]):
        write_floor(folder / f"floor-{scale}.sqlite", scale)
        write_book(program, folder / f"w0-{scale}.sqlite", scale, is_real=False)
        write_book(program, folder / f"w1-{scale}.sqlite", scale, is_real=True)
        print(f"scale {scale}: {ACCOUNTS * scale:,} accounts in {folder}")


main()
