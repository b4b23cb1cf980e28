// The floor of the evaluation benchmark, and W0 written by hand in C and as one statement of SQL.
//
//   peers floor FLOOR.sqlite            one aggregate inside SQLite
//   peers step FLOOR.sqlite             three columns of each row through the C API
//   peers w0 BOOK.sqlite RULES OUT      one pass over the positions
//   peers sql BOOK.sqlite RULES OUT     one statement
//   peers checksum CSV                  of rows `account,symbol,action,quantity,...`, in any order
//
// Prints milliseconds from opening the file to closing the result; `checksum` prints the sum.

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef __int128 wide;

enum { THEMES = 20, MOST_RULES = 20000, MOST_CATALYSTS = 64, MOST_INSTRUMENTS = 20000 };
static const int64_t as_of = 1765843199, day = 86400, scale = 100000000;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void fail(const char *what) {
  fprintf(stderr, "peers: %s\n", what);
  exit(1);
}

static sqlite3 *open_book(const char *path) {
  sqlite3 *book;
  if (sqlite3_open_v2(path, &book, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, 0)) fail(path);
  return book;
}

static sqlite3_stmt *query(sqlite3 *book, const char *sql) {
  sqlite3_stmt *rows;
  if (sqlite3_prepare_v2(book, sql, -1, &rows, 0)) fail(sqlite3_errmsg(book));
  return rows;
}

// MARK: Rules

typedef struct {
  int theme, days, sentiment, impact, weight;
  uint64_t confirmed, unconfirmed;
  int fires;
} Rule;

static Rule rules[MOST_RULES];
static int rule_count;

static uint64_t set_of(char *list) {
  uint64_t set = 0;
  for (char *part = strtok(list, "+\n"); part; part = strtok(0, "+\n")) set |= 1ull << atoi(part);
  return set;
}

static void read_rules(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path);
  char line[1000], name[100], yes[400], no[400];
  while (fgets(line, sizeof line, file)) {
    Rule *rule = &rules[rule_count++];
    char *fields[8] = {0};
    int count = 0;
    for (char *at = line; at && count < 8; count++) {
      fields[count] = at;
      at = strchr(at, ',');
      if (at) *at++ = 0;
    }
    if (count < 8) fail("a rule has too few fields");
    strncpy(name, fields[0], 99), strncpy(yes, fields[6], 399), strncpy(no, fields[7], 399);
    rule->theme = atoi(fields[1]), rule->days = atoi(fields[2]);
    rule->sentiment = atoi(fields[3]), rule->impact = atoi(fields[4]), rule->weight = atoi(fields[5]);
    rule->confirmed = set_of(yes), rule->unconfirmed = set_of(no);
  }
  fclose(file);
}

// Whether each rule fires: facts about the world, once.
static void decide(sqlite3 *book) {
  uint64_t confirmed = 0;
  sqlite3_stmt *acts = query(book, "SELECT catalyst FROM catalyst_act WHERE kind = 'confirm'");
  while (sqlite3_step(acts) == SQLITE_ROW)
    confirmed |= 1ull << atoi((const char *)sqlite3_column_text(acts, 0) + 1);
  sqlite3_finalize(acts);
  enum { LONGEST = 10 };
  static wide score[THEMES][LONGEST + 1], weight[THEMES][LONGEST + 1];
  static int64_t impact[THEMES][LONGEST + 1];
  sqlite3_stmt *ties = query(book,
      "SELECT i.available, i.impact_e8, s.name, s.relevance_e8, s.sentiment_e8 FROM item AS i"
      " JOIN item_subject AS s ON s.item = i.id WHERE i.available <= 1765843199");
  while (sqlite3_step(ties) == SQLITE_ROW) {
    int64_t age = as_of - sqlite3_column_int64(ties, 0), most = sqlite3_column_int64(ties, 1);
    int theme = atoi((const char *)sqlite3_column_text(ties, 2) + 1);
    int64_t relevance = sqlite3_column_int64(ties, 3), value = sqlite3_column_int64(ties, 4);
    for (int days = age / day + 1; days <= LONGEST; days++) {
      score[theme][days] += (wide)relevance * value, weight[theme][days] += relevance;
      if (most > impact[theme][days]) impact[theme][days] = most;
    }
  }
  sqlite3_finalize(ties);
  for (Rule *rule = rules; rule < rules + rule_count; rule++) {
    wide total = weight[rule->theme][rule->days];
    rule->fires = total > 0 && score[rule->theme][rule->days] * 100 >= total * rule->sentiment * scale
        && impact[rule->theme][rule->days] * 100 >= rule->impact * scale
        && (rule->confirmed & ~confirmed) == 0 && (rule->unconfirmed & confirmed) == 0;
  }
}

// MARK: Instruments

static int64_t price[MOST_INSTRUMENTS];
static int theme_of[MOST_INSTRUMENTS], weight_of[MOST_INSTRUMENTS];
static char symbol[MOST_INSTRUMENTS][16];

