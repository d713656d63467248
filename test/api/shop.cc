#include "test/api/shop.h"

#include <utility>

namespace chepiao::test {
namespace {

identity_options light_options() {
  auto options = identity_options{};
  options.argon2_memory_kib = 64;
  options.argon2_passes = 1;
  return options;
}

}  // namespace

shop::shop(sale_limits limits) : limits_{limits} {
  open();
}

shop::~shop() {
  close();
}

void shop::open() {
  files_.create_folders(folder_.path() / "snapshots");
  log_ = std::make_unique<journal::sqlite_log>(folder_.path());
  people_ = std::make_unique<identity>(folder_.path(), files_, time, chance_, light_options());
  orders_ = std::make_unique<order_store>(folder_.path());
  feed_ = std::make_unique<live_feed>();
  projected_ = std::make_unique<projector>(*orders_);
  auto options = pipeline_options{};
  options.limits = limits_;
  sales_ = std::make_unique<pipeline>(
      pipeline::parts{.schedule = std::make_shared<timetable const>(world_.schedule),
                      .prices = std::make_shared<tariff const>(world_.prices),
                      .log = *log_,
                      .time = time,
                      .files = files_,
                      .snapshot_folder = (folder_.path() / "snapshots").string()},
      options);
  sales_->add_listener(*projected_, orders_->applied_seq());
  sales_->add_listener(*feed_, orders_->applied_seq());
  sales_->start();
  context_ = std::unique_ptr<api::context>{
      new api::context{.schedule = world_.schedule,
                       .prices = world_.prices,
                       .limits = limits_,
                       .facts = {.operator_name = "Test railway",
                                 .version = "0.0.0",
                                 .sample_data = true,
                                 .demo = true,
                                 .demo_accounts = {{"demo", "demo-password"}}},
                       .sales = *sales_,
                       .feed = *feed_,
                       .projected = *projected_,
                       .orders = *orders_,
                       .people = *people_,
                       .time = time,
                       .chance = chance_}};
  auto server = http::server_options{};
  server.port = 0;
  routes_ = api::routes(*context_);
  server_ = std::make_unique<http::server>(server, routes_, http::handler{});
  context_->server_figures = [this] { return server_->figures(); };
  server_->start();
}

void shop::close() {
  server_->stop();
  sales_->stop();
  projected_->stop();
  server_.reset();
  routes_.clear();
  context_.reset();
  sales_.reset();
  projected_.reset();
  feed_.reset();
  orders_.reset();
  people_.reset();
  log_.reset();
}

void shop::restart() {
  close();
  open();
}

void shop::reimport(small_world next) {
  close();
  world_ = std::move(next);
  open();
}

void shop::advance(milliseconds by) {
  time.advance(by);
  sales_->clock_moved();
}

std::string shop::sign_up(std::string const& username) {
  auto client = connect();
  auto const account = fmt::format(
      R"({{"username":"{0}","password":"correct horse","email":"{0}@example.com"}})", username);
  auto const made =
      client.post("/api/v1/accounts", account, {{"Idempotency-Key", "new-" + username}});
  EXPECT_EQ(made.status, 201) << made.body;
  return sign_in(username);
}

std::string shop::sign_in(std::string const& username) {
  auto const session =
      connect().post("/api/v1/sessions",
                     fmt::format(R"({{"username":"{}","password":"correct horse"}})", username));
  EXPECT_EQ(session.status, 201) << session.body;
  return text_at(session, "/token");
}

}  // namespace chepiao::test
