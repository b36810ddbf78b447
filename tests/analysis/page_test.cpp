// Pages: what is in them is escaped, and nothing but their own style and script is allowed.
#include "analysis/page/page.h"
#include "analysis/page/sha256.h"
#include "tests/analysis/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nines::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

// FIPS 180-4's examples (NIST, "SHA-256 examples"), and lengths about the edge of a block.
TEST(Sha256, AgreesWithPublishedVectors) {
  EXPECT_EQ(sha256_base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  EXPECT_EQ(sha256_base64("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
  EXPECT_EQ(sha256_base64(std::string(1'000'000, 'a')), "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=");
}

TEST(Page, AllowsItsOwnStyleAndScriptAndNothingElse) {
  Page page("A page");
  page.paragraph("text");
  const std::string html = page.html("about");
  const std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("style-src 'sha256-" + sha256_base64(between(html, "<style>", "</style>")) + "'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'sha256-" + sha256_base64(between(html, "<script>", "</script>")) + "'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_LT(html.find("Content-Security-Policy"), html.find("<style>")) << "a policy holds for what follows it";
}

TEST(Page, EscapesEveryText) {
  const std::string evil = "</title><script>alert(1)</script>\"'&";
  Page page(evil);
  page.heading(2, evil, "id");
  page.paragraph(evil, Tone::bad);
  page.lead({{evil, Tone::good}});
  page.tiles({{evil, evil, evil}});
  RichTable table;
  table.caption = evil;
  table.header = {evil, evil};
  table.rows = {{{{{evil}}}, true}, {{{{evil}}, {{evil}}}}};
  page.table(table);
  page.table(plot::Table{{evil}, {{evil}}});
  page.list({evil});
  page.code(evil);
  page.begin_folded(evil);
  page.end_folded();
  plot::Figure figure;
  figure.id = figure.title = figure.caption = evil;
  figure.table = {{evil}, {{evil}}};
  page.figure(figure);
  const std::string html = page.html(evil);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_EQ(markup::fault(html), "");
}

TEST(Page, IsWellFormedAndFetchesNothing) {
  Page page("A page");
  page.tiles({{"label", "value", "note"}});
  page.begin_section();
  page.heading(2, "Part");
  page.end_section();
  const std::string html = page.html("about");
  EXPECT_EQ(markup::fault(html), "");
  EXPECT_THAT(html, Not(HasSubstr("http:")));
  EXPECT_THAT(html, Not(HasSubstr("https:")));
  EXPECT_THAT(html, Not(HasSubstr("src=")));
  EXPECT_THAT(html, Not(HasSubstr(" style=")));
}

}  // namespace
}  // namespace nines::page
