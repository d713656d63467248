#include "api/json_text.h"

#include <array>
#include <chrono>

namespace chepiao::api {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void put_two(char* at, unsigned value) {
  at[0] = static_cast<char>('0' + value / 10 % 10);
  at[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (auto const c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      auto const bits = static_cast<unsigned char>(c);
      out += "\\u00";
      out += kHex[bits >> 4U];
      out += kHex[bits & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_money(std::string& out, minor_units amount, currency const& money) {
  out += "{\"amount\":";
  append_number(out, count(amount));
  out += ",\"currency\":\"";
  out += money.text();
  out += "\"}";
}

void append_time(std::string& out, instant at, seconds utc_offset) {
  auto const local = std::chrono::floor<seconds>(at) + utc_offset;
  auto const day = std::chrono::floor<std::chrono::days>(local);
  auto const date = std::chrono::year_month_day{day};
  auto const second = static_cast<unsigned>((local - day).count());
  auto const ahead = utc_offset.count() >= 0;
  auto const minutes = static_cast<unsigned>(ahead ? utc_offset.count() : -utc_offset.count()) / 60;
  auto const year = static_cast<unsigned>(static_cast<int>(date.year()));
  auto text =
      std::array<char, 27>{'"', '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0', '0',
                           ':', '0', '0', ':', '0', '0', '+', '0', '0', ':', '0', '0', '"'};
  put_two(&text[1], year / 100);
  put_two(&text[3], year % 100);
  put_two(&text[6], static_cast<unsigned>(date.month()));
  put_two(&text[9], static_cast<unsigned>(date.day()));
  put_two(&text[12], second / 3600);
  put_two(&text[15], second / 60 % 60);
  put_two(&text[18], second % 60);
  text[20] = ahead ? '+' : '-';
  put_two(&text[21], minutes / 60);
  put_two(&text[24], minutes % 60);
  out.append(text.data(), text.size());
  // A deadline is told to the millisecond it holds; times of the timetable stay short.
  auto const part = static_cast<unsigned>((at - std::chrono::floor<seconds>(at)).count());
  if (part != 0) {
    auto fraction = std::array<char, 4>{'.', '0', '0', '0'};
    fraction[1] = static_cast<char>('0' + part / 100);
    put_two(&fraction[2], part % 100);
    constexpr auto kOffsetAndQuote = std::size_t{7};
    out.insert(out.size() - kOffsetAndQuote, fraction.data(), fraction.size());
  }
}

}  // namespace chepiao::api
