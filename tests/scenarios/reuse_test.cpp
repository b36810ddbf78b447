// Anchors, merge keys, includes, data files, parameters and --set.
#include "tests/scenarios/bad_input.h"

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace nines::scenarios::testing {
namespace {

using ::testing::HasSubstr;

/// A directory of its own for each test, removed at the end.
class Files : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    directory_ =
        std::filesystem::temp_directory_path() / ("nines-reuse-" + std::to_string(getpid()) + "-" + info->name());
    std::filesystem::create_directories(directory_ / "sub");
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path write(const std::string& name, const std::string& text) {
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return directory_ / name;
  }

  std::filesystem::path directory_;
};

std::string refusal(const LoadResult& result) {
  EXPECT_FALSE(result.scenario.has_value());
  return all_of(result.diagnostics);
}

const models::Study& good(const LoadResult& result) {
  static const models::Study none;
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? result.scenario->study : none;
}

TEST(Merge, KeysBesideItPrevailAndEarlierMappingsToo) {
  const auto result = load_text(
      "nines: 1\nnodes:\n  a: &a {count: 2, capacity: 3}\n  b: {<<: *a, count: 5}\n  c: {<<: [{count: 7}, "
      "*a]}\nservices: {s: {needs: all of a and b and c}}\n",
      "f");
  const auto& nodes = good(result).platform.nodes;
  ASSERT_EQ(nodes.size(), 3u);
  EXPECT_EQ(nodes[1].count, 5u);
  EXPECT_EQ(nodes[1].capacity, 3);
  EXPECT_EQ(nodes[2].count, 7u);
  EXPECT_EQ(nodes[2].capacity, 3);
}

TEST(Merge, OfAMergeAndAcrossSpellings) {
  const auto result = load_text(
      "nines: 1\nnodes:\n  a: {failures: {x: &x {time_to_failure: 9 h, time to repair: 1 h}, y: &y {<<: *x, time to "
      "failure: 5 h}, z: {<<: *y}}}\n"
      "services: {s: {needs: 1 of a}}\n",
      "f");
  const auto& failures = good(result).platform.nodes.at(0).failures;
  EXPECT_EQ(failures.at(1).time_to_failure->mean().count(), 5 * 3600);
  EXPECT_EQ(failures.at(2).time_to_failure->mean().count(), 5 * 3600);
}

TEST(Merge, TemplatesAreAPlaceForAnchors) {
  const auto result = load_text(
      "nines: 1\ntemplates: {server: &server {count: 4}, anything: [1]}\nnodes: {a: {<<: *server}}\nservices: {s: "
      "{needs: 1 of a}}\n",
      "f");
  EXPECT_EQ(good(result).platform.nodes.at(0).count, 4u);
}

TEST_F(Files, IncludesAreMergedBeneathTheIncludingFile) {
  write("hardware.yaml",
        "nodes: {a: {count: 2, capacity: 4, failures: {x: {time to failure: {law: weibull, mean: 3 h, shape: 2}, time "
        "to repair: 1 h}}}}\ncrews: {c: 1}\n");
  write("sub/crews.yaml", "crews: {c: 2, d: 3}\n");
  const auto main = write("main.yaml",
                          "nines: 1\ninclude: [hardware.yaml, sub/crews.yaml]\nservices: {s: {needs: 1 of a}}\n"
                          "nodes: {a: {count: 9, failures: {x: {time to failure: {law: exponential, mean: 5 h}}}}}\n");
  const LoadResult result = load_file(main);
  const auto& platform = good(result).platform;
  EXPECT_EQ(platform.nodes.at(0).count, 9u);
  EXPECT_EQ(platform.nodes.at(0).capacity, 4);
  EXPECT_TRUE(
      platform.nodes.at(0).failures.at(0).time_to_failure->exponential_rate().has_value());  // replaced as a whole
  ASSERT_EQ(platform.crews.size(), 2u);
  EXPECT_EQ(platform.crews[0].size, 2u);
}

TEST_F(Files, ErrorsInAnIncludedFileNameIt) {
  write("other.yaml", "crews:\n  c: {siz: 2}\n");
  const std::string text = refusal(
      load_file(write("main.yaml", "nines: 1\ninclude: other.yaml\nnodes: {a: {}}\nservices: {s: {needs: 1 of a}}\n")));
  EXPECT_THAT(text, HasSubstr("other.yaml:2:7: error: the crew `c` has no key `siz`"));
  EXPECT_THAT(text, HasSubstr("did you mean `size`?"));
}

TEST_F(Files, IncludesInACircleAreShown) {
  write("b.yaml", "include: c.yaml\n");
  write("c.yaml", "include: b.yaml\n");
  EXPECT_THAT(refusal(load_file(write("a.yaml", "nines: 1\ninclude: b.yaml\n"))),
              HasSubstr("c.yaml:1:10: error: the files include each other in a circle: b.yaml -> c.yaml -> b.yaml"));
  EXPECT_THAT(refusal(load_file(write("self.yaml", "nines: 1\ninclude: self.yaml\n"))),
              HasSubstr("self.yaml -> self.yaml"));
}

TEST_F(Files, WhatCannotBeReadSaysWhy) {
  EXPECT_THAT(refusal(load_file(directory_ / "none.yaml")), HasSubstr("there is no such file"));
  EXPECT_THAT(refusal(load_file(directory_)), HasSubstr("it is a directory"));
  EXPECT_THAT(refusal(load_file("/dev/zero")), HasSubstr("not a regular file"));
  EXPECT_THAT(refusal(load_file(write("a.yaml", "nines: 1\ninclude: [none.yaml, sub]\n"))),
              ::testing::AllOf(HasSubstr("a.yaml:2:11: error: the included file"), HasSubstr("there is no such file"),
                               HasSubstr("a.yaml:2:22: error"), HasSubstr("it is a directory")));
  const auto locked = write("locked.yaml", "nines: 1\n");
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  if (geteuid() != 0) {  // root may read everything
    EXPECT_THAT(refusal(load_file(locked)), HasSubstr("Permission denied"));
  }
}

TEST_F(Files, ObservedTimesFromACsvFileBesideTheScenario) {
  write("sub/times.csv", "\xEF\xBB\xBFid;hours\r\n1;2\r\n2;4.5\r\n\r\n3;\"5.5\"\r\n");
  const auto scenario = [&](const std::string& fields) {
    return write("sub/main.yaml", law("{law: empirical, file: times.csv, " + fields + "}"));
  };
  const LoadResult result = load_file(scenario("column: hours, unit: h"));
  EXPECT_EQ(good(result).platform.nodes.at(0).failures.at(0).time_to_failure->mean().count(), 4 * 3600);
  EXPECT_THAT(refusal(load_file(scenario("column: hour, unit: h"))), HasSubstr("did you mean `hours`?"));
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))), HasSubstr("several columns"));
  EXPECT_THAT(refusal(load_file(scenario("column: hours"))), HasSubstr("`unit` of the numbers"));
  write("sub/times.csv", "hours\n1\nx\n");
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))),
              HasSubstr("times.csv:3:1: error: a number is expected, not `x`"));
  write("sub/times.csv", "hours\nx\n1\ny\n");
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))),
              ::testing::AllOf(HasSubstr("times.csv:2:1: error"), HasSubstr("times.csv:4:1: error")));
  write("sub/times.csv", "1.5\n2\n");
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))), HasSubstr("begins with `1.5`, where its heading is to be"));
  write("sub/times.csv", "hours\n-1\n");
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))), HasSubstr("times.csv:2:1: error"));
  write("sub/times.csv", "hours\n");
  EXPECT_THAT(refusal(load_file(scenario("unit: h"))), HasSubstr("there are no values"));
}

