"""Makes inputs with other programs' own libraries, imports each with `tranche`, and prints what those libraries say of
positions, cash and totals beside what the portfolio file holds, as JSON.

Usage: genuine.py PROGRAM PLACE FOLDER, where PLACE is what `.ci/python` made.
"""

import contextlib
import datetime
import io
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import warnings
from decimal import Decimal

warnings.filterwarnings("ignore")

PROGRAM, PLACE, FOLDER = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
DAY = datetime.date(2026, 1, 15)


def plain(number):
    """A decimal number without zeros at its end."""
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def run(*words):
    environment = dict(os.environ, PATH=f"{PLACE / 'bin'}:{os.environ['PATH']}")
    command = [str(PROGRAM), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def held(source):
    """What a portfolio file holds after an import of `source`, and what was said."""
    file = FOLDER / f"{source.name}.portfolio"
    run_result = run("portfolio", "import", file, source)
    found = {"status": run_result.returncode, "said": run_result.stderr.splitlines()}
    if not file.exists():
        return found
    with contextlib.closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT a.name, i.symbol, p.quantity_e8 FROM position p JOIN account a ON a.id = p.account "
            "JOIN instrument i ON i.id = p.instrument"
        )
        found["positions"] = {f"{a} {s}": plain(Decimal(q).scaleb(-8)) for a, s, q in rows}
        rows = database.execute(
            "SELECT a.name, c.currency, c.amount_e4 FROM cash c JOIN account a ON a.id = c.account"
        )
        found["cash"] = {f"{a} {c}": plain(Decimal(m).scaleb(-4)) for a, c, m in rows}
        rows = database.execute(
            "SELECT i.symbol, date(p.at, 'unixepoch'), p.price_e8 FROM price p "
            "JOIN instrument i ON i.id = p.instrument ORDER BY 1, 2"
        )
        prices = [(s, d, Decimal(p).scaleb(-8)) for s, d, p in rows]
        found["prices"] = {f"{s} {d}": plain(p) for s, d, p in prices}
        rows = database.execute("SELECT count(*), sum(quantity_e8) FROM lot").fetchone()
        found["lots"] = [rows[0], plain(Decimal(rows[1] or 0).scaleb(-8))]
        last = {s: p for s, _, p in prices}
        totals = {}
        for name, quantity in found["positions"].items():
            account, symbol = name.rsplit(" ", 1)
            if symbol in last:
                totals[account] = totals.get(account, 0) + Decimal(quantity) * last[symbol]
        found["totals"] = {a: plain(round(t, 2)) for a, t in totals.items()}
    return found


CHECKS = []


def check(name, expected, found):
    """Only what is expected is compared."""
    CHECKS.append({"name": name, "expected": expected, "found": {k: found.get(k) for k in expected}})


# GnuCash, with piecash and with books that GnuCash itself wrote.


