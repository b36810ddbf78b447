#include "models/detection/first_passage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace nines::models::detection {

FirstPassage::FirstPassage(std::uint32_t states, std::vector<Move> moves) : states_(states), moves_(std::move(moves)) {
  std::erase_if(moves_, [](const Move& move) { return !(move.probability > 0); });
  std::stable_sort(moves_.begin(), moves_.end(), [](const Move& a, const Move& b) { return a.from < b.from; });
  first_.assign(states_ + 1, 0);
  for (const Move& move : moves_) ++first_[move.from + 1];
  for (std::uint32_t s = 0; s < states_; ++s) first_[s + 1] += first_[s];
  solve_means();
}

void FirstPassage::solve_means() {
  const std::size_t n = states_;
  std::vector<std::vector<double>> to(n, std::vector<double>(n, 0.0));
  std::vector<double> out(n, 0.0);
  std::vector<double> time_s(n, 0.0);
  for (const Move& move : moves_) {
    time_s[move.from] += move.probability * move.time_s;
    (move.to == absorbed ? out[move.from] : to[move.from][move.to]) += move.probability;
  }
  std::vector<double> leaves(n, 0.0);
  for (std::size_t k = n; k-- > 0;) {
    leaves[k] = out[k];
    for (std::size_t j = 0; j < k; ++j) leaves[k] += to[k][j];
    if (!(leaves[k] > 0)) continue;  // cannot be left: its mean is infinite if it is ever entered
    for (std::size_t i = 0; i < k; ++i) {
      const double through = to[i][k] / leaves[k];
      if (!(through > 0)) continue;
      for (std::size_t j = 0; j < k; ++j) to[i][j] += through * to[k][j];
      out[i] += through * out[k];
      time_s[i] += through * time_s[k];
    }
  }
  mean_s_.assign(n, std::numeric_limits<double>::infinity());
  for (std::size_t k = 0; k < n; ++k) {
    if (!(leaves[k] > 0)) continue;
    double sum_s = time_s[k];
    for (std::size_t j = 0; j < k; ++j) sum_s += to[k][j] > 0 ? to[k][j] * mean_s_[j] : 0;
    mean_s_[k] = sum_s / leaves[k];
  }
}

double FirstPassage::mean_s(const std::vector<Entry>& entries) const {
  double sum_s = 0;
  double mass = 0;
  for (const Entry& entry : entries) {
    if (!(entry.mass > 0)) continue;
    mass += entry.mass;
    sum_s += entry.mass * (entry.from_s + entry.width_s / 2 + (entry.state == absorbed ? 0 : mean_s_[entry.state]));
  }
  return sum_s / mass;
}

Pieces FirstPassage::pieces(const std::vector<Entry>& entries) const {
  std::set<double> widths_s;
  for (const Entry& entry : entries) {
    if (entry.mass > 0) widths_s.insert(entry.width_s);
  }
  Pieces all;
  for (const double width_s : widths_s) run(width_s, entries, all);
  return all;
}

void FirstPassage::run(double width_s, const std::vector<Entry>& entries, Pieces& into) const {
  double shortest_s = std::numeric_limits<double>::infinity();
  for (const Move& move : moves_) {
    if (move.time_s > 0) shortest_s = std::min(shortest_s, move.time_s);
  }
  if (!std::isfinite(shortest_s)) shortest_s = 1;
  // Instants that differ by rounding only are the same.
  const auto key = [&](double t_s) { return std::llround(t_s / (shortest_s * 1e-8)); };
  struct Instant {
    double time_s;
    std::vector<double> mass;
  };
  std::map<long long, Instant> pending;
  const auto put = [&](std::uint32_t state, double time_s, double mass) {
    if (state == absorbed) {
      into.pieces.push_back({time_s, time_s + width_s, mass});
      return;
    }
    auto [found, is_new] = pending.try_emplace(key(time_s), Instant{time_s, {}});
    if (is_new) found->second.mass.assign(states_, 0.0);
    found->second.mass[state] += mass;
  };
  double total = 0;
  for (const Entry& entry : entries) {
    if (entry.mass <= 0 || entry.width_s != width_s) continue;
    total += entry.mass;
    put(entry.state, entry.from_s, entry.mass);
  }
  std::size_t instants = 0;
  for (; !pending.empty() && instants < longest; ++instants) {
    const Instant now = std::move(pending.begin()->second);
    pending.erase(pending.begin());
    for (std::uint32_t s = 0; s < states_; ++s) {
      if (!(now.mass[s] > 1e-18 * total)) continue;
      for (std::size_t m = first_[s]; m < first_[s + 1]; ++m) {
        put(moves_[m].to, now.time_s + moves_[m].time_s, now.mass[s] * moves_[m].probability);
      }
    }
  }
  for (const auto& [at, instant] : pending) {
    for (std::uint32_t s = 0; s < states_; ++s) {
      if (!(instant.mass[s] > 0)) continue;
      const double mean_s = instant.time_s + mean_s_[s] + width_s / 2;
      const double mass = into.tail.mass + instant.mass[s];
      into.tail.mean_s += (mean_s - into.tail.mean_s) * (instant.mass[s] / mass);
      into.tail.mass = mass;
    }
  }
}

std::vector<double> stationary(std::uint32_t states, const std::vector<Move>& moves) {
  const std::size_t n = states;
  std::vector<std::vector<double>> to(n, std::vector<double>(n, 0.0));
  for (const Move& move : moves) to[move.from][move.to] += move.probability;
  std::vector<double> leaves(n, 0.0);
  for (std::size_t k = n; k-- > 1;) {
    for (std::size_t j = 0; j < k; ++j) leaves[k] += to[k][j];
    if (!(leaves[k] > 0)) continue;
    for (std::size_t i = 0; i < k; ++i) {
      const double through = to[i][k] / leaves[k];
      for (std::size_t j = 0; j < k; ++j) to[i][j] += through * to[k][j];
    }
  }
  std::vector<double> share(n, 0.0);
  share[0] = 1;
  double sum = 1;
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t i = 0; i < k; ++i) share[k] += leaves[k] > 0 ? share[i] * (to[i][k] / leaves[k]) : 0;
    sum += share[k];
  }
  for (double& each : share) each /= sum;
  return share;
}

}  // namespace nines::models::detection
