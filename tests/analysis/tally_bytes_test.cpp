// The sums of a block as bytes: read back exactly, and whatever else the bytes are, an error that says so.
#include "analysis/monte_carlo/tally_bytes.h"
#include "sim/hash.h"

#include "analysis/monte_carlo/trials.h"
#include "models/model.h"
#include "tests/analysis/run_studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>

namespace nines::monte_carlo {
namespace {

using run_studies::k_of_n;
using run_studies::varied;
using ::testing::HasSubstr;

struct Simulated {
  explicit Simulated(models::Study the_study, std::size_t trials = 40)
      : study(std::move(the_study)), model(models::build(study.platform)), tally(*model, study) {
    TrialRunner(*model, study).run(0, trials, tally);
  }
  Tally empty() const { return Tally(*model, study); }

  models::Study study;
  std::unique_ptr<const models::Model> model;
  Tally tally;
};

std::string what_is_wrong_with(const std::string& bytes, Tally tally) {
  try {
    read_tally(bytes, tally);
  } catch (const BadTallyBytes& error) {
    return error.what();
  }
  return "";
}

/// The bytes with the hash that belongs to them, so that what is behind the hash is reached, too.
std::string with_its_hash(std::string bytes) {
  bytes.resize(bytes.size() - 8);
  const std::uint64_t hash = fnv1a(bytes);
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(hash >> (8 * i) & 0xff);
  return bytes;
}

TEST(TallyBytes, AreReadBackExactly) {
  const Simulated simulated(varied(40));
  const std::string bytes = tally_bytes(simulated.tally);
  Tally read = simulated.empty();
  read_tally(bytes, read);
  EXPECT_EQ(read.trials, 40u);
  EXPECT_EQ(read.events, simulated.tally.events);
  EXPECT_GT(read.services[2].downtime_s.sum, 0);
  EXPECT_EQ(read.services[2].downtime_s.sum, simulated.tally.services[2].downtime_s.sum);
  EXPECT_EQ(read.downtime[0].order_statistics({1, 20, 40}), simulated.tally.downtime[0].order_statistics({1, 20, 40}));
  EXPECT_EQ(tally_bytes(read), bytes);
}

TEST(TallyBytes, WhatIsReadMergesToTheSameBytes) {
  const Simulated simulated(varied(40));
  TrialRunner runner(*simulated.model, simulated.study);
  Tally later = simulated.empty(), read = simulated.empty(), merged = simulated.tally, merged_of_read = simulated.tally;
  runner.run(40, 40, later);
  read_tally(tally_bytes(later), read);
  merged.merge(later);
  merged_of_read.merge(read);
  EXPECT_EQ(tally_bytes(merged), tally_bytes(merged_of_read));
}

TEST(TallyBytes, OfSamplesInBuckets) {
  Simulated simulated(varied(1));
  simulated.tally.downtime[0] = ValueSample(10);
  for (int i = 0; i < 1000; ++i) simulated.tally.downtime[0].add(i * 1e-3);
  ASSERT_FALSE(simulated.tally.downtime[0].exact());
  const std::string bytes = tally_bytes(simulated.tally);
  Tally read = simulated.empty();
  read_tally(bytes, read);
  EXPECT_EQ(tally_bytes(read), bytes);
  EXPECT_EQ(read.downtime[0].size(), 1000u);
}

TEST(TallyBytes, DoNotGrowWithWhatDidNotHappen) {
  // Two nodes with a mean life of a million years: nothing fails in one year.
  Simulated quiet(k_of_n(1, 2, 8.76e9, 1, 1), 1);
  EXPECT_LT(tally_bytes(quiet.tally).size(), 300u);
}

TEST(TallyBytes, AreTheSameOnEveryMachine) {
  const std::string bytes = tally_bytes(Tally());
  EXPECT_EQ(bytes.substr(0, 8), "ninesTal");
  EXPECT_EQ(bytes.substr(8, 4), std::string("\5\0\0\0", 4)) << "the version, little-endian";
}

TEST(TallyBytes, OfAnotherPlatformAreRefused) {
  const Simulated small(k_of_n(1, 2, 200, 20, 40)), large(varied(40));
  EXPECT_THAT(what_is_wrong_with(tally_bytes(small.tally), large.empty()), HasSubstr("another platform: 1 services"));
}

TEST(TallyBytes, OfALaterFormAreRefused) {
  const Simulated simulated(varied(5));
  std::string bytes = tally_bytes(simulated.tally);
  bytes[8] = 6;
  EXPECT_THAT(what_is_wrong_with(bytes, simulated.empty()), HasSubstr("form 6"));
}

TEST(TallyBytes, OfAnEarlierFormAreKnownAsSuch) {
  const Simulated simulated(varied(5));
  std::string bytes = tally_bytes(simulated.tally);
  EXPECT_FALSE(is_of_an_older_form(bytes));
  bytes[8] = 1;
  EXPECT_THROW(is_of_an_older_form(bytes), BadTallyBytes) << "the hash is that of the other form";
  EXPECT_TRUE(is_of_an_older_form(with_its_hash(bytes)));
}

TEST(TallyBytes, CutShortAnywhereAreRefused) {
  const Simulated simulated(varied(5));
  const std::string bytes = tally_bytes(simulated.tally);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_NE(what_is_wrong_with(bytes.substr(0, length), simulated.empty()), "") << length;
    if (length < 28) continue;
    EXPECT_NE(what_is_wrong_with(with_its_hash(bytes.substr(0, length)), simulated.empty()), "") << length;
  }
  EXPECT_NE(what_is_wrong_with(bytes + "x", simulated.empty()), "");
  EXPECT_NE(what_is_wrong_with(with_its_hash(bytes + "xxxxxxxxxxx"), simulated.empty()), "");
}

TEST(TallyBytes, WithAnyByteChangedAreRefused) {
  const Simulated simulated(varied(5));
  const std::string bytes = tally_bytes(simulated.tally);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(what_is_wrong_with(changed, simulated.empty()), "") << at;
    EXPECT_THROW(check_tally_bytes(changed), BadTallyBytes) << at;
  }
}

