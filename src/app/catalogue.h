#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/io.h"
#include "fare/tariff.h"
#include "timetable/timetable.h"

namespace chepiao::app {

// What is for sale: the timetable and its prices, imported together and replaced together.
// DIR/catalogue/<n>/ holds one generation; DIR/catalogue/current names the one in force and is
// written last, so an import that is cut off changes nothing.
struct catalogue {
  std::shared_ptr<timetable const> schedule;
  std::shared_ptr<tariff const> prices;
};

// Nothing before the first import. Throws corrupt_bytes when the generation in force is damaged.
std::optional<catalogue> load_catalogue(io&, std::filesystem::path const& data_folder);

// Durable when it returns; earlier generations are removed.
void save_catalogue(io&, std::filesystem::path const& data_folder, timetable const&, tariff const&);

}  // namespace chepiao::app
