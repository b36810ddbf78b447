#include "scenarios/language/observations.h"

#include "scenarios/language/fields.h"
#include "scenarios/language/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace nines::scenarios {

namespace {

constexpr std::size_t most_observations = 10'000'000;
constexpr std::size_t most_problems = 10;  // that are told of one file

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find_first_of(",;\t", begin), line.size());
    std::string_view cell = trim(line.substr(begin, end - begin));
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = trim(cell.substr(1, cell.size() - 2));
    all.push_back(cell);
    begin = end + 1;
  }
  return all;
}

/// A line of the file against its heading.
std::optional<Problem> problem_of(const std::vector<std::string_view>& row, std::size_t columns) {
  const bool fits = std::all_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(row.size(), columns)), row.end(),
                                [](std::string_view cell) { return cell.empty(); });
  if (fits) return std::nullopt;
  return Problem{fmt::format("the line has {} columns, and the heading {}", row.size(), columns),
                 "write decimals with a point: 12.5; and no separators within numbers"};
}

/// Where the wanted column is, by the heading line.
std::optional<std::size_t> position_of(const std::vector<std::string_view>& heading, const ObservationsRequest& request,
                                       Reporter& reporter) {
  if (!request.column && heading.size() == 1) {
    if (std::holds_alternative<Problem>(parse_number(heading[0]))) return 0;
    reporter.error(
        request.file_place,
        fmt::format("the file {} begins with {}, where its heading is to be", quote(request.file), quote(heading[0])),
        fmt::format("add a first line that says what the column is, such as `{}`", request.what));
    return std::nullopt;
  }
  const std::vector<std::string> names(heading.begin(), heading.end());
  if (!request.column) {
    reporter.error(request.file_place, fmt::format("the file {} has several columns", quote(request.file)),
                   suggest("", names, "name one by `column`"));
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), *request.column);
  if (found != names.end() && std::find(found + 1, names.end(), *request.column) != names.end()) {
    reporter.error(request.column_place,
                   fmt::format("the file {} has two columns {}", quote(request.file), quote(*request.column)),
                   "give each column a name of its own");
    return std::nullopt;
  }
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  reporter.error(request.column_place,
                 fmt::format("the file {} has no column {}", quote(request.file), quote(*request.column)),
                 suggest(*request.column, names, "its columns"));
  return std::nullopt;
}

Parsed<Seconds> observation(const std::vector<std::string_view>& row, std::size_t position,
                            const ObservationsRequest& request) {
  if (position >= row.size()) return Problem{fmt::format("the line has only {} columns", row.size()), ""};
  const Parsed<long double> number = parse_number(row[position]);
  if (const auto* problem = std::get_if<Problem>(&number)) return *problem;
  const double seconds = static_cast<double>(std::get<long double>(number)) * request.unit_s;
  if (seconds >= 0 && seconds <= longest_time_s) return Seconds{seconds};
  return Problem{fmt::format("the {} {} is out of range", request.what, quote(row[position])),
                 std::string(request.what) == "time" ? "0 to 3e10 years" : "0 to 9e17"};
}

}  // namespace

std::vector<Seconds> read_observations(const ObservationsRequest& request, Sources& sources) {
  const auto file = sources.open(request.file_place, request.file, "the data file");
  if (!file) return {};
  Place at{sources.add(file->path.string(), std::nullopt), 0, 1};
  std::vector<Seconds> values;
  std::optional<std::size_t> position;
  std::size_t columns = 0, problems = 0;
  std::string_view text = file->bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // the byte order mark that spreadsheets write
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++at.line;
    if (line.empty()) continue;
    const std::vector<std::string_view> row = cells(line);
    if (!position) {
      position = position_of(row, request, sources.reporter);
      if (!position) return {};
      columns = row.size();
      continue;
    }
    Parsed<Seconds> value = observation(row, *position, request);
    if (const auto problem = problem_of(row, columns)) value = *problem;
    if (values.size() >= most_observations) value = Problem{fmt::format("more than {} values", most_observations), ""};
    if (const auto* problem = std::get_if<Problem>(&value)) {
      sources.reporter.error(at, problem->message, problem->hint);
      if (++problems == most_problems || values.size() >= most_observations) return {};
      continue;
    }
    values.push_back(std::get<Seconds>(value));
  }
  if (problems > 0) return {};
  if (values.empty()) {
    sources.reporter.error(request.file_place, fmt::format("there are no values in {}", quote(request.file)),
                           "a heading line, then one line for each value");
  }
  return values;
}

}  // namespace nines::scenarios
