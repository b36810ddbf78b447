#include "analysis/incidents/tracer.h"

#include <algorithm>

namespace nines::incidents {
namespace {

using models::Happening;

constexpr std::size_t most_outage_incidents = 100;
constexpr std::size_t most_steps = 30;        // of an incident, apart from services going down and coming back
constexpr std::size_t most_service_steps = 60;  // with these
constexpr std::size_t most_quiet_steps = 6;   // they are told in one line
constexpr std::size_t most_quiet_in_a_row = 20;

/// Worth a line of its own though no service went down; the rest only follows from it.
bool is_noteworthy(const Step& step) {
  switch (step.what) {
    case Happening::failed:
    case Happening::shock:
    case Happening::domain_down:
    case Happening::switchover_begins:
    case Happening::failback_begins:
    case Happening::election_begins:
    case Happening::rollout_begins:
    case Happening::bad_release_noticed:
    case Happening::switchover_fails:
    case Happening::fencing_fails:
    case Happening::two_are_active:
    case Happening::service_suspected:
    case Happening::data_corrupted:
    case Happening::corruption_noticed:
    case Happening::data_lost:
    case Happening::stripes_lost:
    case Happening::data_left_behind:
    case Happening::nothing_to_restore:
    case Happening::unreadable_backup_found:
    case Happening::backups_lost:
    case Happening::detector_suspects_all:
    case Happening::traffic_on_its_way:
    case Happening::traffic_cannot_be_moved:
    case Happening::traffic_going_back:
    case Happening::job_corruption_found:
    case Happening::fault_in_vain: return true;
    default: return false;
  }
}

bool ends_failure(Happening what) {
  return what == Happening::repaired || what == Happening::restart_works || what == Happening::replaced;
}

}  // namespace

void Steps::add(const Step& step, std::size_t most) {
  if (kept.size() < most) {
    kept.push_back(step);
  } else {
    ++left_out;
  }
}

Tracer::Tracer(const models::Model& model)
    : model_(model),
      services_(model.services.size()),
      totals_(model.services.size()),
      unrepaired_(model.causes.size(), 0) {
  incidents_.reserve(most_outage_incidents * (most_quiet_in_a_row + 1) + most_quiet_in_a_row);
}

Tracer::Tracer(const models::Model& model, std::vector<double> wanted_s) : Tracer(model) {
  wanted_s_ = std::move(wanted_s);
}

bool Tracer::is_wanted(double now_s) const {
  if (wanted_s_.empty()) return outage_incidents_ <= most_outage_incidents;
  return std::find(wanted_s_.begin(), wanted_s_.end(), now_s) != wanted_s_.end();
}

namespace {

bool is_retirement(const models::Model& model, Happening what, std::uint32_t group, std::uint32_t mode) {
  return what == Happening::failed && model.classes[model.groups[group].unit_class].retirement == mode;
}

}  // namespace

/// Nobody repairs what works.
bool Tracer::is_about_an_alarm(Happening what, std::uint32_t group, std::uint32_t mode) const {
  const bool of_a_repair = what == Happening::noticed || what == Happening::repair_begins;
  return of_a_repair &&
         model_.classes[model_.groups[group].unit_class].modes[mode].spec->kind == models::ModeKind::false_alarm;
}

void Tracer::happened(Happening what, std::uint32_t index, std::uint32_t mode, double now_s) {
  if (is_about_an_alarm(what, index, mode)) return;
  Step step;
  step.at_s = now_s;
  step.what = what;
  step.index = index;
  step.mode = mode;
  add(step);
  if (is_retirement(model_, what, index, mode)) retired(index, mode, now_s);
  if (what == Happening::failed || what == Happening::noticed) last_known_ = mode;
  if (what == Happening::failed || ends_failure(what)) count(what, index, mode, now_s);
  if (ends_failure(what)) repaired(index, mode, now_s);
}

void Tracer::count(Happening what, std::uint32_t group, std::uint32_t mode, double now_s) {
  const std::uint32_t cause = model_.classes[model_.groups[group].unit_class].modes[mode].cause;
  if (now_s != last_s_) just_failed_.clear();
  last_s_ = now_s;
  if (ends_failure(what)) {
    --unrepaired_[cause];
  } else {
    ++unrepaired_[cause];
    just_failed_.push_back(cause);
  }
}

void Tracer::condition(std::uint32_t number, bool up, double now_s, std::uint32_t cause) {
  Service& service = services_[number];
  if (service.up == up) return;
  if (!up && services_down_ == 0) begin_incident(now_s);
  Step step;
  step.at_s = now_s;
  step.index = number;
  if (up) {
    step.kind = Step::Kind::service_up;
    step.down_for_s = now_s - service.since_s;
    close_outage(number, now_s);
  } else {
    step.kind = Step::Kind::service_down;
    step.cause = cause;
    std::vector<std::uint32_t>& affected = current_->services;
    if (std::find(affected.begin(), affected.end(), number) == affected.end()) affected.push_back(number);
    ++services_down_;
  }
  current_->steps.add(step, most_service_steps);
  service.up = up;
  service.since_s = now_s;
  if (services_down_ > 0) return;
  current_->end_s = now_s;
  current_->ended = true;
  current_ = nullptr;
  event_ = {};
}

void Tracer::end(double mission_s) {
  close_event();
  for (std::uint32_t number = 0; number < services_.size(); ++number) {
    if (!services_[number].up) close_outage(number, mission_s);
  }
  if (current_ != nullptr) current_->end_s = mission_s;
  current_ = nullptr;
}

void Tracer::add(const Step& step) {
  if (current_ != nullptr) return current_->steps.add(step, most_steps);
  if (step.at_s != event_s_) close_event();
  event_s_ = step.at_s;
  event_.add(step, most_steps);
}

/// The event that was told last has taken no service down.
void Tracer::close_event() {
  if (std::any_of(event_.kept.begin(), event_.kept.end(), is_noteworthy)) keep_quiet();
  event_ = {};
}

/// The first step of an incident is what the event has told so far.
void Tracer::begin_incident(double now_s) {
  if (event_s_ != now_s) close_event();
  ++outage_incidents_;
  if (is_wanted(now_s)) {
    incidents_.emplace_back();
    current_ = &incidents_.back();
  } else {
    overflow_ = {};
    current_ = &overflow_;
  }
  current_->begin_s = now_s;
  current_->steps = std::move(event_);
  if (last_s_ != now_s) just_failed_.clear();
  for (std::uint32_t cause = 0; cause < unrepaired_.size(); ++cause) {
    const auto now = static_cast<std::uint32_t>(std::count(just_failed_.begin(), just_failed_.end(), cause));
    if (unrepaired_[cause] > now) current_->before.emplace_back(cause, unrepaired_[cause] - now);
  }
  current_->quiet_before = std::exchange(quiet_left_out_, 0);
  quiet_in_a_row_ = 0;
  event_ = {};
}

void Tracer::keep_quiet() {
  if (outage_incidents_ > most_outage_incidents || !wanted_s_.empty()) return;
  if (++quiet_in_a_row_ > most_quiet_in_a_row) {
    ++quiet_left_out_;
    return;
  }
  Incident incident;
  incident.quiet = true;
  incident.begin_s = event_s_;
  incident.steps.left_out = event_.left_out;
  for (const Step& step : event_.kept) {
    if (is_noteworthy(step)) incident.steps.add(step, most_quiet_steps);
  }
  const Step& first = incident.steps.kept.front();
  // Which of several interchangeable members a repair belongs to cannot be told.
  if (first.what == Happening::failed && model_.groups[first.index].single()) {
    const auto retirement = std::find_if(event_.kept.begin(), event_.kept.end(), [&](const Step& step) {
      return step.index == first.index && is_retirement(model_, step.what, step.index, step.mode);
    });
    const Step& last = retirement == event_.kept.end() ? first : *retirement;
    open_[{last.index, last.mode}] = incidents_.size();
  }
  incidents_.push_back(std::move(incident));
}

void Tracer::repaired(std::uint32_t group, std::uint32_t mode, double now_s) {
  const auto found = open_.find({group, mode});
  if (found == open_.end()) return;
  incidents_[found->second].ended = true;
  incidents_[found->second].end_s = now_s;
  open_.erase(found);
}

/// The failure that has just been known is not repaired: what it began is over when another unit is there.
void Tracer::retired(std::uint32_t group, std::uint32_t retirement, double now_s) {
  count(Happening::repaired, group, last_known_, now_s);
  auto begun = open_.extract({group, last_known_});
  if (begun.empty()) return;
  begun.key().second = retirement;
  open_.insert(std::move(begun));
}

void Tracer::close_outage(std::uint32_t number, double now_s) {
  const double down_s = now_s - services_[number].since_s;
  ServiceTotals& totals = totals_[number];
  totals.outages += services_[number].since_s > 0 ? 1 : 0;  // down from the start did not begin in the mission
  totals.down_s += down_s;
  totals.longest_s = std::max(totals.longest_s, down_s);
  --services_down_;
}

}  // namespace nines::incidents
