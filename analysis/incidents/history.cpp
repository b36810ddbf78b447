#include "analysis/incidents/history.h"

#include "analysis/monte_carlo/trials.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

namespace nines::incidents {
namespace {

using models::Happening;
using models::OutagePhase;

constexpr std::size_t not_kept = ServiceOutage::no_failure;

/// Ends the last stretch and begins another one, unless that is what is being waited for already.
void enter(std::vector<Stretch>& stretches, OutagePhase phase, double now_s) {
  if (!stretches.empty()) {
    if (stretches.back().phase == phase) return;
    stretches.back().to_s = now_s;
    if (stretches.back().from_s == now_s) stretches.pop_back();
    if (!stretches.empty() && stretches.back().phase == phase) return;
  }
  stretches.push_back({phase, now_s, now_s});
}

/// On a unit's way back, but for a repair that is interrupted.
bool may_follow(OutagePhase before, OutagePhase after) {
  switch (after) {
    case OutagePhase::repair:
      return before == OutagePhase::crew_wait || before == OutagePhase::spare_wait ||
             before == OutagePhase::detection || before == OutagePhase::restart;
    case OutagePhase::rotation: return before == OutagePhase::repair || before == OutagePhase::restart;
    case OutagePhase::restart: return before == OutagePhase::detection || before == OutagePhase::crew_wait;
    case OutagePhase::crew_wait:
      return before == OutagePhase::detection || before == OutagePhase::spare_wait || before == OutagePhase::restart;
    default: return before == OutagePhase::detection || before == OutagePhase::restart;
  }
}

template <class Outage>
void close(Outage& outage, double now_s, bool ended) {
  outage.to_s = now_s;
  outage.ended = ended;
}

void end_stretches(std::vector<Stretch>& stretches, double now_s) {
  if (stretches.empty()) return;
  stretches.back().to_s = now_s;
  if (stretches.back().from_s == now_s && stretches.size() > 1) stretches.pop_back();
}

/// The observer of a traced Sampler.
class Historian {
 public:
  static constexpr bool traced = true;

  Historian(const models::Model& model, double mission_s)
      : model_(model),
        open_services_(model.services.size(), not_kept),
        down_(model.services.size(), false),
        last_of_cause_(model.causes.size(), not_kept) {
    history_.mission_s = mission_s;
  }

  void happened(Happening what, std::uint32_t index, std::uint32_t mode, double now_s) {
    if (what == Happening::failed || what == Happening::noticed) {
      if (what == Happening::failed && mode_of(index, mode).spec->kind == models::ModeKind::retirement)
        retired(index, last_known_, now_s);
      last_known_ = mode;
    }
    switch (what) {
      case Happening::failed: return failed(index, mode, now_s);
      case Happening::noticed:
      case Happening::person_called:
      case Happening::waits_for_crew: return wait(index, mode, OutagePhase::crew_wait, now_s);
      case Happening::repair_interrupted: return interrupt(index, mode, now_s);
      case Happening::waits_for_spare: return wait(index, mode, OutagePhase::spare_wait, now_s);
      case Happening::diagnosis_begins:
      case Happening::repair_begins: return wait(index, mode, OutagePhase::repair, now_s);
      case Happening::restart_begins:
      case Happening::replacement_begins: return wait(index, mode, OutagePhase::restart, now_s);
      case Happening::restart_works:
      case Happening::replaced:
      case Happening::repaired: return mended(index, mode, now_s);
      case Happening::returned: return back(index, mode, now_s);
      case Happening::restart_fails:
      case Happening::wrong_thing_repaired: return;
      case Happening::domain_down: return domain_down(index, now_s);
      case Happening::domain_back: return domain_back(index, now_s);
      default: return keep({now_s, what, index, mode});
    }
  }

  void condition(std::uint32_t service, bool up, double now_s, std::uint32_t cause) {
    if (down_[service] == !up) return;
    down_[service] = !up;
    std::size_t& open = open_services_[service];
    if (up) {
      if (open != not_kept) {
        end_stretches(history_.services[open].stretches, now_s);
        close(history_.services[open], now_s, true);
      }
      open = not_kept;
      return;
    }
    if (history_.services.size() >= History::most) {
      ++history_.left_out;
      return;
    }
    open = history_.services.size();
    ServiceOutage outage;
    outage.service = service;
    outage.cause = cause;
    outage.from_s = now_s;
    if (cause != none) outage.begun_by = last_of_cause_[cause];
    history_.services.push_back(std::move(outage));
  }

  /// At the end of each event: what each service that is down waits for.
  template <class Context>
  void note_phases(Context& context) {
    for (std::uint32_t service = 0; service < open_services_.size(); ++service) {
      if (open_services_[service] == not_kept) continue;
      const OutagePhase phase = models::service::state_of(context, model_.services[service]).outage_phase;
      if (phase == models::no_phase) continue;
      enter(history_.services[open_services_[service]].stretches, phase, context.now());
    }
  }

  History take() {
    const double end_s = history_.mission_s;
    for (const std::size_t open : open_services_) {
      if (open == not_kept) continue;
      end_stretches(history_.services[open].stretches, end_s);
      close(history_.services[open], end_s, false);
    }
    for (const auto& [who, failures] : open_units_) {
      for (const std::size_t open : failures) {
        if (open == not_kept) continue;
        end_stretches(history_.units[open].stretches, end_s);
        close(history_.units[open], end_s, false);
      }
    }
    for (const auto& [domain, open] : open_domains_) close(history_.domains[open], end_s, false);
    return std::move(history_);
  }

 private:
  using Who = std::pair<std::uint32_t, std::uint32_t>;  ///< group and mode

