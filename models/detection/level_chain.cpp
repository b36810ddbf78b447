#include "models/detection/level_chain.h"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

namespace nines::models::detection {
namespace {

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double mass_of(const std::vector<std::vector<double>>& runs) {
  double mass = 0;
  for (const std::vector<double>& run : runs) mass += sum(run);
  return mass;
}

void scale(std::vector<std::vector<double>>& runs, double factor) {
  for (std::vector<double>& run : runs) {
    for (double& each : run) each *= factor;
  }
}

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }

}  // namespace

LevelChain::LevelChain(double correlation, double healthy, double failed, double failed_grey, int samples,
                       int clear_samples)
    : correlation_(correlation),
      healthy_(healthy),
      samples_(static_cast<std::size_t>(samples)),
      clear_samples_(static_cast<std::size_t>(clear_samples)) {
  place_nodes({healthy, failed, failed_grey});
  fill_kernel();
  find_long_run();
}

void LevelChain::place_nodes(std::vector<double> cuts) {
  double end = 9;
  for (const double cut : cuts) end = std::max(end, std::abs(cut) + 3);
  cuts.insert(cuts.end(), {-end, end});
  std::sort(cuts.begin(), cuts.end());
  // Panels no wider than the kernel's spread can tell, 10 nodes each.
  const double widest = 2 * std::sqrt(1 - correlation_ * correlation_);
  using Rule = boost::math::quadrature::gauss<double, 10>;
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
    const int panels = static_cast<int>(std::ceil((cuts[c + 1] - cuts[c]) / widest));
    for (int p = 0; p < panels; ++p) {
      const double half = 0.5 * (cuts[c + 1] - cuts[c]) / panels;
      const double centre = cuts[c] + (2 * p + 1) * half;
      for (const double sign : {-1.0, 1.0}) {
        for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
          nodes_.push_back(centre + sign * half * Rule::abscissa()[i]);
          weights_.push_back(half * Rule::weights()[i]);
        }
      }
    }
  }
}

void LevelChain::fill_kernel() {
  const std::size_t n = nodes_.size();
  const double spread = std::sqrt(1 - correlation_ * correlation_);
  kernel_.resize(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    double total = 0;
    for (std::size_t j = 0; j < n; ++j) {
      kernel_[i * n + j] = density((nodes_[j] - correlation_ * nodes_[i]) / spread) / spread * weights_[j];
      total += kernel_[i * n + j];
    }
    if (!(total > 0)) continue;
    for (std::size_t j = 0; j < n; ++j) kernel_[i * n + j] /= total;
  }
}

LevelChain::Levels LevelChain::step(Runs& runs, double threshold, bool counts_above) const {
  const std::size_t n = nodes_.size();
  Runs next(runs.size(), Levels(n, 0.0));
  Levels complete(n, 0.0);
  Levels moved(n);
  for (std::size_t length = 0; length < runs.size(); ++length) {
    std::fill(moved.begin(), moved.end(), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      const double mass = runs[length][i];
      if (!(mass > 0)) continue;
      const double* row = &kernel_[i * n];
      for (std::size_t j = 0; j < n; ++j) moved[j] += mass * row[j];
    }
    Levels& longer = length + 1 == runs.size() ? complete : next[length + 1];
    for (std::size_t j = 0; j < n; ++j) {
      ((nodes_[j] > threshold) == counts_above ? longer : next[0])[j] += moved[j];
    }
  }
  runs = std::move(next);
  return complete;
}

