// Members that count only while they are connected: with fixed times each history is known by hand, and chains of a few links
// by their reliability polynomials. Times are in hours.
#include "analysis/run.h"
#include "component_parts.h"
#include "history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace nines::test {
namespace {

using namespace models;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Fails {
  double after_h = 0, for_h = 0;  ///< 0: never
};

FailureMode fixed_failure(Fails fails) { return failure("f", fixed_h(fails.after_h), fixed_h(fails.for_h)); }

/// Sites with one member each, users at a point of their own, and links one by one.
struct Sites : Played {
  Platform platform;

  explicit Sites(std::size_t sites, std::vector<Fails> power = {}, std::vector<Fails> members = {}) {
    power.resize(sites);
    members.resize(sites);
    // Each site is a level of its own, so that it may have failures of its own.
    for (std::size_t i = 0; i < power.size(); ++i) {
      DomainLevel site;
      site.name = "site " + std::to_string(i);
      if (power[i].after_h > 0) site.failures = {fixed_failure(power[i])};
      platform.network.places.push_back({site.name, i, 0});
      platform.domains.push_back(site);
    }
    for (std::size_t i = 0; i < power.size(); ++i) {
      NodeClass member = node_class("member " + std::to_string(i), 1, {});
      if (members[i].after_h > 0) member.failures = {fixed_failure(members[i])};
      member.level = i;
      platform.nodes.push_back(member);
    }
    platform.network.places.push_back({"users", std::nullopt, 0});
  }
  std::size_t users() const { return platform.network.places.size() - 1; }

  Sites& link(std::size_t one, std::size_t other, Fails fails = {}) {
    NodeClass links = node_class("link " + std::to_string(platform.nodes.size()), 1, {});
    if (fails.after_h > 0) links.failures = {fixed_failure(fails)};
    links.is_link = true;
    platform.network.links.push_back({platform.nodes.size(), {{one, other}}});
    platform.nodes.push_back(links);
    return *this;
  }

