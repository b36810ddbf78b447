#include "analysis/causes.h"

namespace nines {

namespace {

const models::FailureMode* mode_of(const models::Model& model, const models::Cause& cause) {
  return cause.unit_class == none ? nullptr : model.classes[cause.unit_class].modes[cause.mode].spec;
}

}  // namespace

CauseKind kind_of(const models::Model& model, const models::Cause& cause) {
  const models::FailureMode* const mode = mode_of(model, cause);
  if (mode == nullptr) return CauseKind::mechanism;
  switch (mode->kind) {
    case models::ModeKind::maintenance:
    case models::ModeKind::update:
    case models::ModeKind::awaited_update: return CauseKind::planned;
    case models::ModeKind::false_alarm: return CauseKind::mechanism;
    case models::ModeKind::failure:
    case models::ModeKind::bad_update: break;
  }
  return CauseKind::failure;
}

bool is_counted(const models::Model& model, const models::Cause& cause) {
  const models::FailureMode* const mode = mode_of(model, cause);
  return mode == nullptr || mode->kind != models::ModeKind::awaited_update;
}

}  // namespace nines
