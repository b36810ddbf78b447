#include "analysis/monte_carlo/tally_bytes.h"

#include "sim/hash.h"

#include <fmt/format.h>
#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace nines::monte_carlo {
namespace {

using Words = std::vector<std::uint64_t>;

constexpr std::string_view magic = "ninesTal";
constexpr std::uint64_t version = 5;
constexpr std::size_t version_bytes = 4, word_bytes = 8, group = 8;
constexpr std::size_t header_bytes = magic.size() + version_bytes + word_bytes;

void append(std::string& bytes, std::uint64_t number, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xff);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return number;
}

/// Most words of a block are 0: failure modes that did not strike, causes that took nothing down.
std::string packed(const Words& words) {
  std::string bytes(magic);
  append(bytes, version, version_bytes);
  append(bytes, words.size(), word_bytes);
  for (std::size_t first = 0; first < words.size(); first += group) {
    const std::size_t end = std::min(first + group, words.size());
    std::uint64_t present = 0;
    for (std::size_t i = first; i < end; ++i) present |= std::uint64_t{words[i] != 0} << (i - first);
    append(bytes, present, 1);
    for (std::size_t i = first; i < end; ++i) {
      if (words[i] != 0) append(bytes, words[i], word_bytes);
    }
  }
  append(bytes, fnv1a(bytes), word_bytes);
  return bytes;
}

/// The packed words, once form, version and hash were found right.
std::string_view body_of(std::string_view bytes) {
  if (bytes.size() < header_bytes + word_bytes) throw BadTallyBytes("they are cut short");
  if (bytes.substr(0, magic.size()) != magic) throw BadTallyBytes("they do not begin as the sums of a block do");
  const std::uint64_t found = number_at(bytes, magic.size(), version_bytes);
  if (found < 1 || found > version) {
    throw BadTallyBytes(fmt::format("they are in form {}, and this program knows forms 1 to {}", found, version));
  }
  const std::size_t end = bytes.size() - word_bytes;
  if (fnv1a(bytes.substr(0, end)) != number_at(bytes, end, word_bytes)) {
    throw BadTallyBytes("their hash is not the one that was written with them");
  }
  return bytes.substr(header_bytes, end - header_bytes);
}

Words unpacked(std::string_view bytes) {
  const std::string_view body = body_of(bytes);
  const std::uint64_t count = number_at(bytes, magic.size() + version_bytes, word_bytes);
  // Eight words need a byte at least, so a count that the bytes cannot hold is found before memory is asked for.
  if (count / group > body.size()) throw BadTallyBytes("they are cut short");
  Words words(count);
  std::size_t at = 0;
  for (std::size_t first = 0; first < count; first += group) {
    if (at == body.size()) throw BadTallyBytes("they are cut short");
    const auto present = static_cast<unsigned char>(body[at++]);
    for (std::size_t i = 0; i < group; ++i) {
      if ((present >> i & 1) == 0) continue;
      if (first + i >= count || body.size() - at < word_bytes) throw BadTallyBytes("they are cut short");
      words[first + i] = number_at(body, at, word_bytes);
      at += word_bytes;
    }
  }
  if (at != body.size()) throw BadTallyBytes("they are longer than what they hold");
  return words;
}

class Writer {
 public:
  void operator()(std::uint64_t count) { words_.push_back(count); }
  void operator()(double value) { words_.push_back(std::bit_cast<std::uint64_t>(value)); }
  /// The number of entries of a list, which the reader knows already.
  void length(std::size_t entries, const char*) { words_.push_back(entries); }
  void operator()(const ValueSample& sample) {
    const ValueSample::Contents contents = sample.contents();
    (*this)(std::uint64_t{contents.zeros});
    (*this)(std::uint64_t{contents.values.size()});
    for (const double value : contents.values) (*this)(value);
    (*this)(std::uint64_t{contents.buckets.size()});
    for (const auto& [bucket, count] : contents.buckets) {
      (*this)(static_cast<std::uint64_t>(static_cast<std::int64_t>(bucket)));
      (*this)(std::uint64_t{count});
    }
  }
  const Words& words() const { return words_; }

 private:
  Words words_;
};

class Reader {
 public:
  explicit Reader(Words words) : words_(std::move(words)) {}

  template <class Count>
    requires std::is_unsigned_v<Count>
  void operator()(Count& count) {
    count = static_cast<Count>(next());
  }
  void operator()(double& value) { value = std::bit_cast<double>(next()); }
  void length(std::size_t entries, const char* of_what) {
    const std::uint64_t found = next();
    if (found == entries) return;
    throw BadTallyBytes(fmt::format("they are of another platform: {} {} instead of {}", found, of_what, entries));
  }
  void operator()(ValueSample& sample) {
    ValueSample::Contents contents;
    contents.zeros = next();
    contents.values.resize(entries(1));
    for (double& value : contents.values) (*this)(value);
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    for (std::size_t left = entries(2); left > 0; --left) {
      const auto bucket = static_cast<std::int64_t>(next());
      const bool fits = bucket > last && std::in_range<std::int32_t>(bucket);
      if (!fits) throw BadTallyBytes("they hold a sample of values that there cannot be");
      contents.buckets.emplace_hint(contents.buckets.end(), static_cast<std::int32_t>(bucket), next());
      last = bucket;
    }
    if (!sample.assign(std::move(contents))) throw BadTallyBytes("they hold a sample of values that there cannot be");
  }
  void end() const {
    if (at_ != words_.size()) throw BadTallyBytes("they are longer than what they hold");
  }

