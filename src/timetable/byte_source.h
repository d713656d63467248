#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace chepiao {

// Where bytes come from, piece by piece, so that no file is ever held whole.
class byte_source {
 public:
  virtual ~byte_source() = default;
  // Fills the buffer from its front and says how much; 0 only at the end. Throws when reading
  // fails.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

// Reads a text that outlives it.
class text_source final : public byte_source {
 public:
  explicit text_source(std::string_view text) : left_{text} {}
  std::size_t read(std::span<char>) override;

 private:
  std::string_view left_;
};

// Reads a plain file; throws std::system_error when it cannot be opened or read.
class file_source final : public byte_source {
 public:
  explicit file_source(std::filesystem::path const&);
  std::size_t read(std::span<char>) override;

 private:
  struct closer {
    void operator()(std::FILE*) const;
  };
  std::unique_ptr<std::FILE, closer> file_;
};

}  // namespace chepiao
