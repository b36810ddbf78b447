// Crews: who repairs, one unit at a time each, and whom they serve next.
#pragma once

#include "models/waiting_line.h"

namespace nines::models::crew {

inline int priority(const Model& model, std::uint32_t client) {
  const Client& who = model.clients[client];
  return model.classes[model.groups[who.group].unit_class].modes[who.mode].spec->priority;
}

template <class Context>
std::uint32_t& busy(Context& context, const CrewModel& crew) {
  return context.template at<std::uint32_t>(crew.busy);
}

/// The next to be served, taken out of the line; none if nobody waits.
template <class Context>
std::uint32_t next(const Model& model, Context& context, const CrewModel& crew) {
  switch (crew.spec->order) {
    case CrewOrder::random:
      return waiting_line::take_any(model, context, crew.line, crew.coin, [](std::uint32_t) { return true; });
    case CrewOrder::priority:
      return waiting_line::take_most_urgent(model, context, crew.line,
                                            [&](std::uint32_t client) { return priority(model, client); });
    case CrewOrder::first_come:
    case CrewOrder::inspection: break;
  }
  return waiting_line::take_first(model, context, crew.line, Stage::waiting_for_crew);
}

// Inspections: while a member of the crew is free, each kind of waiting failure is found at the rate of its own clock.

inline std::uint32_t kind_of(const Model& model, const CrewModel& crew, std::uint32_t client) {
  const Client& who = model.clients[client];
  const std::uint32_t unit_class = model.groups[who.group].unit_class;
  std::uint32_t kind = 0;
  while (crew.kinds[kind].unit_class != unit_class || crew.kinds[kind].mode != who.mode) ++kind;
  return kind;
}

template <class Context>
std::uint32_t& waiting(Context& context, const CrewModel& crew, std::uint32_t kind) {
  return context.template at<std::uint32_t>(crew.waiting + kind * static_cast<Offset>(sizeof(std::uint32_t)));
}

template <class Context>
void refresh_inspections(const Model& model, Context& context, const CrewModel& crew) {
  const bool free = busy(context, crew) < crew.spec->size;
  const double per_second = *crew.spec->inspection->exponential_rate();
  const std::uint32_t first = model.layout.races[crew.race].first_rate;
  for (std::uint32_t kind = 0; kind < crew.kinds.size(); ++kind) {
    context.set_rate(first + kind, free && waiting(context, crew, kind) > 0 ? per_second : 0);
  }
}

/// An inspection has found a waiting failure of a kind.
template <class Context>
void on_rate(const Model& model, Context& context, const CrewModel& crew, std::uint32_t rate) {
  const std::uint32_t kind = rate - model.layout.races[crew.race].first_rate;
  const std::uint32_t client = waiting_line::take_any(model, context, crew.line, crew.coin,
                                                      [&](std::uint32_t c) { return kind_of(model, crew, c) == kind; });
  --waiting(context, crew, kind);
  ++busy(context, crew);
  refresh_inspections(model, context, crew);
  crew_arrives(model, context, model.clients[client]);
}

// Preemption: the repair with the highest priority number, begun last among equals, gives way.

/// Takes out the client whose repair gives way to one of priority `urgent`; none if there is no such repair.
template <class Context>
std::uint32_t interrupt(const Model& model, Context& context, const CrewModel& crew, int urgent) {
  std::uint32_t victim = none;
  const auto yields = [&](std::uint32_t client) {
    return priority(model, client) > urgent && (victim == none || priority(model, client) >= priority(model, victim));
  };
  if (crew.served == none) {
    for (const std::uint32_t client : crew.line.clients) {
      if (yields(client) && unit::count_in_stage(model, context, model.clients[client], Stage::repairing) > 0)
        victim = client;
    }
    return victim;
  }
  Fifo served = context.fifo(model.layout.fifos[crew.served]);
  std::uint32_t place = 0;
  for (std::uint32_t i = 0; i < served.size(); ++i) {
    if (!yields(served[i])) continue;
    victim = served[i];
    place = i;
  }
  if (victim != none) served.take(place);
  return victim;
}

template <class Context>
void note_served(const Model& model, Context& context, const CrewModel& crew, std::uint32_t client) {
  if (crew.served != none) context.fifo(model.layout.fifos[crew.served]).push_back(client);
}

}  // namespace nines::models::crew

namespace nines::models {

template <class Context>
bool ask_crew(const Model& model, Context& context, std::uint32_t c, std::uint32_t client) {
  const CrewModel& crew = model.crews[c];
  if (crew.spec->order == CrewOrder::inspection) {
    ++crew::waiting(context, crew, crew::kind_of(model, crew, client));
    crew::refresh_inspections(model, context, crew);
  } else if (crew::busy(context, crew) < crew.spec->size) {
    ++crew::busy(context, crew);
    crew::note_served(model, context, crew, client);
    return true;
  } else if (crew.spec->preemptive) {
    const std::uint32_t victim = crew::interrupt(model, context, crew, crew::priority(model, client));
    if (victim != none) {
      if (crew.line.fifo != none) context.fifo(model.layout.fifos[crew.line.fifo]).push_front(victim);
      crew::note_served(model, context, crew, client);
      crew_leaves(model, context, model.clients[victim]);
      return true;
    }
  }
  waiting_line::join(model, context, crew.line, client);
  return false;
}

template <class Context>
void release_crew(const Model& model, Context& context, std::uint32_t c, std::uint32_t client) {
  const CrewModel& crew = model.crews[c];
  if (crew.served != none) {
    Fifo served = context.fifo(model.layout.fifos[crew.served]);
    std::uint32_t place = 0;
    while (served[place] != client) ++place;
    served.take(place);
  }
  if (crew.spec->order == CrewOrder::inspection) {
    --crew::busy(context, crew);
    crew::refresh_inspections(model, context, crew);
    return;
  }
  const std::uint32_t next = crew::next(model, context, crew);
  if (next == none) {
    --crew::busy(context, crew);
  } else {
    crew::note_served(model, context, crew, next);
    crew_arrives(model, context, model.clients[next]);
  }
}

}  // namespace nines::models
