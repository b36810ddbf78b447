// What a service that is down is waiting for.
//
// What the service itself does comes first (it decides, switches, recovers, fails back). Otherwise the answer is what the
// unit that is nearest to its return waits for: a domain's restart before the rotation before a restart of its own (or a
// replacement) before a repair before a crew before a spare part before the call of a person before notice.
// Where members that work wait in reserve for want of notice, it is notice.
#pragma once

#include "models/data.h"
#include "models/job.h"
#include "models/selector.h"

#include <algorithm>
#include <bit>

namespace nines::models::service {

template <class Context>
bool any_in(const Model& model, Context& context, const ServiceModel& service, Stage stage) {
  for (const std::uint32_t c : service.culprits) {
    if (unit::count_in(context, model.classes[c], stage) > 0) return true;
  }
  return false;
}

/// Whether a detector that has been cut off keeps units of the service out; `seen`: that sees them again by now.
template <class Context>
bool any_taken_out(const Model& model, Context& context, const ServiceModel& service, bool seen) {
  for (const std::uint32_t w : service.taken_out_by) {
    const auto& watcher = context.template at<WatcherState>(model.watchers[w].state);
    if (watcher.suspects_all && (watcher.unseen == 0) == seen) return true;
  }
  return false;
}

template <class Context>
OutagePhase phase_of_units(const Model& model, Context& context, const ServiceModel& service) {
  const bool unnoticed = any_in(model, context, service, Stage::unnoticed);
  if (unnoticed && service.active_wanted > 0 && could_carry_on(model, context, service)) return OutagePhase::detection;
  for (const std::uint32_t level : service.restarts) {
    if (context.template at<std::uint32_t>(model.domain_classes[level].restarting) > 0) return OutagePhase::restart;
  }
  const bool cut_off = any_taken_out(model, context, service, false);  // then nobody is put back either
  if (!cut_off && any_in(model, context, service, Stage::returning)) return OutagePhase::rotation;
  if (any_taken_out(model, context, service, true)) return OutagePhase::rotation;
  if (any_in(model, context, service, Stage::restarting)) return OutagePhase::restart;
  if (any_in(model, context, service, Stage::repairing)) return OutagePhase::repair;
  if (cut_off) return OutagePhase::repair;
  if (any_in(model, context, service, Stage::waiting_for_crew)) return OutagePhase::crew_wait;
  if (any_in(model, context, service, Stage::waiting_for_spare)) return OutagePhase::spare_wait;
  if (any_in(model, context, service, Stage::calling)) return OutagePhase::crew_wait;
  return unnoticed ? OutagePhase::detection : OutagePhase::repair;
}

template <class Context>
OutagePhase phase_of(const Model& model, Context& context, const ServiceModel& service) {
  if (service.data != none && data::state_of(context, model.data[service.data]).ready) {
    return data::phase_of(context, model.data[service.data]);
  }
  if (service.selector != none) return selector::phase_of(model, context, model.selectors[service.selector]);
  switch (state_of(context, service).phase) {
    case ServiceState::ready: break;
    case ServiceState::deciding: return OutagePhase::decision;
    case ServiceState::switching: return OutagePhase::switchover;
    case ServiceState::failed: return OutagePhase::recovery;
    case ServiceState::failing_back: return OutagePhase::failback;
    case ServiceState::fencing: return OutagePhase::switchover;
    case ServiceState::reconciling: return OutagePhase::recovery;
  }
  // Services in topological order: the phase of those beneath is known already.
  for (const std::vector<std::uint32_t>* beneath : {&service.over, &service.depends_on}) {
    for (const std::uint32_t s : *beneath) {
      const ServiceState& other = state_of(context, model.services[s]);
      if (!other.up) return other.outage_phase;
    }
  }
  return phase_of_units(model, context, service);
}

inline Offset down_word(const Model& model, std::uint32_t word) {
  const auto words = static_cast<std::uint32_t>((model.services.size() + 63) / 64);
  return word_offset(model, words + word);
}

/// A phase of an outage begins or ends, also for the job that waits for it.
template <class Context>
void set_phase(const Model& model, Context& context, const ServiceModel& service, OutagePhase phase, bool begins) {
  context.set_reward(service.phase_reward + static_cast<std::uint32_t>(phase), begins ? 1 : 0);
  if (service.job != none) job::note_phase(context, model.jobs[service.job], phase, begins);
}

/// The service has gone down or come back.
template <class Context>
void note_outage(const Model& model, Context& context, std::uint32_t s, bool up) {
  const ServiceModel& service = model.services[s];
  std::uint64_t& bits = context.template at<std::uint64_t>(down_word(model, s / 64));
  bits ^= std::uint64_t{1} << (s % 64);
  context.template at<DirtyServices>(model.dirty).down += up ? -1u : 1u;
  OutagePhase& phase = state_of(context, service).outage_phase;
  if (up && phase != no_phase) set_phase(model, context, service, phase, false);
  phase = no_phase;
}

/// Whether somebody of a crew is at work on a unit of the class.
template <class Context>
bool any_crew_at_work(const Model& model, Context& context, std::uint32_t c) {
  const UnitClass& unit_class = model.classes[c];
  if (unit::count_in(context, unit_class, Stage::repairing) == 0) return false;
  for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m) {
    if (unit_class.modes[m].crew == none || unit_class.modes[m].unit_stays_up) continue;
    for (const std::uint32_t g : unit_class.groups) {
      if (unit::count_in_stage(model, context, {g, m}, Stage::repairing) > 0) return true;
    }
  }
  return false;
}

/// Whether the service, which is down and in this phase, waits for what a person does.
template <class Context>
bool needs_person(const Model& model, Context& context, const ServiceModel& service, OutagePhase phase) {
  if (phase == OutagePhase::recovery || phase == OutagePhase::crew_wait) return true;
  if (phase != OutagePhase::repair) return false;
  for (const std::vector<std::uint32_t>* beneath : {&service.over, &service.depends_on}) {
    for (const std::uint32_t s : *beneath) {
      const ServiceModel& other = model.services[s];
      if (!state_of(context, other).up) return needs_person(model, context, other, phase);  // as in phase_of()
    }
  }
  return std::any_of(service.culprits.begin(), service.culprits.end(),
                     [&](std::uint32_t c) { return any_crew_at_work(model, context, c); });
}

/// The end of an event: finds the phase of each service that is down.
template <class Context>
void find_phases(const Model& model, Context& context) {
  for (std::uint32_t word = 0, first = 0; first < model.services.size(); ++word, first += 64) {
    std::uint64_t bits = context.template at<std::uint64_t>(down_word(model, word));
    for (; bits != 0; bits &= bits - 1) {
      const ServiceModel& service = model.services[first + static_cast<std::uint32_t>(std::countr_zero(bits))];
      ServiceState& state = state_of(context, service);
      const OutagePhase phase = phase_of(model, context, service);
      if (service.job != none) [[unlikely]] {
        const JobModel& job = model.jobs[service.job];
        if (job::is_unattended(context, job) && needs_person(model, context, service, phase)) job::attend(context, job);
      }
      if (phase == state.outage_phase) continue;
      if (state.outage_phase != no_phase) set_phase(model, context, service, state.outage_phase, false);
      set_phase(model, context, service, phase, true);
      state.outage_phase = phase;
    }
  }
}

}  // namespace nines::models::service
