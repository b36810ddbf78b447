#include "models/detection/heartbeat_laws.h"

#include "models/detection/first_passage.h"
#include "models/detection/heartbeat.h"

#include <algorithm>
#include <cmath>

namespace nines::models::detection {
namespace {

/// Beats that a gap of this length leaves out, and what is left of it after them.
struct Missing {
  std::uint32_t beats;
  double rest_s;
};

Missing missing_in(double timeout_s, double period_s) {
  const double beats =
      std::floor(timeout_s / period_s * (1 + 1e-12));  // 3 periods of 0.1 s in 0.3 s, whatever the rounding
  return {static_cast<std::uint32_t>(beats), std::max(0.0, timeout_s - beats * period_s)};
}

}  // namespace

Pieces lost_beats(double period_s, double useless, double from_s) {
  Pieces pieces;
  double left = 1;
  double to_s = from_s;
  for (int k = 0; to_s > 0 && left > 1e-300; ++k) {
    const double low_s = from_s - (k + 1) * period_s;
    const double inside = low_s >= 0 ? 1 : to_s / period_s;
    pieces.pieces.push_back({std::max(0.0, low_s), to_s, left * (1 - useless) * inside});
    if (low_s <= 0) {
      pieces.add(0, left * (1 - useless) * (1 - inside) + left * useless);
      return pieces;
    }
    left *= useless;
    to_s = low_s;
  }
  if (left > 0) pieces.add(0, left);
  return pieces;
}

RunsOfLosses runs_of_losses(const Arrivals& arrivals, double timeout_s) {
  const double period_s = arrivals.period_s();
  const double loss = arrivals.loss();
  const Missing missing = missing_in(timeout_s, period_s);
  std::vector<Move> moves;
  for (std::uint32_t s = 0; s < missing.beats; ++s) {
    const bool last = s + 1 == missing.beats;
    moves.push_back({s, last ? absorbed : s + 1, loss, last ? missing.rest_s : period_s});
    moves.push_back({s, 0, 1 - loss, period_s});
  }
  const FirstPassage to_suspicion(missing.beats, std::move(moves));
  const FirstPassage to_trust(1, {{0, absorbed, 1 - loss, 0}, {0, 0, loss, period_s}});
  return {to_suspicion.pieces({{0, 1, period_s, 0}}), to_trust.pieces({{0, 1, period_s - missing.rest_s, 0}})};
}

Pieces grey_detection(const Arrivals& arrivals, double timeout_s, double passes) {
  const double period_s = arrivals.period_s();
  const double loss = arrivals.loss();
  const auto [m, rest_s] = missing_in(timeout_s, period_s);
  // In the watcher's time: beats that were sent before the failure still arrive as those of a healthy target. State:
  // such beats to come, times m, plus beats missing in a row; just before the next beat's time of arrival.
  const auto under_way = static_cast<std::uint32_t>(std::floor(arrivals.mean_delay_s() / period_s));
  const double remainder_s = arrivals.mean_delay_s() - under_way * period_s;
  std::vector<Move> moves;
  for (std::uint32_t healthy = 0; healthy <= under_way + 1; ++healthy) {
    const double missed = healthy > 0 ? loss : 1 - (1 - loss) * passes;
    const std::uint32_t next = healthy > 0 ? (healthy - 1) * m : 0;
    for (std::uint32_t s = 0; s < m; ++s) {
      const bool last = s + 1 == m;
      moves.push_back({healthy * m + s, last ? absorbed : next + s + 1, missed, last ? rest_s : period_s});
      moves.push_back({healthy * m + s, next, 1 - missed, period_s});
    }
  }
  const FirstPassage passage((under_way + 2) * m, std::move(moves));
  std::vector<Entry> entries;
  double run = 1 - loss;  // P(so many beats missing in a row at the failure)
  for (std::uint32_t s = 0; s < m; ++s, run *= loss) {
    entries.push_back({(under_way + 1) * m + s, run * remainder_s / period_s, 0, remainder_s});
    entries.push_back({under_way * m + s, run * (1 - remainder_s / period_s), remainder_s, period_s - remainder_s});
  }
  // m missing: suspected within what is left of the timeout, or already.
  entries.push_back({absorbed, run * rest_s / period_s, 0, rest_s});
  entries.push_back({absorbed, run * (1 - rest_s / period_s) + run * loss / (1 - loss), 0, 0});
  return passage.pieces(entries);
}

Pieces next_arrival(const Arrivals& arrivals) {
  const double period_s = arrivals.period_s();
  const double loss = arrivals.loss();
  if (arrivals.is_fixed_delay()) {
    const FirstPassage passage(1, {{0, absorbed, 1 - loss, arrivals.mean_delay_s()}, {0, 0, loss, period_s}});
    return passage.pieces({{0, 1, 0, period_s}});
  }
  // P(no arrival by t) = mean over U of the product over beats k of [loss + (1 - loss) P(D > t - U - k period)].
  const auto silent = [&](double t_s) {
    std::vector<double> breaks{0, period_s};
    for (const double delay_s : arrivals.delay_breaks_s()) {
      const double at_s = std::fmod(t_s - delay_s, period_s);
      if (t_s > delay_s) breaks.push_back(at_s);
    }
    if (t_s < period_s) breaks.push_back(t_s);
    std::sort(breaks.begin(), breaks.end());
    const auto none = [&](double first_s) {
      double product = 1;
      for (double sent_s = first_s; sent_s < t_s; sent_s += period_s) {
        product *= 1 - (1 - loss) * arrivals.by(t_s - sent_s);
      }
      return product;
    };
    return integrate(breaks, none) / period_s;
  };
  std::vector<double> breaks{0};
  const double beats = loss > 0 ? std::ceil(std::log(1e-13) / std::log(loss)) : 0;
  for (double k = 0; k <= beats + 1; ++k) {
    for (const double delay_s : arrivals.delay_breaks_s()) breaks.push_back(delay_s + k * period_s);
  }
  std::sort(breaks.begin(), breaks.end());
  return tabulate(
      [&](double t_s) {
        const double above = silent(t_s);
        return Sides{1 - above, above};
      },
      breaks);
}

Pieces long_gaps(const Arrivals& arrivals, double timeout_s) {
  const double all = arrivals.gaps_longer_than(timeout_s);
  const auto left = [&](double y_s) {
    const double above = arrivals.gaps_longer_than(timeout_s + y_s) / all;
    return Sides{1 - above, above};
  };
  double end_s = arrivals.period_s();
  while (left(end_s).above > 1e-9) end_s *= 1.5;
  std::vector<double> breaks{0, end_s};
  for (const double delay_s : arrivals.delay_breaks_s()) {
    const double first = std::ceil((timeout_s - delay_s) / arrivals.period_s());
    for (double at_s = first * arrivals.period_s() + delay_s - timeout_s; at_s < end_s; at_s += arrivals.period_s()) {
      if (at_s > 0) breaks.push_back(at_s);
    }
  }
  std::sort(breaks.begin(), breaks.end());
  return tabulate(left, breaks);
}

double none_fresh(const Arrivals& arrivals, double shift_s, double x_s) {
  double product = 1;
  for (double late_s = shift_s + x_s; late_s >= 0; late_s -= arrivals.period_s()) {
    product *= arrivals.loss() + (1 - arrivals.loss()) * arrivals.later_than(late_s);
  }
  return product;
}

std::vector<double> none_fresh_breaks(const Arrivals& arrivals, double shift_s) {
  const double period_s = arrivals.period_s();
  std::vector<double> breaks{0, period_s};
  std::vector<double> bends_s = arrivals.delay_breaks_s();
  bends_s.push_back(0);
  for (const double delay_s : bends_s) {
    double at_s = std::fmod(delay_s - shift_s, period_s);
    if (at_s < 0) at_s += period_s;
    if (at_s > 0 && at_s < period_s) breaks.push_back(at_s);
  }
  std::sort(breaks.begin(), breaks.end());
  return breaks;
}

Pieces stale_periods(const Arrivals& arrivals, double shift_s, double useless) {
  const double at_start = none_fresh(arrivals, shift_s, 0);
  const Pieces one = tabulate(
      [&](double x_s) {
        const double above = none_fresh(arrivals, shift_s, x_s) / at_start;
        return Sides{1 - above, above};
      },
      none_fresh_breaks(arrivals, shift_s));
  // What is left at a period's end is an atom there: it goes on with the share `useless`, or ends (never sooner:
  // u(period) >= useless u(0)).
  Pieces all;
  double weight = 1;
  for (int m = 0; weight > 1e-15; ++m, weight *= useless) {
    Pieces part = one;
    part.pieces.back().mass = std::max(0.0, part.pieces.back().mass - useless);
    all.add(part, weight, m * arrivals.period_s());
    if (!(useless > 0)) break;
  }
  return all;
}

NfdQuality nfd_s_quality(Seconds period, Seconds shift, const LawPtr& delay, double loss) {
  const Arrivals arrivals(period, delay, loss);
  const double period_s = period.count();
  const double shift_s = shift.count();
  const double in_time = (1 - loss) * arrivals.by(shift_s + period_s);
  const double none_s =
      integrate(none_fresh_breaks(arrivals, shift_s), [&](double x_s) { return none_fresh(arrivals, shift_s, x_s); });
  const double mistakes = in_time * none_fresh(arrivals, shift_s, 0);
  return {period_s / mistakes, none_s / mistakes, none_s / period_s};
}

}  // namespace nines::models::detection
