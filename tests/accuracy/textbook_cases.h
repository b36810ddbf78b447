// The accuracy cases of tests/accuracy/cases: a scenario of scenarios/textbook with settings, and what is to come out.
#pragma once

#include "models/study.h"
#include "scenarios/language/scenario.h"

#include <string>
#include <vector>

namespace nines::accuracy {

/// A value as it was printed by its source.
struct Expected {
  std::string what;     ///< a quantity of the chain (see textbook_chain_test.cpp), or a measure for a closed form
  std::string formula;  ///< of a closed form; otherwise empty
  std::string printed;
  double tolerance = 0;  ///< relative

  double value() const;
  /// The relative tolerance, and half a unit of the last printed digit.
  double allowed() const;
};

struct Case {
  std::string id;
  std::string scenario;  ///< file in scenarios/textbook
  std::string service;
  std::vector<scenarios::Override> settings;
  std::vector<Expected> chain;  ///< what the Markov chain must give
  std::vector<Expected> forms;  ///< what closed forms must give
  std::vector<Expected> simulated;  ///< what the simulation must give, where there is no chain

  std::string settings_text() const;
};

/// The cases of one file in tests/accuracy/cases; throws if it cannot be read.
std::vector<Case> read_cases(const std::string& file);

/// All cases of a scenario; the file names of all scenarios in scenarios/textbook, in order.
std::vector<Case> cases_of(const std::string& scenario);
std::vector<std::string> textbook_scenarios();

/// The study of a scenario in scenarios/textbook; a test failure and an empty study if it cannot be read. Warnings fail, too.
models::Study load(const std::string& scenario, const std::vector<scenarios::Override>& settings = {});

/// Index of a service by name; a test failure and 0 if there is none.
std::size_t service_index(const models::Study& study, const std::string& name);

/// A name for gtest: letters, digits and underscores only.
std::string test_name(const std::string& text);

}  // namespace nines::accuracy
