// The contract of laws (tests/sim/law_contract.h) for the laws that detectors are made of.
#include "models/detection/alert.h"
#include "models/detection/heartbeat.h"
#include "models/detection/inspection.h"
#include "models/detection/pieces.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "models/detection/threshold.h"
#include "sim/laws.h"
#include "tests/sim/law_contract.h"

namespace nines {
namespace testing {
namespace {

using namespace models::detection;

/// Every end of a piece is a break for the quadrature.
LawMember member(const std::string& name, const LawPtr& law) {
  std::vector<double> breaks_s;
  for (const Piece& piece : pieces_of(*law).pieces) breaks_s.insert(breaks_s.end(), {piece.from_s, piece.to_s});
  return {name, law, "", {}, breaks_s};
}

std::vector<LawMember> detection_laws() {
  const LawPtr delay = exponential_with_mean(Seconds{0.02});
  const DetectorPtr poll =
      make_poll({.interval = Seconds{2}, .timeout = Seconds{1}, .fall = 2, .loss = 0.1, .passes_when_grey = 0.3});
  const DetectorPtr heartbeat = make_heartbeat({.period = Seconds{1}, .timeout = Seconds{3.5}, .loss = 0.01});
  const DetectorPtr late = make_heartbeat(
      {.period = Seconds{1}, .method = Freshness::nfd_s, .timeout = Seconds{1.25}, .delay = delay, .loss = 0.1});
  const DetectorPtr tabulated =
      make_heartbeat({.period = Seconds{1}, .timeout = Seconds{1.5}, .delay = delay, .loss = 0.01});
  const DetectorPtr swim = make_swim({.members = 8, .period = Seconds{1}, .loss = 0.1, .suspicion_periods = 2});
  const DetectorPtr metric =
      make_threshold({.interval = Seconds{15}, .correlation = 0.3, .threshold = 1.5, .failed_mean = 2, .samples = 2});
  return {member("uniform", uniform_between(Seconds{2}, Seconds{3})),
          member("poll_dying", poll->detection_time(FailsBy::dying)),
          member("poll_hanging", poll->detection_time(FailsBy::hanging)),
          member("poll_grey", poll->detection_time(FailsBy::grey)),
          member("poll_mistake", poll->mistakes()->duration),
          member("poll_recovery", poll->recovery_time(FailsBy::hanging)),
          member("heartbeat", heartbeat->detection_time(FailsBy::dying)),
          member("heartbeat_rare_mistakes", heartbeat->mistakes()->until_next),
          member("nfd_s", late->detection_time(FailsBy::dying)),
          member("nfd_s_mistake", late->mistakes()->duration),
          member("heartbeat_tabulated", tabulated->detection_time(FailsBy::dying)),
          member("swim", swim->detection_time(FailsBy::dying)),
          member("swim_until_mistake", swim->mistakes()->until_next),
          member("inspection", make_inspection({.interval = Hours{168}, .duration = Hours{4}, .finds = 0.7})
                                   ->detection_time(FailsBy::dying)),
          member("metric", metric->detection_time(FailsBy::dying)),
          member("working_hours", wait_for_working_hours(Hours{8}, 5))};
}

}  // namespace

const std::vector<LawMember>& law_members() {
  static const std::vector<LawMember> all = detection_laws();
  return all;
}

}  // namespace testing

namespace {

INSTANTIATE_TEST_SUITE_P(Detection, LawContract, ::testing::ValuesIn(law_members()),
                         [](const auto& member) { return std::to_string(member.index) + "_" + member.param.name; });

}  // namespace
}  // namespace nines
