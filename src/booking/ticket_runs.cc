#include "booking/ticket_runs.h"

#include "base/check.h"
#include "booking/slot_index.h"

namespace chepiao {

std::uint32_t ticket_runs::add(std::size_t tickets) {
  CHECK(tickets >= 1 && tickets <= kRunMax);
  auto& free = free_[tickets];
  if (!free.empty()) {
    auto const first = free.back();
    free.pop_back();
    return first;
  }
  auto const first = rows_.size();
  CHECK(first + tickets < slot_index::kNone);
  for (auto i = std::size_t{0}; i < tickets; ++i) {
    rows_.push_back({});
  }
  return static_cast<std::uint32_t>(first);
}

void ticket_runs::remove(std::uint32_t first, std::size_t tickets) {
  for (auto i = std::size_t{0}; i < tickets; ++i) {
    rows_[first + i] = {};
  }
  free_[tickets].push_back(first);
}

void ticket_runs::save(byte_writer& out) const {
  out.put(static_cast<std::uint32_t>(rows_.size()));
  for (auto tickets = std::size_t{1}; tickets <= kRunMax; ++tickets) {
    out.put(static_cast<std::uint32_t>(free_[tickets].size()));
    for (auto const first : free_[tickets]) {
      out.put(first);
    }
  }
}

void ticket_runs::load(byte_reader& in, std::vector<bool>& used) {
  auto const slots = in.get<std::uint32_t>();
  if (slots > in.left()) {  // a ticket, and a free one too, takes more than a byte
    throw corrupt_bytes{"booking: fewer tickets than it says"};
  }
  for (auto i = std::uint32_t{0}; i < slots; ++i) {
    rows_.push_back({});
  }
  used.assign(slots, true);
  for (auto tickets = std::size_t{1}; tickets <= kRunMax; ++tickets) {
    for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
      auto const first = in.get<std::uint32_t>();
      for (auto i = first; i < first + tickets; ++i) {
        if (i >= slots || !used[i]) {
          throw corrupt_bytes{"booking: a free run of tickets that is not there"};
        }
        used[i] = false;
      }
      free_[tickets].push_back(first);
    }
  }
}

}  // namespace chepiao
