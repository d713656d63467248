#include "bench/load/history.h"

#include <cerrno>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace chepiao::load {
namespace {

constexpr auto kPartBytesMax = std::size_t{1} << 18U;

void append_seats(std::string& out, std::string_view body) {
  out += ",\"seats\":[";
  auto at = std::size_t{0};
  while (true) {
    auto const coach = text_after(body, "\"coach\"", at);
    if (coach.empty()) {
      break;
    }
    auto const seat = text_after(body, "\"seat\"", at);
    out += out.back() == '[' ? "" : ",";
    fmt::format_to(std::back_inserter(out), R"({{"coach":"{}","seat":"{}"}})", coach, seat);
  }
  out += ']';
}

}  // namespace

history::history(std::string const& file, market const& m)
    : market_{m}, file_{std::fopen(file.c_str(), "w")} {
  if (!file_) {
    throw std::system_error{errno, std::generic_category(), file};
  }
}

void history::write(std::string& lines) {
  auto const lock = std::lock_guard{mutex_};
  if (std::fwrite(lines.data(), 1, lines.size(), file_.get()) != lines.size()) {
    fmt::print(stderr, "the history could not be written\n");
  }
  lines.clear();
}

void history::part::begin(operation o, purchase const& wanted, nanos invoked) {
  fmt::format_to(std::back_inserter(lines_), R"({{"op":"{}","invoke":{},"key":"{}")", name_of(o),
                 invoked, wanted.key);
  if (o == operation::get || o == operation::search) {
    return;
  }
  auto const& leg = whole_.market_.departures[wanted.departure];
  fmt::format_to(std::back_inserter(lines_),
                 R"(,"account":{},"departure":"{}","class":"{}","from":{},"to":{})", wanted.account,
                 leg.id, leg.place_class, wanted.from, wanted.to);
}

void history::part::end() {
  lines_ += "}\n";
  if (lines_.size() >= kPartBytesMax) {
    whole_.write(lines_);
  }
}

void history::part::reply(
    operation o, purchase const& wanted, nanos invoked, nanos returned, http_reply const& reply) {
  begin(o, wanted, invoked);
  auto from = std::size_t{0};
  auto const success = reply.status >= 200 && reply.status < 300;
  auto const told = o == operation::hold && success ? text_after(reply.body, "\"order_id\"", from)
                                                    : std::string_view{wanted.order};
  fmt::format_to(std::back_inserter(lines_), R"(,"return":{},"status":{},"order":"{}")", returned,
                 reply.status, told);
  if (reply.field("idempotency-replayed")) {
    lines_ += ",\"replayed\":true";
  }
  if (auto const seq = reply.field("x-data-seq")) {
    fmt::format_to(std::back_inserter(lines_), R"(,"seq":"{}")", *seq);
  }
  if (!success) {
    from = 0;
    fmt::format_to(std::back_inserter(lines_), R"(,"code":"{}")",
                   text_after(reply.body, "\"code\"", from));
  } else if (o != operation::get && o != operation::search) {
    append_seats(lines_, reply.body);
  }
  end();
}

void history::part::no_reply(operation o, purchase const& wanted, nanos invoked) {
  begin(o, wanted, invoked);
  fmt::format_to(std::back_inserter(lines_), R"(,"return":null,"status":null,"order":"{}")",
                 wanted.order);
  end();
}

}  // namespace chepiao::load
