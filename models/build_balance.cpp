// Load balancing: what a service asks of its members over time, and how these follow it.
#include "models/build.h"
#include "models/members_wanted.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace nines::models {

std::vector<double> seconds_of_pieces(const std::vector<LoadPiece>& profile, Seconds mission) {
  double period_s = 0;
  for (const LoadPiece& piece : profile) period_s += piece.lasts.count();
  const double periods = std::floor(mission.count() / period_s);
  double rest_s = std::max(0.0, mission.count() - periods * period_s);
  std::vector<double> seconds;
  for (const LoadPiece& piece : profile) {
    const double last_s = std::min(rest_s, piece.lasts.count());
    seconds.push_back(periods * piece.lasts.count() + last_s);
    rest_s -= last_s;
  }
  return seconds;
}

double relative_load(const Balanced& balanced, Seconds mission) {
  if (balanced.profile.empty()) return 1;
  const std::vector<double> seconds = seconds_of_pieces(balanced.profile, mission);
  double asked = 0;
  for (std::size_t i = 0; i < seconds.size(); ++i) asked += seconds[i] * balanced.profile[i].load;
  return asked / mission.count() / balanced.load;
}

double requests_per_year(const Balanced& balanced, Seconds mission) {
  return balanced.requests_per_second * balanced.load * relative_load(balanced, mission) * year.count();
}

std::size_t with_one_domain_to_lose(std::size_t wanted, std::size_t domains) {
  if (domains < 2) return wanted;
  // n - ceil(n / domains) >= wanted
  return (wanted * domains + domains - 2) / (domains - 1);
}

std::size_t members_wanted(const Balanced& balanced, std::size_t piece, double capacity, std::size_t domains) {
  const Autoscaling& scaled = *balanced.autoscaling;
  // As much as rounding leaves of a whole number is no reason for another member.
  const double needed = std::ceil(balanced.load_of(piece) / (capacity * scaled.target) * (1 - 1e-12));
  auto members = static_cast<std::size_t>(std::clamp(needed, 0.0, 1e9));
  if (balanced.survives) members = with_one_domain_to_lose(members, domains);
  return std::clamp(members, scaled.minimum, scaled.maximum);
}

void add_autoscaling(Platform& platform, Balanced& balanced, std::size_t nodes, Autoscaling autoscaling,
                     LawPtr provisioning, LawPtr model_load) {
  std::vector<FailureMode>& modes = platform.nodes[nodes].failures;
  FailureMode start;
  start.name = "start";
  start.kind = ModeKind::start;
  if (provisioning) {
    start.time_to_repair = std::move(provisioning);
    start.time_to_return = std::move(model_load);
  } else {
    start.time_to_repair = std::move(model_load);
  }
  modes.push_back(std::move(start));
  autoscaling.start = modes.size() - 1;
  balanced.autoscaling = std::move(autoscaling);
}

namespace {

void build_profile(Layout& layout, BalanceModel& balance, ClockOwner owner) {
  if (balance.spec->profile.size() < 2) return;
  owner.purpose = BalanceModel::load_changes;
  for (const LoadPiece& piece : balance.spec->profile) {
    balance.lengths.push_back(fixed_time(piece.lasts));
    balance.timers.push_back(layout.add_timer(balance.lengths.back().get(), owner));
  }
  ++layout.concurrent_timers;
}

/// The domains over which members are spread: by group, the number of its domain.
void find_places(const Model& model, const Service& spec, BalanceModel& balance) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (const std::uint32_t g : model.classes[balance.scaled].groups) {
    std::uint32_t domain = none;
    if (spec.balanced->survives) {
      domain = model.groups[g].domain;
      while (domain != none && model.domains[domain].level != *spec.balanced->survives)
        domain = model.domains[domain].parent;
      if (domain == none) {
        throw BuildError(spec.name, fmt::format("the members of {} do not all sit in a {}", spec.name,
                                                model.domain_classes[*spec.balanced->survives].name));
      }
    }
    const auto number = static_cast<std::uint32_t>(numbers.size());
    balance.place.push_back(numbers.try_emplace(domain, number).first->second);
  }
  balance.places = static_cast<std::uint32_t>(numbers.size());
}

