// What a load has read so far, and what reading is allowed.
#pragma once

#include "scenarios/language/scenario.h"
#include "scenarios/language/tree.h"
#include "sim/hash.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nines::scenarios {

/// The files of one load: their tree, their directories, their hash. Shared by the reader, the includes and the laws.
class Sources {
 public:
  Sources() = default;
  /// Files are looked for among these, by their names, and nowhere else.
  explicit Sources(const std::vector<SourceText>& kept) : kept_(&kept) {}

  Tree tree;
  Reporter reporter;

  /// Registers a text by its name. `directory` is what file names in it are relative to; without one they are refused.
  std::uint32_t add(std::string name, std::optional<std::filesystem::path> directory, std::string preface = {});
  /// The bytes of a file that is named at `place`; reports why not, with `what` it is ("the included file").
  struct File {
    std::filesystem::path path;
    std::string bytes;
  };
  std::optional<File> open(Place place, const std::string& name, std::string_view what);
  const std::optional<std::filesystem::path>& directory(std::uint32_t file) const { return directories_[file]; }

  void hash(std::string_view bytes);
  std::string hash_digits() const;
  /// Notes a text of the scenario, and hashes it.
  void keep(std::string name, std::string_view bytes);
  std::vector<SourceText> take_texts() { return std::move(texts_); }

 private:
  std::optional<std::string> bytes_of(const std::filesystem::path& path, std::string& why) const;

  const std::vector<SourceText>* kept_ = nullptr;
  std::vector<std::optional<std::filesystem::path>> directories_;
  Fnv1a hash_;
  std::size_t bytes_ = 0;
  std::vector<SourceText> texts_;
};

}  // namespace nines::scenarios