LevelChain::LongRun LevelChain::settle(Runs& trusted, Runs& alarmed, double threshold, double tolerance) const {
  LongRun found{{}, {}, -1};
  int settled = 0;
  for (unsigned k = 1; k <= 20'000 && settled < 20; ++k) {
    const double trusted_before = mass_of(trusted), alarmed_before = mass_of(alarmed);
    found.raised = step(trusted, threshold, true);
    found.cleared = step(alarmed, threshold, false);
    const double raised = sum(found.raised), cleared = sum(found.cleared);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      trusted[0][i] += found.cleared[i];
      alarmed[0][i] += found.raised[i];
    }
    // Where both sides are left but rarely, their shares settle last, and slowly. So they are set to where the flows
    // between them balance (iterative aggregation, Takahashi 1975): now and then only, for the runs of a side, which
    // may be in step with each other, spread by themselves.
    if (k >= 256 && std::has_single_bit(k)) {
      const double raises = raised / trusted_before, clears = cleared / alarmed_before;
      if (raises > 0 && clears > 0) {
        scale(trusted, clears / (raises + clears) / mass_of(trusted));
        scale(alarmed, raises / (raises + clears) / mass_of(alarmed));
      }
    }
    const double share = mass_of(alarmed);
    const bool is_steady = std::abs(share - found.alarmed_share) <= tolerance * share &&
                           std::abs(raised - cleared) <= 1e-10 * std::max(raised, cleared);
    settled = is_steady && k > trusted.size() + alarmed.size() ? settled + 1 : 0;  // before, no run can be complete
    found.alarmed_share = share;
  }
  return found;
}

void LevelChain::find_long_run() {
  const std::size_t n = nodes_.size();
  trusted_.assign(samples_, Levels(n, 0.0));
  alarmed_.assign(clear_samples_, Levels(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) trusted_[0][i] = density(nodes_[i]) * weights_[i];
  LongRun found = settle(trusted_, alarmed_, healthy_, 1e-13);
  raised_ = std::move(found.raised);
  cleared_ = std::move(found.cleared);
  alarmed_share_ = found.alarmed_share;
  alarms_per_sample_ = sum(raised_);
  for (Levels* levels : {&raised_, &cleared_}) {
    const double total = sum(*levels);
    if (total > 0) {
      for (double& each : *levels) each /= total;
    }
  }
}

LevelChain::Passage LevelChain::pass(Runs runs, double threshold, bool counts_above) const {
  Passage passage;
  double hazard = 0;
  int steady = 0;
  passage.left = mass_of(runs);
  const double all = passage.left;
  // Until nothing is left; once the share that comes through is steady, the rest is geometric.
  constexpr std::size_t longest = 8192;
  for (std::size_t k = 0; k < longest && passage.left > 1e-15 * all; ++k) {
    if (steady > 20) {
      passage.at_sample.push_back(passage.left * hazard);
      passage.left *= 1 - hazard;
      continue;
    }
    const double through = sum(step(runs, threshold, counts_above));
    passage.at_sample.push_back(through);
    const double now = through / passage.left;
    steady = std::abs(now - hazard) <= 1e-11 * now && k > runs.size() ? steady + 1 : 0;  // before, no run is complete
    hazard = now;
    passage.left = mass_of(runs);
  }
  if (!(passage.left > 1e-15 * all)) passage.left = 0;
  passage.more_samples = hazard > 0 ? 1 / hazard : 0;
  return passage;
}

LevelChain::Passage LevelChain::first_alarm(double threshold) const {
  Passage passage = pass(trusted_, threshold, true);
  passage.at_once = alarmed_share_;
  return passage;
}

LevelChain::Passage LevelChain::clearing_after(double threshold) const {
  Runs trusted = trusted_;
  Runs alarmed(clear_samples_, Levels(nodes_.size(), 0.0));
  settle(trusted, alarmed, threshold, 1e-12);
  return pass(std::move(alarmed), healthy_, false);
}

LevelChain::Passage LevelChain::next_alarm() const {
  Runs runs(samples_, Levels(nodes_.size(), 0.0));
  runs[0] = cleared_;
  return pass(std::move(runs), healthy_, true);
}

LevelChain::Passage LevelChain::clearing() const {
  Runs runs(clear_samples_, Levels(nodes_.size(), 0.0));
  runs[0] = raised_;
  return pass(std::move(runs), healthy_, false);
}

}  // namespace nines::models::detection
