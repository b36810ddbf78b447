// nines explain: one trial, replayed by a traced sampler at the very addresses that a run uses.
#include "analysis/causes.h"
#include "analysis/incidents/requests.h"
#include "analysis/incidents/tracer.h"
#include "analysis/incidents/words.h"
#include "analysis/monte_carlo/trials.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "analysis/run.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <fmt/format.h>

namespace nines {
namespace {

using incidents::Incident;
using incidents::Tracer;
using report::printable;
using report::printable_lines;

std::string left_out(std::size_t quiet) {
  return quiet == 0 ? "" : fmt::format("  ... {} more failures that took no service down\n", quiet);
}

std::string timeline(const models::Model& model, const Tracer& tracer) {
  std::string text;
  std::size_t outages = 0;
  for (const Incident& incident : tracer.incidents()) {
    text += left_out(incident.quiet_before) + printable_lines(incident_text(model, incident));
    outages += incident.quiet ? 0 : 1;
  }
  text += left_out(tracer.quiet_after());
  if (tracer.outage_incidents() > outages) {
    text +=
        fmt::format("... and {} more outages, with what happened between them\n", tracer.outage_incidents() - outages);
  }
  if (tracer.outage_incidents() == 0) text += "No service was down in this trial.\n";
  return text;
}

std::string totals(const models::Model& model, const Tracer& tracer, double mission_s) {
  report::TextTable table(
      {report::Align::left, report::Align::right, report::Align::right, report::Align::right, report::Align::right});
  table.header({"in this trial", "outages", "down", "longest", "availability"});
  for (std::size_t i = 0; i < model.services.size(); ++i) {
    const incidents::ServiceTotals& service = tracer.totals()[i];
    table.row({printable(model.services[i].name), report::count_text(service.outages),
               report::duration_text(service.down_s), report::duration_text(service.longest_s),
               report::availability_text(service.down_s / mission_s, 4)});
  }
  return table.render(0, false);
}

template <class AnySampler>
std::string counts(const models::Model& model, const AnySampler& sampler, CauseKind kind, const std::string& title) {
  std::string text;
  for (std::uint32_t i = 0; i < model.causes.size(); ++i) {
    const models::Cause& cause = model.causes[i];
    if (sampler.count(i) == 0 || !is_counted(model, i) || kind_of(model, i) != kind) continue;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", printable(cause.name), report::count_text(sampler.count(i)));
  }
  if (text.empty() && kind != CauseKind::failure) return "";
  return report::wrapped(fmt::format("{}: {}", title, text.empty() ? "none" : text), 110, 2) + "\n";
}

template <class AnySampler>
std::string counts(const models::Model& model, const AnySampler& sampler) {
  return counts(model, sampler, CauseKind::failure, "Failures") +
         counts(model, sampler, CauseKind::planned, "Planned") +
         counts(model, sampler, CauseKind::mechanism, "False alarms, switching") +
         counts(model, sampler, CauseKind::data, "Data");
}

/// Where to look instead, if one of the next trials has an outage.
std::string next_with_outage(const models::Model& model, const models::Study& study, std::size_t trial) {
  constexpr std::size_t most_tried = 10'000;
  constexpr std::uint64_t most_events = 10'000'000;  // about a second
  monte_carlo::TrialRunner runner(model, study);
  monte_carlo::Tally tally(model, study);
  const std::size_t end = trial + 1 + most_tried;
  std::uint64_t events = 0;
  for (std::size_t next = trial + 1; next < end && events < most_events; ++next) {
    tally.clear();
    runner.run_trial(next, tally);
    events += tally.events;
    for (const monte_carlo::Moments& service : tally.services) {
      if (service.outages.sum > 0) return fmt::format("The next trial with an outage: --trial {}\n", next);
    }
  }
  return "Nor in the trials after it that were looked at: outages are rare here.\n";
}

}  // namespace

std::string explain(const models::Study& study, std::size_t trial) {
  const auto model = models::build(study.platform);
  const double mission_s = study.mission.count();
  const auto address = monte_carlo::address_of(study.seed, trial);
  incidents::RequestTracer tracer(*model);
  Sampler<incidents::RequestTracer> sampler(model->layout, tracer);
  const models::Behaviour behaviour(*model);
  sampler.run(behaviour, address.seed, address.trial, mission_s);
  tracer.end(mission_s);
  return fmt::format("Trial {} of {}, seed {}: a mission of {}, from day 0 00:00:00\n\n", trial,
                     study.title.empty() ? "this scenario" : printable(study.title), study.seed,
                     report::duration_text(mission_s)) +
         timeline(*model, tracer) + (tracer.outage_incidents() == 0 ? next_with_outage(*model, study, trial) : "") +
         "\n" + totals(*model, tracer, mission_s) + "\n" + requests_text(*model, tracer, mission_s) +
         counts(*model, sampler);
}

}  // namespace nines