def gnucash():
    import piecash
    from piecash import Account, Commodity, Price, Split, Transaction

    path = FOLDER / "made.gnucash"
    with contextlib.redirect_stderr(io.StringIO()):
        book = piecash.create_book(str(path), currency="USD", overwrite=True)
    usd = book.default_currency
    assets = Account("Assets", "ASSET", usd, parent=book.root_account, placeholder=True)
    broker = Account("Broker", "BANK", usd, parent=assets)
    stocks = Account("Stocks", "STOCK", usd, parent=broker, placeholder=True)
    opening = Account("Opening", "EQUITY", usd, parent=book.root_account)
    nvda = Commodity("NASDAQ", "NVDA", "NVIDIA Corp", fraction=10000, book=book)
    fund = Commodity("FUND", "VTI", "Total Market", fraction=10000, book=book)
    shares = Account("NVIDIA", "STOCK", nvda, parent=stocks)
    units = Account("VTI", "MUTUAL", fund, parent=broker)
    book.flush()

    def book_in(day, *splits):
        Transaction(currency=usd, description="x", post_date=day, splits=list(splits))

    start = datetime.date(2024, 1, 2)
    book_in(start, Split(broker, Decimal("50000.25")), Split(opening, Decimal("-50000.25")))
    for number in range(5):
        day = start + datetime.timedelta(days=30 * number)
        paid = Decimal(500 + number)
        book_in(
            day, Split(shares, value=paid * 2, quantity=Decimal(2)), Split(broker, -paid * 2)
        )
    book_in(start, Split(units, value=Decimal(2500), quantity=Decimal("10.5")), Split(broker, Decimal(-2500)))
    # A split of 10 for 1: shares without a value.
    book_in(datetime.date(2024, 6, 10), Split(shares, value=Decimal(0), quantity=Decimal(90)))
    # Several prices of one day.
    Price(nvda, usd, DAY, Decimal("180.5"), type="transaction", source="user:split-import")
    Price(nvda, usd, DAY, Decimal("181.5"), type="last", source="user:price-editor")
    Price(fund, usd, DAY, Decimal("333.1"), type="nav", source="Finance::Quote")
    book.save()
    expected = {
        "status": 0,
        "positions": {
            f"Assets:Broker {a.commodity.mnemonic}": plain(a.get_balance(recurse=False))
            for a in (shares, units)
        },
        "cash": {"Assets:Broker USD": plain(broker.get_balance(recurse=False))},
        "totals": {
            "Assets:Broker": plain(
                round(sum(a.get_balance(recurse=False) * p for a, p in ((shares, Decimal("181.5")), (units, Decimal("333.1")))), 2)
            )
        },
    }
    book.close()
    check("gnucash", expected, held(path))

    books = PLACE / "sources/piecash-1.2.1/gnucash_books"
    for name in ("investment", "book_prices"):
        path = books / f"{name}.gnucash"
        with contextlib.redirect_stderr(io.StringIO()):
            book = piecash.open_book(str(path), readonly=True, open_if_lock=True)
        positions = {}
        for account in book.accounts:
            if account.type in ("STOCK", "MUTUAL") and account.get_balance(recurse=False):
                above = account.parent
                while above.type in ("STOCK", "MUTUAL"):
                    above = above.parent
                key = f"{above.fullname} {account.commodity.mnemonic}"
                positions[key] = positions.get(key, 0) + account.get_balance(recurse=False)
        # Written at midnight east of Greenwich, which is 23:00 of the day before, or at 10:59, which is none.
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = database.execute(
                "SELECT c.mnemonic, p.date FROM prices p JOIN commodities c ON c.guid = p.commodity_guid "
                "WHERE c.namespace NOT IN ('CURRENCY', 'template')"
            )
            digits = [(s, "".join(filter(str.isdigit, d))) for s, d in rows]
            moments = [(s, datetime.datetime.strptime(d, "%Y%m%d%H%M%S")) for s, d in digits]
        dates = {f"{s} {(m + datetime.timedelta(hours=m.hour // 23)).date()}" for s, m in moments}
        before = path.read_bytes()
        found = held(path)
        found["unchanged"] = path.read_bytes() == before
        found["days"] = sorted(found["prices"])
        check(
            f"gnucash {name}",
            {"status": 0, "positions": {k: plain(v) for k, v in positions.items()}, "unchanged": True, "days": sorted(dates)},
            found,
        )
        book.close()


# OFX, with ofxtools.


