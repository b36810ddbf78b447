// The service tree against the enumeration of all 2^n states of small random platforms, and against static fault trees:
// Storm's TestBdd.cpp (SFT.storm_*) and SCRAM's BetaFactorCCF (SFT.beta_ccf_2x3).
#include "tests/analysis/closed_form_platforms.h"

#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/tree.h"

#include <algorithm>
#include <map>
#include <random>

namespace nines::closed_form {
namespace {

using namespace testing;
using models::Operand;
using models::Platform;

/// All units of a platform, and whether a service is up given who is up: the definition, spelt out.
class Enumeration {
 public:
  explicit Enumeration(const Platform& platform) : platform_(platform) {
    for (const UnitKind kind : all_kinds(platform)) {
      first_[kind] = units_.size();
      for (std::size_t i = 0; i < members_of(platform, kind); ++i) units_.push_back(kind);
    }
  }

  std::size_t size() const { return units_.size(); }

  UpDown result(std::size_t service) const {
    UpDown sum{0, 0, 0};
    for (std::size_t state = 0; state < (std::size_t{1} << size()); ++state) {
      double probability = 1;
      for (std::size_t i = 0; i < size(); ++i) {
        const UnitRates rates = unit_rates(platform_, units_[i]);
        probability *= is_up(state, i) ? rates.availability() : rates.unavailability();
      }
      if (!service_up(state, service)) {
        sum.down += probability;
        continue;
      }
      sum.up += probability;
      for (std::size_t i = 0; i < size(); ++i) {
        if (!is_up(state, i) || service_up(state & ~(std::size_t{1} << i), service)) continue;
        sum.outages_per_s += probability * unit_rates(platform_, units_[i]).failures_per_s;
      }
    }
    return sum;
  }

 private:
  static bool is_up(std::size_t state, std::size_t unit) { return (state >> unit) % 2 == 1; }

  bool unit_up(std::size_t state, UnitKind kind, std::size_t number) const {
    if (!is_up(state, first_.at(kind) + number)) return false;
    const auto parent = kind.is_domain ? platform_.domains[kind.index].parent : platform_.nodes[kind.index].level;
    const std::size_t siblings =
        kind.is_domain ? platform_.domains[kind.index].count : platform_.nodes[kind.index].count;
    return !parent || unit_up(state, {true, *parent}, number / siblings);
  }

  bool service_up(std::size_t state, std::size_t index) const {
    const models::Service& service = platform_.services[index];
    double up = 0;
    for (const Operand& operand : service.operands) {
      if (operand.kind == Operand::Kind::service) {
        up += service_up(state, operand.index) ? operand.weight : 0;
        continue;
      }
      const UnitKind kind{operand.kind == Operand::Kind::domains, operand.index};
      for (std::size_t i = 0; i < members_of(platform_, kind); ++i) up += unit_up(state, kind, i) ? operand.weight : 0;
    }
    if (up < service.needed - 1e-9) return false;
    return std::all_of(service.depends_on.begin(), service.depends_on.end(),
                       [&](std::size_t other) { return service_up(state, other); });
  }

  const Platform& platform_;
  std::vector<UnitKind> units_;
  std::map<UnitKind, std::size_t> first_;
};

void expect_enumerated(const Study& study, const std::string& what) {
  const std::size_t service = study.platform.services.size() - 1;
  const auto state = service_state(study.platform, service, long_run_units(study.platform));
  ASSERT_TRUE(state.has_value()) << what;
  const UpDown all = Enumeration(study.platform).result(service);
  expect_relative(state->down, all.down, 1e-12, what + " down");
  expect_relative(state->up, all.up, 1e-12, what + " up");
  expect_relative(state->outages_per_s, all.outages_per_s, 1e-12, what + " outages");
}

/// Random numbers of a test; the seed is fixed, so the test is deterministic.
class Choice {
 public:
  explicit Choice(unsigned seed) : engine_(seed) {}
  std::size_t count(std::size_t from, std::size_t to) {
    return std::uniform_int_distribution<std::size_t>(from, to)(engine_);
  }
  models::FailureMode mode() {
    return failing(after_hours(std::uniform_real_distribution<>(50, 2000)(engine_)),
                   after_hours(std::uniform_real_distribution<>(1, 50)(engine_)));
  }

