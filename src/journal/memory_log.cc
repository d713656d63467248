#include "journal/memory_log.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "journal/chain.h"

namespace chepiao::journal {

memory_log::memory_log(std::shared_ptr<memory_disk> disk) : disk_{std::move(disk)} {
  if (!disk_->rows.empty()) {
    end_ = position_of(disk_->rows.back());
  }
}

void memory_log::put(row r, std::span<std::byte const> payload) {
  auto const last = disk_->rows.empty() ? position{} : position_of(disk_->rows.back());
  if (last.seq + 1 != r.seq || last.hash != r.prev) {
    throw append_failed{"another writer appended to the journal"};
  }
  r.payload.assign(payload.begin(), payload.end());
  end_ = position_of(r);
  disk_->rows.push_back(std::move(r));
}

position memory_log::begin_epoch(instant at, std::string const& writer) {
  auto const durable = disk_->rows.empty() ? 0 : disk_->rows.back().durable_seq;
  auto const payload = std::as_bytes(std::span{writer});
  put(next_epoch(disk_->book, end_, durable, at, payload), payload);
  began_ = true;
  return end_;
}

position memory_log::append(instant at, std::uint32_t records, std::span<std::byte const> payload) {
  CHECK(began_ && records > 0 && at >= end_.at);
  put(next_row(disk_->book, end_, at, records, payload), payload);
  return end_;
}

void memory_log::read_after(std::uint64_t seq, std::function<void(row const&)> const& visit) {
  if (seq > disk_->rows.size()) {
    throw corrupt_journal{seq, "there is no such row"};
  }
  auto links =
      seq == 0 ? chain{disk_->book} : chain{disk_->book, position_of(disk_->rows[seq - 1])};
  for (auto i = static_cast<std::size_t>(seq); i < disk_->rows.size(); ++i) {
    links.accept(disk_->rows[i]);
    visit(disk_->rows[i]);
  }
}

std::optional<position> memory_log::find(std::uint64_t seq) {
  if (seq == 0 || seq > disk_->rows.size()) {
    return std::nullopt;
  }
  return position_of(disk_->rows[seq - 1]);
}

}  // namespace chepiao::journal
