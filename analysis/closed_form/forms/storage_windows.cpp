#include "analysis/closed_form/assumptions.h"
#include "analysis/closed_form/forms.h"
#include "analysis/closed_form/storage.h"

namespace nines::closed_form {

using models::Measure;

namespace {

std::optional<double> evaluate(const models::Study& study, std::size_t service, Measure) {
  const auto storage = storage_groups(study, service);
  const models::RedundancyScheme& scheme = study.platform.services[service].storage->scheme;
  if (!storage || scheme.tolerated() != scheme.most_lost()) return std::nullopt;
  const RedundancyGroup& group = storage->group;
  return window_durability(group.members - group.tolerated, group.tolerated, group.failures_per_s,
                           1 / group.rebuilds_per_s, study.mission.count())
      .loses;
}

}  // namespace

ClosedForm storage_windows() {
  return {
      "fixed windows",
      {Measure::durability},
      "p = 1 - exp(-rate * rebuild), q = P[Bin(n, p) > m], share lost = 1 - (1 - q)^(t / rebuild)",
      "Backblaze, erasure-coding-durability",
      false,
      {assume::constant_loss_rate, assume::rebuilt_alone, assume::failures_within_windows, assume::no_latent_errors},
      &evaluate,
      Knows::storage};
}

}  // namespace nines::closed_form
