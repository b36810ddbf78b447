#include "component_parts.h"

namespace nines::test {

using namespace models;

namespace {

void add_crews(std::vector<ComponentCase>& cases) {
  cases.push_back({"crew_first_come", study_of(contended(crew_of(CrewOrder::first_come)), 5)});
  cases.push_back({"crew_of_two", study_of(contended(crew_of(CrewOrder::first_come, 2)), 5)});
  cases.push_back({"crew_priority", study_of(contended(crew_of(CrewOrder::priority)), 5)});
  cases.push_back({"crew_random", study_of(contended(crew_of(CrewOrder::random)), 5)});
  cases.push_back({"crew_inspection", study_of(contended(crew_of(CrewOrder::inspection)), 5)});
  Crew preemptive = crew_of(CrewOrder::priority);
  preemptive.preemptive = true;
  cases.push_back({"crew_preemptive", study_of(contended(preemptive), 5)});
  Platform resumed = contended(preemptive);
  for (NodeClass& nodes : resumed.nodes) nodes.failures[0].time_to_repair = erlang(2, 6);
  cases.push_back({"crew_preemptive_erlang_repair_resumes", study_of(resumed, 5)});
  Platform equals = contended(preemptive);
  for (NodeClass& nodes : equals.nodes) {
    for (FailureMode& mode : nodes.failures) mode.priority /= 2;
  }
  cases.push_back({"crew_preemptive_equal_priorities", study_of(equals, 5)});
}

void add_spares(std::vector<ComponentCase>& cases) {
  for (const auto& [name, replenishment] :
       {std::pair{"exponential", hours(30)}, {"erlang", erlang(2, 30)}, {"never", LawPtr()}}) {
    Platform platform = contended(crew_of(CrewOrder::first_come, 2));
    platform.nodes.pop_back();
    platform.spares.push_back({"parts", 2, replenishment});
    for (NodeClass& nodes : platform.nodes) nodes.failures[0].spares = 0;
    cases.push_back({std::string("spares_") + name, study_of(platform, 4)});
  }
}

Platform two_modes(Ages ages, LawPtr wear) {
  Platform platform;
  platform.nodes.push_back(
      node_class("a", 3, {failure("wear", wear, hours(12)), failure("crash", hours(40), hours(8))}));
  platform.nodes[0].ages = ages;
  return platform;
}

void add_ages(std::vector<ComponentCase>& cases) {
  const std::pair<const char*, Ages> kinds[] = {
      {"while_up", Ages::while_up}, {"always", Ages::always}, {"while_in_service", Ages::while_in_service}};
  for (const auto& [name, ages] : kinds) {
    cases.push_back({std::string("ages_") + name, study_of(two_modes(ages, hours(70)), 2)});
    cases.push_back({std::string("ages_erlang_") + name, study_of(two_modes(ages, erlang(3, 70)), 2)});
    cases.push_back(
        {std::string("ages_hyperexponential_") + name, study_of(two_modes(ages, hyperexponential(2, 70)), 2)});
  }
  cases.push_back({"ages_many_phases", study_of(two_modes(Ages::while_up, erlang(6, 70)), 2)});
  Platform minimal = two_modes(Ages::while_up, hours(70));
  minimal.nodes[0].failures[0].restores = Restores::as_bad_as_old;
  cases.push_back({"minimal_repair", study_of(minimal, 2)});
}

/// 2 zones of 2 racks of 2 nodes, each level with failures.
Platform tree(LawPtr restart) {
  Platform platform;
  DomainLevel zone, rack;
  zone.name = "zone";
  zone.count = 2;
  zone.failures = {failure("power", hours(300), hours(10))};
  zone.restart = restart;
  rack.name = "rack";
  rack.parent = 0;
  rack.count = 2;
  rack.failures = {failure("switch", hours(200), hours(6))};
  platform.domains = {zone, rack};
  platform.nodes.push_back(node_class("a", 2, {failure("f", hours(90), hours(9))}));
  platform.nodes[0].level = 1;
  return platform;
}

void add_domains(std::vector<ComponentCase>& cases) {
  cases.push_back({"domains", study_of(tree(nullptr), 5)});
  cases.push_back({"domains_restart", study_of(tree(hours(3)), 5)});
  cases.push_back({"domains_restart_erlang", study_of(tree(erlang(2, 3)), 5)});
  Platform held = tree(hours(3));
  held.nodes[0].failures.push_back(failure("surge", hours(400), hours(4)));
  held.nodes[0].failures[1].takes_down = TakesDown::domain;
  held.nodes[0].failures[1].domain_level = 1;
  cases.push_back({"node_takes_down_rack", study_of(held, 5)});
  Platform crewed = tree(nullptr);
  crewed.crews.push_back(crew_of(CrewOrder::first_come));
  crewed.domains[1].failures[0].crew = crewed.nodes[0].failures[0].crew = 0;
  crewed.domains[0].count = 1;
  cases.push_back({"domains_share_a_crew", study_of(crewed, 3)});
  Platform counted = tree(nullptr);
  Service service;
  service.name = "s";
  service.operands = {{Operand::Kind::domains, 1, 1}};
  service.needed = 3;
  counted.services.push_back(service);
  cases.push_back({"service_over_domains", study_of(counted, 3)});
  counted.domains[1].ages = Ages::while_in_service;
  cases.push_back({"service_over_domains_that_age_in_service", study_of(counted, 3)});
}

void add_common_causes(std::vector<ComponentCase>& cases) {
  Platform beta = two_modes(Ages::while_up, hours(70));
  beta.nodes[0].failures[0].beta = 0.2;
  cases.push_back({"beta_factor", study_of(beta, 2)});
  Platform shocked = two_modes(Ages::while_up, hours(70));
  FailureMode hit = failure("lightning", nullptr, hours(7));
  shocked.nodes[0].failures.push_back(hit);
  shocked.shocks.push_back({"lightning", hours(60), 0.4, std::nullopt, {{false, 0, 2}}});
  cases.push_back({"shock", study_of(shocked, 2)});
  shocked.shocks[0].interval = erlang(2, 60);
  cases.push_back({"shock_erlang", study_of(shocked, 2)});
  shocked.crews.push_back(crew_of(CrewOrder::first_come));
  for (FailureMode& mode : shocked.nodes[0].failures) mode.crew = 0;
  cases.push_back({"shock_forms_a_queue", study_of(shocked, 2)});
  // Units in blocks that could be exchanged, hit at once: who asks first for the crew is no matter of what state it is in.
  for (const auto& [name, order] : {std::pair{"first_come", CrewOrder::first_come}, {"random", CrewOrder::random}}) {
    Platform racks;
    DomainLevel rack;
    rack.name = "rack";
    rack.count = 2;
    rack.failures = {failure("lightning", nullptr, hours(20))};
    rack.failures[0].crew = 0;
    racks.domains.push_back(rack);
    racks.nodes.push_back(node_class("a", 1, {failure("f", hours(100), hours(60))}));
    racks.nodes[0].level = 0;
    racks.nodes[0].ages = Ages::always;
    racks.crews.push_back(crew_of(order));
    racks.shocks.push_back({"lightning", hours(100), 1, std::nullopt, {{true, 0, 0}}});
    cases.push_back({std::string("shock_on_racks_with_a_crew_") + name, study_of(racks, 1)});
  }
  Platform local = tree(nullptr);
  local.nodes[0].failures.push_back(hit);
  local.domains[1].failures.push_back(hit);
  local.shocks.push_back({"lightning", hours(100), 0.5, 0, {{false, 0, 1}, {true, 1, 1}}});
  cases.push_back({"shock_per_zone_on_racks_and_nodes", study_of(local, 5)});
}

void add_services(std::vector<ComponentCase>& cases) {
  Platform platform;
  platform.nodes.push_back(node_class("web", 3, {failure("f", hours(60), hours(5))}));
  platform.nodes.push_back(node_class("db", 2, {failure("f", hours(90), hours(9))}));
  platform.nodes.push_back(node_class("net", 1, {failure("f", hours(200), hours(2))}));
  const auto nodes = [](std::size_t i, double weight) { return Operand{Operand::Kind::nodes, i, weight}; };
  Service web{"web tier", {nodes(0, 1)}, 2, {}, {}, {}};
  Service db{"db tier", {nodes(1, 1)}, 1, {}, {}, {}};
  Service net{"network", {nodes(2, 1)}, 1, {}, {}, {}};
  Service weighted{"weighted", {nodes(0, 2.5), nodes(1, 4)}, 8, {}, {}, {2}};
  Service api{"api", {{Operand::Kind::service, 0, 1}, {Operand::Kind::service, 1, 1}}, 2, {}, {}, {2}};
  Service any{"any", {{Operand::Kind::service, 3, 1}, {Operand::Kind::service, 4, 1}}, 1, {}, {}, {}};
  platform.services = {web, db, net, weighted, api, any};
  cases.push_back({"services_nested_weighted_dependent", study_of(platform, 0)});
}

/// A law that hides its phases and its rate.
class Opaque final : public Law {
 public:
  explicit Opaque(LawPtr inner) : inner_(std::move(inner)) {}
  double cdf(Seconds t) const override { return inner_->cdf(t); }
  double survival(Seconds t) const override { return inner_->survival(t); }
  Seconds quantile(double p) const override { return inner_->quantile(p); }
  Seconds upper_quantile(double q) const override { return inner_->upper_quantile(q); }
  Seconds mean() const override { return inner_->mean(); }
  double variance_s2() const override { return inner_->variance_s2(); }
  Seconds sample(MiniStream& stream) const override { return inner_->sample(stream); }
  std::string describe() const override { return "opaque " + inner_->describe(); }

