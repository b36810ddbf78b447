// What happened in one trial, sorted into incidents: the observer of a traced Sampler.
#pragma once

#include "models/signals.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace nines::incidents {

/// A happening, or (`service`) a service that goes down or comes back.
struct Step {
  enum class Kind : std::uint8_t { happening, service_down, service_up };
  double at_s = 0;
  Kind kind = Kind::happening;
  models::Happening what = models::Happening::failed;
  std::uint32_t index = 0;      ///< of a group, domain, service or shock
  std::uint32_t mode = 0;       ///< failure mode, of a group
  std::uint32_t cause = none;   ///< service_down: what began it
  double down_for_s = 0;        ///< service_up
};

/// Steps in order; beyond a limit they are only counted.
struct Steps {
  std::vector<Step> kept;
  std::size_t left_out = 0;

  void add(const Step& step, std::size_t most);
};

/// A time in which at least one service is down, or (`quiet`) one event with a failure that took none down.
struct Incident {
  bool quiet = false;
  double begin_s = 0, end_s = 0;  ///< of a quiet one: end_s is when its first failure was repaired, if that is known
  bool ended = false;             ///< false: the mission's end cut it off
  Steps steps;
  /// (cause, number): failures that were not repaired yet.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> before;
  std::vector<std::uint32_t> services;  ///< that were down, each once
  std::size_t quiet_before = 0;   ///< quiet ones right before it that were left out
};

/// Totals of one service.
struct ServiceTotals {
  std::size_t outages = 0;
  double down_s = 0, longest_s = 0;
};

/// Collects the incidents of one trial in bounded memory.
class Tracer {
 public:
  static constexpr bool traced = true;

  explicit Tracer(const models::Model& model);
  /// Of incidents with outages it keeps those that begin at one of these times, instead of the first ones.
  Tracer(const models::Model& model, std::vector<double> wanted_s);

  // What the sampler tells.
  void happened(models::Happening what, std::uint32_t index, std::uint32_t mode, double now_s);
  void condition(std::uint32_t service, bool up, double now_s, std::uint32_t cause);
  /// At the end of the mission.
  void end(double mission_s);

  const std::vector<Incident>& incidents() const { return incidents_; }
  std::size_t outage_incidents() const { return outage_incidents_; }  ///< with those left out
  std::size_t quiet_after() const { return quiet_left_out_; }         ///< left out after the last incident
  const std::vector<ServiceTotals>& totals() const { return totals_; }

 private:
  struct Service {
    bool up = true;
    double since_s = 0;
  };

  bool is_wanted(double now_s) const;
  bool is_about_an_alarm(models::Happening what, std::uint32_t group, std::uint32_t mode) const;
  void add(const Step& step);
  void close_event();
  void begin_incident(double now_s);
  void keep_quiet();
  void count(models::Happening what, std::uint32_t group, std::uint32_t mode, double now_s);
  void repaired(std::uint32_t group, std::uint32_t mode, double now_s);
  void retired(std::uint32_t group, std::uint32_t retirement, double now_s);
  void close_outage(std::uint32_t service, double now_s);

  const models::Model& model_;
  std::vector<Service> services_;
  std::vector<ServiceTotals> totals_;
  std::size_t services_down_ = 0;
  std::vector<double> wanted_s_;
  std::vector<Incident> incidents_;
  Incident overflow_;           ///< where steps go once there are too many incidents
  Incident* current_ = nullptr; ///< while a service is down
  double event_s_ = 0;
  std::vector<std::uint32_t> unrepaired_;  ///< of each cause, how many failures are not repaired
  std::vector<std::uint32_t> just_failed_; ///< causes that struck in this event
  std::uint32_t last_known_ = 0;  ///< the mode of the failure that happened, or came to notice, last
  double last_s_ = 0;
  Steps event_;                 ///< of the event that is being told, while no service is down
  std::size_t outage_incidents_ = 0, quiet_in_a_row_ = 0, quiet_left_out_ = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> open_;  ///< (group, mode): its quiet incident
};

}  // namespace nines::incidents
