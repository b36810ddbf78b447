#include "models/build.h"

#include "sim/laws.h"

#include <algorithm>
#include <utility>

namespace nines::models {

namespace {

/// How far each kind of array has been filled.
struct Mark {
  Offset bytes;
  std::uint32_t timers, rates, names;
};

/// The law of a timer that is never started.
const Law* never_started() {
  static const LawPtr any = exponential_with_mean(Seconds(1));
  return any.get();
}

class Builder {
 public:
  explicit Builder(Model& model) : model_(model), layout_(model.layout), platform_(model.platform) {
    own_class_.resize(platform_.domains.size(), none);
    has_places_.resize(platform_.domains.size(), false);
    for (const Network::Place& place : platform_.network.places) {
      for (auto level = place.level; level; level = platform_.domains[*level].parent) has_places_[*level] = true;
    }
    for (std::uint32_t c = 0; c < model_.classes.size(); ++c) {
      if (model_.classes[c].is_domain) own_class_[model_.classes[c].index] = c;
    }
  }

  void run() {
    for (std::uint32_t level = 0; level < platform_.domains.size(); ++level) {
      DomainClass domain_class{platform_.domains[level].name,
                               layout_.add_member_reward(),
                               static_cast<std::uint32_t>(platform_.instances(level)),
                               layout_.add_state<std::uint32_t>(),
                               {}};
      model_.domain_classes.push_back(std::move(domain_class));
    }
    for (UnitClass& unit_class : model_.classes) unit_class.in_stage_count = layout_.add_state<std::uint32_t>(stages);
    add_nodes_of(none, none);
    add_levels_below(none, none);
    add_shocks_of(none, 0);
    add_beta_shocks();
    index_domains();
    for (ShockModel& shock : model_.shocks) add_scratch(shock);
  }

 private:
  Mark mark() {
    layout_.fixed_bytes = (layout_.fixed_bytes + 7) / 8 * 8;
    return {layout_.fixed_bytes, layout_.timers(), layout_.rates(), static_cast<std::uint32_t>(model_.clients.size())};
  }

  /// All that was added since `begin` consists of `blocks` blocks of equal shape.
  void add_symmetry(const Mark& begin, std::size_t blocks) {
    const Mark end = mark();
    if (blocks < 2 || model_.groups.size() > most_groups_explored) return;
    const auto n = static_cast<std::uint32_t>(blocks);
    layout_.symmetries.push_back({n, begin.bytes, (end.bytes - begin.bytes) / n, begin.timers,
                                  (end.timers - begin.timers) / n, begin.rates, (end.rates - begin.rates) / n,
                                  begin.names, (end.names - begin.names) / n});
  }

  void add_levels_below(std::uint32_t level, std::uint32_t parent) {
    for (std::uint32_t child = 0; child < platform_.domains.size(); ++child) {
      const auto& above = platform_.domains[child].parent;
      if ((above ? static_cast<std::uint32_t>(*above) : none) != level) continue;
      const Mark begin = mark();
      for (std::uint32_t i = 1; i <= platform_.domains[child].count; ++i) add_instance(child, i, parent);
      if (!has_places_[child]) add_symmetry(begin, platform_.domains[child].count);
    }
  }

  void add_instance(std::uint32_t level, std::uint32_t number, std::uint32_t parent) {
    mark();
    const auto id = static_cast<std::uint32_t>(model_.domains.size());
    const auto first_group = static_cast<std::uint32_t>(model_.groups.size());
    Domain domain{level, number, parent, layout_.add_state<DomainState>()};
    if (const LawPtr& restart = platform_.domains[level].restart) {
      domain.restart_timer = layout_.add_timer(restart.get(), {id, 0, static_cast<std::uint16_t>(Owner::domain)});
      ++layout_.concurrent_timers;
    }
    model_.domains.push_back(domain);
    if (own_class_[level] != none) add_group(own_class_[level], 1, parent, id);
    add_nodes_of(level, id);
    add_levels_below(level, id);
    add_shocks_of(level, first_group);
  }

