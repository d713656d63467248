#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "base/check.h"
#include "test/fuzz/fuzz.h"
#include "timetable/import.h"
#include "timetable/zip_gate.h"

// The bytes of an archive: passed or refused, and nothing is inflated beyond what it promised.

namespace chepiao::fuzz {
namespace {

class memory_file {
 public:
  explicit memory_file(std::string_view bytes) : descriptor_{::memfd_create("feed", MFD_CLOEXEC)} {
    CHECK(descriptor_ >= 0);
    CHECK(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~memory_file() { ::close(descriptor_); }
  memory_file(memory_file const&) = delete;
  memory_file& operator=(memory_file const&) = delete;

  int descriptor() const { return descriptor_; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

void try_input(std::string_view input) {
  auto const file = memory_file{input};
  auto const limits = zip_limits{};
  auto passed = false;
  try {
    auto total = std::uint64_t{0};
    for (auto const& entry : pass_zip_gate(file.descriptor(), limits)) {
      CHECK(is_safe_entry_name(entry.name));
      CHECK(entry.bytes <= limits.file_bytes && entry.compressed_bytes <= input.size());
      total += entry.bytes;
    }
    CHECK(total <= limits.total_bytes);
    passed = true;
  } catch (unusable_feed const& refused) {
    CHECK(!refused.code().empty());
  }
  auto options = import_options{};
  options.today = *parse_service_day("2026-11-22");
  try {
    import_gtfs(file.path(), nullptr, options, {});
    CHECK(passed);
  } catch (unusable_feed const& refused) {
    CHECK(!refused.code().empty());
  }
}

}  // namespace chepiao::fuzz
