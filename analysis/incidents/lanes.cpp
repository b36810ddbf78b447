// Lanes of a timeline.
#include "analysis/incidents/timeline.h"
#include "analysis/incidents/words.h"
#include "analysis/report/numbers.h"
#include "analysis/report/phase_colours.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace nines::incidents {
namespace {

using plot::Lanes;
using report::duration_text;

constexpr std::size_t domain_state = models::outage_phases;  ///< behind the phases
constexpr std::size_t most_service_lanes = 12, most_other_lanes = 24;

std::vector<Lanes::State> states() {
  std::vector<Lanes::State> all;
  for (std::size_t i = 0; i < models::outage_phases; ++i) {
    const auto phase = static_cast<models::OutagePhase>(i);
    all.push_back({std::string(report::words_for(phase)), report::colour_of(phase)});
  }
  all.push_back({"failure domain not available", plot::Colour::ink});
  return all;
}

std::size_t state_of(const std::vector<Stretch>& stretches) {
  const auto longest = std::max_element(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) {
    return a.to_s - a.from_s < b.to_s - b.from_s;
  });
  const auto phase = longest == stretches.end() ? models::OutagePhase::repair : longest->phase;
  return static_cast<std::size_t>(phase);
}

std::string cause_of(const models::Model& model, const ServiceOutage& outage) {
  return outage.cause == none ? "no failure" : model.causes[outage.cause].name;
}

std::string mode_name(const models::Model& model, const UnitFailure& failure) {
  return model.classes[model.groups[failure.group].unit_class].modes[failure.mode].spec->name;
}

std::string lasting(double from_s, double to_s, bool ended) {
  return duration_text(to_s - from_s) + (ended ? "" : ", until the end of the mission") + "\n" + clock_text(from_s);
}

/// How units share lanes: each its own, or all in a failure domain, or all of a class.
enum class Sharing { unit, domain, unit_class };

std::string lane_of(const models::Model& model, const UnitFailure& failure, Sharing sharing) {
  const models::Group& group = model.groups[failure.group];
  if (sharing == Sharing::unit) return model.unit_name(failure.group);
  const std::uint32_t domain = group.self != none ? group.self : group.domain;
  if (sharing == Sharing::domain && domain != none) return "in " + model.place(domain);
  return model.classes[group.unit_class].name;
}

Sharing sharing_for(const models::Model& model, const std::vector<UnitFailure>& units) {
  for (const Sharing sharing : {Sharing::unit, Sharing::domain}) {
    std::set<std::string> names;
    for (const UnitFailure& failure : units) {
      names.insert(lane_of(model, failure, sharing));
      if (names.size() > most_other_lanes) break;
    }
    if (names.size() <= most_other_lanes) return sharing;
  }
  return Sharing::unit_class;
}

/// Lanes by their names, in the order in which they were first needed.
class LaneList {
 public:
  explicit LaneList(Lanes& lanes) : lanes_(lanes) {}

  Lanes::Lane& lane(const std::string& name) { return lanes_.lanes[number(name)]; }
  std::size_t number(const std::string& name) {
    const auto [found, is_new] = numbers_.try_emplace(name, lanes_.lanes.size());
    if (is_new) lanes_.lanes.push_back({name, {}});
    return found->second;
  }
  bool has(const std::string& name) const { return numbers_.contains(name); }
  std::size_t size() const { return numbers_.size(); }

 private:
  Lanes& lanes_;
  std::map<std::string, std::size_t> numbers_;
};

/// Services with the most downtime, the last ones of the platform first.
std::vector<std::uint32_t> shown_services(const models::Model& model, const History& history) {
  std::vector<double> down_s(model.services.size(), 0);
  for (const ServiceOutage& outage : history.services) down_s[outage.service] += outage.to_s - outage.from_s;
  std::vector<std::uint32_t> shown;
  for (std::uint32_t service = 0; service < down_s.size(); ++service) {
    if (down_s[service] > 0) shown.push_back(service);
  }
  std::stable_sort(shown.begin(), shown.end(), [&](auto a, auto b) { return down_s[a] > down_s[b]; });
  shown.resize(std::min(shown.size(), most_service_lanes));
  std::sort(shown.rbegin(), shown.rend());
  return shown;
}