static void read_instruments(sqlite3 *book) {
  int most[THEMES] = {0};
  for (Rule *rule = rules; rule < rules + rule_count; rule++)
    if (rule->fires && rule->weight > most[rule->theme]) most[rule->theme] = rule->weight;
  sqlite3_stmt *rows = query(book,
      "SELECT i.id, i.symbol, t.value, p.price_e8 FROM instrument AS i JOIN tag AS t ON t.instrument = i.id"
      " JOIN price AS p ON p.instrument = i.id AND p.at = (SELECT max(q.at) FROM price AS q"
      " WHERE q.instrument = i.id AND q.available <= 1765843199) WHERE t.dimension = 'theme'");
  while (sqlite3_step(rows) == SQLITE_ROW) {
    int id = sqlite3_column_int(rows, 0);
    if (id < 0 || id >= MOST_INSTRUMENTS) fail("too many instruments");
    strncpy(symbol[id], (const char *)sqlite3_column_text(rows, 1), 15);
    theme_of[id] = atoi((const char *)sqlite3_column_text(rows, 2) + 1);
    price[id] = sqlite3_column_int64(rows, 3);
    weight_of[id] = most[theme_of[id]];
  }
  sqlite3_finalize(rows);
}

// MARK: One pass

static char *out, *end;

static void put(const char *text) {
  size_t length = strlen(text);
  memcpy(end, text, length), end += length;
}

static void put_number(int64_t number) {
  char digits[24], *at = digits + 24;
  *--at = 0;
  do *--at = '0' + number % 10;
  while (number /= 10);
  put(at);
}

static void w0(sqlite3 *book, const char *path) {
  FILE *file = fopen(path, "w");
  if (!file) fail(path);
  out = end = malloc(1 << 20);
  put("account,symbol,action,quantity\n");
  sqlite3_stmt *accounts = query(book,
      "SELECT a.id, a.name, c.amount_e4 FROM account AS a JOIN cash AS c ON c.account = a.id ORDER BY a.id");
  sqlite3_stmt *rows = query(book, "SELECT account, instrument, quantity_e8 FROM position ORDER BY account");
  int more = sqlite3_step(rows) == SQLITE_ROW;
  int held[1000], count;
  int64_t quantity[1000];
  while (sqlite3_step(accounts) == SQLITE_ROW) {
    int64_t account = sqlite3_column_int64(accounts, 0), nav = sqlite3_column_int64(accounts, 2);
    count = 0;
    while (more && sqlite3_column_int64(rows, 0) == account) {
      int id = sqlite3_column_int(rows, 1);
      int64_t units = sqlite3_column_int64(rows, 2);
      nav += (int64_t)((wide)units * price[id] / ((wide)scale * 10000));
      held[count] = id, quantity[count++] = units;
      more = sqlite3_step(rows) == SQLITE_ROW;
    }
    for (int i = 0; i < count; i++) {
      int id = held[i];
      if (!weight_of[id]) continue;
      // weight is in thousandths of NAV, NAV in 10^-4, the price in 10^-8.
      wide missing = (wide)nav * weight_of[id] * 10 * scale - (wide)quantity[i] * price[id];
      if (missing <= 0) continue;
      int64_t shares = (int64_t)(missing / ((wide)price[id] * scale));
      if (shares <= 0) continue;
      put((const char *)sqlite3_column_text(accounts, 1)), put(","), put(symbol[id]), put(",buy,");
      put_number(shares), put("\n");
      if (end - out > (1 << 20) - 1000) fwrite(out, 1, end - out, file), end = out;
    }
  }
  fwrite(out, 1, end - out, file);
  fclose(file);
  sqlite3_finalize(rows), sqlite3_finalize(accounts);
}

// MARK: One statement

