// From the tree of a drill to models::Drill. Internal to the language.
#pragma once

#include "models/drill.h"
#include "scenarios/language/record.h"

#include <optional>
#include <string>
#include <vector>

namespace nines::scenarios {

const std::vector<Section>& drill_sections();  ///< the first is the drill as a whole
const Section& drill_section(std::string_view id);

/// "10:05" or "10:05:30", a time of day in seconds since midnight; hours beyond 24 are of the days after. Nothing if the text is
/// no such time.
std::optional<Seconds> parse_time_of_day(std::string_view text);

/// Builds the drill upon the study of its scenario; every mistake goes to the reporter.
class DrillLowering {
 public:
  DrillLowering(Context& context, models::Study study);

  models::Drill lower(const Record& drill);

 private:
  // drill_reader.cpp
  void times(const Record& drill);
  std::optional<Seconds> moment(std::string_view text, Place place, const std::string& subject,
                                bool may_be_end = false);

  // drill_faults.cpp
  void faults(const Record& drill);
  void fault(const Record& record);
  bool what_fails(const Mention& mention, models::InjectedFault& made);
  bool can_be_injected(const models::FailureMode& mode, const Mention& mention);
  bool where(const Record& record, models::InjectedFault& made);
  std::optional<std::size_t> domain_step(std::string_view part, const Mention& mention,
                                         models::InjectedFault::Within& made);
  bool between(const Record& record, models::InjectedFault& made);
  bool members(const Record& record, models::InjectedFault& made);
  bool role(const Record& record, models::InjectedFault& made);
  void duration(const Record& record, models::InjectedFault& made);
  void refuse_down_already(const Record& record, const models::InjectedFault& made);
  std::optional<std::size_t> level_of(const models::InjectedFault& made) const;
  bool encloses(std::size_t outer, std::optional<std::size_t> level) const;
  std::size_t units_within(const models::InjectedFault& made) const;

  // drill_expectations.cpp
  void expectations(const Record& drill);
  std::optional<models::Expectation> expectation(const Node& node);
  bool subject(std::string_view text, Place place, models::Expectation& made);
  bool service_named(std::string_view name, std::string_view quantity, Place place, models::Expectation& made);
  bool fault_named(std::string_view name, std::string_view quantity, Place place, models::Expectation& made);
  bool bound(Words& words, Place place, models::Expectation& made);
  bool window(Words& words, Place place, models::Expectation& made);
  bool often(Words& words, Place place, models::Expectation& made);
  std::optional<Seconds> moment_in(Words& words, Place place, bool may_be_end);

  Context& context_;
  Reporter& reporter_;
  models::Drill drill_;
  models::Platform& platform_;
  Seconds lasts_{never};
  std::vector<std::string> fault_names_;  ///< as written, of those that could be read
  bool faults_known_ = true;
};

}  // namespace nines::scenarios
