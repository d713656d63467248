#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "base/bytes.h"
#include "base/check.h"
#include "engine/engine.h"
#include "event/record.h"
#include "pipeline/snapshot_file.h"
#include "test/event/every_kind.h"
#include "test/fuzz/fuzz.h"
#include "test/fuzz/scratch.h"
#include "test/fuzz/snapshot_world.h"
#include "test/timetable/zip_maker.h"
#include "timetable/timetable_wire.h"

// Writes the seeds that are not text into the corpus: make_seeds test/fuzz/corpus

namespace chepiao::fuzz {
namespace {

using bytes = std::vector<std::byte>;

constexpr auto kNow = instant{milliseconds{1'795'300'000'000}};

command_identity key(std::uint8_t n) {
  auto out = command_identity{};
  out.id.value[0] = out.digest[0] = static_cast<std::byte>(n);
  return out;
}

// Holds, of which one is paid, one given back in part and one cancelled.
struct traded {
  engine state{snapshot_world().rules(), nullptr};
  std::vector<record> records;

  traded() {
    for (auto n = std::uint8_t{1}; n <= 4; ++n) {
      ask(n, hold_seats{.order = {0, n},
                        .account = account_id{n},
                        .legs = {{.departure = {service_id{0}, test::kToday + 1},
                                  .from = stop_index{static_cast<std::uint16_t>(n % 3)},
                                  .to = stop_index{3},
                                  .place_class = place_class_id{0},
                                  .seats = {}}},
                        .passengers = {{passenger_id{n}, document_hash{n}, {}},
                                       {passenger_id{n + 10U}, document_hash{n + 10U}, {}}}});
    }
    ask(5, pay_order{{0, 2}, account_id{2}, {}});
    ask(6, pay_order{{0, 3}, account_id{3}, {}});
    ask(7, refund_tickets{{0, 3}, account_id{3}, {1}});
    ask(8, cancel_order{{0, 4}, account_id{4}});
  }

  void ask(std::uint8_t n, command_body body) {
    auto const decided = state.decide({.identity = key(n), .body = std::move(body)}, kNow);
    CHECK(decided.has_value() && decided->happened.has_value());
    state.apply(*decided->happened);
    records.push_back(*decided->happened);
  }

  bytes saved() const {
    auto out = byte_writer{};
    state.save(out);
    return out.take();
  }
};

void put(std::filesystem::path const& file, std::string_view content) {
  std::ofstream{file, std::ios::binary} << content;
}

std::string text_in(std::filesystem::path const& file) {
  auto in = std::ifstream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string zipped(std::string_view input, bool deflate) {
  auto parts = std::vector<test::zip_part>{};
  for (auto const& [name, content] : files_in(input)) {
    parts.push_back(
        {.name = std::string{name}, .content = std::string{content}, .deflate = deflate});
  }
  return test::make_zip(parts);
}

void make_all(std::filesystem::path const& corpus) {
  auto const sold = traded{};
  auto const state = sold.saved();
  put(corpus / "snapshot/state", text_of(state));
  auto const whole = to_bytes({.at = {.seq = 7, .epoch = 1, .at = kNow, .hash = {}},
                               .state_root = sold.state.state_root(),
                               .state = state});
  put(corpus / "snapshot/file", text_of(whole));
  put(corpus / "journal_record/sale", text_of(encode(sold.records)));
  put(corpus / "journal_record/every_kind", text_of(encode(test::every_kind_of_event())));
  put(corpus / "timetable_file/small", text_of(encode_timetable(snapshot_world().schedule, 0)));
  auto const feed = text_in(corpus / "gtfs_tables/small");
  put(corpus / "gtfs_zip/packed", zipped(feed, true));
  put(corpus / "gtfs_zip/stored", zipped(feed, false));
}

}  // namespace
}  // namespace chepiao::fuzz

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: make_seeds CORPUS\n";
    return 2;
  }
  chepiao::fuzz::make_all(arguments[1]);
  return 0;
}
