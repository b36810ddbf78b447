// From a platform's model to its Markov chain: the same behaviours that the trials run, explored instead of sampled.
#pragma once

#include "analysis/markov/chain.h"
#include "models/model.h"

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace nines::markov {

/// chain.conditions are the services, in the order of Model::services.
/// chain.rewards are numbered as the model numbers them (ServiceModel::capacity_reward, UnitClass::up_reward,
/// DomainClass::available_reward) and then, from first_cause on, come the causes in the order of Model::causes: their
/// value in a state is the expected rate in 1/s at which the cause strikes there. So the mean of such a reward over the
/// mission, times the mission, is the expected number of strikes in it.
struct Exploration {
  Chain chain;
  std::size_t first_cause = 0;  ///< index into chain.rewards
  std::vector<std::string> causes;  ///< their names, as in Model::causes
};

/// The exact chain of the model, with exchangeable domains lumped unless `lump` is false. The model must have one
/// (models::why_not_markov is empty), else std::invalid_argument. Throws StateSpaceTooLarge beyond `max_states`, and
/// ExplorationStopped once `*stop` is true (sim/state_space.h).
Exploration explore(const models::Model& model, std::size_t max_states, const std::atomic<bool>* stop = nullptr,
                    bool lump = true);

}  // namespace nines::markov