TEST_F(Files, ADemandFromACsvFileBesideTheScenario) {
  std::string rows = "hour;load\n";
  for (int hour = 0; hour < 24; ++hour)
    rows += std::to_string(hour) + (hour < 6 ? ";0\n" : hour < 12 ? ";2\n" : ";5\n");
  write("sub/day.csv", rows);
  const auto scenario = [&](const std::string& demand) {
    return write(
        "sub/main.yaml",
        "nines: 1\nnodes: {a: {count: 9}}\nservices: {s: {needs: 1 of a, balanced: {demand: {" + demand + "}}}}\n");
  };
  const LoadResult result = load_file(scenario("file: day.csv, column: load, scaled by: 2"));
  const models::Balanced& made = *good(result).platform.services.at(0).balanced;
  ASSERT_EQ(made.profile.size(), 3u);
  EXPECT_EQ(made.profile[0].load, 0);
  EXPECT_EQ(made.profile[1].load, 4);
  EXPECT_EQ(made.profile[2].load, 10);
  EXPECT_EQ(made.profile[2].lasts.count(), 12 * 3600);
  EXPECT_NEAR(made.load, (6 * 4 + 12 * 10) / 24.0, 1e-12);
  EXPECT_THAT(all_of(result.diagnostics), HasSubstr("is 10, but all members together"));
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv, column: load, every: 30 min"))),
              HasSubstr("the 24 loads of `day.csv`, one every 30 min, are 12 h in all"));
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv"))), HasSubstr("several columns"));
  write("sub/day.csv", "load\n1\n-2\n");
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv"))),
              HasSubstr("day.csv:3:1: error: the load `-2` is out of range"));
  write("sub/day.csv", "load\n0\n");
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv, every: 1 d"))), HasSubstr("nothing is ever asked"));
  write("sub/day.csv", "load\n12,5\n");  // a decimal comma
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv, every: 1 d"))),
              HasSubstr("day.csv:2:1: error: the line has 2 columns, and the heading 1"));
  write("sub/day.csv", "load;load\n1;2\n");
  EXPECT_THAT(refusal(load_file(scenario("file: day.csv, column: load, every: 1 d"))), HasSubstr("two columns `load`"));
}

