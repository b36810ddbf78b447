// The assumptions that closed forms make, as predicates on a study and one of its services.
//
// Approximations count as broken when their error is more than about one part in a thousand.
#pragma once

#include "analysis/closed_form/predict.h"

namespace nines::closed_form {

using Broken = std::optional<std::string>;

inline constexpr double negligible = 1e-3;           ///< relative error that an approximation may have
inline constexpr double negligible_shortage = 1e-6;  ///< probability that a repair waits for a spare part

namespace check {
Broken exponential_failures(const models::Study& study, std::size_t service);
Broken exponential_repairs(const models::Study& study, std::size_t service);
Broken one_failure_mode(const models::Study& study, std::size_t service);
Broken exponential_or_one_mode(const models::Study& study, std::size_t service);
Broken renewed(const models::Study& study, std::size_t service);
Broken renews_itself(const models::Study& study, std::size_t service);
Broken no_conditions(const models::Study& study, std::size_t service);
Broken alike(const models::Study& study, std::size_t service);
Broken no_changes(const models::Study& study, std::size_t service);
Broken detectors_see(const models::Study& study, std::size_t service);
Broken repaired(const models::Study& study, std::size_t service);
Broken never_repaired(const models::Study& study, std::size_t service);
Broken own_outage_only(const models::Study& study, std::size_t service);
Broken failures_continue(const models::Study& study, std::size_t service);
Broken failures_stop(const models::Study& study, std::size_t service);
Broken stops_for_no_other(const models::Study& study, std::size_t service);
Broken rare_failures(const models::Study& study, std::size_t service);
Broken long_mission(const models::Study& study, std::size_t service);

Broken crew_for_every_repair(const models::Study& study, std::size_t service);
Broken one_repair_at_a_time(const models::Study& study, std::size_t service);
Broken crew_not_shared(const models::Study& study, std::size_t service);
Broken crews_work_for_no_other(const models::Study& study, std::size_t service);
Broken no_inspection(const models::Study& study, std::size_t service);
Broken spares_at_hand(const models::Study& study, std::size_t service);

Broken no_common_cause(const models::Study& study, std::size_t service);
Broken no_shocks(const models::Study& study, std::size_t service);
Broken common_cause_certain(const models::Study& study, std::size_t service);
Broken domains_never_fail(const models::Study& study, std::size_t service);
Broken ages_regardless_of_domain(const models::Study& study, std::size_t service);
Broken back_at_once(const models::Study& study, std::size_t service);
Broken domains_not_shared(const models::Study& study, std::size_t service);
Broken no_shared_units(const models::Study& study, std::size_t service);

Broken identical_units(const models::Study& study, std::size_t service);
Broken no_standby(const models::Study& study, std::size_t service);
Broken no_failback(const models::Study& study, std::size_t service);
Broken no_elections(const models::Study& study, std::size_t service);
Broken instantaneous_switchover(const models::Study& study, std::size_t service);
Broken perfect_coverage(const models::Study& study, std::size_t service);
Broken frozen_switchover(const models::Study& study, std::size_t service);
Broken frozen_takeover(const models::Study& study, std::size_t service);
Broken one_redundant_group(const models::Study& study, std::size_t service);

Broken regardless_of_load(const models::Study& study, std::size_t service);
Broken no_roles_elsewhere(const models::Study& study, std::size_t service);
Broken nothing_in_front(const models::Study& study, std::size_t service);
Broken always_connected(const models::Study& study, std::size_t service);

Broken always_on(const models::Study& study, std::size_t service);
// Of a service whose members follow its load:
Broken loads_last(const models::Study& study, std::size_t service);
Broken fixed_starts(const models::Study& study, std::size_t service);
Broken enough_members(const models::Study& study, std::size_t service);
Broken members_do_not_fail(const models::Study& study, std::size_t service);

Broken data_never_lost(const models::Study& study, std::size_t service);
Broken no_storage(const models::Study& study, std::size_t service);
Broken constant_loss_rate(const models::Study& study, std::size_t service);
Broken exponential_rebuild(const models::Study& study, std::size_t service);
Broken groups_mostly_whole(const models::Study& study, std::size_t service);
Broken any_set_alike(const models::Study& study, std::size_t service);
Broken independent_groups(const models::Study& study, std::size_t service);
Broken each_rebuilt_by_itself(const models::Study& study, std::size_t service);
Broken rebuilds_are_short(const models::Study& study, std::size_t service);
Broken rebuilt_alone(const models::Study& study, std::size_t service);
Broken losses_begin_anew(const models::Study& study, std::size_t service);
Broken failures_within_windows(const models::Study& study, std::size_t service);
Broken no_latent_errors(const models::Study& study, std::size_t service);
// Of a service that has data:
Broken losses_at_random(const models::Study& study, std::size_t service);
Broken losses_are_rare(const models::Study& study, std::size_t service);
Broken failures_always(const models::Study& study, std::size_t service);
Broken one_kind_of_loss(const models::Study& study, std::size_t service);
Broken backups_always_there(const models::Study& study, std::size_t service);
Broken kept_for_many_intervals(const models::Study& study, std::size_t service);
Broken replica_is_there(const models::Study& study, std::size_t service);
Broken room_for_the_restore(const models::Study& study, std::size_t service);
}  // namespace check

/// The names by which rows of the table cite them.
namespace assume {
inline constexpr Assumption exponential_failures{"times to failure are exponential", &check::exponential_failures};
inline constexpr Assumption exponential_repairs{"repair times are exponential", &check::exponential_repairs};
inline constexpr Assumption one_failure_mode{"one failure mode a unit", &check::one_failure_mode};
inline constexpr Assumption exponential_or_one_mode{"exponential, or one failure mode",
                                                    &check::exponential_or_one_mode};
inline constexpr Assumption renewed{"repair makes as good as new, or failures are exponential", &check::renewed};
inline constexpr Assumption renews_itself{"a repair renews what has failed, and nothing else", &check::renews_itself};
inline constexpr Assumption no_conditions{"a unit that is up can always fail", &check::no_conditions};
inline constexpr Assumption alike{"nodes of a class are alike, and stay", &check::alike};
inline constexpr Assumption no_changes{"nothing is updated", &check::no_changes};
inline constexpr Assumption detectors_see{"detectors always see", &check::detectors_see};
inline constexpr Assumption repaired{"every failure is repaired", &check::repaired};
inline constexpr Assumption never_repaired{"nothing is repaired, or every unit is needed", &check::never_repaired};
inline constexpr Assumption own_outage_only{"a failure takes down its own unit only", &check::own_outage_only};
inline constexpr Assumption failures_continue{"failures continue while the system is down", &check::failures_continue};
inline constexpr Assumption failures_stop{"failures stop while the system is down", &check::failures_stop};
inline constexpr Assumption stops_for_no_other{"failures stop for no other service", &check::stops_for_no_other};
inline constexpr Assumption rare_failures{"failures are rare", &check::rare_failures};
inline constexpr Assumption long_mission{"the mission is much longer than failures and repairs take to settle",
                                         &check::long_mission};

inline constexpr Assumption crew_for_every_repair{"enough crews for every repair", &check::crew_for_every_repair};
inline constexpr Assumption one_repair_at_a_time{"one repair at a time", &check::one_repair_at_a_time};
inline constexpr Assumption crew_not_shared{"the crew works for these units only", &check::crew_not_shared};
inline constexpr Assumption crews_work_for_no_other{"its crews work for nothing else", &check::crews_work_for_no_other};
inline constexpr Assumption no_inspection{"a free crew begins at once", &check::no_inspection};
inline constexpr Assumption spares_at_hand{"no repair waits for a spare part", &check::spares_at_hand};

inline constexpr Assumption no_common_cause{"no common-cause failures", &check::no_common_cause};
inline constexpr Assumption no_shocks{"no shocks", &check::no_shocks};
inline constexpr Assumption common_cause_certain{"a common cause strikes every member", &check::common_cause_certain};
inline constexpr Assumption domains_never_fail{"failure domains do not fail", &check::domains_never_fail};
inline constexpr Assumption ages_regardless_of_domain{"units age on while their domain is down",
                                                      &check::ages_regardless_of_domain};
inline constexpr Assumption back_at_once{"what is in a domain is back as soon as the domain is", &check::back_at_once};
inline constexpr Assumption domains_not_shared{"services share no failing domain", &check::domains_not_shared};
inline constexpr Assumption no_shared_units{"services share no units", &check::no_shared_units};

inline constexpr Assumption identical_units{"identical units", &check::identical_units};
inline constexpr Assumption no_standby{"no standby", &check::no_standby};
inline constexpr Assumption no_failback{"nobody switches back", &check::no_failback};
inline constexpr Assumption no_elections{"nobody has to be elected", &check::no_elections};
inline constexpr Assumption instantaneous_switchover{"switchover takes no time", &check::instantaneous_switchover};
inline constexpr Assumption perfect_coverage{"switchover always works", &check::perfect_coverage};
inline constexpr Assumption frozen_switchover{"nothing fails or is repaired during a switchover",
                                              &check::frozen_switchover};
inline constexpr Assumption frozen_takeover{"nothing fails or is repaired during a takeover", &check::frozen_takeover};
inline constexpr Assumption one_redundant_group{"at most one redundant group", &check::one_redundant_group};

inline constexpr Assumption losses_at_random{"losses come at random", &check::losses_at_random};
inline constexpr Assumption losses_are_rare{"losses are rare between two backups", &check::losses_are_rare};
inline constexpr Assumption failures_always{"what destroys data is not held up by downtime", &check::failures_always};
inline constexpr Assumption one_kind_of_loss{"data are lost in one way only", &check::one_kind_of_loss};
inline constexpr Assumption backups_always_there{"backups are always there, and fail independently",
                                                 &check::backups_always_there};
inline constexpr Assumption kept_for_many_intervals{"backups are kept for many intervals",
                                                    &check::kept_for_many_intervals};
inline constexpr Assumption replica_is_there{"a replica is there when it is needed", &check::replica_is_there};
inline constexpr Assumption room_for_the_restore{"there is something to restore to", &check::room_for_the_restore};

inline constexpr Assumption loads_last{"each load lasts until members have followed it", &check::loads_last};
inline constexpr Assumption fixed_starts{"all members that begin to start are there at the same time",
                                         &check::fixed_starts};
inline constexpr Assumption enough_members{"as many members work as are wanted", &check::enough_members};
inline constexpr Assumption members_do_not_fail{"members do not fail", &check::members_do_not_fail};

/// Of every form: predict() checks it for all.
inline constexpr Assumption no_storage{"none of the services beneath is a storage system", &check::no_storage};
inline constexpr Assumption constant_loss_rate{"disks are lost at a constant rate, each by itself",
                                               &check::constant_loss_rate};
inline constexpr Assumption exponential_rebuild{"what was on a disk is back after an exponential time",
                                                &check::exponential_rebuild};
inline constexpr Assumption groups_mostly_whole{"each of the groups is nearly always whole",
                                                &check::groups_mostly_whole};
inline constexpr Assumption any_set_alike{"of the fragments lost only the number matters", &check::any_set_alike};
inline constexpr Assumption independent_groups{"each group of stripes is on disks of its own",
                                               &check::independent_groups};
inline constexpr Assumption each_rebuilt_by_itself{"lost disks do not wait for each other",
                                                   &check::each_rebuilt_by_itself};
inline constexpr Assumption losses_begin_anew{"a group is as good as new after a loss", &check::losses_begin_anew};
inline constexpr Assumption rebuilt_alone{"each disk is rebuilt as a whole, by itself", &check::rebuilt_alone};
inline constexpr Assumption rebuilds_are_short{"rebuilds are much shorter than the mission",
                                               &check::rebuilds_are_short};
inline constexpr Assumption failures_within_windows{"failures that lose data together fall into one window",
                                                    &check::failures_within_windows};
inline constexpr Assumption no_latent_errors{"all that is left can be read", &check::no_latent_errors};
inline constexpr Assumption data_never_lost{"the service is never down for its data", &check::data_never_lost};
inline constexpr Assumption always_on{"all members are on", &check::always_on};
inline constexpr Assumption no_roles_elsewhere{"no other service decides which units serve",
                                               &check::no_roles_elsewhere};
inline constexpr Assumption regardless_of_load{"failures do not grow with the load", &check::regardless_of_load};
inline constexpr Assumption always_connected{"members are always connected", &check::always_connected};
inline constexpr Assumption nothing_in_front{"requests need no other service", &check::nothing_in_front};
}  // namespace assume

}  // namespace nines::closed_form
