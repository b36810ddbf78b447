// Maintenance and releases with fixed times: whole histories, worked out by hand.
#include "models/behaviour.h"
#include "scenarios/language/scenario.h"
#include "sim/sampler.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace nines::scenarios {
namespace {

/// The outages of the only service, in hours: "10-12 22-24".
struct Outages {
  static constexpr bool traced = false;
  std::string text;
  double since_h = 0;
  void condition(std::uint32_t, bool up, double now_s, std::uint32_t) {
    if (now_s == 0) return;
    if (up) text += fmt::format("{}{:.4g}-{:.4g}", text.empty() ? "" : " ", since_h, now_s / 3600);
    since_h = now_s / 3600;
  }
};

std::string outages(const std::string& text) {
  const LoadResult loaded = load_text(text, "scenario.yaml");
  for (const Diagnostic& each : loaded.diagnostics) {
    const bool known = each.message.find("what falls due meanwhile is left out") != std::string::npos;  // is meant here
    if (!known) ADD_FAILURE() << each.to_string();
  }
  if (!loaded.scenario) return "";
  const auto model = models::build(loaded.scenario->study.platform);
  Outages outages;
  Sampler<Outages> sampler(model->layout, outages);
  sampler.run(models::Behaviour(*model), 1, 0, loaded.scenario->study.mission.count());
  return outages.text;
}

std::string one_node(const std::string& body) {
  return "nines: 1\nmission: 40 h\nservices: {s: {needs: 1 of a}}\nnodes: {a: {" + body + "}}\n";
}

const std::string wears = "failures: {wear: {time to failure: fixed 15 h, time to repair: fixed 1 h}}";

TEST(Maintenance, ComesBeforeTheNodeFails) {
  EXPECT_EQ(outages(one_node(wears)), "15-16 31-32");
  EXPECT_EQ(outages(one_node(wears + ", maintenance: {every: fixed 10 h, takes: fixed 2 h}")), "10-12 22-24 34-36");
}

TEST(Maintenance, ARepairStartsItsClockAfresh) {
  EXPECT_EQ(outages(one_node(wears + ", maintenance: {every: fixed 15.5 h, takes: fixed 2 h}")), "15-16 31-32");
}

TEST(Maintenance, WaitsForItsCrewOutOfService) {
  // Both are due at 10 h; the crew has one member.
  EXPECT_EQ(outages("nines: 1\nmission: 20 h\ncrews: {c: 1}\nservices: {s: {needs: 2 of a}}\nnodes: {a: {count: 2, " +
                    wears + ", maintenance: {every: fixed 10 h, takes: fixed 2 h, crew: c}}}\n"),
            "10-14");
}

TEST(Renewal, ARepairRenewsItsOwnFailureOrTheWholeNode) {
  const std::string two =
      "failures: {wear: {time to failure: fixed 11 h, time to repair: fixed 1 h}, crash: {time to failure: fixed 8 h, "
      "time to repair: fixed 1 h";
  // Its crash clock is 3 h old when the wear strikes, and 8 h old at 18 h.
  EXPECT_EQ(outages(one_node(two + "}}")).substr(0, 16), "8-9 12-13 18-19 ");
  EXPECT_EQ(outages(one_node(two + ", repair renews: unit}}")), "8-9 17-18 26-27 35-36");
}

TEST(Conditions, AFailureThatComesOnlyInOne) {
  const std::string aging =
      "failures: {aged: {time to failure: fixed 10 h, takes down: nothing, time to repair: never}, "
      "crash: {time to failure: fixed 4 h, time to repair: fixed 1 h, only while: aged";
  EXPECT_EQ(outages(one_node(aging + ", repair renews: unit}}")), "14-15 29-30");
  EXPECT_EQ(outages(one_node(aging + "}}")).substr(0, 17), "14-15 19-20 24-25");
  EXPECT_EQ(outages(one_node(aging + "}}, maintenance: {every: fixed 3 h, takes: fixed 2 h, only while: aged}")),
            "13-15 28-30");
}

std::string released(int members, const std::string& needs, const std::string& change, const std::string& node = "") {
  return fmt::format(
      "nines: 1\nmission: 19 h\nservices: {{s: {{needs: {} of a}}}}\nnodes: {{a: {{count: {}{}}}}}\n"
      "changes: {{r: {{of: a, every: fixed 10 h, {}}}}}\n",
      needs, members, node, change);
}

TEST(Releases, GoFromMemberToMember) {
  EXPECT_EQ(outages(released(3, "3", "takes: fixed 1 h")), "10-13");
  EXPECT_EQ(outages(released(3, "3", "takes: fixed 1 h, at a time: 2")), "10-12");
  EXPECT_EQ(outages(released(3, "2", "takes: fixed 1 h, at a time: 2")), "10-11");
  EXPECT_EQ(outages(released(3, "2", "takes: fixed 1 h")), "");
}

TEST(Releases, TheFirstMayComeAtATimeOfItsOwn) {
  EXPECT_EQ(outages(released(1, "1", "takes: fixed 1 h, first after: fixed 4 h")), "4-5 14-15");
}

TEST(Releases, WaitForMembersThatAreDown) {
  const std::string fails = ", failures: {f: {time to failure: fixed 9 h, time to repair: fixed 4 h}}";
  EXPECT_EQ(outages(released(2, "1", "takes: fixed 1 h", fails)), "9-13");
  EXPECT_EQ(outages(released(2, "2", "takes: fixed 1 h", fails)), "9-15");
}

TEST(Releases, KeepOthersUp) {
  EXPECT_EQ(outages(released(2, "2", "takes: fixed 1 h, at a time: 2")), "10-11");
  EXPECT_EQ(outages(released(2, "1", "takes: fixed 1 h, at a time: 2, keeps up: 1")), "");
}

TEST(Releases, AreLeftOutDuringARollout) {
  EXPECT_EQ(outages("nines: 1\nmission: 11 h\nservices: {s: {needs: 1 of a}}\nnodes: {a: {}}\n"
                    "changes: {r: {of: a, every: fixed 2 h, takes: fixed 3 h}}\n"),
            "2-5 6-9");
}

TEST(Releases, BadOnesAreNoticedAndRolledBack) {
  const std::string bad = "takes: fixed 1 h, bad: 100 %, roll back: fixed 1 h, bad release noticed after: ";
  EXPECT_EQ(outages(released(1, "1", bad + "fixed 2 h")), "10-14");
  // At 11 h the first is broken, at 12 h the second; the third is being updated then, and gets the old one after all.
  EXPECT_EQ(outages(released(3, "3", bad + "fixed 1.5 h")), "10-13.5");
  EXPECT_EQ(outages(released(3, "2", bad + "fixed 1.5 h")), "11-13.5");
  EXPECT_EQ(outages(released(3, "1", bad + "fixed 1.5 h")), "12-13");
}

TEST(Releases, ACanaryIsWatchedFirst) {
  const std::string bad =
      "takes: fixed 1 h, bad: 100 %, roll back: fixed 1 h, canary: 1 for 2 h, bad release noticed after: ";
  EXPECT_EQ(outages(released(3, "2", bad + "fixed 1 h")), "");
  EXPECT_EQ(outages(released(3, "3", bad + "fixed 1 h")), "10-13");
  // Found too late: the others follow at 13 h, and the second is broken at 14 h.
  EXPECT_EQ(outages(released(3, "2", bad + "fixed 3.5 h")), "13-15.5");
}

}  // namespace
}  // namespace nines::scenarios
