// What detectors need to see: services that they run on, and paths to what they watch.
#include "scenarios/language/dependency_order.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace nines::scenarios {

using models::FailureMode;
using models::Operand;
using models::Platform;
using models::TakesDown;

/// Once all services are known, in their order.
void Lowering::watchers() {
  for (std::size_t i = 0; i < watches_.size(); ++i) resolve_needs(i);
  if (reporter_.has_errors()) return;
  for (std::size_t i = 0; i < watches_.size(); ++i) watcher(i);
  refuse_self_watching();
}

/// What to do where something that is no service is named as one: one of `services`, or a new one (service_instead).
std::string Lowering::instead_of_service(const std::string& name, const std::vector<std::string>& services,
                                         std::string_view form, std::string_view use) const {
  const bool countable = node_names_.find(name) || domain_names_.find(name);
  return countable ? service_instead(form, name, use) : suggest(name, services, "services");
}

std::vector<std::size_t> Lowering::needed_services(std::size_t detector, const std::vector<Mention>& mentions,
                                                   const std::string& key) {
  const std::string subject = fmt::format("the detector {}", quote(detector_names_.list()[detector]));
  std::vector<std::size_t> found;
  for (const Mention& each : mentions) {
    const auto service = service_names_.find(each.name);
    if (!service) {
      if (!names_known_) continue;
      reporter_.error(each.place, fmt::format("`{}` of {}: there is no service {}", key, subject, quote(each.name)),
                      instead_of_service(each.name, service_names_.list()));
    } else if (std::find(found.begin(), found.end(), *service) != found.end()) {
      reporter_.error(each.place, fmt::format("`{}` of {} names {} twice", key, subject, quote(each.name)),
                      "name each once");
    } else {
      found.push_back(*service);
    }
  }
  return found;
}

void Lowering::resolve_needs(std::size_t detector) {
  Watch& watch = watches_[detector];
  watch.home = needed_services(detector, watch.runs_on, "runs on");
  watch.path = needed_services(detector, watch.through, "through");
  for (const Mention& each : watch.through) {
    const auto is_same = [&](const Mention& other) { return other.name == each.name; };
    if (std::none_of(watch.runs_on.begin(), watch.runs_on.end(), is_same)) continue;
    reporter_.error(
        each.place,
        fmt::format("the detector {} runs on {} and looks through it: while that is down it sees nothing at "
                    "all, and suspects nobody",
                    quote(detector_names_.list()[detector]), quote(each.name)),
        "keep one of the two");
  }
}

/// With what those need whose alarms it passes on.
void Lowering::watcher(std::size_t detector) {
  const Watch& watch = watches_[detector];
  models::Watcher made;
  const auto add = [](const std::vector<std::size_t>& more, std::vector<std::size_t>& all) {
    for (const std::size_t each : more) {
      if (std::find(all.begin(), all.end(), each) == all.end()) all.push_back(each);
    }
  };
  for (std::optional<std::size_t> each = detector; each; each = watches_[*each].after) {
    add(watches_[*each].home, made.runs_on);
    add(watches_[*each].path, made.through);
  }
  if (made.always_sees()) return;
  models::DetectorSummary& summary = study_.platform.detectors[detector];
  const auto list = [&](const std::vector<std::size_t>& services, const char* before) {
    std::string words;
    for (const std::size_t each : services) words += (words.empty() ? before : ", ") + service_names_.list()[each];
    return words;
  };
  summary.words += list(made.runs_on, ", on ") + list(made.through, ", through ");
  if (!made.through.empty() && watch.takes_out) {
    using models::detection::FailsBy;
    try {
      made.until_suspected = watch.detector->detection_time(FailsBy::hanging);
      made.until_trusted = watch.detector->recovery_time(FailsBy::hanging);
    } catch (const std::exception& error) {
      reporter_.error(watch.place, fmt::format("what the detector {} does when it is cut off: {}",
                                               quote(detector_names_.list()[detector]), error.what()));
      return;
    }
  }
  summary.watcher = std::move(made);
}

namespace {

/// What notices that something is down on which a service rests.
class NoticedBeneath {
 public:
  explicit NoticedBeneath(const Platform& platform) : platform_(platform) {}

  /// By detector: a failure beneath the service that this one notices.
  std::map<std::size_t, std::string> of(std::size_t service) {
    waiting_ = {service};
    while (!waiting_.empty()) {
      const std::size_t next = waiting_.back();
      waiting_.pop_back();
      if (services_.insert(next).second) visit(platform_.services[next]);
    }
    for (const std::size_t level : levels_) add_taking_down(level);
    return found_;
  }