def ofx():
    import xml.etree.ElementTree

    from ofxtools import models
    from ofxtools.header import make_header
    from ofxtools.utils import UTC

    moment = datetime.datetime(2026, 1, 15, 21, 0, tzinfo=UTC)
    securities = [("67066G104", "NVDA", Decimal(30), Decimal("181.5")), ("459200101", "IBM", Decimal(-20), Decimal(300))]

    def position(number, units, price):
        return models.POSSTOCK(
            invpos=models.INVPOS(
                secid=models.SECID(uniqueid=number, uniqueidtype="CUSIP"),
                heldinacct="CASH" if units > 0 else "SHORT",
                postype="LONG" if units > 0 else "SHORT",
                units=units,
                unitprice=price,
                mktval=units * price,
                dtpriceasof=moment,
            )
        )

    status = models.STATUS(code=0, severity="INFO")
    statement = models.INVSTMTRS(
        dtasof=moment,
        curdef="USD",
        invacctfrom=models.INVACCTFROM(brokerid="example.com", acctid="777-1"),
        invposlist=models.INVPOSLIST(*(position(n, u, p) for n, _, u, p in securities)),
        invbal=models.INVBAL(
            availcash=Decimal("1234.56"), marginbalance=Decimal(-200), shortbalance=Decimal(6000)
        ),
    )
    listing = models.SECLIST(
        *(
            models.STOCKINFO(
                secinfo=models.SECINFO(
                    secid=models.SECID(uniqueid=n, uniqueidtype="CUSIP"), secname=t, ticker=t
                )
            )
            for n, t, _, _ in securities
        )
    )
    document = models.OFX(
        signonmsgsrsv1=models.SIGNONMSGSRSV1(
            sonrs=models.SONRS(status=status, dtserver=moment, language="ENG")
        ),
        invstmtmsgsrsv1=models.INVSTMTMSGSRSV1(
            models.INVSTMTTRNRS(trnuid="1", status=status, invstmtrs=statement)
        ),
        seclistmsgsrsv1=models.SECLISTMSGSRSV1(listing),
    )
    from ofxtools.Parser import OFXTree
    from ofxtools.Client import OFXClient

    for version in (103, 203):
        header = make_header(version=version)
        tree = document.to_etree()
        if version == 103:
            # As banks write it: no end tags of elements that hold text.
            def spelled(element):
                inside = "".join(map(spelled, element))
                if len(element):
                    return f"<{element.tag}>{inside}</{element.tag}>"
                return f"<{element.tag}>{element.text or ''}"

            body = spelled(tree).encode()
        else:
            body = xml.etree.ElementTree.tostring(tree)
        path = FOLDER / f"made-{version}.ofx"
        path.write_bytes(str(header).encode() + body)
        # What ofxtools itself reads of the file.
        parser = OFXTree()
        parser.parse(str(path))
        read = parser.convert().statements[0]
        tickers = {s.uniqueid: s.ticker for s in parser.convert().securities}
        account = read.invacctfrom.acctid
        expected = {
            "status": 0,
            "positions": {
                f"{account} {tickers[p.uniqueid]}": plain(p.units) for p in read.invposlist
            },
            "cash": {
                f"{account} USD": plain(read.invbal.availcash + read.invbal.marginbalance)
            },
            "totals": {account: plain(round(sum(p.mktval for p in read.invposlist), 2))},
        }
        check(f"ofx {version}", expected, held(path))


# beancount, with its own generator of examples.


def beancount():
    path = FOLDER / "example.beancount"
    tool = str(PLACE / "bin/bean-example")
    with open(path, "w") as file:
        subprocess.run(
            [tool, "--seed", "7", "--date-end", "2025-12-31"], stdout=file, stderr=subprocess.DEVNULL, check=True
        )
    from beancount import loader
    from beancount.core import prices, realization
    from beancount.core.data import Price

    entries, _, _ = loader.load_file(str(path))
    root = realization.realize(entries)
    table = prices.build_price_map(entries)
    expected = {"status": 0, "positions": {}, "cash": {}, "totals": {}, "lots": [0, Decimal(0)]}
    for name in ("Assets:US:ETrade", "Assets:US:Vanguard"):
        total = Decimal(0)
        for leaf in realization.get(root, name).values():
            for position in leaf.balance:
                currency = position.units.currency
                if position.cost is None:
                    expected["cash"][f"{name} {currency}"] = plain(position.units.number)
                    continue
                key = f"{name} {currency}"
                before = Decimal(expected["positions"].get(key, 0))
                expected["positions"][key] = plain(before + position.units.number)
                expected["lots"][0] += 1
                expected["lots"][1] += position.units.number
                total += position.units.number * prices.get_price(table, (currency, "USD"))[1]
        expected["totals"][name] = plain(round(total, 2))
    expected["lots"][1] = plain(expected["lots"][1])
    expected["prices"] = {
        f"{e.currency} {e.date}": plain(e.amount.number)
        for e in entries
        if isinstance(e, Price) and any(k.endswith(f" {e.currency}") for k in expected["positions"])
    }
    check("beancount", expected, held(path))


