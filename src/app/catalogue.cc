#include "app/catalogue.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "base/bytes.h"
#include "timetable/store_file.h"

namespace chepiao::app {
namespace {

std::filesystem::path root_of(std::filesystem::path const& data_folder) {
  return data_folder / "catalogue";
}

// 0: none yet.
std::uint64_t current_generation(io& files, std::filesystem::path const& data_folder) {
  auto const bytes = files.read(root_of(data_folder) / "current", 32);
  if (!bytes) {
    return 0;
  }
  auto const* text = reinterpret_cast<char const*>(bytes->data());
  auto generation = std::uint64_t{0};
  auto const [end, error] = std::from_chars(text, text + bytes->size(), generation);
  if (error != std::errc{} || end != text + bytes->size() || generation == 0) {
    throw corrupt_bytes{"catalogue/current: not a number"};
  }
  return generation;
}

}  // namespace

std::optional<catalogue> load_catalogue(io& files, std::filesystem::path const& data_folder) {
  auto const generation = current_generation(files, data_folder);
  if (generation == 0) {
    return std::nullopt;
  }
  auto const folder = root_of(data_folder) / std::to_string(generation);
  auto schedule = load_timetable(files, folder);
  auto prices = load_tariff(files, folder);
  if (!schedule || !prices) {
    throw corrupt_bytes{folder.string() + ": a file is missing"};
  }
  return catalogue{.schedule = std::make_shared<timetable const>(*std::move(schedule)),
                   .prices = std::make_shared<tariff const>(*std::move(prices))};
}

void save_catalogue(io& files,
                    std::filesystem::path const& data_folder,
                    timetable const& schedule,
                    tariff const& prices) {
  auto const root = root_of(data_folder);
  auto const before = current_generation(files, data_folder);
  auto const generation = std::to_string(before + 1);
  files.create_folders(root / generation);
  save_timetable(files, root / generation, schedule);
  save_tariff(files, root / generation, prices);
  files.write_atomic(root / "current", std::as_bytes(std::span{generation}));
  if (before != 0) {
    std::filesystem::remove_all(root / std::to_string(before));
  }
}

}  // namespace chepiao::app
