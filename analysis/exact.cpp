#include "analysis/exact.h"

#include "analysis/chain_answers.h"
#include "analysis/compare/significance.h"
#include "analysis/markov/explore.h"
#include "analysis/markov/measures.h"
#include "analysis/markov/spread.h"
#include "analysis/markov/stop.h"
#include "sim/state_space.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <iterator>
#include <optional>
#include <utility>

namespace nines {
namespace {

using markov::ConditionMeasures;
using markov::RewardMeasures;
using models::Measure;

constexpr std::size_t no_condition = static_cast<std::size_t>(-1);

/// The reward in which the model counts what is up of a subject, and its value when all is up.
struct Counted {
  std::uint32_t reward = 0;
  double whole = 1;
};

Counted counted(const models::Model& model, SubjectKind kind, std::size_t index) {
  switch (kind) {
    case SubjectKind::node_class: return {model.classes[index].up_reward, double(model.classes[index].members)};
    case SubjectKind::domain: {
      const models::DomainClass& domains = model.domain_classes[index];
      return {domains.available_reward, double(domains.instances)};
    }
    case SubjectKind::service: break;
  }
  return {model.services[index].capacity_reward, 1};
}

/// The reward that says what is missing (of `replicas` how many are on), once count_what_is_missing() has been through them.
std::uint32_t missing_reward(const models::Model& model, const Question& question) {
  const auto balance = [&]() -> const models::BalanceModel& {
    return model.balances[model.services[question.index].balance];
  };
  if (question.measure == Measure::served) return balance().unserved_reward;
  if (question.measure == Measure::degraded) return balance().degraded_reward;
  if (question.measure == Measure::replicas) return balance().on_reward;
  return counted(model, question.kind, question.index).reward;
}

/// Turns the rewards that count what is up into the share that is missing, state by state, so that a tiny
/// unavailability is summed up and not what remains of a subtraction.
void count_what_is_missing(const models::Model& model, markov::Chain& chain) {
  const auto turn = [&](SubjectKind kind, std::size_t subjects) {
    for (std::size_t i = 0; i < subjects; ++i) {
      const Counted subject = counted(model, kind, i);
      for (double& value : chain.reward[subject.reward]) {
        value = subject.whole > 0 ? std::max(0.0, (subject.whole - value) / subject.whole) : 0;
      }
    }
  };
  turn(SubjectKind::service, model.services.size());
  turn(SubjectKind::node_class, model.platform.nodes.size());
  turn(SubjectKind::domain, model.domain_classes.size());
}

/// The notes of all conditions, each once.
std::string notes_of(const markov::ChainMeasures& found) {
  std::string notes;
  for (const ConditionMeasures& condition : found.conditions) {
    if (notes.find(condition.note) == std::string::npos) notes += condition.note;
  }
  return notes.substr(0, notes.find_last_not_of("; ") + 1);
}

/// The condition of the chain that a question about a service is about: that it is up, or has lost no data so far.
std::size_t condition_of(const models::Model& model, const Question& question) {
  const std::uint32_t storage = model.services[question.index].storage;
  if (!models::is_of_data(question.measure) || storage == none) return question.index;
  return model.storages[storage].condition;
}

/// Whether the chain's state tells what is asked: how long ago something was, or how much was lost, is no part of it.
bool is_in_chain(const models::Model& model, const Question& question) {
  if (!models::is_of_followers(question.measure)) return true;
  const std::uint32_t number = model.services[question.index].storage;
  if (number == none) return false;
  // Of a single group all is lost with the first loss, unless an error loses a part of it.
  const models::StorageModel& storage = model.storages[number];
  const bool all_or_nothing = storage.groups == 1 && std::all_of(storage.error_at.begin(), storage.error_at.end(),
                                                                 [](double chance) { return chance == 0; });
  return models::is_of_losses(question.measure) || (question.measure == Measure::durability && all_or_nothing);
}

/// How often a storage system loses data: its cause is counted each time.
RewardMeasures losses_of(const models::Model& model, const Question& question, const markov::Exploration& found,
                         const markov::ChainMeasures& measures) {
  return measures.rewards[found.first_cause + model.services[question.index].storage];
}

/// Of the causes the chain keeps those that data are lost.
void keep_losses(const models::Model& model, markov::Exploration& found) {
  std::vector<std::vector<double>> losses;
  for (const models::StorageModel& storage : model.storages)
    losses.push_back(std::move(found.chain.reward[found.first_cause + storage.loss_cause]));
  found.chain.reward.resize(found.first_cause);
  std::move(losses.begin(), losses.end(), std::back_inserter(found.chain.reward));
  found.chain.rewards.resize(found.chain.reward.size());
}

/// That all members of a node class or of a level of domains are up, as a further condition of the chain; its number. What is
/// missing has to have been counted.
std::size_t add_all_up(const models::Model& model, const Question& question, markov::Chain& chain) {
  const std::uint32_t reward = counted(model, question.kind, question.index).reward;
  std::vector<std::uint8_t> up;
  for (const double missing : chain.reward[reward]) up.push_back(missing > 0 ? 0 : 1);
  chain.conditions.push_back("all " + chain.rewards[reward]);
  chain.up.push_back(std::move(up));
  return chain.up.size() - 1;
}

/// For each question the condition of the chain that it is about: of members there is one of the first outage only.
std::vector<std::size_t> conditions_of(const models::Model& model, const std::vector<Question>& questions,
                                       markov::Chain& chain) {
  std::vector<std::size_t> conditions;
  for (const Question& question : questions) {
    const bool of_service = question.kind == SubjectKind::service;
    conditions.push_back(of_service                          ? condition_of(model, question)
                         : question.measure == Measure::mttf ? add_all_up(model, question, chain)
                                                             : no_condition);
  }
  return conditions;
}

/// The conditions of which a question is about the first outage, which is what costs most.
std::vector<std::uint8_t> first_failure_asked(const std::vector<Question>& questions,
                                              const std::vector<std::size_t>& conditions, const markov::Chain& chain) {
  std::vector<std::uint8_t> asked(chain.up.size(), 0);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Measure like = models::counterpart(questions[i].measure);
    const bool about_first =
        like == Measure::mttf || like == Measure::unreliability || questions[i].measure == Measure::durability;
    if (about_first && conditions[i] != no_condition) asked[conditions[i]] = 1;
  }
  return asked;
}

std::optional<ExactValue> of_service(const models::Model& model, const models::Study& study, const Question& question,
                                     std::size_t condition, const markov::Exploration& found,
                                     const markov::ChainMeasures& measures) {
  const RewardMeasures& missing = question.measure == Measure::data_losses
                                      ? losses_of(model, question, found, measures)
                                      : measures.rewards[missing_reward(model, question)];
  return exact_of_service(question.measure, measures.conditions[condition], missing, study.mission);
}

std::optional<ExactValue> of_members(const models::Model& model, const models::Study& study, const Question& question,
                                     std::size_t condition, const markov::Exploration& found,
                                     const markov::ChainMeasures& measures) {
  const Counted subject = counted(model, question.kind, question.index);
  const auto number =
      std::find(model.layout.member_rewards.begin(), model.layout.member_rewards.end(), subject.reward) -
      model.layout.member_rewards.begin();
  const ConditionMeasures* const all_up = condition == no_condition ? nullptr : &measures.conditions[condition];
  return exact_of_members(question.measure,
                          {subject.whole, measures.rewards[subject.reward],
                           measures.rewards[found.first_gone + static_cast<std::size_t>(number)], all_up},
                          study.mission);
}

/// What adds up to the measure, by state: whether the service is down, or what is missing.
std::vector<double> what_adds_up(const models::Model& model, const Question& question, const markov::Chain& chain) {
  const bool of_outages = question.measure == Measure::availability || question.measure == Measure::downtime ||
                          question.measure == Measure::mdt;
  if (question.kind != SubjectKind::service || !of_outages) return chain.reward[missing_reward(model, question)];
  std::vector<double> down;
  for (const std::uint8_t up : chain.up[question.index]) down.push_back(up ? 0 : 1);
  return down;
}

bool is_doubtfully_low(const MeasureResult& measure, double mission_s) {
  constexpr double doubtful = 0.05;
  const Estimate& simulated = measure.simulated;
  if (!measure.exact || simulated.trust == Estimate::Trust::none_seen || !compare::is_of_sizes(measure.measure))
    return false;
  const double exact = measure.exact->over_mission;
  if (!(simulated.value < exact)) return false;
  const auto found = compare::significance(simulated, measure.measure, mission_s, exact, measure.exact->relative_error);
  return found && found->p_value < doubtful;
}

/// The spread of what a trial shows, which takes another solution: only where the simulated value is doubtfully low.
void add_spreads(const models::Model& model, const models::Study& study, const std::vector<Question>& questions,
                 const markov::Chain& chain, const std::atomic<bool>* stop, RunResult& result) {
  std::vector<std::vector<double>> per_second;
  std::vector<std::pair<std::size_t, std::size_t>> asked;  // measure, and which of these
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (!is_doubtfully_low(result.measures[i], study.mission.count())) continue;
    std::vector<double> adds_up = what_adds_up(model, questions[i], chain);
    const auto known = std::find(per_second.begin(), per_second.end(), adds_up);
    asked.emplace_back(i, static_cast<std::size_t>(known - per_second.begin()));
    if (known == per_second.end()) per_second.push_back(std::move(adds_up));
  }
  if (asked.empty()) return;
  const std::vector<double> spreads = markov::mission_spreads(chain, study.mission, per_second, stop);
  for (const auto& [i, which] : asked) result.measures[i].exact->spread = spreads[which];
}