 private:
  LawPtr inner_;
};

void hide(LawPtr& law) {
  if (law) law = std::make_shared<Opaque>(law);
}

void hide(std::vector<FailureMode>& failures) {
  for (FailureMode& mode : failures) {
    if (mode.beta == 0) hide(mode.time_to_failure);  // the beta factor needs a rate
    hide(mode.time_to_notice);
    hide(mode.time_to_repair);
    hide(mode.time_to_return);
    hide(mode.time_to_call);
    hide(mode.diagnosis);
    if (mode.replacement) hide(mode.replacement->takes);
    if (!mode.restarts) continue;
    hide(mode.restarts->takes);
    hide(mode.restarts->back_off);
  }
}

}  // namespace

std::vector<ComponentCase> component_cases() {
  std::vector<ComponentCase> cases;
  add_crews(cases);
  add_spares(cases);
  add_ages(cases);
  add_domains(cases);
  add_common_causes(cases);
  add_standby(cases);
  add_services(cases);
  add_failback(cases);
  add_elections(cases);
  add_unnoticed(cases);
  add_planned(cases);
  add_bad_nodes(cases);
  add_balanced(cases);
  add_sites(cases);
  add_repair_policies(cases);
  add_watchers(cases);
  add_networks(cases);
  add_partitions(cases);
  add_data(cases);
  add_storage(cases);
  add_mixed(cases);
  return cases;
}

Study with_timers(const Study& study) {
  Study hidden = study;
  for (NodeClass& nodes : hidden.platform.nodes) hide(nodes.failures);
  for (DomainLevel& level : hidden.platform.domains) {
    hide(level.failures);
    hide(level.restart);
  }
  for (Spares& spares : hidden.platform.spares) hide(spares.replenishment);
  for (Shock& shock : hidden.platform.shocks) hide(shock.interval);
  for (Change& change : hidden.platform.changes) {
    hide(change.interval);
    hide(change.noticed);
    if (change.canary) hide(change.canary->watched);
  }
  for (DetectorSummary& detector : hidden.platform.detectors) {
    hide(detector.watcher.until_suspected);
    hide(detector.watcher.until_trusted);
  }
  for (DataSet& data : hidden.platform.data) {
    for (BackupSchedule& each : data.backups) {
      for (LawPtr* law : {&each.first, &each.interval, &each.duration, &each.full_duration, &each.until_broken,
                          &each.test_interval, &each.test_duration}) {
        hide(*law);
      }
    }
    for (LawPtr* law : {&data.until_noticed, &data.preparation, &data.restore, &data.afresh}) hide(*law);
    if (!data.corruption) continue;
    hide(data.corruption->interval);
    hide(data.corruption->until_noticed);
  }
  for (Service& service : hidden.platform.services) {
    if (service.election) hide(service.election->round);
    if (service.partition) {
      hide(service.partition->silence);
      hide(service.partition->fencing);
      hide(service.partition->reconciliation);
    }
    if (service.preference) {
      hide(service.preference->time_to_notice);
      hide(service.preference->until_false_alarm);
      hide(service.preference->false_alarm_lasts);
    }
    if (!service.switchover) continue;
    hide(service.switchover->decision);
    hide(service.switchover->time);
    hide(service.switchover->recovery);
    if (!service.switchover->failback) continue;
    hide(service.switchover->failback->after);
    hide(service.switchover->failback->time);
  }
  return hidden;
}

}  // namespace nines::test
