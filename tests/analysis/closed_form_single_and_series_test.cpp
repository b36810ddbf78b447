// Single units and series: cases R1.means_only (renewal reward), R1.transient_1unit_* (closed form), R1.WFS
// (Sahner, Trivedi, Puliafito: SHARPE's workstations and file server; values computed).
#include "tests/analysis/closed_form_platforms.h"

namespace nines::closed_form {
namespace {

using namespace testing;

TEST(ClosedFormSingle, MeansOnly) {
  // R1.means_only: Weibull life of shape 0.7 and mean 1000 h, lognormal repair of median 2 h and sigma 1.2.
  Study study = k_of_n_study(1, 1, 1, 1);
  study.mission = 1e9 * year;
  auto& mode = study.platform.nodes[0].failures[0];
  mode.time_to_failure = law("weibull", {{"shape", 0.7}, {"mean", 1000 * hour}});
  mode.time_to_repair = law("lognormal", {{"median", 2 * hour}, {"sigma", 1.2}});
  EXPECT_EQ(broken_by(single_unit(), study), "");
  const double mttr_h = 4.1088664212878;
  expect_relative(value_of(single_unit(), study, Measure::availability), mttr_h / (1000 + mttr_h));
  expect_relative(1 - value_of(single_unit(), study, Measure::availability), 0.99590794727674);
  expect_relative(value_of(single_unit(), study, Measure::mtbf), (1000 + mttr_h) * hour);
  expect_relative(value_of(single_unit(), study, Measure::mdt), mttr_h * hour);
  expect_relative(value_of(single_unit_mttf(), study, Measure::mttf), 1000 * hour);
  EXPECT_EQ(broken_by(single_unit_mttf(), study), "");
}

TEST(ClosedFormSingle, RestartsReplacementAndDiagnosis) {
  // Of three attempts that work with probability 1/4, 1 + 3/4 + 9/16 are made, 1/10 h each; the pauses of 1/5 h and of 2/5 h,
  // cut to 3/10 h, come with probability 3/4 and 9/16; 27/64 of the failures are left, and take 1/2 h until somebody comes
  // and 1 / (1 - 1/5) times 1 h + 3 h. Any laws: only means count.
  Study study = k_of_n_study(1, 1, 1, 1);
  study.mission = 1e9 * year;
  auto& mode = study.platform.nodes[0].failures[0];
  mode.time_to_failure = law("weibull", {{"shape", 2}, {"mean", 500 * hour}});
  mode.time_to_notice = fixed_time(Hours(0.01));
  mode.restarts = models::Restarts{
      3, law("uniform", {{"low", 0}, {"high", 0.2 * hour}}), 0.25, fixed_time(Hours(0.2)), 2, Hours(0.3)};
  mode.time_to_call = fixed_time(Hours(0.5));
  mode.diagnosis = fixed_time(Hours(1));
  mode.wrong_diagnosis = 0.2;
  mode.time_to_repair = law("lognormal", {{"mean", 3 * hour}, {"sigma", 1}});
  const double tried_h = 0.01 + 37.0 / 160 + 3.0 / 20 + 27.0 / 160;
  expect_relative(value_of(single_unit(), study, Measure::mdt), (tried_h + 27.0 / 64 * 5.5) * hour, 1e-13);
  EXPECT_EQ(broken_by(single_unit(), study), "");
  expect_relative(value_of(single_unit_mttf(), study, Measure::mttf), 500 * hour);
  EXPECT_NE(broken_by(unit_over_mission(), study), "");
  // With a spare at hand nobody is called.
  study.platform.spares.push_back({"spare nodes", 10, law("exponential", {{"mean", hour}})});
  mode.replacement = models::Replacement{0, fixed_time(Hours(0.4))};
  expect_relative(value_of(single_unit(), study, Measure::mdt), (tried_h + 27.0 / 64 * 0.4) * hour, 1e-13);
  EXPECT_EQ(broken_by(single_unit(), study), "");
}

TEST(ClosedFormSingle, OverTheMission) {
  // R1.transient_1unit_t1, _t100, _t1000: expected downtime in h and expected failures in [0, t].
  const double cases[][3] = {{1, 0.0004835832649607, 0.00099951641673504},
                             {100, 0.89207343197287, 0.099107926568027},
                             {1000, 9.8029604940692, 0.99019703950593}};
  for (const auto& [t_h, downtime_h, failures] : cases) {
    Study study = k_of_n_study(1, 1, 1000, 10);
    study.mission = Hours(t_h);
    const double years = t_h / 8760;
    EXPECT_EQ(broken_by(unit_over_mission(), study), "");
    expect_relative(value_of(unit_over_mission(), study, Measure::availability), downtime_h / t_h);
    expect_relative(value_of(unit_over_mission(), study, Measure::downtime), downtime_h * hour / years);
    expect_relative(value_of(unit_over_mission(), study, Measure::outages), failures / years);
  }
  // A mission far shorter than everything: U = lambda T / 2 to leading order, without cancellation.
  Study brief = k_of_n_study(1, 1, 1e9, 1e6);
  brief.mission = Seconds(1);
  expect_relative(value_of(unit_over_mission(), brief, Measure::availability), 0.5 / (1e9 * hour), 1e-9);
}

TEST(ClosedFormSingle, SeveralModes) {
  Study study = k_of_n_study(1, 1, 1000, 10);
  auto& unit = study.platform.nodes[0];
  unit.failures.push_back(failing(after_hours(500), fixed_time(Hours(1))));
  unit.failures[1].name = "crash";
  const double odds = 10.0 / 1000 + 1.0 / 500;
  expect_relative(value_of(single_unit(), study, Measure::availability), odds / (1 + odds), 1e-14);
  expect_relative(value_of(single_unit(), study, Measure::mtbf), (1 + odds) / (1.0 / 1000 + 1.0 / 500) * hour, 1e-14);
  unit.ages = models::Ages::always;
  const double independent = 1 - (1000.0 / 1010) * (500.0 / 501);
  expect_relative(value_of(single_unit(), study, Measure::availability), independent, 1e-14);
  // What takes nothing down is no failure of the unit.
  unit.failures[1].takes_down = models::TakesDown::nothing;
  expect_relative(value_of(single_unit(), study, Measure::availability), 10.0 / 1010, 1e-14);
}

TEST(ClosedFormSingle, InfiniteMeansAndNoRepair) {
  Study study = k_of_n_study(1, 1, 1000, 10);
  auto& mode = study.platform.nodes[0].failures[0];
  mode.time_to_repair = nullptr;
  EXPECT_EQ(value_of(single_unit(), study, Measure::availability), 1);
  EXPECT_EQ(value_of(single_unit(), study, Measure::outages), 0);
  EXPECT_TRUE(std::isinf(value_of(single_unit(), study, Measure::mtbf)));
  EXPECT_NE(broken_by(single_unit(), study).find("every failure is repaired: node.fault is never repaired"),
            std::string::npos);
  expect_relative(value_of(single_unit_mttf(), study, Measure::mttf), 1000 * hour, 1e-14);
  mode.time_to_failure = nullptr;  // and nothing causes it either
  EXPECT_EQ(value_of(single_unit(), study, Measure::availability), 0);
  EXPECT_TRUE(std::isinf(value_of(single_unit(), study, Measure::mtbf)));
  EXPECT_TRUE(std::isinf(value_of(single_unit_mttf(), study, Measure::mttf)));
}

Study three_in_series(models::Ages ages) {
  Study study = k_of_n_study(1, 1, 1000, 10);
  study.platform.nodes.push_back(node_class("disk", 2, failing(after_hours(2000), after_hours(4))));
  study.platform.services[0] = service("service", {nodes_of(0), nodes_of(1)}, 3);
  for (auto& nodes : study.platform.nodes) nodes.ages = ages;
  return study;
}

TEST(ClosedFormSeries, IndependentAndSuspended) {
  const Study independent = three_in_series(models::Ages::while_up);
  const double availability = 1000.0 / 1010 * std::pow(2000.0 / 2004, 2);
  expect_relative(value_of(series(), independent, Measure::availability), 1 - availability, 1e-13);
  expect_relative(value_of(series(), independent, Measure::outages), availability * (1.0 / 1000 + 2.0 / 2000) * 8760,
                  1e-14);
  EXPECT_EQ(broken_by(series(), independent), "");
  EXPECT_EQ(broken_by(series_suspended(), independent),
            "failures stop while the system is down: node goes on failing while the service is down");

  const Study suspended = three_in_series(models::Ages::while_in_service);
  const double odds = 10.0 / 1000 + 2 * 4.0 / 2000;
  expect_relative(value_of(series_suspended(), suspended, Measure::availability), odds / (1 + odds), 1e-14);
  EXPECT_EQ(broken_by(series_suspended(), suspended), "");
  expect_relative(value_of(single_unit_mttf(), suspended, Measure::mttf), 500 * hour, 1e-14);
}

TEST(ClosedFormSeries, FirstOrder) {
  Study study = k_of_n_study(1, 1, 1e6, 10);
  expect_relative(value_of(first_order(), study, Measure::availability), 1e-5, 1e-14);
  EXPECT_EQ(broken_by(first_order(), study), "");
  expect_relative(value_of(first_order(), three_in_series(models::Ages::while_up), Measure::availability), 0.014,
                  1e-14);
  EXPECT_EQ(broken_by(first_order(), three_in_series(models::Ages::while_up)),
            "failures are rare: failure rate times repair time is 0.014 over all units, the error of that order");
}

TEST(ClosedFormSeries, WorkstationsAndFileServer) {
  // R1.WFS, model (ii), independent repair; its MTTF holds for (i) as well.
  Study study;
  study.mission = 1e6 * year;
  study.platform.nodes = {node_class("workstation", 2, failing(exponential_with_rate(1e-4 / hour), after_hours(1))),
                          node_class("file_server", 1, failing(exponential_with_rate(5e-5 / hour), after_hours(2)))};
  study.platform.services = {service("workstations", {nodes_of(0)}, 1),
                             service("system", {service_of(0), nodes_of(1)}, 2)};
  expect_relative(value_of(service_tree(), study, Measure::availability), 9.99999980005e-5,
                  1e-12);  // listed to 12 digits
  EXPECT_EQ(broken_by(service_tree(), study), "");
  expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), 19992.005995503 * hour);
  EXPECT_EQ(broken_by(mttf_with_repair(), study), "");
  // The same by a dependency instead of an operand.
  study.platform.services[1] = service("system", {nodes_of(1)}, 1);
  study.platform.services[1].depends_on = {0};
  expect_relative(value_of(service_tree(), study, Measure::availability), 9.99999980005e-5, 1e-12);
  expect_relative(value_of(mttf_with_repair(), study, Measure::mttf), 19992.005995503 * hour);
}

TEST(ClosedFormParallel, UnequalUnits) {
  Study study = three_in_series(models::Ages::while_up);
  study.platform.services[0].needed = 1;
  const double unavailability = 10.0 / 1010 * std::pow(4.0 / 2004, 2);
  expect_relative(value_of(parallel(), study, Measure::availability), unavailability, 1e-14);
  expect_relative(value_of(parallel(), study, Measure::mdt), hour / (1.0 / 10 + 2.0 / 4), 1e-14);
  EXPECT_EQ(broken_by(parallel(), study), "");
}

}  // namespace
}  // namespace nines::closed_form