# Money Manager Ex and Wealthfolio have no library: databases with all the columns of their tables, and what SQLite
# itself sums in them.


def database(path, tables, rows, mode="DELETE"):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    for name, columns in tables.items():
        connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    for name, values in rows:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {name} ({names}) VALUES ({marks})", list(values.values()))
    connection.commit()
    return connection


def money_manager():
    text, number = "TEXT", "NUMERIC"

    def table(key, **columns):
        return [f"{key} INTEGER PRIMARY KEY", *(f"{name} {kind}" for name, kind in columns.items())]

    tables = {
        "ACCOUNTLIST_V1": table(
            "ACCOUNTID", ACCOUNTNAME=text, ACCOUNTTYPE=text, ACCOUNTNUM=text, STATUS=text, NOTES=text, HELDAT=text, WEBSITE=text,
            CONTACTINFO=text, ACCESSINFO=text, INITIALBAL=number, INITIALDATE=text, FAVORITEACCT=text, CURRENCYID="INTEGER",
            STATEMENTLOCKED="INTEGER", STATEMENTDATE=text, MINIMUMBALANCE=number, CREDITLIMIT=number, INTERESTRATE=number,
            PAYMENTDUEDATE=text, MINIMUMPAYMENT=number,
        ),
        "STOCK_V1": table(
            "STOCKID", HELDAT="INTEGER", PURCHASEDATE=text, STOCKNAME=text, SYMBOL=text, NUMSHARES=number, PURCHASEPRICE=number,
            NOTES=text, CURRENTPRICE=number, VALUE=number, COMMISSION=number,
        ),
        "STOCKHISTORY_V1": table("HISTID", SYMBOL=text, DATE=text, VALUE=number, UPDTYPE="INTEGER"),
        "CHECKINGACCOUNT_V1": table(
            "TRANSID", ACCOUNTID="INTEGER", TOACCOUNTID="INTEGER", PAYEEID="INTEGER", TRANSCODE=text, TRANSAMOUNT=number, STATUS=text,
            TRANSACTIONNUMBER=text, NOTES=text, CATEGID="INTEGER", TRANSDATE=text, LASTUPDATEDTIME=text, DELETEDTIME=text,
            FOLLOWUPID="INTEGER", TOTRANSAMOUNT=number,
        ),
        "CURRENCYFORMATS_V1": table(
            "CURRENCYID", CURRENCYNAME=text, PFX_SYMBOL=text, SFX_SYMBOL=text, DECIMAL_POINT=text, GROUP_SEPARATOR=text,
            UNIT_NAME=text, CENT_NAME=text, SCALE="INTEGER", BASECONVRATE=number, CURRENCY_SYMBOL=text, CURRENCY_TYPE=text,
        ),
        "CURRENCYHISTORY_V1": table("CURRHISTID", CURRENCYID="INTEGER", CURRDATE=text, CURRVALUE=number, CURRUPDTYPE="INTEGER"),
        "INFOTABLE_V1": table("INFOID", INFONAME=text, INFOVALUE=text),
        "SHAREINFO_V1": table("SHAREINFOID", CHECKINGACCOUNTID="INTEGER", SHARENUMBER=number, SHAREPRICE=number, SHARECOMMISSION=number, SHARELOT=text),
        "TRANSLINK_V1": table("TRANSLINKID", CHECKINGACCOUNTID="INTEGER", LINKTYPE=text, LINKRECORDID="INTEGER"),
    }  # fmt: skip
    rows = [
        ("CURRENCYFORMATS_V1", {"CURRENCYID": 1, "CURRENCYNAME": "Dollar", "CURRENCY_SYMBOL": "USD", "CURRENCY_TYPE": "Fiat", "SCALE": 100}),
        ("ACCOUNTLIST_V1", {"ACCOUNTID": 1, "ACCOUNTNAME": "Broker", "ACCOUNTTYPE": "Investment", "STATUS": "Open", "INITIALBAL": 1000.1, "FAVORITEACCT": "TRUE", "CURRENCYID": 1}),
        ("ACCOUNTLIST_V1", {"ACCOUNTID": 2, "ACCOUNTNAME": "Checking", "ACCOUNTTYPE": "Checking", "STATUS": "Open", "INITIALBAL": 5, "FAVORITEACCT": "TRUE", "CURRENCYID": 1}),
    ]
    for number_, symbol in enumerate(["NVDA", "VTI", "NVDA", "NVDA", "VTI"], 1):
        shares = number_ + 0.1
        rows.append(("STOCK_V1", {"STOCKID": number_, "HELDAT": 1, "PURCHASEDATE": f"2025-0{number_}-01", "STOCKNAME": symbol, "SYMBOL": symbol, "NUMSHARES": shares, "PURCHASEPRICE": 50.5, "CURRENTPRICE": 1}))
        rows.append(("STOCKHISTORY_V1", {"HISTID": number_, "SYMBOL": symbol, "DATE": f"2026-01-0{number_}", "VALUE": 100.5 + number_, "UPDTYPE": 1}))
        # Each purchase is paid for, linked to its row, and sums to it once.
        rows.append(("CHECKINGACCOUNT_V1", {"TRANSID": number_, "ACCOUNTID": 1, "TOACCOUNTID": -1, "PAYEEID": -1, "TRANSCODE": "Withdrawal", "TRANSAMOUNT": 50.5 * shares, "STATUS": "R", "TRANSDATE": "2025-01-01", "DELETEDTIME": "", "TOTRANSAMOUNT": 0}))
        rows.append(("SHAREINFO_V1", {"SHAREINFOID": number_, "CHECKINGACCOUNTID": number_, "SHARENUMBER": shares, "SHAREPRICE": 50.5, "SHARECOMMISSION": 0}))
        rows.append(("TRANSLINK_V1", {"TRANSLINKID": number_, "CHECKINGACCOUNTID": number_, "LINKTYPE": "Stock", "LINKRECORDID": number_}))
    rows.append(("CHECKINGACCOUNT_V1", {"TRANSID": 90, "ACCOUNTID": 2, "TOACCOUNTID": 1, "PAYEEID": -1, "TRANSCODE": "Transfer", "TRANSAMOUNT": 700, "STATUS": "", "TOTRANSAMOUNT": 700}))
    rows.append(("CHECKINGACCOUNT_V1", {"TRANSID": 91, "ACCOUNTID": 1, "TOACCOUNTID": -1, "PAYEEID": -1, "TRANSCODE": "Deposit", "TRANSAMOUNT": 9999, "STATUS": "V", "TOTRANSAMOUNT": 0}))
    path = FOLDER / "money.mmb"
    connection = database(path, tables, rows)
    shares = connection.execute("SELECT SYMBOL, round(sum(NUMSHARES), 8) FROM STOCK_V1 GROUP BY SYMBOL").fetchall()
    cash = connection.execute(
        "SELECT round(1000.1 + 700 - sum(TRANSAMOUNT), 4) FROM CHECKINGACCOUNT_V1 WHERE TRANSCODE = 'Withdrawal'"
    ).fetchone()[0]
    worth = connection.execute(
        "SELECT round(sum(s.NUMSHARES * h.VALUE), 2) FROM STOCK_V1 s JOIN STOCKHISTORY_V1 h ON h.SYMBOL = s.SYMBOL "
        "WHERE h.DATE = (SELECT max(DATE) FROM STOCKHISTORY_V1 l WHERE l.SYMBOL = s.SYMBOL)"
    ).fetchone()[0]
    connection.close()
    expected = {
        "status": 0,
        "positions": {f"Broker {s}": plain(str(q)) for s, q in shares},
        "cash": {"Broker USD": plain(str(cash))},
        "totals": {"Broker": plain(str(worth))},
        "lots": [5, plain(str(sum(Decimal(str(q)) for _, q in shares)))],
    }
    check("money manager ex", expected, held(path))


