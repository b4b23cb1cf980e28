#include <sqlite3.h>

// Counts of memory that nobody reads are kept under one lock for all threads. `sqlite3_config` takes a
// variable list of arguments, which Swift can't call. Not zero when SQLite is under way already.
static inline int tranche_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