/// Behind a right hash anything may come: an error, or sums that can be used. The sanitizers watch.
TEST(TallyBytes, ChangedBehindARightHashNeverCrash) {
  const Simulated simulated(varied(20));
  const std::string bytes = tally_bytes(simulated.tally);
  std::mt19937 random(20261121);  // its sequence is the same with every standard library
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string changed = bytes;
    for (std::size_t change = 0; change <= random() % 3; ++change) {
      changed[12 + random() % (changed.size() - 20)] = static_cast<char>(random());
    }
    Tally read = simulated.empty();
    try {
      read_tally(with_its_hash(changed), read);
    } catch (const BadTallyBytes&) {
      ++refused;
      continue;
    }
    Tally merged = simulated.tally;
    merged.merge(read);
    const std::size_t size = read.downtime[0].size();
    if (size > 0) read.downtime[0].order_statistics({1, size});
  }
  EXPECT_GT(refused, 100);
}

TEST(ValueSampleContents, ThatNoSampleHasAreRefused) {
  ValueSample sample(3);
  sample.add(7);
  EXPECT_FALSE(sample.assign({0, {1, 2, 3, 4}, {}})) << "more than are kept one by one";
  EXPECT_FALSE(sample.assign({0, {1, -2}, {}}));
  EXPECT_FALSE(sample.assign({0, {std::nan("")}, {}}));
  EXPECT_FALSE(sample.assign({0, {1}, {{1, 1}}})) << "both";
  EXPECT_FALSE(sample.assign({0, {}, {{1, 0}}}));
  EXPECT_FALSE(sample.assign({2, {}, {{1, SIZE_MAX}}}));
  EXPECT_EQ(sample.size(), 1u);
  EXPECT_TRUE(sample.assign({2, {1, 2, 3}, {}}));
  EXPECT_EQ(sample.size(), 5u);
}

}  // namespace
}  // namespace nines::monte_carlo