void build_scaling(Model& model, BalanceModel& balance, ClockOwner owner) {
  const Service& spec = model.platform.services[balance.service];
  const Autoscaling& autoscaling = *spec.balanced->autoscaling;
  balance.scaled = model.class_of_nodes(spec.operands.front().index);
  balance.start = static_cast<std::uint32_t>(autoscaling.start);
  balance.coin = model.layout.coins++;
  balance.on_reward = model.layout.rewards++;
  find_places(model, spec, balance);
  balance.on_in_place = model.layout.add_state<std::uint32_t>(balance.places);
  for (std::size_t piece = 0; piece < spec.balanced->pieces(); ++piece) {
    const std::size_t members = members_wanted(*spec.balanced, piece, balance.capacities.front(), balance.places);
    balance.wanted.push_back(static_cast<std::uint32_t>(members));
  }
  const auto add_timer = [&](const LawPtr& law, BalanceModel::Purpose purpose) {
    owner.purpose = purpose;
    return law ? model.layout.add_timer(law.get(), owner) : none;
  };
  balance.up_timer = add_timer(autoscaling.up_after, BalanceModel::scales_up);
  balance.down_timer = add_timer(autoscaling.down_after, BalanceModel::scales_down);
  ++model.layout.concurrent_timers;

  UnitClass& unit_class = model.classes[balance.scaled];
  unit_class.watched = true;
  unit_class.modes[balance.start].starts_for = owner.index;
  model.services[balance.service].managed.push_back(balance.scaled);
  model.managing.push_back(balance.service);
  for (std::size_t s = 0; s < unit_class.states.size(); ++s) {
    const auto local = static_cast<std::uint16_t>(s);
    const LocalState& state = unit_class.states[s];
    const bool starts = unit_class.stage_of(local, balance.start) != Stage::fine;
    if (starts) {
      balance.starting.push_back(local);
    } else if (state.in_charge()) {
      balance.on.push_back(local);
    } else if (state.up) {
      balance.off.push_back(local);
    }
  }
}

}  // namespace

void build_balance(Model& model, std::uint32_t s) {
  const Service& spec = model.platform.services[s];
  const auto index = static_cast<std::uint32_t>(model.balances.size());
  model.services[s].balance = index;
  BalanceModel balance;
  balance.spec = &*spec.balanced;
  balance.service = s;
  balance.unserved_reward = model.layout.rewards++;
  balance.shed_reward = model.layout.rewards++;
  if (spec.balanced->degraded_above) balance.degraded_reward = model.layout.rewards++;
  balance.in_rotation = model.layout.add_state<std::uint32_t>(spec.operands.size());
  if (balance.spec->exponent != 0) balance.strain = model.layout.add_state<double>();
  for (std::uint32_t i = 0; i < spec.operands.size(); ++i) {
    const std::uint32_t c = model.class_of_nodes(spec.operands[i].index);
    UnitClass& unit_class = model.classes[c];
    balance.capacities.push_back(model.platform.nodes[spec.operands[i].index].capacity);
    balance.capacity += balance.capacities.back() * unit_class.members;
    unit_class.balanced_by.push_back({s, i});
    unit_class.watched = true;
    if (balance.strain == none) continue;
    unit_class.strain = balance.strain;
    balance.strained.push_back(c);
  }
  const ClockOwner owner{index, 0, static_cast<std::uint16_t>(Owner::balance)};
  build_profile(model.layout, balance, owner);
  if (spec.balanced->autoscaling || !balance.timers.empty()) balance.state = model.layout.add_state<BalanceState>();
  if (spec.balanced->autoscaling) build_scaling(model, balance, owner);
  model.balances.push_back(std::move(balance));
}

}  // namespace nines::models
