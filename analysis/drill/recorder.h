// What happens in the trials of a drill: the observer of a traced Sampler. It sorts what it is told to the faults that
// it follows from, and keeps when each service was up and what it lost.
#pragma once

#include "analysis/incidents/tracer.h"
#include "models/signals.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace nines::drill {

/// When something followed a fault, over the trials in which it did. Of a service that came back several times the first
/// time and, with `mode` 1, the last.
struct Followed {
  std::size_t fault = 0;
  incidents::Step step;  ///< what it is; `index` and `mode` are those of the unit that was struck, if it is about that
  bool is_of_unit = false;
  std::vector<double> after_s;
};

/// A fault in one trial, with the units that it struck. Times are those of the trial.
struct Struck {
  std::size_t units = 0, noticed = 0, repaired = 0;
  std::uint32_t first_group = none;
  double last_noticed_s = 0, last_repaired_s = 0;
};

/// A service from `at_s` on; the first one is before the start.
struct Point {
  double at_s = -1;
  bool up = true;
  double unserved = 0;  ///< the share of the requests that is lost
};

class Recorder {
 public:
  static constexpr bool traced = true;

  explicit Recorder(const models::Model& model);

  void begin();
  // What the sampler tells.
  void happened(models::Happening what, std::uint32_t index, std::uint32_t mode, double now_s);
  void condition(std::uint32_t service, bool up, double now_s, std::uint32_t cause);
  void unserved(std::uint32_t service, double share, double now_s);
  void observe(std::uint32_t series, double value, double now_s, std::uint32_t cause);
  void end();

  // Of the trial that has ended.
  const Struck& struck(std::size_t fault) const { return struck_[fault]; }
  /// When each service was what.
  const std::vector<Point>& points(std::size_t service) const { return points_[service]; }
  /// When its first takeover, election or move of traffic after the first fault was done; `never` if none was.
  double switched_s(std::size_t service) const { return switched_s_[service]; }
  double first_fault_s() const { return first_fault_s_; }
  /// How much of its data the service has lost, in the time that it took to write them; infinite where nothing could be
  /// brought back.
  double data_lost_s(std::size_t service) const { return data_lost_s_[service]; }
  /// When all services were for good as they were before the first fault: that fault's time if they were all along,
  /// `never` if they are not at the end.
  double recovered_s() const { return recovered_s_; }
  double recovered_s(std::size_t service) const { return recovered(service, true); }
  /// When the service was up for good; what it lost until then or later is left out.
  double back_s(std::size_t service) const { return recovered(service, false); }

  /// Over all trials, in the order in which it was first seen.
  const std::vector<Followed>& followed() const { return followed_; }

 private:
  using Key = std::tuple<std::size_t, incidents::Step::Kind, models::Happening, std::uint32_t, std::uint32_t>;

  bool follow(std::size_t fault, const incidents::Step& step, bool is_of_unit, bool last = false);
  void struck_unit(std::uint32_t group, std::uint32_t mode, double now_s);
  void retired(std::uint32_t group, std::uint32_t mode);
  void of_unit(models::Happening what, std::uint32_t group, std::uint32_t mode, double now_s);
  void of_others(const incidents::Step& step);
  std::size_t fault_behind(std::uint32_t cause) const;
  Point& point(std::uint32_t service, double now_s);
  double recovered(std::size_t service, bool with_requests) const;

  const models::Model& model_;
  double first_fault_s_ = never.count();
  std::vector<Followed> followed_;
  std::map<Key, std::size_t> number_;
  // Of one trial:
  std::vector<double> at_s_;  ///< of each of followed_; negative: not in this trial
  std::vector<Struck> struck_;
  std::vector<std::vector<Point>> points_;
  std::vector<double> switched_s_, data_lost_s_;
  std::vector<std::size_t> down_by_;  ///< of each service, the fault that it went down with
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> open_;  ///< (group, mode): the fault that it suffers
  std::size_t latest_ = 0;  ///< fault that has struck; how many there are: none yet
  std::size_t striking_ = 0;  ///< the fault whose next failure it is; how many there are: none is
  double recovered_s_ = 0;
};

}  // namespace nines::drill
