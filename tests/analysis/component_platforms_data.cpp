// Platforms with data: backups, copies, corruption, restores.
#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

/// Nodes that fail, now and then with all that is on them.
NodeClass disks(const std::string& name, std::size_t count) {
  NodeClass nodes =
      node_class(name, count, {failure("crash", hours(50), hours(5)), failure("disk", hours(80), hours(8))});
  nodes.failures[1].loses_data = true;
  return nodes;
}

BackupSchedule backups_every(double mean_h) {
  BackupSchedule backups;
  backups.name = "nightly";
  backups.interval = hours(mean_h);
  backups.keeps = 2;
  return backups;
}

DataSet data_of(std::size_t service, BackupSchedule backups) {
  DataSet data;
  data.name = "data";
  data.service = service;
  data.backups.push_back(std::move(backups));
  data.restore = hours(4);
  data.afresh = hours(40);
  return data;
}

/// One node with backups of all faults.
Platform one_node() {
  Platform platform;
  platform.nodes.push_back(disks("db", 1));
  platform.services.push_back(all_nodes(platform, 1));
  BackupSchedule backups = backups_every(20);
  backups.duration = hours(3);
  backups.first = hours(7);
  backups.fails = 0.1;
  backups.unreadable = backups.full_unreadable = 0.3;
  platform.data.push_back(data_of(0, backups));
  platform.data[0].preparation = erlang(2, 2);
  platform.data[0].until_noticed = hours(1);
  return platform;
}

void add_stores(std::vector<ComponentCase>& cases) {
  Platform platform;
  platform.nodes.push_back(disks("vault", 2));
  platform.nodes.push_back(disks("db", 2));
  platform.services.push_back(one_of("store", 0));
  platform.services.push_back(one_of("shop", 1));
  platform.stores.push_back({"store", 0, 0});
  BackupSchedule backups = backups_every(15);
  backups.duration = hours(2);
  backups.store = 0;
  platform.data.push_back(data_of(1, backups));
  cases.push_back({"data_with_backups_in_a_store_that_fails", study_of(platform, 1)});
  BackupSchedule local = backups_every(10);
  local.name = "hourly";
  local.keeps = 1;
  platform.data[0].backups.push_back(local);
  cases.push_back({"data_with_backups_at_two_places", study_of(platform, 1)});
}

/// Two sites, of which the second has a copy, or none.
Platform two_sites() {
  Platform platform;
  platform.nodes.push_back(disks("first", 1));
  platform.nodes.push_back(disks("second", 1));
  platform.services.push_back(one_of("primary", 0));
  platform.services.push_back(one_of("backup", 1));
  Service shop;
  shop.name = "shop";
  shop.operands = {{Operand::Kind::service, 0, 1}, {Operand::Kind::service, 1, 1}};
  shop.preference.emplace();
  shop.preference->time_to_notice = hours(1);
  shop.switchover.emplace();
  shop.switchover->time = hours(0.5);
  shop.switchover->failback = Failback{hours(6), hours(0.5)};
  platform.services.push_back(shop);
  platform.data.push_back(data_of(2, backups_every(20)));
  return platform;
}

void add_sites_with_data(std::vector<ComponentCase>& cases) {
  Platform platform = two_sites();
  cases.push_back({"data_restored_at_another_site", study_of(platform, 1)});
  platform.data[0].replication.emplace();
  cases.push_back({"data_replicated_synchronously", study_of(platform, 1)});
  platform.data[0].replication->lag = hours(0.1);
  platform.data[0].corruption = Corruption{hours(100), hours(10)};
  cases.push_back({"data_replicated_with_a_lag_and_corrupted", study_of(platform, 1)});
}

}  // namespace

void add_data(std::vector<ComponentCase>& cases) {
  cases.push_back({"data_of_one_node", study_of(one_node(), 1)});
  Platform chain = one_node();
  chain.data[0].backups[0].full_every = 3;
  chain.data[0].backups[0].keeps = 1;
  chain.data[0].backups[0].full_duration = hours(5);
  cases.push_back({"data_with_incremental_backups", study_of(chain, 1)});
  Platform tested = one_node();
  tested.data[0].backups[0].until_broken = hours(100);
  tested.data[0].backups[0].test_interval = hours(60);
  tested.data[0].backups[0].test_duration = hours(2);
  cases.push_back({"data_with_tested_backups_that_break", study_of(tested, 1)});
  Platform spoilt = one_node();
  spoilt.data[0].corruption = Corruption{hours(70), hours(25)};
  cases.push_back({"data_that_are_corrupted", study_of(spoilt, 1)});
  Platform parts = one_node();
  parts.nodes[0].count = 3;
  parts.services[0].needed = 2;
  parts.data[0].in_parts = true;
  cases.push_back({"data_in_parts", study_of(parts, 1)});
  Platform racks = one_node();
  DomainLevel rack;
  rack.name = "rack";
  rack.count = 2;
  rack.failures = {failure("fire", hours(150), hours(20))};
  rack.failures[0].loses_data = true;
  racks.domains.push_back(rack);
  racks.nodes[0].level = 0;
  cases.push_back({"data_in_racks_that_burn", study_of(racks, 1)});
  add_stores(cases);
  add_sites_with_data(cases);
}

}  // namespace nines::test
