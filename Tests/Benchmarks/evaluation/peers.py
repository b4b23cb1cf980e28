"""W0 in numpy, polars and DuckDB, each from the SQLite file through Arrow.

Usage: peers.py numpy|polars|duckdb BOOK RULES OUT

Prints milliseconds from opening the file to closing the result; what is imported was imported before. Whether
each rule fires is decided by plain Python for all three: it is a small part, and looks at no account.
"""

import sqlite3
import sys
import time

import adbc_driver_sqlite.dbapi as adbc

AS_OF, DAY = 1765843199, 86400
POSITIONS = "SELECT account, instrument, quantity_e8 / 100000000 AS quantity FROM position ORDER BY account, instrument"
CASH = "SELECT a.id, a.name, c.amount_e4 / 100 AS cents FROM account AS a JOIN cash AS c ON c.account = a.id ORDER BY a.id"
TIES = """SELECT i.available, i.impact_e8, s.name, s.relevance_e8, s.sentiment_e8
  FROM item AS i JOIN item_subject AS s ON s.item = i.id WHERE i.available <= ?"""
PRICES = """SELECT i.id, i.symbol, t.value, p.price_e8 / 1000000 FROM instrument AS i
  JOIN tag AS t ON t.instrument = i.id AND t.dimension = 'theme' JOIN price AS p ON p.instrument = i.id
  AND p.at = (SELECT max(q.at) FROM price AS q WHERE q.instrument = i.id AND q.available <= ?) ORDER BY i.id"""


def catalysts(text):
    return {f"c{int(part):02}" for part in text.split("+") if part.strip()}


def weights_of_themes(book, path):
    """The largest weight that a rule which fires asks for, in thousandths of NAV, by theme."""
    confirmed = {row[0] for row in book.execute("SELECT catalyst FROM catalyst_act WHERE kind = 'confirm'")}
    ties = {}
    for available, impact, theme, relevance, value in book.execute(TIES, (AS_OF,)):
        ties.setdefault(theme, []).append((AS_OF - available, impact, relevance, value))
    weights = {}
    for line in open(path):
        _, theme, days, sentiment, impact, weight, needed, barred = line.rstrip("\n").split(",")
        theme = f"t{int(theme):02}"
        inside = [tie for tie in ties.get(theme, []) if tie[0] < int(days) * DAY]
        relevance = sum(tie[2] for tie in inside)
        fires = (
            relevance > 0
            and sum(tie[2] * tie[3] for tie in inside) * 100 >= relevance * int(sentiment) * 10**8
            and max(tie[1] for tie in inside) * 100 >= int(impact) * 10**8
            and catalysts(needed) <= confirmed
            and not catalysts(barred) & confirmed
        )
        if fires:
            weights[theme] = max(weights.get(theme, 0), int(weight))
    return weights


def instruments(path, rules):
    """Lists of id, symbol, price in cents and weight."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as book:
        weights = weights_of_themes(book, rules)
        known = [(i, s, weights.get(t, 0), p) for i, s, t, p in book.execute(PRICES, (AS_OF,))]
    return [list(column) for column in zip(*known)]


def table(path, statement):
    with adbc.connect(path) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetch_arrow_table()


def in_numpy(path, rules, output):
    import numpy as np

    ids, symbols, asked, cents = instruments(path, rules)
    positions, cash = table(path, POSITIONS), table(path, CASH)
    account, instrument, quantity = (positions[name].to_numpy() for name in ("account", "instrument", "quantity"))
    place = np.searchsorted(np.array(ids), instrument)
    price, weight = np.array(cents)[place], np.array(asked)[place]
    firsts = np.flatnonzero(np.r_[True, account[1:] != account[:-1]])
    owner = np.searchsorted(cash["id"].to_numpy(), account[firsts])
    nav = np.add.reduceat(quantity * price, firsts) + cash["cents"].to_numpy()[owner]
    lengths = np.diff(np.r_[firsts, len(account)])
    missing = np.repeat(nav, lengths) * weight - quantity * price * 1000
    shares = np.where(missing > 0, missing // (price * 1000), 0)
    rows = np.flatnonzero(shares > 0)
    names = np.array(cash["name"].to_pylist())[np.repeat(owner, lengths)[rows]]
    bought = np.array(symbols)[place[rows]]
    with open(output, "w") as file:
        file.write("account,symbol,action,quantity\n")
        file.writelines(f"{n},{s},buy,{q}\n" for n, s, q in zip(names.tolist(), bought.tolist(), shares[rows].tolist()))


def in_polars(path, rules, output):
    import polars as pl

    ids, symbols, asked, cents = instruments(path, rules)
    known = pl.DataFrame({"instrument": ids, "symbol": symbols, "weight": asked, "cents": cents}).lazy()
    positions = pl.from_arrow(table(path, POSITIONS)).lazy().join(known, on="instrument")
    cash = pl.from_arrow(table(path, CASH)).lazy()
    value = pl.col("quantity") * pl.col("cents")
    nav = (
        positions.group_by("account").agg(value.sum().alias("held"))
        .join(cash, left_on="account", right_on="id")
        .select("account", "name", nav=pl.col("held") + pl.col("cents"))
    )  # fmt: skip
    shares = (pl.col("nav") * pl.col("weight") - value * 1000) // (pl.col("cents") * 1000)
    rows = positions.filter(pl.col("weight") > 0).join(nav, on="account").with_columns(shares.alias("shares"))
    rows = rows.filter(pl.col("shares") > 0).select(
        pl.col("name").alias("account"), "symbol", pl.lit("buy").alias("action"), pl.col("shares").alias("quantity")
    )
    rows.collect().write_csv(output)


def in_duckdb(path, rules, output):
    import duckdb
    import pyarrow as pa

    ids, symbols, asked, cents = instruments(path, rules)
    known = pa.table({"id": ids, "symbol": symbols, "weight": asked, "cents": cents})
    base = duckdb.connect()
    base.execute("SET threads = 2")
    for name, rows in (("known", known), ("position", table(path, POSITIONS)), ("cash", table(path, CASH))):
        base.register(name, rows)
    base.execute(
        f"""COPY (
          WITH nav AS (SELECT p.account, sum(p.quantity * k.cents)::BIGINT AS held FROM position AS p
            JOIN known AS k ON k.id = p.instrument GROUP BY p.account)
          SELECT c.name AS account, k.symbol, 'buy' AS action,
            ((n.held + c.cents) * k.weight - p.quantity * k.cents * 1000) // (k.cents * 1000) AS quantity
          FROM position AS p JOIN known AS k ON k.id = p.instrument JOIN nav AS n ON n.account = p.account
          JOIN cash AS c ON c.id = p.account
          WHERE k.weight > 0 AND (n.held + c.cents) * k.weight - p.quantity * k.cents * 1000 >= k.cents * 1000
        ) TO '{output}' (HEADER)"""
    )


ENGINES = {"numpy": in_numpy, "polars": in_polars, "duckdb": in_duckdb}

if __name__ == "__main__":
    engine, book, rules, output = sys.argv[1:]
    __import__(engine)
    start = time.perf_counter()
    ENGINES[engine](book, rules, output)
    print(f"{(time.perf_counter() - start) * 1000:.3f}")
