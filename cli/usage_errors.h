// What is wrong with a command line, all of it at once.
#pragma once

#include "cli/command_shape.h"

#include <vector>

namespace nines::cli {

/// Collects the mistakes that independent checks find.
class UsageErrors {
 public:
  /// Runs a check that throws UsageError, or UsageErrors, for what is wrong; the next check can go on.
  template <class Check>
  void attempt(Check check) {
    try {
      check();
    } catch (const UsageError& error) {
      all_.push_back(error);
    } catch (const UsageErrors& errors) {
      all_.insert(all_.end(), errors.all_.begin(), errors.all_.end());
    }
  }
  /// Throws itself if anything was wrong.
  void raise() const {
    if (!all_.empty()) throw *this;
  }
  const std::vector<UsageError>& all() const { return all_; }

 private:
  std::vector<UsageError> all_;
};

}  // namespace nines::cli
