#include "cli/put_out.h"

#include "analysis/report/text_table.h"
#include "cli/output.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace nines::cli {
namespace {

/// The form that --format, or else the ending of a file's name, asks for.
std::optional<Format> format_of(const Request& request, const std::filesystem::path& path) {
  if (request.format) return request.format;
  const std::string ending = path.extension().string();
  if (ending == ".json") return Format::json;
  if (ending == ".csv") return Format::csv;
  if (ending == ".txt") return Format::table;
  return std::nullopt;
}

}  // namespace

void check_outputs(const Request& request) {
  for (const std::string& output : request.outputs) {
    check_writable(output);
    for (const std::string& file : request.files) check_spares(file, output);
    if (format_of(request, output)) continue;
    throw BadOutputPath(
        fmt::format("cannot tell from the name {} in which form to write it; end it in .json, .csv or .txt, or say "
                    "--format",
                    output));
  }
}

void put_out(const Request& request, const std::function<std::string(Format format, bool colour)>& render) {
  for (const std::string& output : request.outputs)
    write_file(output, render(format_of(request, output).value_or(Format::table), false));
  const bool only_files = !request.outputs.empty() && (request.format || request.quiet);
  if (!only_files) write_standard_output(render(request.format.value_or(Format::table), colour_on_standard_output()));
  if (request.quiet) return;
  for (const std::string& output : request.outputs) fmt::print(stderr, "wrote {}\n", report::printable(output));
}

}  // namespace nines::cli
