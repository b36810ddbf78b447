// A fingerprint of each scenario of the catalogue: a hash of what happens in its first trials, in order.
//
// It changes if, and only if, other histories are drawn: a change that is meant to leave results alone must leave it
// alone. Where another history is meant, run the test with NINES_WRITE_FINGERPRINTS=1 and say why in the commit. Times
// enter only through the order of events, so that the last bit of a logarithm does not matter.
#include "models/behaviour.h"
#include "scenarios/language/drill.h"
#include "scenarios/language/scenario.h"
#include "sim/hash.h"
#include "sim/sampler.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace nines {
namespace {

const std::filesystem::path catalogue = std::filesystem::path(NINES_SOURCE_DIR) / "scenarios";
const std::filesystem::path known = std::filesystem::path(NINES_SOURCE_DIR) / "tests/scenarios/fingerprints.txt";
constexpr std::uint32_t trials = 3;

class Fingerprint {
 public:
  static constexpr bool traced = false;

  void add(std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte) hash_.add(static_cast<std::uint32_t>((word >> (8 * byte)) & 0xFF));
  }
  void condition(std::uint32_t id, bool up, double /*now*/, std::uint32_t cause) {
    add(id);
    add(up);
    add(cause);
  }
  std::uint64_t hash() const { return hash_.value(); }

 private:
  Fnv1a hash_;
};

std::uint64_t fingerprint(const models::Study& study) {
  const auto model = models::build(study.platform);
  Fingerprint fingerprint;
  Sampler<Fingerprint> sampler(model->layout, fingerprint);
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    fingerprint.add(sampler.run(models::Behaviour(*model), study.seed, trial, study.mission.count()));
    for (std::uint32_t cause = 0; cause < model->causes.size(); ++cause) fingerprint.add(sampler.count(cause));
  }
  return fingerprint.hash();
}

std::map<std::string, std::string> fingerprints_of_the_catalogue() {
  std::map<std::string, std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(catalogue)) {
    if (entry.path().extension() != ".yaml" || scenarios::is_drill(entry.path())) continue;
    const auto name = std::filesystem::relative(entry.path(), catalogue).generic_string();
    const auto loaded = scenarios::load_file(entry.path());
    EXPECT_TRUE(loaded.scenario) << name;
    if (!loaded.scenario) continue;
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fingerprint(loaded.scenario->study)));
    found[name] = text;
  }
  return found;
}

std::map<std::string, std::string> known_fingerprints() {
  std::map<std::string, std::string> found;
  std::ifstream in(known);
  for (std::string name, hash; in >> hash >> name;) found[name] = hash;
  return found;
}

TEST(Catalogue, EveryScenarioHasTheHistoriesThatItHad) {
  const auto now = fingerprints_of_the_catalogue();
  ASSERT_FALSE(now.empty());
  if (std::getenv("NINES_WRITE_FINGERPRINTS") != nullptr) {
    std::ofstream out(known);
    for (const auto& [name, hash] : now) out << hash << "  " << name << "\n";
  }
  EXPECT_EQ(now, known_fingerprints()) << "see the head of " << __FILE__;
}

}  // namespace
}  // namespace nines
