// What the sampler reports of the services of one trial, and what a run keeps of it. Nothing is allocated in a trial.
#pragma once

#include "analysis/monte_carlo/outage_profile.h"
#include "analysis/monte_carlo/value_sample.h"
#include "models/data_model.h"
#include "sim/layout.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nines::monte_carlo {

/// Outages that one failure mode began, summed over trials.
struct OutageSums {
  double downtime_s = 0;
  std::uint64_t outages = 0;

  void merge(const OutageSums& later) {
    downtime_s += later.downtime_s;
    outages += later.outages;
  }
};

/// Losses of data that one failure mode caused, summed over trials.
struct LossSums {
  double lost_s = 0;  ///< of the recovered ones
  std::uint64_t losses = 0, recovered = 0, unrecoverable = 0;  ///< after some the mission ends before either

  void merge(const LossSums& later) {
    lost_s += later.lost_s;
    losses += later.losses;
    recovered += later.recovered;
    unrecoverable += later.unrecoverable;
  }
};

/// Root causes: a table with a row for each service (or set of data) and a column for each failure mode, and one more column
/// for what no failure began (down from the start, or taken down by a planned switchover).
template <class Sums>
class CauseTable {
 public:
  CauseTable() = default;
  CauseTable(std::size_t rows, std::size_t causes) : columns_(causes + 1), sums_(rows * columns_) {}

  Sums& of(std::size_t row, std::uint32_t cause) {
    return sums_[row * columns_ + (cause == none ? columns_ - 1 : cause)];
  }
  void merge(const CauseTable& later) {
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].merge(later.sums_[i]);
  }
  void clear() { sums_.assign(sums_.size(), Sums{}); }

  /// Row by row, to be written down and read back.
  std::vector<Sums>& cells() { return sums_; }
  const std::vector<Sums>& cells() const { return sums_; }
  /// Number of columns; the last one is that of what no failure began.
  std::size_t columns() const { return columns_; }
  const Sums& at(std::size_t row, std::size_t column) const { return sums_[row * columns_ + column]; }

 private:
  std::size_t columns_ = 1;
  std::vector<Sums> sums_;
};

using OutageCauses = CauseTable<OutageSums>;
using LossCauses = CauseTable<LossSums>;

/// Numbers that are reported now and then in one trial.
struct Observed {
  double sum = 0, first_s = 0;
  std::uint64_t count = 0;
};

/// The observer of a Sampler: per service the downtime, the outages and the first failure of one trial; of data what is
/// reported of them.
class ServiceObserver {
 public:
  static constexpr bool traced = false;

  /// `of_data`: the service of each set of data, whose series come first.
  explicit ServiceObserver(std::size_t services, std::vector<std::uint32_t> of_data = {}, std::size_t series = 0)
      : services_(services), of_data_(std::move(of_data)), open_loss_(of_data_.size()), series_(series) {}

  /// Before each trial; outages are added to `causes` and `profile` as they end, losses of data to `losses`, and what is
  /// reported of each series to `values`.
  void begin(OutageCauses& causes, OutageProfile& profile, LossCauses& losses, std::vector<ValueSample>& values) {
    causes_ = &causes;
    profile_ = &profile;
    losses_ = &losses;
    values_ = &values;
    for (Service& service : services_) service = {};
    for (LossSums*& loss : open_loss_) loss = nullptr;
    for (Observed& series : series_) series = {};
  }

  void observe(std::uint32_t series, double value, double now_s, std::uint32_t cause) {
    Observed& observed = series_[series];
    if (observed.count++ == 0) observed.first_s = now_s;
    observed.sum += value;
    (*values_)[series].add(value);
    if (series >= of_data_.size() * models::data_series) return;  // of a storage system
    attribute(series / models::data_series, static_cast<models::DataSeries>(series % models::data_series), value,
              cause);
  }
  const Observed& observed(std::size_t series) const { return series_[series]; }

  /// Called for every service at the start, and whenever one goes down or comes back.
  void condition(std::uint32_t number, bool up, double now_s, std::uint32_t cause) {
    Service& service = services_[number];
    if (up == service.up) return;
    service.up = up;
    if (up) {
      close(number, now_s);
      return;
    }
    service.since_s = now_s;
    service.cause = cause;
    // Down from the start is an outage that did not begin within the mission, but the first failure is at time 0.
    service.began = now_s > 0;
    service.outages += service.began ? 1 : 0;
    if (!service.failed) service.first_failure_s = now_s;
    service.failed = true;
  }

  /// At the end of the mission: outages that last are cut off there.
  void end(double mission_s) {
    for (std::uint32_t number = 0; number < services_.size(); ++number) {
      if (!services_[number].up) close(number, mission_s);
    }
  }

  /// After end(): the trial of one service, but for its capacity.
  TrialRecord record(std::size_t number, double mission_s) const {
    const Service& service = services_[number];
    return {service.downtime_s, service.outages, service.failed ? service.first_failure_s : mission_s, service.failed,
            0};
  }

 private:
  /// A loss is due to what has struck when it happens or else to what began the outage that is under way.
  void attribute(std::size_t data, models::DataSeries kind, double value, std::uint32_t cause) {
    if (kind == models::DataSeries::lost) {
      const Service& service = services_[of_data_[data]];
      open_loss_[data] = &losses_->of(data, cause == none && !service.up ? service.cause : cause);
      ++open_loss_[data]->losses;
    } else if (kind == models::DataSeries::loss || kind == models::DataSeries::unrecoverable) {
      LossSums* const loss = std::exchange(open_loss_[data], nullptr);
      if (loss == nullptr) return;  // nothing was lost: there was a log, or a replica
      const bool recovered = kind == models::DataSeries::loss;
      loss->lost_s += recovered ? value : 0;
      ++(recovered ? loss->recovered : loss->unrecoverable);
    }
  }

  struct Service {
    double since_s = 0, downtime_s = 0, first_failure_s = 0;
    std::uint64_t outages = 0;
    std::uint32_t cause = none;
    bool up = true, failed = false, began = false;
  };

  void close(std::uint32_t number, double now_s) {
    Service& service = services_[number];
    service.downtime_s += now_s - service.since_s;
    OutageSums& sums = causes_->of(number, service.cause);
    sums.downtime_s += now_s - service.since_s;
    sums.outages += service.began ? 1 : 0;
    profile_->add(number, service.since_s, now_s);
  }

  std::vector<Service> services_;
  std::vector<std::uint32_t> of_data_;
  /// Of each set of data, where the loss counts that is not over; null: there is none.
  std::vector<LossSums*> open_loss_;
  std::vector<Observed> series_;
  OutageCauses* causes_ = nullptr;
  LossCauses* losses_ = nullptr;
  OutageProfile* profile_ = nullptr;
  std::vector<ValueSample>* values_ = nullptr;
};

}  // namespace nines::monte_carlo
