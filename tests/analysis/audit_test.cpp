// The audit: what the articles print, what their formulas give and what is right, each computed here by hand; and every
// simulation within 4.5 sigma of the right formula.
#include "analysis/audit/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

namespace nines::audit {
namespace {

using ::testing::HasSubstr;

/// The formulas alone: each test is a process of its own, and the simulations take seconds.
const Audit& evaluated() {
  static const Audit formulas = [] {
    Options options;
    options.simulate = false;
    return audit(options);
  }();
  return formulas;
}

const Finding& finding(const std::string& id) {
  for (const AuditedArticle& article : evaluated().articles) {
    for (const Finding& each : article.findings) {
      if (each.formula.id == id) return each;
    }
  }
  throw std::out_of_range("no formula " + id);
}

struct Expected {
  const char* formula;
  std::size_t example;
  double own, right;
};

/// By hand, from the numbers of the articles; times in seconds. Availabilities and probabilities are what is missing to 1.
class Values : public ::testing::TestWithParam<Expected> {};

TEST_P(Values, AreThoseComputedByHand) {
  const Expected& expected = GetParam();
  const Answer& answer = finding(expected.formula).answers.at(expected.example);
  constexpr double relative = 1e-9;
  EXPECT_NEAR(answer.own, expected.own, relative * std::abs(expected.own));
  EXPECT_NEAR(answer.right, expected.right, relative * std::abs(expected.right));
}

constexpr double hour = 3600, day = 86400, year_s = 365 * day;

/// N components, each without all of its replicas for a share w / (1 + w) of the time, with w by the first of k checks.
double downtime(double n, double k, double check_min, double recovery_min) {
  const double w = 0.05 / 1000 * (check_min / (k + 1) + recovery_min) / 60;
  return year_s * (1 - std::pow(1 / (1 + w), n));
}

double above(double sigma) { return 0.5 * std::erfc(sigma / std::sqrt(2.0)); }

const double toy_rate = -std::log(0.9) / 60, published = 419 / (54 * day * 16384);

INSTANTIATE_TEST_SUITE_P(
    Article000, Values,
    ::testing::Values(Expected{"000.R", 0, 15, downtime(5, 3, 2, 3)}, Expected{"000.R", 1, 40, downtime(10, 4, 3, 5)},
                      Expected{"000.R", 2, 30, downtime(10, 3, 2, 3)}, Expected{"000.R", 3, 80, downtime(20, 4, 3, 5)},
                      Expected{"000.D", 0, 5.0 / 3, 60}, Expected{"000.D", 1, 2.5, 90},
                      Expected{"000.D", 2, 10.0 / 3, 60}, Expected{"000.D", 3, 5, 90}, Expected{"000.T", 0, 8, 240},
                      Expected{"000.T", 1, 4.5, 390}, Expected{"000.T", 2, 4, 240}, Expected{"000.T", 3, 2.25, 390},
                      Expected{"000.A", 0, 0, 120 * (1 / above(-1.5) - 0.5) * (1 - above(3))},
                      Expected{"000.A'", 0, 0, 365 * 720 * above(3) * (1 - above(3))},
                      Expected{"000.B", 0, 365, 12 * hour}, Expected{"000.B", 1, 1.0 / 480, 12 * hour}));

INSTANTIATE_TEST_SUITE_P(Article001, Values,
                         ::testing::Values(Expected{"001.HA", 0, 0.001, 1 - 1000.0 / 1001},
                                           Expected{"001.HA", 1, 0.1, 1.0 / 11},
                                           Expected{"001.MTBF", 0, 1000 * hour, 1001 * hour},
                                           Expected{"001.MTBF", 1, 10 * hour, 11 * hour},
                                           Expected{"001.MTTR", 0, 1e6 * hour, hour * 1000 / 999},
                                           Expected{"001.toy", 0, 1.0 / 6, 1.0 / 7}));

INSTANTIATE_TEST_SUITE_P(
    Article002, Values,
    ::testing::Values(Expected{"002.FRT", 0, 9030, 9030}, Expected{"002.FRT", 1, 14.5 * hour, 14.5 * hour},
                      Expected{"002.BRT", 0, 9000, 9000}, Expected{"002.BRP", 0, -12 * hour, 14 * hour},
                      Expected{"002.loss", 0, 0.5e12, 1e12 * 14 / 24}, Expected{"002.toy", 0, 0.05, 1.0 / 21},
                      Expected{"002.toy'", 0, 0.05, 1 - 1 / (1 + 60 * toy_rate)}));

INSTANTIATE_TEST_SUITE_P(Article003, Values,
                         ::testing::Values(Expected{"003.P", 0, 0.04, 0.04}, Expected{"003.P", 1, 0.04, 0.04},
                                           Expected{"003.F", 0, 1.0 / 1001,
                                                    std::exp(-1.0 / 6000) * 7 / (1001 * hour) + 1.0 / 1001 / 1001},
                                           Expected{"003.P'", 0, 60 / (0.96 * (1 - std::exp(-5.0 / 24))), 300},
                                           Expected{"003.P'", 1, 300 / (0.96 * (1 - std::exp(-25.0 / 24))), 300}));

INSTANTIATE_TEST_SUITE_P(
    Article004, Values,
    ::testing::Values(Expected{"004.P", 0, std::pow(0.99, 10000), std::pow(0.99, 10000)},
                      Expected{"004.P", 1, std::pow(0.99, 60), std::pow(0.99, 60)},
                      Expected{"004.P", 2, 0.99, std::pow(0.99, 100)},
                      Expected{"004.P", 3, std::exp(-published * 1e4), std::exp(-published * 1e6)},
                      Expected{"004.N", 0, 100, 1 / -std::log(0.99) - 100 / (std::pow(0.99, -100) - 1)},
                      Expected{"004.N", 1, 100, 1 / -std::log(1 - 1e-4) - 100 / (std::pow(1 - 1e-4, -100) - 1)},
                      Expected{"004.P'", 0, 1 - 0.8 * 0.568 * 0.99, std::pow(0.99, 100)},
                      Expected{"004.P'", 1, 1 - 0.8 * 0.99 * 0.99, std::pow(0.99, 100)},
                      Expected{"004.toy", 0, std::pow(0.99, 100), 100 * (1 - std::pow(0.99, 100))},
                      Expected{"004.toy", 1, std::pow(0.99, 100), 1}));

TEST(Audit, WhatTheArticlesPrintIsNotWhatTheirFormulasGive) {
  EXPECT_EQ(finding("001.MTTR").formula.examples[0].printed->text, "1 h");
  EXPECT_EQ(finding("002.loss").formula.examples[0].printed->text, "1 TB");
  EXPECT_EQ(finding("004.P").formula.examples[0].printed->text, "0.432");
  EXPECT_LT(finding("004.P").answers[0].own, 1e-43) << "the complement of a certainty";
  EXPECT_EQ(finding("004.P'").formula.examples[0].printed->text, "0.5376");
  EXPECT_NEAR(1 - finding("004.P'").answers[0].own, 0.4499, 5e-5);
}

/// Some thirty comparisons: all of them right, one fails with a probability of 2e-4, and the seed is fixed.
TEST(Audit, EverySimulationIsWithinChanceOfTheRightFormula) {
  const Audit all = audit({});
  for (const AuditedArticle& article : all.articles) {
    for (const Finding& each : article.findings) {
      EXPECT_EQ(each.answers.size(), each.formula.examples.size());
      for (const Answer& answer : each.answers) {
        ASSERT_EQ(answer.measured.has_value(), each.formula.simulation.has_value()) << each.formula.id;
        EXPECT_LT(std::abs(answer.deviation_sigma.value_or(0)), 4.5) << each.formula.id;
        const bool certain = answer.measured && !answer.deviation_sigma;
        EXPECT_TRUE(!certain || each.formula.id == "004.P") << each.formula.id;
      }
    }
  }
}

TEST(Audit, EveryRowSaysAllThatItShould) {
  std::set<std::string_view> ids;
  for (const AuditedArticle& article : evaluated().articles) {
    for (const auto& [formula, answers] : article.findings) {
      EXPECT_TRUE(ids.insert(formula.id).second) << formula.id;
      EXPECT_TRUE(formula.id.starts_with(article.number)) << formula.id;
      for (const std::string_view words : {formula.name, formula.printed, formula.verdict, formula.remark,
                                           formula.right_formula, formula.source, formula.holds_for}) {
        EXPECT_FALSE(words.empty()) << formula.id;
      }
      EXPECT_NE(formula.simulation.has_value(), !formula.not_simulated.empty()) << formula.id;
    }
  }
  EXPECT_EQ(evaluated().articles.size(), 5u);
}

/// Numbers within the remarks, which nobody computes when they are shown.
TEST(Audit, TheNumbersInTheRemarksAreRight) {
  const double u = 4.0 / 60 / 1000;  // a minute to notice and three to restart, in a thousand hours
  EXPECT_NEAR(5 * std::pow(u, 3), 1.5e-12, 0.05e-12);
  EXPECT_THAT(std::string(finding("000.R").formula.remark), HasSubstr("1.5e-12"));
  const double two_in_a_row = (1 / (above(3) * above(3)) - 1) / (1 - above(3)) * 120 / year_s;
  EXPECT_NEAR(two_in_a_row, 2.1, 0.05) << "Feller 1968, XIII.7, in years";
  EXPECT_NEAR(1 / above(3) * 120 / day, 1, 0.05) << "in days";
  EXPECT_NEAR(std::log(1 - 0.432) / std::log(0.99), 56, 0.5);
  EXPECT_NEAR(std::exp(-published * 1e6), 0.995, 0.0005);
  EXPECT_NEAR(1e12 / (2 * hour) / 1e6, 139, 0.5) << "MB/s";
  EXPECT_NEAR(0.04 * (1 - std::exp(-5.0 / 24)), 0.0075, 5e-5);
  EXPECT_NEAR(0.96 * (1 - std::exp(-5.0 / 24)), 0.1805, 5e-5);
  EXPECT_NEAR(0.04 * (1 - std::exp(-25.0 / 24)), 0.0259, 5e-5);
  EXPECT_NEAR(0.96 * (1 - std::exp(-25.0 / 24)), 0.6212, 5e-5);
}

TEST(Audit, TheTextSaysWhatTheArticlesSay) {
  const std::string shown = text(evaluated(), false);
  for (const char* each : {"0.432", "1 - 2.2e-44", "0.5376", "0.4499", "99.9000999 %", "1000000 h", "14.00 h"})
    EXPECT_THAT(shown, HasSubstr(each));
  EXPECT_THAT(text(evaluated(), true), HasSubstr("\033["));
}

TEST(Audit, TheDocumentHasEveryFormulaAndRoundTrips) {
  const nlohmann::json document = nlohmann::json::parse(json(evaluated()));
  EXPECT_EQ(document.at("format"), "nines-audit");
  EXPECT_EQ(document.at("seed"), 1);
  const auto& formulas = document.at("articles").at(1).at("formulas");
  EXPECT_EQ(formulas.at(0).at("id"), "001.HA");
  const auto& example = formulas.at(0).at("examples").at(0);
  EXPECT_EQ(example.at("right").at("value").get<double>(), finding("001.HA").answers[0].right);
  EXPECT_EQ(example.at("right").at("unit"), "unavailability");
  EXPECT_EQ(example.at("printed"), "99.9 %");
  EXPECT_TRUE(example.at("simulated").is_null()) << "nothing was simulated here";
}

TEST(Audit, TheSameOnAnyNumberOfThreadsAndFitsAPage) {
  Options one, three;
  one.threads = 1;
  three.threads = 3;
  const Audit all = audit(one);
  EXPECT_EQ(json(audit(three)), json(all));
  EXPECT_EQ(nlohmann::json::parse(json(all))
                .at("articles")
                .at(1)
                .at("formulas")
                .at(0)
                .at("examples")
                .at(0)
                .at("simulated")
                .at("unit"),
            "unavailability");
  std::istringstream lines(text(all, false));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(Audit, StopsWhenItIsToldTo) {
  const std::atomic<bool> stop = true;
  Options options;
  options.stop = &stop;
  const Audit result = audit(options);
  EXPECT_TRUE(result.interrupted);
  EXPECT_THAT(text(result, false), HasSubstr("001.HA")) << "the formulas are there nevertheless";
}

}  // namespace
}  // namespace nines::audit
