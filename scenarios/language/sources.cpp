#include "scenarios/language/sources.h"

#include "scenarios/language/reader.h"

#include <fmt/format.h>

namespace nines::scenarios {

std::uint32_t Sources::add(std::string name, std::optional<std::filesystem::path> directory, std::string preface) {
  directories_.push_back(std::move(directory));
  return reporter.add_file(std::move(name), std::move(preface));
}

std::optional<Sources::File> Sources::open(Place place, const std::string& name, std::string_view what) {
  // What is set from outside is meant as if it stood in the scenario.
  const auto& base = directories_[place.file] ? directories_[place.file] : directories_.front();
  if (!base) {
    reporter.error(place, fmt::format("{} {} cannot be read: this text is not in a directory", what, quote(name)),
                   "load the scenario from a file");
    return std::nullopt;
  }
  if (name.find('\0') != std::string::npos || name.size() > 4096) {
    reporter.error(place, fmt::format("{} is not a file name", quote(name)), "");
    return std::nullopt;
  }
  File file{(*base / name).lexically_normal(), {}};
  std::string why;
  std::optional<std::string> bytes = bytes_of(file.path, why);
  if (!bytes) {
    reporter.error(place, fmt::format("{} {} cannot be read: {}", what, quote(file.path.string()), why),
                   "file names are relative to the file that they are written in");
    return std::nullopt;
  }
  bytes_ += bytes->size();
  if (bytes_ > most_file_bytes) {
    reporter.error(
        place, fmt::format("the files of this scenario are together larger than {} MiB", most_file_bytes >> 20), "");
    return std::nullopt;
  }
  file.bytes = std::move(*bytes);
  keep(file.path.string(), file.bytes);
  return file;
}

std::optional<std::string> Sources::bytes_of(const std::filesystem::path& path, std::string& why) const {
  if (kept_ == nullptr) return read_bytes(path, why);
  for (const SourceText& each : *kept_) {
    if (each.name == path.string()) return each.text;
  }
  why = "it is not among the files that were kept";
  return std::nullopt;
}

void Sources::keep(std::string name, std::string_view bytes) {
  hash(bytes);
  texts_.push_back({std::move(name), std::string(bytes)});
}

void Sources::hash(std::string_view bytes) {
  hash_.add(bytes);
  hash_.add(0x100);  // an end mark that no byte can be, so that "ab" + "c" is not "a" + "bc"
}

std::string Sources::hash_digits() const { return fmt::format("{:016x}", hash_.value()); }

}  // namespace nines::scenarios
