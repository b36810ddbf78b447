// Bad input: data, backups and stores. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadData : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadData, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// Data on line 6, from column 7 on: `s` and `t` are over a node each, `u` prefers the one to the other.
std::string with_data(const std::string& data,
                      const std::string& stores = "stores: {v: {service: t, bandwidth: 1 GB/s}}") {
  return "nines: 1\nservices: {s: {needs: 1 of a}, t: {needs: 1 of b}, u: {prefers: [s, t]}}\n"
         "nodes: {a: {failures: {f: {time to failure: fixed 9 h, time to repair: 1 h, loses data: true}}}, b: "
         "{failures: {f: "
         "{time to failure: fixed 9 h, time to repair: 1 h}}}}\n" +
         stores + "\ndata:\n  d: {" + data + "}\n";
}

/// Its backup `n`, from column 27 on.
std::string backup(const std::string& words) { return with_data("of: s, backups: {n: {" + words + "}}"); }

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"without_service", with_data("backups: {n: {every: 1 d}}"), 6, 6, "the data `d` needs the key `of`"}, "of: shop"},
    {{"unknown_service", with_data("of: x"), 6, 11, "the data `d`: there is no service `x`"}, "services: `s`, `t`, `u`"},
    {{"unknown_key", with_data("of: s, backup: {n: {every: 1 d}}"), 6, 14, "the data `d` has no key `backup`"}, "did you mean `backups`"},
    {{"size_without_unit", with_data("of: s, size: 5"), 6, 20, "the unit of `5` is missing"}, "units of data"},
    {{"size_in_hours", with_data("of: s, size: 5 h"), 6, 20, "`h` is not a unit of data"}, "units of data"},
    {{"size_of_nothing", with_data("of: s, size: 0 TB"), 6, 20, "`0 TB` is not above 0"}, "above 0"},
    {{"size_too_large", with_data("of: s, size: 1e30 TB"), 6, 20, "more than 1e24 bytes"}, "check its unit"},
    {{"changes_in_how_long", with_data("of: s, changes: 5 GB"), 6, 23, "`5 GB`: in how long?"}, "40 GB per day"},
    {{"changes_per_what", with_data("of: s, changes: 5 GB per load"), 6, 23, "`load` is not a unit of time"}, "40 GB per day"},
    {{"without_every", backup("takes: 1 d"), 6, 27, "the backup `n` of `d` needs the key `every`"}, "every: 1 d"},
    {{"longer_than_period", backup("every: 1 h, takes: 2 h"), 6, 47, "it takes longer than from one to the next"}, "less often"},
    {{"full_longer_than_period", backup("every: 1 h, full every: 5, full takes: 2 h"), 6, 67, "it takes longer than from one to the next"}, "less often"},
    {{"full_takes_of_full_ones", backup("every: 1 h, full takes: 5 min"), 6, 52, "each of its backups is a full one"}, "full every: 7"},
    {{"full_every_none", backup("every: 1 h, full every: 0"), 6, 52, "`0` is out of range"}, "at least 1"},
    {{"kept_shorter_than_the_chain", backup("every: 1 d, full every: 7, keep: 5 d"), 6, 61, "`5 d` is shorter than a chain of 7 backups"}, "7 d at least"},
    {{"kept_shorter_than_the_interval", backup("every: 1 d, keep: 5 h"), 6, 46, "shorter than the time from one backup to the next"}, "longer"},
    {{"kept_at_random", backup("every: exponential 1 d, keep: 30 d"), 6, 58, "do not come at fixed times"}, "a number of them"},
    {{"kept_none", backup("every: 1 d, keep: 0"), 6, 46, "`0` is no number of full backups"}, "30 d"},
    {{"kept_a_half", backup("every: 1 d, keep: 1.5"), 6, 46, "`1.5` is no number of full backups"}, "30 d"},
    {{"kept_too_many", backup("every: 1 s, keep: 30 d"), 6, 46, "more than 100000 backups"}, "shorter time"},
    {{"kept_in_words", backup("every: 1 d, keep: many"), 6, 46, "a number is expected, not `many`"}, "30 d"},
    {{"unknown_store", backup("every: 1 d, to: w"), 6, 44, "there is no store `w`"}, "did you mean `v`"},
    {{"unreadable_above_one", backup("every: 1 d, unreadable: 120 %"), 6, 52, "120 % is not between 0 % and 100 %"}, "unreadable: 1 %"},
    {{"test_without_every", backup("every: 1 d, unreadable: 1 %, tested: {takes: 1 h}"), 6, 65, "the test of the backup `n` of `d` needs the key `every`"}, "every: 30 d"},
    {{"replication_of_a_plain_service", with_data("of: s, replication: synchronous"), 6, 27, "does not send its traffic to one of several services"}, "have a copy anyway"},
    {{"replication_in_words", with_data("of: u, replication: soon"), 6, 27, "there is no law `soon`"}, "exponential"},
    {{"corruption_without_every", with_data("of: s, corruption: {noticed after: 1 h}"), 6, 26, "the corruption of the data `d` needs the key `every`"}, "exponential 2 years"},
    {{"log_without_replay", with_data("of: s, log: {}"), 6, 19, "the log of the data `d` needs the key `replay`"}, "replay: 0.2"},
    {{"log_replayed_backwards", with_data("of: s, log: {replay: -1}"), 6, 28, "`-1` is out of range"}, "at least 0"},
    {{"bandwidth_without_size", backup("every: 1 d, to: v"), 6, 6, "restored from a store with a bandwidth, but has no size"}, "size: 1 TB"},
    {{"store_of_the_same_service", with_data("of: t, size: 1 TB, backups: {n: {every: 1 d, to: v}}"), 6, 35, "a part of `t` itself"}, "another service"},
    {{"two_of_one_service", with_data("of: s}\n  e: {of: s"), 7, 11, "is of `s`, and so is `d` already"}, "make one of the two"},
    {{"without_nodes", "nines: 1\ndomains: {rack: {count: 2, failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nservices: {s: {needs: 1 of rack}}\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\ndata: {d: {of: s, backups: {n: {every: 1 d}}}}\n", 5, 16, "counts domains: there are no nodes that could hold it"}, "over nodes"},
    {{"noticed_twice", with_data("of: u, restore: {noticed after: 1 h}"), 6, 39, "notices when the one in use is down"}, "detected by"},
    {{"objective_without_data", "nines: 1\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nservices: {s: {needs: 1 of a}}\nobjectives: [s rpo <= 1 h]\n", 4, 14, "the service `s` has no data"}, "another measure"},
    {{"objective_as_fields_without_data", "nines: 1\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nservices: {s: {needs: 1 of a}}\nobjectives: [{on: s.mttdl, at least: 1 h}]\n", 4, 19, "the service `s` has no data"}, "another measure"},
    {{"precision_without_data", "nines: 1\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nservices: {s: {needs: 1 of a}}\nprecision: 5 % on s.rto\n", 4, 12, "the service `s` has no data"}, "another measure"},
    {{"measures_without_data", "nines: 1\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nservices: {s: {needs: 1 of a}}\nmeasures: [rpo]\n", 4, 12, "there are no `data`"}, "leave it out"},
    {{"too_often", backup("every: 1 ns"), 3, 8, "events would have to be simulated"}, "check the units"},
    {{"store_of_nothing", with_data("of: s", "stores: {v: {service: x}}"), 4, 23, "the store `v`: there is no service `x`"}, "services"},
    {{"bandwidth_without_unit", with_data("of: s", "stores: {v: {bandwidth: 5}}"), 4, 25, "the unit of `5` is missing"}, "units of data"},
    {{"store_in_a_circle", "nines: 1\nservices: {s: {needs: 1 of a}, t: {needs: all of s}}\nnodes: {a: {failures: {f: {time to failure: 9 h, time to repair: 1 h}}}}\nstores: {v: {service: t}}\ndata: {d: {of: s, backups: {n: {every: 1 d, to: v}}}}\n", 2, 12, "where a service also needs the store of its backups"}, "a service of its own"},
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Table, BadData, ::testing::ValuesIn(inputs),
                         [](const auto& test) { return test.param.input.name; });

