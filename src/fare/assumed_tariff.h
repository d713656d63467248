#pragma once

#include "fare/tariff.h"
#include "timetable/timetable.h"

namespace chepiao {

// Prices per kilometre for a feed that brings no fares; marked as assumed, and shown so. Rates by
// class are plausible public ones: in CNY second class 0.46 yuan/km on G, 0.31 on D, hard seat 0.12
// ...; other currencies get the same steps between classes from one base rate.
tariff assumed_tariff(timetable const&);

}  // namespace chepiao
