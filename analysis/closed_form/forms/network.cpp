#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/structure.h"
#include "analysis/closed_form/tree.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace nines::closed_form {

using models::Measure;
using models::Operand;
using models::Platform;
using models::Service;
using models::Study;

namespace {

constexpr std::size_t most_elements = 18;  // each of their states is looked at
constexpr std::size_t most_parts = 64;  // links and members

/// A set of elements that are down.
using Down = std::uint32_t;

/// A service over a network of elements that are up or down independently: failing links, domains and nodes.
class Elements {
 public:
  Elements(const Platform& platform, const Service& service) : platform_(platform), service_(service) {
    for (std::size_t level = 0; level < platform.domains.size(); ++level) add_domains(level);
    for (const models::Network::Place& place : platform.network.places)
      places_.push_back(mask_of(place.level, place.instance));
    for (const models::Network::Links& links : platform.network.links) {
      for (const auto& [one, other] : links.between)
        links_.push_back({one, other, own_element({false, links.nodes}) | places_[one] | places_[other]});
    }
    for (const Operand& operand : service.operands) add_members(operand);
    for (const Member& member : members_) total_ += member.weight;
  }

  bool is_small() const { return elements_.size() <= most_elements && members_.size() <= most_parts; }

  LongRun answer() const {
    const auto states = std::size_t{1} << elements_.size();
    std::vector<double> probability(states, 0), level(states, 0);
    visit(0, 0, 1, probability);
    LongRun found{0, 0, 0.0};
    for (std::size_t down = 0; down < states; ++down) {
      level[down] = connected_weight(static_cast<Down>(down));
      if (!enough(level[down])) found.unavailability += probability[down];
      *found.capacity_unavailability += probability[down] * (total_ - level[down]) / total_;
    }
    for (std::size_t down = 0; down < states; ++down) {
      if (!enough(level[down]) || probability[down] == 0) continue;
      for (std::size_t e = 0; e < elements_.size(); ++e) {
        if ((down >> e & 1) != 0 || enough(level[down | std::size_t{1} << e])) continue;
        found.outages_per_s += probability[down] * elements_[e].outages_per_s / elements_[e].up;
      }
    }
    return found;
  }

 private:
  struct Link {
    std::size_t one, other;
    Down needs;  ///< elements that must be up
  };
  struct Member {
    std::size_t place;
    Down needs;
    double weight;
  };

  Down add(UnitKind kind) {
    const UpDown state = long_run_units(platform_)(kind);
    elements_.push_back(state);
    return elements_.size() > most_elements ? 0 : Down{1} << (elements_.size() - 1);
  }
  Down own_element(UnitKind kind) { return unit_rates(platform_, kind).failures_per_s > 0 ? add(kind) : 0; }

  void add_domains(std::size_t level) {
    domains_.emplace_back();
    const std::size_t instances = platform_.instances(level);
    for (std::size_t i = 0; i < std::min(instances, most_parts); ++i)
      domains_.back().push_back(own_element({true, level}));
  }

  /// What an instance and all around it need.
  Down mask_of(std::optional<std::size_t> level, std::size_t instance) const {
    Down mask = 0;
    for (; level; level = platform_.domains[*level].parent) {
      if (instance < domains_[*level].size()) mask |= domains_[*level][instance];
      instance /= platform_.domains[*level].count;
    }
    return mask;
  }

  /// The place that an instance is, or lies in.
  std::size_t place_of(std::size_t level, std::size_t instance) const {
    for (;; instance /= platform_.domains[level].count, level = *platform_.domains[level].parent) {
      for (std::size_t i = 0; i < platform_.network.places.size(); ++i) {
        const models::Network::Place& place = platform_.network.places[i];
        if (place.level == level && place.instance == instance) return i;
      }
    }
  }

  void add_members(const Operand& operand) {
    const bool domains = operand.kind == Operand::Kind::domains;
    const std::size_t level = domains ? operand.index : *platform_.nodes[operand.index].level;
    const std::size_t in_each = domains ? 1 : platform_.nodes[operand.index].count;
    for (std::size_t i = 0; i < platform_.instances(level); ++i) {
      for (std::size_t n = 0; n < in_each; ++n) {
        if (members_.size() > most_parts || elements_.size() > most_elements) return;
        const Down own = domains ? 0 : own_element({false, operand.index});
        members_.push_back({place_of(level, i), mask_of(level, i) | own, operand.weight});
      }
    }
  }

