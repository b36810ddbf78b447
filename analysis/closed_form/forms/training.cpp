#include "analysis/closed_form/training.h"
#include "analysis/closed_form/assumptions_training.h"
#include "analysis/closed_form/forms.h"

#include <cmath>

namespace nines::closed_form {

using models::Measure;
using models::Study;

namespace {

std::optional<double> time_lost(const Study& study, std::size_t service, Measure) {
  const auto job = as_checkpointed(study.platform, service);
  if (!job) return std::nullopt;
  return 1 - job->effective_time_ratio(interval_s(*job_of(study.platform, service)));
}

std::optional<double> added_losses(const Study& study, std::size_t service, Measure) {
  const auto job = as_checkpointed(study.platform, service);
  if (!job) return std::nullopt;
  return 1 - added_effective_time_ratio(job->mtbf_s, job->checkpoint_s, job->downtime_s + job->restart_s,
                                        interval_s(*job_of(study.platform, service)));
}

std::optional<double> run_time(const Study& study, std::size_t service, Measure) {
  const auto job = as_checkpointed(study.platform, service);
  const models::TrainingJob* spec = job_of(study.platform, service);
  if (!job || !(spec->work < never)) return std::nullopt;
  return job->expected_run_s(spec->work.count(), interval_s(*spec));
}

std::optional<double> between_interruptions(const Study& study, std::size_t service, Measure measure) {
  const auto job = as_checkpointed(study.platform, service);
  if (!job) return std::nullopt;
  return measure == Measure::job_mttf ? job->mtbf_s : job->mtbf_s + job->downtime_s;
}

/// The integral of min(t, w) exp(-t/M) dt/M from 0 to w + C, over the probability of a failure by then; a failure in the restart,
/// which exp(-R/M) of them are not, loses nothing.
std::optional<double> work_lost(const Study& study, std::size_t service, Measure) {
  const auto job = as_checkpointed(study.platform, service);
  if (!job) return std::nullopt;
  const double w = interval_s(*job_of(study.platform, service)), M = job->mtbf_s, whole = (w + job->checkpoint_s) / M;
  const double lost = -M * std::expm1(-w / M) - w * std::exp(-whole);
  return lost / -std::expm1(-whole) * std::exp(-job->restart_s / M);
}

}  // namespace

ClosedForm checkpointed_job() {
  return {"job with periodic checkpoints, by renewal reward",
          {Measure::ettr, Measure::goodput},
          "w / (exp(R/M) (M + D) (exp((w + C)/M) - 1))",
          "Daly 2006, equation 20; Bougeret et al. 2011, theorem 1; Ross 1996, theorem 3.6.1",
          true,
          {assume::exponential_failures, assume::one_place_for_checkpoints, assume::only_failures_interrupt,
           assume::always_at_full_speed, assume::no_failures_while_down, assume::fixed_restart, assume::spares_at_hand,
           assume::crew_for_every_repair, assume::job_without_end},
          &time_lost};
}

ClosedForm checkpointed_run() {
  return {"run time of a job with periodic checkpoints",
          {Measure::finish_time},
          "exp(R/M) (M + D) sum over segments of (exp((w + C)/M) - 1)",
          "Daly 2006, equation 20; Bougeret et al. 2011, theorem 1",
          false,
          {assume::exponential_failures, assume::one_place_for_checkpoints, assume::only_failures_interrupt,
           assume::always_at_full_speed, assume::no_failures_while_down, assume::fixed_restart, assume::spares_at_hand,
           assume::crew_for_every_repair, assume::ends_within_the_mission},
          &run_time};
}

ClosedForm checkpointed_job_added() {
  return {"job with periodic checkpoints, losses added",
          {Measure::ettr, Measure::goodput},
          "(1 - (u + w/2)/M) / (1 + C/w), u = D + R",
          "Kokolis et al. 2024, arXiv 2410.21680",
          true,
          {assume::exponential_failures, assume::one_place_for_checkpoints, assume::only_failures_interrupt,
           assume::always_at_full_speed, assume::no_failures_while_down, assume::spares_at_hand,
           assume::crew_for_every_repair, assume::job_without_end, assume::interruptions_are_rare},
          &added_losses};
}

ClosedForm job_of_a_series() {
  return {"job on nodes in series",
          {Measure::job_mttf, Measure::mtbi},
          "M = 1 / sum of failure rates; between interruptions M + D",
          "Barlow, Proschan 1975, ch. 7; for GPUs: Kokolis et al. 2024",
          true,
          {assume::exponential_failures, assume::only_failures_interrupt, assume::no_failures_while_down,
           assume::spares_at_hand, assume::crew_for_every_repair},
          &between_interruptions};
}

ClosedForm work_since_checkpoint() {
  return {"work since the last checkpoint",
          {Measure::lost_work},
          "exp(-R/M) (M (1 - exp(-w/M)) - w exp(-(w + C)/M)) / (1 - exp(-(w + C)/M))",
          "an exponential time to failure, cut off at the end of a segment (Ross 1996, section 3.6)",
          true,
          {assume::exponential_failures, assume::one_place_for_checkpoints, assume::only_failures_interrupt,
           assume::always_at_full_speed, assume::no_failures_while_down, assume::fixed_restart},
          &work_lost};
}

}  // namespace nines::closed_form
