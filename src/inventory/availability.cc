#include "inventory/availability.h"

#include <utility>

#include "base/check.h"

namespace chepiao {
namespace {

constexpr auto kDays = std::size_t{64};

}  // namespace

struct availability::slot {
  std::atomic<free_counts const*> current{nullptr};
  std::shared_ptr<free_counts const> owner;
  // Readers may still look at what was replaced; 64 days are grace enough.
  std::shared_ptr<free_counts const> retired;
};

availability::availability(std::size_t services)
    : services_{services}, slots_{std::make_unique<slot[]>(services * kDays)} {}

availability::~availability() = default;

free_counts const* availability::find(departure_id id) const {
  auto const service = static_cast<std::size_t>(std::to_underlying(id.service));
  if (service >= services_) {
    return nullptr;
  }
  auto const day = static_cast<std::size_t>(static_cast<std::uint32_t>(id.day.days)) % kDays;
  auto const* counts = slots_[service * kDays + day].current.load(std::memory_order_acquire);
  return counts != nullptr && counts->day() == id.day ? counts : nullptr;
}

std::uint64_t availability::version(departure_id id) const {
  auto const* const counts = find(id);
  return counts != nullptr ? counts->version() : 0;
}

void availability::publish(departure_id id, std::shared_ptr<free_counts const> counts) {
  auto const service = static_cast<std::size_t>(std::to_underlying(id.service));
  // A departure of a service that this timetable no longer knows is never searched for.
  if (service >= services_) {
    return;
  }
  CHECK(counts != nullptr && counts->day() == id.day);
  auto const day = static_cast<std::size_t>(static_cast<std::uint32_t>(id.day.days)) % kDays;
  auto& place = slots_[service * kDays + day];
  if (place.owner != nullptr && place.owner->day() > id.day) {
    return;  // recovery may fold an older departure after a newer one
  }
  place.retired = std::exchange(place.owner, std::move(counts));
  place.current.store(place.owner.get(), std::memory_order_release);
}

void availability::withdraw(departure_id id) {
  auto const service = static_cast<std::size_t>(std::to_underlying(id.service));
  if (service >= services_) {
    return;
  }
  auto const day = static_cast<std::size_t>(static_cast<std::uint32_t>(id.day.days)) % kDays;
  auto& place = slots_[service * kDays + day];
  if (place.owner == nullptr || place.owner->day() != id.day) {
    return;
  }
  place.current.store(nullptr, std::memory_order_release);
  withdrawn_.push_back(std::exchange(place.owner, nullptr));
  while (id.day - withdrawn_.front()->day() >= 2) {
    withdrawn_.pop_front();
  }
}

}  // namespace chepiao
