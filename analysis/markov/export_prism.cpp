#include "analysis/markov/export_prism.h"

#include "analysis/markov/measures.h"
#include "analysis/markov/sparse_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

namespace nines::markov {

namespace {

constexpr double seconds_per_hour = 3600;

/// Names as PRISM identifiers, each used once.
class Identifiers {
 public:
  std::string unique(const std::string& name) {
    std::string base;
    for (const char c : name) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      base += plain ? c : '_';
    }
    if (base.empty() || (base.front() >= '0' && base.front() <= '9')) base = fmt::format("_{}", base);
    std::string candidate = base;
    for (int suffix = 2; !used_.insert(candidate).second; ++suffix) candidate = fmt::format("{}_{}", base, suffix);
    return candidate;
  }

 private:
  std::set<std::string> used_{"init", "deadlock"};
};

/// A text file that is complete or an error.
class TextFile {
 public:
  explicit TextFile(std::filesystem::path path) : path_(std::move(path)), stream_(path_, std::ios::binary) { verify(); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  ~TextFile() {
    std::error_code ignored;
    if (!complete_) std::filesystem::remove(path_, ignored);  // half of it is of no use
  }
  template <class... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Arguments>(arguments)...);
    if (buffer_.size() > (1U << 16)) flush();
  }
  std::filesystem::path close() {
    flush();
    stream_.close();
    verify();
    complete_ = true;
    return path_;
  }

 private:
  std::filesystem::path path_;
  std::ofstream stream_;
  std::string buffer_;
  bool complete_ = false;
  void flush() {
    stream_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    verify();
    buffer_.clear();
  }
  void verify() const {
    if (!stream_)
      throw std::system_error(errno, std::generic_category(), fmt::format("cannot write {}", path_.string()));
  }
};

/// The chain with a single initial state, which PRISM insists on.
struct SingleStart {
  SparseRates rates;
  State start = 0;
  bool added = false;
};

SingleStart with_single_start(const Chain& chain) {
  SingleStart result{compressed(chain.per_second), 0, false};
  std::vector<Transition> leaving;
  const State extra = result.rates.states();
  for (const auto& [state, probability] : chain.initial) {
    if (probability > 0) leaving.push_back({extra, static_cast<State>(state), probability * 1e12 / seconds_per_hour});
  }
  if (leaving.size() == 1) {
    result.start = leaving.front().to;
    return result;
  }
  for (const Transition& transition : leaving) {
    result.rates.to.push_back(transition.to);
    result.rates.per_second.push_back(transition.per_second);
  }
  result.rates.begin.push_back(result.rates.transitions());
  result.start = extra;
  result.added = true;
  return result;
}

std::filesystem::path with_suffix(const std::filesystem::path& prefix, const std::string& suffix) {
  return prefix.parent_path() / (prefix.filename().string() + suffix);
}

constexpr std::string_view rewards_begin = "# Reward structure \"";

/// PRISM takes the name of a reward structure from the comment above it.
std::filesystem::path write_rewards(const std::filesystem::path& path, const std::string& name, State states,
                                    const std::vector<double>& values) {
  TextFile file(path);
  file.print("{}{}\"\n# State rewards\n", rewards_begin, name);
  file.print("{} {}\n", states, std::count_if(values.begin(), values.end(), [](double value) { return value != 0; }));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != 0) file.print("{} {}\n", i, values[i]);
  }
  return file.close();
}

/// Rewards that an earlier export has left: PRISM would read them, too.
void remove_rewards_from(std::size_t number, const std::filesystem::path& prefix) {
  for (;; ++number) {
    const std::filesystem::path path = with_suffix(prefix, fmt::format("{}.srew", number));
    std::string line;
    if (!std::getline(std::ifstream(path), line) || !line.starts_with(rewards_begin)) return;
    std::filesystem::remove(path);
  }
}

/// For each state, the rate of going down from there.
std::vector<double> outage_rates(const SparseRates& rates, const std::vector<std::uint8_t>& up) {
  std::vector<double> per_hour(up.size());
  for (State i = 0; i < static_cast<State>(up.size()); ++i) {
    for (std::int64_t e = rates.begin[i]; up[i] && e < rates.begin[i + 1]; ++e) {
      if (!up[rates.to[e]]) per_hour[i] += rates.per_second[e] * seconds_per_hour;
    }
  }
  return per_hour;
}

}  // namespace

std::vector<std::filesystem::path> export_prism(const Chain& chain, const std::filesystem::path& prefix) {
  check(chain);
  const SingleStart single = with_single_start(chain);
  const State states = single.rates.states();
  std::vector<std::filesystem::path> written;

  TextFile transitions(with_suffix(prefix, ".tra"));
  transitions.print("{} {}\n", states, single.rates.transitions());
  for (State i = 0; i < states; ++i) {
    for (std::int64_t e = single.rates.begin[i]; e < single.rates.begin[i + 1]; ++e) {
      transitions.print("{} {} {}\n", i, single.rates.to[e], single.rates.per_second[e] * seconds_per_hour);
    }
  }
  written.push_back(transitions.close());

  TextFile list(with_suffix(prefix, ".sta"));
  list.print("(state)\n");
  for (State i = 0; i < states; ++i) list.print("{}:({})\n", i, i);
  written.push_back(list.close());

  Identifiers identifiers;
  std::vector<std::string> conditions;
  for (const std::string& name : chain.conditions) conditions.push_back(identifiers.unique(name));
  TextFile labels(with_suffix(prefix, ".lab"));
  labels.print("0=\"init\" 1=\"deadlock\"");
  for (std::size_t c = 0; c < conditions.size(); ++c) labels.print(" {}=\"{}\"", c + 2, conditions[c]);
  labels.print("\n");
  for (State i = 0; i < states; ++i) {
    std::string held;
    if (i == single.start) held += " 0";
    if (single.rates.begin[i] == single.rates.begin[i + 1]) held += " 1";
    for (std::size_t c = 0; c < chain.up.size(); ++c) {
      if ((single.added && i == single.start) || chain.up[c][i]) held += fmt::format(" {}", c + 2);
    }
    if (!held.empty()) labels.print("{}:{}\n", i, held);
  }
  written.push_back(labels.close());

  Identifiers structures;
  const auto add = [&](const std::string& name, const std::vector<double>& values) {
    const std::string suffix = fmt::format("{}.srew", written.size() - 2);  // after .tra, .sta and .lab: from 1
    written.push_back(write_rewards(with_suffix(prefix, suffix), structures.unique(name), states, values));
  };
  for (std::size_t c = 0; c < chain.up.size(); ++c) {
    std::vector<double> down(chain.states());
    for (std::size_t i = 0; i < down.size(); ++i) down[i] = chain.up[c][i] ? 0 : 1;
    add("downtime_" + chain.conditions[c], down);
    add("outages_" + chain.conditions[c], outage_rates(single.rates, chain.up[c]));
  }
  add("time", std::vector<double>(chain.states(), 1.0));
  for (std::size_t r = 0; r < chain.rewards.size(); ++r) {
    if (!chain.rewards[r].empty()) add(chain.rewards[r], chain.reward[r]);
  }
  remove_rewards_from(written.size() - 2, prefix);
  return written;
}

}  // namespace nines::markov
