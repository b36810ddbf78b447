#include "analysis/report/report.h"

#include "tests/analysis/report_example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace nines::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string plain_table(const RunResult& result) { return table(result, Question::run, {}); }

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string line_with(const std::string& text, const std::string& part) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(part) != std::string::npos) return line;
  }
  return "";
}

TEST(ReportTable, LaysTheThreeAnswersSideBySide) {
  const std::string row = line_with(plain_table(report_example::result()), "99.98035 %");
  EXPECT_THAT(row, HasSubstr("99.98021 .. 99.98049 %"));
  EXPECT_THAT(row, HasSubstr("99.98030 % [1]"));
  EXPECT_THAT(row, HasSubstr("agrees"));
}

TEST(ReportTable, FitsThePage) {
  for (const std::string& line : lines_of(plain_table(report_example::result()))) EXPECT_LE(line.size(), 120u) << line;
}

TEST(ReportTable, SaysWhatEachDetectorDoes) {
  for (const Question question : {Question::run, Question::predict}) {
    const std::string text = table(report_example::result(), question, {});
    const std::string dying = line_with(text, "dying"), grey = line_with(text, "grey");
    EXPECT_THAT(dying, HasSubstr("beats "));
    for (const char* part : {"3.00 s", "3.50 s", "7 d", "500 ms", "8.30e-05 %"}) EXPECT_THAT(dying, HasSubstr(part));
    for (const char* part : {"~9.00 s", "no bound"}) EXPECT_THAT(grey, HasSubstr(part));
    EXPECT_THAT(text, HasSubstr("\n  beats: heartbeat(every 1 s)\n"));
  }
  EXPECT_THAT(table(report_example::result(), Question::solve, {}), Not(HasSubstr("Detectors")));
}

TEST(ReportTable, SaysWhereNoFalseAlarmIsPossible) {
  RunResult result = report_example::result();
  result.detectors[0].mistake_recurrence = never;
  EXPECT_THAT(line_with(plain_table(result), "dying"), HasSubstr("never"));
  result = report_example::result();
  result.detectors[0].takes_out = false;
  EXPECT_THAT(line_with(plain_table(result), "dying"), HasSubstr(", ignored"));
}

TEST(ReportJson, DetectorsWithAndWithoutFalseAlarms) {
  RunResult result = report_example::result();
  result.detectors.push_back(result.detectors[0]);
  result.detectors[1].mistake_recurrence = never;
  const nlohmann::json detectors = nlohmann::json::parse(report::json(result)).at("detectors");
  ASSERT_EQ(detectors.size(), 2u);
  EXPECT_EQ(detectors[0].at("name"), "beats");
  EXPECT_EQ(detectors[0].at("detection")[0].at("fails_by"), "dying");
  EXPECT_EQ(detectors[0].at("detection")[0].at("mean_s"), 3);
  EXPECT_EQ(detectors[0].at("detection")[1].at("longest_s"), "Infinity");
  EXPECT_EQ(detectors[0].at("detection")[1].at("exact"), false);
  EXPECT_EQ(detectors[0].at("false_alarms").at("recurrence_s"), 7 * 86400);
  EXPECT_EQ(detectors[0].at("false_alarms").at("taken_out"), true);
  EXPECT_TRUE(detectors[1].at("false_alarms").is_null());
}

TEST(ReportTable, SaysWhatEachSubjectIs) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(text, HasSubstr("\nservice api\n"));
  EXPECT_THAT(text, HasSubstr("\nnode class web\n"));
  EXPECT_THAT(text, HasSubstr("\nfailure domain rack\n"));
}

TEST(ReportTable, ShowsABrokenAssumptionByItsName) {
  const std::string text = table(report_example::result(), Question::predict, {});
  EXPECT_THAT(text, HasSubstr("[2]*"));
  EXPECT_THAT(text, HasSubstr("[2] first order: Barlow and Proschan 1975 * assumes a\n"));
  EXPECT_THAT(text, HasSubstr("Assumptions that do not hold here\n   a  enough crews: one crew serves three nodes\n"));
}

