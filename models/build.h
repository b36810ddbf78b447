// The steps of build(), in their order. Internal to models.
#pragma once

#include "models/model.h"

namespace nines::models {

/// Individual clocks and domain instances beyond this many do not fit into memory sensibly.
inline constexpr std::size_t most_individuals = 5'000'000;

/// Unit classes: failure modes, whether members are counted, roles, local states.
void build_classes(Model& model);
/// What a failure's keys say of restarts, replacement and diagnosis; null where they say nothing. Laws not yet as phases.
std::shared_ptr<RepairPolicy> make_policy(const FailureMode& failure);
/// How long a part of it takes; null where it has no such part.
const LawPtr& law_of(const FailureMode& failure, RepairPolicy::Part part);
/// The statuses that a mode with a policy can go to from one.
std::vector<std::uint16_t> successors_by_policy(const Mode& mode, std::uint16_t status, bool can_fail);
/// Domain instances, groups, shocks and their clocks, in depth-first order, so that sibling domains occupy blocks of equal shape.
void lay_out(Model& model);
/// Crews and spares, with their waiting lines.
void build_crews_and_spares(Model& model);
/// The network: its places, and the groups that are its links.
void build_network(Model& model);
/// Services, what they count and who depends on them.
void build_services(Model& model);
/// Data sets with their backups, and where these are kept; their clocks behind those of watchers.
void build_data(Model& model);
/// The load balancer's side of a service.
void build_balance(Model& model, std::uint32_t service);
/// Storage systems, with their clocks behind those of data.
void build_storage(Model& model);
/// Changes, with their clocks behind all others.
void build_changes(Model& model);
/// Notes who comes back, of those whom changes and autoscaling take (returns.h); once these are there.
void build_returns(Model& model);
/// Detectors that do not always see, with their clocks behind those of changes.
void build_watchers(Model& model);
/// Training jobs, with their clocks behind all others.
void build_jobs(Model& model);
/// Failures that take checkpoints away, or slow jobs down, tell them.
void follow_jobs(Model& model);
/// Injected faults, with their clocks behind those of watchers.
void build_injections(Model& model);
/// Units into which faults are injected are told apart.
void follow_injected(Model& model);
/// The law of a clock that is started with the speed that its duration asks for.
const LawPtr& one_second();
/// Something that is counted among the failures and is no failure mode; its number.
std::uint32_t add_cause(Model& model, std::string name);

}  // namespace nines::models
