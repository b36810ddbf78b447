#include "scenarios/language/detector_reader.h"

#include "models/detection/alert.h"
#include "models/detection/heartbeat.h"
#include "models/detection/inspection.h"
#include "models/detection/phi_accrual.h"
#include "models/detection/played.h"
#include "models/detection/poll.h"
#include "models/detection/swim.h"
#include "models/detection/threshold.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <stdexcept>

namespace nines::scenarios {

namespace {

namespace detection = models::detection;
using detection::DetectorPtr;

class DetectorReader {
 public:
  /// `errors_before`: that were known before the record.
  DetectorReader(const Record& record, Context& context, const FindDetector& find, std::size_t errors_before)
      : record_(record), context_(context), find_(find), errors_before_(errors_before) {}

  DetectorPtr heartbeat();
  DetectorPtr phi_accrual();
  DetectorPtr poll();
  DetectorPtr swim();
  DetectorPtr inspection();
  DetectorPtr threshold();
  DetectorPtr vrrp();
  DetectorPtr lease();
  DetectorPtr people();

 private:
  /// Fields by the settings' members that are not called the same.
  using Names = std::map<std::string, std::string>;

  bool failed() const { return context_.reporter.errors() != errors_before_; }
  void fail(Place place, const std::string& message, std::string hint) {
    context_.reporter.error(place, message, std::move(hint));
  }

  /// Makes the detector unless something is reported, or is now.
  template <class Settings>
  DetectorPtr made(const Settings& settings, DetectorPtr (*make)(const Settings&), const Names& names = {}) {
    if (failed()) return nullptr;
    for (const detection::Problem& problem : validate(settings)) {
      const auto other = names.find(problem.setting);
      const std::string& field = other == names.end() ? problem.setting : other->second;
      fail(record_.place_of(field),
           fmt::format("`{}` of {}: {}", canonical_key(field), record_.subject(), problem.message), problem.hint);
    }
    return failed() ? nullptr : make(settings);
  }
  /// The same of a kind that has beats, in the fidelity that the record asks for.
  template <class Settings>
  DetectorPtr made(const Settings& settings, Seconds beat, DetectorPtr (*make)(const Settings&),
                   const Names& names = {}) {
    const DetectorPtr at_once = made(settings, make, names);
    const bool every_beat = record_.choice("fidelity").value_or(0) == 1;
    return every_beat && at_once != nullptr ? detection::play_every_beat(at_once, beat) : at_once;
  }

  Seconds time(const char* field) const { return record_.duration(field).value_or(Seconds{0}); }
  double chance(const char* field) const { return static_cast<double>(record_.probability(field).value_or(0)); }
  int whole(const char* field) const { return static_cast<int>(record_.count(field).value_or(0)); }
  double number(const char* field) const { return record_.number(field).value_or(0); }
  template <class Choice>
  Choice choice(const char* field) const {
    return static_cast<Choice>(record_.choice(field).value_or(0));
  }

  /// Two ways to say one thing.
  bool exclude(const char* one, const char* other) {
    if (!record_.has(one) || !record_.has(other)) return false;
    fail(record_.place_of(other), fmt::format("{} has both `{}` and `{}`", record_.subject(), one, other),
         "keep one of the two");
    return true;
  }
  void belongs(const char* field, const char* method, bool chosen) {
    if (chosen || !record_.has(field)) return;
    fail(record_.place_of(field),
         fmt::format("{} has `{}`, which belongs to `method: {}`", record_.subject(), field, method),
         fmt::format("leave it out, or say `method: {}`", method));
  }
  Seconds freshness(detection::Freshness method, Seconds period);
  void limit_periods(const char* field, Seconds time, Seconds period, int most = 1000);
  void limit_beats(Seconds period, const LawPtr& delay, bool each_counts = false);

  std::vector<detection::Channel> channels(const Record& of);
  detection::AlertLevel alert_level(const Record& of) { return {channels(of), of.law("acknowledgement")}; }