static void sql(sqlite3 *book, const char *path) {
  FILE *file = fopen(path, "w");
  if (!file) fail(path);
  // The statement decides the rules as well; their parameters are a table in memory.
  sqlite3_exec(book,
      "CREATE TEMP TABLE rule (id INTEGER PRIMARY KEY, theme TEXT, days INTEGER, sentiment INTEGER,"
      " impact INTEGER, weight INTEGER); CREATE TEMP TABLE needed (rule INTEGER, catalyst TEXT, wanted INTEGER)",
      0, 0, 0);
  sqlite3_stmt *insert = query(book, "INSERT INTO temp.rule VALUES (?, printf('t%02d', ?), ?, ?, ?, ?)");
  sqlite3_stmt *need = query(book, "INSERT INTO temp.needed VALUES (?, printf('c%02d', ?), ?)");
  for (int i = 0; i < rule_count; i++) {
    int values[] = {i, rules[i].theme, rules[i].days, rules[i].sentiment, rules[i].impact, rules[i].weight};
    for (int k = 0; k < 6; k++) sqlite3_bind_int(insert, k + 1, values[k]);
    sqlite3_step(insert), sqlite3_reset(insert);
    for (int c = 0; c < MOST_CATALYSTS; c++)
      for (int is = 0; is < 2; is++)
        if ((is ? rules[i].confirmed : rules[i].unconfirmed) >> c & 1) {
          sqlite3_bind_int(need, 1, i), sqlite3_bind_int(need, 2, c), sqlite3_bind_int(need, 3, is);
          sqlite3_step(need), sqlite3_reset(need);
        }
  }
  sqlite3_finalize(insert), sqlite3_finalize(need);
  sqlite3_stmt *rows = query(book,
      "WITH fires AS MATERIALIZED (SELECT r.theme, max(r.weight) AS weight FROM temp.rule AS r WHERE"
      "  (SELECT sum(s.relevance_e8 / 1000000 * (s.sentiment_e8 / 1000000)) >= sum(s.relevance_e8 / 1000000)"
      "     * r.sentiment AND max(i.impact_e8) >= r.impact * 1000000"
      "   FROM item_subject AS s JOIN item AS i ON i.id = s.item WHERE s.name = r.theme"
      "   AND i.available > 1765843199 - r.days * 86400 AND i.available <= 1765843199)"
      "  AND NOT EXISTS (SELECT 1 FROM temp.needed AS n WHERE n.rule = r.id AND n.wanted <> EXISTS"
      "    (SELECT 1 FROM catalyst_act AS a WHERE a.catalyst = n.catalyst AND a.kind = 'confirm'))"
      "  GROUP BY r.theme),"
      " known AS MATERIALIZED (SELECT i.id, i.symbol, p.price_e8 / 1000000 AS cents, f.weight FROM instrument AS i"
      "  JOIN tag AS t ON t.instrument = i.id AND t.dimension = 'theme'"
      "  JOIN price AS p ON p.instrument = i.id AND p.at = (SELECT max(q.at) FROM price AS q"
      "    WHERE q.instrument = i.id AND q.available <= 1765843199)"
      "  LEFT JOIN fires AS f ON f.theme = t.value),"
      " nav AS MATERIALIZED (SELECT p.account, sum(p.quantity_e8 / 100000000 * k.cents) AS cents FROM position AS p"
      "  JOIN known AS k ON k.id = p.instrument GROUP BY p.account)"
      " SELECT a.name, k.symbol,"
      "  ((n.cents + c.amount_e4 / 100) * k.weight - p.quantity_e8 / 100000000 * k.cents * 1000) / (k.cents * 1000)"
      "  AS shares FROM nav AS n JOIN account AS a ON a.id = n.account JOIN cash AS c ON c.account = a.id"
      " JOIN position AS p ON p.account = a.id JOIN known AS k ON k.id = p.instrument"
      " WHERE k.weight IS NOT NULL AND shares > 0");
  fprintf(file, "account,symbol,action,quantity\n");
  while (sqlite3_step(rows) == SQLITE_ROW)
    fprintf(file, "%s,%s,buy,%lld\n", sqlite3_column_text(rows, 0), sqlite3_column_text(rows, 1),
            (long long)sqlite3_column_int64(rows, 2));
  sqlite3_finalize(rows);
  fclose(file);
}

// MARK: The same rows

static uint64_t hash(const char *text, size_t length) {
  uint64_t value = 14695981039346656037ull;
  for (size_t i = 0; i < length; i++) value = (value ^ (unsigned char)text[i]) * 1099511628211ull;
  return value ^ value >> 29;
}

static void checksum(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fail(path);
  static char line[10000];
  uint64_t sum = 0, count = 0;
  if (!fgets(line, sizeof line, file)) fail("no header");
  while (fgets(line, sizeof line, file)) {
    char *at = line;
    for (int field = 0; field < 4 && at; field++) at = strpbrk(field ? at + 1 : at, ",\n");
    if (!at) fail("a row has too few fields");
    sum += hash(line, at - line), count++;
  }
  printf("%016llx %llu\n", (unsigned long long)sum, (unsigned long long)count);
  fclose(file);
}

int main(int count, char **words) {
  if (count < 3) fail("usage: peers floor|step|w0|sql|checksum FILE [RULES OUT]");
  const char *mode = words[1];
  if (!strcmp(mode, "checksum")) return checksum(words[2]), 0;
  double start = now();
  sqlite3 *book = open_book(words[2]);
  if (!strcmp(mode, "floor")) {
    sqlite3_stmt *rows = query(book, "SELECT sum(quantity), count(*) FROM position");
    if (sqlite3_step(rows) != SQLITE_ROW) fail("no sum");
    sqlite3_finalize(rows);
  } else if (!strcmp(mode, "step")) {
    sqlite3_stmt *rows = query(book, "SELECT account, instrument, quantity FROM position");
    volatile int64_t sum = 0;
    while (sqlite3_step(rows) == SQLITE_ROW)
      sum += sqlite3_column_int64(rows, 0) ^ sqlite3_column_int64(rows, 1) ^ sqlite3_column_int64(rows, 2);
    sqlite3_finalize(rows);
  } else {
    if (count < 5) fail("usage: peers w0|sql BOOK RULES OUT");
    read_rules(words[3]);
    if (!strcmp(mode, "sql")) {
      sql(book, words[4]);
    } else {
      decide(book);
      read_instruments(book);
      w0(book, words[4]);
    }
  }
  sqlite3_close(book);
  printf("%.3f\n", now() - start);
  return 0;
}
