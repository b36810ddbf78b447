#include "analysis/drill/words.h"

#include "analysis/incidents/words.h"

namespace nines::drill {
namespace {

using incidents::Step;
using models::Happening;

std::string unit_text(const models::Model& model, const Step& step) {
  const models::Mode& mode = model.classes[model.groups[step.index].unit_class].modes[step.mode];
  switch (step.what) {
    case Happening::failed: return "retired: it has failed too often";
    case Happening::noticed: return "noticed";
    case Happening::waits_for_spare:
      return "the repair waits for a spare part, " + model.spares[mode.spares].spec->name;
    case Happening::waits_for_crew: return "the repair waits for " + model.crews[mode.crew].spec->name;
    case Happening::repair_begins: return "repair begins";
    case Happening::repair_interrupted: return "the repair is interrupted";
    case Happening::repaired:
      if (mode.spec->kind == models::ModeKind::retirement) return "replaced";
      return mode.spec->is_ended_from_outside ? "the fault is over" : "repaired";
    case Happening::restart_begins: return "restart begins";
    case Happening::restart_fails: return "a restart has not helped";
    case Happening::restart_works: return "over, a restart has helped";
    case Happening::replacement_begins: return "to be replaced";
    case Happening::replaced: return "replaced";
    case Happening::person_called: return "a person is called";
    case Happening::diagnosis_begins: return "diagnosis begins";
    case Happening::wrong_thing_repaired: return "the wrong thing is repaired";
    default: return "put back into rotation";
  }
}

bool is_about_a_service(Happening what) {
  switch (what) {
    case Happening::switchover_begins:
    case Happening::switchover_fails:
    case Happening::switchover_ends:
    case Happening::recovered:
    case Happening::failback_begins:
    case Happening::failback_ends:
    case Happening::leader_resigns:
    case Happening::election_begins:
    case Happening::vote_splits:
    case Happening::leader_elected:
    case Happening::member_steps_down:
    case Happening::fencing_begins:
    case Happening::fencing_fails:
    case Happening::two_are_active:
    case Happening::reconciliation_begins:
    case Happening::reconciled:
    case Happening::failure_of_service_noticed:
    case Happening::service_suspected:
    case Happening::traffic_on_its_way:
    case Happening::traffic_cannot_be_moved:
    case Happening::traffic_going_back:
    case Happening::traffic_arrives:
    case Happening::nothing_to_switch_to: return true;
    default: return false;
  }
}

}  // namespace

std::string response_text(const models::Model& model, const Followed& followed) {
  const Step& step = followed.step;
  if (followed.is_of_unit) return unit_text(model, step);
  switch (step.kind) {
    case Step::Kind::service_down: return model.services[step.index].name + " goes down";
    case Step::Kind::service_up:
      return model.services[step.index].name + (step.mode == 0 ? " is up again" : " is up again, the last time");
    case Step::Kind::happening: break;
  }
  return incidents::step_text(model, step);
}

std::string response_service(const models::Model& model, const Followed& followed) {
  const Step& step = followed.step;
  if (followed.is_of_unit) return "";
  return step.kind != Step::Kind::happening || is_about_a_service(step.what) ? model.services[step.index].name : "";
}

}  // namespace nines::drill
