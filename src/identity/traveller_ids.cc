#include "identity/traveller_ids.h"

#include <algorithm>

#include "base/bytes.h"
#include "identity/document.h"
#include "identity/text.h"

namespace chepiao {
namespace {

constexpr auto kUsualSize = std::size_t{96};

// Little-endian, so that the ids are the same on every machine.
std::uint64_t id_of(keyed_hash const& hasher, byte_writer const& message) {
  auto const hash = hasher.of(message.bytes());
  return std::max(byte_reader{hash}.get<std::uint64_t>(), std::uint64_t{1});
}

}  // namespace

traveller normal_form(traveller t) {
  t.name = std::string{trimmed(t.name)};
  t.document_number = normal_number(t.document_number);
  return t;
}

passenger_id passenger_of(key_ring const& keys, account_id account, traveller const& t) {
  auto message = byte_writer{};
  message.reserve(kUsualSize);
  message.put(account);
  message.put(t.document);
  message.put_text(t.document_number);
  message.put_text(t.name);
  message.put(t.type);
  return passenger_id{id_of(keys.passenger, message)};
}

document_hash document_of(key_ring const& keys, traveller const& t) {
  auto message = byte_writer{};
  message.reserve(kUsualSize);
  message.put(t.document);
  message.put_text(t.document_number);
  return document_hash{id_of(keys.document, message)};
}

masked_traveller masked(traveller const& t) {
  return {.name = t.name,
          .document = t.document,
          .masked_number = masked(std::string_view{t.document_number}),
          .type = t.type};
}

}  // namespace chepiao
