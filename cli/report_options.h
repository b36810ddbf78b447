// The options of timelines and reports. report_options.cpp sees CLI11, as command_line.cpp does.
#pragma once

#include "cli/report_request.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace nines::cli {

struct Request;

/// What the options are read into. Must outlive the parsing.
struct ReportOptions {
  static const char* const explain_footer;
  static const char* const report_footer;

  void add_to_explain(CLI::App& explain, TimelineRequest& timeline, std::optional<std::string>& trials);
  void add_to_report(CLI::App& report, std::vector<std::string>& outputs);
  /// After parsing. Throws UsageError for what contradicts itself.
  void read_into(Request& request) const;

 private:
  std::optional<std::string> format_;
};

}  // namespace nines::cli