 private:
  void visit(const models::Service& service) {
    if (service.preference && service.preference->detector)
      found_.emplace(*service.preference->detector, "the service in use by " + service.name);
    waiting_.insert(waiting_.end(), service.depends_on.begin(), service.depends_on.end());
    for (const Operand& operand : service.operands) {
      switch (operand.kind) {
        case Operand::Kind::service: waiting_.push_back(operand.index); break;
        case Operand::Kind::domains: add_levels(operand.index); break;
        case Operand::Kind::nodes: {
          const models::NodeClass& nodes = platform_.nodes[operand.index];
          for (const FailureMode& mode : nodes.failures) {
            if (mode.takes_down != TakesDown::nothing) add(nodes.name, mode);
          }
          add_levels(nodes.level);
        }
      }
    }
  }

  void add_levels(std::optional<std::size_t> level) {
    for (; level; level = platform_.domains[*level].parent) {
      if (!levels_.insert(*level).second) return;
      for (const FailureMode& mode : platform_.domains[*level].failures) {
        if (mode.takes_down == TakesDown::unit) add(platform_.domains[*level].name, mode);
      }
    }
  }

  /// Failures of anything that take down a whole level.
  void add_taking_down(std::size_t level) {
    const auto add_all = [&](const std::string& owner, const std::vector<FailureMode>& modes) {
      for (const FailureMode& mode : modes) {
        if (mode.takes_down == TakesDown::domain && mode.domain_level == level) add(owner, mode);
      }
    };
    for (const models::NodeClass& nodes : platform_.nodes) add_all(nodes.name, nodes.failures);
    for (const models::DomainLevel& each : platform_.domains) add_all(each.name, each.failures);
  }

  void add(const std::string& owner, const FailureMode& mode) {
    if (mode.detector) found_.emplace(*mode.detector, owner + "." + mode.name);
  }

  const Platform& platform_;
  std::map<std::size_t, std::string> found_;
  std::set<std::size_t> services_, levels_;
  std::vector<std::size_t> waiting_;
};

}  // namespace

/// A detector that would have to notice what blinds it never would: both would be down for ever.
void Lowering::refuse_self_watching() {
  if (reporter_.has_errors()) return;
  struct Why {
    Place place;
    std::string words;  ///< "runs on monitoring"
    std::string failure;
  };
  std::vector<std::map<std::size_t, Why>> noticed_by(watches_.size());
  std::vector<std::vector<std::size_t>> needs(watches_.size());
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    for (std::optional<std::size_t> each = i; each; each = watches_[*each].after) {
      const auto look = [&](const std::vector<Mention>& mentions, const char* how) {
        for (const Mention& mention : mentions) {
          for (auto& [other, failure] : NoticedBeneath(study_.platform).of(*service_names_.find(mention.name))) {
            const bool is_new =
                noticed_by[i]
                    .emplace(other, Why{mention.place, fmt::format("{} {}", how, mention.name), failure})
                    .second;
            if (is_new) needs[i].push_back(other);
          }
        }
      };
      look(watches_[*each].runs_on, "runs on");
      look(watches_[*each].through, "looks through");
    }
  }
  for (const std::vector<std::size_t>& cycle : order_by_dependency(needs).cycles) {
    std::string shown;
    for (std::size_t k = 0; k < cycle.size(); ++k) {
      const Why& why = noticed_by[cycle[k]].at(cycle[(k + 1) % cycle.size()]);
      shown += fmt::format("{}{} {}, where {} is noticed by {}", k > 0 ? "; " : "", detector_names_.list()[cycle[k]],
                           why.words, why.failure, detector_names_.list()[cycle[(k + 1) % cycle.size()]]);
    }
    const std::string& first = detector_names_.list()[cycle.front()];
    const Why& why = noticed_by[cycle.front()].at(cycle[1 % cycle.size()]);
    reporter_.error(
        why.place,
        fmt::format("{} {}: {}. Once that is down nobody would notice, for ever",
                    cycle.size() == 1 ? "the detector" : "detectors",
                    cycle.size() == 1 ? quote(first) + " watches itself" : "watch only each other in a circle", shown),
        fmt::format("let another detector notice {}, or give it a `time to notice`", why.failure));
  }
}

}  // namespace nines::scenarios
