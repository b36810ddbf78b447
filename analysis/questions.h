// What is asked of a study: which measure of which subject, in the order of the report.
#pragma once

#include "analysis/result.h"
#include "models/study.h"

#include <atomic>
#include <cstddef>
#include <vector>

namespace nines {

/// One row of the report to be.
struct Question {
  SubjectKind kind = SubjectKind::service;
  std::size_t index = 0;  ///< of the service, node class or domain level
  models::Measure measure = models::Measure::availability;
};

/// Whether anything in the platform takes a node class or a domain level down. Of services nothing is said.
bool can_fail(const models::Platform& platform, SubjectKind kind, std::size_t index);

/// Every measure asked for of every service; of node classes and domain levels those of their members, and of what nothing
/// takes down no more than its availability and downtime.
std::vector<Question> questions_of(const models::Study& study);

/// A result with everything that the study itself tells: its questions as measures and objectives without an answer.
RunResult unanswered(const models::Study& study, const std::vector<Question>& questions);

/// Adds the closed forms' answers. `questions` are those of the measures, one for one. Once `stop` is true no further
/// form is evaluated: with classes of millions each takes a noticeable time.
void add_predictions(const models::Study& study, const std::vector<Question>& questions, const std::atomic<bool>* stop,
                     RunResult& result);

}  // namespace nines