std::string warnings_of(const std::string& text) {
  const auto loaded = load_text(text, "scenario.yaml");
  EXPECT_TRUE(loaded.scenario.has_value());
  std::string all;
  for (const Diagnostic& each : loaded.diagnostics) all += each.to_string();
  return all;
}

TEST(DataWithoutEffect, AreWarnedOf) {
  const std::string no_stores;
  const auto expect = [&](const std::string& data, const std::string& words) {
    EXPECT_NE(warnings_of(with_data(data, no_stores)).find(words), std::string::npos) << data;
  };
  expect("of: t, backups: {n: {every: 1 d}}", "nothing can happen to the data `d`");
  expect("of: s", "has no backups: each loss is one of all data");
  expect("of: s, backups: {n: {every: 1 d, tested: 30 d}}", "the tests find nothing");
  expect("of: s, backups: {n: {every: 1 d, unreadable: 1 %, full unreadable: 2 %}}", "`unreadable` is about none");
  expect("of: s, backups: {n: {every: 1 d, fails: 100 %}}", "never makes one that can be used");
  EXPECT_NE(warnings_of(with_data("of: s, backups: {n: {every: 1 d}}")).find("nothing is kept in the store `v`"),
            std::string::npos);
  expect("of: s, backups: {n: {every: 1 d}}", "a restore of the data `d` takes no time");
  expect("of: s, backups: {n: {every: 1 h, takes: exponential 2 h}}", "longer on average than from one to the next");
  EXPECT_NE(warnings_of(with_data("of: s, restore: 2 h, backups: {n: {every: 1 d, to: v}}")).find("does not count"),
            std::string::npos);
  EXPECT_EQ(warnings_of(with_data("of: s, backups: {n: {every: 1 d}}, restore: 2 h", no_stores)), "");
}

TEST(Bytes, InAllUnits) {
  const auto bytes_of = [](const std::string& size) {
    const auto loaded = load_text(with_data("of: s, size: " + size, ""), "scenario.yaml");
    return loaded.scenario ? loaded.scenario->study.platform.data.at(0).bytes : -1;
  };
  EXPECT_DOUBLE_EQ(bytes_of("3 bytes"), 3);
  EXPECT_DOUBLE_EQ(bytes_of("1.5 kB"), 1500);
  EXPECT_DOUBLE_EQ(bytes_of("2 GiB"), 2 * 1073741824.0);
  EXPECT_DOUBLE_EQ(bytes_of("25 Gb"), 25e9 / 8);
  EXPECT_DOUBLE_EQ(bytes_of("1 PB"), 1e15);
  EXPECT_DOUBLE_EQ(bytes_of("1e-3 TB"), 1e9);
}

}  // namespace
}  // namespace nines::scenarios::testing
