#include "cli/put_out.h"

#include "analysis/report/text_table.h"
#include "cli/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace nines::cli {
namespace {

/// ".json, .csv or .txt".
std::string endings_of(const FileForms& forms) {
  std::string text = forms.front().first;
  for (std::size_t i = 1; i < forms.size(); ++i) text += (i + 1 < forms.size() ? ", " : " or ") + forms[i].first;
  return text;
}

/// The form that --format, or else the ending of a file's name, asks for.
Format format_of(const Request& request, const std::string& output, const FileForms& forms) {
  if (output == "-") throw BadOutputPath("- is no file; without --output the result goes to standard output");
  if (request.format) return *request.format;
  const std::string ending = std::filesystem::path(output).extension().string();
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const auto& form) { return form.first == ending; });
  if (found != forms.end()) return found->second;
  throw BadOutputPath(
      fmt::format("cannot tell from the name {} in which form to write it; end it in {}, or say --format", output,
                  endings_of(forms)));
}

}  // namespace

const FileForms& forms_of_results() {
  static const FileForms forms = {{".json", Format::json}, {".csv", Format::csv}, {".txt", Format::table}};
  return forms;
}

const FileForms& forms_of_runs() {
  static const FileForms forms = [] {
    FileForms all = forms_of_results();
    all.insert(all.end(), {{".html", Format::html}, {".htm", Format::html}});
    return all;
  }();
  return forms;
}

bool asks_for(const Request& request, Format format, const FileForms& forms) {
  return std::any_of(request.outputs.begin(), request.outputs.end(),
                     [&](const std::string& output) { return format_of(request, output, forms) == format; });
}

void check_outputs(const Request& request, const FileForms& forms) {
  for (const std::string& output : request.outputs) {
    check_writable(output);
    for (const std::string& file : request.files) check_spares(file, output);
    format_of(request, output, forms);
  }
  std::vector<std::filesystem::path> named;
  for (const std::string& output : request.outputs) {
    named.push_back(std::filesystem::absolute(output).lexically_normal());
    if (std::find(named.begin(), named.end() - 1, named.back()) != named.end() - 1)
      throw BadOutputPath(fmt::format("cannot write {} twice", output));
  }
}

void put_out(const Request& request, const std::function<std::string(Format format, bool colour)>& render,
             const FileForms& forms) {
  for (const std::string& output : request.outputs)
    write_file(output, render(format_of(request, output, forms), false));
  const bool only_files = !request.outputs.empty() && (request.format || request.quiet);
  if (!only_files) write_standard_output(render(request.format.value_or(Format::table), colour_on_standard_output()));
  if (request.quiet) return;
  for (const std::string& output : request.outputs) fmt::print(stderr, "wrote {}\n", report::printable(output));
}

}  // namespace nines::cli
