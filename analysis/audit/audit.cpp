#include "analysis/audit/audit.h"

#include "analysis/audit/formulas.h"
#include "analysis/audit/systems.h"
#include "analysis/run.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace nines::audit {
namespace {

/// From the half-width of a 95 % interval; of a skew one it is the mean of both sides, which is near enough to be read.
std::optional<double> deviation(const Estimate& measured, double right) {
  constexpr double half_width_in_sigma = 1.959963984540054;
  const double sigma = (measured.high - measured.low) / 2 / half_width_in_sigma;
  if (measured.trust != Estimate::Trust::good || !(sigma > 0) || !std::isfinite(sigma)) return std::nullopt;
  return (measured.value - right) / sigma;
}

void simulate(const Formula& formula, const Inputs& inputs, const Options& options, Audit& audit, Answer& answer) {
  if (!formula.simulation || !options.simulate || audit.interrupted) return;
  const models::Study study = formula.simulation->study(inputs);
  RunOptions how;
  how.threads = options.threads;
  how.stop = options.stop;
  how.chain = false;
  const RunResult result = run(study, how);
  audit.interrupted = result.interrupted;
  if (result.interrupted) return;
  audit.confidence = result.confidence;
  answer.measured = formula.simulation->measured(result);
  answer.trials = result.trials;
  answer.mission_s = result.mission_s;
  answer.deviation_sigma = deviation(*answer.measured, answer.right);
}

}  // namespace

double Inputs::operator()(std::string_view name) const {
  for (const auto& [known, value] : values_) {
    if (known == name) return value;
  }
  throw std::out_of_range(fmt::format("the audit asks for an input '{}' that its example does not give", name));
}

std::vector<Article> articles() {
  return {redundancy_and_backup(), ai_infrastructure(), disaster_recovery(), disaster_tolerant_service(),
          large_models()};
}

Audit audit(const Options& options) {
  Audit result;
  result.seed = seed;
  for (Article& article : articles()) {
    AuditedArticle audited{article.number, article.title, {}};
    for (Formula& formula : article.formulas) {
      Finding finding;
      for (const Example& example : formula.examples) {
        Answer answer;
        answer.own = formula.own(example.inputs);
        answer.right = formula.right(example.inputs);
        simulate(formula, example.inputs, options, result, answer);
        finding.answers.push_back(answer);
      }
      finding.formula = std::move(formula);
      audited.findings.push_back(std::move(finding));
    }
    result.articles.push_back(std::move(audited));
  }
  return result;
}

}  // namespace nines::audit
