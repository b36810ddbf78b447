#include "tests/accuracy/textbook_cases.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace nines::accuracy {

namespace {

const std::filesystem::path source = NINES_SOURCE_DIR;

std::vector<Expected> expected_of(const nlohmann::json& entry, const char* key, const char* what) {
  std::vector<Expected> result;
  if (!entry.contains(key)) return result;
  for (const nlohmann::json& each : entry.at(key)) {
    result.push_back({each.at(what), each.value("formula", ""), each.at("expected"), each.at("tolerance")});
  }
  return result;
}

}  // namespace

double Expected::value() const { return std::strtod(printed.c_str(), nullptr); }

double Expected::allowed() const {
  const std::size_t exponent_at = printed.find_first_of("eE");
  const std::string mantissa = printed.substr(0, exponent_at);
  const std::size_t point = mantissa.find('.');
  const double decimals = point == std::string::npos ? 0 : static_cast<double>(mantissa.size() - point - 1);
  const double exponent =
      exponent_at == std::string::npos ? 0 : std::strtod(printed.c_str() + exponent_at + 1, nullptr);
  // A whole number, or one with a single 0 behind the point, is exact.
  const bool whole = point == std::string::npos || mantissa.substr(point) == ".0";
  const double half_unit = whole && exponent == 0 ? 0 : 0.5 * std::pow(10, exponent - decimals);
  return tolerance * std::abs(value()) + half_unit;
}

std::string Case::settings_text() const {
  std::string text;
  for (const scenarios::Override& each : settings) text += " --set " + each.path + "='" + each.value + "'";
  return text;
}

std::vector<Case> read_cases(const std::string& file) {
  const std::filesystem::path path = source / "tests/accuracy/cases" / file;
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  const nlohmann::json document = nlohmann::json::parse(in);
  std::vector<Case> cases;
  for (const nlohmann::json& entry : document.at("cases")) {
    Case made;
    made.id = entry.at("id");
    made.scenario = entry.at("scenario");
    made.service = entry.at("service");
    for (const auto& [path_in_file, value] : entry.at("set").items()) {
      made.settings.push_back({path_in_file, value.get<std::string>()});
    }
    made.chain = expected_of(entry, "chain", "quantity");
    made.forms = expected_of(entry, "forms", "measure");
    made.simulated = expected_of(entry, "simulated", "quantity");
    cases.push_back(std::move(made));
  }
  return cases;
}

std::vector<Case> cases_of(const std::string& scenario) {
  std::vector<Case> all;
  for (const char* file : {"listed.json", "derived.json"}) {
    for (Case& each : read_cases(file)) {
      if (each.scenario == scenario) all.push_back(std::move(each));
    }
  }
  return all;
}

std::vector<std::string> textbook_scenarios() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(source / "scenarios/textbook")) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

models::Study load(const std::string& scenario, const std::vector<scenarios::Override>& settings) {
  scenarios::LoadResult result = scenarios::load_file(source / "scenarios/textbook" / scenario, settings);
  for (const scenarios::Diagnostic& each : result.diagnostics) {
    // With pauses of a case that do not grow, their bound bounds nothing, and that is what is said.
    const bool of_the_settings = !settings.empty() && each.message.find("nothing to bound") != std::string::npos;
    if (!of_the_settings) ADD_FAILURE() << each.to_string();
  }
  return result.scenario ? std::move(result.scenario->study) : models::Study{};
}

std::size_t service_index(const models::Study& study, const std::string& name) {
  const auto& services = study.platform.services;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (services[i].name == name) return i;
  }
  ADD_FAILURE() << "no service " << name;
  return 0;
}

std::string test_name(const std::string& text) {
  std::string name = text.substr(0, text.find(".yaml"));
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

}  // namespace nines::accuracy