TEST(ReportTable, OfARunLeavesOutFormsThatAreKnownToBeWrongWhereOneHolds) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(text, Not(HasSubstr("[2]")));
  EXPECT_THAT(text, Not(HasSubstr("its unavailability is meant")));
  EXPECT_THAT(text, Not(HasSubstr("one crew serves three nodes")));
  EXPECT_THAT(text,
              HasSubstr("1 more closed form rests on assumptions that do not hold: nines predict web.yaml shows"));
  EXPECT_THAT(table(report_example::result(), Question::predict, {}), Not(HasSubstr("more closed form")));
}

/// Four forms, none of which holds; two of them rest on one broken assumption alone.
RunResult without_a_form_that_holds() {
  RunResult result = report_example::result();
  MeasureResult& measure = result.measures[0];
  const Prediction::Broken crews{"enough crews"}, repair{"exponential repair"};
  measure.predictions = {{"first", "", 6.87e-5, true, {crews}},
                         {"second", "", 9.9e-6, true, {crews, repair}},
                         {"third", "", 3.93e-3, true, {repair}},
                         {"fourth", "", 3.93e-3, true, {repair}}};
  measure.prediction_verdicts.assign(4, Verdict{});
  return result;
}

TEST(ReportTable, OfARunShowsTheTwoBestFormsIfNoneHoldsAndHowFarTheyAreOff) {
  const std::string text = plain_table(without_a_form_that_holds());
  EXPECT_THAT(text, HasSubstr("[1]* off by -65 %\n"));  // 6.87e-5 where the chain's long run says 1.9652e-4
  EXPECT_THAT(text, HasSubstr("[2]* 20 times too high\n"));
  EXPECT_THAT(text, HasSubstr("to its long-run value"));
  EXPECT_THAT(text, HasSubstr("[1] first * assumes a\n  [2] third * assumes b\n"));
  EXPECT_THAT(text, HasSubstr("  2 more closed forms rest on assumptions that do not hold: nines predict web.yaml"));
}

TEST(ReportTable, WithoutAChainFormsAreOffTheSimulationUnlessItCannotTell) {
  RunResult result = without_a_form_that_holds();
  result.measures[0].exact.reset();
  result.measures[0].predictions[2].value = 1.96e-4;
  EXPECT_THAT(plain_table(result), HasSubstr("  in the interval\n"));
  result.measures[0].predictions[2].value = 9.824e-6;
  EXPECT_THAT(plain_table(result), HasSubstr("  20 times too low\n"));
  result.measures[0].simulated.trust = Estimate::Trust::none_seen;
  EXPECT_THAT(plain_table(result), Not(HasSubstr("too low")));
}

TEST(ReportTable, WritesOutEachBrokenAssumptionOnce) {
  const std::string text = table(without_a_form_that_holds(), Question::predict, {});
  EXPECT_THAT(text, HasSubstr("[2] second * assumes a, b\n"));
  EXPECT_EQ(text.find("enough crews"), text.rfind("enough crews"));
  EXPECT_EQ(text.find("exponential repair"), text.rfind("exponential repair"));
}

TEST(ReportJson, HasEveryClosedFormWithItsAssumptions) {
  const json forms = json::parse(report::json(without_a_form_that_holds()))["measures"][0]["closed_forms"];
  ASSERT_EQ(forms.size(), 4u);
  EXPECT_EQ(forms[1]["broken_assumptions"], json::parse(R"(["enough crews", "exponential repair"])"));
}

TEST(ReportTable, SumsUpTheSmallCauses) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(text, HasSubstr("Where the downtime of api goes"));
  EXPECT_THAT(text, HasSubstr("3 others"));
}

TEST(ReportTable, LaysCountsFromTheFieldBesideTheSimulatedOnes) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(line_with(text, "web.hardware"), testing::ContainsRegex("12\\.3 .* 14 +4 \\.\\. 24 +within chance"));
  EXPECT_THAT(line_with(text, "web.disk"), HasSubstr("UNLIKE, p = 2e-28"));
  EXPECT_THAT(line_with(text, "web.crash"), Not(HasSubstr("chance")));
  EXPECT_THAT(line_with(text, "all 2 with a count"), testing::ContainsRegex("15\\.40 +54$"));
  EXPECT_THAT(text, HasSubstr("all 2 counts lie\n  within what chance allows"));
}

