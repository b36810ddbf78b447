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
/// DomainClass::available_reward). Then come rates: from first_gone on those at which members go down, in the order of
/// Layout::member_rewards, and from first_cause on those at which causes strike, in the order of Model::causes: their
/// value in a state is the expected rate there, in 1/s. So the mean of such a reward over the mission, times the mission,
/// is the expected number in it.
struct Exploration {
  Chain chain;
  std::size_t first_gone = 0, first_cause = 0;  ///< indices into chain.rewards
  std::vector<std::string> causes;  ///< their names, as in Model::causes
};

/// The exact chain of the model, with exchangeable domains lumped unless `lump` is false. The model must have one
/// (models::why_not_markov is empty), else std::invalid_argument. Throws StateSpaceTooLarge beyond `max_states`, and
/// ExplorationStopped once `*stop` is true (sim/state_space.h).
Exploration explore(const models::Model& model, std::size_t max_states, const std::atomic<bool>* stop = nullptr,
                    bool lump = true);

}  // namespace nines::markov
