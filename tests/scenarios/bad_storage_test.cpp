// Bad input: storage systems. Each error is at the key in question and says what would be right.
#include "tests/scenarios/bad_input.h"

namespace nines::scenarios::testing {
namespace {

class BadStorage : public ::testing::TestWithParam<BadInputWithRemedy> {};

TEST_P(BadStorage, AreRefusedWithPlaceReasonAndRemedy) { expect_remedy(GetParam()); }

/// Storage on line 6, from column 7 on, over 20 disks in 4 racks.
std::string with_storage(const std::string& storage, const std::string& disk = "loses data: true") {
  return "nines: 1\ndomains: {zone: {count: 2}, rack: {count: 4}}\n"
         "nodes: {disk: {count: 5 per rack, failures: {f: {time to failure: fixed 9 h, time to repair: 1 h, " +
         disk +
         "}}}}\n"
         "trials: 10\nstorage:\n  s: {" +
         storage + "}\n";
}

/// With all that is required, from column 57 on.
std::string more_storage(const std::string& storage) {
  return with_storage("disks: disk, scheme: 3 copies, holds: 1 GB, chunk: 1 MB, " + storage);
}

// clang-format off
const std::vector<BadInputWithRemedy> inputs = {
    {{"without_disks", with_storage("scheme: 3 copies, holds: 1 GB, chunk: 1 MB"), 6, 6, "the storage system `s` needs the key `disks`"}, "disks: disk"},
    {{"without_scheme", with_storage("disks: disk, holds: 1 GB, chunk: 1 MB"), 6, 6, "the storage system `s` needs the key `scheme`"}, "scheme: 10+4"},
    {{"unknown_disks", with_storage("disks: disc, scheme: 3 copies, holds: 1 GB, chunk: 1 MB"), 6, 14, "the storage system `s`: there is no node class `disc`"}, "did you mean `disk`"},
    {{"unknown_key", more_storage("rebuilt: true"), 6, 64, "the storage system `s` has no key `rebuilt`"}, "did you mean `rebuild`"},
    {{"scheme_in_words", with_storage("disks: disk, scheme: raid 6, holds: 1 GB, chunk: 1 MB"), 6, 28, "`raid 6` is no redundancy scheme"}, "10+4"},
    {{"scheme_of_none", with_storage("disks: disk, scheme: 0 copies, holds: 1 GB, chunk: 1 MB"), 6, 28, "numbers from 1 to 255 are expected"}, "3 copies"},
    {{"scheme_too_large", with_storage("disks: disk, scheme: 200+100, holds: 1 GB, chunk: 1 MB"), 6, 28, "these are 300 fragments, more than 255"}, "fewer"},
    {{"scheme_with_a_tail", with_storage("disks: disk, scheme: 6+3 fast, holds: 1 GB, chunk: 1 MB"), 6, 28, "`fast` is not understood"}, "10+4"},
    {{"local_groups_uneven", with_storage("disks: disk, scheme: lrc 10+3+2, holds: 1 GB, chunk: 1 MB"), 6, 28, "10 data fragments are not divided evenly into 3 local groups"}, "multiple"},
    {{"copies_not_closed", with_storage("disks: disk, scheme: 2 x (6+3, holds: 1 GB, chunk: 1 MB"), 6, 28, "is not closed"}, "2 x (10+4)"},
    {{"more_fragments_than_disks", with_storage("disks: disk, scheme: 20+4, holds: 1 GB, chunk: 1 MB"), 6, 28, "needs 24 disks for a stripe, but there are 20"}, "more of `disk`"},
    {{"holds_without_unit", with_storage("disks: disk, scheme: 3 copies, holds: 1, chunk: 1 MB"), 6, 45, "the unit of `1` is missing"}, "units of data"},
    {{"random_without_chunk", with_storage("disks: disk, scheme: 3 copies, holds: 1 GB"), 6, 45, "how many stripes the storage system `s` has depends on its `chunk`"}, "chunk: 128 MB"},
    {{"too_many_stripes", with_storage("disks: disk, scheme: 3 copies, holds: 1 EB, chunk: 1 kB"), 6, 58, "stripes, more than 4e+09"}, "larger"},
    {{"width_without_copysets", more_storage("scatter width: 4"), 6, 79, "has a `scatter width`, but its placement is not `copysets`"}, "placement: copysets"},
    {{"copysets_without_width", more_storage("placement: copysets"), 6, 75, "but has no `scatter width`"}, "scatter width: 8"},
    {{"width_beyond_the_disks", more_storage("placement: copysets, scatter width: 24"), 6, 100, "a disk of the storage system `s` cannot share its data with 24 others: there are 20 disks"}, "placement: random"},
    {{"width_that_does_not_fit", more_storage("placement: copysets, scatter width: 5"), 6, 100, "a scatter width of 5 is no multiple of 2"}, "4 or 6"},
    {{"partitions_left_over", more_storage("placement: partitioned"), 6, 75, "20 disks, each in 1 groups of 3, do not make a whole number of groups"}, "multiple of 3"},
    {{"groups_without_number", more_storage("placement: groups"), 6, 75, "but has no `placement groups`"}, "4096"},
    {{"spread_over_too_few", with_storage("disks: disk, scheme: 6+3, holds: 1 GB, chunk: 1 MB, spread over: rack"), 6, 72, "at most one of the 9 fragments of a stripe, but there are 4"}, "further down"},
    {{"spread_over_elsewhere", more_storage("spread over: zone"), 6, 77, "is spread over `zone`, but `disk` is not in one"}, "per zone"},
    {{"no_room", more_storage("disk size: 10 MB"), 6, 45, "needs 0.003 TB, but its disks hold 0.0002 TB"}, "larger disks"},
    {{"readable_with_too_few", with_storage("disks: disk, scheme: 6+3, holds: 1 GB, chunk: 1 MB, readable with: 5"), 6, 74, "its data can be made from no fewer than 6"}, "readable with: 6"},
    {{"readable_with_more_than_there_are", more_storage("readable with: 4"), 6, 79, "4 fragments cannot be in reach: a stripe has 3"}, "fewer"},
    {{"rebuild_without_bandwidth", more_storage("rebuild: {order: all alike}"), 6, 73, "needs the key `disk bandwidth`"}, "50 MB/s"},
    {{"domain_bandwidth_of_what", more_storage("rebuild: {disk bandwidth: 1 MB/s, domain bandwidth: 1 MB/s}"), 6, 116, "does not say of which domains"}, "per server"},
    {{"domain_bandwidth_elsewhere", more_storage("rebuild: {disk bandwidth: 1 MB/s, domain bandwidth: 1 MB/s per zone}"), 6, 73, "limits what passes a zone, but `disk` is not in one"}, "around the disks"},
    {{"errors_without_scrub", more_storage("latent errors: {every: 1 year}"), 6, 79, "needs the key `scrub`"}, "14 d"},
    {{"errors_without_redundancy", with_storage("disks: disk, scheme: 1 copy, holds: 1 GB, chunk: 1 MB, latent errors: {every: 1 y, scrub: 1 d}"), 6, 77, "has no redundancy"}, "leave the latent errors out"},
    {{"loses_data_and_stays_up", with_storage("disks: disk, scheme: 3 copies, holds: 1 GB, chunk: 1 MB", "loses data: true, takes down: nothing"), 3, 9, "does not take the disk down alone"}, "the node"},
    {{"measure_of_services", with_storage("disks: disk, scheme: 3 copies, holds: 1 GB, chunk: 1 MB}\nmeasures: [rpo]\nparameters: {"), 7, 12, "`rpo` is measured of services with data, but there are no `data`"}, "add `data`"},
    {{"measure_without_storage", "nines: 1\nnodes: {a: {count: 2}}\nservices: {s: {needs: 1 of a}}\nmeasures: [durability]\n", 4, 12, "`durability` is measured of storage systems, but there is no `storage`"}, "add `storage`"},
    {{"objective_of_services", with_storage("disks: disk, scheme: 3 copies, holds: 1 GB, chunk: 1 MB}\nobjectives: [s rpo <= 1 h]\nparameters: {"), 7, 14, "is a storage system, and has no such measure"}, "durability"},
};
// clang-format on

TEST(BadStorageChunk, OnlyTheFirstCauseIsTold) {
  const LoadResult result = load_text(
      with_storage("disks: disk, scheme: 3 copies, holds: 1 GB, chunk: 0 MB, latent errors: {every: 1 y, scrub: 1 d}"),
      "scenario.yaml");
  EXPECT_FALSE(result.scenario);
  ASSERT_EQ(result.diagnostics.size(), 1u) << all_of(result.diagnostics);
  EXPECT_THAT(result.diagnostics[0].message, ::testing::HasSubstr("`0 MB` is not above 0"));
}

INSTANTIATE_TEST_SUITE_P(Inputs, BadStorage, ::testing::ValuesIn(inputs),
                         [](const auto& one) { return one.param.input.name; });

}  // namespace
}  // namespace nines::scenarios::testing