/// The spans of one lane by their beginnings.
void sort_spans(Lanes& lanes) {
  for (Lanes::Lane& lane : lanes.lanes) {
    std::stable_sort(lane.spans.begin(), lane.spans.end(),
                     [](const Lanes::Span& a, const Lanes::Span& b) { return a.from < b.from; });
  }
}

/// Builds the lanes of one window.
class Detail {
 public:
  Detail(const models::Model& model, const History& history, const Window& window)
      : model_(model), history_(history), window_(window), list_(lanes_) {
    lanes_.states = states();
    add_causes();
    add_others();
    add_domains();
    add_services();
    sort_spans(lanes_);
    set_axis();
  }

  Lanes take() { return std::move(lanes_); }

 private:
  double since(double at_s) const { return std::clamp(at_s - window_.from_s, 0.0, window_.length_s()); }
  bool overlaps(double from_s, double to_s) const { return from_s <= window_.to_s && to_s >= window_.from_s; }

  /// What began the outages comes first.
  void add_causes() {
    for (const std::size_t number : window_.outages) {
      const std::size_t begun_by = history_.services[number].begun_by;
      if (begun_by != ServiceOutage::no_failure && list_.size() < most_other_lanes) add_unit(begun_by);
    }
  }

  void add_others() {
    for (std::size_t i = 0; i < history_.units.size(); ++i) {
      const UnitFailure& failure = history_.units[i];
      if (!overlaps(failure.from_s, failure.to_s) || failure.to_s == window_.from_s) continue;
      if (list_.size() < most_other_lanes || list_.has(model_.unit_name(failure.group))) add_unit(i);
    }
  }

  void add_unit(std::size_t number) {
    if (!added_.insert(number).second) return;
    const UnitFailure& failure = history_.units[number];
    const std::string name = model_.unit_name(failure.group);
    add_stretches(list_.lane(name), name + ": " + mode_name(model_, failure), failure.stretches);
  }

  void add_stretches(Lanes::Lane& lane, const std::string& what, const std::vector<Stretch>& stretches) {
    for (const Stretch& stretch : stretches) {
      if (!overlaps(stretch.from_s, stretch.to_s)) continue;
      const std::string earlier = stretch.from_s < window_.from_s
                                      ? ", begun " + duration_text(window_.from_s - stretch.from_s) + " earlier"
                                      : "";
      lane.spans.push_back({since(stretch.from_s), since(stretch.to_s), static_cast<std::size_t>(stretch.phase),
                            fmt::format("{}\n{}: {}{}", what, report::words_for(stretch.phase),
                                        duration_text(stretch.to_s - stretch.from_s), earlier),
                            ""});
    }
  }

  void add_domains() {
    for (const DomainOutage& outage : history_.domains) {
      if (!overlaps(outage.from_s, outage.to_s)) continue;
      const std::string name = model_.place(outage.domain) + " (domain)";
      if (list_.size() >= most_other_lanes && !list_.has(name)) continue;
      list_.lane(name).spans.push_back({since(outage.from_s), since(outage.to_s), domain_state,
                                        name + "\nnot available: " + duration_text(outage.to_s - outage.from_s), ""});
    }
  }

  void add_services() {
    for (const std::size_t number : window_.outages) {
      const ServiceOutage& outage = history_.services[number];
      const std::string name = "service " + model_.services[outage.service].name;
      const std::size_t lane = list_.number(name);
      add_stretches(lanes_.lanes[lane], name + ", begun by " + cause_of(model_, outage), outage.stretches);
      if (outage.begun_by == ServiceOutage::no_failure) continue;
      const UnitFailure& failure = history_.units[outage.begun_by];
      const std::string unit = model_.unit_name(failure.group);
      if (list_.has(unit))
        lanes_.links.push_back({list_.number(unit), lane, since(failure.from_s), since(outage.from_s)});
    }
  }

