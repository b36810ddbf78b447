#include "analysis/markov/explore.h"

#include "models/behaviour.h"
#include "sim/explorer.h"

#include <Eigen/SparseCore>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace nines::markov {

namespace {

RateMatrix matrix_of(const StateSpace& space) {
  const auto states = static_cast<std::int64_t>(space.states());
  const auto transitions = static_cast<std::int64_t>(space.target.size());
  RateMatrix matrix(states, states);
  matrix.resizeNonZeros(transitions);
  std::copy(space.row_begin.begin(), space.row_begin.end(), matrix.outerIndexPtr());
  std::copy(space.target.begin(), space.target.end(), matrix.innerIndexPtr());
  std::copy(space.per_second.begin(), space.per_second.end(), matrix.valuePtr());
  return matrix;
}

/// From one record a state to one array a column.
template <class T>
std::vector<std::vector<T>> columns_of(const std::vector<T>& records, std::size_t columns, std::size_t states) {
  std::vector<std::vector<T>> result(columns, std::vector<T>(states));
  for (std::size_t state = 0; state < states; ++state) {
    for (std::size_t c = 0; c < columns; ++c) result[c][state] = records[state * columns + c];
  }
  return result;
}

std::vector<std::string> reward_names(const models::Model& model) {
  std::vector<std::string> names(model.layout.rewards);
  for (const models::ServiceModel& service : model.services)
    names[service.capacity_reward] = service.name + " capacity";
  for (const models::ServiceModel& service : model.services) {
    if (service.balance == none) continue;
    names[model.balances[service.balance].unserved_reward] = service.name + " lost requests";
    names[model.balances[service.balance].shed_reward] = service.name + " shed requests";
  }
  for (const models::StorageModel& storage : model.storages)
    names[storage.missing_reward] = model.services[storage.service].name + " fragments missing";
  for (const models::UnitClass& units : model.classes) names[units.up_reward] = units.name + " up";
  for (const models::DomainClass& level : model.domain_classes) {
    names[level.available_reward] = level.name + " available";
  }
  return names;
}

/// Of the subjects of Layout::member_rewards; empty for what is for the program's own use: a level's is that of its domains.
std::vector<std::string> member_names(const models::Model& model) {
  std::vector<std::string> of_reward(model.layout.rewards), names;
  for (const models::UnitClass& units : model.classes) {
    if (!units.is_domain) of_reward[units.up_reward] = units.name;
  }
  for (const models::DomainClass& level : model.domain_classes) of_reward[level.available_reward] = level.name;
  for (const std::uint32_t reward : model.layout.member_rewards) names.push_back(of_reward[reward]);
  return names;
}

}  // namespace

Exploration explore(const models::Model& model, std::size_t max_states, const std::atomic<bool>* stop, bool lump) {
  if (const std::string reason = models::why_not_markov(model); !reason.empty()) throw std::invalid_argument(reason);
  StateSpace space =
      Explorer(model.layout, {.max_states = max_states, .stop = stop, .lump = lump}).explore(models::Behaviour(model));

  Exploration result;
  Chain& chain = result.chain;
  chain.per_second = matrix_of(space);
  chain.initial.assign(space.initial.begin(), space.initial.end());
  for (const models::ServiceModel& service : model.services) chain.conditions.push_back(service.name);
  for (const models::StorageModel& storage : model.storages)
    chain.conditions.push_back(model.services[storage.service].name + " has lost nothing");
  chain.up = columns_of(space.condition, space.conditions, space.states());
  chain.rewards = reward_names(model);
  chain.reward = columns_of(space.reward, space.rewards, space.states());
  const auto add_rates = [&](const std::vector<double>& per_second, std::size_t columns) {
    for (std::vector<double>& rate : columns_of(per_second, columns, space.states()))
      chain.reward.push_back(std::move(rate));
  };
  result.first_gone = chain.rewards.size();
  for (const std::string& name : member_names(model))
    chain.rewards.push_back(name.empty() ? "" : "outages of any " + name);
  add_rates(space.members_gone_per_second, space.member_rewards);
  result.first_cause = chain.rewards.size();
  for (const models::Cause& cause : model.causes) result.causes.push_back(cause.name);
  for (const std::string& cause : result.causes) chain.rewards.push_back("failures by " + cause);
  add_rates(space.cause_per_second, space.causes);
  return result;
}

}  // namespace nines::markov
