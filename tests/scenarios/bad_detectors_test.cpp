// Bad input: detectors, and failures that they watch. Each error is at the setting in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadDetectors : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadDetectors, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// A detector on line 3, from column 7 on, that watches a class.
std::string detector(const std::string& settings, const std::string& failure = "detected by: d") {
  return "nines: 1\ndetectors:\n  d: {" + settings +
         "}\nservices: {s: {needs: 1 of a}}\n"
         "nodes: {a: {count: 2, failures: {x: {time to failure: 9 h, time to repair: 1 h,\n  " +
         failure + "}}}}\n";
}

const std::string poll = "kind: poll, interval: 5 s";

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"no_kind", detector("interval: 5 s"), 3, 6, "the detector `d` does not say its `kind`"}, "`heartbeat`"},
    {{"unknown_kind", detector("kind: pol, interval: 5 s"), 3, 13, "the detector `d`: there is no kind of detector `pol`"}, "did you mean `poll`?"},
    {{"kind_a_list", detector("kind: [poll]"), 3, 13, "the detector `d` does not say its `kind`"}, "`heartbeat`"},
    {{"not_a_mapping", "nines: 1\ndetectors: {d: poll}\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\n", 2, 16, "the detector `d` is described by a mapping of keys"}, "kind"},
    {{"setting_of_another_kind", detector("kind: heartbeat, period: 1 s, missed: 3, fall: 3"), 3, 48, "the detector `d` has no key `fall`"}, "missed`"},
    {{"missing_setting", detector("kind: poll"), 3, 6, "the detector `d` needs the key `interval`"}, "interval: 500 ms"},
    {{"missing_unit", detector("kind: poll, interval: 5"), 3, 29, "`interval` of the detector `d`: the unit of the time `5` is missing"}, "units of time"},
    {{"timeout_longer_than_interval", detector("kind: poll, interval: 5 s, timeout: 6 s, from: start"), 3, 43, "`timeout` of the detector `d`: a check may take 6 s, but the next one begins after 5 s"}, "shorten the timeout"},
    {{"fall_0", detector(poll + ", fall: 0"), 3, 40, "`fall` of the detector `d`: `0` is out of range"}, "at least 1"},
    {{"rise_101", detector(poll + ", rise: 101"), 3, 40, "`rise` of the detector `d`: `101` is out of range"}, "at most 100"},
    {{"interval_0", detector("kind: poll, interval: 0 s"), 3, 29, "`interval` of the detector `d`: `0 s` is out of range"}, "above 0"},
    {{"loss_over_1", detector(poll + ", loss: 2"), 3, 40, "`loss` of the detector `d`: 2 is not between 0 and 1"}, "%"},
    {{"loss_negative", detector(poll + ", loss: -1 %"), 3, 40, "`loss` of the detector `d`"}, ""},
    {{"everything_lost", detector(poll + ", loss: 100 %"), 3, 40, "`loss` of the detector `d`: 100 % is not below 100 %: then a check would tell nothing"}, "less than 100 %"},
    {{"finds_nothing", detector("kind: inspection, interval: 30 d, finds: 0 %"), 3, 48, "`finds` of the detector `d`: `0 %` is out of range"}, "above 0"},
    {{"always_cries_wolf", detector("kind: inspection, interval: 30 d, false positives: 100 %"), 3, 58, "`false positives` of the detector `d`"}, "less than 1"},
    {{"inspection_without_end", detector("kind: inspection, interval: 1 h, duration: 2 h"), 3, 50, "`duration` of the detector `d`: an inspection that takes 2 h cannot begin every 1 h"}, "lengthen the interval"},
    {{"suspects_always", detector("kind: heartbeat, period: 5 s, timeout: 3 s"), 3, 46, "`timeout` of the detector `d`: 3 s after a beat the target is suspected, but the next beat is sent only after 5 s"}, "several periods"},
    {{"no_timeout", detector("kind: heartbeat, period: 5 s"), 3, 6, "the detector `d` does not say when a missing beat is suspected: it needs `timeout`"}, "missed: 3"},
    {{"timeout_and_missed", detector("kind: heartbeat, period: 1 s, timeout: 3 s, missed: 3"), 3, 59, "the detector `d` has both `timeout` and `missed`"}, "keep one"},
    {{"shift_of_another_method", detector("kind: heartbeat, period: 1 s, timeout: 3 s, shift: 3 s"), 3, 58, "the detector `d` has `shift`, which belongs to `method: nfd-s`"}, "method: nfd-s"},
    {{"nfd_e_by_timeout", detector("kind: heartbeat, period: 1 s, method: nfd-e, timeout: 3 s"), 3, 61, "the detector `d` has `timeout`, which belongs to `method: timeout`"}, "leave it out"},
    {{"delay_of_many_periods", detector("kind: heartbeat, period: 1 s, missed: 3, delay: 5 min"), 3, 55, "`delay` of the detector `d`: one beat in 1e9 is under way for more than 3 periods"}, "check the units"},
    {{"delay_with_a_long_tail", detector("kind: heartbeat, period: 1 s, missed: 3, delay: exponential 1 s"), 3, 55, "`delay` of the detector `d`: one beat in 1e9 is under way for more than 3 periods"}, "a fixed delay"},
    {{"loss_with_random_delay", detector("kind: heartbeat, period: 1 s, missed: 3, delay: exponential 20 ms, loss: 30 %"), 3, 80, "`loss` of the detector `d` is above 10 %"}, "give a fixed delay"},
    {{"timeout_of_a_million_periods", detector("kind: heartbeat, period: 1 s, timeout: 1000000 s"), 3, 46, "`timeout` of the detector `d` is longer than 1000 periods"}, "check the units"},
    {{"lease_of_a_million_periods", detector("kind: lease, time to live: 1 year, renew every: 1 s"), 3, 34, "`time to live` of the detector `d` is longer than 1000 periods"}, "check the units"},
    {{"pause_of_a_million_periods", detector("kind: phi accrual, period: 1 s, acceptable pause: 1 year, loss: 1 %"), 3, 57, "`acceptable pause` of the detector `d` is longer than 100 periods"}, "check the units"},
    {{"correlation_too_high", detector("kind: threshold, interval: 5 s, mean: 0, deviation: 1, failed mean: 9, threshold: 5, correlation: 0.999"), 3, 105, "`correlation` of the detector `d`: 0.999 is not between 0 and 0.99"}, "sample less often"},
    {{"channels_that_hardly_work", detector("kind: people, after: e, channels: [{delay: 1 min, fails: 95 %}], acknowledgement: 5 min, escalate after: 15 min}\n  e: {kind: poll, interval: 5 s"), 3, 41, "all channels of the detector `d` fail together more than nine times out of ten"}, "another channel"},
    {{"clockwork_phi", detector("kind: phi accrual, period: 1 s, min deviation: 0 s"), 3, 54, "`min deviation` of the detector `d`: heartbeats arrive like clockwork"}, "least deviation"},
    {{"swim_alone", detector("kind: swim, period: 1 s, members: 1"), 3, 41, "`members` of the detector `d`: `1` is out of range"}, "at least 2"},
    {{"metric_does_not_rise", detector("kind: threshold, interval: 5 s, mean: 50, deviation: 5, failed mean: 40, threshold: 60"), 3, 76, "`failed mean` of the detector `d`: a failure that does not raise the metric cannot be seen"}, "mean after a failure"},
    {{"metric_without_noise", detector("kind: threshold, interval: 5 s, mean: 0, deviation: 1, failed mean: 90, threshold: 60"), 3, 90, "`threshold` of the detector `d`: the threshold is 60 standard deviations from a mean of 0"}, "use a poll"},
    {{"for_too_long", detector("kind: threshold, interval: 1 s, mean: 0, deviation: 1, failed mean: 9, threshold: 5, for: 1 h"), 3, 97, "`for` of the detector `d`: that is 3601 samples in a row, more than 50"}, "sample less often"},
    {{"samples_and_for", detector("kind: threshold, interval: 1 s, mean: 0, deviation: 1, failed mean: 9, threshold: 5, samples: 2, for: 3 s"), 3, 109, "the detector `d` has both `samples` and `for`"}, "keep one"},
    {{"vrrp_priority", detector("kind: vrrp, advertisement: 1 s, priority: 255"), 3, 49, "`priority` of the detector `d`: `255` is out of range"}, "at most 254"},
    {{"lease_too_short", detector("kind: lease, time to live: 5 s, renew every: 10 s"), 3, 34, "`time to live` of the detector `d`: the lease runs out before it is renewed"}, "several times"},
    {{"people_after_nobody", detector("kind: people, after: dd, channels: 1 min, acknowledgement: 5 min, escalate after: 15 min", "time to notice: 1 s"), 3, 28, "the detector `d`: there is no detector `dd`"}, "did you mean `d`?"},
    {{"people_after_themselves", detector("kind: people, after: d, channels: 1 min, acknowledgement: 5 min, escalate after: 15 min"), 3, 28, "the detectors wait for each other's alarms in a circle: d -> d"}, "watch the units themselves"},
    {{"dead_channels", detector("kind: people, after: e, channels: [{delay: 1 min, fails: 100 %}], acknowledgement: 5 min, escalate after: 15 min}\n  e: {kind: poll, interval: 5 s"), 3, 41, "no channel of the detector `d` ever works"}, "below 100 %"},
    {{"unknown_detector", detector(poll, "detected by: dd"), 6, 16, "the failure `x` of the node class `a`: there is no detector `dd`"}, "did you mean `d`?"},
    {{"noticed_twice", detector(poll, "detected by: d, time to notice: 3 s"), 6, 35, "the failure `x` of the node class `a` has both `detected by` and `time to notice`"}, "keep one"},
    {{"fails_by_unwatched", detector(poll, "fails by: hanging"), 6, 13, "the failure `x` of the node class `a` says how it fails, but no detector watches it"}, "detected by: d"},
    {{"fails_by_unknown", detector(poll, "detected by: d, fails by: hang"), 6, 29, "`fails by` of the failure `x` of the node class `a`: `hang` is not one of the choices"}, "hanging"},
    {{"grey_without_passes", detector(poll, "detected by: d, fails by: grey"), 6, 29, "the failure `x` of the node class `a` turns grey, but `d` does not say how often a grey unit still looks healthy"}, "passes when grey: 70 %"},
    {{"name_of_a_false_alarm", "nines: 1\ndetectors: {d: {kind: poll, interval: 5 s, loss: 1 %}}\nservices: {s: {needs: 1 of a}}\nnodes:\n  a: {failures: {x: {time to failure: 9 h, time to repair: 1 h, detected by: d}, false alarm of d: {time to failure: 9 h, time to repair: 1 h}}}\n", 5, 3, "`a` has a failure `false alarm of d`, as the detector's own mistakes are called"}, "false alarms: ignored"},
    {{"false_alarms_unknown", detector(poll + ", false alarms: no"), 3, 48, "`false alarms` of the detector `d`: `no` is not one of the choices"}, "`ignored`"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadDetectors, ::testing::ValuesIn(inputs),
                         [](const auto& test) { return test.param.input.name; });

}  // namespace
}  // namespace nines::scenarios::testing