 private:
  std::uint64_t next() {
    if (at_ == words_.size()) throw BadTallyBytes("they are cut short");
    return words_[at_++];
  }
  /// A number of entries of so many words each, which must all be there.
  std::size_t entries(std::size_t words_each) {
    const std::uint64_t count = next();
    if (count > (words_.size() - at_) / words_each) throw BadTallyBytes("they are cut short");
    return count;
  }
  Words words_;
  std::size_t at_ = 0;
};

// Each list of fields is there once, for the writer (const) and the reader alike. A field that is added to one of these
// classes does not compile until it is named here; then `version` must go up.

template <class Archive, class Sums>
void fields_of_sums(Archive& archive, Sums& sums) {
  auto& [sum, sum_of_squares, max, positive] = sums;
  archive(sum), archive(sum_of_squares), archive(max), archive(positive);
}

template <class Archive, class Each>
void fields_of_moments(Archive& archive, Each& moments) {
  auto& [trials, downtime_s, outages, capacity_deficit_s, unserved_s, degraded_s, on_s, downtime_times_outages,
         time_at_risk_s, time_at_risk_squared, failed, time_at_risk_of_failed_s] = moments;
  archive(trials);
  fields_of_sums(archive, downtime_s);
  fields_of_sums(archive, outages);
  fields_of_sums(archive, capacity_deficit_s);
  fields_of_sums(archive, unserved_s);
  fields_of_sums(archive, degraded_s);
  fields_of_sums(archive, on_s);
  archive(downtime_times_outages), archive(time_at_risk_s), archive(time_at_risk_squared);
  archive(failed), archive(time_at_risk_of_failed_s);
}

template <class Archive, class List>
void list_of_moments(Archive& archive, List& list, const char* name) {
  archive.length(list.size(), name);
  for (auto& each : list) fields_of_moments(archive, each);
}

template <class Archive, class List>
void plain_list(Archive& archive, List& list, const char* name) {
  archive.length(list.size(), name);
  for (auto& each : list) archive(each);
}

template <class Archive, class Table, class Fields>
void table_of_causes(Archive& archive, Table& table, const char* name, Fields fields) {
  archive.length(table.columns(), "failure modes");
  archive.length(table.cells().size(), name);
  for (auto& cell : table.cells()) fields(cell);
}

template <class Archive, class Each>
void fields_of_profile(Archive& archive, Each& profile) {
  auto& [first_service, parts_per_s, outages, downtime_s, down, wholly_down, down_squared, blocks_down, blocks] =
      profile;
  archive(first_service), archive(parts_per_s);
  plain_list(archive, outages, "lengths of outages");
  plain_list(archive, downtime_s, "lengths of outages");
  plain_list(archive, down, "parts of the mission");
  plain_list(archive, wholly_down, "parts of the mission");
  archive(blocks);
  if (blocks != 1) {
    plain_list(archive, down_squared, "parts of the mission");
    plain_list(archive, blocks_down, "parts of the mission");
  } else if constexpr (!std::is_const_v<Each>) {
    profile.square_sums();
  }
}

template <class Archive, class Each>
void fields_of_job(Archive& archive, Each& job) {
  auto& [life, goodput, between, running, lost, restarts, manual, time_s, losses, elapsed_s, planned, finish] = job;
  for (auto* const moments : {&life, &goodput, &between, &running, &lost, &restarts, &manual})
    fields_of_moments(archive, *moments);
  for (auto& each : time_s) fields_of_sums(archive, each);
  archive.length(losses.size(), "causes of losses of a job");
  for (auto& each : losses) {
    auto& [lost_s, interruptions] = each;
    fields_of_sums(archive, lost_s);
    archive(interruptions);
  }
  archive(elapsed_s), archive(planned), archive(finish);
}

template <class Archive, class Each>
void fields_of_tally(Archive& archive, Each& tally) {
  auto& [trials, events, services, phase_downtime_s, node_classes, domains, downtime, member_downtime, causes, losses,
         series, values, failures, objectives_met, profile, jobs] = tally;
  archive(trials), archive(events);
  list_of_moments(archive, services, "services");
  plain_list(archive, phase_downtime_s, "phases of services");
  list_of_moments(archive, node_classes, "node classes");
  list_of_moments(archive, domains, "domain levels");
  plain_list(archive, downtime, "services with downtimes");
  plain_list(archive, member_downtime, "node classes and domain levels with downtimes");
  table_of_causes(archive, causes, "causes of outages", [&](auto& cell) {
    auto& [downtime_s, outages] = cell;
    archive(downtime_s), archive(outages);
  });
  table_of_causes(archive, losses, "causes of losses", [&](auto& cell) {
    auto& [lost_s, number, recovered, unrecoverable] = cell;
    archive(lost_s), archive(number), archive(recovered), archive(unrecoverable);
  });
  list_of_moments(archive, series, "series");
  plain_list(archive, values, "series with values");
  archive.length(failures.size(), "counts of failures");
  for (auto& each : failures) fields_of_sums(archive, each);
  plain_list(archive, objectives_met, "objectives");
  fields_of_profile(archive, profile);
  archive.length(jobs.size(), "jobs");
  for (auto& each : jobs) fields_of_job(archive, each);
}

}  // namespace

std::string tally_bytes(const Tally& tally) {
  Writer writer;
  fields_of_tally(writer, tally);
  return packed(writer.words());
}

void read_tally(std::string_view bytes, Tally& tally) {
  Reader reader(unpacked(bytes));
  fields_of_tally(reader, tally);
  reader.end();
}

void check_tally_bytes(std::string_view bytes) { body_of(bytes); }

bool is_of_an_older_form(std::string_view bytes) {
  body_of(bytes);
  return number_at(bytes, magic.size(), version_bytes) < version;
}

}  // namespace nines::monte_carlo
