#include <bit>
#include <utility>

#include "event/decode_parts.h"
#include "event/record.h"
#include "event/wire.h"
#include "event/wire_read.h"

namespace chepiao {
namespace {

// What most records have; only a guess of how much room to take.
constexpr auto kGuessedBytesPerRecord = std::size_t{96};
constexpr auto kEventsPerRecord = std::size_t{2};

command_identity take_identity(std::string_view bytes) {
  using w = wire::CommandIdentity;
  auto id = wire_halves{};
  auto digest = wire_halves{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case fixed64_tag<w::kIdFirstFieldNumber>:
        id.first = in.fixed64();
        break;
      case fixed64_tag<w::kIdLastFieldNumber>:
        id.last = in.fixed64();
        break;
      case fixed64_tag<w::kDigestFirstFieldNumber>:
        digest.first = in.fixed64();
        break;
      case fixed64_tag<w::kDigestLastFieldNumber>:
        digest.last = in.fixed64();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return {.id = {std::bit_cast<digest128>(id)}, .digest = std::bit_cast<digest128>(digest)};
}

recorded_result take_result(std::string_view bytes) {
  using w = wire::Result;
  auto order = about_order{};
  auto status = std::uint32_t{0};
  auto refunded = std::uint64_t{0};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case length_tag<w::kOrderFieldNumber>:
        order.take(in.bytes());
        break;
      case varint_tag<w::kStatusFieldNumber>:
        status = in.uint32();
        break;
      case varint_tag<w::kRefundedFieldNumber>:
        refunded = in.uint64();
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return {.order = order.get(),
          .status = from_wire(status, order_status::refunded),
          .refunded = refunded};
}

record take_record(std::string_view bytes) {
  using w = wire::Record;
  auto out = record{};
  for (auto in = wire_reader{bytes}; in.more();) {
    switch (in.tag()) {
      case varint_tag<w::kAtMsFieldNumber>:
        out.at = from_ms(in.int64());
        break;
      case length_tag<w::kIdentityFieldNumber>:
        put_once(out.identity, take_identity(in.bytes()));
        break;
      case length_tag<w::kResultFieldNumber>:
        put_once(out.result, take_result(in.bytes()));
        break;
      case length_tag<w::kEventsFieldNumber>:
        out.events.reserve(kEventsPerRecord);
        take_event(in.bytes(), out.events);
        break;
      default:
        wire_reader::refuse_field();
    }
  }
  return out;
}

}  // namespace

std::vector<record> decode(std::span<std::byte const> bytes) {
  require(!bytes.empty(), "event: empty batch");
  require(bytes.front() == kFormatVersion, "event: a format that this release does not know");
  auto const text = std::string_view{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
  auto out = std::vector<record>{};
  out.reserve(bytes.size() / kGuessedBytesPerRecord);
  for (auto in = wire_reader{text.substr(1)}; in.more();) {
    if (in.tag() != length_tag<wire::Batch::kRecordsFieldNumber>) {
      wire_reader::refuse_field();
    }
    out.push_back(take_record(in.bytes()));
  }
  return out;
}

}  // namespace chepiao
