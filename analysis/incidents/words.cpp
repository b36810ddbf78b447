#include "analysis/incidents/words.h"

#include "analysis/report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::incidents {
namespace {

using models::Happening;
using report::duration_text;

constexpr std::size_t most_names = 4;

const models::Mode& mode_of(const models::Model& model, const Step& step) {
  return model.classes[model.groups[step.index].unit_class].modes[step.mode];
}

/// A unit and what is planned for it.
std::string planned_text(const models::Model& model, const Step& step) {
  const models::Mode& mode = mode_of(model, step);
  const std::string unit = model.unit_name(step.index), name = mode.spec->name;
  switch (step.what) {
    case Happening::failed: return fmt::format("{} is taken down for {}", unit, name);
    case Happening::waits_for_crew:
      return fmt::format("{}: {} waits for {}", unit, name, model.crews[mode.crew].spec->name);
    case Happening::repair_interrupted:
      return fmt::format("{}: {} interrupted, {} is called away", unit, name, model.crews[mode.crew].spec->name);
    case Happening::repaired: return fmt::format("{}: {} done", unit, name);
    default: return fmt::format("{}: {} begins", unit, name);
  }
}

/// A unit that has failed too often.
std::string retirement_text(const models::Model& model, const Step& step) {
  const models::Mode& mode = mode_of(model, step);
  const std::string unit = model.unit_name(step.index);
  switch (step.what) {
    case Happening::failed: return fmt::format("{} has failed too often, and is retired", unit);
    case Happening::waits_for_spare:
      return fmt::format("{}: another one is waited for, from {}", unit, model.spares[mode.spares].spec->name);
    case Happening::repaired: return fmt::format("{}: another one is in its place", unit);
    default: return planned_text(model, step);
  }
}

/// A unit that has got a bad release.
std::string bad_update_text(const models::Model& model, const Step& step) {
  const std::string unit = model.unit_name(step.index);
  switch (step.what) {
    case Happening::failed:
      return fmt::format("{} does not work with the release: {}", unit, mode_of(model, step).spec->name);
    case Happening::noticed: return fmt::format("{} is to be rolled back", unit);
    case Happening::repaired: return fmt::format("{} is rolled back", unit);
    default: return fmt::format("{}: the way back begins", unit);
  }
}

/// A unit that is taken for dead.
std::string false_alarm_text(const models::Model& model, const Step& step) {
  const std::string unit = model.unit_name(step.index);
  if (step.what == Happening::repaired) return fmt::format("{} is trusted again", unit);
  return fmt::format("{} is taken out though it works: {}", unit, mode_of(model, step).spec->name);
}

/// A unit that is switched on or off, as the load wants it.
std::string start_text(const models::Model& model, const Step& step) {
  const std::string unit = model.unit_name(step.index);
  switch (step.what) {
    case Happening::member_starts: return fmt::format("{} is switched on, and starts", unit);
    case Happening::member_serves: return fmt::format("{} has started, and serves", unit);
    case Happening::start_abandoned: return fmt::format("{}: the start is given up", unit);
    default: return fmt::format("{} is switched off", unit);
  }
}

/// A unit and its failure mode, of the happenings that are about these.
std::string unit_text(const models::Model& model, const Step& step) {
  const models::Mode& mode = mode_of(model, step);
  const std::string unit = model.unit_name(step.index), name = mode.spec->name;
  switch (mode.spec->kind) {
    case models::ModeKind::maintenance:
    case models::ModeKind::update: return planned_text(model, step);
    case models::ModeKind::retirement: return retirement_text(model, step);
    case models::ModeKind::bad_update: return bad_update_text(model, step);
    case models::ModeKind::false_alarm: return false_alarm_text(model, step);
    case models::ModeKind::start: return start_text(model, step);
    case models::ModeKind::awaited_update:
    case models::ModeKind::failure: break;
  }
  const auto waits = [&](const char* what, const std::string& whom) {
    return fmt::format("{}: repair of {} waits for {}{}", unit, name, what, whom);
  };
  switch (step.what) {
    case Happening::noticed: return fmt::format("{}: {} noticed", unit, name);
    case Happening::waits_for_spare: return waits("a spare part, ", model.spares[mode.spares].spec->name);
    case Happening::waits_for_crew: return waits("", model.crews[mode.crew].spec->name);
    case Happening::repair_begins: return fmt::format("{}: repair of {} begins", unit, name);
    case Happening::repair_interrupted:
      return fmt::format("{}: repair of {} interrupted, {} is called away", unit, name,
                         model.crews[mode.crew].spec->name);
    case Happening::repaired: return fmt::format("{}: {} repaired", unit, name);
    case Happening::restart_begins: return fmt::format("{}: restart after {} begins", unit, name);
    case Happening::restart_fails: return fmt::format("{}: the restart has not helped against {}", unit, name);
    case Happening::restart_works: return fmt::format("{}: {} is over, the restart has helped", unit, name);
    case Happening::replacement_begins:
      return fmt::format("{}: to be replaced after {} by one of {}", unit, name,
                         model.spares[mode.policy->replaced_from].spec->name);
    case Happening::replaced: return fmt::format("{}: replaced after {}", unit, name);
    case Happening::person_called: return fmt::format("{}: a person is called for {}", unit, name);
    case Happening::diagnosis_begins: return fmt::format("{}: diagnosis of {} begins", unit, name);
    case Happening::wrong_thing_repaired:
      return fmt::format("{}: {} is still there, the diagnosis was wrong", unit, name);
    case Happening::returned: return fmt::format("{}: put back into rotation after {}", unit, name);
    default: return fmt::format("{} fails: {}", unit, name);
  }
}

/// What a service does that sends its traffic to one of several others.
std::string traffic_text(const models::Model& model, const Step& step) {
  const models::ServiceModel& service = model.services[step.index];
  const std::string& other = model.services[model.selectors[service.selector].preferred[step.mode]].name;
  switch (step.what) {
    case Happening::failure_of_service_noticed: return fmt::format("{}: notices that {} is down", service.name, other);
    case Happening::service_suspected: return fmt::format("{}: takes {} for down, by mistake", service.name, other);
    case Happening::traffic_on_its_way: return fmt::format("{}: switchover to {} begins", service.name, other);
    case Happening::traffic_cannot_be_moved: return fmt::format("{}: switchover to {} fails", service.name, other);
    case Happening::traffic_going_back: return fmt::format("{}: failback to {} begins", service.name, other);
    case Happening::traffic_arrives: return fmt::format("{}: traffic goes to {}", service.name, other);
    default: return fmt::format("{}: there is nothing to switch to", service.name);
  }
}

/// What becomes of the data of a service; `mode` is the schedule, of what is about backups.
std::string data_text(const models::Model& model, const Step& step) {
  const models::DataSet& data = *model.data[step.index].spec;
  const auto of_backup = [&](const char* words) {
    return fmt::format("{}: {}{}", data.name, words, data.backups[step.mode].name);
  };
  switch (step.what) {
    case Happening::data_lost: return fmt::format("{}: the last copy is lost", data.name);
    case Happening::data_left_behind: return fmt::format("{}: there is no copy where the traffic goes now", data.name);
    case Happening::data_loss_noticed: return fmt::format("{}: it is noticed that they must be restored", data.name);
    case Happening::data_corrupted: return fmt::format("{}: corrupted, and nobody knows", data.name);
    case Happening::corruption_noticed: return fmt::format("{}: the corruption is noticed", data.name);
    case Happening::backup_fails: return of_backup("a backup fails, of ");
    case Happening::backup_left_out: return of_backup("a backup is left out, of ");
    case Happening::unreadable_backup_found: return of_backup("a test finds that a backup cannot be read, of ");
    case Happening::backups_lost: return of_backup("lost with their store are all backups of ");
    case Happening::restore_begins: return of_backup("restore begins, from ");
    case Happening::replay_begins: return fmt::format("{}: restored; the changes since then are replayed", data.name);
    case Happening::nothing_to_restore: return fmt::format("{}: there is nothing left to restore", data.name);
    case Happening::replica_takes_over: return fmt::format("{}: another copy takes over", data.name);
    default: return fmt::format("{}: they are there again", data.name);
  }
}

/// What becomes of a training job; `mode` is the tier of a checkpoint.
std::string job_text(const models::Model& model, const Step& step) {
  const models::TrainingJob& job = *model.jobs[step.index].spec;
  const auto tier = [&] { return job.checkpoints->tiers[step.mode].name; };
  switch (step.what) {
    case Happening::job_interrupted: return fmt::format("{}: the job is interrupted", job.name);
    case Happening::job_restores: return fmt::format("{}: loads a checkpoint from {}", job.name, tier());
    case Happening::job_begins_again: return fmt::format("{}: there is no checkpoint, it begins again", job.name);
    case Happening::checkpoint_is_bad: return fmt::format("{}: a checkpoint from {} is bad", job.name, tier());
    case Happening::job_finished: return fmt::format("{}: all is done", job.name);
    case Happening::job_corrupted: return fmt::format("{}: what it trains is corrupted, and nobody knows", job.name);
    case Happening::job_corruption_found: return fmt::format("{}: the corruption is found", job.name);
    case Happening::job_hangs:
      return fmt::format("{}: stands still, for nobody knows yet of a node that failed", job.name);
    case Happening::job_stands_aside: return fmt::format("{}: stands aside, as planned", job.name);
    default: return fmt::format("{}: the job trains", job.name);
  }
}

std::string happening_text(const models::Model& model, const Step& step) {
  const auto service = [&] { return model.services[step.index].name; };
  const auto change = [&] { return model.changes[step.index].spec->name; };
  const auto detector = [&] { return model.watchers[step.index].name; };
  switch (step.what) {
    case Happening::shock: return fmt::format("shock {} strikes", model.shocks[step.index].name);
    case Happening::domain_down: return fmt::format("{} goes down", model.place(step.index));
    case Happening::domain_restarting:
      return fmt::format("{} is back; what is in it restarts", model.place(step.index));
    case Happening::domain_back: return fmt::format("{} works again", model.place(step.index));
    case Happening::switchover_begins: return fmt::format("{}: switchover begins", service());
    case Happening::switchover_fails: return fmt::format("{}: switchover fails", service());
    case Happening::switchover_ends: return fmt::format("{}: switchover done", service());
    case Happening::failback_begins: return fmt::format("{}: failback begins", service());
    case Happening::failback_ends: return fmt::format("{}: failback done", service());
    case Happening::leader_resigns:
      return fmt::format("{}: the leader resigns, for it sees too few that work", service());
    case Happening::election_begins: return fmt::format("{}: election begins", service());
    case Happening::vote_splits: return fmt::format("{}: the vote is split, another round begins", service());
    case Happening::leader_elected: return fmt::format("{}: a leader is elected", service());
    case Happening::member_steps_down:
      return fmt::format("{}: the active member sees neither the other one nor the witness, and steps down", service());
    case Happening::nobody_may_take_over:
      return fmt::format("{}: nobody who works sees the other one or the witness, so nobody takes over", service());
    case Happening::fencing_begins:
      return fmt::format("{}: the one in reserve begins to fence the active one", service());
    case Happening::fencing_fails: return fmt::format("{}: fencing has failed", service());
    case Happening::two_are_active: return fmt::format("{}: split brain, both are active", service());
    case Happening::reconciliation_begins:
      return fmt::format("{}: both see each other again, and their data are merged", service());
    case Happening::reconciled: return fmt::format("{}: data merged, one is active", service());
    case Happening::rollout_begins: return fmt::format("rollout of {} begins", change());
    case Happening::canary_watched: return fmt::format("{}: the first have it, and are watched", change());
    case Happening::bad_release_noticed: return fmt::format("{} is found to be bad, and is rolled back", change());
    case Happening::rollout_ends: return fmt::format("rollout of {} done", change());
    case Happening::detector_blind:
      return fmt::format("{} sees nothing: {}", detector(),
                         step.mode == 0 ? "what it runs on is down" : "its path is down");
    case Happening::detector_sees_again: return fmt::format("{} sees again", detector());
    case Happening::detector_suspects_all:
      return fmt::format("{} is cut off, and takes all that it watches for dead", detector());
    case Happening::detector_trusts_again: return fmt::format("{} trusts what it watches again", detector());
    case Happening::fault_injected: return fmt::format("injected: {}", model.injections[step.index].spec->name);
    case Happening::fault_in_vain:
      return fmt::format("{} cannot be injected: nothing is up that could suffer it",
                         model.injections[step.index].spec->name);
    case Happening::stripes_lost:
      return fmt::format("{}: data are lost", model.services[model.storages[step.index].service].name);
    case Happening::recovered: return fmt::format("{}: recovered from the failed switchover", service());
    case Happening::failure_of_service_noticed:
    case Happening::service_suspected:
    case Happening::traffic_on_its_way:
    case Happening::traffic_cannot_be_moved:
    case Happening::traffic_going_back:
    case Happening::traffic_arrives:
    case Happening::nothing_to_switch_to: return traffic_text(model, step);
    case Happening::data_lost:
    case Happening::data_left_behind:
    case Happening::data_loss_noticed:
    case Happening::data_corrupted:
    case Happening::corruption_noticed:
    case Happening::backup_fails:
    case Happening::backup_left_out:
    case Happening::unreadable_backup_found:
    case Happening::backups_lost:
    case Happening::restore_begins:
    case Happening::replay_begins:
    case Happening::nothing_to_restore:
    case Happening::replica_takes_over:
    case Happening::data_live: return data_text(model, step);
    case Happening::job_runs:
    case Happening::job_interrupted:
    case Happening::job_restores:
    case Happening::job_begins_again:
    case Happening::checkpoint_is_bad:
    case Happening::job_finished:
    case Happening::job_corrupted:
    case Happening::job_corruption_found:
    case Happening::job_stands_aside:
    case Happening::job_hangs: return job_text(model, step);
    default: return unit_text(model, step);
  }
}

std::string cause_text(const models::Model& model, std::uint32_t cause) {
  return cause == none ? "no failure" : model.causes[cause].name;
}

/// "pages, data and 3 more".
std::string names_of(const models::Model& model, const std::vector<std::uint32_t>& services) {
  std::string names;
  for (std::size_t i = 0; i < std::min(services.size(), most_names); ++i) {
    names += (i > 0 ? ", " : "") + model.services[services[i]].name;
  }
  if (services.size() > most_names) names += fmt::format(" and {} more", services.size() - most_names);
  return names;
}

/// When something was: on the clock, and in hours since the start.
std::string moment_text(double seconds, double clock_starts_s) {
  return fmt::format("{} ({:.3f} h)", clock_text(clock_starts_s + seconds), seconds / 3600);
}

std::string quiet_text(const models::Model& model, const Incident& incident, double clock_starts_s) {
  std::string line = moment_text(incident.begin_s, clock_starts_s);
  const char* separator = "  ";
  for (const Step& step : incident.steps.kept) {
    line += separator + step_text(model, step);
    separator = "; ";
  }
  if (incident.steps.left_out > 0) line += fmt::format("; and {} more happenings", incident.steps.left_out);
  if (incident.ended) line += fmt::format("; over after {}", duration_text(incident.end_s - incident.begin_s));
  return line + "\n";
}

/// "not repaired yet: web.hardware (2 units), rack.power".
std::string before_text(const models::Model& model, const Incident& incident) {
  if (incident.before.empty()) return "";
  std::string text;
  for (std::size_t i = 0; i < std::min(incident.before.size(), most_names); ++i) {
    const auto& [cause, number] = incident.before[i];
    text += fmt::format("{}{}", i > 0 ? ", " : "", model.causes[cause].name);
    if (number > 1) text += fmt::format(" ({} units)", number);
  }
  if (incident.before.size() > most_names) text += fmt::format(" and {} more", incident.before.size() - most_names);
  return fmt::format("     {:<12} not repaired yet from before: {}\n", "", text);
}

std::string headline(const models::Model& model, const Incident& incident, double clock_starts_s) {
  const auto first = std::find_if(incident.steps.kept.begin(), incident.steps.kept.end(),
                                  [](const Step& step) { return step.kind == Step::Kind::service_down; });
  const double lasted = incident.end_s - incident.begin_s;
  std::string line = fmt::format("{}  OUTAGE of {}: {}{}", moment_text(incident.begin_s, clock_starts_s),
                                 names_of(model, incident.services), duration_text(lasted),
                                 incident.ended ? "" : ", until the end of the mission");
  if (incident.begin_s == 0) return line + ", down from the start";
  if (first != incident.steps.kept.end()) line += ", begun by " + cause_text(model, first->cause);
  return line;
}

/// What ought to bring a service back.
bool ends_an_outage(Happening what) {
  switch (what) {
    case Happening::switchover_ends:
    case Happening::failback_ends:
    case Happening::recovered:
    case Happening::reconciled:
    case Happening::leader_elected:
    case Happening::traffic_arrives: return true;
    default: return false;
  }
}

/// Whether a service that was down is so after this step, too, as far as that was kept: else what has come to its end would
/// sound like the end of the outage.
bool stays_down(const Incident& incident, std::size_t number) {
  const std::vector<Step>& steps = incident.steps.kept;
  const Step& step = steps[number];
  if (step.kind != Step::Kind::happening || !ends_an_outage(step.what)) return false;
  bool was_down = false;
  for (std::size_t i = 0; i < number; ++i) {
    if (steps[i].kind != Step::Kind::happening && steps[i].index == step.index)
      was_down = steps[i].kind == Step::Kind::service_down;
  }
  std::size_t i = number + 1;
  for (; i < steps.size() && steps[i].at_s == step.at_s; ++i) {
    if (steps[i].kind == Step::Kind::service_up && steps[i].index == step.index) return false;
  }
  return was_down && (i < steps.size() || (incident.steps.left_out == 0 && !incident.ended));
}

}  // namespace

