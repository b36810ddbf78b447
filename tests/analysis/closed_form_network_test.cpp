// Members that count while they are connected: the closed form against reliability polynomials (own.network.* of the accuracy cases
// hold it to an enumeration of five places), and what it and the others say of themselves.
#include "tests/analysis/closed_form_platforms.h"

#include <algorithm>

namespace nines::closed_form {
namespace {

using namespace testing;

constexpr double link_down = 1.0 / 101, member_down = 1.0 / 51;  // 1 h of 101 h, and of 51 h

/// A member at each of three sites, each two of which are linked.
Study triangle(double needed, std::optional<std::size_t> from = std::nullopt) {
  Study study;
  study.mission = 1e6 * year;
  models::Platform& platform = study.platform;
  models::DomainLevel site;
  site.name = "site";
  site.count = 3;
  platform.domains = {site};
  for (std::size_t i = 0; i < 3; ++i) platform.network.places.push_back({"site", std::size_t{0}, i});
  platform.nodes = {node_class("member", 1, failing(after_hours(50), after_hours(1))),
                    node_class("wan", 3, failing(after_hours(100), after_hours(1)))};
  platform.nodes[0].level = 0;
  platform.nodes[1].is_link = true;
  platform.network.links = {{1, {{0, 1}, {0, 2}, {1, 2}}}};
  models::Service counting = service("service", {nodes_of(0)}, needed);
  counting.reach = models::Reach{from};
  platform.services = {counting};
  return study;
}

TEST(ClosedFormNetwork, ReliabilityPolynomials) {
  const double q = link_down, p = 1 - q, u = member_down, a = 1 - u;
  // Two sites see each other unless their own line and one of the two round about are down.
  const double apart = q * (1 - p * p), all_apart = q * q * q;
  const double two = a * a * a * all_apart + 3 * a * a * u * apart + 3 * a * u * u + u * u * u;
  expect_relative(value_of(network(), triangle(2), Measure::availability), two, 1e-13);
  const double three = 1 - a * a * a * (p * p * p + 3 * p * p * q);
  expect_relative(value_of(network(), triangle(3), Measure::availability), three, 1e-12);
  // From site 1, any one: it is down with its own member and, one by one, those that it sees.
  const double none_seen = u * (u * u + 2 * u * a * apart + a * a * q * q);
  expect_relative(value_of(network(), triangle(1, 0), Measure::availability), none_seen, 1e-13);
  EXPECT_EQ(broken_by(network(), triangle(2)), "");
}

TEST(ClosedFormNetwork, HowOftenTheLastWayIsCut) {
  Study study = triangle(2);
  study.platform.nodes[0].failures.clear();
  const double q = link_down, per_year = 3 * (1 - q) * q * q / 100 * 8760;
  expect_relative(value_of(network(), study, Measure::outages), per_year, 1e-13);
  expect_relative(value_of(network(), study, Measure::capacity_availability),
                  (3 * (1 - q) * q * q * 1 + q * q * q * 2) / 3, 1e-13);
}

TEST(ClosedFormNetwork, SitesThatFailTakeTheirLinksWithThem) {
  Study study = triangle(2);
  study.platform.nodes[0].failures.clear();
  study.platform.nodes[1].failures.clear();
  study.platform.domains[0].failures = {failing(after_hours(9), after_hours(1))};
  expect_relative(value_of(network(), study, Measure::availability), 3 * 0.9 * 0.01 + 0.001, 1e-13);
}

TEST(ClosedFormNetwork, SaysWhatItAssumes) {
  Study crewed = triangle(2);
  crewed.platform.crews.push_back({});
  crewed.platform.nodes[1].failures[0].crew = 0;
  EXPECT_NE(broken_by(network(), crewed).find("enough crews"), std::string::npos);
  Study common = triangle(2);
  common.platform.nodes[1].failures[0].beta = 0.1;
  EXPECT_NE(broken_by(network(), common).find("no common-cause failures"), std::string::npos);
  Study large = triangle(2);
  large.platform.nodes[0].count = 6;  // eighteen members and three links
  EXPECT_TRUE(std::isnan(value_of(network(), large, Measure::availability)));
}

TEST(ClosedFormNetwork, OtherFormsSayThatMembersMayNotBeConnected) {
  for (const Prediction& form : predict(triangle(2), 0, Measure::availability)) {
    if (form.formula == network().name) continue;
    const auto says_so = [](const Prediction::Broken& broken) {
      return broken.assumption.find("always connected") != std::string::npos;
    };
    EXPECT_TRUE(std::any_of(form.broken.begin(), form.broken.end(), says_so)) << form.formula;
  }
}

}  // namespace
}  // namespace nines::closed_form
