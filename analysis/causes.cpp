#include "analysis/causes.h"

#include <algorithm>

namespace nines {

namespace {

const models::FailureMode* mode_of(const models::Model& model, std::uint32_t number) {
  const models::Cause& cause = model.causes[number];
  return cause.unit_class == none ? nullptr : model.classes[cause.unit_class].modes[cause.mode].spec;
}

bool is_of_data(const models::Model& model, std::uint32_t cause) {
  const bool of_data_set = std::any_of(model.data.begin(), model.data.end(), [&](const models::DataModel& data) {
    return cause == data.loss_cause || cause == data.unrecoverable_cause || cause == data.corruption_cause;
  });
  return of_data_set || std::any_of(model.storages.begin(), model.storages.end(),
                                    [&](const models::StorageModel& each) { return cause == each.loss_cause; });
}

}  // namespace

CauseKind kind_of(const models::Model& model, std::uint32_t cause) {
  const models::FailureMode* const mode = mode_of(model, cause);
  if (mode == nullptr) return is_of_data(model, cause) ? CauseKind::data : CauseKind::mechanism;
  switch (mode->kind) {
    case models::ModeKind::maintenance:
    case models::ModeKind::update:
    case models::ModeKind::start:
    case models::ModeKind::awaited_update: return CauseKind::planned;
    case models::ModeKind::retirement:
    case models::ModeKind::false_alarm: return CauseKind::mechanism;
    case models::ModeKind::failure:
    case models::ModeKind::bad_update: break;
  }
  return CauseKind::failure;
}

bool is_counted(const models::Model& model, std::uint32_t cause) {
  const models::FailureMode* const mode = mode_of(model, cause);
  return mode == nullptr || mode->kind != models::ModeKind::awaited_update;
}

}  // namespace nines