  /// Each state's probability: a product, in which nothing is subtracted.
  void visit(std::size_t e, Down down, double probability, std::vector<double>& all) const {
    if (e == elements_.size()) {
      all[down] = probability;
      return;
    }
    visit(e + 1, down, probability * elements_[e].up, all);
    visit(e + 1, down | Down{1} << e, probability * elements_[e].down, all);
  }

  double connected_weight(Down down) const {
    std::array<std::uint8_t, most_parts> component;
    std::iota(component.begin(), component.end(), std::uint8_t{0});
    const auto end = component.begin() + static_cast<std::ptrdiff_t>(places_.size());
    for (const Link& link : links_) {
      if ((link.needs & down) != 0) continue;
      const std::uint8_t joined = component[link.other], into = component[link.one];
      if (joined != into) std::replace(component.begin(), end, joined, into);
    }
    std::array<double, most_parts> weight{};
    for (const Member& member : members_) {
      if ((member.needs & down) == 0) weight[component[member.place]] += member.weight;
    }
    if (service_.reach->from) return weight[component[*service_.reach->from]];
    return *std::max_element(weight.begin(), weight.end());
  }

  bool enough(double level) const { return level >= service_.needed * (1 - 1e-12); }

  const Platform& platform_;
  const Service& service_;
  std::vector<UpDown> elements_;
  std::vector<std::vector<Down>> domains_;  ///< by level and instance: its own element, or none
  std::vector<Down> places_;
  std::vector<Link> links_;
  std::vector<Member> members_;
  double total_ = 0;
};

std::optional<double> evaluate(const Study& study, std::size_t index, Measure measure) {
  const Service& service = study.platform.services[index];
  if (!service.reach || !service.depends_on.empty() || service.standby) return std::nullopt;
  if (service.election && service.reach->from) return std::nullopt;
  std::size_t links = 0;
  for (const models::Network::Links& each : study.platform.network.links) links += each.between.size();
  if (links > most_parts || study.platform.network.places.size() > most_parts) return std::nullopt;
  const Elements elements(study.platform, service);
  if (!elements.is_small()) return std::nullopt;
  return measure_of(elements.answer(), measure);
}

/// An assumption on all that the service rests on, links and domains that forward included: on a service that counts it all.
template <Broken (*check)(const Study&, std::size_t)>
Broken of_the_network(const Study& study, std::size_t index) {
  Study all = study;
  Service service = study.platform.services[index];
  service.reach.reset();
  for (const models::Network::Links& links : study.platform.network.links)
    service.operands.push_back({Operand::Kind::nodes, links.nodes, 1});
  for (const models::Network::Place& place : study.platform.network.places) {
    if (place.level && place.instance == 0) service.operands.push_back({Operand::Kind::domains, *place.level, 1});
  }
  all.platform.services[index] = std::move(service);
  return check(all, index);
}

}  // namespace

ClosedForm network() {
  return {
      "network of independent links and places",
      {Measure::availability, Measure::downtime, Measure::outages, Measure::mtbf, Measure::mdt,
       Measure::capacity_availability},
      "the sum of the probabilities of all states of links, domains and nodes (at most 18 that fail) in which too few "
      "members are connected; outages per time: of those in which they are, times the rates that lead out of them",
      "Colbourn 1987, The Combinatorics of Network Reliability, ch. 1 (complete state enumeration); frequency: Barlow, "
      "Proschan 1975, ch. 7",
      true,
      {{"every failure is repaired", &of_the_network<check::repaired>},
       {"repair makes as good as new, or failures are exponential", &of_the_network<check::renewed>},
       {"failures continue while the system is down", &of_the_network<check::failures_continue>},
       {"enough crews for every repair", &of_the_network<check::crew_for_every_repair>},
       {"a free crew begins at once", &of_the_network<check::no_inspection>},
       {"no repair waits for a spare part", &of_the_network<check::spares_at_hand>},
       {"no common-cause failures", &of_the_network<check::no_common_cause>},
       {"a failure takes down its own unit only", &of_the_network<check::own_outage_only>},
       {"units age on while their domain is down", &of_the_network<check::ages_regardless_of_domain>},
       {"what is in a domain is back as soon as the domain is", &of_the_network<check::back_at_once>},
       {"the mission is much longer than failures and repairs take to settle", &of_the_network<check::long_mission>},
       assume::instantaneous_switchover,
       assume::perfect_coverage},
      &evaluate,
      Knows::networks};
}

}  // namespace nines::closed_form