TEST_F(Files, AFileThatIsSetIsBesideTheScenario) {
  write("sub/day.csv", "load\n1\n");
  write("sub/other.csv", "load\n3\n");
  const auto scenario = write("sub/main.yaml",
                              "nines: 1\nnodes: {a: {count: 9}}\nservices: {s: {needs: 1 of a, balanced: {demand: "
                              "{file: day.csv, every: 1 d}}}}\n");
  const LoadResult result = load_file(scenario, {{"services.s.balanced.demand.file", "other.csv"}});
  EXPECT_EQ(good(result).platform.services.at(0).balanced->load, 3);
}

TEST(Parameters, WholeValuesPartsOfTextsAndEachOther) {
  const auto result = load_text(
      "nines: 1\nparameters: {n: 3, hours: 5, mttf: $hours h, kind: exponential}\ntitle: ${n} nodes at $$5\n"
      "nodes: {a: {count: $n, failures: {x: {time to failure: \"$kind ${mttf}\", time to repair: $mttf}}}}\nservices: "
      "{s: "
      "{needs: $n of a}}\n",
      "f");
  const auto& study = good(result);
  EXPECT_EQ(study.title, "3 nodes at $5");
  EXPECT_EQ(study.platform.nodes.at(0).count, 3u);
  EXPECT_EQ(study.platform.nodes.at(0).failures.at(0).time_to_failure->mean().count(), 5 * 3600);
  EXPECT_TRUE(result.diagnostics.empty()) << all_of(result.diagnostics);
}

TEST(Parameters, AChainOfThousandsIsRefusedNotFollowed) {
  std::string text = "nines: 1\nparameters:\n";
  for (int i = 0; i < 5000; ++i) text += "  p" + std::to_string(i) + ": $p" + std::to_string(i + 1) + "\n";
  EXPECT_THAT(refusal(load_text(text, "f")), HasSubstr("chain"));
}

const std::string base =
    "nines: 1\nparameters: {mttf: 9 h}\nprecision: 2 %\nobjectives: [s availability >= 99 %]\n"
    "nodes: {a: {count: 2, failures: {x: {time to failure: {law: fixed, value: $mttf}, time to repair: 1 h, crew: "
    "c}}}}\n"
    "crews: {c: {size: 1}}\nservices: {s: {needs: 1 of a}}\n";

