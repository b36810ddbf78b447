// Networks as they are written, and the platforms that they become.
#include "scenarios/language/scenario.h"
#include "tests/scenarios/bad_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace nines::scenarios::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

models::Platform load(const std::string& text) {
  LoadResult result = load_text(text, "scenario.yaml");
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? result.scenario->study.platform : models::Platform();
}

/// Two zones of two racks and a router each; the ends of the link are put in.
models::Platform linked(const std::string& between) {
  return load(
      "nines: 1\ndomains: {zone: 2, rack: 2 per zone, router: 1 per zone}\nnodes: {a: {count: 1 per rack}}\n"
      "services: {s: {needs: 1 of a}}\nnetwork: {points: [users], links: {l: {between: " +
      between + "}}}\n");
}

std::vector<std::pair<std::string, std::string>> pairs(const models::Platform& platform) {
  std::vector<std::pair<std::string, std::string>> named;
  for (const auto& [one, other] : platform.network.links.at(0).between)
    named.emplace_back(platform.network.places[one].name, platform.network.places[other].name);
  return named;
}

TEST(Network, OneLinkOrOneOfEachKindOfPlace) {
  EXPECT_THAT(pairs(linked("[zone 1, zone 2]")), ElementsAre(Pair("zone 1", "zone 2")));
  EXPECT_THAT(pairs(linked("[zone, zone]")), ElementsAre(Pair("zone 1", "zone 2")));
  EXPECT_THAT(pairs(linked("[zone, users]")), ElementsAre(Pair("zone 1", "users"), Pair("zone 2", "users")));
  EXPECT_THAT(pairs(linked("[rack 2 in zone 1, users]")), ElementsAre(Pair("rack 2 in zone 1", "users")));
}

TEST(Network, WhatLiesInTheSameDomainIsLinkedThere) {
  EXPECT_THAT(pairs(linked("[rack, zone]")),
              ElementsAre(Pair("rack 1 in zone 1", "zone 1"), Pair("rack 2 in zone 1", "zone 1"),
                          Pair("rack 1 in zone 2", "zone 2"), Pair("rack 2 in zone 2", "zone 2")));
  EXPECT_THAT(pairs(linked("[rack, router]")),
              ElementsAre(Pair("rack 1 in zone 1", "router in zone 1"), Pair("rack 2 in zone 1", "router in zone 1"),
                          Pair("rack 1 in zone 2", "router in zone 2"), Pair("rack 2 in zone 2", "router in zone 2")));
  EXPECT_THAT(pairs(linked("[rack, rack]")),
              ElementsAre(Pair("rack 1 in zone 1", "rack 2 in zone 1"), Pair("rack 1 in zone 2", "rack 2 in zone 2")));
}

TEST(Network, WhoSaysWhichMeansIt) {
  EXPECT_THAT(pairs(linked("[rack 1 in zone 1, rack 1 in zone 2]")),
              ElementsAre(Pair("rack 1 in zone 1", "rack 1 in zone 2")));
  EXPECT_THAT(pairs(linked("[rack in zone 1, rack in zone 2]")), SizeIs(4));
  EXPECT_THAT(pairs(linked("[rack, zone 1]")), SizeIs(4));
  EXPECT_THAT(pairs(linked("[rack in zone 2, zone]")), SizeIs(4));
}

TEST(Network, LinksSideBySide) {
  const models::Platform platform = load(
      "nines: 1\ndomains: {site: 3}\nnodes: {a: {count: 1 per site}}\nservices: {s: {needs: 1 of a}}\n"
      "network: {links: {wan: {between: [site, site], count: 2, failures: {cut: {time to failure: 9 d, time to repair: "
      "1 h}}}}}\n");
  EXPECT_THAT(platform.network.links[0].between, SizeIs(6));
  const models::NodeClass& links = platform.nodes[platform.network.links[0].nodes];
  EXPECT_TRUE(links.is_link);
  EXPECT_EQ(links.count, 6u);
  EXPECT_EQ(links.name, "wan");
  ASSERT_THAT(links.failures, SizeIs(1));
  EXPECT_EQ(links.failures[0].name, "cut");
}

TEST(Network, WhoMustBeConnectedWithWhom) {
  const std::string head =
      "nines: 1\ndomains: {site: 3}\nnodes: {a: {count: 1 per site}, b: {count: 1 per site}}\n"
      "network: {points: [users], links: {up: {between: [site, users]}, wan: {between: [site, site]}}}\nservices:\n";
  const models::Platform platform =
      load(head +
           "  plain: {needs: 1 of a}\n  users: {needs: 1 of a, reached from: users}\n  second: {needs: 1 of a, reached "
           "from: site "
           "2}\n  each: {needs: 2 of a, connected: true}\n  led: {needs: 2 of a, leader: 1 s}\n"
           "  by radio: {needs: 2 of b, leader: 1 s, connected: false}\n  lines: {needs: 2 of wan}\n");
  const auto& services = platform.services;
  EXPECT_FALSE(services[0].reach.has_value());
  EXPECT_EQ(platform.network.places[*services[1].reach->from].name, "users");
  EXPECT_EQ(platform.network.places[*services[2].reach->from].name, "site 2");
  EXPECT_TRUE(services[3].reach.has_value() && !services[3].reach->from);
  EXPECT_TRUE(services[4].reach.has_value() && !services[4].reach->from);
  EXPECT_FALSE(services[5].reach.has_value());
  EXPECT_FALSE(services[6].reach.has_value());
}

TEST(Network, ShocksHitLinks) {
  const models::Platform platform = load(
      "nines: 1\ndomains: {site: 2}\nnodes: {a: {count: 1 per site}}\nservices: {s: {needs: 2 of a, connected: true}}\n"
      "network: {links: {wan: {between: [site, site], count: 2}}}\n"
      "shocks: {digger: {every: 1 years, hits: [wan], time to repair: 8 h}}\n");
  ASSERT_THAT(platform.shocks, SizeIs(1));
  EXPECT_EQ(platform.nodes[platform.shocks[0].targets[0].index].name, "wan");
}

TEST(Network, NamesThatEndInANumber) {
  const models::Platform platform = load(
      "nines: 1\ndomains: {site 1: 1, site 2: 2}\nnodes: {a: {count: 1 per site 1}}\nservices: {s: {needs: 1 of a}}\n"
      "network: {links: {wan: {between: [site 1, site 2 2]}}}\n");
  EXPECT_THAT(pairs(platform), ElementsAre(Pair("site 1", "site 2 2")));
}

}  // namespace
}  // namespace nines::scenarios::testing
