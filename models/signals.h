// The signals that components send each other. Each is a template over the Context and is defined in the file of the
// component that receives it; behaviour.h includes them all.
#pragma once

#include "models/model.h"

namespace nines::models {

// To units (unit.h).
/// The group's domain has become unavailable, or available again.
template <class Context>
void set_halted(const Model&, Context&, std::uint32_t group, bool halted);
/// A switchover holds all clocks of the group still, or lets them go on.
template <class Context>
void set_frozen(const Model&, Context&, std::uint32_t group, bool frozen);
/// A service that the group serves went down (+1) or came back (-1); for units that age only in service.
template <class Context>
void suspend(const Model&, Context&, std::uint32_t group, int change);
/// A unit of the group in local state `state`, where `mode` is fine, fails in it.
template <class Context>
void fail(const Model&, Context&, std::uint32_t group, std::uint32_t mode, std::uint16_t state);
/// The crew, or the spare part, that a unit of (group, mode) waited for is there.
template <class Context>
void crew_arrives(const Model&, Context&, Client client);
template <class Context>
void spare_arrives(const Model&, Context&, Client client);
/// The crew is called away from a repair of (group, mode).
template <class Context>
void crew_leaves(const Model&, Context&, Client client);
/// Makes one unit of the class active that is in reserve, of a group for which may(group); false if there is none.
template <class Context, class May>
bool activate(const Model&, Context&, std::uint32_t unit_class, May may);

// To domains (domain.h).
/// One reason more (+1) or less (-1) for the instance to be down.
template <class Context>
void hold(const Model&, Context&, std::uint32_t domain, int change);

// To crews and spares (crew.h, spares.h).
/// Asks for a crew: true if one comes at once; otherwise the client waits in line.
template <class Context>
bool ask_crew(const Model&, Context&, std::uint32_t crew, std::uint32_t client);
template <class Context>
void release_crew(const Model&, Context&, std::uint32_t crew, std::uint32_t client);
template <class Context>
bool ask_spare(const Model&, Context&, std::uint32_t spares, std::uint32_t client);
/// Takes a part if there is one on the shelf: who finds none does not wait, and orders none.
template <class Context>
bool take_spare(const Model&, Context&, std::uint32_t spares);

// To changes (change.h).
/// A unit of the group in local state `state` has been updated, or rolled back: `mode` is over.
template <class Context>
void change_over(const Model&, Context&, std::uint32_t group, std::uint32_t mode, std::uint16_t state);

// To members that follow a load (scaling.h).
/// A unit of the group in local state `state` has been started.
template <class Context>
void start_over(const Model&, Context&, std::uint32_t group, std::uint32_t mode, std::uint16_t state);
/// The group's domain has gone down: who is starting in it is off again.
template <class Context>
void abandon_starts(const Model&, Context&, std::uint32_t group);

// To services (service.h).
/// The number of units (or services, or domains) that serve an operand has changed.
template <class Context>
void operand_changed(const Model&, Context&, UnitClass::Use use, int change);
/// More (or less) members are believed to be at work, or members came back: for the service that switches between them.
template <class Context>
void charge_changed(const Model&, Context&, std::uint32_t service, int change);
template <class Context>
void members_gained(const Model&, Context&, std::uint32_t service, std::uint32_t gained);
/// More (or less) members of an operand are in rotation: believed to work, whether they do or not.
template <class Context>
void rotation_changed(const Model&, Context&, UnitClass::Use use, int change);

// To data (data.h).
/// A unit of the class has lost what was on it.
template <class Context>
void data_lost(const Model&, Context&, const UnitClass& unit_class);

// To jobs (job.h).
/// An active unit of the class has failed in a mode that takes away the copies of checkpoints that are on it.
/// `but`: if that mode of the same failure does it, too, the unit counts once.
template <class Context>
void copies_lost(const Model&, Context&, const UnitClass& unit_class, std::uint32_t mode, std::uint32_t but = none);
/// Units of a class with failures that slow jobs down, or hold them up, go from one local state to another.
template <class Context>
void stragglers_changed(const Model&, Context&, const UnitClass& unit_class, std::uint16_t from, std::uint16_t to,
                        std::uint32_t n);

// To storage systems (storage.h).
/// What was on `n` members of the group is no longer `before`.
template <class Context>
void disk_changed(const Model&, Context&, std::uint32_t group, DiskContent before, DiskContent after, std::uint32_t n);

// To watchers (watcher.h).
/// A service that a detector runs on, or looks through, went down (+1) or came back (-1).
template <class Context>
void watcher_service_changed(const Model&, Context&, WatcherUse use, int change);

/// What a tracer is told. `index` is a group, a domain, a service, a shock, a change, a watcher, a data set, a job, an injected fault or a
/// storage system, as the name says; `mode` (of a job: the tier)
/// belongs to groups, says of those that send traffic to one of several services which of these it is about, and of a detector
/// that is blind whether (1) it is its path that is down, and of backups which schedule they are of.
enum class Happening : std::uint8_t {
  failed,
  noticed,
  waits_for_spare,
  waits_for_crew,
  repair_begins,
  repair_interrupted,
  repaired,
  returned,
  restart_begins,
  restart_fails,
  restart_works,
  replacement_begins,
  replaced,
  person_called,
  diagnosis_begins,
  wrong_thing_repaired,
  shock,
  domain_down,
  domain_restarting,
  domain_back,
  switchover_begins,
  switchover_fails,
  switchover_ends,
  recovered,
  failback_begins,
  failback_ends,
  leader_resigns,
  election_begins,
  vote_splits,
  leader_elected,
  member_steps_down,
  nobody_may_take_over,
  fencing_begins,
  fencing_fails,
  two_are_active,
  reconciliation_begins,
  reconciled,
  rollout_begins,
  canary_watched,
  bad_release_noticed,
  rollout_ends,
  failure_of_service_noticed,
  service_suspected,
  traffic_on_its_way,
  traffic_cannot_be_moved,
  traffic_going_back,
  traffic_arrives,
  nothing_to_switch_to,
  detector_blind,
  detector_sees_again,
  detector_suspects_all,
  detector_trusts_again,
  data_lost,
  data_left_behind,
  data_loss_noticed,
  data_corrupted,
  corruption_noticed,
  backup_fails,
  backup_left_out,
  unreadable_backup_found,
  backups_lost,
  restore_begins,
  replay_begins,
  nothing_to_restore,
  replica_takes_over,
  data_live,
  fault_injected,
  fault_in_vain,
  member_starts,
  member_serves,
  member_stops,
  start_abandoned,
  job_runs,
  job_interrupted,
  job_restores,
  job_begins_again,
  checkpoint_is_bad,
  job_finished,
  job_corrupted,
  job_corruption_found,
  job_stands_aside,
  job_hangs,
  stripes_lost,
};

template <class Context>
void tell([[maybe_unused]] Context& context, [[maybe_unused]] Happening what, [[maybe_unused]] std::uint32_t index,
          [[maybe_unused]] std::uint32_t mode = 0) {
  if constexpr (Context::traced) context.observer().happened(what, index, mode, context.now());
}

}  // namespace nines::models
