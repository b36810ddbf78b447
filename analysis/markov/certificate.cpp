#include "analysis/markov/certificate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nines::markov {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// t: keeps states whose probability underflows from spoiling the proof for the others.
constexpr double threshold = 1e-290;

long double flow_into(const ChainView& chain, std::span<const double> x, State j) {
  long double flow = 0;
  for (std::int64_t e = chain.reverse.begin[j]; e < chain.reverse.begin[j + 1]; ++e) {
    flow += static_cast<long double>(x[chain.reverse.to[e]]) * chain.reverse.per_second[e];
  }
  return flow;
}

}  // namespace

double Certificate::relative_error() const {
  const double each = residual * amplification;
  return each < 0.5 ? 2 * each / (1 - each) : infinite;  // once for the component, once for the sum
}

std::vector<double> certificate_source(const ChainView& chain, std::span<const double> x, State root) {
  std::vector<double> source(x.size());
  for (std::size_t j = 0; j < x.size(); ++j) source[j] = (x[j] + threshold) * chain.exit_rate[j];
  source[root] = 0;
  return source;
}

double flow_imbalance(const ChainView& chain, std::span<const double> x, State root) {
  long double worst = 0;
  for (State j = 0; j < static_cast<State>(x.size()); ++j) {
    if (j == root) continue;
    const long double out = static_cast<long double>(x[j]) * chain.exit_rate[j];
    const long double imbalance = std::fabs(out - flow_into(chain, x, j));
    worst = std::max(worst, imbalance / (out + static_cast<long double>(threshold) * chain.exit_rate[j]));
  }
  // The exit rates themselves are rounded once.
  return static_cast<double>(worst) + std::numeric_limits<double>::epsilon() / 2;
}

Certificate certify(const ChainView& chain, std::span<const double> x, std::span<const double> w, State root) {
  long double proved = infinite;  // w A >= proved (x + t) S
  double largest = 0;
  for (State j = 0; j < static_cast<State>(x.size()); ++j) {
    if (j == root) continue;
    const long double out = static_cast<long double>(w[j]) * chain.exit_rate[j];
    const long double net = out * (1 - 1e-18L) - flow_into(chain, w, j) * (1 + 1e-17L);
    proved = std::min(proved, net / ((static_cast<long double>(x[j]) + threshold) * chain.exit_rate[j]));
    if (x[j] >= negligible_probability) largest = std::max(largest, w[j] / x[j]);
  }
  Certificate certificate;
  certificate.residual = flow_imbalance(chain, x, root);
  certificate.amplification =
      proved > 0.05L && std::isfinite(largest) ? largest / static_cast<double>(proved) : infinite;
  return certificate;
}

}  // namespace nines::markov
