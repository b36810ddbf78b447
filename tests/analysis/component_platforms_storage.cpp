// Platforms with storage systems whose stripes are few enough for a chain.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// Disks that crash, and now and then die with what is on them; a storage system over them, and a service that reads it.
Platform stored(RedundancyScheme scheme, std::size_t disks) {
  Platform platform;
  platform.nodes.push_back(
      node_class("disk", disks, {failure("crash", hours(50), hours(5)), failure("death", hours(80), hours(8))}));
  platform.nodes[0].failures[1].loses_data = true;
  Service store = one_of("store", 0);
  StorageSystem system;
  system.bytes = static_cast<double>(scheme.data_fragments);
  system.scheme = std::move(scheme);
  system.fragment_bytes = 1;
  system.placement.kind = FragmentPlacement::Kind::copysets;
  store.storage = system;
  platform.services.push_back(store);
  Service reader;
  reader.name = "reader";
  reader.operands.push_back({Operand::Kind::service, 0, 1});
  platform.services.push_back(reader);
  return platform;
}

/// So many stripes, each on disks of its own choice.
Platform scattered(RedundancyScheme scheme, std::size_t disks, double stripes) {
  Platform platform = stored(std::move(scheme), disks);
  StorageSystem& system = *platform.services[0].storage;
  system.bytes *= stripes;
  system.placement.kind = FragmentPlacement::Kind::random;
  return platform;
}

}  // namespace

void add_storage(std::vector<ComponentCase>& cases) {
  Platform pairs = stored(replication(2), 4);
  pairs.crews.push_back(crew_of(CrewOrder::first_come));
  for (FailureMode& mode : pairs.nodes[0].failures) mode.crew = 0;
  cases.push_back({"storage_on_pairs_of_disks", study_of(pairs, 1)});
  cases.push_back({"storage_with_local_parities", study_of(stored(local_reconstruction(2, 2, 1), 5), 1)});
  Platform errors = stored(reed_solomon(2, 1), 3);
  errors.services[0].storage->errors = LatentErrors{1e-5, 36000};
  errors.nodes[0].failures[1].time_to_notice = hours(2);
  cases.push_back({"storage_with_latent_errors", study_of(errors, 1)});
  Platform random = scattered(replication(2), 4, 3);
  random.services[0].storage->readable_with = 2;
  cases.push_back({"storage_at_random", study_of(random, 1)});
  Platform racks = scattered(replication(2), 1, 2);
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 3;
  rack.failures = {failure("power", hours(150), hours(10))};
  racks.domains.push_back(rack);
  racks.nodes[0].level = 0;
  racks.services[0].storage->placement.level = 0;
  racks.services[0].operands.push_back({Operand::Kind::domains, 0, 0});
  cases.push_back({"storage_spread_over_racks", study_of(racks, 1)});
}

}  // namespace nines::test
