// Bad input: fields that are good by themselves but not together.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadMeaning : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadMeaning, IsRefusedWithPlaceAndReason) { expect_refused(GetParam()); }

// clang-format off
const std::vector<BadInput> inputs = {
    {"unknown_crew", failure("time to failure: 9 h, time to repair: 1 h, crew: c"), 4, 53, "the failure `x` of the node class `a`: there is no crew `c`"},
    {"unknown_spares", failure("time to failure: 9 h, time to repair: 1 h, spares: p"), 4, 55, "the failure `x` of the node class `a`: there is no spares pool `p`"},
    {"never_repaired_by_a_crew", whole("nines: 1\nservices: {s: {needs: 1 of a}}\ncrews: {c: 1}\nnodes: {a: {failures: {x: {time to failure: 9 h, time to repair: never, crew: c}}}}\n"), 4, 79, "the failure `x` of the node class `a` is never repaired, but has `crew`"},
    {"never_fails", failure("time to failure: never, time to repair: 1 h"), 4, 21, "`time to failure` of the failure `x` of the node class `a`: `never` is understood as a `time to repair` only"},
    {"priority_without_crew", failure("time to failure: 9 h, time to repair: 1 h, priority: 1"), 4, 57, "the failure `x` of the node class `a` has a priority but no crew: its repair waits for nobody"},
    {"priority_without_order", whole("nines: 1\nservices: {s: {needs: 1 of a}}\ncrews: {c: 1}\nnodes: {a: {failures: {x: {time to failure: 9 h, time to repair: 1 h, crew: c, priority: 1}}}}\n"), 4, 90, "the failure `x` of the node class `a` has a priority, but the crew `c` does not go by priorities"},
    {"takes_down_unknown", failure("time to failure: 9 h, time to repair: 1 h, takes down: rack"), 4, 59, "the failure `x` of the node class `a` cannot take down `rack`: there is no such domain level"},
    {"takes_down_not_enclosing", whole("nines: 1\nservices: {s: {needs: 1 of a}}\ndomains: {rack: 2}\nnodes: {a: {failures: {x: {time to failure: 9 h, time to repair: 1 h, takes down: rack}}}}\n"), 4, 83, "the failure `x` of the node class `a` cannot take down `rack`: that level does not enclose it"},
    {"beta_of_wear_out", failure("time to failure: 9 h, time to repair: 1 h, beta: 10 %"), 4, 53, "the failure `x` of the node class `a` has a beta factor, which divides a constant failure rate, but its time to failure is not exponential"},
    {"beta_twice", failure("time to failure: 9 h, time to repair: 1 h, beta: 10 %, common cause: {beta: 5 %}"), 4, 53, "the failure `x` of the node class `a` says `beta` twice, also in its `common cause`"},
    {"unknown_level", node("count: 2 per rack"), 4, 14, "the node class `a`: there is no domain level `rack`"},
    {"per_twice", whole("nines: 1\nservices: {s: {needs: 1 of a}}\ndomains: {rack: 2}\nnodes: {a: {count: 2 per rack, per: rack}}\n"), 4, 37, "the node class `a` says `per` twice, also in its count"},
    {"domain_cycle", more("domains: {x: {per: y}, y: {per: z}, z: 2 per x}"), 4, 11, "the domain levels lie within each other in a circle: x -> y -> z -> x"},
    {"domain_unknown_parent", more("domains: {rack: 3 per zone}"), 4, 17, "the domain level `rack`: there is no domain level `zone`"},
    {"same_name_twice", more("domains: {a: 2}"), 2, 9, "the node class `a` has the same name as a domain level"},
    {"preemptive_first_come", more("crews: {c: {preemptive: true}}"), 4, 25, "the crew `c` is preemptive, but its order is not `priority`: nothing would be more urgent"},
    {"inspection_without_time", more("crews: {c: {order: inspection}}"), 4, 20, "the crew `c` has the order `inspection` but no time for it"},
    {"inspection_not_exponential", more("crews: {c: {order: inspection, inspection: 6 min}}"), 4, 44, "the inspection time of the crew `c` is not exponential: the first of several that are found would not be well defined"},
    {"inspection_without_order", more("crews: {c: {inspection: exponential 6 min}}"), 4, 25, "the crew `c` has an inspection time, but its order is not `inspection`"},
    {"spares_empty_for_ever", more("spares: {p: 0}\nseed: 1\nsedd: 2"), 4, 13, "the spares pool `p` is empty and never replenished: no repair could begin"},
    {"shock_unknown_target", more("shocks: {f: {every: exponential 1 year, hits: [b], time to repair: 1 h}}"), 4, 48, "the shock `f` hits `b`, but there is no such node class or domain level"},
    {"shock_twice", more("shocks: {f: {every: exponential 1 year, hits: [a, a], time to repair: 1 h}}"), 4, 51, "the shock `f` hits `a` twice"},
    {"shock_not_within", more("domains: {rack: 2}\nshocks: {f: {every: exponential 1 year, hits: a, per: rack, time to repair: 1 h}}"), 5, 47, "the shock `f` strikes per `rack`, but `a` does not lie within that level"},
    {"shock_name_taken", whole("nines: 1\nservices: {s: {needs: 1 of a}}\nnodes: {a: {failures: {x: {time to failure: 9 h, time to repair: 1 h}}}}\nshocks: {x: {every: 1 year, hits: a, time to repair: 1 h}}\n"), 4, 35, "the shock `x` adds a failure of its name to `a`, which has one already"},
    {"k_above_n", service("needs: 4 of a"), 4, 14, "the service `s` needs 4 but there are only 3 in all: it could never be up"},
    {"k_above_n_over_several", service("needs: \"7 of [a, b, t]\""), 4, 14, "the service `s` needs 7 but there are only 6 in all: it could never be up"},
    {"needs_nothing", service("needs: 0 of a"), 4, 14, "`needs` of the service `s`: a service that needs nothing is always up"},
    {"needs_unknown", service("needs: 1 of c"), 4, 14, "the service `s` needs `c`, but there is no such node class, service or domain level"},
    {"needs_twice", service("needs: 1 of a and a"), 4, 14, "the service `s` counts `a` twice"},
    {"needs_only_a_name", service("needs: a"), 4, 14, "`needs` of the service `s`: `a` does not say how many"},
    {"needs_a_list", service("needs: [a, b]"), 4, 14, "`needs` of the service `s` does not say how many of the list it takes"},
    {"needs_a_fraction", service("needs: 1.5 of a"), 4, 14, "`needs` of the service `s`: 1.5 units cannot be counted"},
    {"needs_over_100_percent", service("needs: 120 % of a"), 4, 14, "`needs` of the service `s`: `120 % of a` is not above 0 % and at most 100 %"},
    {"needs_no_of", service("needs: 2 a"), 4, 14, "`needs` of the service `s`: `of` is expected before `a`"},
    {"needs_of_nothing", service("needs: 2 of"), 4, 14, "`needs` of the service `s`: nothing is named after `of`"},
    {"needs_capacity_of_a_service", service("needs: 50 % of capacity of t"), 4, 14, "the service `s` asks for capacity, but only nodes have one"},
    {"needs_two_amounts", service("needs: {at least: 2, share: 50 %, of: a}"), 4, 14, "`needs` of the service `s` needs exactly one of `at least`, `share` and `capacity`"},
    {"service_cycle", whole("nines: 1\nnodes: {a: {count: 2}}\nservices:\n  s: {needs: 1 of a, depends on: t}\n  t: {needs: all of s and u}\n  u: {needs: 1 of a, depends on: [t]}\n"), 4, 3, "the services need each other in a circle: s -> t -> s"},
    {"service_of_itself", service("needs: 1 of s"), 4, 3, "the services need each other in a circle: s -> s"},
    {"depends_on_nodes", service("needs: 1 of a, depends on: [b]"), 4, 35, "the service `s` depends on `b`, but there is no such service"},
    {"depends_on_unknown", service("needs: 1 of a, depends on: [tt]"), 4, 35, "the service `s` depends on `tt`, but there is no such service"},
    {"standby_of_services", service("needs: 1 of t, standby: cold"), 4, 31, "the standby of the service `s` has members other than those of one node class: roles are among identical nodes"},
    {"standby_unknown", service("needs: 1 of a, standby: lukewarm"), 4, 31, "the standby of the service `s` cannot be `lukewarm`"},
    {"standby_too_few_active", service("needs: 2 of a, standby: {active: 1, rate factor: 0}"), 4, 31, "the standby of the service `s` keeps 1 active, but 2 are needed and there are 3"},
    {"standby_too_many_active", service("needs: 1 of a, standby: {active: 4, rate factor: 0}"), 4, 31, "the standby of the service `s` keeps 4 active, but 1 are needed and there are 3"},
    {"standby_of_two_services", whole("nines: 1\nnodes: {a: {count: 2}}\nservices:\n  s: {needs: 1 of a, standby: cold}\n  t: {needs: 1 of a, standby: cold}\n"), 5, 31, "the standby of the service `t`: the roles of `a` already belong to the service `s`"},
    {"failback_never", service("needs: 1 of a, standby: cold, takeover: {failback: {after: never, time: 20 s}}"), 4, 66, "the failback after the takeover of the service `s` never begins, so there is none"},
    {"failback_takes_for_ever", service("needs: 1 of a, standby: cold, takeover: {failback: {time: never}}"), 4, 65, "`never` is understood as a `time to repair` only"},
    {"leader_of_services", service("needs: 1 of t, leader: 1 s"), 4, 30, "the leader of the service `s` is elected among the nodes of one class, which is not what it needs"},
    {"leader_without_majority", service("needs: 1 of a, leader: 1 s"), 4, 30, "the leader of the service `s` may be elected by 1 of 3, which is no majority"},
    {"leader_of_too_many", whole("nines: 1\nnodes: {a: {count: 1001}}\nservices:\n  s: {needs: majority of a, leader: 1 s}\n"), 4, 37, "the leader of the service `s` is elected among 1001 members"},
    {"leader_and_standby", service("needs: 2 of a, leader: 1 s, standby: hot"), 4, 44, "the service `s` has a leader and a standby"},
    {"leader_and_takeover", service("needs: 2 of a, leader: 1 s, takeover: 1 s"), 4, 45, "the service `s` has a leader and a takeover"},
    {"leader_without_election", service("needs: 2 of a, leader: {split vote: 5 %}"), 4, 30, "the leader of the service `s` needs the key `election`"},
    {"leader_split_for_ever", service("needs: 2 of a, leader: {election: 1 s, split vote: 100 %}"), 4, 58, "`split vote` of the leader of the service `s`"},
    {"leader_of_two_services", whole("nines: 1\nnodes: {a: {count: 3}}\nservices:\n  s: {needs: majority of a, leader: 1 s}\n  t: {needs: majority of a, leader: 1 s}\n"), 5, 37, "the leader of the service `t`: the roles of `a` already belong to the service `s`"},
    {"takeover_of_services", service("needs: 1 of t, takeover: 30 s"), 4, 32, "the takeover of the service `s` is among nodes, but it counts other services or domains"},
    {"takeover_coverage", service("needs: 1 of a, takeover: {time: 30 s, coverage: 95}"), 4, 55, "`coverage` of the takeover of the service `s`: 95 is not between 0 and 1"},
    {"objective_without_bound", more("objectives: [s availability 99 %]"), 4, 14, "the objective `s availability 99 %` has no `>=` or `<=`"},
    {"objective_without_percent", more("objectives: [s availability >= 99]"), 4, 14, "the bound of the objective: 99 is not between 0 and 1"},
    {"objective_unknown_service", more("objectives: [x availability >= 99 %]"), 4, 14, "the objective: there is no service `x`"},
    {"objective_unknown_measure", more("objectives: [s uptime >= 99 %]"), 4, 14, "the objective: `s uptime` does not end with a measure"},
    {"objective_downtime_without_per", more("objectives: [s downtime <= 4 h]"), 4, 14, "the bound of the objective: `4 h` of downtime: in how long?"},
    {"objective_years_of_another_mission", more("mission: 2 years\nobjectives: [s downtime <= 4 h per year in 9 years of 10]"), 5, 14, "the objective: a share of years is counted over missions of one year, but the mission is of another length"},
    {"objective_share_of_mttf", more("objectives: [s mttf >= 4 h in 9 years of 10]"), 4, 14, "the objective: only availability, downtime and outages are known for a single mission"},
    {"objective_share_over_1", more("objectives: [s downtime <= 4 h per year in 11 years of 10]"), 4, 14, "the objective: the share `11 years of 10` is not between none and all"},
    {"objective_of_which_service", whole("nines: 1\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}, t: {needs: 1 of a}}\nobjectives: [availability >= 99 %]\n"), 4, 14, "the objective: of which service?"},
    {"too_many_nodes", whole("nines: 1\ndomains: {zone: 10000, rack: 10000 per zone}\nnodes: {a: {count: 2 per rack}}\nservices: {s: {needs: 1 of a}}\n"), 3, 8, "there are 300010000 nodes and domains in all, more than 100000000"},
    {"too_many_events", whole("nines: 1\nmission: 1000 years\nnodes: {a: {count: 1000, failures: {x: {time to failure: exponential 1 ms, time to repair: 1 ms}}}}\nservices: {s: {needs: 1 of a}}\n"), 3, 8, "about 3e+20 events would have to be simulated (3e+16 in each of 10000 missions, mostly of `a.x`), more than 1e+12"},
    {"ages_in_no_service", whole("nines: 1\ndomains: {rack: {ages: while in service}}\nnodes: {a: {count: 2 per rack}}\nservices: {s: {needs: 1 of a}}\n"), 2, 11, "`rack` ages while in service, but no service counts it"},
    {"unknown_parameter", more("parameters: {mttf: 3 h}\nmission: $mttff"), 5, 10, "there is no parameter `$mttff`"},
    {"parameter_cycle", more("parameters: {x: $y, y: $x}\nmission: $x"), 4, 24, "the parameters are made of each other in a circle: $x -> $y -> $x"},
    {"parameter_a_list", more("parameters: {x: [1]}"), 4, 17, "the parameter `x` is a list, not a single value"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadMeaning, ::testing::ValuesIn(inputs), name_of);

TEST(Objectives, OfANodeClassSayHowToAsk) {
  expect_remedy({{"of_a_class", more("objectives: [a mtbf >= 30 d]"), 4, 14, "there is no service `a`"},
                 "make a service that needs `1 of a`"});
}

}  // namespace
}  // namespace nines::scenarios::testing