 private:
  std::mt19937 engine_;
};

TEST(ClosedFormTree, RandomServicesWithoutDomains) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Choice choice(seed);
    Study study;
    auto& platform = study.platform;
    // Two classes of different weights in a nested service, a third beside it, a fourth that is depended on.
    for (std::size_t i = 0; i < 4; ++i) {
      platform.nodes.push_back(node_class("class", choice.count(1, 3), choice.mode()));
    }
    const double weights[] = {0.5, 1.5};
    const double total =
        0.5 * static_cast<double>(platform.nodes[0].count) + 1.5 * static_cast<double>(platform.nodes[1].count);
    const double needed = 0.5 * static_cast<double>(choice.count(1, static_cast<std::size_t>(total * 2)));
    platform.services = {service("nested", {nodes_of(0, weights[0]), nodes_of(1, weights[1])}, needed),
                         service("base", {nodes_of(3)}, static_cast<double>(choice.count(1, platform.nodes[3].count))),
                         service("top", {service_of(0, 2), nodes_of(2)},
                                 static_cast<double>(choice.count(1, platform.nodes[2].count + 2)))};
    if (seed % 2 == 0) platform.services[2].depends_on = {1};
    expect_enumerated(study, "seed " + std::to_string(seed));
  }
}

TEST(ClosedFormTree, RandomFailureDomains) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    Choice choice(seed);
    Study study;
    auto& platform = study.platform;
    platform.domains.resize(2);
    platform.domains[0].name = "zone";
    platform.domains[0].count = choice.count(1, 2);
    platform.domains[0].failures = {choice.mode()};
    platform.domains[1].name = "rack";
    platform.domains[1].parent = 0;
    platform.domains[1].count = choice.count(1, 2);
    if (seed % 3 != 0) platform.domains[1].failures = {choice.mode()};
    platform.nodes = {node_class("web", choice.count(1, 2), choice.mode()), node_class("gateway", 1, choice.mode()),
                      node_class("outside", 1, choice.mode())};
    platform.nodes[0].level = 1;
    platform.nodes[1].level = 0;
    const std::size_t web = platform.members(platform.nodes[0]), gateways = platform.members(platform.nodes[1]);
    std::vector<Operand> operands{nodes_of(0), nodes_of(1, 2), nodes_of(2)};
    std::size_t total = web + 2 * gateways + 1;
    if (seed % 2 == 0) {
      operands.push_back(domains_of(1, 3));
      total += 3 * platform.instances(1);
    }
    platform.services = {service("spread", operands, static_cast<double>(choice.count(1, total)))};
    expect_enumerated(study, "seed " + std::to_string(seed));
  }
}

TEST(ClosedFormTree, AgreesWithTheBinomialForm) {
  const Study study = k_of_n_study(95, 100, 1000, 10);
  const auto state = service_state(study.platform, 0, long_run_units(study.platform));
  expect_relative(state->down, value_of(k_of_n(), study, Measure::availability), 1e-12);
  expect_relative(state->outages_per_s * year.count(), value_of(k_of_n(), study, Measure::outages), 1e-12);
}

TEST(ClosedFormTree, SixteenThousandNodesInRacks) {
  Study study;
  study.platform.domains.resize(1);
  study.platform.domains[0].name = "rack";
  study.platform.domains[0].count = 512;
  study.platform.domains[0].failures = {failing(after_hours(50000), after_hours(4))};
  study.platform.nodes = {node_class("gpu", 32, failing(after_hours(40000), after_hours(12)))};
  study.platform.nodes[0].level = 0;
  study.platform.services = {service("training", {nodes_of(0)}, 16000)};
  const double unavailability = value_of(service_tree(), study, Measure::availability);
  EXPECT_GT(unavailability, 0);
  EXPECT_LT(unavailability, 1e-8);
  // Linear in the nodes, whatever they share.
  const double up = 40000.0 / 40012 * 50000.0 / 50004;
  expect_relative(value_of(service_tree(), study, Measure::capacity_availability), 1 - up, 1e-12);
}

TEST(ClosedFormTree, CapacityOfMixedWeights) {
  Study study;
  study.platform.nodes = {node_class("big", 2, failing(after_hours(100), after_hours(10))),
                          node_class("small", 4, failing(after_hours(1000), after_hours(10)))};
  study.platform.services = {service("capacity", {nodes_of(0, 8), nodes_of(1, 2)}, 16)};
  expect_relative(value_of(service_tree(), study, Measure::capacity_availability),
                  (16 * 10.0 / 110 + 8 * 10.0 / 1010) / 24, 1e-14);
  expect_enumerated(study, "weights 8 and 2");
}

TEST(ClosedFormTree, WeightsWithoutACommonStepAreRefused) {
  Study study;
  study.platform.nodes = {node_class("a", 2, failing(after_hours(100), after_hours(10))),
                          node_class("b", 2, failing(after_hours(100), after_hours(10)))};
  study.platform.services = {service("odd", {nodes_of(0, 1), nodes_of(1, std::sqrt(2.0))}, 3)};
  EXPECT_FALSE(service_state(study.platform, 0, long_run_units(study.platform)).has_value());
}

TEST(ClosedFormTree, MonotoneInWhatIsNeeded) {
  Study study;
  study.platform.nodes = {node_class("a", 3, failing(after_hours(100), after_hours(10))),
                          node_class("b", 3, failing(after_hours(500), after_hours(10)))};
  double last = 0;
  for (int needed = 1; needed <= 8; ++needed) {
    study.platform.services = {service("s", {nodes_of(0, 1), nodes_of(1, 2)}, needed)};
    const double now = value_of(service_tree(), study, Measure::availability);
    EXPECT_GE(now, last) << needed;
    last = now;
  }
}

