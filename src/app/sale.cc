#include "app/sale.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <future>
#include <stdexcept>
#include <utility>

#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include "journal/backup.h"
#include "store/open_database.h"

namespace chepiao::app {
namespace {

constexpr auto kDemoPassword = "demo-password";

api::public_facts facts_of(catalogue const& c, serve_arguments const& arguments) {
  auto facts = api::public_facts{.operator_name = c.schedule->name,
                                 .version = CHEPIAO_VERSION,
                                 .sample_data = arguments.run == serve_arguments::mode::demo,
                                 .demo = arguments.run == serve_arguments::mode::demo,
                                 .demo_accounts = {}};
  if (facts.demo) {
    facts.demo_accounts = {{"demo", kDemoPassword}, {"demo2", kDemoPassword}};
  }
  return facts;
}

void warn_of_jump(milliseconds ahead) {
  spdlog::error(
      "the machine's clock was set: it is now {} ms {} the time that passed. Sales go on by the "
      "time that passed; set the clock right, or restart to go by it",
      std::abs(ahead.count()), ahead.count() < 0 ? "behind" : "ahead of");
}

}  // namespace

sale_limits limits_of(serve_arguments const& a) {
  auto limits = sale_limits{};
  limits.hold_time = seconds{a.hold_seconds};
  limits.presale_days = a.presale_days;
  limits.passengers_per_order_max = a.passengers_per_order_max;
  limits.unpaid_orders_per_account_max = a.unpaid_orders_per_account_max;
  limits.open_orders_per_account_max = a.open_orders_per_account_max;
  return limits;
}

sale::sale(std::filesystem::path const& data_folder, catalogue c, serve_arguments const& arguments)
    : folder_{data_folder}, catalogue_{std::move(c)}, time_{wall_, passing_, warn_of_jump} {
  files_.create_folders(folder_ / "snapshots");
  log_ = std::make_unique<journal::sqlite_log>(folder_);
  people_ = std::make_unique<identity>(folder_, files_, time_, chance_, identity_options{});
  auto options = pipeline_options{};
  options.limits = limits_of(arguments);
  options.queue_max = static_cast<std::size_t>(arguments.queue_max);
  sales_ = std::make_unique<pipeline>(
      pipeline::parts{.schedule = catalogue_.schedule,
                      .prices = catalogue_.prices,
                      .log = *log_,
                      .time = time_,
                      .files = files_,
                      .snapshot_folder = (folder_ / "snapshots").string()},
      options);
  open_store();
  projected_ = std::make_unique<projector>(*orders_);
  feed_ = std::make_unique<live_feed>();
  sales_->add_listener(*projected_, orders_->applied_seq());
  sales_->add_listener(*feed_, orders_->applied_seq());
  sales_->start();
  auto const facts = facts_of(catalogue_, arguments);
  if (facts.demo) {
    create_demo_accounts(facts);
  } else {
    warn_of_demo_accounts();
  }
  endpoints_ = std::unique_ptr<api::context>{new api::context{.schedule = *catalogue_.schedule,
                                                              .prices = *catalogue_.prices,
                                                              .limits = options.limits,
                                                              .facts = facts,
                                                              .sales = *sales_,
                                                              .feed = *feed_,
                                                              .projected = *projected_,
                                                              .orders = *orders_,
                                                              .people = *people_,
                                                              .time = time_,
                                                              .chance = chance_}};
}

sale::~sale() {
  stop();
}

// Answers that are still on their way use the endpoints' context, and those of the people submit
// commands: whoever is asked by another stops after it.
void sale::stop() {
  if (people_) {
    people_->stop();
  }
  if (sales_) {
    sales_->stop();
  }
  endpoints_.reset();
  if (projected_) {
    projected_->stop();
  }
}

// The store is a read model: one that cannot be read, or that is ahead of a restored journal, is
// made again.
void sale::open_store() {
  auto const discard = [&](char const* why) {
    spdlog::warn("the order store is made again from the journal: {}", why);
    orders_.reset();
    order_store::erase_files(folder_);
    orders_ = std::make_unique<order_store>(folder_);
  };
  try {
    orders_ = std::make_unique<order_store>(folder_);
  } catch (unusable_database const& e) {
    discard(e.what());
  } catch (sqlite::error const& e) {
    constexpr auto kDamaged = std::array{SQLITE_CORRUPT, SQLITE_NOTADB};
    if (std::ranges::find(kDamaged, e.primary_code()) == kDamaged.end()) {
      throw;
    }
    discard(e.what());
  }
  if (orders_->applied_seq() > log_->end().seq) {
    discard("it is ahead of the journal");
  }
}

void sale::create_demo_accounts(api::public_facts const& facts) {
  for (auto const& account : facts.demo_accounts) {
    auto done = std::promise<result<account_id>>{};
    people_->create_account({.username = account.username,
                             .password = account.password,
                             .email = account.username + "@example.org"},
                            [&](result<account_id> r) { done.set_value(std::move(r)); });
    auto const created = done.get_future().get();
    if (!created && created.error().code != refusal_code::username_taken) {
      throw std::runtime_error{"cannot create the demo accounts: " +
                               std::string{row_of(created.error().code).text_en}};
    }
  }
}

// Their password is public: somebody may have sold demo tickets from this folder before.
void sale::warn_of_demo_accounts() {
  auto done = std::promise<result<session>>{};
  people_->sign_in("demo", kDemoPassword, "start-up",
                   [&](result<session> r) { done.set_value(std::move(r)); });
  if (auto const open = done.get_future().get()) {
    people_->sign_out(open->token);
    spdlog::warn(
        "this folder has the demo accounts with their public password: use a folder of its own");
  }
}

void sale::backup_to(std::filesystem::path const& target) {
  if (std::filesystem::exists(target) && !std::filesystem::is_empty(target)) {
    throw std::runtime_error{target.string() + " is not empty"};
  }
  // Made beside the target and moved there when it is whole and checked.
  auto partial = target;
  partial += ".partial";
  std::filesystem::remove_all(partial);
  std::filesystem::create_directories(partial);
  auto done = std::promise<void>{};
  sales_->backup(partial / "journal.db", [&](std::exception_ptr failure) {
    failure ? done.set_exception(failure) : done.set_value();
  });
  done.get_future().get();
  // After the journal: whoever is named in it is in the later copy of the people.
  people_->backup_to(partial);
  copy_catalogue(folder_, partial);
  journal::verify_copy(partial);
  std::filesystem::remove(target);
  std::filesystem::rename(partial, target);
}

void copy_catalogue(std::filesystem::path const& from, std::filesystem::path const& to) {
  if (std::filesystem::exists(from / "catalogue")) {
    std::filesystem::copy(from / "catalogue", to / "catalogue",
                          std::filesystem::copy_options::recursive);
  }
}

}  // namespace chepiao::app
