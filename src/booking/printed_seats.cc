#include "booking/printed_seats.h"

namespace chepiao {

std::uint32_t printed_seats::number_of(std::string const& coach, std::string const& label) {
  auto key = std::string{};
  key.reserve(coach.size() + 1 + label.size());
  key.append(coach).append(1, '\0').append(label);
  auto const [at, added] =
      numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(names_.size()));
  if (added) {
    names_.push_back({coach, label});
  }
  return at->second;
}

void printed_seats::save(byte_writer& out) const {
  out.put(static_cast<std::uint32_t>(names_.size()));
  for (auto const& one : names_) {
    out.put_text(one.coach);
    out.put_text(one.label);
  }
}

void printed_seats::load(byte_reader& in) {
  names_.clear();
  numbers_.clear();
  auto const size = in.get<std::uint32_t>();
  for (auto i = std::uint32_t{0}; i < size; ++i) {
    auto const coach = std::string{in.get_text()};
    auto const label = std::string{in.get_text()};
    if (number_of(coach, label) != i) {
      throw corrupt_bytes{"booking: a seat name twice"};
    }
  }
}

}  // namespace chepiao