std::string clock_text(double seconds) {
  const double whole = std::floor(seconds);
  const double days = std::floor(whole / 86400);
  const auto rest = static_cast<int>(whole - days * 86400);
  return fmt::format("day {:.0f} {:02}:{:02}:{:02}", days, rest / 3600, rest / 60 % 60, rest % 60);
}

std::string step_text(const models::Model& model, const Step& step) {
  switch (step.kind) {
    case Step::Kind::service_down:
      return fmt::format("{} is DOWN (begun by {})", model.services[step.index].name, cause_text(model, step.cause));
    case Step::Kind::service_up:
      return fmt::format("{} is up again, after {}", model.services[step.index].name, duration_text(step.down_for_s));
    case Step::Kind::happening: break;
  }
  return happening_text(model, step);
}

std::string incident_text(const models::Model& model, const Incident& incident, double clock_starts_s) {
  if (incident.quiet) return quiet_text(model, incident, clock_starts_s);
  std::string text = headline(model, incident, clock_starts_s) + "\n" + before_text(model, incident);
  for (std::size_t i = 0; i < incident.steps.kept.size(); ++i) {
    const Step& step = incident.steps.kept[i];
    text +=
        fmt::format("    +{:<12} {}{}\n", duration_text(step.at_s - incident.begin_s), step_text(model, step),
                    stays_down(incident, i) ? fmt::format(", but {} stays down", model.services[step.index].name) : "");
  }
  if (incident.steps.left_out > 0) {
    text += fmt::format("    ... and {} more happenings until the end of this outage\n", incident.steps.left_out);
  }
  return text;
}

}  // namespace nines::incidents
