#include "cli/values.h"

#include <gtest/gtest.h>
#include <vector>

namespace nines::cli {
namespace {

TEST(CommandValues, WholeNumbersInEverySpelling) {
  EXPECT_EQ(whole_number("20000"), 20000u);
  EXPECT_EQ(whole_number("20_000"), 20000u);
  EXPECT_EQ(whole_number("2e4"), 20000u);
  EXPECT_EQ(whole_number("2.5e3"), 2500u);
  EXPECT_EQ(whole_number("0"), 0u);
  EXPECT_EQ(whole_number("18446744073709551615"), 18446744073709551615u);
}

TEST(CommandValues, WhatIsNoWholeNumber) {
  for (const char* text :
       {"", "_", "-1", "1.5", "1e400", "nan", "inf", "12x", " 3", "3 ", "0x10", "18446744073709551616", "1e17"}) {
    EXPECT_EQ(whole_number(text), std::nullopt) << text;
  }
}

TEST(CommandValues, Shares) {
  EXPECT_EQ(share("2%"), 0.02);
  EXPECT_EQ(share("2 %"), 0.02);
  EXPECT_EQ(share("0.02"), 0.02);
  for (const char* text : {"", "%", "0", "0%", "1", "100%", "-1%", "nan", "2%%", "a"}) {
    EXPECT_EQ(share(text), std::nullopt) << text;
  }
}

TEST(CommandValues, NearestWord) {
  const std::vector<std::string> words{"--format", "--output", "--trials"};
  EXPECT_EQ(nearest("--fromat", words), "--format");
  EXPECT_EQ(nearest("--trial", words), "--trials");
  EXPECT_EQ(nearest("--zzzzzzz", words), "");
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

}  // namespace
}  // namespace nines::cli
