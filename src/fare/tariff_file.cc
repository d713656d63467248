#include <utility>

#include "base/bytes.h"
#include "base/hash.h"
#include "fare/tariff.h"
#include "proto/tariff.pb.h"

namespace chepiao {
namespace {

// File: magic, SHA-256 of the rest, then the message.
constexpr auto kMagic = std::string_view{"chepiao tariff 1"};
constexpr auto kFileMax = std::uint64_t{1} << 30;

std::filesystem::path file_in(std::filesystem::path const& folder) {
  return folder / "tariff.bin";
}

fare::v1::Tariff to_message(tariff const& t) {
  auto message = fare::v1::Tariff{};
  message.set_version(t.version);
  message.set_assumed(t.assumed);
  message.set_rounding_step(t.rounding_step);
  for (auto const& rate : t.rates) {
    auto& out = *message.add_rates();
    out.set_kind(rate.kind);
    out.set_place_class(std::to_underlying(rate.place_class));
    out.set_minor_per_1000_km(rate.minor_per_1000_km);
    out.set_minimum(count(rate.minimum));
  }
  for (auto const& passenger : t.passengers) {
    auto& out = *message.add_passengers();
    out.set_type(std::to_underlying(passenger.type));
    out.set_percent(passenger.percent);
  }
  for (auto const& pair : t.pairs) {
    auto& out = *message.add_pairs();
    out.set_kind(pair.kind);
    out.set_from_station(std::to_underlying(pair.from));
    out.set_to_station(std::to_underlying(pair.to));
    out.set_place_class(std::to_underlying(pair.place_class));
    out.set_amount(count(pair.amount));
  }
  return message;
}

tariff from_message(fare::v1::Tariff const& message) {
  auto t = tariff{};
  t.version = message.version();
  t.assumed = message.assumed();
  t.rounding_step = message.rounding_step();
  for (auto const& rate : message.rates()) {
    t.rates.push_back({.kind = rate.kind(),
                       .place_class = place_class_id{static_cast<std::uint8_t>(rate.place_class())},
                       .minor_per_1000_km = rate.minor_per_1000_km(),
                       .minimum = minor_units{rate.minimum()}});
  }
  for (auto const& passenger : message.passengers()) {
    t.passengers.push_back(
        {.type = static_cast<passenger_type>(passenger.type()), .percent = passenger.percent()});
  }
  for (auto const& pair : message.pairs()) {
    t.pairs.push_back({.kind = pair.kind(),
                       .from = station_id{pair.from_station()},
                       .to = station_id{pair.to_station()},
                       .place_class = place_class_id{static_cast<std::uint8_t>(pair.place_class())},
                       .amount = minor_units{pair.amount()}});
  }
  t.build_index();
  return t;
}

}  // namespace

void save_tariff(io& files, std::filesystem::path const& folder, tariff const& t) {
  auto const text = to_message(t).SerializeAsString();
  auto const body = std::as_bytes(std::span{text.data(), text.size()});
  auto out = byte_writer{};
  out.put_bytes(std::as_bytes(std::span{kMagic.data(), kMagic.size()}));
  out.put_bytes(sha256_of(body));
  out.put_bytes(body);
  files.write_atomic(file_in(folder), out.bytes());
}

std::optional<tariff> load_tariff(io& files, std::filesystem::path const& folder) {
  auto const bytes = files.read(file_in(folder), kFileMax);
  if (!bytes) {
    return std::nullopt;
  }
  auto in = byte_reader{*bytes};
  auto const magic = in.get_bytes(kMagic.size());
  if (std::string_view{reinterpret_cast<char const*>(magic.data()), magic.size()} != kMagic) {
    throw corrupt_bytes{"tariff.bin: not a tariff file of this version"};
  }
  auto const checksum = in.get_bytes(digest256{}.size());
  auto const body = in.get_bytes(in.left());
  auto const actual = sha256_of(body);
  if (!std::equal(checksum.begin(), checksum.end(), actual.begin())) {
    throw corrupt_bytes{"tariff.bin: checksum does not match"};
  }
  auto message = fare::v1::Tariff{};
  if (!message.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    throw corrupt_bytes{"tariff.bin: does not parse"};
  }
  return from_message(message);
}

}  // namespace chepiao
