#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"

#include "tests/analysis/report_example.h"

#include <gtest/gtest.h>
#include <cmath>
#include <limits>

namespace nines::report {
namespace {

using models::Measure;
using report_example::estimate;
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(ReportNumbers, SignificantDigitsWithoutExponentWhereReadable) {
  EXPECT_EQ(significant(0, 3), "0");
  EXPECT_EQ(significant(1234567, 3), "1234567");
  EXPECT_EQ(significant(12345678, 3), "1.23e+07");
  EXPECT_EQ(significant(12.345, 3), "12.3");
  EXPECT_EQ(significant(0.00012345, 3), "0.000123");
  EXPECT_EQ(significant(0.000012345, 3), "1.23e-05");
  EXPECT_EQ(significant(-2.5, 2), "-2.5");
  EXPECT_EQ(significant(infinity, 3), "infinite");
  EXPECT_EQ(significant(std::nan(""), 3), "undefined");
}

TEST(ReportNumbers, RoundingUpToTheNextPowerOfTenKeepsTheDigits) {
  EXPECT_EQ(significant(9.996, 3), "10.0");
  EXPECT_EQ(significant(0.99996, 3), "1.00");
}

TEST(ReportNumbers, AvailabilityKeepsTheDigitsOfTheUnavailability) {
  EXPECT_EQ(availability_text(1.9648e-4, 3), "99.9804 %");
  EXPECT_EQ(availability_text(1.9648e-4, 4), "99.98035 %");
  EXPECT_EQ(availability_text(0.13, 3), "87.0 %");
  EXPECT_EQ(availability_text(0.5, 3), "50.0 %");
  EXPECT_EQ(availability_text(0.9999, 3), "0.0 %");
  EXPECT_EQ(availability_text(3e-8, 3), "99.99999700 %");
  EXPECT_EQ(availability_text(1.234e-9, 3), "1 - 1.23e-09");
  EXPECT_EQ(availability_text(0, 3), "100 %");
  EXPECT_EQ(availability_text(1, 3), "0 %");
}

TEST(ReportNumbers, AvailabilityNeverRoundsToOneHundredPercent) {
  for (double unavailability = 0.5; unavailability > 1e-30; unavailability *= 0.37) {
    for (const int digits : {1, 2, 3, 4, 6}) {
      const std::string text = availability_text(unavailability, digits);
      EXPECT_FALSE(text.starts_with("100")) << unavailability << " became " << text;
    }
  }
}

TEST(ReportNumbers, DurationsInTwoUnits) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(1e-5), "1.00e-05 s");
  EXPECT_EQ(duration_text(0.45), "450 ms");
  EXPECT_EQ(duration_text(12.34), "12.3 s");
  EXPECT_EQ(duration_text(59.96), "1 min");
  EXPECT_EQ(duration_text(754), "12 min 34 s");
  EXPECT_EQ(duration_text(3599.7), "1 h");
  EXPECT_EQ(duration_text(6196), "1 h 43 min");
  EXPECT_EQ(duration_text(86399), "1 d");
  EXPECT_EQ(duration_text(273600), "3 d 4 h");
  EXPECT_EQ(duration_text(31536000), "1 y");
  EXPECT_EQ(duration_text(infinity), "infinite");
}

TEST(ReportNumbers, DurationsInOneUnit) {
  EXPECT_EQ(duration_text(5020, 4), "1.394 h");
  EXPECT_EQ(duration_text(2.6e7, 3), "301 d");
  EXPECT_EQ(duration_text(0.5, 2), "0.50 s");
}

TEST(ReportNumbers, CountsAndShares) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1 000");
  EXPECT_EQ(count_text(1234567), "1 234 567");
  EXPECT_EQ(percent_text(0.95), "95 %");
  EXPECT_EQ(percent_text(0.999), "99.9 %");
}

TEST(ReportNumbers, DigitsFollowTheHalfWidth) {
  EXPECT_EQ(digits_for(1, 0.5), 3);
  EXPECT_EQ(digits_for(1, 0.01), 4);
  EXPECT_EQ(digits_for(1, 1e-9), 5);
  EXPECT_EQ(digits_for(1, 0), 5);
  EXPECT_EQ(digits_for(0, 1), 3);
  EXPECT_EQ(digits_for(infinity, infinity), 3);
}

TEST(ReportNumbers, AvailabilityIntervalRunsFromWorstToBest) {
  const EstimateText text = estimate_text(Measure::availability, estimate(1.9648e-4, 1.951e-4, 1.979e-4));
  EXPECT_EQ(text.value, "99.98035 %");
  EXPECT_EQ(text.interval, "99.98021 .. 99.98049 %");
}

TEST(ReportNumbers, TimesOfAnIntervalShareTheUnitOfTheValue) {
  EXPECT_EQ(estimate_text(Measure::mtbf, estimate(90000, 80000, 100000)).interval, "0.926 .. 1.16 d");
}

TEST(ReportNumbers, NothingSeenIsABoundAndNotZero) {
  const auto none = Estimate::Trust::none_seen;
  EXPECT_EQ(estimate_text(Measure::availability, estimate(0, 0, 1.2e-7, none)).interval, "> 99.9999880 %");
  EXPECT_EQ(estimate_text(Measure::outages, estimate(0, 0, 0.01, none)).interval, "< 0.0100 /y");
  EXPECT_EQ(estimate_text(Measure::mttf, estimate(infinity, 3600, infinity, none)).interval, "> 1.00 h");
  EXPECT_EQ(estimate_text(Measure::mdt, estimate(0, 0, 0, none)).interval, "");
  EXPECT_EQ(estimate_text(Measure::availability, estimate(0, 0, 1e-7, none)).value, "none seen");
}

TEST(ReportText, WidthOfCharactersOnATerminal) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("Müller"), 6u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(display_width("計画"), 4u);
  EXPECT_EQ(display_width("\xff\xfe"), 2u);
  EXPECT_EQ(display_width("\xe8\xa8"), 2u) << "cut off within a character";
}

TEST(ReportText, NothingFromAFileSteersTheTerminal) {
  EXPECT_EQ(printable("a\033[31mb\nc\td\x7f"), "a?[31mb c d?");
  EXPECT_EQ(printable("\u202Egnp.exe"), "?gnp.exe");
  EXPECT_EQ(printable("\u009b31m"), "?31m");
  EXPECT_EQ(printable("\xff"), "?");
  EXPECT_EQ(printable("Zürich 計画"), "Zürich 計画");
}

TEST(ReportText, Wrapping) {
  EXPECT_EQ(wrapped("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(wrapped("averyveryverylongword x", 5, 0), "averyveryverylongword\nx");
  EXPECT_EQ(wrapped("", 5, 0), "");
}

TEST(ReportText, ColumnsAlignAndLinesDoNotEndInSpaces) {
  TextTable table({Align::left, Align::right});
  table.row({Cell("a"), Cell("1")});
  table.row({Cell("länger"), Cell("100")});
  Cell two;
  two.lines = {{"x"}, {"yy"}};
  table.row({two, Cell()});
  EXPECT_EQ(table.render(2, false), "  a         1\n  länger  100\n  x\n  yy\n");
}

}  // namespace
}  // namespace nines::report