def wealthfolio():
    def table(names):
        return [f'"{name}" TEXT' for name in names.split()]

    tables = {
        "accounts": table(
            "id name account_type group currency is_default is_active created_at updated_at platform_id account_number meta provider "
            "provider_account_id is_archived tracking_mode"
        ),
        "assets": table(
            "id kind name display_code notes metadata is_active quote_mode quote_ccy instrument_type instrument_symbol "
            "instrument_exchange_mic instrument_key provider_config created_at updated_at"
        ),
        "lots": table(
            "id account_id asset_id open_date open_activity_id original_quantity cost_per_unit original_cost_basis "
            "remaining_cost_basis fee_allocated currency cost_basis_method remaining_quantity split_ratio is_closed close_date "
            "close_activity_id created_at updated_at"
        ),
        "holdings_snapshots": table(
            "id account_id snapshot_date currency positions cash_balances cost_basis net_contribution calculated_at source"
        ),
        "snapshot_positions": table(
            "id snapshot_id asset_id quantity average_cost total_cost_basis currency inception_date is_alternative "
            "contract_multiplier created_at last_updated"
        ),
        "quotes": table("id asset_id day source open high low close adjclose volume currency notes created_at timestamp"),
        "activities": table(
            "id account_id asset_id activity_type activity_type_override source_type subtype status activity_date settlement_date "
            "quantity unit_price amount fee tax currency fx_rate notes"
        ),
        "taxonomies": table("id name color description is_system is_single_select sort_order scope"),
        "taxonomy_categories": table("id taxonomy_id parent_id name key color description sort_order icon"),
        "asset_taxonomy_assignments": table("id asset_id taxonomy_id category_id weight source created_at updated_at"),
    }
    rows = [
        ("accounts", {"id": "a", "name": "Broker", "currency": "USD", "is_archived": 0, "tracking_mode": "TRANSACTIONS"}),
        ("accounts", {"id": "b", "name": "Bank", "currency": "USD", "is_archived": 0, "tracking_mode": "HOLDINGS"}),
        ("assets", {"id": "n", "kind": "INVESTMENT", "name": "NVIDIA", "display_code": "NVDA", "quote_ccy": "USD", "instrument_type": "EQUITY", "instrument_symbol": "NVDA"}),
        ("quotes", {"id": "q", "asset_id": "n", "day": "2026-01-15", "source": "YAHOO", "close": "181.5", "currency": "USD"}),
        ("quotes", {"id": "r", "asset_id": "n", "day": "2026-01-14", "source": "YAHOO", "close": "180", "currency": "USD"}),
        ("holdings_snapshots", {"id": "s", "account_id": "a", "snapshot_date": "2026-01-15", "currency": "USD", "positions": "{}", "cash_balances": json.dumps({"USD": "12.34"}), "source": "CALCULATED"}),
        ("holdings_snapshots", {"id": "t", "account_id": "b", "snapshot_date": "2026-01-15", "currency": "USD", "positions": "{}", "cash_balances": json.dumps({"USD": 5}), "source": "MANUAL_ENTRY"}),
        ("snapshot_positions", {"id": 1, "snapshot_id": "t", "asset_id": "n", "quantity": "7.25", "average_cost": "9", "currency": "USD", "contract_multiplier": "1", "is_alternative": 0}),
    ]  # fmt: skip
    for number in range(1, 8):
        rows.append(
            (
                "lots",
                {
                    "id": str(number), "account_id": "a", "asset_id": "n", "open_date": f"2024-0{number}-01", "cost_per_unit": "500",
                    "remaining_quantity": f"{number}.5", "split_ratio": "10" if number < 4 else "1", "is_closed": int(number == 2),
                },
            )
        )  # fmt: skip
    path = FOLDER / "wealthfolio.db"
    # As its program keeps it: in write-ahead-log mode, and open.
    connection = database(path, tables, rows, mode="WAL")
    sums = connection.execute("SELECT remaining_quantity, split_ratio FROM lots WHERE is_closed = 0").fetchall()
    total = sum(Decimal(q) * Decimal(r) for q, r in sums)
    found = held(path)
    connection.close()
    expected = {
        "status": 0,
        "positions": {"Broker NVDA": plain(total), "Bank NVDA": "7.25"},
        "cash": {"Broker USD": "12.34", "Bank USD": "5"},
        "lots": [6, plain(total)],
        "totals": {"Broker": plain(round(total * Decimal("181.5"), 2)), "Bank": plain(round(Decimal("7.25") * Decimal("181.5"), 2))},
    }
    check("wealthfolio", expected, found)