TEST(Set, ReplacesValuesAndAddsWhatHasADefault) {
  const auto result = load_text(base, "f",
                                {{"crews.c.size", "3"},
                                 {"parameters.mttf", "5h"},
                                 {"seed", "7"},
                                 {"objectives.1", "s availability >= 99.9 %"},
                                 {"nodes.a.failures.x.time_to_repair", "exponential 2 h"},
                                 {"crews.c.order", "random"},
                                 {"measures", "[mttf, mdt]"}});
  const auto& study = good(result);
  EXPECT_EQ(study.platform.crews.at(0).size, 3u);
  EXPECT_EQ(study.platform.crews.at(0).order, models::CrewOrder::random);
  EXPECT_EQ(study.platform.nodes.at(0).failures.at(0).time_to_failure->mean().count(), 5 * 3600);
  EXPECT_TRUE(study.platform.nodes.at(0).failures.at(0).time_to_repair->exponential_rate().has_value());
  EXPECT_EQ(study.seed, 7u);
  EXPECT_NEAR(study.objectives.at(0).bound, 1e-3, 1e-15);
  EXPECT_EQ(study.measures.size(), 2u);
}

TEST(Set, AWholeLawMayBeReplaced) {
  const auto result = load_text(base, "f", {{"nodes.a.failures.x.time to failure", "exponential 3 h"}});
  EXPECT_EQ(good(result).platform.nodes.at(0).failures.at(0).time_to_failure->mean().count(), 3 * 3600);
}

TEST(Set, TrialsTakeThePlaceOfThePrecisionOfTheFile) {
  const auto result = load_text(base, "f", {{"trials", "50"}});
  EXPECT_EQ(good(result).trials, 50u);
  EXPECT_TRUE(good(result).precision.empty());
}

TEST(Set, ErrorsNameTheOverride) {
  const auto refused = [](const std::string& path, const std::string& value) {
    return refusal(load_text(base, "f", {{path, value}}));
  };
  EXPECT_THAT(refused("crews.c.siez", "3"),
              ::testing::AllOf(HasSubstr("--set:1:1: error: `crews.c.siez=3`: there is no `siez` in `crews.c`"),
                               HasSubstr("did you mean `size`?")));
  EXPECT_THAT(refused("crew.c.size", "3"), HasSubstr("did you mean `crews`?"));
  EXPECT_THAT(refused("parameters.mtf", "3 h"), HasSubstr("did you mean `mttf`?"));
  EXPECT_THAT(refused("crews.c.size", "0"),
              HasSubstr("--set:1:14: error: `crews.c.size=0`: `size` of the crew `c`: `0` is out of range"));
  EXPECT_THAT(refused("nodes", "3"), HasSubstr("is a mapping, not a single value"));
  EXPECT_THAT(refused("objectives.2", "x"), HasSubstr("is a list of 1"));
  EXPECT_THAT(refused("seed.x", "1"), HasSubstr("there is no `seed` in the scenario"));
  EXPECT_THAT(refused("crews.c.size.x", "1"), HasSubstr("there is nothing in it to set"));
  EXPECT_THAT(refused("", ""), HasSubstr("--set:1:1"));
  EXPECT_THAT(refused("measures", "[mttf"), HasSubstr("--set:1:"));
}

TEST(Set, OfASharedPartChangesOnlyThatPlace) {
  const auto result = load_text("nines: 1\nnodes: {a: &a {count: 2}, b: *a}\nservices: {s: {needs: 1 of a and b}}\n",
                                "f", {{"nodes.b.count", "5"}});
  EXPECT_EQ(good(result).platform.nodes.at(0).count, 2u);
  EXPECT_EQ(good(result).platform.nodes.at(1).count, 5u);
}

TEST(TextHash, DependsOnTheTextAndTheOverrides) {
  const std::string first = load_text(base, "f").scenario->text_hash;
  EXPECT_EQ(first.size(), 16u);
  EXPECT_EQ(first, load_text(base, "another name").scenario->text_hash);
  EXPECT_NE(first, load_text(base + "seed: 2\n", "f").scenario->text_hash);
  EXPECT_NE(first, load_text(base, "f", {{"seed", "2"}}).scenario->text_hash);
}

}  // namespace
}  // namespace nines::scenarios::testing
