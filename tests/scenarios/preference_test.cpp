// Services that send their traffic to one of several others: good input, and what is refused.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

using models::Operand;
using ::testing::HasSubstr;

/// The service `s`, on line 7 from column 7 on, beside the sites `t` and `u`.
std::string prefers(const std::string& fields, const std::string& detector = "interval: 5 s") {
  return "nines: 1\ndetectors: {d: {kind: poll, " + detector +
         "}}\nnodes: {a: {count: 3, failures: {x: {time to failure: 90 h, time to repair: 1 h}}}, b: {count: 2}}\n"
         "services:\n  t: {needs: 1 of a}\n  u: {needs: 1 of b}\n  s: {" +
         fields + "}\n";
}

models::Study good(const std::string& text) {
  LoadResult result = load_text(text, "good.yaml");
  EXPECT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  return result.scenario ? std::move(result.scenario->study) : models::Study{};
}

const models::Service& the_last(const models::Study& study) {
  static const models::Service nothing;
  return study.platform.services.empty() ? nothing : study.platform.services.back();
}

TEST(Prefers, ServicesInTheirOrder) {
  const models::Study study = good(prefers("prefers: [u, t]"));
  const models::Service& made = the_last(study);
  ASSERT_EQ(made.operands.size(), 2u);
  EXPECT_EQ(study.platform.services[made.operands[0].index].name, "u");
  EXPECT_EQ(study.platform.services[made.operands[1].index].name, "t");
  EXPECT_EQ(made.operands[0].kind, Operand::Kind::service);
  EXPECT_EQ(made.needed, 1);
  ASSERT_TRUE(made.preference.has_value());
  EXPECT_EQ(made.preference->time_to_notice, nullptr);
  EXPECT_FALSE(made.switchover.has_value());
}

TEST(Prefers, WithAllThatFollowsAFailure) {
  const models::Study study =
      good(prefers("prefers: [t, u], time to notice: 10 s, takeover: {decision: 1 min, time: uniform low 0 s high 60 "
                   "s, coverage: 90 %, "
                   "recovery: 1 h, failback: {after: 10 min, time: 1 s}}"));
  const models::Service& made = the_last(study);
  EXPECT_EQ(made.preference->time_to_notice->mean().count(), 10);
  EXPECT_EQ(made.switchover->decision->mean().count(), 60);
  EXPECT_EQ(made.switchover->time->mean().count(), 30);
  EXPECT_EQ(made.switchover->coverage, 0.9);
  EXPECT_EQ(made.switchover->recovery->mean().count(), 3600);
  EXPECT_EQ(made.switchover->failback->after->mean().count(), 600);
  EXPECT_EQ(made.switchover->failback->time->mean().count(), 1);
  const models::Study seamless = good(prefers("prefers: [t, u], takeover: {failback: {after: 1 h}}"));
  EXPECT_EQ(the_last(seamless).switchover->failback->time, nullptr);
  const models::Study short_form = good(prefers("prefers: [t, u], takeover: 30 s"));
  EXPECT_EQ(the_last(short_form).switchover->time->mean().count(), 30);
}

TEST(Prefers, ADetectorNoticesAndMayBeWrong) {
  const models::Study right = good(prefers("prefers: [t, u], detected by: d, fails by: hanging"));
  EXPECT_EQ(the_last(right).preference->detector, 0u);
  EXPECT_EQ(the_last(right).preference->until_false_alarm, nullptr);
  ASSERT_EQ(right.platform.detectors[0].detection.size(), 1u);
  EXPECT_EQ(right.platform.detectors[0].detection[0].fails_by, models::detection::FailsBy::hanging);
  EXPECT_GT(the_last(right).preference->time_to_notice->mean().count(), 0);
  const models::Study wrong = good(prefers("prefers: [t, u], detected by: d", "interval: 5 s, loss: 1 %"));
  ASSERT_NE(the_last(wrong).preference->until_false_alarm, nullptr);
  EXPECT_NE(the_last(wrong).preference->false_alarm_lasts, nullptr);
  EXPECT_TRUE(wrong.platform.detectors[0].takes_out);
  const models::Study ignored =
      good(prefers("prefers: [t, u], detected by: d", "interval: 5 s, loss: 1 %, false alarms: ignored"));
  EXPECT_EQ(the_last(ignored).preference->until_false_alarm, nullptr);
}

TEST(Prefers, SettingsFromTheCommandLine) {
  const std::string text = prefers("prefers: [t, u], time to notice: 10 s, takeover: {failback: {after: 1 h}}");
  const LoadResult result = load_text(text, "good.yaml",
                                      {{"services.s.time to notice", "20 s"},
                                       {"services.s.takeover.failback.after", "2 h"},
                                       {"services.s.prefers.1", "u"},
                                       {"services.s.prefers.2", "t"}});
  ASSERT_TRUE(result.scenario.has_value()) << all_of(result.diagnostics);
  const models::Study& study = result.scenario->study;
  EXPECT_EQ(the_last(study).preference->time_to_notice->mean().count(), 20);
  EXPECT_EQ(the_last(study).switchover->failback->after->mean().count(), 7200);
  EXPECT_EQ(study.platform.services[the_last(study).operands[0].index].name, "u");
}