TEST(ReportTable, WithoutCountsFromTheFieldThereIsNoWordOfThem) {
  RunResult result = report_example::result();
  for (FailureCount& failure : result.failures) failure.observed.reset(), failure.field.reset();
  EXPECT_THAT(plain_table(result), Not(HasSubstr("observed")));
  EXPECT_THAT(plain_table(result), Not(HasSubstr("chance")));
}

TEST(ReportTable, PlannedWorkAndFalseAlarmsStandApartFromFailures) {
  RunResult result = report_example::result();
  EXPECT_THAT(plain_table(result), Not(HasSubstr("\nplanned\n")));
  FailureCount maintenance = result.failures[0], alarm = result.failures[0];
  maintenance.cause = "web.maintenance";
  maintenance.kind = CauseKind::planned;
  alarm.cause = "web.false alarm of checks";
  alarm.kind = CauseKind::mechanism;
  for (FailureCount* each : {&maintenance, &alarm}) each->observed.reset(), each->field.reset();
  result.failures.insert(result.failures.begin(), {alarm, maintenance});
  const std::string text = plain_table(result);
  EXPECT_LT(text.find("web.hardware  "), text.find("\n\nplanned\n  web.maintenance "));
  EXPECT_LT(text.find("web.maintenance "), text.find("\n\nfalse alarms, switching\n  web.false alarm of checks "));
}

TEST(ReportTable, SaysWhetherObjectivesAreMet) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(line_with(text, "api availability >= 99.95 %"), HasSubstr(" met "));
  EXPECT_THAT(line_with(text, "9 years of 10  "), HasSubstr("MISSED  in 88.1 % of missions"));
  EXPECT_THAT(text, HasSubstr("88.1 % is less than 90 %"));
  RunResult of_missions = report_example::result();
  of_missions.objectives[0].met_in = report_example::estimate(0.732, 0.71, 0.75);
  EXPECT_THAT(plain_table(of_missions), HasSubstr("; in 73.2 % of missions (71.0 .. 75.0 %)"));
  EXPECT_EQ(json::parse(report::json(of_missions))["objectives"][0]["met_in_missions"]["value"], 0.732);
  EXPECT_TRUE(json::parse(report::json(of_missions))["objectives"][1]["met_in_missions"].is_null());
}

TEST(ReportTable, SaysWhichNumbersRestOnLittle) {
  const std::string text = plain_table(report_example::result());
  EXPECT_THAT(text, HasSubstr("service db: no event seen"));
  EXPECT_THAT(text, HasSubstr("failure domain rack: the interval rests on fewer than ten independent events"));
}

TEST(ReportTable, VerdictCountsDisagreements) {
  RunResult result = report_example::result();
  EXPECT_THAT(plain_table(result), HasSubstr("Verdict: all 2 comparable answers agree with the simulation"));
  result.measures[0].exact_verdict = {Agreement::disagrees, "5.3 standard errors apart", 5.3};
  const std::string text = plain_table(result);
  EXPECT_THAT(text, HasSubstr("DISAGREES by 5.3 sigma (chain)"));
  EXPECT_THAT(text, HasSubstr("api availability: disagrees with the chain: 5.3 standard errors apart"));
  EXPECT_THAT(text, HasSubstr("Verdict: 1 of 2 comparable answers DISAGREE"));
}

TEST(ReportTable, SaysWhyThereIsNoChainAndThatTheRunWasInterrupted) {
  RunResult result = report_example::result();
  result.chain_refused = "web.hardware has a Weibull law";
  result.interrupted = true;
  EXPECT_THAT(plain_table(result), HasSubstr("No Markov chain: web.hardware has a Weibull law"));
  EXPECT_THAT(plain_table(result), HasSubstr("Interrupted: this is the answer so far"));
}

TEST(ReportTable, ColourOnlyWhereAskedFor) {
  EXPECT_THAT(plain_table(report_example::result()), Not(HasSubstr("\033[")));
  EXPECT_THAT(table(report_example::result(), Question::run, {true}), HasSubstr("\033[32m"));
}

