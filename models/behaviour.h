// The behaviour of a whole model, as an interpreter (sampler, explorer, tracer) runs it: which component's code handles
// which clock.
#pragma once

#include "models/change.h"
#include "models/crew.h"
#include "models/data.h"
#include "models/domain.h"
#include "models/injection.h"
#include "models/job.h"
#include "models/model.h"
#include "models/selector.h"
#include "models/service.h"
#include "models/shock.h"
#include "models/spares.h"
#include "models/unit.h"
#include "models/watcher.h"

namespace nines::models {

/// What interpreters need to know of a model. See sim/README.md for what they call when.
class Behaviour {
 public:
  explicit Behaviour(const Model& model) : model_(model) {}

  /// Time 0: everything is new and up, clocks start.
  template <class Context>
  void start(Context& context) const {
    for (std::uint32_t d = 0; d < model_.domains.size(); ++d) domain::start(model_, context, d);
    for (const SparesModel& spares : model_.spares) spares::start(context, spares);
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g) unit::start(model_, context, g);
    for (const ShockModel& shock : model_.shocks) context.start(shock.timer);
    for (const ChangeModel& change : model_.changes) change::start(context, change);
    for (const WatcherModel& watcher : model_.watchers) watcher::start(context, watcher);
    for (const DataModel& data : model_.data) data::start(context, data);
    for (const StorageModel& storage : model_.storages) storage::start(context, storage);
    for (const InjectionModel& injection : model_.injections) injection::start(context, injection);
    for (const JobModel& job : model_.jobs) job::start(context, job);
    service::start(model_, context);
  }

  template <class Context>
  void on_timer(Context& context, std::uint32_t timer) const {
    const ClockOwner& owner = model_.layout.timer_owner[timer];
    switch (static_cast<Owner>(owner.kind)) {
      case Owner::unit: return unit::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::domain: return domain::on_timer(model_, context, owner.index);
      case Owner::spares: return spares::arrive(model_, context, model_.spares[owner.index]);
      case Owner::shock: return shock::on_timer(model_, context, owner.index);
      case Owner::service: return service::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::change: return change::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::selector: return selector::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::watcher: return watcher::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::injection: return injection::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::partition: return partition::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::balance: return scaling::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::data: return data::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::job: return job::on_timer(model_, context, owner.index, owner.purpose);
      case Owner::storage: return storage::on_timer(model_, context, owner.index);
      case Owner::crew: break;  // has rates only
    }
  }

  template <class Context>
  [[gnu::always_inline]] void on_rate(Context& context, std::uint32_t rate) const {
    const ClockOwner& owner = model_.layout.races[model_.layout.rate_race[rate]].owner;
    if (static_cast<Owner>(owner.kind) == Owner::unit) {
      unit::on_rate(model_, context, owner.index, rate);
    } else if (static_cast<Owner>(owner.kind) == Owner::crew) {
      crew::on_rate(model_, context, model_.crews[owner.index], rate);
    } else {
      spares::arrive(model_, context, model_.spares[owner.index]);
    }
  }

  /// The timer will end soon: fetches what its event looks at, first where it is, then (`at_once`) the state itself.
  [[gnu::always_inline]] void expect(std::uint32_t timer, const void* arena, bool at_once) const {
    const ClockOwner& owner = model_.layout.timer_owner[timer];
    if (static_cast<Owner>(owner.kind) != Owner::unit) return;
    const Group& group = model_.groups[owner.index];
    __builtin_prefetch(at_once ? static_cast<const std::byte*>(arena) + group.state : static_cast<const void*>(&group));
  }

  /// The end of each event, when all that happens at once has happened.
  template <class Context>
  [[gnu::always_inline]] void settle(Context& context) const {
    if (model_.settles_first) [[unlikely]] {
      change::settle(model_, context);
      if (model_.network.places > 0) service::follow_network(model_, context);
    }
    service::settle(model_, context);
    if (!model_.watchers.empty()) [[unlikely]] {
      while (watcher::settle(model_, context)) {
        if (model_.network.places > 0) service::follow_network(model_, context);
        service::settle(model_, context);
      }
    }
    if (model_.notes_returned) [[unlikely]]
      unit::forget_returned(model_, context);
  }

 private:
  const Model& model_;
};

}  // namespace nines::models
