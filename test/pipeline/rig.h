#pragma once

#include <future>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/pipeline.h"
#include "staged_log.h"
#include "test/support/manual_clock.h"
#include "test/support/small_world.h"

namespace chepiao::test {

// Files in memory.
class memory_io final : public io {
 public:
  std::optional<std::vector<std::byte>> read(std::filesystem::path const& path,
                                             std::uint64_t) override {
    auto const lock = std::lock_guard{mutex_};
    auto const found = files.find(path.string());
    return found == files.end() ? std::nullopt : std::optional{found->second};
  }
  void write_atomic(std::filesystem::path const& path, std::span<std::byte const> bytes) override {
    auto const lock = std::lock_guard{mutex_};
    files[path.string()].assign(bytes.begin(), bytes.end());
  }
  std::vector<std::string> list(std::filesystem::path const& folder) override {
    auto const lock = std::lock_guard{mutex_};
    auto names = std::vector<std::string>{};
    for (auto const& [path, bytes] : files) {
      if (std::filesystem::path{path}.parent_path() == folder) {
        names.push_back(std::filesystem::path{path}.filename().string());
      }
    }
    return names;
  }
  void remove(std::filesystem::path const& path) override {
    auto const lock = std::lock_guard{mutex_};
    files.erase(path.string());
  }
  void create_folders(std::filesystem::path const&) override {}

  std::map<std::string, std::vector<std::byte>> files;

 private:
  std::mutex mutex_;
};

// One train of 600 seats and five stops.
inline std::shared_ptr<small_world const> one_train(seconds hold_time = seconds{600}) {
  auto world = std::make_shared<small_world>();
  world->add({.number = "G1", .stops = {"A", "B", "C", "D", "E"}, .classes = {{"second", 600}}});
  world->finish();
  world->limits.hold_time = hold_time;
  world->limits.unpaid_orders_per_account_max = 1000;
  world->limits.open_orders_per_account_max = 10'000;
  return world;
}

// What outlives a process.
struct durable_things {
  std::shared_ptr<small_world const> world = one_train();
  std::shared_ptr<journal::memory_disk> disk = std::make_shared<journal::memory_disk>();
  memory_io files;
  manual_clock time{manual_clock{}.now()};
};

// One life of the process.
class life {
 public:
  explicit life(durable_things& things, staged_log::plan plan = {}, pipeline_options options = {})
      : log{things.disk, std::move(plan)},
        sales{parts_of(things, log), with_limits(options, things)} {}

  static pipeline::parts parts_of(durable_things& things, journal::log& log) {
    return {.schedule = {things.world, &things.world->schedule},
            .prices = {things.world, &things.world->prices},
            .log = log,
            .time = things.time,
            .files = things.files,
            .snapshot_folder = "/snapshots"};
  }
  static pipeline_options with_limits(pipeline_options options, durable_things const& things) {
    options.limits = things.world->limits;
    return options;
  }

  staged_log log;
  pipeline sales;
};

inline hold_seats hold_of(std::uint64_t n, std::uint16_t from = 0, std::uint16_t to = 4) {
  auto leg = leg_request{.departure = {service_id{0}, kToday},
                         .from = stop_index{from},
                         .to = stop_index{to},
                         .place_class = place_class_id{0},
                         .seats = {}};
  return {.order = {7, n},
          .account = account_id{1 + n % 50},
          .legs = {std::move(leg)},
          .passengers = {{passenger_id{n}, document_hash{n}, passenger_type::adult}}};
}

inline command_identity key_of(std::uint64_t n) {
  auto out = command_identity{};
  for (auto i = std::size_t{0}; i < 8; ++i) {
    out.id.value[i] = static_cast<std::byte>((n >> (8 * i)) & 0xFFU);
  }
  out.digest = out.id.value;
  return out;
}

inline command keyed(std::uint64_t n, command_body body) {
  return {.identity = key_of(n), .body = std::move(body)};
}

inline std::future<result<reply>> submit(pipeline& sales, command c) {
  auto promise = std::promise<result<reply>>{};
  auto future = promise.get_future();
  sales.submit(std::move(c),
               [p = std::move(promise)](result<reply> r) mutable { p.set_value(std::move(r)); });
  return future;
}

inline std::future<result<order_view>> find_order(pipeline& sales, std::uint64_t n) {
  auto promise = std::promise<result<order_view>>{};
  auto future = promise.get_future();
  sales.find_order(
      {7, n}, account_id{1 + n % 50},
      [p = std::move(promise)](result<order_view> r) mutable { p.set_value(std::move(r)); });
  return future;
}

inline std::future<result<seat_map_view>> seat_map(pipeline& sales) {
  auto promise = std::promise<result<seat_map_view>>{};
  auto future = promise.get_future();
  sales.seat_map(
      {service_id{0}, kToday}, place_class_id{0}, stop_index{0}, stop_index{4},
      [p = std::move(promise)](result<seat_map_view> r) mutable { p.set_value(std::move(r)); });
  return future;
}

template <typename Future>
bool is_ready(Future const& f) {
  return f.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

inline std::uint16_t free_seats(pipeline const& sales) {
  auto const counts = sales.seats().find({service_id{0}, kToday});
  return counts ? *counts->free(place_class_id{0}, stop_index{0}, stop_index{4}) : 600;
}

// Durable records as a listener hears them, and a way to wait for one.
class listening_ear final : public durable_listener {
 public:
  void on_durable(std::uint64_t seq, shared_records const& records) override {
    auto const lock = std::lock_guard{mutex_};
    seqs_.push_back(seq);
    heard_.insert(heard_.end(), records->begin(), records->end());
    changed_.notify_all();
  }
  template <typename Event>
  void wait_for_events(std::size_t n) {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [&] { return count<Event>() >= n; });
  }
  std::vector<std::uint64_t> seqs() {
    auto const lock = std::lock_guard{mutex_};
    return seqs_;
  }
  std::vector<record> heard() {
    auto const lock = std::lock_guard{mutex_};
    return heard_;
  }

 private:
  template <typename Event>
  std::size_t count() const {
    auto n = std::size_t{0};
    for (auto const& r : heard_) {
      n += static_cast<std::size_t>(std::ranges::count_if(
          r.events, [](auto const& e) { return std::holds_alternative<Event>(e); }));
    }
    return n;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::uint64_t> seqs_;
  std::vector<record> heard_;
};

}  // namespace chepiao::test
