// Bad input: networks, and services over them. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

#include <algorithm>

namespace nines::scenarios::testing {
namespace {

class BadNetworks : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadNetworks, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// Three sites of two racks each, with nodes in the racks; the network is put in.
std::string network(const std::string& text) {
  return "nines: 1\ndomains: {site: 3, rack: {per: site, count: 2}}\nnodes: {a: {count: 1 per rack}, b: {count: 2}}\n"
         "services: {s: {needs: 1 of a}}\nnetwork:\n  {" +
         text + "}\n";
}

/// A service over a network of sites; sites 1 and 2 are linked with each other and with the users.
std::string over_network(const std::string& text) {
  return "nines: 1\ndomains: {site: 3, hall: 2, tower: 1}\nnodes: {a: {count: 1 per site}, b: {count: 2}, c: {count: 2 "
         "per tower}, d: {count: 1 per hall}}\n"
         "network: {points: [users, moon], links: {up: {between: [site 1, users]}, wan: {between: [site 1, site 2]}, "
         "x: {between: [hall 1, tower]}}}\n"
         "services:\n  t: {needs: 1 of a}\n  s: {" +
         text + "}\n";
}

/// A pair at two sites, linked with each other and with the users.
std::string over_pair(const std::string& text) {
  return "nines: 1\ndomains: {site: 2}\nnodes: {a: {count: 1 per site}}\n"
         "network: {points: [users], links: {up: {between: [site, users]}, wan: {between: [site, site]}}}\n"
         "\nservices:\n  s: {needs: 1 of a, standby: hot, " +
         text + "}\n";
}

const BadInputWithRemedy bad_networks[] = {
    {{"no_links", network("points: [x]"), 6, 3, "the network needs the key `links"}, "between"},
    {{"unknown_key", network("links: {l: {between: [site 1, site 2]}}, router: 1"), 6, 45,
      "the network has no key `router"},
     "its keys"},
    {{"no_between", network("links: {l: {failures: {x: {time to failure: 1 h, time to repair: 1 h}}}}"), 6, 15,
      "the link `l` needs the key `between"},
     "between"},
    {{"one_end", network("links: {l: {between: [site]}}"), 6, 25, "between two places, but the link `l` names 1"},
     "between: [site 1, site 2]"},
    {{"three_ends", network("links: {l: {between: [site 1, site 2, site 3]}}"), 6, 25, "names 3"},
     "between: [site 1, site 2]"},
    {{"unknown_place", network("links: {l: {between: [sit 1, site 2]}}"), 6, 26, "there is no place `sit"},
     "did you mean `site`"},
    {{"number_too_large", network("links: {l: {between: [site 4, site 2]}}"), 6, 26,
      "there is no site 4: they are numbered from 1 to 3"},
     "site 3"},
    {{"number_zero", network("links: {l: {between: [site 0, site 2]}}"), 6, 26, "there is no site 0"}, "site 3"},
    {{"wrong_way_round", network("links: {l: {between: [site 1 in rack 1, site 2]}}"), 6, 26,
      "site` does not lie in `rack"},
     "rack 3 in zone 1"},
    {{"with_itself", network("links: {l: {between: [site 1, site 1]}}"), 6, 25, "with itself only"},
     "two different places"},
    {{"point_like_level", network("points: [site], links: {l: {between: [site, site]}}"), 6, 13,
      "the point `site` has the name of a domain level"},
     "leave it out"},
    {{"point_like_domain", network("points: [site 1], links: {l: {between: [site 1, site 2]}}"), 6, 13,
      "the point `site 1` is named like a domain"},
     "rename it"},
    {{"point_twice", network("points: [x, x], links: {l: {between: [site, x]}}"), 6, 16,
      "the point `x` is named twice"},
     "once"},
    {{"link_like_node", network("links: {a: {between: [site, site]}}"), 6, 12, "same name as a node class"},
     "another name"},
    {{"too_many", network("points: [x], links: {l: {between: [site, x], count: 1000000}}"), 6, 56, "out of range"},
     "100000"},
    {{"far_too_many_in_all", network("points: [x], links: {l: {between: [site, x], count: 90000}}"), 6, 38,
      "more than 100000 links"},
     "through a point"},
    {{"reached_without_network", service("needs: 1 of a, reached from: users"), 4, 36, "there is no network"},
     "network: {"},
    {{"reached_from_nowhere", over_network("needs: 1 of a, reached from: mars"), 7, 36, "there is no place `mars"},
     "domain levels and points"},
    {{"reached_from_three", over_network("needs: 1 of a, reached from: site"), 7, 36, "site` are 3 places"},
     "`site 1`"},
    {{"never_reached", over_network("needs: 1 of a, reached from: moon"), 7, 14, "only 0 are connected with moon"},
     "add the missing links"},
    {{"too_few_connected", over_network("needs: 3 of a, connected: true"), 7, 14,
      "even with all links up only 2 are connected"},
     "add the missing links"},
    {{"in_no_place", over_network("needs: 1 of b, reached from: users"), 7, 14, "b` is in no place of the network"},
     "1 per site"},
    {{"leader_in_no_place", over_network("needs: 2 of b, leader: 1 s"), 7, 14, "b` is in no place of the network"},
     "connected: false"},
    {{"counts_a_service", over_network("needs: 1 of t, reached from: users"), 7, 14, "counts the service `t"},
     "services that count nodes"},
    {{"counts_links", over_network("needs: 1 of up, reached from: users"), 7, 14, "counts the links `up"}, "without"},
    {{"reached_and_connected", over_network("needs: 1 of a, reached from: users, connected: true"), 7, 54,
      "has both `reached from` and `connected`"},
     "keep one"},
    {{"preferring_reached", over_network("prefers: [t, t2], reached from: users"), 7, 39, "prefers whole services"},
     "of the services that it prefers"},
    {{"standby_connected", over_network("needs: 1 of a, standby: hot, connected: true"), 7, 47, "serve one by one"},
     "reached from: internet"},
    {{"balanced_connected", over_network("needs: 1 of a, balanced: 50 %, connected: true"), 7, 49, "serve one by one"},
     "reached from: internet"},
    {{"partition_without_standby", over_network("needs: 1 of a, partition: split brain"), 7, 33, "but no `standby`"},
     "standby: hot"},
    {{"partition_of_voters", over_network("needs: 2 of a, leader: 1 s, partition: split brain"), 7, 46,
      "but no `standby`"},
     "a minority elects nobody"},
    {{"partition_of_three", over_network("needs: 1 of a, standby: hot, partition: split brain"), 7, 47, "about a pair"},
     "leader"},
    {{"partition_without_network", service("needs: 1 of b, standby: hot, partition: split brain"), 4, 47,
      "there is no network"},
     "network: {"},
    {{"partition_unknown", over_pair("partition: fence"), 7, 47, "cannot be `fence"}, "witness: PLACE"},
    {{"partition_unknown_key", over_pair("partition: {fencin: 1 s}"), 7, 48, "has no key `fencin"},
     "did you mean `fencing`"},
    {{"witness_nowhere", over_pair("partition: {witness: mars}"), 7, 57, "there is no place `mars"},
     "domain levels and points"},
    {{"witness_and_fencing", over_pair("partition: {witness: users, fencing: 1 s}"), 7, 73,
      "both a witness and fencing"},
     "keep one"},
    {{"nothing_to_reconcile", over_pair("partition: {witness: users, reconciliation: 1 h}"), 7, 80,
      "nothing to reconcile"},
     "leave out"},
    {{"nothing_to_reconcile_when_fenced", over_pair("partition: {fencing: 1 s, reconciliation: 1 h}"), 7, 78,
      "nothing to reconcile"},
     "leave out"},
    {{"partition_with_a_way_back", over_pair("takeover: {failback: 1 s}, partition: split brain"), 7, 57,
      "has `failback`, which is not modelled"},
     "leave out"},
    {{"pair_in_one_place", over_network("needs: 1 of c, standby: hot, partition: split brain"), 7, 47, "in one place"},
     "two places"},
    {{"pair_never_connected", over_network("needs: 1 of d, standby: hot, partition: split brain"), 7, 47,
      "never connected with each other"},
     "add the missing links"},
    {{"partition_of_services", over_network("prefers: [t, t2], partition: split brain"), 7, 36,
      "prefers whole services"},
     "of the services that it prefers"},
    {{"leader_of_links", over_network("needs: 1 of wan, leader: 1 s"), 7, 14, "counts the links `wan"}, "without"},
};

INSTANTIATE_TEST_SUITE_P(Rows, BadNetworks, ::testing::ValuesIn(bad_networks),
                         [](const auto& row) { return row.param.input.name; });

TEST(BadNetworks, AllMistakesAreReportedAtOnce) {
  const LoadResult result = load_text(
      network(
          "points: [site], links: {l: {between: [site 9, mars]}, m: {between: [site 1]}, a: {between: [site, site]}}"),
      "scenario.yaml");
  std::size_t errors = 0;
  for (const Diagnostic& each : result.diagnostics) errors += each.severity == Diagnostic::Severity::error;
  EXPECT_EQ(errors, 5u) << all_of(result.diagnostics);
}

TEST(BadNetworks, WhatFollowsFromABadNetworkIsNotReportedToo) {
  const LoadResult result = load_text(
      "nines: 1\ndomains: {site: 2}\nnodes: {a: {count: 1 per site}}\nnetwork: [site, users]\n"
      "services: {s: {needs: 1 of a, reached from: users}, t: {needs: 1 of a, standby: hot, partition: {witness: "
      "users}}}\n",
      "scenario.yaml");
  ASSERT_EQ(result.diagnostics.size(), 1u) << all_of(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].line, 4);
}

/// That its members are to be connected is what a leader brings along: nobody has said so.
TEST(BadNetworks, WhatFollowsFromALeaderIsSaidOnce) {
  const auto errors = [](const std::string& service) {
    const LoadResult result = load_text(over_network(service), "scenario.yaml");
    EXPECT_FALSE(result.scenario.has_value());
    EXPECT_EQ(std::count_if(result.diagnostics.begin(), result.diagnostics.end(),
                            [](const Diagnostic& each) { return each.severity == Diagnostic::Severity::error; }),
              1)
        << all_of(result.diagnostics);
    return all_of(result.diagnostics);
  };
  EXPECT_THAT(errors("needs: 2 of b, leader: 1 s"),
              ::testing::HasSubstr("`b` is in no place of the network: the service `s` has a leader"));
  EXPECT_THAT(errors("needs: 2 of a, leader: 1 s, standby: hot"), ::testing::HasSubstr("has a leader and a standby"));
  EXPECT_THAT(errors("needs: 1 of b, standby: hot, reached from: users, partition: split brain"),
              ::testing::HasSubstr("the service `s` has to be reached"));
  EXPECT_THAT(errors("needs: 2 of a, leader: 1 s, balanced: 50 %"),
              ::testing::HasSubstr("both `balanced` and `leader`"));
}

TEST(BadNetworks, AWitnessBesideAMemberIsWarnedOf) {
  EXPECT_EQ(load_text(over_pair("partition: {witness: users}"), "scenario.yaml").diagnostics.size(), 0u);
  const LoadResult result = load_text(over_pair("partition: {witness: site 2}"), "scenario.yaml");
  EXPECT_TRUE(result.scenario.has_value());
  EXPECT_NE(all_of(result.diagnostics)
                .find("7:57: warning: the witness of the service `s` is in `site 2`, where one of its members is"),
            std::string::npos)
      << all_of(result.diagnostics);
}

TEST(BadNetworks, WhatHasNoEffectIsWarnedOf) {
  const std::string everybody_at_home =
      "nines: 1\ndomains: {site: 2}\nnodes: {a: {count: 1 per site}}\nnetwork: {links: {l: {between: [site, site]}}}\n"
      "services: {s: {needs: 1 of a, reached from: site 1}, t: {needs: 2 of a, connected: true}}\n";
  EXPECT_EQ(load_text(everybody_at_home, "scenario.yaml").diagnostics.size(), 0u);
  const std::string one_place =
      "nines: 1\ndomains: {site: 1, other: 1}\nnodes: {a: {count: 2 per site}}\n"
      "network: {points: [nowhere], links: {l: {between: [site, other]}}}\nservices: {s: {needs: 1 of a, connected: "
      "true}}\n";
  const LoadResult result = load_text(one_place, "scenario.yaml");
  EXPECT_TRUE(result.scenario.has_value());
  EXPECT_NE(all_of(result.diagnostics).find("no link can separate them"), std::string::npos)
      << all_of(result.diagnostics);
  EXPECT_NE(all_of(result.diagnostics).find("no link leads to the point `nowhere`"), std::string::npos);
}

}  // namespace
}  // namespace nines::scenarios::testing