  const models::Mode& mode_of(std::uint32_t group, std::uint32_t mode) const {
    return model_.classes[model_.groups[group].unit_class].modes[mode];
  }

  void failed(std::uint32_t group, std::uint32_t number, double now_s) {
    const models::Mode& mode = mode_of(group, number);
    // Neither keeps anything from working, and nothing tells of its end.
    if (mode.spec->kind == models::ModeKind::awaited_update || mode.spec->is_condition()) return;
    if (history_.units.size() >= History::most) {
      ++history_.left_out;
      last_of_cause_[mode.cause] = not_kept;
      open_units_[{group, number}].push_back(not_kept);
      return;
    }
    last_of_cause_[mode.cause] = history_.units.size();
    open_units_[{group, number}].push_back(history_.units.size());
    UnitFailure failure;
    failure.group = group;
    failure.mode = number;
    failure.from_s = now_s;
    enter(failure.stretches, mode.noticed_at_once ? OutagePhase::repair : OutagePhase::detection, now_s);
    history_.units.push_back(std::move(failure));
  }

  /// Of several interchangeable units: the one that has just come somewhere else, or else the first that may come from where it is.
  void wait(std::uint32_t group, std::uint32_t mode, OutagePhase phase, double now_s) {
    std::size_t chosen = not_kept;
    for (const std::size_t open : open_units_[{group, mode}]) {
      if (open == not_kept) continue;
      const Stretch& last = history_.units[open].stretches.back();
      if (last.from_s == now_s) {
        chosen = open;
        break;
      }
      if (chosen == not_kept && may_follow(last.phase, phase)) chosen = open;
    }
    if (chosen != not_kept) enter(history_.units[chosen].stretches, phase, now_s);
  }

  void interrupt(std::uint32_t group, std::uint32_t mode, double now_s) {
    for (const std::size_t open : open_units_[{group, mode}]) {
      if (open == not_kept || history_.units[open].stretches.back().phase != OutagePhase::repair) continue;
      return enter(history_.units[open].stretches, OutagePhase::crew_wait, now_s);
    }
  }

  void mended(std::uint32_t group, std::uint32_t mode, double now_s) {
    if (mode_of(group, mode).returns_at_once) return back(group, mode, now_s);
    wait(group, mode, OutagePhase::rotation, now_s);
  }

  void back(std::uint32_t group, std::uint32_t mode, double now_s) {
    std::deque<std::size_t>& open = open_units_[{group, mode}];
    if (open.empty()) return;
    const auto is_worked_on = [&](std::size_t unit) {
      if (unit == not_kept) return false;
      const OutagePhase phase = history_.units[unit].stretches.back().phase;
      return phase == OutagePhase::repair || phase == OutagePhase::restart || phase == OutagePhase::rotation;
    };
    auto found = std::find_if(open.begin(), open.end(), is_worked_on);
    if (found == open.end()) found = open.begin();
    const std::size_t unit = *found;
    open.erase(found);
    if (unit == not_kept) return;
    end_stretches(history_.units[unit].stretches, now_s);
    close(history_.units[unit], now_s, true);
  }

  /// With the failure that has just been known, which nobody repairs any more.
  void retired(std::uint32_t group, std::uint32_t mode, double now_s) {
    std::deque<std::size_t>& open = open_units_[{group, mode}];
    const auto was_known_now = [&](std::size_t unit) {
      return unit != not_kept && history_.units[unit].stretches.back().from_s == now_s;
    };
    const auto found = std::find_if(open.rbegin(), open.rend(), was_known_now);
    if (found == open.rend()) return;
    const std::size_t unit = *found;
    open.erase(std::next(found).base());
    end_stretches(history_.units[unit].stretches, now_s);
    close(history_.units[unit], now_s, true);
  }

  void domain_down(std::uint32_t domain, double now_s) {
    if (history_.domains.size() >= History::most) {
      ++history_.left_out;
      return;
    }
    open_domains_[domain] = history_.domains.size();
    history_.domains.push_back({domain, now_s, now_s, false});
  }

  void domain_back(std::uint32_t domain, double now_s) {
    const auto found = open_domains_.find(domain);
    if (found == open_domains_.end()) return;
    close(history_.domains[found->second], now_s, true);
    open_domains_.erase(found);
  }

  void keep(const Event& event) {
    if (history_.events.size() < History::most) {
      history_.events.push_back(event);
    } else {
      ++history_.left_out;
    }
  }

  const models::Model& model_;
  History history_;
  std::vector<std::size_t> open_services_;  ///< of each, its outage in the history
  std::vector<bool> down_;
  std::vector<std::size_t> last_of_cause_;  ///< of each cause, the last failure
  std::map<Who, std::deque<std::size_t>> open_units_;
  std::map<std::uint32_t, std::size_t> open_domains_;
  std::uint32_t last_known_ = 0;  ///< the mode of the failure that happened, or came to notice, last
};

/// The model's behaviour; after each event the historian is shown what services that are down wait for.
class WatchedBehaviour : public models::Behaviour {
 public:
  using Behaviour::Behaviour;

  template <class Context>
  void settle(Context& context) const {
    Behaviour::settle(context);
    context.observer().note_phases(context);
  }
};

}  // namespace

History history_of(const models::Model& model, const models::Study& study, std::size_t trial) {
  const double mission_s = study.mission.count();
  const auto address = monte_carlo::address_of(study.seed, trial);
  Historian historian(model, mission_s);
  Sampler<Historian> sampler(model.layout, historian);
  const WatchedBehaviour behaviour(model);
  sampler.run(behaviour, address.seed, address.trial, mission_s);
  return historian.take();
}

}  // namespace nines::incidents
