#include "models/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace nines::models {

namespace {

/// Its failures are counted in GroupState::halted, beside its domain.
constexpr std::size_t most_cut_off_from = 200;

/// What it is told by services.
void wire_services(Model& model, std::uint32_t w) {
  const Watcher& spec = *model.watchers[w].spec;
  for (const std::size_t s : spec.runs_on) model.services[s].watchers.push_back({w, false});
  for (const std::size_t s : spec.through) model.services[s].watchers.push_back({w, true});
}

void take_out(Model& model, std::uint32_t w, std::uint32_t c) {
  WatcherModel& watcher = model.watchers[w];
  const std::string& name = model.classes[c].name;
  std::size_t others = 0;
  for (const WatcherModel& other : model.watchers) {
    others += static_cast<std::size_t>(std::count_if(other.taken_out.begin(), other.taken_out.end(),
                                                     [&](const auto& each) { return each.unit_class == c; }));
  }
  if (others >= most_cut_off_from) {
    throw BuildError(name, fmt::format("more than {} detectors may be cut off from {}: let fewer look through services",
                                       most_cut_off_from, name));
  }
  watcher.taken_out.push_back({c, add_cause(model, fmt::format("{}.cut off from {}", name, watcher.name))});
  for (ServiceModel& service : model.services) {
    const bool uses = std::find(service.culprits.begin(), service.culprits.end(), c) != service.culprits.end();
    if (uses && (service.taken_out_by.empty() || service.taken_out_by.back() != w)) service.taken_out_by.push_back(w);
  }
}

/// The failures that it detects, and its mistakes.
void wire_units(Model& model, std::uint32_t w, std::size_t detector) {
  WatcherModel& watcher = model.watchers[w];
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    UnitClass& unit_class = model.classes[c];
    bool is_watched = false, may_be_taken_out = false;
    for (Mode& mode : unit_class.modes) {
      if (mode.spec->detector != detector) continue;
      is_watched = true;
      mode.unseen = watcher.state + static_cast<Offset>(offsetof(WatcherState, unseen));
      mode.is_alarm = mode.spec->kind == ModeKind::false_alarm;
      mode.returns_when_seen = mode.spec->returns_as_detected;
      may_be_taken_out = may_be_taken_out || (!mode.is_alarm && !mode.unit_stays_up);
    }
    if (!is_watched) continue;
    unit_class.may_be_unseen = true;
    watcher.watched.push_back(c);
    if (may_be_taken_out && watcher.spec->until_suspected) take_out(model, w, c);
  }
}

void wire_selectors(Model& model, std::uint32_t w, std::size_t detector) {
  WatcherModel& watcher = model.watchers[w];
  for (std::uint32_t i = 0; i < model.selectors.size(); ++i) {
    SelectorModel& selector = model.selectors[i];
    const Service& service = model.platform.services[selector.service];
    if (service.preference->detector != detector) continue;
    selector.watcher = w;
    watcher.selectors.push_back(i);
    if (watcher.spec->until_suspected)
      selector.cut_off_cause = add_cause(model, fmt::format("{}.cut off from {}", service.name, watcher.name));
  }
}

}  // namespace

void build_watchers(Model& model) {
  for (std::size_t detector = 0; detector < model.platform.detectors.size(); ++detector) {
    const Watcher& spec = model.platform.detectors[detector].watcher;
    if (spec.always_sees()) continue;
    const auto w = static_cast<std::uint32_t>(model.watchers.size());
    WatcherModel& watcher = model.watchers.emplace_back();
    watcher.name = model.platform.detectors[detector].name;
    watcher.spec = &spec;
    if (!spec.until_suspected != !spec.until_trusted) {
      throw BuildError("",
                       fmt::format("the detector {} takes units out without ever putting them back, or the other way "
                                   "round: give it both times or none",
                                   watcher.name));
    }
    watcher.state = model.layout.add_state<WatcherState>();
    if (spec.until_suspected) {
      for (const auto purpose : {WatcherModel::suspects, WatcherModel::trusts}) {
        const LawPtr& law = purpose == WatcherModel::suspects ? spec.until_suspected : spec.until_trusted;
        watcher.timers[purpose] = model.layout.add_timer(
            law.get(), {w, static_cast<std::uint16_t>(purpose), static_cast<std::uint16_t>(Owner::watcher)});
      }
      ++model.layout.concurrent_timers;
    }
    wire_services(model, w);
    wire_units(model, w, detector);
    wire_selectors(model, w, detector);
  }
}

}  // namespace nines::models
