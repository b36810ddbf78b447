// One trial of a drill in words, from the same draws as in the rehearsal.
#include "analysis/drill/drill.h"
#include "analysis/incidents/tracer.h"
#include "analysis/incidents/words.h"
#include "analysis/monte_carlo/trials.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "models/behaviour.h"
#include "sim/sampler.h"

#include <fmt/format.h>

namespace nines::drill {

std::string tell(const models::Drill& drill, std::size_t trial) {
  const auto model = models::build(drill.study.platform);
  const auto address = monte_carlo::address_of(drill.study.seed, trial);
  incidents::Tracer tracer(*model);
  Sampler<incidents::Tracer> sampler(model->layout, tracer);
  const models::Behaviour behaviour(*model);
  const double length_s = drill.study.mission.count();
  sampler.run(behaviour, address.seed, address.trial, length_s);
  tracer.end(length_s);
  const double starts_s = drill.clock_starts.count();
  std::string text = fmt::format("Trial {} of {}, seed {}: {}, from {}\n\n", trial,
                                 drill.title.empty() ? "this drill" : report::printable(drill.title), drill.study.seed,
                                 report::duration_text(length_s), incidents::clock_text(starts_s));
  for (const incidents::Incident& incident : tracer.incidents())
    text += report::printable_lines(incidents::incident_text(*model, incident, starts_s));
  if (tracer.outage_incidents() == 0) text += "No service was down in this trial.\n";
  return text;
}

}  // namespace nines::drill
