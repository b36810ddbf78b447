// The language of drills: what a good one means, and what is said of a bad one, and where.
#include "scenarios/language/drill.h"
#include "tests/scenarios/bad_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace nines::scenarios::testing {
namespace {

using models::Expectation;
using models::InjectedFault;
using ::testing::HasSubstr;

const std::filesystem::path folder = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios" / "drills";

DrillLoadResult load(const std::string& text) { return load_drill_text(text, "drill.yaml", folder); }

/// A drill of the platform with two sites, good but for the text that is put in.
std::string with(const std::string& text) {
  return "drill: 1\nscenario: two-site-platform.yaml\nstarts at: 09:00\nlasts: 2 h\n" + text;
}
std::string with_fault(const std::string& text) { return with("faults:\n  - {" + text + "}\n"); }
std::string with_expectation(const std::string& text) {
  return with("faults: [{at: 10:00, fail: server.crash}, {at: 10:01, fail: database.crash}]\nexpect:\n  - " + text +
              "\n");
}

models::Drill good(const std::string& text) {
  DrillLoadResult result = load(text);
  EXPECT_TRUE(result.drill.has_value()) << all_of(result.diagnostics);
  return result.drill ? std::move(result.drill->drill) : models::Drill{};
}

TEST(GoodDrill, TimesAreOfTheDayOrFromTheStart) {
  const models::Drill drill = good(with(R"(
faults:
  - {at: 10:05, fail: server.crash}
  - {at: 10:05:30, fail: server.crash}
  - {at: 65 min, fail: server.crash}
)"));
  const auto& faults = drill.study.platform.injected;
  ASSERT_EQ(faults.size(), 3u);
  EXPECT_EQ(faults[0].at, Seconds(3900));
  EXPECT_EQ(faults[1].at, Seconds(3930));
  EXPECT_EQ(faults[2].at, Seconds(3900));
  EXPECT_EQ(drill.study.mission, Seconds(7200));
  EXPECT_EQ(drill.clock_starts, Seconds(9 * 3600));
}

TEST(GoodDrill, SaysWhatIsStruckAndWhere) {
  const models::Drill drill = good(with(R"(
faults:
  - {at: 10:00, fail: server.crash, in: site 2, count: 3}
  - {at: 10:01, fail: storage node.disk, member: 5}
  - {at: 10:02, fail: database.crash, role: in reserve}
  - {at: 10:03, fail: line.cut, between: [site 2, site 1], for: 5 min}
)"));
  const models::Platform& platform = drill.study.platform;
  ASSERT_EQ(platform.injected.size(), 4u);
  const InjectedFault& servers = platform.injected[0];
  EXPECT_EQ(platform.nodes[servers.index].name, "server");
  EXPECT_EQ(servers.count, 3u);
  ASSERT_EQ(servers.within.size(), 1u);
  EXPECT_EQ(servers.within[0].number, 2u);
  EXPECT_THAT(platform.injected[1].members, ::testing::ElementsAre(5));
  EXPECT_EQ(platform.injected[2].role, InjectedFault::Role::in_reserve);
  const InjectedFault& cut = platform.injected[3];
  EXPECT_THAT(cut.members, ::testing::ElementsAre(1));
  ASSERT_TRUE(cut.lasts.has_value());
  EXPECT_EQ(*cut.lasts, Seconds(300));
  EXPECT_TRUE(platform.nodes[cut.index].failures[cut.mode].is_ended_from_outside);
}

TEST(GoodDrill, NothingElseFailsUnlessItSaysSo) {
  const std::string fault = "faults: [{at: 10:00, fail: server.crash}]\n";
  for (const auto& nodes : good(with(fault)).study.platform.nodes) {
    for (const auto& mode : nodes.failures) EXPECT_EQ(mode.time_to_failure, nullptr) << nodes.name << mode.name;
  }
  const models::Drill all = good(with(fault + "other failures: as modelled\n"));
  EXPECT_TRUE(all.other_failures);
  EXPECT_NE(all.study.platform.nodes[1].failures[0].time_to_failure, nullptr);
}

TEST(GoodDrill, ExpectationsInWords) {
  const auto expectation = [](const std::string& text) {
    const models::Drill drill = good(with_expectation(text));
    return drill.expectations.empty() ? Expectation{} : drill.expectations[0];
  };
  const Expectation served = expectation("api served >= 99 % after 10:06");
  EXPECT_EQ(served.quantity, Expectation::Quantity::served);
  EXPECT_TRUE(served.at_least);
  EXPECT_NEAR(served.bound, 0.01, 1e-15);
  EXPECT_EQ(served.from, Seconds(3960));
  EXPECT_EQ(served.often, Expectation::Often::in_each_trial);
  const Expectation noticed = expectation("server.crash noticed within 10 s in 95 % of trials");
  EXPECT_EQ(noticed.quantity, Expectation::Quantity::noticed);
  EXPECT_FALSE(noticed.at_least);
  EXPECT_EQ(noticed.bound, 10);
  EXPECT_THAT(noticed.faults, ::testing::ElementsAre(0));
  EXPECT_DOUBLE_EQ(noticed.share_of_trials, 0.95);
  const Expectation down = expectation("data down at most 30 s from 10:00 to 11:00 on average");
  EXPECT_EQ(down.from, Seconds(3600));
  EXPECT_EQ(down.to, Seconds(7200));
  EXPECT_EQ(down.often, Expectation::Often::on_average);
  EXPECT_EQ(expectation("api up >= 99 % during").window, Expectation::Window::during);
  EXPECT_EQ(expectation("api up >= 99 % before").window, Expectation::Window::before);
  EXPECT_EQ(expectation("api up >= 99 % after in 90 % of trials").window, Expectation::Window::after);
  EXPECT_THAT(expectation("fault 2 repaired within 1 h").faults, ::testing::ElementsAre(1));
}

TEST(GoodDrill, OverridesAreOfTheScenario) {
  const auto loaded = load_drill_text(with_fault("at: 10:00, fail: server.crash"), "drill.yaml", folder,
                                      {{"nodes.server.count", "7 per site"}});
  ASSERT_TRUE(loaded.drill.has_value()) << all_of(loaded.diagnostics);
  EXPECT_EQ(loaded.drill->drill.study.platform.nodes[0].count, 7u);
}

class BadDrill : public ::testing::TestWithParam<BadInput> {};

TEST_P(BadDrill, IsRefusedAtThePlace) {
  const BadInput& input = GetParam();
  const DrillLoadResult result = load(input.text);
  EXPECT_FALSE(result.drill.has_value());
  bool found = false;
  for (const Diagnostic& each : result.diagnostics) {
    found = found || (each.severity == Diagnostic::Severity::error && each.line == input.line &&
                      each.column == input.column && (each.message + each.hint).find(input.words) != std::string::npos);
  }
  EXPECT_TRUE(found) << "expected " << input.line << ":" << input.column << ": " << input.words << "\ngot\n"
                     << all_of(result.diagnostics);
}

const std::vector<BadInput> bad_drills = {
    {"no_mapping", "- a\n", 1, 1, "mapping of keys"},
    {"unknown_key", with("fault: []\nfaults: [{at: 10:00, fail: server.crash}]\n"), 5, 1, "has no key `fault`"},
    {"no_faults", with(""), 1, 1, "needs the key `faults`"},
    {"empty_faults", with("faults: []\n"), 5, 9, "the list is empty"},
    {"version", "drill: 2\nscenario: two-site-platform.yaml\nlasts: 1 h\nfaults: [{at: 1 s, fail: server.crash}]\n", 1,
     8, "out of range"},
    {"no_such_scenario", "drill: 1\nscenario: nothing.yaml\nlasts: 1 h\nfaults: []\n", 2, 11, "cannot be used"},
    {"scenario_without_name", "drill: 1\nscenario: ''\nlasts: 1 h\nfaults: []\n", 2, 11, "not a file name"},
    {"scenario_is_a_list", "drill: 1\nscenario: [a]\nlasts: 1 h\nfaults: []\n", 2, 11, "a text is expected"},
    {"starts_at_noon_or_so",
     "drill: 1\nscenario: two-site-platform.yaml\nstarts at: noon\nlasts: 1 h\nfaults: [{at: 1 s, fail: "
     "server.crash}]\n",
     3, 12, "not a time of day"},
    {"lasts_without_unit",
     "drill: 1\nscenario: two-site-platform.yaml\nlasts: 10\nfaults: [{at: 1 s, fail: server.crash}]\n", 3, 8, "unit"},
    {"fault_is_a_text", with("faults: [server.crash]\n"), 5, 10, "mapping of keys"},
    {"fault_without_time", with_fault("fail: server.crash"), 6, 5, "needs the key `at`"},
    {"time_before_the_start", with_fault("at: 08:59, fail: server.crash"), 6, 10, "before the drill starts"},
    {"time_after_the_end", with_fault("at: 11:00, fail: server.crash"), 6, 10, "not within the drill"},
    {"negative_time", with_fault("at: -5 min, fail: server.crash"), 6, 10, "negative"},
    {"time_of_no_day", with_fault("at: 10:61, fail: server.crash"), 6, 10, "not a time of day"},
    {"bare_number", with_fault("at: 600, fail: server.crash"), 6, 10, "unit"},
    {"class_that_is_not_there", with_fault("at: 10:00, fail: sever.crash"), 6, 23, "did you mean `server.crash`?"},
    {"failure_that_is_not_there", with_fault("at: 10:00, fail: server.crush"), 6, 23, "did you mean `server.crash`?"},
    {"class_alone", with_fault("at: 10:00, fail: server"), 6, 23, "there is no failure `server`"},
    {"level_that_is_not_there", with_fault("at: 10:00, fail: server.crash, in: sita 1"), 6, 41, "did you mean `site`?"},
    {"domain_beyond_the_last", with_fault("at: 10:00, fail: server.crash, in: site 3"), 6, 41, "numbered from 1 to 2"},
    {"domain_without_number", with_fault("at: 10:00, fail: server.crash, in: site"), 6, 41, "which site?"},
    {"link_in_a_domain", with_fault("at: 10:00, fail: line.cut, in: site 1"), 6, 37, "does not lie in"},
    {"member_beyond_the_last", with_fault("at: 10:00, fail: server.crash, in: site 1, member: 5"), 6, 57,
     "from 1 to 4"},
    {"member_0", with_fault("at: 10:00, fail: server.crash, member: 0"), 6, 45, "out of range"},
    {"more_than_there_are", with_fault("at: 10:00, fail: server.crash, count: 9"), 6, 44, "9 cannot be struck"},
    {"member_and_count", with_fault("at: 10:00, fail: server.crash, member: 1, count: 2"), 6, 55, "a single unit"},
    {"role_of_none", with_fault("at: 10:00, fail: server.crash, role: active"), 6, 43, "in reserve"},
    {"unknown_role", with_fault("at: 10:00, fail: database.crash, role: passive"), 6, 45, "not one of the choices"},
    {"between_of_no_link", with_fault("at: 10:00, fail: server.crash, between: [site 1, site 2]"), 6, 46,
     "no failure of a link"},
    {"between_of_one", with_fault("at: 10:00, fail: line.cut, between: [site 1]"), 6, 42, "two places"},
    {"between_others", with_fault("at: 10:00, fail: line.cut, between: [site 1, site 3]"), 6, 42,
     "there is no line between"},
    {"for_no_time", with_fault("at: 10:00, fail: line.cut, for: 0 s"), 6, 38, "out of range"},
    {"already_cut", with("faults:\n  - {at: 10:00, fail: line.cut, for: 10 min}\n  - {at: 10:05, fail: line.cut}\n"), 7,
     10, "down already, by fault 1"},
    {"expectation_is_a_mapping", with_expectation("{a: 1}"), 7, 5, "a line of text"},
    {"compares_nothing", with_expectation("api served well"), 7, 5, "compares nothing"},
    {"unknown_quantity", with_expectation("api servd >= 99 %"), 7, 5, "did you mean `served`?"},
    {"of_nobody", with_expectation("served >= 99 %"), 7, 5, "who or what"},
    {"unknown_service", with_expectation("apo served >= 99 %"), 7, 5, "did you mean `api`?"},
    {"unknown_fault", with_expectation("serve.crash noticed within 1 s"), 7, 5, "did you mean `server.crash`?"},
    {"never_switched", with_expectation("api switched within 1 s"), 7, 5, "nothing is ever switched"},
    {"no_data_to_lose", with_expectation("api loses at most 1 h"), 7, 5, "no data that it could lose"},
    {"share_for_a_time", with_expectation("api down at most 99 %"), 7, 5, "unit"},
    {"time_for_a_share", with_expectation("api served >= 30 s"), 7, 5, "`30 s` is a time, where a share is meant"},
    {"window_of_a_notice", with_expectation("server.crash noticed within 1 s after 10:06"), 7, 5, "belongs to"},
    {"window_after_the_end", with_expectation("api served >= 99 % after 12:00"), 7, 5, "not within the drill"},
    {"window_backwards", with_expectation("api served >= 99 % from 10:30 to 10:20"), 7, 5, "ends before it begins"},
    {"window_without_end", with_expectation("api served >= 99 % from 10:30"), 7, 5, "to when?"},
    {"share_of_what", with_expectation("api down at most 1 s in 95 % of years"), 7, 5, "a share of what?"},
    {"share_of_all", with_expectation("api down at most 1 s in 100 % of trials"), 7, 5, "between none and all"},
    {"words_left_over", with_expectation("api down at most 1 s mostly"), 7, 5, "`mostly` is not understood"},
};

INSTANTIATE_TEST_SUITE_P(Drills, BadDrill, ::testing::ValuesIn(bad_drills), name_of);

TEST(BadDrills, AllMistakesAreReportedAtOnce) {
  const DrillLoadResult result =
      load(with("faults:\n  - {at: 08:00, fail: sever.crash}\n  - {at: 1, fail: a.b}\nexpect: [x]\n"));
  EXPECT_FALSE(result.drill.has_value());
  EXPECT_EQ(result.diagnostics.size(), 5u) << all_of(result.diagnostics);
}

TEST(BadDrills, WhatIsWrongWithTheScenarioIsSaidToo) {
  const auto result = load_drill_text(with_fault("at: 10:00, fail: server.crash"), "drill.yaml", folder,
                                      {{"nodes.server.count", "-1"}});
  EXPECT_FALSE(result.drill.has_value());
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("drill.yaml:2:11: error: the scenario"));
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("--set"));
}

TEST(BadDrills, AFaultThatOutlivesTheDrillIsAWarning) {
  const DrillLoadResult result = load(with_fault("at: 10:30, fail: line.cut, for: 1 h"));
  EXPECT_TRUE(result.drill.has_value()) << all_of(result.diagnostics);
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("warning: fault 1 is not over before the drill ends"));
}

/// Every beginning of a drill, and each drill with one byte changed, is read or refused, and nothing worse.
TEST(BadDrills, NoTextIsTooBadToBeRefused) {
  std::ifstream stream(folder / "game-day.yaml");
  std::stringstream bytes;
  bytes << stream.rdbuf();
  const std::string text = bytes.str();
  ASSERT_FALSE(text.empty());
  for (std::size_t i = 0; i < text.size(); i += 7) {
    load(text.substr(0, i));
    std::string changed = text;
    changed[i] = "{:-\0%9"[i % 6];
    load(changed);
  }
}

}  // namespace
}  // namespace nines::scenarios::testing
