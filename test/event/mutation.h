#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/event/wire_fields.h"
#include "test/support/seeded_rng.h"

namespace chepiao::test {

// Bytes of a batch, changed: blindly, or so that most of it still is a batch.
class mutation {
 public:
  explicit mutation(std::uint64_t seed) : chance_{seed} {}

  std::string blind(std::string bytes) {
    for (auto n = 1 + chance_.below(3); n > 0 && !bytes.empty(); --n) {
      auto const at = chance_.below(bytes.size());
      switch (chance_.below(4)) {
        case 0:
          bytes[at] = static_cast<char>(chance_.below(256));
          break;
        case 1:
          bytes.erase(at, 1 + chance_.below(4));
          break;
        case 2:
          bytes.insert(at, bytes.substr(chance_.below(bytes.size()), 1 + chance_.below(12)));
          break;
        default:
          bytes[at] =
              static_cast<char>(static_cast<unsigned>(bytes[at]) ^ (1U << chance_.below(8)));
      }
    }
    return bytes;
  }

  // One field of the message, or of a message in it, is left out, said again elsewhere, moved,
  // given another value, made longer than need be, or not of the schema; lengths stay right.
  std::string shaped(google::protobuf::Descriptor const& message, std::string_view bytes) {
    auto fields = split(message, bytes);
    if (fields.empty()) {
      return chance_.below(2) == 0 ? std::string{} : stranger();
    }
    auto const at = chance_.below(fields.size());
    auto parts = std::vector<std::string>{};
    for (auto const& field : fields) {
      parts.emplace_back(field.whole);
    }
    auto const& chosen = fields[at];
    if (chosen.is_message() && chance_.below(4) != 0) {
      parts[at] = wrapped(chosen, shaped(*chosen.what->message_type(), chosen.content));
    } else {
      change(chosen, parts, at);
    }
    auto out = std::string{};
    for (auto const& part : parts) {
      out += part;
    }
    return out;
  }

 private:
  void change(wire_field const& chosen, std::vector<std::string>& parts, std::size_t at) {
    auto const elsewhere = chance_.below(parts.size());
    switch (chance_.below(6)) {
      case 0:
        parts[at].clear();
        break;
      case 1:
        parts[elsewhere] += std::string{parts[at]};
        break;
      case 2:
        std::swap(parts[at], parts[elsewhere]);
        break;
      case 3:
        parts[at] += stranger();
        break;
      case 4:
        parts[at] = padded(chosen);
        break;
      default:
        parts[at] = revalued(chosen);
    }
  }

  static std::string varint(std::uint64_t value) {
    auto out = std::string{};
    for (; value >= 0x80; value >>= 7U) {
      out += static_cast<char>(value | 0x80U);
    }
    return out + static_cast<char>(value);
  }

  std::string stranger() {
    auto const tag = std::string(1, static_cast<char>(chance_.below(256)));
    return tag + varint(chance_.below(3));
  }

  static bool is_varint(wire_field const& field) {
    return field.content.data() == nullptr &&
           field.what->type() != google::protobuf::FieldDescriptor::TYPE_FIXED64;
  }

  // The same number, with up to nine bytes that say nothing after it; or the tag or the length so.
  std::string padded(wire_field const& field) {
    auto const more = [&](std::string number) {
      number.back() = static_cast<char>(static_cast<unsigned>(number.back()) | 0x80U);
      return number + std::string(chance_.below(10), static_cast<char>(0x80)) + '\0';
    };
    auto const tag = std::string{field.whole.substr(0, 1)};
    if (is_varint(field) && chance_.below(4) != 0) {
      return more(std::string{field.whole});
    }
    if (field.content.data() != nullptr && chance_.below(2) == 0) {
      return tag + more(varint(field.content.size())) + std::string{field.content};
    }
    return more(tag) + std::string{field.whole.substr(1)};
  }

  std::string revalued(wire_field const& field) {
    auto const tag = std::string{field.whole.substr(0, 1)};
    if (is_varint(field)) {
      auto const wide = chance_.next_u64() >> chance_.below(64);
      return tag + varint(chance_.below(2) == 0 ? chance_.below(10) : wide);
    }
    if (field.content.data() != nullptr) {
      return wrapped(field, std::string(chance_.below(5), 'A'));
    }
    return tag + std::string(8, static_cast<char>(chance_.below(256)));
  }

  static std::string wrapped(wire_field const& field, std::string const& content) {
    return std::string{field.whole.substr(0, 1)} + varint(content.size()) + content;
  }

  seeded_rng chance_;
};

}  // namespace chepiao::test
