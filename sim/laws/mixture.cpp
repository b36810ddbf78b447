// One of several laws, chosen with given probabilities.
#include "sim/laws/kind.h"
#include "sim/laws/numeric.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::laws {
namespace {

struct Part {
  double probability;
  LawPtr law;
};

/// ln P(T > t), also where P(T > t) itself underflows for an exponential law.
double log_survival(const Law& law, Seconds t) {
  if (const auto rate = law.exponential_rate()) return -*rate * std::max(t.count(), 0.0);
  return std::log(law.survival(t));
}

class Mixture final : public Law, public Shiftable {
 public:
  Mixture(std::vector<Part> parts, std::string description)
      : parts_{std::move(parts)}, description_{std::move(description)} {
    double sum = 0;
    for (const Part& part : parts_) sum += part.probability;
    for (Part& part : parts_) part.probability /= sum;
  }

  double cdf(Seconds t) const override {
    return sum_over_parts([&](const Law& law) { return law.cdf(t); });
  }
  double survival(Seconds t) const override {
    return sum_over_parts([&](const Law& law) { return law.survival(t); });
  }
  // p and q above one half go through the other tail: 1 - p is exact there, and so is the comparison.
  Seconds quantile(double p) const override { return p < 0.5 ? low_quantile(p) : high_quantile(1 - p); }
  Seconds upper_quantile(double q) const override { return q <= 0.5 ? high_quantile(q) : low_quantile(1 - q); }
  Seconds mean() const override {
    return Seconds{sum_over_parts([](const Law& law) { return law.mean().count(); })};
  }
  double variance_s2() const override {
    const Seconds centre = mean();
    return sum_over_parts([&](const Law& law) {
      const double off = (law.mean() - centre).count();
      return law.variance_s2() + off * off;
    });
  }
  Seconds sample(MiniStream& stream) const override {
    double left = stream.uniform();
    for (std::size_t i = 0; i + 1 < parts_.size(); ++i) {
      if (left < parts_[i].probability) return parts_[i].law->sample(stream);
      left -= parts_[i].probability;
    }
    return parts_.back().law->sample(stream);
  }
  Seconds sample_residual(MiniStream& stream, Seconds age) const override;
  std::optional<PhaseType> phase_type() const override;
  std::string describe() const override;
  LawPtr shifted_by(Seconds by) const override {
    std::vector<Part> shifted = parts_;
    for (Part& part : shifted) part.law = std::get<LawPtr>(make_shifted(part.law, by));
    return std::make_shared<const Mixture>(
        std::move(shifted), description_.empty() ? "" : fmt::format("{} + {}", in_words(by), description_));
  }

 private:
  template <class Function>
  double sum_over_parts(Function of) const {
    double sum = 0;
    for (const Part& part : parts_) sum += part.probability * of(*part.law);
    return sum;
  }
  Seconds low_quantile(double p) const;
  Seconds high_quantile(double q) const;
  const Part& part_that_survives(double uniform, Seconds age) const;

  std::vector<Part> parts_;
  std::string description_;
};

Seconds Mixture::low_quantile(double p) const {
  double lowest = never.count();
  double highest = 0;
  for (const Part& part : parts_) {
    const double at = part.law->quantile(p).count();
    lowest = std::min(lowest, at);
    highest = std::max(highest, at);
  }
  return Seconds{smallest_where(lowest, highest, [&](double t_s) { return cdf(Seconds{t_s}) >= p; })};
}

Seconds Mixture::high_quantile(double q) const {
  double lowest = never.count();
  double highest = 0;
  for (const Part& part : parts_) {
    const double at = part.law->upper_quantile(q).count();
    lowest = std::min(lowest, at);
    highest = std::max(highest, at);
  }
  if (!(q > 0)) return Seconds{highest};  // a survival that underflows is not yet the end of the support
  return Seconds{smallest_where(lowest, highest, [&](double t_s) { return survival(Seconds{t_s}) <= q; })};
}

/// The part that the clock belongs to, given that it survived `age` (Bayes), by weights scaled to the largest.
const Part& Mixture::part_that_survives(double uniform, Seconds age) const {
  double largest = -std::numeric_limits<double>::infinity();
  for (const Part& part : parts_)
    largest = std::max(largest, std::log(part.probability) + log_survival(*part.law, age));
  if (!std::isfinite(largest)) {
    // Every survival underflows: the part with the longest tail is the only one that can still be alive.
    constexpr double remote = std::numeric_limits<double>::min();
    return *std::max_element(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) {
      return a.law->upper_quantile(remote) < b.law->upper_quantile(remote);
    });
  }
  const auto weight = [&](const Part& part) {
    return std::exp(std::log(part.probability) + log_survival(*part.law, age) - largest);
  };
  double total = 0;
  for (const Part& part : parts_) total += weight(part);
  double left = uniform * total;
  const Part* last_alive = &parts_.front();
  for (const Part& part : parts_) {
    const double here = weight(part);
    if (here <= 0) continue;
    last_alive = &part;
    if (left < here) break;
    left -= here;
  }
  return *last_alive;
}

