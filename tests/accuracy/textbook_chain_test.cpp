// The Markov chain of each textbook scenario, as `nines solve` gives it, against published and exactly derived answers.
#include "analysis/markov/explore.h"
#include "analysis/markov/measures.h"
#include "analysis/run.h"
#include "models/model.h"
#include "tests/accuracy/textbook_cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace nines::accuracy {
namespace {

using models::Measure;

constexpr double hour = 3600;

/// A scenario's answers by the chain.
class Solved {
 public:
  explicit Solved(const models::Study& study) : study_(study), result_(solve(study, RunOptions{})) {}

  double value(const std::string& quantity, const std::string& service) {
    if (quantity == "states") return static_cast<double>(result_.chain_states);
    if (quantity == "point_unavailability") return exact(service, Measure::availability).at_end.value();
    if (quantity == "percent_up_at_end") return percent_up_at_end({"left", "right"});
    if (quantity == "repairs") return repairs();
    const double mission_h = study_.mission.count() / hour;
    const double mission_years = study_.mission / year;
    if (quantity == "unavailability") return exact(service, Measure::availability).long_run;
    if (quantity == "availability") return 1 - exact(service, Measure::availability).long_run;
    if (quantity == "downtime_min_per_year") return exact(service, Measure::downtime).long_run / 60;
    if (quantity == "failures_per_h") return exact(service, Measure::outages).long_run / 8760;
    if (quantity == "mtbf_h") return exact(service, Measure::mtbf).long_run / hour;
    if (quantity == "mdt_h") return exact(service, Measure::mdt).long_run / hour;
    if (quantity == "mttf_h") return exact(service, Measure::mttf).long_run / hour;
    if (quantity == "capacity_loss") return exact(service, Measure::capacity_availability).long_run;
    if (quantity == "downtime_h") return exact(service, Measure::availability).value * mission_h;
    if (quantity == "outages") return exact(service, Measure::outages).value * mission_years;
    if (quantity == "unreliability") return exact(service, Measure::unreliability).value;
    throw std::invalid_argument("no quantity " + quantity);
  }

  /// The largest error that the solution claims for itself.
  double claimed_error(const std::string& service) const {
    double largest = 0;
    for (const MeasureResult& each : result_.measures) {
      if (each.subject == service && each.exact) largest = std::max(largest, each.exact->relative_error);
    }
    return largest;
  }

 private:
  ExactValue exact(const std::string& subject, Measure measure, SubjectKind kind = SubjectKind::service) const {
    for (const MeasureResult& each : result_.measures) {
      if (each.kind == kind && each.subject == subject && each.measure == measure && each.exact) return *each.exact;
    }
    throw std::invalid_argument("no exact value for " + subject + ": " + result_.chain_refused.value_or(""));
  }

  /// Expected number of members of the class that are down as the mission ends.
  double down_at_end(const models::NodeClass& nodes) const {
    return exact(nodes.name, Measure::availability, SubjectKind::node_class).at_end.value() *
           static_cast<double>(study_.platform.members(nodes));
  }

  /// Of the nodes of all given classes together.
  double percent_up_at_end(const std::vector<std::string>& classes) const {
    double down = 0, all = 0;
    for (const models::NodeClass& nodes : study_.platform.nodes) {
      if (std::find(classes.begin(), classes.end(), nodes.name) == classes.end()) continue;
      down += down_at_end(nodes);
      all += static_cast<double>(study_.platform.members(nodes));
    }
    return 100 * (all - down) / all;
  }

  /// Expected number of repairs completed in the mission: of failures, less those not yet repaired at its end. The failures of
  /// a mode are no answer of the chain's that is shown, so they are taken from the chain itself.
  double repairs() const {
    const markov::Exploration exploration = markov::explore(*models::build(study_.platform), 1'000'000);
    const std::vector<markov::RewardMeasures> rewards = markov::measure_all(exploration.chain, study_.mission).rewards;
    double total = 0;
    for (std::size_t c = 0; c < exploration.causes.size(); ++c) {
      total += rewards[exploration.first_cause + c].mission_mean * study_.mission.count();
    }
    for (const models::NodeClass& nodes : study_.platform.nodes) total -= down_at_end(nodes);
    return total;
  }

  models::Study study_;
  RunResult result_;
};

class TextbookChain : public testing::TestWithParam<std::string> {};

TEST_P(TextbookChain, GivesTheListedAnswers) {
  std::map<std::string, Solved> solved;  // by the settings: cases may share a chain
  for (const Case& each : cases_of(GetParam())) {
    if (each.chain.empty()) continue;
    SCOPED_TRACE(each.id + each.settings_text());
    models::Study study = load(each.scenario, each.settings);
    study.measures.clear();  // all of them
    ASSERT_FALSE(study.platform.services.empty());
    Solved& chain = solved.try_emplace(each.settings_text(), study).first->second;
    for (const Expected& expected : each.chain) {
      const double actual = chain.value(expected.what, each.service);
      EXPECT_LE(std::abs(actual - expected.value()), expected.allowed())
          << expected.what << " is " << actual << ", not " << expected.printed << ": off by "
          << actual / expected.value() - 1 << " (the solver claims " << chain.claimed_error(each.service) << ")";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, TextbookChain, testing::ValuesIn(textbook_scenarios()),
                         [](const auto& scenario) { return test_name(scenario.param); });

/// R1.coverage_duplex_c0.9 and _c0.999: the parts of the downtime, in minutes a year. In 10 000 years from all up the long run
/// is met but for some 4 h / 10 000 years = 5e-8.
TEST(TextbookChainPhases, SplitTheDowntimeOfTheDuplexComputer) {
  struct Listed {
    const char* coverage;
    double reconfiguring, rebooting, none_up;
  };
  for (const Listed& listed : {Listed{"0.9", 1.57426394475, 3.49836432166, 0.671685949758},
                               Listed{"0.999", 1.74744391752, 0.0349838622126, 0.671690154482}}) {
    SCOPED_TRACE(listed.coverage);
    const models::Study study =
        load("coverage-duplex.yaml", {{"parameters.coverage", listed.coverage}, {"mission", "10000 years"}});
    std::map<models::OutagePhase, double> minutes;
    for (const PhaseShare& phase : solve(study, {}).phases) {
      if (phase.service == "computer") minutes[phase.phase] = phase.exact_s_per_year.value_or(0) / 60;
    }
    EXPECT_NEAR(minutes[models::OutagePhase::switchover] / listed.reconfiguring, 1, 1e-7);
    EXPECT_NEAR(minutes[models::OutagePhase::recovery] / listed.rebooting, 1, 1e-7);
    EXPECT_NEAR(minutes[models::OutagePhase::repair] / listed.none_up, 1, 1e-7);
  }
}

}  // namespace
}  // namespace nines::accuracy
