// The table of the language: what detectors need to see.
#include "scenarios/language/field_table.h"

namespace nines::scenarios {

std::vector<Field> watcher_fields(DetectorNeeds needs) {
  const Field home = {.name = "runs on",
                      .type = FieldType::reference,
                      .of = "service",
                      .many = true,
                      .description =
                          "Services that it needs: while one of them is down it sees nothing, and then it begins "
                          "afresh. By default it always runs.",
                      .example = "monitoring"};
  const Field path = {.name = "through",
                      .type = FieldType::reference,
                      .of = "service",
                      .many = true,
                      .description =
                          "Services by which it reaches what it watches: while one of them is down everybody looks "
                          "dead, and is taken out after the time in which it detects what hangs, unless its "
                          "`false alarms` are ignored. Who has failed meanwhile is found when the path is back.",
                      .example = "management-network"};
  switch (needs) {
    case DetectorNeeds::nothing: break;
    case DetectorNeeds::home: return {home};
    case DetectorNeeds::home_and_path: return {home, path};
  }
  return {};
}

}  // namespace nines::scenarios
