#include "models/build.h"

#include <utility>

namespace nines::models {

void add_change(Platform& platform, Change change, LawPtr takes, LawPtr roll_back) {
  std::vector<FailureMode>& modes = platform.nodes[change.nodes].failures;
  const auto add = [&](std::string name, ModeKind kind, LawPtr time_to_repair) {
    FailureMode mode;
    mode.name = std::move(name);
    mode.kind = kind;
    mode.time_to_repair = std::move(time_to_repair);
    if (kind == ModeKind::awaited_update) mode.takes_down = TakesDown::nothing;
    modes.push_back(std::move(mode));
    return modes.size() - 1;
  };
  change.update = add(change.name, ModeKind::update, std::move(takes));
  change.awaits = add(change.name + ".awaited", ModeKind::awaited_update, nullptr);
  if (change.bad > 0) change.broken = add(change.name + ".bad", ModeKind::bad_update, std::move(roll_back));
  platform.changes.push_back(std::move(change));
}

namespace {

void build_change(Model& model, std::uint32_t c) {
  ChangeModel change;
  change.spec = &model.platform.changes[c];
  change.unit_class = model.class_of_nodes(change.spec->nodes);
  change.awaits = static_cast<std::uint32_t>(change.spec->awaits);
  change.update = static_cast<std::uint32_t>(change.spec->update);
  UnitClass& unit_class = model.classes[change.unit_class];
  unit_class.modes[change.update].change = c;
  if (change.spec->bad > 0) {
    change.broken = static_cast<std::uint32_t>(change.spec->broken);
    unit_class.modes[change.broken].change = c;
  } else {
    change.broken = none;
  }
  for (const std::uint16_t s : unit_class.in_stage[static_cast<int>(Stage::repairing)][change.awaits]) {
    if (unit_class.states[s].up) change.can_be_taken.push_back(s);
  }
  change.state = model.layout.add_state<ChangeState>();
  change.coin = model.layout.coins++;
  const auto add_timer = [&](const LawPtr& law, ChangeModel::Purpose purpose) {
    const ClockOwner owner{c, static_cast<std::uint16_t>(purpose), static_cast<std::uint16_t>(Owner::change)};
    return law ? model.layout.add_timer(law.get(), owner) : none;
  };
  change.first_timer = add_timer(change.spec->first, ChangeModel::first);
  change.due_timer = add_timer(change.spec->interval, ChangeModel::due);
  if (change.spec->canary) change.watch_timer = add_timer(change.spec->canary->watched, ChangeModel::watched);
  change.notice_timer = add_timer(change.spec->noticed, ChangeModel::noticed);
  model.layout.concurrent_timers += 3;
  model.changes.push_back(std::move(change));
}

}  // namespace

void build_changes(Model& model) {
  for (std::uint32_t c = 0; c < model.platform.changes.size(); ++c) build_change(model, c);
}

void build_returns(Model& model) {
  const auto take = [&](std::uint32_t c, const std::vector<std::uint16_t>& from) {
    UnitClass& unit_class = model.classes[c];
    unit_class.may_be_taken.resize(unit_class.states.size(), 0);
    for (const std::uint16_t s : from) unit_class.may_be_taken[s] = 1;
  };
  for (const ChangeModel& change : model.changes) take(change.unit_class, change.can_be_taken);
  for (const BalanceModel& balance : model.balances) {
    if (balance.scaled != none) take(balance.scaled, balance.off);
  }
  for (const UnitClass& unit_class : model.classes) {
    if (unit_class.may_be_taken.empty()) continue;
    model.notes_returned = true;
    for (const std::uint32_t g : unit_class.groups) {
      Group& group = model.groups[g];
      group.returned = model.layout.add_state<std::uint32_t>(group.single() ? 1 : unit_class.states.size());
    }
  }
  if (model.notes_returned) model.any_returned = model.layout.add_state<std::uint32_t>();
}

}  // namespace nines::models
