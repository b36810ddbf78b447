// From the composed tree to models::Study. Internal to the language.
#pragma once

#include "models/detection/detector.h"
#include "models/study.h"
#include "scenarios/language/record.h"

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace nines::scenarios {

/// The names of one kind of thing, by position.
class Names {
 public:
  void add(std::string name) {
    index_.emplace(name, list_.size());
    list_.push_back(std::move(name));
  }
  std::optional<std::size_t> find(const std::string& name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
  }
  const std::vector<std::string>& list() const { return list_; }

 private:
  std::vector<std::string> list_;
  std::unordered_map<std::string, std::size_t> index_;
};

/// Builds the study of one scenario; every mistake goes to the reporter, and the study is good only if there is none.
class Lowering {
 public:
  /// With `trials`, so many of them will be simulated whatever the scenario says.
  Lowering(Context& context, std::optional<std::size_t> trials)
      : context_(context), reporter_(context.reporter), asked_trials_(trials) {}

  models::Study lower(const Node& root);

 private:
  // lower_platform.cpp
  void refuse_shared_names(const Record& scenario);
  std::vector<Record::Named> named(const Record& scenario, std::string_view field);
  std::optional<Record::PlacedCount> placed_count(const Record& record);
  void domains(const Record& scenario);
  void domain_tree(const std::vector<Record::Named>& all);
  bool refuse_two_parents(const Record& record, const std::optional<Record::PlacedCount>& count);
  void crews(const Record& scenario);
  void spares(const Record& scenario);
  void nodes(const Record& scenario);
  std::optional<std::size_t> resolve(const std::optional<Mention>& mention, const Names& names, const std::string& what,
                                     const std::string& subject);

  // lower_failures.cpp
  void warn_of_bare_life(const Record& record, double members);
  void failures(const Record& owner, std::optional<std::size_t> own_level, bool is_domain, double members,
                std::vector<models::FailureMode>& modes);
  models::FailureMode repair(const Record& record);
  void beta(const Record& record, double members, models::FailureMode& mode);
  void extent(const Record& record, std::optional<std::size_t> own_level, bool is_domain, models::FailureMode& mode);
  void job_speed(const Record& record, models::FailureMode& mode) const;
  void shocks(const Record& scenario);
  void shock_target(const Mention& hit, const Record& record, models::FailureMode mode, models::Shock& shock);
  bool lies_within(std::optional<std::size_t> level, std::size_t outer) const;

  // lower_repair_policy.cpp
  void policy(const Record& record, models::FailureMode& mode);
  void restarts(const Record& record, models::FailureMode& mode);
  void refuse_impossible_back_off(const Record& fields, const models::Restarts& made);
  void warn_of_needless_back_off(const Record& fields, const models::Restarts& made);
  void warn_of_late_restarts(const Record& record, const models::FailureMode& mode);
  void replacement(const Record& record, models::FailureMode& mode);
  void diagnosis(const Record& record, models::FailureMode& mode);

  std::optional<std::size_t> crew_for(const Record& record);
  int priority(const Record& record, std::optional<std::size_t> crew);

  // lower_bad_nodes.cpp
  void lemons(const Record& owner, models::NodeClass& made);
  void retirement(const Record& owner, models::NodeClass& made);
  std::vector<std::size_t> counted_failures(const Record& record, const std::vector<models::FailureMode>& modes);
  bool loses_data(const Record& record, const std::vector<models::FailureMode>& modes,
                  const std::vector<std::size_t>& counted);
  void warn_of_needless_retirement(const Record& record, const models::NodeClass& made);

  // lower_planned.cpp
  void condition(const Record& record, const std::vector<models::FailureMode>& modes, models::FailureMode& mode);
  void maintenance(const Record& owner, std::vector<models::FailureMode>& modes);
  void changes(const Record& scenario);
  void change(const Record& record, models::Change& made);
  void canary(const Record& record, models::Change& made);
  void refuse_impossible_rollout(const Record& record, const models::Change& made);
  void warn_of_waiting_for_ever(const Record& record, const models::Change& made);
  void warn_of_releases_left_out(const Record& record, const models::Change& made, const Law& takes);
  void refuse_needless_change(const Record& record, const models::Change& made);

  // lower_network.cpp
  /// A point (no level; its number among the places), or instances of a level.
  struct PlaceSet {
    std::optional<std::size_t> level;
    std::vector<std::size_t> members;
    std::vector<std::size_t> numbered;  ///< levels of which it says which: "rack in zone 1"
  };
  std::optional<std::size_t> common_level(const PlaceSet& a, const PlaceSet& b) const;
  void network(const Record& scenario);
  void points(const Record& network);
  bool looks_like_a_domain(const std::string& name) const;
  void links(const Record& record, const std::string& name, Place place);
  std::optional<PlaceSet> places_named(const Mention& mention, const std::string& subject);
  PlaceSet instances_on(const std::vector<std::pair<std::size_t, std::optional<std::size_t>>>& path) const;
  std::size_t ancestor_of(std::size_t instance, std::size_t level, std::size_t outer) const;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_between(const PlaceSet& a, const PlaceSet& b);
  std::size_t place_number(std::optional<std::size_t> level, std::size_t member);
  std::string domain_place_name(std::size_t level, std::size_t instance) const;

  // lower_reach.cpp
  void reach(const Record& record, models::Service& made);
  void refuse_reach_beside_preference(const Record& record);
  std::optional<std::size_t> one_place(const Mention& mention, const std::string& subject);
  std::optional<std::size_t> level_of_places(std::optional<std::size_t> level) const;
  bool sits_in_places(const Record& record, const models::Service& made);
  std::vector<double> weights_by_place(const models::Service& made) const;
  void refuse_never_reached(const Record& record, const models::Service& made);
  std::vector<std::size_t> connected_at_best() const;

  // lower_partition.cpp
  void partition(const Record& record, models::Service& made);
  models::PartitionRule partition_rule(const Node& node, const std::string& subject);
  void fencing(const Node& node, const std::string& of, models::PartitionRule& rule) const;
  bool has_simple_takeover(const Record& record);
  void warn_of_partial_witness(const Record& record, const std::vector<double>& weights,
                               const models::PartitionRule& rule);

  // lower_detectors.cpp
  void detectors(const Record& scenario);
  void read_watch(std::size_t index, std::vector<std::size_t>& under_way);
  void notice(const Record& record, models::FailureMode& mode);
  LawPtr detection_time(std::size_t detector, models::detection::FailsBy how, Place place);
  void false_alarms();
  void false_alarms_of(const std::string& owner, Place place, std::vector<models::FailureMode>& modes);
  void summarise_detectors();

  // lower_watchers.cpp
  void watchers();
  void resolve_needs(std::size_t detector);
  void watcher(std::size_t detector);
  std::string instead_of_service(const std::string& name, const std::vector<std::string>& services,
                                 std::string_view form = "1", std::string_view use = "name that") const;
  std::vector<std::size_t> needed_services(std::size_t detector, const std::vector<Mention>& mentions,
                                           const std::string& key);
  void refuse_self_watching();

  // lower_services.cpp
  struct Requirement;
  void services(const Record& scenario);
  void service(const Record& record, models::Service& made);
  std::optional<Requirement> requirement(const Record& record) const;
  std::optional<Requirement> requirement_from_text(const Node& node, const std::string& subject) const;
  bool operands(const Requirement& requirement, const std::string& subject, models::Service& made);
  void threshold(const Requirement& requirement, const std::string& subject, models::Service& made);
  void dependencies(const Record& record, models::Service& made);
  void order_services();
  double units(const models::Operand& operand) const;

  // lower_switching.cpp
  bool take_roles(Place place, const std::string& subject, const models::Service& made);
  void standby(const Record& record, models::Service& made);
  void takeover(const Record& record, models::Service& made);
  models::Switchover switchover(const Node& node, const std::string& subject) const;
  std::optional<models::Failback> failback(const Record& takeover, const std::string& of) const;

  // lower_balancing.cpp
  void balanced(const Record& record, models::Service& made);
  std::optional<double> load(std::string_view text, Place place, const std::string& subject, double capacity,
                             double scale = 1, bool may_be_zero = false) const;
  void warn_of_overload(double load, Place place, const std::string& subject, double capacity) const;
  std::optional<double> load_or_demand(const Record& fields, const std::string& of, double capacity,
                                       models::Balanced& made) const;
  void return_as_detected(models::NodeClass& nodes, Place place);
  void check_return(const Record& record, bool is_domain, const models::FailureMode& mode);

  // lower_demand.cpp
  std::vector<models::LoadPiece> day(const Node& node, const std::string& subject, double capacity, double scale) const;
  std::vector<models::LoadPiece> loads_of_file(const Record& record, double capacity, double scale) const;
  bool demand(const Node& node, const std::string& of, double capacity, models::Balanced& made) const;
  bool demand_of_days(const Record& record, double capacity, double scale, models::Balanced& made) const;
  bool demand_of_file(const Record& record, double capacity, double scale, models::Balanced& made) const;
  void refuse_missions_without_demand(const Record& scenario) const;
  void survives(const Record& fields, const models::Service& service, models::Balanced& made);
  void autoscaling(const Record& fields, const models::Service& service, models::Balanced& made);
  void warn_of_too_few_on(const Record& record, const models::NodeClass& nodes, const models::Balanced& made,
                          const models::Autoscaling& autoscaling);

  // lower_preference.cpp
  void preference(const Record& record, models::Service& made);
  void preferred_services(const Record& record, models::Service& made);
  void notice_of_services(const Record& record, models::Preference& made);
  void refuse_beside_preference(const Record& record);
  void refuse_without_preference(const Record& record);

  // lower_data.cpp
  /// An amount of data, or so much per time; nothing if there is none, or one that is reported.
  std::optional<double> amount(const Record& record, const char* field, Parsed<double> (*parse)(std::string_view));
  void stores(const Record& scenario);
  void data(const Record& scenario);
  models::BackupSchedule backup(const Mention& mention, const Node& node, const models::DataSet& data);
  void retention(const Record& record, models::BackupSchedule& made);
  void check_backup(const Record& record, const models::BackupSchedule& made);
  void replication(const Record& record, models::DataSet& made);
  void restore(const Record& record, models::DataSet& made);
  void check_data(const Record& record, const models::DataSet& made);
  void check_restore(const Record& record, const models::DataSet& made, bool any_bandwidth);
  bool may_lose_data(std::size_t node_class) const;

  // lower_jobs.cpp
  void jobs(const Record& scenario);
  void checkpoints(const Record& job, models::TrainingJob& made);
  models::CheckpointTier tier(const Record& job, const Record& record, const std::string& name,
                              const models::TrainingJob& made);
  void lost_by(const Mention& mention, const Record& record, const models::TrainingJob& made,
               models::CheckpointTier& tier);
  void copies(const Record& record, models::CheckpointTier& tier);
  void interval(const Record& job, const Record& record, models::TrainingJob& made);
  void check_drains(const Record& record, models::Checkpoints& all);
  void check_job(const Record& record, const models::TrainingJob& made);
  void warn_of_what_does_not_help(const Record& record, const models::TrainingJob& made);

  // lower_storage.cpp
  void storage(const std::vector<Record::Named>& all);
  void storage_system(const Record& record, models::Service& made);
  void placement(const Record& record, models::StorageSystem& system);
  void rebuild(const Record& record, models::StorageSystem& system);
  void latent_errors(const Record& record, models::StorageSystem& system);
  void check_storage(const Record& record, const models::StorageSystem& system);
  void check_domains(const Record& record, const models::StorageSystem& system, double disks);
  void check_disks(const Record& record, const models::StorageSystem& system);

  // lower_leader.cpp
  void leader(const Record& record, models::Service& made);

  // lower_questions.cpp
  void questions(const Record& scenario);
  void precision(const Record& scenario);
  void objectives(const Record& scenario);
  struct Target {
    std::size_t service = 0;
    models::Measure measure = models::Measure::availability;
  };
  std::optional<Target> target(std::string_view text, Place place, const std::string& subject);
  std::optional<models::Objective> objective(const Node& node);
  std::optional<models::Objective> objective_from_text(const Node& node);
  std::optional<models::Objective> objective_from_fields(const Node& node);
  bool bound(std::string_view text, Place place, models::Objective& made);
  bool share(std::string_view text, Place place, models::Objective& made);

  // lower_measures.cpp
  /// Some measures are of services only that say what for.
  void refuse_measure_of_none(models::Measure measure, const Mention& mention);
  std::optional<Target> checked(const Target& target, Place place, const std::string& subject);

  // plausibility.cpp
  void plausibility(const Record& scenario);
  void refuse_too_many_nodes(const Record& scenario);
  void refuse_too_many_events(const Record& scenario);
  void refuse_too_many_checkpoints(const Record& scenario);
  void refuse_ages_without_service();
  void refuse_what_cannot_be_built(const Record& scenario);
  void warn_of_unused();
  void warn_of_empty_levels();

  double instances(std::optional<std::size_t> level) const;  ///< as a double, so that it cannot overflow

  /// A detector of the scenario, and what it is used for.
  struct Watch {
    const Node* node = nullptr;
    Place place;
    models::detection::DetectorPtr detector;  ///< null: not yet read, or reported
    std::optional<std::size_t> after;         ///< that it passes on the alarms of
    bool is_read = false;
    bool used = false;
    bool takes_out = true;  ///< false alarms have consequences
    bool knows_grey = false;
    std::array<LawPtr, 3> detection_time, recovery_time;  ///< by FailsBy, once they are needed
    std::vector<Mention> runs_on, through;                ///< services
    std::vector<std::size_t> home, path;                  ///< these, once they are known
    std::optional<models::detection::Mistakes> mistakes;
  };

  Context& context_;
  Reporter& reporter_;
  std::optional<std::size_t> asked_trials_;
  models::Study study_;
  Names domain_names_, node_names_, crew_names_, spares_names_, detector_names_, service_names_;
  Names point_names_, store_names_;
  /// By level: the place of its first domain, if they are places.
  std::vector<std::optional<std::size_t>> first_place_of_;
  std::vector<Watch> watches_;
  std::vector<bool> crew_used_, spares_used_, store_used_;
  std::vector<bool> node_counted_;
  std::vector<std::optional<std::size_t>> roles_of_;  ///< by node class: the service that gives its members roles
  std::vector<Place> service_places_;
  // What follows from an error that is reported already is not reported too.
  bool names_known_ = true;   ///< every section of domains, nodes and services could be read
  bool counts_known_ = true;  ///< and every count in them
  bool network_known_ = true;  ///< the network could be read
  std::vector<Place> level_places_, node_places_, crew_places_, spares_places_, store_places_;
};

/// "availability" and so on; none if there is no such measure.
std::optional<models::Measure> measure_named(std::string_view name);
std::vector<std::string> measure_names();

}  // namespace nines::scenarios