/// What to do where the chain takes longer than anybody wants to wait.
constexpr const char* quicker =
    "a smaller --max-states N gives it up earlier, and `nines run --no-chain` leaves it out";

void interrupt(const std::string& what, RunResult& result) {
  result.interrupted = true;
  result.chain_states = 0;
  result.chain_refused = fmt::format("{}; {}", what, quicker);
}

}  // namespace

std::string more_states_allowed(const StateSpaceTooLarge& error) {
  return fmt::format("{}; --max-states N allows more", error.what());
}

void add_exact(const models::Model& model, const models::Study& study, const std::vector<Question>& questions,
               std::size_t max_states, const std::atomic<bool>* stop, RunResult& result) {
  if (!model.jobs.empty()) {
    const auto alone = models::build(models::without_jobs(model.platform));
    return add_exact(*alone, study, questions, max_states, stop, result);
  }
  std::string refusal = models::why_not_markov(model);
  if (!refusal.empty()) {
    result.chain_refused = std::move(refusal);
    return;
  }
  try {
    markov::Exploration found = markov::explore(model, max_states, stop);
    keep_losses(model, found);
    count_what_is_missing(model, found.chain);
    result.chain_states = found.chain.states();
    const std::vector<std::size_t> conditions = conditions_of(model, questions, found.chain);
    const markov::ChainMeasures measures =
        markov::measure_some(found.chain, study.mission, first_failure_asked(questions, conditions, found.chain), stop);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (!is_in_chain(model, questions[i])) continue;
      result.measures[i].exact = questions[i].kind == SubjectKind::service
                                     ? of_service(model, study, questions[i], conditions[i], found, measures)
                                     : of_members(model, study, questions[i], conditions[i], found, measures);
      std::optional<ExactValue>& exact = result.measures[i].exact;
      // The long run alone may stand as an answer, but not beside a simulated value of the mission.
      if (exact && std::isnan(exact->over_mission) && result.measures[i].simulated.trials > 0) exact.reset();
    }
    for (std::size_t i = 0; i < result.phases.size(); ++i) {
      const std::uint32_t first = model.services[i / models::outage_phases].phase_reward;
      const RewardMeasures& phase = measures.rewards[first + i % models::outage_phases];
      if (std::isnan(phase.mission_mean) || !std::isfinite(phase.mission_relative_error)) continue;
      result.phases[i].exact_s_per_year = phase.mission_mean * year.count();
    }
    result.chain_note = notes_of(measures);
    add_spreads(model, study, questions, found.chain, stop, result);
  } catch (const ExplorationStopped& stopped) {
    interrupt(fmt::format("its exploration was interrupted when {} states were found", stopped.found), result);
  } catch (const markov::SolutionStopped&) {
    interrupt(fmt::format("its solution was interrupted; it has {} states", result.chain_states), result);
  } catch (const StateSpaceTooLarge& error) {
    result.chain_refused = more_states_allowed(error);
  } catch (const std::bad_alloc&) {
    result.chain_refused = "it does not fit into the memory";
  } catch (const std::exception& error) {
    result.chain_states = 0;
    result.chain_refused = error.what();
  }
}

}  // namespace nines