  /// Logarithmic if something is over before a sixtieth of the time has passed.
  void set_axis() {
    double least = window_.length_s();
    for (const Lanes::Lane& lane : lanes_.lanes) {
      for (const Lanes::Span& span : lane.spans) {
        for (const double at : {span.from, span.to}) least = at > 0 ? std::min(least, at) : least;
      }
    }
    const double length_s = std::max(window_.length_s(), 1e-3);
    const bool logarithmic = least < length_s / 60;
    lanes_.time = {logarithmic ? "time since the outage began (logarithmic)" : "time since the outage began",
                   plot::Unit::seconds, logarithmic, logarithmic ? least / 2 : 0, length_s};
  }

  const models::Model& model_;
  const History& history_;
  const Window& window_;
  Lanes lanes_;
  LaneList list_;
  std::set<std::size_t> added_;
};

std::string target_of(const std::vector<Window>& windows, const std::vector<std::size_t>& shown, std::size_t outage) {
  for (const std::size_t number : shown) {
    const std::vector<std::size_t>& outages = windows[number].outages;
    if (std::binary_search(outages.begin(), outages.end(), outage)) return fmt::format("#incident-{}", number + 1);
  }
  return "";
}

}  // namespace

std::vector<Window> windows_of(const History& history) {
  std::vector<Window> windows;
  for (std::size_t i = 0; i < history.services.size(); ++i) {
    const ServiceOutage& outage = history.services[i];
    if (windows.empty() || outage.from_s > windows.back().to_s ||
        (outage.from_s == windows.back().to_s && outage.from_s > windows.back().from_s)) {
      windows.push_back({outage.from_s, outage.to_s, outage.ended, {i}});
      continue;
    }
    Window& window = windows.back();
    window.outages.push_back(i);
    window.to_s = std::max(window.to_s, outage.to_s);
    window.ended = window.ended && outage.ended;
  }
  return windows;
}

Lanes overview(const models::Model& model, const History& history, const std::vector<Window>& windows,
               const std::vector<std::size_t>& shown) {
  Lanes lanes;
  lanes.id = "overview";
  lanes.title = "The whole mission";
  lanes.caption = "Each outage and each failure has the colour of what was waited for longest.";
  lanes.states = states();
  lanes.time = {"time since the mission began", plot::Unit::seconds, false, 0, history.mission_s};
  LaneList list(lanes);
  for (const std::uint32_t service : shown_services(model, history))
    list.number("service " + model.services[service].name);
  for (std::size_t i = 0; i < history.services.size(); ++i) {
    const ServiceOutage& outage = history.services[i];
    const std::string name = "service " + model.services[outage.service].name;
    if (!list.has(name)) continue;
    list.lane(name).spans.push_back(
        {outage.from_s, outage.to_s, state_of(outage.stretches),
         fmt::format("{} down, begun by {}\n{}", model.services[outage.service].name, cause_of(model, outage),
                     lasting(outage.from_s, outage.to_s, outage.ended)),
         target_of(windows, shown, i)});
  }
  for (const DomainOutage& outage : history.domains) {
    const std::string name = model.domain_classes[model.domains[outage.domain].level].name + " (domain)";
    list.lane(name).spans.push_back(
        {outage.from_s, outage.to_s, domain_state,
         model.place(outage.domain) + " not available\n" + lasting(outage.from_s, outage.to_s, outage.ended), ""});
  }
  const Sharing sharing = sharing_for(model, history.units);
  for (const UnitFailure& failure : history.units) {
    list.lane(lane_of(model, failure, sharing))
        .spans.push_back({failure.from_s, failure.to_s, state_of(failure.stretches),
                          fmt::format("{}: {}\n{}", model.unit_name(failure.group), mode_name(model, failure),
                                      lasting(failure.from_s, failure.to_s, failure.ended)),
                          ""});
  }
  sort_spans(lanes);
  return lanes;
}

Lanes detail(const models::Model& model, const History& history, const Window& window) {
  return Detail(model, history, window).take();
}

}  // namespace nines::incidents