TEST(ReportTable, NamesCannotSteerTheTerminal) {
  RunResult result = report_example::result();
  result.title = result.measures[0].subject = result.causes[0].cause = "x\033]0;owned\a";
  result.scenario_file = "\033[2J.yaml";
  EXPECT_THAT(plain_table(result), Not(HasSubstr("\033")));
}

TEST(ReportTable, AnEmptyResultIsStillATable) {
  for (const Question question : {Question::run, Question::solve, Question::predict}) {
    EXPECT_FALSE(table(RunResult{}, question, {}).empty());
  }
}

TEST(ReportTable, SolveShowsBothHorizonsAndPredictTheFormulas) {
  const std::string solved = table(report_example::result(), Question::solve, {});
  EXPECT_THAT(solved, HasSubstr("in the long run"));
  EXPECT_THAT(solved, HasSubstr("99.9803490 %"));
  EXPECT_THAT(solved, testing::ContainsRegex("at the mission's end +99.9803470 %"));
  const std::string predicted = table(report_example::result(), Question::predict, {});
  EXPECT_THAT(predicted, HasSubstr("the long run"));
  EXPECT_THAT(predicted, HasSubstr("Trivedi 2001"));
}

TEST(ReportJson, IsVersioned) {
  const json document = json::parse(report::json(report_example::result()));
  EXPECT_EQ(document["format"], "nines-result");
  EXPECT_EQ(document["version"], 1);
  EXPECT_EQ(document["scenario"]["hash"], "0123456789abcdef");
}

TEST(ReportJson, DoublesRoundTripToTheLastBit) {
  RunResult result = report_example::result();
  for (const double value : {1.0 / 3, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1.9648123456789012e-4}) {
    result.measures[0].simulated.value = value;
    const json document = json::parse(report::json(result));
    EXPECT_EQ(std::bit_cast<std::uint64_t>(document["measures"][0]["simulated"]["value"].get<double>()),
              std::bit_cast<std::uint64_t>(value));
  }
}

TEST(ReportJson, InfinitiesAreStringsAndMissingAnswersNull) {
  const json document = json::parse(report::json(report_example::result()));
  EXPECT_EQ(document["measures"][3]["simulated"]["value"], "Infinity");
  EXPECT_TRUE(document["measures"][3]["chain"].is_null());
  RunResult result = report_example::result();
  result.measures[0].simulated = Estimate{};
  result.measures[0].exact->relative_error = std::nan("");
  const json without = json::parse(report::json(result));
  EXPECT_TRUE(without["measures"][0]["simulated"].is_null());
  EXPECT_EQ(without["measures"][0]["chain"]["relative_error"], "NaN");
  EXPECT_EQ(without["measures"][0]["chain"]["at_end"], 1.9653e-4);
  result.measures[0].exact->at_end.reset();
  EXPECT_TRUE(json::parse(report::json(result))["measures"][0]["chain"]["at_end"].is_null());
}

TEST(ReportJson, SameBytesWhateverTheTimeAndTheThreads) {
  RunResult other = report_example::result();
  other.elapsed_s = 99;
  other.threads = 16;
  EXPECT_EQ(report::json(report_example::result()), report::json(other));
}

TEST(ReportJson, CountsFromTheField) {
  const json failures = json::parse(report::json(report_example::result()))["failures"];
  EXPECT_EQ(failures[0]["observed"], 14);
  EXPECT_EQ(failures[0]["observed_verdict"],
            json::parse(R"({"low": 4, "high": 24, "p_value": 0.72, "within_chance": true})"));
  EXPECT_TRUE(failures[1]["observed"].is_null());
  EXPECT_TRUE(failures[1]["observed_verdict"].is_null());
}

TEST(ReportJson, NamesThatAreNotUtf8DoNotThrow) {
  RunResult result = report_example::result();
  result.scenario_file = "\xff\xfe.yaml";
  EXPECT_NO_THROW(json::parse(report::json(result)));
}

