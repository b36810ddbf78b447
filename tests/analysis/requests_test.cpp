// The requests of one trial: told by the tracer as the run counts them.
#include "analysis/incidents/requests.h"
#include "analysis/incidents/pick.h"
#include "analysis/monte_carlo/trials.h"
#include "component_platforms.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace nines::incidents {
namespace {

std::vector<test::ComponentCase> balanced_cases() {
  std::vector<test::ComponentCase> cases = test::component_cases();
  std::erase_if(
      cases, [](const test::ComponentCase& each) { return !each.study.platform.services.at(0).balanced.has_value(); });
  return cases;
}

RequestTracer traced(const models::Model& model, const models::Study& study, std::size_t trial) {
  RequestTracer tracer(model);
  Sampler<RequestTracer> sampler(model.layout, tracer);
  const auto address = monte_carlo::address_of(study.seed, trial);
  sampler.run(models::Behaviour(model), address.seed, address.trial, study.mission.count());
  tracer.end(study.mission.count());
  return tracer;
}

TEST(Requests, AreThoseOfTheRun) {
  int losing = 0;
  for (const test::ComponentCase& each : balanced_cases()) {
    const models::Study& study = each.study;
    const auto model = models::build(study.platform);
    monte_carlo::TrialRunner runner(*model, study);
    for (std::size_t trial = 0; trial < 3; ++trial) {
      monte_carlo::Tally tally(*model, study);
      runner.run_trial(trial, tally);
      const RequestTracer tracer = traced(*model, study, trial);
      for (std::size_t b = 0; b < model->balances.size(); ++b) {
        const monte_carlo::Moments& moments = tally.services[model->balances[b].service];
        const RequestTotals& totals = tracer.requests()[b];
        const double offered = models::relative_load(*model->balances[b].spec, study.mission);
        const double rounding = 1e-9 * study.mission.count();
        EXPECT_NEAR(totals.lost_s / offered, moments.unserved_s.sum, rounding) << each.name;
        EXPECT_NEAR(totals.degraded_s / offered, moments.degraded_s.sum, rounding) << each.name;
        EXPECT_NEAR(totals.members_s, moments.on_s.sum, rounding) << each.name;
        EXPECT_LE(totals.shed_s, totals.lost_s + rounding) << each.name;
        losing += totals.losses > 0 ? 1 : 0;
        for (std::size_t i = 1; i < totals.largest.size(); ++i)
          EXPECT_GE(totals.largest[i - 1].lost_s, totals.largest[i].lost_s);
      }
    }
  }
  EXPECT_GT(losing, 10);
}

TEST(Pick, GoesByLostRequests) {
  const models::Study study = balanced_cases().front().study;
  const auto model = models::build(study.platform);
  monte_carlo::TrialRunner runner(*model, study);
  std::vector<double> lost_s;
  for (std::size_t trial = 0; trial < 50; ++trial) {
    monte_carlo::Tally tally(*model, study);
    runner.run_trial(trial, tally);
    lost_s.push_back(tally.services[0].unserved_s.sum);
  }
  const Picked worst = pick(study, Pick::worst, PickBy::lost_requests, 0, 50);
  EXPECT_EQ(worst.trial, static_cast<std::size_t>(std::max_element(lost_s.begin(), lost_s.end()) - lost_s.begin()));
  EXPECT_EQ(worst.time_s, lost_s[worst.trial]);
}

}  // namespace
}  // namespace nines::incidents
