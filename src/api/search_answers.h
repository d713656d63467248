#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/rng.h"
#include "inventory/availability.h"

namespace chepiao::api {

// The text that answers a search, and what it was made from.
struct search_answer {
  std::shared_ptr<std::string const> body;
  // It would be the same at any time in [from, until) ...
  instant from{};
  instant until{};
  // ... while the counts of the departures that it shows have these versions. To be read before
  // the counts.
  std::vector<std::pair<departure_id, std::uint64_t>> counts;
  // What keep() names it by, quoted: unlike any other text of any process.
  std::string tag = {};

  bool holds(instant now, availability const& seats) const;
};

// Answers to searches, kept until they are no longer true or others need the room: the one asked
// for least recently goes first. Never gives one that is not exact. For one timetable, tariff and
// availability. Any thread.
class search_answers {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{32} * 1024 * 1024;

  explicit search_answers(rng&, std::size_t bytes_max = kBytesMax);

  // The answer to the question, if there is one that holds now. Else null.
  std::shared_ptr<search_answer const> find(std::string_view question,
                                            instant now,
                                            availability const&);
  // Gives it a tag and remembers it, in place of what was known, unless it is far too long.
  std::shared_ptr<search_answer const> keep(std::string question, search_answer);

  struct figures {
    std::size_t answers = 0;
    std::size_t bytes = 0;  // of all of them with what they are kept in, about
  };
  figures count() const;

 private:
  struct kept {
    std::string question;
    std::shared_ptr<search_answer const> answer;
    std::size_t bytes = 0;
  };
  // Each with a lock of its own, held for a look-up only.
  struct shelf {
    mutable std::mutex mutex;
    std::list<kept> by_use;  // the latest first
    std::unordered_map<std::string_view, std::list<kept>::iterator> by_question;
    std::size_t bytes = 0;

    void remove(std::list<kept>::iterator);
  };

  static constexpr std::size_t kShelves = 8;

  shelf& shelf_of(std::string_view question);

  std::size_t shelf_bytes_max_;
  std::string nonce_;
  std::atomic<std::uint64_t> serial_{0};
  std::array<shelf, kShelves> shelves_;
};

}  // namespace chepiao::api
