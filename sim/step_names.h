#pragma once

#include <array>
#include <string_view>

#include "sim/crash.h"

// What the steps call things, in the order of the enums.

namespace chepiao::sim {

constexpr auto kLineNames = std::array<std::string_view, 3>{"G1", "D2", "K3"};
constexpr auto kClassNames = std::array<std::string_view, 2>{"second", "first"};
constexpr auto kPoints = std::array<std::string_view, kCrashPoints + 1>{"nowhere",
                                                                        "before-append",
                                                                        "in-append-row-lost",
                                                                        "in-append-row-kept",
                                                                        "before-replies",
                                                                        "between-replies",
                                                                        "before-snapshot",
                                                                        "in-snapshot-torn",
                                                                        "in-snapshot-spoilt",
                                                                        "in-recovery"};
constexpr auto kLosses =
    std::array<std::string_view, 4>{"nothing", "everything", "a-torn-end", "some-writes"};
constexpr auto kRows = std::array<std::string_view, 2>{"row-lost", "row-kept"};
constexpr auto kSpoilings = std::array<std::string_view, 3>{"flip", "tear", "remove"};
constexpr auto kTamperings =
    std::array<std::string_view, 6>{"flip", "forge", "drop", "swap", "repeat", "forget"};
constexpr auto kPolicies = std::array<std::string_view, 2>{"first-fit", "best-fit"};
constexpr auto kMedia = std::array<std::string_view, 2>{"rows", "sqlite"};

}  // namespace chepiao::sim