// --- static trees: nothing is repaired ---------------------------------------------------------------------------

/// One node of each rate (per hour), never repaired, for a mission of one hour.
Study unrepaired(const std::vector<double>& rates_per_h) {
  Study study;
  study.mission = Hours(1);
  for (const double rate : rates_per_h) {
    study.platform.nodes.push_back(node_class("x" + std::to_string(study.platform.nodes.size() + 1), 1,
                                              failing(exponential_with_rate(rate / hour), nullptr)));
  }
  return study;
}

double unreliability_of(const Study& study) {
  EXPECT_EQ(broken_by(unreliability_static(), study), "");
  return value_of(unreliability_static(), study, Measure::unreliability);
}

TEST(ClosedFormStatic, StormTrees) {
  const double ln2 = std::log(2.0);
  Study study = unrepaired({ln2, ln2});
  study.platform.services = {service("F", {nodes_of(0), nodes_of(1)}, 1)};  // fails when both have
  expect_relative(unreliability_of(study), 0.25);  // SFT.storm_AndTest
  study.platform.services[0].needed = 2;
  expect_relative(unreliability_of(study), 0.75);  // SFT.storm_OrTest

  study = unrepaired({ln2, ln2, ln2, ln2});
  study.platform.services = {service("F1", {nodes_of(0), nodes_of(1)}, 2), service("F2", {nodes_of(2), nodes_of(3)}, 2),
                             service("F", {service_of(0), service_of(1)}, 1)};
  expect_relative(unreliability_of(study), 0.5625);  // SFT.storm_AndOrTest
  study.platform.services = {service("F", {nodes_of(0), nodes_of(1), nodes_of(2), nodes_of(3)}, 3)};
  expect_relative(unreliability_of(study), 0.6875);  // SFT.storm_VotTest: 2 of 4 failures are enough

  study = unrepaired({ln2, ln2, 0.2, ln2, 0.6, 1});
  study.platform.services = {service("F1", {nodes_of(1), nodes_of(2)}, 2),
                             service("F2", {nodes_of(3), nodes_of(4), nodes_of(5)}, 3),
                             service("F", {nodes_of(0), service_of(0), service_of(1)}, 1)};
  expect_relative(unreliability_of(study), 0.2655055433, 3e-10);  // SFT.storm_ImportanceTest, listed to 10 digits
}

TEST(ClosedFormStatic, ScramBetaFactor) {
  // SFT.beta_ccf_2x3: three trains of a valve and a pump, p = 0.1 each, of which 0.2 common to all of a kind.
  const double own = -std::log1p(-0.08), common = -std::log1p(-0.02);
  Study study = unrepaired({own, own, own, own, own, own});
  auto& platform = study.platform;
  for (std::size_t train = 0; train < 3; ++train) {
    platform.services.push_back(service("train", {nodes_of(train), nodes_of(train + 3)}, 2));
  }
  platform.services.push_back(service("trains", {service_of(0), service_of(1), service_of(2)}, 1));
  for (std::size_t first : {0, 3}) {
    models::Shock shock;
    shock.name = first == 0 ? "valves" : "pumps";
    shock.interval = exponential_with_rate(common / hour);
    for (std::size_t i = first; i < first + 3; ++i) shock.targets.push_back({false, i, 0});
    platform.shocks.push_back(shock);
  }
  expect_relative(unreliability_of(study), 0.043080373061222);
}

TEST(ClosedFormStatic, BetaFactorOfAClass) {
  // 1-of-3 with beta: the common cause or all three by themselves.
  Study study = unrepaired({0.3});
  study.platform.nodes[0].count = 3;
  study.platform.nodes[0].failures[0].beta = 0.2;
  study.platform.services = {service("s", {nodes_of(0)}, 1)};
  const double common = -std::expm1(-0.06), own = -std::expm1(-0.24);
  expect_relative(unreliability_of(study), common + (1 - common) * own * own * own);
}

TEST(ClosedFormStatic, AnyLawAndSeriesWithRepair) {
  Study study = k_of_n_study(2, 2, 1000, 10);
  study.mission = Hours(100);
  study.platform.nodes[0].failures[0].time_to_failure = law("weibull", {{"shape", 2}, {"scale", 1000 * hour}});
  expect_relative(unreliability_of(study), -std::expm1(-2 * 0.01));
  // With redundancy, repair does matter.
  study.platform.services[0].needed = 1;
  EXPECT_EQ(broken_by(unreliability_static(), study),
            "nothing is repaired, or every unit is needed: node.fault is repaired in exponential(mean 10 h)");
}

}  // namespace
}  // namespace nines::closed_form