  const Record& record_;
  Context& context_;
  const FindDetector& find_;
  std::size_t errors_before_;
};

// What has a law, but one that a scenario cannot wait for, is refused: its computation takes minutes.

void DetectorReader::limit_periods(const char* field, Seconds time, Seconds period, int most) {
  if (failed() || time <= (most + 1) * period) return;  // 1000 beats in a row, and a part
  fail(record_.place_of(field),
       fmt::format("`{}` of {} is longer than {} periods: its laws would take minutes to compute", field,
                   record_.subject(), most),
       "check the units, or lengthen the period");
}

/// `each_counts`: laws depend on how many beats are lost, one by one, also where all take the same time.
void DetectorReader::limit_beats(Seconds period, const LawPtr& delay, bool each_counts) {
  if (failed()) return;
  constexpr double most_periods = 3, most_loss = 0.1;
  if (delay && delay->upper_quantile(1e-9) > most_periods * period) {
    fail(record_.place_of("delay"),
         fmt::format("`delay` of {}: one beat in 1e9 is under way for more than {:.0f} periods: its laws would take "
                     "minutes to compute",
                     record_.subject(), most_periods),
         "check the units; or give a law with a shorter tail, a fixed delay, a longer period");
  }
  const bool is_random = delay && delay->variance_s2() > 0;
  if ((is_random || each_counts) && chance("loss") > most_loss) {
    fail(record_.place_of("loss"),
         fmt::format("`loss` of {} is above {:.0f} %: its laws would take minutes to compute", record_.subject(),
                     100 * most_loss),
         is_random ? "give a fixed delay, such as its mean" : "use a heartbeat");
  }
}

/// The one time that the method goes by.
Seconds DetectorReader::freshness(detection::Freshness method, Seconds period) {
  using detection::Freshness;
  const bool by_timeout = method == Freshness::timeout;
  belongs("timeout", "timeout", by_timeout);
  belongs("missed", "timeout", by_timeout);
  belongs("shift", "nfd-s", method == Freshness::nfd_s);
  belongs("margin", "nfd-e", method == Freshness::nfd_e);
  belongs("window", "nfd-e", method == Freshness::nfd_e);
  exclude("timeout", "missed");
  const char* needed = by_timeout ? "timeout" : method == Freshness::nfd_s ? "shift" : "margin";
  if (by_timeout && record_.has("missed")) return detection::timeout_of_missed(whole("missed"), period);
  if (!record_.has(needed)) {
    fail(record_.place(),
         fmt::format("{} does not say when a missing beat is suspected: it needs `{}`", record_.subject(), needed),
         by_timeout ? "for example `missed: 3` or `timeout: 3.5 s`" : fmt::format("for example `{}: 2 s`", needed));
  }
  return time(needed);
}

DetectorPtr DetectorReader::heartbeat() {
  const auto method = choice<detection::Freshness>("method");
  const Seconds period = time("period");
  const bool nfd_e = method == detection::Freshness::nfd_e;
  const detection::HeartbeatSettings settings{.period = period,
                                              .method = method,
                                              .timeout = freshness(method, period),
                                              .delay = record_.law("delay"),
                                              .loss = chance("loss"),
                                              .passes_when_grey = chance("passes when grey"),
                                              .window = whole("window")};
  const char* timeout = nfd_e                                   ? "margin"
                        : method == detection::Freshness::nfd_s ? "shift"
                        : record_.has("missed")                 ? "missed"
                                                                : "timeout";
  limit_periods(timeout, settings.timeout, period);
  limit_beats(period, settings.delay);
  return made(settings, period, detection::make_heartbeat, {{"timeout", timeout}});
}

DetectorPtr DetectorReader::phi_accrual() {
  const detection::PhiSettings settings{.period = time("period"),
                                        .form = choice<detection::PhiForm>("form"),
                                        .threshold = number("threshold"),
                                        .window = whole("window"),
                                        .min_deviation = time("min deviation"),
                                        .acceptable_pause = time("acceptable pause"),
                                        .delay = record_.law("delay"),
                                        .loss = chance("loss"),
                                        .passes_when_grey = chance("passes when grey")};
  limit_periods("min deviation", settings.min_deviation, settings.period, 10);
  limit_periods("acceptable pause", settings.acceptable_pause, settings.period, 100);
  limit_beats(settings.period, settings.delay, true);
  return made(settings, settings.period, detection::make_phi_accrual);
}

DetectorPtr DetectorReader::poll() {
  const detection::PollSettings settings{.interval = time("interval"),
                                         .timeout = record_.duration("timeout"),
                                         .fall = whole("fall"),
                                         .rise = whole("rise"),
                                         .spacing = choice<detection::Spacing>("from"),
                                         .loss = chance("loss"),
                                         .passes_when_grey = chance("passes when grey")};
  return made(settings, settings.interval, detection::make_poll);
}

DetectorPtr DetectorReader::swim() {
  const detection::SwimSettings settings{.members = whole("members"),
                                         .period = time("period"),
                                         .indirect = whole("indirect"),
                                         .loss = chance("loss"),
                                         .suspicion_periods = whole("suspicion periods"),
                                         .passes_when_grey = chance("passes when grey")};
  return made(settings, settings.period, detection::make_swim);
}

DetectorPtr DetectorReader::inspection() {
  const detection::InspectionSettings settings{.interval = time("interval"),
                                               .duration = time("duration"),
                                               .finds = chance("finds"),
                                               .together = choice<int>("dates") == 0,
                                               .false_alarm = chance("false positives"),
                                               .passes_when_grey = chance("passes when grey")};
  return made(settings, detection::make_inspection, {{"false_alarm", "false positives"}});
}

DetectorPtr DetectorReader::threshold() {
  detection::ThresholdSettings settings{.interval = time("interval"),
                                        .mean = number("mean"),
                                        .deviation = number("deviation"),
                                        .correlation = number("correlation"),
                                        .threshold = number("threshold"),
                                        .failed_mean = number("failed mean"),
                                        .samples = whole("samples"),
                                        .clear_samples = whole("clear samples"),
                                        .passes_when_grey = chance("passes when grey")};
  exclude("samples", "for");
  exclude("correlation", "correlation time");
  const auto lasting = record_.duration("for");
  if (lasting && !failed()) {
    constexpr double most_samples = 50;
    const double samples = detection::samples_for(*lasting, settings.interval);
    if (samples <= most_samples) {
      settings.samples = static_cast<int>(samples);
    } else {
      fail(record_.place_of("for"),
           fmt::format("`for` of {}: that is {:.6g} samples in a row, more than {:.0f}", record_.subject(), samples,
                       most_samples),
           "sample less often, or let it last less");
    }
  }
  const auto correlation_time = record_.duration("correlation time");
  if (correlation_time && !failed()) settings.correlation = std::exp(-(settings.interval / *correlation_time));
  return made(settings, settings.interval, detection::make_threshold,
              {{"correlation", record_.has("correlation time") ? "correlation time" : "correlation"}});
}

DetectorPtr DetectorReader::vrrp() {
  const auto priority = record_.count("priority");
  detection::HeartbeatSettings settings =
      detection::vrrp(time("advertisement"), static_cast<int>(priority.value_or(1)));
  settings.delay = record_.law("delay");
  settings.loss = chance("loss");
  settings.passes_when_grey = chance("passes when grey");
  limit_beats(settings.period, settings.delay);
  return made(settings, settings.period, detection::make_heartbeat,
              {{"period", "advertisement"}, {"timeout", "advertisement"}});
}

DetectorPtr DetectorReader::lease() {
  detection::HeartbeatSettings settings = detection::lease(time("time to live"), time("renew every"));
  settings.delay = record_.law("delay");
  settings.loss = chance("loss");
  settings.passes_when_grey = chance("passes when grey");
  if (!failed() && settings.timeout < settings.period) {
    fail(record_.place_of("time to live"),
         fmt::format("`time to live` of {}: the lease runs out before it is renewed, always", record_.subject()),
         "renew it several times within its time to live");
  }
  limit_periods("time to live", settings.timeout, settings.period);
  limit_beats(settings.period, settings.delay);
  return made(settings, settings.period, detection::make_heartbeat,
              {{"period", "renew every"}, {"timeout", "time to live"}});
}

std::vector<detection::Channel> DetectorReader::channels(const Record& of) {
  std::vector<detection::Channel> all;
  double all_fail = 1;
  for (const Node* item : of.items("channels")) {
    const std::string subject = fmt::format("channel {} of {}", all.size() + 1, of.subject());
    if (item->is_scalar()) {
      all.push_back({read_law(*item, subject, context_), 0});
    } else {
      const Record channel(*item, section("channel"), subject, context_);
      all.push_back({channel.law("delay"), static_cast<double>(channel.probability("fails").value_or(0))});
    }
    all_fail *= all.back().fails;
  }
  constexpr double most_fail = 0.9;  // beyond, a law of very many tellings
  if (!all.empty() && all_fail >= 1) {
    fail(of.place_of("channels"), fmt::format("no channel of {} ever works: nobody would be told", of.subject()),
         "give one of them a probability of failing below 100 %");
  } else if (!all.empty() && all_fail > most_fail) {
    fail(of.place_of("channels"),
         fmt::format("all channels of {} fail together more than nine times out of ten", of.subject()),
         "give them lower probabilities of failing, or another channel");
  }
  return all;
}

DetectorPtr DetectorReader::people() {
  const auto after = record_.reference("after");
  const DetectorPtr detector = after ? find_(*after) : nullptr;
  detection::AlertSettings settings;
  settings.levels.push_back(alert_level(record_));
  for (const Node* item : record_.items("then")) {
    const std::string subject = fmt::format("`then` of {}", record_.subject());
    settings.levels.push_back(alert_level(Record(*item, section("alert level"), subject, context_)));
  }
  settings.escalate_after = time("escalate after");
  const Seconds hours = time("hours a day");
  const int days = whole("days a week");
  if (failed() || detector == nullptr) return nullptr;
  if (hours < Hours{24} || days < 7) settings.reaction = detection::wait_for_working_hours(hours, days);
  return detection::with_alert(detector, settings);
}

}  // namespace

const Section* section_of_detector(const Node& node) {
  const Node* kind = node.find("kind");
  if (kind == nullptr || !kind->is_scalar()) return nullptr;
  const Section& any = section("detector");
  const Section& found = *variant(&any, trim(kind->text));
  return &found == &any ? nullptr : &found;
}

DetectorPtr read_detector(const Node& node, const std::string& subject, Context& context, const FindDetector& find) {
  using Read = DetectorPtr (DetectorReader::*)();
  static const std::map<std::string, Read> kinds = {
      {"heartbeat detector", &DetectorReader::heartbeat},
      {"phi accrual detector", &DetectorReader::phi_accrual},
      {"poll detector", &DetectorReader::poll},
      {"swim detector", &DetectorReader::swim},
      {"inspection detector", &DetectorReader::inspection},
      {"threshold detector", &DetectorReader::threshold},
      {"vrrp detector", &DetectorReader::vrrp},
      {"lease detector", &DetectorReader::lease},
      {"people detector", &DetectorReader::people},
  };
  const std::size_t errors_before = context.reporter.errors();
  const Section* fields = section_of_detector(node);
  const Node* kind = node.find("kind");
  if (fields == nullptr && kind != nullptr && kind->is_scalar()) {
    context.reporter.error(kind->place, fmt::format("{}: there is no kind of detector {}", subject, quote(kind->text)),
                           suggest(trim(kind->text), detector_kinds(), "kinds"));
    return nullptr;
  }
  if (fields == nullptr && node.is_mapping()) {
    context.reporter.error(kind == nullptr ? node.place : kind->place,
                           fmt::format("{} does not say its `kind`", subject), suggest("", detector_kinds(), "kinds"));
    return nullptr;
  }
  const Record record(node, fields == nullptr ? section("detector") : *fields, subject, context);
  if (fields == nullptr) return nullptr;
  DetectorReader reader(record, context, find, errors_before);
  try {
    return (reader.*kinds.at(fields->id))();
  } catch (const std::exception& error) {  // of the computation of a law that no check foresaw
    if (context.reporter.errors() == errors_before)
      context.reporter.error(record.place(), fmt::format("{}: {}", subject, error.what()));
    return nullptr;
  }
}

}  // namespace nines::scenarios
