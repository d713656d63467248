#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/load/scenario.h"

namespace chepiao::load {

struct line_ends {
  std::string from;
  std::string to;
};

// What to sell: asked for at the server before the clock starts.
struct market_settings {
  std::vector<line_ends> lines;  // two stations each
  int first_day = 1;             // from today
  int last_day = 13;
  std::size_t departures_max = 0;  // 0: all that the lines have on these days
  std::string place_class;         // empty: the one with the most free seats
  std::size_t accounts = 16;
  std::string account_prefix = "load";
};

struct party_settings {
  std::size_t passengers = 1;   // of an order
  std::size_t travellers = 64;  // known to each account
  double fresh_travellers = 0;  // share of passengers that the server never saw
  bool whole_way = false;       // all seats from end to end; else any two stops
  double repeats = 0;           // share of changes sent twice with one key
};

struct load_settings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::size_t connections = 64;
  std::size_t threads = 1;
  double seconds = 10;
  double warm_up_seconds = 1;
  double timeout_seconds = 30;
  double rate = 0;  // scenarios begun a second; 0: closed loop
  bool poisson = true;
  std::size_t backlog_max = 100'000;
  std::uint64_t seed = 1;
  std::string path = "/";
  std::vector<weighted_scenario> mix;
  market_settings market;
  party_settings party;
  std::string history_file;
  std::string json_file;
  std::string label;
};

}  // namespace chepiao::load