  void add_nodes_of(std::uint32_t level, std::uint32_t domain) {
    for (std::uint32_t n = 0; n < platform_.nodes.size(); ++n) {
      const NodeClass& nodes = platform_.nodes[n];
      if ((nodes.level ? static_cast<std::uint32_t>(*nodes.level) : none) != level) continue;
      if (model_.classes[n].together) {
        add_group(n, static_cast<std::uint32_t>(nodes.count), domain, none);
        continue;
      }
      const Mark begin = mark();
      for (std::size_t i = 0; i < nodes.count; ++i) {
        mark();
        add_group(n, 1, domain, none);
      }
      if (!nodes.is_link) add_symmetry(begin, nodes.count);
    }
  }

  void add_group(std::uint32_t c, std::uint32_t members, std::uint32_t domain, std::uint32_t self) {
    UnitClass& unit_class = model_.classes[c];
    const auto g = static_cast<std::uint32_t>(model_.groups.size());
    Group group{c, members, domain, self};
    group.state = layout_.add_state<GroupState>();
    if (members > 1) group.detail = layout_.add_state<std::uint32_t>(unit_class.states.size());
    const ClockOwner owner{g, 0, static_cast<std::uint16_t>(Owner::unit)};
    if (unit_class.counted) {
      group.first_clock = layout_.rates();
      const auto rates = members > 1 ? static_cast<std::uint32_t>(unit_class.edges.size()) : unit_class.most_edges;
      if (rates > 0) layout_.add_race(rates, owner);
    } else {
      add_timers(unit_class, group, owner);
    }
    const bool asks = std::any_of(unit_class.modes.begin(), unit_class.modes.end(),
                                  [](const Mode& mode) { return mode.crew != none || mode.spares != none; });
    group.first_client = static_cast<std::uint32_t>(model_.clients.size());
    for (std::uint32_t m = 0; asks && m < unit_class.modes.size(); ++m) model_.clients.push_back({g, m});
    model_.groups.push_back(group);
    unit_class.groups.push_back(g);
  }

  void add_timers(UnitClass& unit_class, Group& group, ClockOwner owner) {
    group.first_clock = layout_.timers();
    bool keeps_ages = false;
    for (Mode& mode : unit_class.modes) {
      mode.first_timer = layout_.timers() - group.first_clock;
      const auto add = [&](const LawPtr& law, Mode::Purpose purpose) {
        ClockOwner its_owner = owner;
        its_owner.purpose = static_cast<std::uint16_t>(owner.purpose + purpose);
        layout_.add_timer(law ? law.get() : never_started(), its_owner);
      };
      // What only shocks cause has no clock to its failure, and what is never repaired none to its repair. Such a
      // timer is never started; its place is kept.
      add(mode.spec->time_to_failure, Mode::failure);
      add(mode.spec->time_to_repair, Mode::repair_ends);
      const LawPtr& notice = mode.spec->looks ? mode.spec->looks->found_after : mode.spec->time_to_notice;
      if (!mode.noticed_at_once) add(notice, Mode::notice_ends);
      if (!mode.returns_at_once) add(mode.spec->time_to_return, Mode::return_ends);
      if (mode.policy) add_timers_of_policy(mode, group.first_clock, owner);
      owner.purpose = static_cast<std::uint16_t>(owner.purpose + Mode::purposes);
      keeps_ages = keeps_ages || mode.minimal_repair;
      if (mode.spec->looks && unit_class.mission_stamp == none) unit_class.mission_stamp = layout_.stamps++;
    }
    layout_.concurrent_timers += unit_class.modes.size();
    if (keeps_ages) group.detail = layout_.add_state<double>(unit_class.modes.size());
  }

  void add_timers_of_policy(Mode& mode, std::uint32_t first_clock, ClockOwner owner) {
    owner.purpose = static_cast<std::uint16_t>(owner.purpose + Mode::policy_step_ends);
    mode.policy->first_timer = layout_.timers() - first_clock;
    for (std::size_t part = 0; part < RepairPolicy::parts; ++part) {
      const LawPtr& law = law_of(*mode.spec, static_cast<RepairPolicy::Part>(part));
      layout_.add_timer(law ? law.get() : never_started(), owner);
    }
  }

