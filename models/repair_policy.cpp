// The steps of a repair policy: where each of them can lead.
#include "models/repair_policy.h"

#include "models/build.h"

namespace nines::models {

namespace {

/// Collects the statuses that may follow one.
class Successors {
 public:
  explicit Successors(const Mode& mode) : mode_(mode), policy_(*mode.policy) {}

  std::vector<std::uint16_t> of(std::uint16_t status, bool can_fail) {
    switch (mode_.stage(status)) {
      case Stage::fine:
        fine();
        if (can_fail && mode_.noticed_at_once) noticed();
        if (can_fail && !mode_.noticed_at_once) add(mode_.unnoticed(), mode_.notice.size());
        break;
      case Stage::unnoticed:
        add(mode_.unnoticed(), mode_.notice.size());
        noticed();
        if (mode_.is_counted) fine();  // the unit is retired
        break;
      case Stage::calling:
        add(mode_.calling(), policy_.phases(RepairPolicy::call));
        help();
        break;
      case Stage::waiting_for_spare:
      case Stage::waiting_for_crew:
      case Stage::repairing:
        help();  // all of it may come again after a wrong diagnosis
        restored();
        break;
      case Stage::restarting: by_itself(status); break;
      case Stage::returning:
        restored();
        fine();
        break;
    }
    return found_;
  }

 private:
  void add(std::uint16_t first, std::size_t statuses) {
    for (std::size_t s = 0; s < statuses; ++s) found_.push_back(static_cast<std::uint16_t>(first + s));
  }
  void fine() { add(0, mode_.fine.size()); }
  void restored() { mode_.returns_at_once ? fine() : add(mode_.returning(), mode_.back.size()); }
  void restart(int attempt) {
    add(mode_.restarting(static_cast<std::uint16_t>(attempt)), policy_.phases(RepairPolicy::restart));
  }
  void noticed() { policy_.restarts > 0 ? restart(1) : restarts_used_up(); }
  void restarts_used_up() {
    if (policy_.replaced_from != none) add(mode_.replacing(), policy_.phases(RepairPolicy::replacement));
    if (policy_.calls) return add(mode_.calling(), policy_.phases(RepairPolicy::call));
    help();
  }
  void help() {
    if (mode_.spares != none) found_.push_back(mode_.waiting_for_spare());
    if (mode_.crew != none) found_.push_back(mode_.waiting_for_crew());
    if (policy_.diagnoses) add(mode_.diagnosing(), policy_.phases(RepairPolicy::diagnosis));
    add(mode_.repairing(), mode_.repair.size());
  }
  void by_itself(std::uint16_t status) {
    const RepairPolicy::Place at = mode_.place(status);
    add(static_cast<std::uint16_t>(status - at.phase), policy_.phases(at.part));
    if (at.part == RepairPolicy::pause) return restart(at.attempt + 1);
    restored();
    if (at.part == RepairPolicy::replacement) return;
    if (at.attempt == policy_.restarts) return restarts_used_up();
    if (!policy_.pauses) return restart(at.attempt + 1);
    add(mode_.pausing(at.attempt), policy_.phases(RepairPolicy::pause));
  }

  const Mode& mode_;
  const RepairPolicy& policy_;
  std::vector<std::uint16_t> found_;
};

}  // namespace

std::vector<std::uint16_t> successors_by_policy(const Mode& mode, std::uint16_t status, bool can_fail) {
  return Successors(mode).of(status, can_fail);
}

std::shared_ptr<RepairPolicy> make_policy(const FailureMode& failure) {
  if (!failure.has_policy()) return nullptr;
  auto policy = std::make_shared<RepairPolicy>();
  if (const auto& restarts = failure.restarts) {
    policy->restarts = static_cast<std::uint16_t>(restarts->up_to);
    policy->succeed = restarts->succeed;
    policy->pauses = restarts->back_off != nullptr && restarts->up_to > 1;
    for (std::size_t attempt = 1; policy->pauses && attempt < restarts->up_to; ++attempt)
      policy->pause_speed.push_back(1 / restarts->back_off_scale(attempt));
  }
  if (failure.replacement) policy->replaced_from = static_cast<std::uint32_t>(failure.replacement->spares);
  policy->calls = failure.time_to_call != nullptr;
  policy->diagnoses = failure.diagnosis != nullptr;
  policy->wrong = failure.wrong_diagnosis;
  return policy;
}

const LawPtr& law_of(const FailureMode& failure, RepairPolicy::Part part) {
  static const LawPtr no_law;
  switch (part) {
    case RepairPolicy::restart: return failure.restarts ? failure.restarts->takes : no_law;
    case RepairPolicy::pause: return failure.restarts ? failure.restarts->back_off : no_law;
    case RepairPolicy::replacement: return failure.replacement ? failure.replacement->takes : no_law;
    case RepairPolicy::call: return failure.time_to_call;
    case RepairPolicy::diagnosis: return failure.diagnosis;
    case RepairPolicy::parts: break;
  }
  return no_law;
}

}  // namespace nines::models