class BadPreferences : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadPreferences, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

std::string many(std::size_t count) {
  std::string services, names;
  for (std::size_t i = 1; i <= count; ++i) {
    services += "  t" + std::to_string(i) + ": {needs: 1 of a}\n";
    names += (i > 1 ? ", t" : "t") + std::to_string(i);
  }
  return "nines: 1\nnodes: {a: {count: 2}}\nservices:\n  s: {prefers: [" + names + "]}\n" + services;
}

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"neither", prefers("depends on: t"), 7, 6, "the service `s` needs the key `needs`"}, "`prefers: [primary, backup]`"},
    {{"both", prefers("prefers: [t, u], needs: 1 of a"), 7, 31, "the service `s` has both `needs` and `prefers`"}, "`depends on`"},
    {{"one_only", prefers("prefers: t"), 7, 16, "the service `s` prefers one service to none other: there is nothing to switch to"}, "`needs: all of t`"},
    {{"too_many", many(33), 4, 16, "the service `s` prefers 33 services, more than 32"}, "prefer services that prefer others"},
    {{"twice", prefers("prefers: [t, t]"), 7, 20, "the service `s` prefers `t` twice"}, "the most preferred first"},
    {{"unknown", prefers("prefers: [t, tt]"), 7, 20, "the service `s` prefers `tt`, but there is no such service"}, "did you mean `t`?"},
    {{"nodes", prefers("prefers: [t, a]"), 7, 20, "the service `s` prefers `a`, but there is no such service"}, "make a service that needs `all of a`, and prefer it"},
    {{"itself", prefers("prefers: [t, s]"), 7, 3, "the services need each other in a circle: s -> s"}, "what does not need it"},
    {{"not_names", prefers("prefers: {t: 1, u: 2}"), 7, 16, "`prefers` of the service `s`"}, ""},
    {{"standby", prefers("prefers: [t, u], standby: cold"), 7, 33, "the service `s` prefers whole services: there are no members of its own to keep in reserve"}, "their own `standby`"},
    {{"leader", prefers("prefers: [t, u], leader: {election: 1 s}"), 7, 32, "the service `s` prefers whole services: they are no members that could elect a leader"}, "their own `leader`"},
    {{"balanced", prefers("prefers: [t, u], balanced: {load: 64 %}"), 7, 34, "the service `s` prefers whole services: all requests go to the one in use"}, "be `balanced`"},
    {{"interrupts", prefers("prefers: [t, u], takeover: {time: 30 s, interrupts: true}"), 7, 59, "the service `s` prefers whole services: a switch between them always interrupts it"}, "leave out `interrupts`"},
    {{"freezes", prefers("prefers: [t, u], takeover: {time: 30 s, freezes: true}"), 7, 56, "the service `s` prefers whole services: what is in them goes on failing"}, "leave out `freezes`"},
    {{"notice_without_unit", prefers("prefers: [t, u], time to notice: 10"), 7, 40, "10"}, "unit"},
    {{"two_notices", prefers("prefers: [t, u], time to notice: 10 s, detected by: d"), 7, 40, "the service `s` has both `detected by` and `time to notice`"}, "keep one of the two"},
    {{"unknown_detector", prefers("prefers: [t, u], detected by: dd"), 7, 37, "the service `s`"}, "did you mean `d`?"},
    {{"fails_unseen", prefers("prefers: [t, u], fails by: hanging"), 7, 34, "the service `s` says how it fails, but no detector watches it"}, "add `detected by: d`"},
    {{"fails_how", prefers("prefers: [t, u], detected by: d, fails by: magic"), 7, 50, "magic"}, "hanging"},
    {{"fails_grey", prefers("prefers: [t, u], detected by: d, fails by: grey"), 7, 50, "the service `s` turns grey, but `d` does not say"}, "passes when grey"},
    {{"notice_of_needs", prefers("needs: 1 of a, time to notice: 10 s"), 7, 38, "the service `s` has `time to notice`, but no `prefers`"}, "of the failures of its nodes"},
    {{"detector_of_needs", prefers("needs: 1 of a, detected by: d"), 7, 35, "the service `s` has `detected by`, but no `prefers`"}, "of the failures of its nodes"},
    {{"failing_of_needs", prefers("needs: 1 of a, fails by: dying"), 7, 32, "the service `s` has `fails by`, but no `prefers`"}, "of the failures of its nodes"},
    {{"coverage", prefers("prefers: [t, u], takeover: {time: 30 s, coverage: 95}"), 7, 57, "`coverage` of the takeover of the service `s`: 95 is not between 0 and 1"}, ""},
    {{"events", prefers("prefers: [t, u], detected by: d", "interval: 1 us, loss: 10 %") + "mission: 1000 years\n", 3, 8, "mostly of `s`), more than 1e+12"}, "check the units of its times"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadPreferences, ::testing::ValuesIn(inputs),
                         [](const auto& member) { return member.param.input.name; });

}  // namespace
}  // namespace nines::scenarios::testing
