#include "history.h"

#include "models/behaviour.h"
#include "sim/sampler.h"

namespace nines::test {

std::vector<std::string> Played::play(const models::Platform& platform, double mission_h) {
  const auto model = models::build(platform);
  History history;
  history.service = static_cast<std::uint32_t>(model->services.size() - 1);
  Sampler<History> sampler(model->layout, history);
  sampler.run(models::Behaviour(*model), 1, 0, mission_h * 3600);
  for (std::size_t i = 0; i < models::outage_phases; ++i) {
    const auto reward = model->services.back().phase_reward + static_cast<std::uint32_t>(i);
    phase_h[static_cast<models::OutagePhase>(i)] = std::round(sampler.reward_integral(reward) / 3.6) / 1000;
  }
  counts.clear();
  for (std::uint32_t i = 0; i < model->causes.size(); ++i) counts[model->causes[i].name] = sampler.count(i);
  causes.clear();
  for (const std::uint32_t cause : history.causes) causes.push_back(model->causes[cause].name);
  return history.changes;
}

}  // namespace nines::test
