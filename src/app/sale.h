#pragma once

#include <filesystem>
#include <memory>

#include "api/context.h"
#include "app/catalogue.h"
#include "app/commands.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/rng.h"
#include "base/steady_wall_clock.h"
#include "identity/identity.h"
#include "journal/sqlite_log.h"
#include "pipeline/pipeline.h"
#include "projection/live_feed.h"
#include "projection/projector.h"
#include "store/order_store.h"

namespace chepiao::app {

sale_limits limits_of(serve_arguments const&);

// Everything behind the HTTP server, wired: journal, engine, read models, people. Members are ended
// in reverse.
class sale {
 public:
  // Recovers and starts. Throws what the parts throw.
  sale(std::filesystem::path const& data_folder, catalogue, serve_arguments const&);
  ~sale();  // stop()

  // Decides and flushes what is queued, folds it into the read models. A second call does nothing.
  void stop();

  // A consistent copy of the data folder into an empty or new one, while everything goes on.
  void backup_to(std::filesystem::path const& target);

  api::context& endpoints() { return *endpoints_; }
  recovery_report const& recovered() const { return sales_->recovered(); }

 private:
  void open_store();
  void create_demo_accounts(api::public_facts const&);
  void warn_of_demo_accounts();

  std::filesystem::path folder_;
  catalogue catalogue_;
  system_io files_;
  system_clock wall_;
  system_stopwatch passing_;
  steady_wall_clock time_;
  system_rng chance_;
  std::unique_ptr<journal::sqlite_log> log_;
  std::unique_ptr<order_store> orders_;
  std::unique_ptr<projector> projected_;
  std::unique_ptr<live_feed> feed_;
  std::unique_ptr<identity> people_;
  std::unique_ptr<pipeline> sales_;
  std::unique_ptr<api::context> endpoints_;
};

// Copies the parts of a data folder that are plain files (the catalogue). The target exists.
void copy_catalogue(std::filesystem::path const& from, std::filesystem::path const& to);

}  // namespace chepiao::app
