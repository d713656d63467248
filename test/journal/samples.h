#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "journal/journal.h"

namespace chepiao::test {

constexpr auto kStart = instant{milliseconds{1'795'300'000'000}};

inline std::vector<std::byte> payload_of(std::string_view text) {
  auto const bytes = std::as_bytes(std::span{text.data(), text.size()});
  return {bytes.begin(), bytes.end()};
}

// A batch of one record whose bytes name its number.
inline journal::position append_sample(journal::log& log,
                                       std::uint64_t number,
                                       std::size_t size = 40) {
  auto text = "batch " + std::to_string(number) + " ";
  text.resize(std::max(size, text.size()), static_cast<char>('a' + number % 26));
  return log.append(kStart + milliseconds{static_cast<std::int64_t>(number)}, 1, payload_of(text));
}

inline std::vector<journal::row> rows_of(journal::log& log, std::uint64_t after = 0) {
  auto rows = std::vector<journal::row>{};
  log.read_after(after, [&](journal::row const& r) { rows.push_back(r); });
  return rows;
}

}  // namespace chepiao::test