  std::vector<std::string> changes(double needed, std::optional<std::size_t> from, double mission_h) {
    Platform built = platform;
    Service service;
    service.name = "s";
    for (std::size_t i = 0; i + 1 < platform.network.places.size(); ++i)
      service.operands.push_back({Operand::Kind::nodes, i, 1});
    service.needed = needed;
    service.reach = Reach{from};
    built.services.push_back(service);
    return play(built, mission_h);
  }
};

TEST(Network, AMajorityMustBeConnectedWithEachOther) {
  Sites sites(3);
  sites.link(0, 1, {10, 5}).link(1, 2, {12, 6}).link(0, 2);
  EXPECT_THAT(sites.changes(3, std::nullopt, 20),
              ElementsAre("-12", "+15"));  // site 1 is cut off, until its first link is back
  EXPECT_THAT(sites.changes(2, std::nullopt, 20), IsEmpty());
}

TEST(Network, TheWayMayLeadOverOtherPlacesWhileTheseAreUp) {
  Sites over_a_member(3, {}, {{}, {5, 100}, {}});
  over_a_member.link(0, 1).link(1, 2);
  EXPECT_THAT(over_a_member.changes(2, std::nullopt, 20), IsEmpty());  // the member has failed, its site forwards
  Sites over_a_site(3, {{}, {7, 2}, {}});
  over_a_site.link(0, 1).link(1, 2);
  EXPECT_THAT(over_a_site.changes(2, std::nullopt, 12), ElementsAre("-7", "+9"));
}

TEST(Network, AnInstanceOfAForwardingSiteIsBackAfterItsRestart) {
  Sites sites(3, {{}, {7, 2}, {}});
  sites.platform.domains[1].restart = fixed_time(Hours(1));
  sites.link(0, 1).link(1, 2);
  EXPECT_THAT(sites.changes(2, std::nullopt, 12), ElementsAre("-7", "+10"));
}

TEST(Network, OnlyWhatIsReachedFromAPlaceCounts) {
  Sites sites(2);
  const std::size_t users = sites.users();
  sites.link(0, users, {10, 4}).link(1, users, {12, 4}).link(0, 1, {13, 0.5});
  EXPECT_THAT(sites.changes(2, std::nullopt, 20), ElementsAre("-13", "+13.5"));  // until 12 the users are a way round
  EXPECT_THAT(sites.changes(1, users, 20), ElementsAre("-12", "+14"));
  EXPECT_THAT(sites.changes(2, users, 20), ElementsAre("-12", "+14"));
  EXPECT_THAT(sites.changes(2, 0, 20), ElementsAre("-13", "+13.5"));
}

TEST(Network, LinksSideBySideAreRedundant) {
  Sites sites(2);
  sites.link(0, 1, {10, 4}).link(0, 1, {12, 4});
  EXPECT_THAT(sites.changes(2, std::nullopt, 20), ElementsAre("-12", "+14"));
}

TEST(Network, ALinkThatFailsUnnoticedCarriesNothing) {
  Sites sites(2);
  sites.link(0, 1, {10, 4});
  sites.platform.nodes.back().failures[0].time_to_notice = fixed_time(Hours(2));
  EXPECT_THAT(sites.changes(2, std::nullopt, 20), ElementsAre("-10", "+16"));
}

TEST(Network, ADayOfPartitionsAmongVoters) {
  // Four members; 0 and 1 are cut from 2 and 3 at 10, and 0 from 1 at 11; three votes are needed.
  Sites sites(4);
  sites.link(0, 1, {11, 3}).link(1, 2, {10, 2}).link(2, 3);
  EXPECT_THAT(sites.changes(3, std::nullopt, 20), ElementsAre("-10", "+12"));
  EXPECT_THAT(sites.changes(4, std::nullopt, 20), ElementsAre("-10", "+14"));
}

/// One class with a member in each of three sites of one level, all linked with each other; the links fail exponentially.
Platform triangle(double link_fails_h, double link_repair_h) {
  Platform platform;
  DomainLevel site;
  site.name = "site";
  site.count = 3;
  platform.domains = {site};
  for (std::size_t i = 0; i < 3; ++i) platform.network.places.push_back({"site", std::size_t{0}, i});
  platform.nodes.push_back(node_class("member", 1, {}));
  platform.nodes[0].level = 0;
  platform.nodes.push_back(node_class("wan", 3, {failure("cut", hours(link_fails_h), hours(link_repair_h))}));
  platform.nodes[1].is_link = true;
  platform.network.links.push_back({1, {{0, 1}, {0, 2}, {1, 2}}});
  return platform;
}

Study long_study(Platform platform, double needed, std::optional<std::size_t> from) {
  Service service;
  service.name = "s";
  service.operands = {{Operand::Kind::nodes, 0, 1}};
  service.needed = needed;
  service.reach = Reach{from};
  platform.services.push_back(service);
  Study study = study_of(std::move(platform), needed);
  study.mission = Hours(1e9);  // the long run
  return study;
}

double exact(const Study& study, Measure wanted) {
  const RunResult result = solve(study, {});
  EXPECT_FALSE(result.chain_refused) << *result.chain_refused;
  for (const MeasureResult& measure : result.measures) {
    if (measure.measure == wanted && measure.exact) return measure.exact->long_run;
  }
  ADD_FAILURE();
  return -1;
}

/// Three sites whose links are down for q = 4/29 of the time. Two of them are connected unless all links are down; all three while at
/// least two links are up, since any two links span the three.
TEST(Network, ReliabilityPolynomialsOfATriangle) {
  const double q = 8.0 / 58, p = 50.0 / 58, per_h = 1.0 / 50;
  const Study two = long_study(triangle(50, 8), 2, std::nullopt), three = long_study(triangle(50, 8), 3, std::nullopt);
  EXPECT_NEAR(exact(two, Measure::availability) / (q * q * q), 1, 1e-12);
  EXPECT_NEAR(exact(two, Measure::outages) / (3 * p * q * q * per_h * 8760), 1, 1e-12);
  const double lost = q * q * q + 3 * p * q * q;
  EXPECT_NEAR(exact(three, Measure::availability) / lost, 1, 1e-12);
  EXPECT_NEAR(exact(three, Measure::outages) / (3 * p * p * q * 2 * per_h * 8760), 1, 1e-12);
  // Reached from the first site: cut off from the second while their link is down and one of the two round about.
  const Study from_first = long_study(triangle(50, 8), 3, 0);
  EXPECT_NEAR(exact(from_first, Measure::availability) / lost, 1, 1e-12);
}

/// Sites that are linked differ, and are not taken for one another: only the first two have a link.
TEST(Network, SitesThatALinkTellsApartAreNotExchanged) {
  Platform platform = triangle(50, 8);
  platform.nodes[0].failures = {failure("f", hours(90), hours(10))};
  platform.network.links[0].between = {{0, 1}};
  platform.nodes[1].count = 1;
  const double q = 8.0 / 58, u = 10.0 / 100;
  const Study both = long_study(platform, 2, std::nullopt);
  EXPECT_NEAR(exact(both, Measure::availability) / (1 - (1 - q) * (1 - u) * (1 - u)), 1, 1e-12);
  const Study third = long_study(platform, 1, 2);
  EXPECT_NEAR(exact(third, Measure::availability) / u, 1, 1e-12);
}

TEST(Network, WhatIsInNoPlaceIsRefused) {
  Platform platform = triangle(50, 8);
  platform.nodes[0].level = std::nullopt;
  Service service;
  service.name = "s";
  service.operands = {{Operand::Kind::nodes, 0, 1}};
  service.reach = Reach{};
  platform.services.push_back(service);
  EXPECT_THROW(build(platform), BuildError);
}

TEST(Network, LinksAreCalledByTheirPlaces) {
  const auto model = build(triangle(50, 8));
  EXPECT_EQ(model->unit_name(model->classes[1].groups[1]), "wan between site 1 and site 3");
}

}  // namespace
}  // namespace nines::test
