// Numbers, times, rates and probabilities with their units.
#include "scenarios/language/quantities.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nines::scenarios {
namespace {

double time(const char* text) {
  const auto parsed = parse_duration(text);
  return std::holds_alternative<Seconds>(parsed) ? std::get<Seconds>(parsed).count() : std::nan("");
}
double rate(const char* text) {
  const auto parsed = parse_rate(text);
  return std::holds_alternative<double>(parsed) ? std::get<double>(parsed) : std::nan("");
}
long double probability(const char* text) {
  const auto parsed = parse_probability(text);
  return std::holds_alternative<long double>(parsed) ? std::get<long double>(parsed) : std::nanl("");
}
long double number(const char* text) {
  const auto parsed = parse_number(text);
  return std::holds_alternative<long double>(parsed) ? std::get<long double>(parsed) : std::nanl("");
}

TEST(Quantities, TimesInEveryUnit) {
  EXPECT_EQ(time("1 s"), 1);
  EXPECT_EQ(time("40s"), 40);
  EXPECT_EQ(time("250 ms"), 0.25);
  EXPECT_EQ(time("2 us"), 2e-6);
  EXPECT_EQ(time("3 ns"), 3e-9);
  EXPECT_EQ(time("5 min"), 300);
  EXPECT_EQ(time("  1.5 hours "), 5400);
  EXPECT_EQ(time("2 d"), 2 * 86400);
  EXPECT_EQ(time("30 days"), 30 * 86400);
  EXPECT_EQ(time("1 week"), 7 * 86400);
  EXPECT_EQ(time("1 year"), 8760.0 * 3600);
  EXPECT_EQ(time("1/3 h"), 1200);
  EXPECT_EQ(time("1e3 h"), 3.6e6);
  EXPECT_EQ(time(".5 h"), 1800);
  EXPECT_EQ(time("0 s"), 0);
}

TEST(Quantities, TimesThatAreNone) {
  for (const char* text : {"", "h", "10", "10 x", "10 month", "10 m", "-1 h", "1e400 h", "1e308 years", ".inf h",
                           "nan h", "1 h 2", "1,000 h", "1_000 h", "1/0 h", "1e h", "0x h", "$x h", "1 h\n2"}) {
    EXPECT_TRUE(std::isnan(time(text))) << text;
  }
}

TEST(Quantities, NumbersByTheRulesOfYaml12) {
  EXPECT_EQ(number("012"), 12);  // not octal
  EXPECT_EQ(number("0o14"), 12);
  EXPECT_EQ(number("0x1F"), 31);
  EXPECT_EQ(number("+3"), 3);
  EXPECT_EQ(number("-0.5"), -0.5L);
  EXPECT_EQ(number("1e6"), 1e6L);
  EXPECT_EQ(number("3."), 3);
  EXPECT_TRUE(std::isnan(number("1:30")));  // sexagesimal in YAML 1.1
  EXPECT_TRUE(std::isnan(number("0x")));
  EXPECT_TRUE(std::isnan(number("99999999999999999999999999e99999")));
}

TEST(Quantities, Rates) {
  EXPECT_DOUBLE_EQ(rate("1e-4 per h"), 1e-4 / 3600);
  EXPECT_DOUBLE_EQ(rate("1/1000 per h"), 1.0 / 3.6e6);
  EXPECT_DOUBLE_EQ(rate("1/1000 /h"), 1.0 / 3.6e6);
  EXPECT_DOUBLE_EQ(rate("3/year"), 3 / (8760.0 * 3600));
  EXPECT_DOUBLE_EQ(rate("2 % per year"), 0.02 / (8760.0 * 3600));
  EXPECT_DOUBLE_EQ(rate("5000 FIT"), 5000 / 3.6e12);
  for (const char* text : {"3", "3 h", "-1 per h", "3 per", "3 per month", "per h", "3 per h h"})
    EXPECT_TRUE(std::isnan(rate(text))) << text;
}

TEST(Quantities, Probabilities) {
  EXPECT_EQ(probability("30 %"), 30.0L / 100);
  EXPECT_EQ(probability("30%"), 30.0L / 100);
  EXPECT_EQ(probability("0.3"), 0.3L);
  EXPECT_EQ(probability("3/10"), 0.3L);
  EXPECT_EQ(probability("0"), 0);
  EXPECT_EQ(probability("100 %"), 1);
  for (const char* text : {"30", "-1 %", "101 %", "1.0001", "x", "", "30 % %"})
    EXPECT_TRUE(std::isnan(probability(text))) << text;
}

TEST(Quantities, ManyNinesKeepTheirDigits) {
  // 1 - 0.99999999 in double precision would be wrong in the ninth digit.
  EXPECT_NEAR(static_cast<double>(1 - probability("99.999999 %")), 1e-8, 1e-20);
}

TEST(Quantities, Names) {
  for (const char* good : {"a", "web", "GPU HBM3 Memory", "Network Switch/Cable", "a-b_c+d", "x1"})
    EXPECT_TRUE(is_name(good)) << good;
  for (const char* bad : {"", "1a", "a.b", "a  b", " a", "a ", "a$", "a,b", "[a]", "a\nb", "\xC3\xA9"})
    EXPECT_FALSE(is_name(bad)) << bad;
  EXPECT_TRUE(is_name("a and b"));
  EXPECT_FALSE(is_operand_name("a and b"));
  EXPECT_TRUE(is_operand_name("android offset"));
}

}  // namespace
}  // namespace nines::scenarios