  ShockModel& add_shock(const std::string& name, LawPtr interval, double hit_probability) {
    ShockModel shock;
    shock.name = name;
    shock.interval = std::move(interval);
    shock.hit_probability = shock.hit_probability_in_reserve = hit_probability;
    const auto index = static_cast<std::uint32_t>(model_.shocks.size());
    shock.timer = layout_.add_timer(shock.interval.get(), {index, 0, static_cast<std::uint16_t>(Owner::shock)});
    shock.coin = layout_.coins++;
    ++layout_.concurrent_timers;
    model_.shocks.push_back(std::move(shock));
    return model_.shocks.back();
  }

  /// Shocks of their own for the domain instance whose groups begin at `first_group` (all groups, for level none).
  void add_shocks_of(std::uint32_t level, std::uint32_t first_group) {
    for (const Shock& spec : platform_.shocks) {
      if ((spec.per_level ? static_cast<std::uint32_t>(*spec.per_level) : none) != level) continue;
      ShockModel& shock = add_shock(spec.name, spec.interval, spec.hit_probability);
      for (std::uint32_t g = first_group; g < model_.groups.size(); ++g) {
        const std::uint32_t c = model_.groups[g].unit_class;
        for (const Shock::Target& target : spec.targets) {
          const std::uint32_t target_class =
              target.is_domain ? own_class_[target.index] : model_.class_of_nodes(target.index);
          if (target_class == c) shock.targets.push_back({g, static_cast<std::uint32_t>(target.mode)});
        }
      }
    }
  }

  /// The common part of the beta-factor model: at the rate beta * lambda all that could fail do (Fleming 1975).
  void add_beta_shocks() {
    for (const UnitClass& unit_class : model_.classes) {
      for (std::uint32_t m = 0; m < unit_class.modes.size(); ++m) {
        const FailureMode& failure = *unit_class.modes[m].spec;
        if (failure.beta <= 0 || !failure.time_to_failure) continue;
        const double per_second = *failure.time_to_failure->exponential_rate() * failure.beta;
        ShockModel& shock =
            add_shock("common cause of " + unit_class.name + "." + failure.name, exponential_with_rate(per_second), 1);
        if (unit_class.has_roles) shock.hit_probability_in_reserve = unit_class.reserve_factor;
        for (const std::uint32_t g : unit_class.groups) shock.targets.push_back({g, m});
      }
    }
  }

  void add_scratch(ShockModel& shock) {
    std::size_t entries = 0;
    for (const Client& target : shock.targets) {
      const Group& group = model_.groups[target.group];
      entries += group.single() ? 1 : model_.classes[group.unit_class].states.size();
    }
    shock.hits = layout_.add_state<std::uint32_t>(entries);
  }

  /// Lists for each domain of what is directly beneath it.
  void index_domains() {
    for (std::uint32_t d = 0; d < model_.domains.size(); ++d) {
      if (model_.domains[d].parent != none) ++model_.domains[model_.domains[d].parent].children;
    }
    for (const Group& group : model_.groups) {
      if (group.domain != none) ++model_.domains[group.domain].groups;
    }
    std::uint32_t children = 0, groups = 0;
    for (Domain& domain : model_.domains) {
      domain.first_child = children;
      domain.first_group = groups;
      children += std::exchange(domain.children, 0);
      groups += std::exchange(domain.groups, 0);
    }
    model_.domain_children.resize(children);
    model_.domain_groups.resize(groups);
    for (std::uint32_t d = 0; d < model_.domains.size(); ++d) {
      if (model_.domains[d].parent == none) continue;
      Domain& parent = model_.domains[model_.domains[d].parent];
      model_.domain_children[parent.first_child + parent.children++] = d;
    }
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g) {
      if (model_.groups[g].domain == none) continue;
      Domain& domain = model_.domains[model_.groups[g].domain];
      model_.domain_groups[domain.first_group + domain.groups++] = g;
    }
  }

  static constexpr std::size_t most_groups_explored = 100'000;  // no chain of more components is ever explored

  Model& model_;
  Layout& layout_;
  const Platform& platform_;
  std::vector<std::uint32_t> own_class_;  ///< of each domain level
  std::vector<bool> has_places_;  ///< of each: its instances are places of the network, or enclose some, and so differ
};

}  // namespace

void lay_out(Model& model) { Builder(model).run(); }

}  // namespace nines::models
