#pragma once

#include "base/sqlite.h"

namespace chepiao {

// A write transaction: what is not committed when it goes is rolled back.
class transaction {
 public:
  explicit transaction(sqlite::connection& db) : db_{&db} { db.execute("BEGIN IMMEDIATE"); }
  ~transaction() {
    if (db_ != nullptr) {
      roll_back();
    }
  }
  transaction(transaction const&) = delete;
  transaction& operator=(transaction const&) = delete;

  void commit() {
    db_->execute("COMMIT");
    db_ = nullptr;
  }

 private:
  void roll_back() {
    try {
      db_->execute("ROLLBACK");
    } catch (sqlite::error const&) {
      // A full disk or a failed write has rolled back already, and then there is nothing left to
      // undo.
    }
  }

  sqlite::connection* db_;
};

// Leaves a statement ready for its next use, however its rows were left.
class reset_after {
 public:
  explicit reset_after(sqlite::statement& query) : query_{query} {}
  ~reset_after() { query_.reset(); }
  reset_after(reset_after const&) = delete;
  reset_after& operator=(reset_after const&) = delete;

 private:
  sqlite::statement& query_;
};

}  // namespace chepiao
