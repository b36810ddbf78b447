// Building blocks of the platforms that the component contract is tested on.
#pragma once

#include "component_platforms.h"

#include <map>
#include <string>

namespace nines::test {

LawPtr law(const std::string& kind, const std::map<std::string, double>& parameters);
LawPtr hours(double mean);
LawPtr erlang(double phases, double mean_h);
LawPtr hyperexponential(double cv, double mean_h);
models::FailureMode failure(const std::string& name, LawPtr to_failure, LawPtr to_repair);
/// The same, noticed after a while, by the first detector.
models::FailureMode detected(models::FailureMode mode, LawPtr to_notice);
models::NodeClass node_class(const std::string& name, std::size_t count, std::vector<models::FailureMode> failures);
/// Up if units of total weight `needed` serve, of all nodes of the platform.
models::Service all_nodes(const models::Platform& platform, double needed);
/// Up if so many nodes of one class serve.
models::Service one_of(const std::string& name, std::size_t nodes, double needed = 1);
models::Study study_of(models::Platform platform, double needed);
/// Two classes with a failure mode each, and one with two modes of which one leaves it up, at one crew.
models::Platform contended(models::Crew crew);
models::Crew crew_of(models::CrewOrder order, std::size_t size = 1);

void add_standby(std::vector<ComponentCase>& cases);
void add_elections(std::vector<ComponentCase>& cases);
void add_failback(std::vector<ComponentCase>& cases);
void add_unnoticed(std::vector<ComponentCase>& cases);
void add_planned(std::vector<ComponentCase>& cases);
void add_bad_nodes(std::vector<ComponentCase>& cases);
void add_balanced(std::vector<ComponentCase>& cases);
void add_sites(std::vector<ComponentCase>& cases);
void add_repair_policies(std::vector<ComponentCase>& cases);
void add_watchers(std::vector<ComponentCase>& cases);
void add_networks(std::vector<ComponentCase>& cases);
void add_partitions(std::vector<ComponentCase>& cases);
void add_data(std::vector<ComponentCase>& cases);
void add_storage(std::vector<ComponentCase>& cases);
void add_mixed(std::vector<ComponentCase>& cases);

}  // namespace nines::test
