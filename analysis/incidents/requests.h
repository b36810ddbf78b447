// The requests of one trial: when some were lost and for what, and which members were switched on and off.
#pragma once

#include "analysis/incidents/tracer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace nines::incidents {

/// A time in which requests of a service were lost. Amounts are in seconds of the mean load: as if for so long all were lost.
struct LossOfRequests {
  double from_s = 0, to_s = 0;
  double lost_s = 0;
  double shed_s = 0;  ///< of these, for want of capacity
};

/// The requests of one balanced service over a trial.
struct RequestTotals {
  double lost_s = 0, shed_s = 0, degraded_s = 0;  ///< in seconds of the mean load
  double members_s = 0;  ///< members that are on, where they follow the load
  std::size_t losses = 0, shortages = 0;  ///< how often requests were lost, and how often there was too little capacity
  double losing_s = 0, short_s = 0;  ///< for how long
  std::vector<LossOfRequests> largest;  ///< the largest first
  std::size_t starts = 0, abandoned = 0, stops = 0;  ///< of members
};

/// A Tracer that follows the requests of balanced services, too.
class RequestTracer : public Tracer {
 public:
  explicit RequestTracer(const models::Model& model);

  // What the sampler tells.
  void happened(models::Happening what, std::uint32_t index, std::uint32_t mode, double now_s);
  void reward(std::uint32_t number, double value, double now_s);
  /// At the end of the mission.
  void end(double mission_s);

  const std::vector<RequestTotals>& requests() const { return totals_; }  ///< as Model::balances

 private:
  /// What goes on now.
  struct Present {
    double since_s = 0, lost = 0, shed = 0, degraded = 0, members = 0;
    LossOfRequests loss;  ///< under way, or the last one
    bool has_lost = false;  ///< `loss` is one
    double shortage_ended_s = -1;
  };

  void advance(std::uint32_t balance, double now_s);
  void set_lost(std::uint32_t balance, double value, double now_s);
  void set_shed(std::uint32_t balance, double value, double now_s);
  void keep(std::uint32_t balance);

  const models::Model& model_;
  std::vector<std::uint32_t> balance_of_;  ///< [reward]; none: it is about something else
  std::vector<Present> present_;
  std::vector<RequestTotals> totals_;
};

/// Some lines for each balanced service; empty if there is none.
std::string requests_text(const models::Model& model, const RequestTracer& tracer, double mission_s);

}  // namespace nines::incidents
