#include "analysis/report/report.h"
#include "analysis/run.h"
#include "scenarios/language/scenario.h"
#include "sim/laws.h"

#include <cstdio>

int main() {
  const nines::LawPtr law = nines::exponential_with_mean(nines::Hours{1000});
  nines::scenarios::LoadResult loaded = nines::scenarios::load_text(nines::scenarios::starter_scenario(), "starter");
  if (!loaded.scenario) return 1;
  loaded.scenario->study.trials = 100;
  loaded.scenario->study.precision.clear();
  const nines::RunResult result = nines::run(loaded.scenario->study, {});
  std::printf("%s", nines::report::csv(result).c_str());
  return law->mean() == nines::Hours{1000} && !result.measures.empty() ? 0 : 1;
}
