#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>

// Looks at the bytes of a message as its descriptor says, without reading them into one.

namespace chepiao::test {

struct wire_field {
  google::protobuf::FieldDescriptor const* what = nullptr;
  std::string_view whole;    // tag and value
  std::string_view content;  // of bytes and messages, without the length
  bool shortest = false;     // tag and length

  bool is_message() const {
    return what->type() == google::protobuf::FieldDescriptor::TYPE_MESSAGE;
  }
};

// Requires bytes that protobuf parses without a field it does not know.
inline std::vector<wire_field> split(google::protobuf::Descriptor const& message,
                                     std::string_view bytes) {
  using google::protobuf::FieldDescriptor;
  using stream = google::protobuf::io::CodedOutputStream;
  auto out = std::vector<wire_field>{};
  auto in = google::protobuf::io::CodedInputStream{
      reinterpret_cast<std::uint8_t const*>(bytes.data()), static_cast<int>(bytes.size())};
  auto const here = [&] { return static_cast<std::size_t>(in.CurrentPosition()); };
  while (here() < bytes.size()) {
    auto const begin = here();
    auto const tag = in.ReadTag();
    auto field = wire_field{.what = message.FindFieldByNumber(static_cast<int>(tag >> 3U)),
                            .whole = {},
                            .content = {},
                            .shortest = here() - begin == stream::VarintSize32(tag)};
    auto skipped = std::uint64_t{0};
    switch (field.what->type()) {
      case FieldDescriptor::TYPE_FIXED64:
        in.ReadLittleEndian64(&skipped);
        break;
      case FieldDescriptor::TYPE_MESSAGE:
      case FieldDescriptor::TYPE_BYTES: {
        auto size = 0;
        auto const length = here();
        in.ReadVarintSizeAsInt(&size);
        auto const width = stream::VarintSize32(static_cast<std::uint32_t>(size));
        field.shortest = field.shortest && here() - length == width;
        field.content = bytes.substr(here(), static_cast<std::size_t>(size));
        in.Skip(size);
        break;
      }
      default:
        in.ReadVarint64(&skipped);
    }
    field.whole = bytes.substr(begin, here() - begin);
    out.push_back(field);
  }
  return out;
}

// What decode demands beyond protobuf: tags and lengths in their shortest form, and no message
// within a message twice, be it as another kind of event.
inline bool plain(google::protobuf::Descriptor const& message, std::string_view bytes) {
  auto seen = std::set<int>{};
  for (auto const& field : split(message, bytes)) {
    if (!field.shortest) {
      return false;
    }
    if (!field.is_message()) {
      continue;
    }
    auto const name = field.what->containing_oneof() != nullptr ? 0 : field.what->number();
    if (!field.what->is_repeated() && !seen.insert(name).second) {
      return false;
    }
    if (!plain(*field.what->message_type(), field.content)) {
      return false;
    }
  }
  return true;
}

}  // namespace chepiao::test