TEST(ReportCsv, OneRowForEachSubjectAndMeasure) {
  const RunResult result = report_example::result();
  const std::vector<std::string> lines = lines_of(csv(result));
  ASSERT_EQ(lines.size(), result.measures.size() + result.failures.size() + 1);
  EXPECT_THAT(lines[1], testing::StartsWith(
                            "service,api,availability,unavailability,0.00019648,0.0001951,0.0001979,12000,500,good,"
                            "0.00019651,0.00019652,0.00019653,1e-12,agrees,"));
  EXPECT_THAT(lines[4], HasSubstr(",inf,"));
}

TEST(ReportCsv, OneRowForEachFailureModeWithItsCountFromTheField) {
  const std::string text = csv(report_example::result());
  EXPECT_EQ(line_with(text, "web.hardware"),
            "failure_mode,web.hardware,failures,1/mission,12.3,12.1,12.5,12000,500,good,,,,,,,,,,,14,4,24,0.72,"
            "within_chance,");
  EXPECT_THAT(line_with(text, "web.crash"), testing::EndsWith(",,,,,"));
  EXPECT_THAT(line_with(text, "web.disk"), testing::EndsWith(",40,0,10,2e-28,unlike,"));
}

TEST(ReportTable, MembersAreToldOfEachAndTheirQuantilesOfAll) {
  RunResult result = report_example::result();
  MeasureResult members = report_example::measure("web", models::Measure::downtime, report_example::estimate(9, 8, 10));
  members.kind = SubjectKind::node_class;
  members.members = 1200;
  result.measures = {members, members, members};
  result.measures[1].measure = models::Measure::outages;
  result.measures[2].measure = models::Measure::mttf;
  result.downtime_quantiles = {{"web", {{0.9, 60}}, SubjectKind::node_class}, {"web", {{0.5, 7200}}}};
  result.failures.push_back({"web.update", report_example::estimate(412, 400, 420), {}, {}, CauseKind::planned});
  const std::string text = plain_table(result);
  EXPECT_THAT(text, HasSubstr("node class web (each of 1 200)"));
  EXPECT_THAT(text, testing::ContainsRegex("mean of all in 90 % at most +1 min/y"));
  EXPECT_THAT(text, Not(HasSubstr("2 h/y")));  // of a service of that name
  EXPECT_THAT(text, HasSubstr("MTTF (first of any)"));
  EXPECT_THAT(text,
              HasSubstr("node class web: what is planned counts as an outage of a member, too: 412 times a mission"));
  result.measures[0].members = 1;
  EXPECT_THAT(plain_table(result), testing::ContainsRegex("in 90 % of missions at most +1 min/y"));
}

TEST(ReportJson, QuantilesOfMembersAreApart) {
  RunResult result = report_example::result();
  result.downtime_quantiles.push_back({"web", {{0.9, 60}}, SubjectKind::node_class});
  const json document = json::parse(report::json(result));
  EXPECT_EQ(document["downtime_quantiles"].size(), 1u);
  EXPECT_EQ(document["member_downtime_quantiles"], json::parse(R"([{"kind": "node_class", "subject": "web",
                             "quantiles": [{"probability": 0.9, "downtime_s_per_year": 60.0}]}])"));
  EXPECT_EQ(document["measures"][0]["members"], 1);
}

TEST(ReportCsv, EveryRowHasAsManyFieldsAsTheHeader) {
  RunResult result = report_example::result();
  result.measures.push_back(report_example::measure("plain", models::Measure::mdt, Estimate{}));
  result.measures[0].predictions[0].formula = "no comma here";
  const std::vector<std::string> lines = lines_of(csv(result));
  const auto commas = std::count(lines[0].begin(), lines[0].end(), ',');
  for (const std::string& line : lines) EXPECT_EQ(std::count(line.begin(), line.end(), ','), commas) << line;
}

TEST(ReportCsv, QuotesWhatNeedsIt) {
  RunResult result = report_example::result();
  result.measures[0].subject = "a \"b\", c";
  EXPECT_THAT(csv(result), HasSubstr("service,\"a \"\"b\"\", c\",availability"));
}

}  // namespace
}  // namespace nines::report
