// Waiting lines of crews and spares. Who waits is in the states of the units; a list keeps the order where it matters.
#pragma once

#include "models/unit.h"

#include <optional>

namespace nines::models::waiting_line {

template <class Context>
void join(const Model& model, Context& context, const WaitingLine& line, std::uint32_t client) {
  if (line.fifo != none) context.fifo(model.layout.fifos[line.fifo]).push_back(client);
}

/// Takes the first who waits for a spare; none if nobody does.
template <class Context>
std::uint32_t take_first(const Model& model, Context& context, const WaitingLine& line, Stage stage) {
  if (line.fifo != none) {
    Fifo list = context.fifo(model.layout.fifos[line.fifo]);
    return list.size() > 0 ? list.take(0) : none;
  }
  for (const std::uint32_t client : line.clients) {
    if (unit::count_in_stage(model, context, model.clients[client], stage) > 0) return client;
  }
  return none;
}

/// Takes one of those for whom `eligible(client)` holds, each with equal probability; none if nobody waits.
template <class Context, class Eligible>
std::uint32_t take_any(const Model& model, Context& context, const WaitingLine& line, std::uint32_t coin,
                       Eligible eligible) {
  std::optional<Fifo> list;
  if (line.fifo != none) list = context.fifo(model.layout.fifos[line.fifo]);
  const std::uint32_t entries = list ? list->size() : static_cast<std::uint32_t>(line.clients.size());
  const auto client_of = [&](std::uint32_t i) { return list ? (*list)[i] : line.clients[i]; };
  const auto weight = [&](std::uint32_t i) -> double {
    const std::uint32_t client = client_of(i);
    if (!eligible(client)) return 0;
    return list ? 1 : unit::count_in_stage(model, context, model.clients[client], Stage::waiting_for_crew);
  };
  double total = 0;
  std::uint32_t candidates = 0, chosen = 0;
  for (std::uint32_t i = 0; i < entries; ++i) {
    if (weight(i) <= 0) continue;
    total += weight(i);
    chosen = i;
    ++candidates;
  }
  if (candidates == 0) return none;
  if (candidates > 1) chosen = context.choose(coin, entries, total, weight);
  return list ? list->take(chosen) : client_of(chosen);
}

/// Takes the one with the smallest `priority(client)`, the earliest among equals; none if nobody waits.
template <class Context, class Priority>
std::uint32_t take_most_urgent(const Model& model, Context& context, const WaitingLine& line, Priority priority) {
  if (line.fifo == none) {
    std::uint32_t best = none;
    for (const std::uint32_t client : line.clients) {
      if (best != none && priority(client) >= priority(best)) continue;
      if (unit::count_in_stage(model, context, model.clients[client], Stage::waiting_for_crew) > 0) best = client;
    }
    return best;
  }
  Fifo list = context.fifo(model.layout.fifos[line.fifo]);
  if (list.size() == 0) return none;
  std::uint32_t best = 0;
  for (std::uint32_t i = 1; i < list.size(); ++i) {
    if (priority(list[i]) < priority(list[best])) best = i;
  }
  return list.take(best);
}

}  // namespace nines::models::waiting_line
