#include "api/search_answers.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace chepiao::api {
namespace {

// Nodes of list and map, the control blocks, their share of the buckets.
constexpr auto kOverhead = std::size_t{384};

std::size_t bytes_of(std::string_view question, search_answer const& answer) {
  return kOverhead + question.size() + answer.body->capacity() +
         answer.counts.capacity() * sizeof answer.counts.front();
}

}  // namespace

bool search_answer::holds(instant now, availability const& seats) const {
  return from <= now && now < until &&
         std::ranges::all_of(
             counts, [&](auto const& seen) { return seats.version(seen.first) == seen.second; });
}

// The nonce: versions and serial numbers begin anew with each process.
search_answers::search_answers(rng& chance, std::size_t bytes_max)
    : shelf_bytes_max_{bytes_max / kShelves}, nonce_{fmt::format("{:016x}", chance.next_u64())} {}

search_answers::shelf& search_answers::shelf_of(std::string_view question) {
  // Not the low bits, which choose the bucket.
  return shelves_[(std::hash<std::string_view>{}(question) >> 32U) % kShelves];
}

std::shared_ptr<search_answer const> search_answers::find(std::string_view question,
                                                          instant now,
                                                          availability const& seats) {
  auto& place = shelf_of(question);
  auto answer = std::shared_ptr<search_answer const>{};
  {
    auto const guard = std::lock_guard{place.mutex};
    auto const found = place.by_question.find(question);
    if (found == place.by_question.end()) {
      return nullptr;
    }
    place.by_use.splice(place.by_use.begin(), place.by_use, found->second);
    answer = found->second->answer;
  }
  return answer->holds(now, seats) ? answer : nullptr;
}

std::shared_ptr<search_answer const> search_answers::keep(std::string question,
                                                          search_answer made) {
  made.tag = fmt::format("\"{}-{:x}\"", nonce_, serial_.fetch_add(1, std::memory_order_relaxed));
  auto answer = std::make_shared<search_answer const>(std::move(made));
  auto const bytes = bytes_of(question, *answer);
  auto& place = shelf_of(question);
  auto const guard = std::lock_guard{place.mutex};
  if (auto const known = place.by_question.find(question); known != place.by_question.end()) {
    place.remove(known->second);
  }
  if (bytes > shelf_bytes_max_) {
    return answer;
  }
  while (place.bytes + bytes > shelf_bytes_max_) {
    place.remove(std::prev(place.by_use.end()));
  }
  place.by_use.push_front({.question = std::move(question), .answer = answer, .bytes = bytes});
  place.by_question.emplace(place.by_use.front().question, place.by_use.begin());
  place.bytes += bytes;
  return answer;
}

void search_answers::shelf::remove(std::list<kept>::iterator what) {
  bytes -= what->bytes;
  by_question.erase(what->question);
  by_use.erase(what);
}

search_answers::figures search_answers::count() const {
  auto out = figures{};
  for (auto const& each : shelves_) {
    auto const guard = std::lock_guard{each.mutex};
    out.answers += each.by_use.size();
    out.bytes += each.bytes;
  }
  return out;
}

}  // namespace chepiao::api
