#include "test/fuzz/api_house.h"

#include <atomic>
#include <future>
#include <utility>
#include <variant>

#include "base/check.h"

namespace chepiao::fuzz {
namespace {

class closed_stream final : public http::event_stream {
 public:
  bool send(std::string_view, std::string_view, std::string_view) override { return open_; }
  bool open() const override { return open_; }
  void close() override { open_ = false; }

 private:
  std::atomic<bool> open_ = true;
};

// Gives the one answer to whoever waits; dropped without one, it is 500 as the server has it.
class one_answer final : public http::responder {
 public:
  explicit one_answer(std::promise<http::response> to) : to_{std::move(to)} {}
  ~one_answer() override {
    if (!given_) {
      to_.set_value({.status = 500});
    }
  }
  void respond(http::response answer) override {
    CHECK(!given_);
    given_ = true;
    to_.set_value(std::move(answer));
  }
  std::shared_ptr<http::event_stream> stream() override {
    CHECK(!given_);
    given_ = true;
    to_.set_value({.status = 200, .content_type = "text/event-stream"});
    auto out = std::make_shared<closed_stream>();
    out->close();
    return out;
  }

 private:
  std::promise<http::response> to_;
  bool given_ = false;
};

test::small_world small_railway() {
  auto world = test::small_world{};
  auto const stops = std::vector<std::string>{"Aton", "Bton", "Cton"};
  world.add({.number = "G1",
             .stops = stops,
             .classes = {{.code = "second", .seats = 4}, {.code = "first", .seats = 1}},
             .seats_per_row = 2});
  world.add({.number = "G2",
             .stops = stops,
             .classes = {{.code = "second", .seats = 100}},
             .departs_s = 10 * 3600});
  world.finish();
  return world;
}

sale_limits wide_limits() {
  auto limits = sale_limits{};
  limits.unpaid_orders_per_account_max = 1'000;
  limits.open_orders_per_account_max = 1'000;
  return limits;
}

}  // namespace

api_house::api_house() : world_{small_railway()} {
  auto options = identity_options{};
  options.argon2_memory_kib = 64;
  options.argon2_passes = 1;
  people_ = std::make_unique<identity>(folder_.path(), files_, time_, chance_, options);
  sign_in();
  open();
}

api_house::~api_house() {
  close();
  people_->stop();
}

void api_house::sign_in() {
  auto made = std::promise<bool>{};
  people_->create_account(
      {.username = "buyer", .password = "correct horse", .email = "a@example.com"},
      [&](result<account_id> account) { made.set_value(account.has_value()); });
  CHECK(made.get_future().get());
  auto entered = std::promise<std::string>{};
  people_->sign_in("buyer", "correct horse", "192.0.2.1", [&](result<session> begun) {
    CHECK(begun.has_value());
    entered.set_value(begun->token);
  });
  token_ = entered.get_future().get();
}

void api_house::open() {
  orders_ = std::make_unique<order_store>(folder_.path());
  feed_ = std::make_unique<live_feed>();
  projected_ = std::make_unique<projector>(*orders_);
  log_ = std::make_unique<journal::memory_log>(std::make_shared<journal::memory_disk>());
  auto options = pipeline_options{};
  options.limits = wide_limits();
  options.snapshot_every = seconds{1'000'000};
  sales_ = std::make_unique<pipeline>(
      pipeline::parts{.schedule = {std::shared_ptr<void>{}, &world_.schedule},
                      .prices = {std::shared_ptr<void>{}, &world_.prices},
                      .log = *log_,
                      .time = time_,
                      .files = files_,
                      .snapshot_folder = (folder_.path() / "snapshots").string()},
      options);
  sales_->add_listener(*projected_, 0);
  sales_->add_listener(*feed_, 0);
  sales_->start();
  context_ = std::unique_ptr<api::context>{
      new api::context{.schedule = world_.schedule,
                       .prices = world_.prices,
                       .limits = options.limits,
                       .facts = {.operator_name = "Test railway", .version = "0.0.0"},
                       .sales = *sales_,
                       .feed = *feed_,
                       .projected = *projected_,
                       .orders = *orders_,
                       .people = *people_,
                       .time = time_,
                       .chance = chance_}};
  router_ = std::make_unique<http::router>(api::routes(*context_));
}

void api_house::close() {
  sales_->stop();
  projected_->stop();
  router_.reset();
  context_.reset();
  sales_.reset();
  projected_.reset();
  feed_.reset();
  orders_.reset();
  log_.reset();
  order_store::erase_files(folder_.path());
  std::filesystem::remove_all(folder_.path() / "snapshots");
}

void api_house::start_over() {
  close();
  open();
}

http::response api_house::ask(http::request request) {
  auto const found = router_->find(request.method, request.path);
  auto const* match = std::get_if<http::router::match>(&found);
  if (match == nullptr || request.body.size() > match->found->body_max) {
    return {.status = 0};
  }
  request.captures = match->captures;
  auto promised = std::promise<http::response>{};
  auto answer = promised.get_future();
  match->found->handle(std::move(request), std::make_unique<one_answer>(std::move(promised)));
  CHECK(answer.wait_for(seconds{20}) == std::future_status::ready);
  return answer.get();
}

}  // namespace chepiao::fuzz
