// Spares: parts on the shelf; each demand orders another part at once (the (s - 1, s) policy of Feeney and Sherbrooke
// 1966), so that as many are on the shelf, less those owed, and on order together as there were at the start.
#pragma once

#include "models/waiting_line.h"

namespace nines::models::spares {

/// A part is demanded: another one is ordered, if any ever comes.
template <class Context>
void order(const Model& model, Context& context, const SparesModel& spares) {
  if (!spares.spec->replenishment) return;
  SparesState& state = context.template at<SparesState>(spares.state);
  ++state.on_order;
  if (spares.race != none) {
    context.set_rate(model.layout.races[spares.race].first_rate, state.on_order * spares.replenished_per_second);
    return;
  }
  std::uint32_t timer = spares.first_timer;
  while (!context.is_stopped(timer)) ++timer;  // never more on order than the stock and those who wait, hence timers
  context.start(timer);
}

/// A part arrives: for whoever waits first, or for the shelf.
template <class Context>
void arrive(const Model& model, Context& context, const SparesModel& spares) {
  SparesState& state = context.template at<SparesState>(spares.state);
  --state.on_order;
  if (spares.race != none) {
    context.set_rate(model.layout.races[spares.race].first_rate, state.on_order * spares.replenished_per_second);
  }
  const std::uint32_t client = waiting_line::take_first(model, context, spares.line, Stage::waiting_for_spare);
  if (client == none) {
    ++state.on_shelf;
  } else {
    spare_arrives(model, context, model.clients[client]);
  }
}

template <class Context>
void start(Context& context, const SparesModel& spares) {
  context.template at<SparesState>(spares.state).on_shelf = static_cast<std::uint32_t>(spares.spec->stock);
}

}  // namespace nines::models::spares

namespace nines::models {

template <class Context>
bool ask_spare(const Model& model, Context& context, std::uint32_t s, std::uint32_t client) {
  const SparesModel& spares = model.spares[s];
  spares::order(model, context, spares);
  SparesState& state = context.template at<SparesState>(spares.state);
  if (state.on_shelf == 0) {
    waiting_line::join(model, context, spares.line, client);
    return false;
  }
  --state.on_shelf;
  return true;
}

template <class Context>
bool take_spare(const Model& model, Context& context, std::uint32_t s) {
  const SparesModel& spares = model.spares[s];
  SparesState& state = context.template at<SparesState>(spares.state);
  if (state.on_shelf == 0) return false;
  spares::order(model, context, spares);
  --state.on_shelf;
  return true;
}

}  // namespace nines::models
