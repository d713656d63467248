#include "engine/keys.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "booking/packed_row.h"

namespace chepiao {
namespace {

struct halves {
  std::uint64_t first;
  std::uint64_t last;
};

// The id is itself a hash; mixing guards against a caller whose ids are not.
std::uint64_t hash_of(command_id id) {
  auto const parts = std::bit_cast<halves>(id.value);
  return mixed(parts.first ^ std::rotl(parts.last, 23));
}

}  // namespace

key_row::digest_half half_of(digest128 const& digest) {
  auto half = key_row::digest_half{};
  std::copy_n(digest.begin(), half.size(), half.begin());
  return half;
}

key_row const& key_book::row(std::uint32_t slot) const {
  return rows_[static_cast<std::uint32_t>(slot - first_)];
}

key_row const* key_book::find(command_id id) const {
  auto const slot =
      slots_.find(hash_of(id), [&](std::uint32_t candidate) { return row(candidate).id == id; });
  return slot == slot_index::kNone ? nullptr : &row(slot);
}

bool key_book::add(key_row const& fresh) {
  if (find(fresh.id) != nullptr) {
    return false;
  }
  if (static_cast<std::uint32_t>(first_ + rows_.size()) == slot_index::kNone) {
    // That slot number means "none": start counting anew. Once in four billion keys.
    first_ = 0;
    slots_ = {};
    for (auto i = std::uint32_t{0}; i < rows_.size(); ++i) {
      slots_.insert(i, [this](std::uint32_t s) { return hash_of(row(s).id); });
    }
  }
  auto const slot = static_cast<std::uint32_t>(first_ + rows_.size());
  rows_.push_back(fresh);
  slots_.insert(slot, [this](std::uint32_t s) { return hash_of(row(s).id); });
  return true;
}

void key_book::forget_oldest() {
  slots_.erase(first_, [this](std::uint32_t s) { return hash_of(row(s).id); });
  rows_.pop_front();
  ++first_;
}

void key_book::save(byte_writer& out) const {
  out.put(static_cast<std::uint32_t>(rows_.size()));
  for (auto i = std::size_t{0}; i < rows_.size(); ++i) {
    auto const& one = rows_[i];
    out.put_bytes(row_packer<kKeyBytes>{}
                      .put(one.id.value)
                      .put(one.digest)
                      .put(one.at().time_since_epoch().count())
                      .put(one.order)
                      .put(one.status())
                      .put(one.refunds())
                      .bytes());
  }
}

void key_book::load(byte_reader& bytes) {
  auto const keys = bytes.get<std::uint32_t>();
  if (keys > bytes.left() / kKeyBytes) {
    throw corrupt_bytes{"engine: fewer keys than it says"};
  }
  slots_.reserve(keys);
  while (rows_.size() < keys) {
    auto in = row_unpacker<kKeyBytes>{bytes};
    auto one = key_row{};
    in.get(one.id.value);
    in.get(one.digest);
    auto const at = instant{milliseconds{in.get<milliseconds::rep>()}};
    if (!key_row::can_keep(at)) {
      throw corrupt_bytes{"engine: a key of no time"};
    }
    one.order = in.get<std::uint32_t>();
    auto const status = in.get<std::uint8_t>();
    one.set(at, order_status{status}, in.get<std::uint8_t>());
    if (status > std::to_underlying(order_status::refunded) || !add(one)) {
      throw corrupt_bytes{"engine: a key that does not fit"};
    }
  }
}

}  // namespace chepiao
