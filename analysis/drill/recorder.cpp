#include "analysis/drill/recorder.h"

#include <algorithm>
#include <limits>

namespace nines::drill {
namespace {

using incidents::Step;
using models::Happening;

bool is_about_a_unit(Happening what) {
  switch (what) {
    case Happening::failed:
    case Happening::noticed:
    case Happening::waits_for_spare:
    case Happening::waits_for_crew:
    case Happening::repair_begins:
    case Happening::repair_interrupted:
    case Happening::repaired:
    case Happening::returned:
    case Happening::restart_begins:
    case Happening::restart_fails:
    case Happening::restart_works:
    case Happening::replacement_begins:
    case Happening::replaced:
    case Happening::person_called:
    case Happening::diagnosis_begins:
    case Happening::wrong_thing_repaired: return true;
    default: return false;
  }
}

bool ends_failure(Happening what) {
  return what == Happening::repaired || what == Happening::restart_works || what == Happening::replaced;
}

bool ends_switch(Happening what) {
  return what == Happening::switchover_ends || what == Happening::recovered || what == Happening::leader_elected ||
         what == Happening::traffic_arrives;
}

constexpr double not_in_this_trial = -1;
constexpr double rounding = 1e-12;

}  // namespace

Recorder::Recorder(const models::Model& model)
    : model_(model),
      struck_(model.injections.size()),
      points_(model.services.size()),
      switched_s_(model.services.size()),
      data_lost_s_(model.services.size()),
      down_by_(model.services.size()) {
  for (const models::InjectionModel& each : model.injections)
    first_fault_s_ = std::min(first_fault_s_, each.spec->at.count());
}

void Recorder::begin() {
  std::fill(at_s_.begin(), at_s_.end(), not_in_this_trial);
  std::fill(struck_.begin(), struck_.end(), Struck{});
  for (std::vector<Point>& points : points_) points.assign(1, Point{});
  std::fill(switched_s_.begin(), switched_s_.end(), never.count());
  std::fill(data_lost_s_.begin(), data_lost_s_.end(), 0);
  std::fill(down_by_.begin(), down_by_.end(), struck_.size());
  open_.clear();
  latest_ = striking_ = struck_.size();
}

/// The first time counts or, of what is `last`, the last. Whether it is the first.
bool Recorder::follow(std::size_t fault, const Step& step, bool is_of_unit, bool last) {
  const bool keyed = !is_of_unit;
  const Key key{fault, step.kind, step.what, keyed ? step.index : 0, keyed ? step.mode : 0};
  const auto [found, is_new] = number_.try_emplace(key, followed_.size());
  if (is_new) {
    followed_.push_back({fault, step, is_of_unit, {}});
    at_s_.push_back(not_in_this_trial);
  }
  double& at_s = at_s_[found->second];
  const bool is_first = at_s < 0;
  if (is_first || last) at_s = step.at_s;
  return is_first;
}

void Recorder::happened(Happening what, std::uint32_t index, std::uint32_t mode, double now_s) {
  if (what == Happening::fault_injected) {
    striking_ = latest_ = index;
    return;
  }
  if (what == Happening::fault_in_vain) return;
  if (what == Happening::failed && striking_ != struck_.size()) return struck_unit(index, mode, now_s);
  if (what == Happening::failed) retired(index, mode);
  if (is_about_a_unit(what)) return of_unit(what, index, mode, now_s);
  Step step;
  step.at_s = now_s;
  step.what = what;
  step.index = index;
  step.mode = mode;
  if (ends_switch(what) && now_s >= first_fault_s_) switched_s_[index] = std::min(switched_s_[index], now_s);
  of_others(step);
}

void Recorder::struck_unit(std::uint32_t group, std::uint32_t mode, double now_s) {
  Struck& struck = struck_[striking_];
  if (struck.units == 0) struck.first_group = group;
  ++struck.units;
  open_[{group, mode}] = std::exchange(striking_, struck_.size());
  const models::Mode& spec = model_.classes[model_.groups[group].unit_class].modes[mode];
  if (spec.noticed_at_once) of_unit(Happening::noticed, group, mode, now_s);
}

/// A node that has failed too often is replaced: that belongs to the fault that was one too many.
void Recorder::retired(std::uint32_t group, std::uint32_t mode) {
  if (model_.classes[model_.groups[group].unit_class].modes[mode].spec->kind != models::ModeKind::retirement) return;
  const auto found = open_.lower_bound({group, 0});
  if (found == open_.end() || found->first.first != group) return;
  const std::size_t fault = found->second;
  open_.erase(found);
  open_[{group, mode}] = fault;
}

void Recorder::of_unit(Happening what, std::uint32_t group, std::uint32_t mode, double now_s) {
  const auto found = open_.find({group, mode});
  if (found == open_.end()) return;
  const std::size_t fault = found->second;
  Step step;
  step.at_s = now_s;
  step.what = what;
  step.index = group;
  step.mode = mode;
  follow(fault, step, true);
  Struck& struck = struck_[fault];
  if (what == Happening::noticed) {
    ++struck.noticed;
    struck.last_noticed_s = now_s;
  } else if (ends_failure(what)) {
    ++struck.repaired;
    struck.last_repaired_s = now_s;
  }
  const models::Mode& spec = model_.classes[model_.groups[group].unit_class].modes[mode];
  if (what == Happening::returned || (ends_failure(what) && spec.returns_at_once)) open_.erase(found);
}

/// What cannot be told to be of one unit is taken to follow from the fault that struck last.
void Recorder::of_others(const Step& step) {
  if (latest_ != struck_.size()) follow(latest_, step, false);
}

void Recorder::observe(std::uint32_t series, double value, double /*now_s*/, std::uint32_t /*cause*/) {
  if (series >= model_.data.size() * models::data_series) return;  // of a storage system
  double& lost_s = data_lost_s_[model_.data[series / models::data_series].service];
  const auto kind = static_cast<models::DataSeries>(series % models::data_series);
  if (kind == models::DataSeries::loss) lost_s += value;
  if (kind == models::DataSeries::unrecoverable) lost_s = std::numeric_limits<double>::infinity();
}

Point& Recorder::point(std::uint32_t service, double now_s) {
  std::vector<Point>& points = points_[service];
  if (points.back().at_s < now_s) {
    Point next = points.back();
    next.at_s = now_s;
    points.push_back(next);
  }
  return points.back();
}

/// The fault that is the root cause or, if none is, the one that struck last.
std::size_t Recorder::fault_behind(std::uint32_t cause) const {
  std::size_t found = struck_.size();
  for (const auto& [unit, fault] : open_) {
    const models::Mode& mode = model_.classes[model_.groups[unit.first].unit_class].modes[unit.second];
    const auto at = [&](std::size_t f) { return model_.injections[f].spec->at; };
    if (mode.cause == cause && (found == struck_.size() || at(found) < at(fault))) found = fault;
  }
  return found == struck_.size() ? latest_ : found;
}

void Recorder::condition(std::uint32_t service, bool up, double now_s, std::uint32_t cause) {
  if (points_[service].back().up == up) return;
  point(service, now_s).up = up;
  Step step;
  step.at_s = now_s;
  step.index = service;
  step.kind = up ? Step::Kind::service_up : Step::Kind::service_down;
  if (!up) down_by_[service] = fault_behind(cause);
  const std::size_t fault = down_by_[service];
  if (fault == struck_.size() || follow(fault, step, false) || !up) return;
  step.mode = 1;  // up again after another outage
  follow(fault, step, false, true);
}

void Recorder::unserved(std::uint32_t service, double share, double now_s) {
  if (points_[service].back().unserved != share) point(service, now_s).unserved = share;
}

void Recorder::end() {
  for (std::size_t i = 0; i < followed_.size(); ++i) {
    if (at_s_[i] >= 0)
      followed_[i].after_s.push_back(at_s_[i] - model_.injections[followed_[i].fault].spec->at.count());
  }
  recovered_s_ = first_fault_s_;
  for (std::size_t s = 0; s < points_.size(); ++s) recovered_s_ = std::max(recovered_s_, recovered_s(s));
}

double Recorder::recovered(std::size_t service, bool with_requests) const {
  const std::vector<Point>& points = points_[service];
  std::size_t first = 0;
  while (first + 1 < points.size() && points[first + 1].at_s < first_fault_s_) ++first;
  const auto as_before = [&](const Point& point) {
    return point.up >= points[first].up && (!with_requests || point.unserved <= points[first].unserved + rounding);
  };
  if (!as_before(points.back())) return never.count();
  for (std::size_t i = points.size() - 1; i > first; --i) {
    if (!as_before(points[i - 1]) && i - 1 > first) return points[i].at_s;
  }
  return first_fault_s_;
}

}  // namespace nines::drill