# Orders, judged by QuickFIX and by Alpaca's own models.


def orders():
    root = pathlib.Path(__file__).resolve().parents[3]
    words = [
        "evaluate", root / "sample-portfolios/technology.sqlite",
        "--rules", root / "rules/rust-for-linux.tranche",
        "--news", root / "sample-portfolios/news/rust-for-linux-page.txt",
        "--received", "2025-12-13", "--as-of", "2025-12-15", "--format", "csv",
    ]  # fmt: skip
    path = FOLDER / "orders.fix"
    result = run(*words, "--orders", "fix44", path)
    count = len(result.stdout.splitlines()) - 1
    dictionary = PLACE / "sources/quickfix-1.16.0/spec/FIX44.xml"
    judged = [str(PLACE / "fix-check"), str(dictionary)]

    def verdicts(file):
        return subprocess.run([*judged, str(file)], capture_output=True, text=True, check=True).stdout.split("\n")[:-1]

    check("fix44", {"orders": ["D"] * count, "several": True}, {"orders": verdicts(path), "several": count > 3})
    # The judge can tell: a wrong sum, a wrong side, a missing quantity.
    line = path.read_bytes().split(b"\n")[0]

    def sealed(fields):
        body = b"".join(field + b"\x01" for field in fields)
        text = b"8=FIX.4.4\x019=%d\x01" % len(body) + body
        return text + b"10=%03d\x01" % (sum(text) % 256)

    fields = line.split(b"\x01")[2:-2]
    bad = FOLDER / "bad.fix"
    bad.write_bytes(
        b"\n".join(
            [
                sealed(fields),
                line.replace(b"35=D", b"35=E"),
                sealed([b"54=Z" if f.startswith(b"54=") else f for f in fields]),
                sealed([f for f in fields if not f.startswith(b"54=")]),
            ]
        )
        + b"\n"
    )
    check(
        "fix44 judge",
        {"verdicts": [True, False, False, False]},
        {"verdicts": [verdict == "D" for verdict in verdicts(bad)]},
    )

    from alpaca.trading.requests import MarketOrderRequest

    path = FOLDER / "orders.json"
    run(*words, "--account", "growth", "--orders", "alpaca", path)
    requests = json.loads(path.read_text())
    accepted = [MarketOrderRequest(**request) for request in requests]
    again = [
        {k: plain(v) if k == "qty" else str(getattr(v, "value", v)) for k, v in r.to_request_fields().items()}
        for r in accepted
    ]
    given = [dict(request, qty=plain(request["qty"])) for request in requests]
    check("alpaca", {"requests": given, "several": True}, {"requests": again, "several": len(given) > 3})


for part in (gnucash, ofx, beancount, money_manager, wealthfolio, orders):
    part()
print(json.dumps(CHECKS))