Seconds Mixture::sample_residual(MiniStream& stream, Seconds age) const {
  if (age.count() < 0) return sample(stream);
  const Part& part = part_that_survives(stream.uniform(), age);
  return part.law->sample_residual(stream, age);
}

std::optional<PhaseType> Mixture::phase_type() const {
  std::vector<PhaseType> blocks;
  std::size_t size = 0;
  for (const Part& part : parts_) {
    auto block = part.law->phase_type();
    if (!block) return std::nullopt;
    size += block->size();
    blocks.push_back(std::move(*block));
  }
  PhaseType all{.start = {},
                .per_second = std::vector<std::vector<double>>(size, std::vector<double>(size, 0.0)),
                .exit_per_second = {}};
  for (std::size_t part = 0; part < blocks.size(); ++part) {
    const std::size_t first = all.start.size();
    const PhaseType& block = blocks[part];
    for (std::size_t i = 0; i < block.size(); ++i) {
      all.start.push_back(parts_[part].probability * block.start[i]);
      all.exit_per_second.push_back(block.exit_per_second[i]);
      std::copy(block.per_second[i].begin(), block.per_second[i].end(),
                all.per_second[first + i].begin() + static_cast<std::ptrdiff_t>(first));
    }
  }
  return all;
}

std::string Mixture::describe() const {
  if (!description_.empty()) return description_;
  std::string words = "mixture(";
  for (const Part& part : parts_) {
    words += fmt::format("{}{:.6g}: {}", &part == &parts_.front() ? "" : ", ", part.probability, part.law->describe());
  }
  return words + ")";
}

}  // namespace

LawPtr mixture_of(std::vector<std::pair<double, LawPtr>> parts, std::string description) {
  std::vector<Part> owned;
  for (auto& [probability, law] : parts) owned.push_back({probability, std::move(law)});
  return std::make_shared<const Mixture>(std::move(owned), std::move(description));
}

}  // namespace nines::laws

namespace nines {

LawResult make_mixture(const std::vector<std::pair<double, LawPtr>>& parts) {
  if (parts.empty())
    return LawError{"", "a mixture needs at least one part", "list the parts with their probabilities"};
  std::vector<std::pair<double, LawPtr>> possible;
  double sum = 0;
  for (const auto& part : parts) {
    if (!(part.first >= 0 && part.first <= 1)) {
      return LawError{"probability", fmt::format("{} is not a probability", part.first),
                      "give a number from 0 to 1, or a percentage"};
    }
    if (!part.second) return LawError{"", "a part of the mixture has no law", "give each part a law"};
    sum += part.first;
    if (part.first > 0) possible.push_back(part);
  }
  if (!(std::abs(sum - 1) <= 1e-9)) {
    return LawError{"probability", fmt::format("the probabilities of the parts sum to {:.10g}, not to 1", sum),
                    fmt::format("change one of them by {:.6g}", 1 - sum)};
  }
  if (possible.size() == 1) return possible.front().second;
  return laws::with_usable_moments(laws::mixture_of(std::move(possible), ""));
}

}  // namespace nines
