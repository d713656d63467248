#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "timetable/feed_source.h"
#include "timetable/import_report.h"

namespace chepiao {
namespace {

namespace fs = std::filesystem;

// Never gives more than was there when the folder was judged.
class measured_source final : public byte_source {
 public:
  measured_source(fs::path const& path, std::uint64_t bytes) : file_{path}, left_{bytes} {}

  std::size_t read(std::span<char> buffer) override {
    auto const got = file_.read(buffer);
    if (got > left_) {
      throw unusable_feed{"feed_changed", "a file of the feed grew while it was read"};
    }
    left_ -= got;
    return got;
  }

 private:
  file_source file_;
  std::uint64_t left_;
};

class folder_feed final : public feed_source {
 public:
  folder_feed(fs::path const& folder, zip_limits const& limits) : folder_{fs::canonical(folder)} {
    auto total = std::uint64_t{0};
    for (auto const& found : fs::directory_iterator{folder_}) {
      if (found.path().extension() != ".txt") {
        continue;
      }
      judge_place(found.path());
      if (!found.is_regular_file()) {
        continue;
      }
      files_.push_back({found.path().filename().string(), found.file_size()});
      total += files_.back().bytes;
      judge_size(files_.back(), total, limits);
    }
    std::ranges::sort(files_, {}, &file::name);
  }

  std::vector<file> const& files() const override { return files_; }

  std::unique_ptr<byte_source> open(std::string_view name) override {
    auto const found = std::ranges::lower_bound(files_, name, {}, &file::name);
    judge_place(folder_ / name);
    return std::make_unique<measured_source>(folder_ / name, found->bytes);
  }

 private:
  void judge_place(fs::path const& path) const {
    auto failure = std::error_code{};
    auto const real = fs::canonical(path, failure);
    if (failure || real.parent_path() != folder_) {
      throw unusable_feed{"folder_symlink",
                          path.filename().string() + " is a link that leaves the folder"};
    }
  }

  void judge_size(file const& f, std::uint64_t total, zip_limits const& limits) const {
    if (files_.size() > limits.entries) {
      throw unusable_feed{"folder_too_many_files",
                          fmt::format("the folder has more than {} tables", limits.entries)};
    }
    if (f.bytes > limits.file_bytes) {
      throw unusable_feed{"folder_file_too_large",
                          fmt::format("{} is larger than {} bytes", f.name, limits.file_bytes)};
    }
    if (total > limits.total_bytes) {
      throw unusable_feed{
          "folder_total_too_large",
          fmt::format("the tables together are larger than {} bytes", limits.total_bytes)};
    }
  }

  fs::path folder_;
  std::vector<file> files_;
};

}  // namespace

std::unique_ptr<feed_source> open_folder_feed(fs::path const& folder, zip_limits const& limits) {
  return std::make_unique<folder_feed>(folder, limits);
}

}  // namespace chepiao
