#include <fstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "test/history/operation.h"

namespace chepiao::history {
namespace {

namespace json = boost::json;

constexpr auto kActions = std::to_array<std::pair<std::string_view, action>>({
    {"hold", action::hold},
    {"pay", action::pay},
    {"cancel", action::cancel},
    {"refund", action::refund},
});

std::optional<action> action_named(std::string_view name) {
  for (auto const& [text, value] : kActions) {
    if (text == name) {
      return value;
    }
  }
  return std::nullopt;
}

std::string text_of(json::object const& line, std::string_view name) {
  auto const* value = line.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::int64_t number_of(json::object const& line, std::string_view name, std::int64_t otherwise) {
  auto const* value = line.if_contains(name);
  return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : otherwise;
}

operation operation_of(json::object const& line, action what) {
  auto out = operation{};
  out.what = what;
  out.invoke = line.at("invoke").to_number<std::int64_t>();
  if (line.at("return").is_number()) {
    out.returned = line.at("return").to_number<std::int64_t>();
  }
  out.status = static_cast<int>(number_of(line, "status", 0));
  out.code = text_of(line, "code");
  out.key = text_of(line, "key");
  out.replayed = line.contains("replayed");
  out.account = static_cast<int>(number_of(line, "account", 0));
  out.order = text_of(line, "order");
  out.departure = text_of(line, "departure");
  out.place_class = text_of(line, "class");
  out.from = static_cast<int>(number_of(line, "from", 0));
  out.to = static_cast<int>(number_of(line, "to", 0));
  out.passengers = static_cast<int>(number_of(line, "passengers", 1));
  if (auto const seq = text_of(line, "seq"); !seq.empty()) {
    out.seq = std::stoull(seq);
  }
  if (auto const* seats = line.if_contains("seats")) {
    for (auto const& seat : seats->as_array()) {
      out.seats.push_back(fmt::format("{}-{}", text_of(seat.as_object(), "coach"),
                                      text_of(seat.as_object(), "seat")));
    }
  }
  return out;
}

}  // namespace

std::vector<operation> read_history(std::filesystem::path const& path) {
  auto in = std::ifstream{path};
  auto out = std::vector<operation>{};
  auto number = 0;
  for (auto line = std::string{}; std::getline(in, line);) {
    ++number;
    try {
      auto const value = json::parse(line);
      if (auto const what = action_named(value.at("op").as_string())) {
        out.push_back(operation_of(value.as_object(), *what));
      }
    } catch (std::exception const& wrong) {
      throw std::runtime_error{fmt::format("{}:{}: {}", path.string(), number, wrong.what())};
    }
  }
  if (!in.eof()) {
    throw std::runtime_error{"cannot read " + path.string()};
  }
  return out;
}

}  // namespace chepiao::history
