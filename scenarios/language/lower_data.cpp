// Stores, and the data of services: backups, replication, corruption, restores.
#include "scenarios/language/bytes.h"
#include "scenarios/language/lowering.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <algorithm>

namespace nines::scenarios {

namespace {

/// The time of a law that is the same each time.
std::optional<Seconds> fixed(const LawPtr& law) {
  if (!law || law->variance_s2() > 0) return std::nullopt;
  return law->mean();
}

}  // namespace

std::optional<double> amount(const Record& record, const char* field, Parsed<double> (*parse)(std::string_view),
                             Reporter& reporter) {
  const Node* node = record.find(field);
  const auto text = record.text(field);
  if (node == nullptr || !text) return std::nullopt;
  const Parsed<double> parsed = parse(*text);
  if (const auto* good = std::get_if<double>(&parsed)) return *good;
  const auto& problem = std::get<Problem>(parsed);
  reporter.error(node->place, fmt::format("`{}` of {}: {}", field, record.subject(), problem.message), problem.hint);
  return std::nullopt;
}

void Lowering::stores(const Record& scenario) {
  for (const auto& [mention, node] : scenario.named("stores")) {
    const Record record(*node, section("store"), fmt::format("the store {}", quote(mention.name)), context_);
    models::Store made;
    made.name = mention.name;
    made.service = resolve(record.reference("service"), service_names_, "service", record.subject());
    made.bytes_per_second = amount(record, "bandwidth", parse_byte_rate, reporter_).value_or(0);
    store_names_.add(made.name);
    store_places_.push_back(mention.place);
    study_.platform.stores.push_back(std::move(made));
  }
  store_used_.assign(study_.platform.stores.size(), false);
}

void Lowering::data(const Record& scenario) {
  stores(scenario);
  for (const auto& [mention, node] : scenario.named("data")) {
    const Record record(*node, section("data set"), fmt::format("the data {}", quote(mention.name)), context_);
    models::DataSet made;
    made.name = mention.name;
    const auto service = resolve(record.reference("of"), service_names_, "service", record.subject());
    if (!service) continue;
    made.service = *service;
    made.bytes = amount(record, "size", parse_bytes, reporter_).value_or(0);
    made.bytes_per_second = amount(record, "changes", parse_byte_rate, reporter_).value_or(0);
    made.in_parts = record.boolean("in parts").value_or(false);
    for (const auto& [name, each] : record.named("backups")) made.backups.push_back(backup(name, *each, made));
    replication(record, made);
    if (const Node* corrupts = record.find("corruption")) {
      const Record fields(*corrupts, section("corruption"), fmt::format("the corruption of {}", record.subject()),
                          context_);
      made.corruption = models::Corruption{fields.law("every"), fields.law("noticed after")};
      if (!made.corruption->interval) made.corruption.reset();
    }
    if (const Node* log = record.find("log")) {
      const Record fields(*log, section("change log"), fmt::format("the log of {}", record.subject()), context_);
      made.log = models::ChangeLog{fields.number("replay").value_or(0)};
    }
    restore(record, made);
    check_data(record, made);
    study_.platform.data.push_back(std::move(made));
  }
  for (std::size_t i = 0; i < store_used_.size() && !reporter_.has_errors(); ++i) {
    const std::string& name = store_names_.list()[i];
    if (!store_used_[i])
      reporter_.warning(store_places_[i], fmt::format("nothing is kept in the store {}", quote(name)),
                        fmt::format("add `to: {}` to a backup", name));
  }
}

models::BackupSchedule Lowering::backup(const Mention& mention, const Node& node, const models::DataSet& data) {
  const Record record(node, section("backup"),
                      fmt::format("the backup {} of {}", quote(mention.name), quote(data.name)), context_);
  models::BackupSchedule made;
  made.name = mention.name;
  made.interval = record.law("every");
  if (!made.interval) made.interval = fixed_time(Hours(24));  // that it is missing is reported
  made.first = record.law("first after");
  made.duration = record.law("takes");
  made.full_every = record.count("full every").value_or(1);
  made.full_duration = record.law("full takes");
  made.fails = static_cast<double>(record.probability("fails").value_or(0));
  made.unreadable = static_cast<double>(record.probability("unreadable").value_or(0));
  made.full_unreadable = static_cast<double>(record.probability("full unreadable").value_or(made.unreadable));
  made.until_broken = record.law("breaks");
  made.store = resolve(record.reference("to"), store_names_, "store", record.subject());
  if (made.store) store_used_[*made.store] = true;
  if (const Node* tested = record.find("tested")) {
    const std::string subject = fmt::format("the test of {}", record.subject());
    if (tested->is_scalar()) {
      made.test_interval = read_law(*tested, subject, context_);
    } else {
      const Record fields(*tested, section("restore test"), subject, context_);
      made.test_interval = fields.law("every");
      made.test_duration = fields.law("takes");
    }
  }
  made.restarts = record.boolean("restarts").value_or(false);
  retention(record, made);
  check_backup(record, made);
  return made;
}

/// "4": so many full ones; "30 d": for so long.
void Lowering::retention(const Record& record, models::BackupSchedule& made) {
  const std::string text = record.text("keep").value_or("2");
  const Node* node = record.find("keep");
  const Place place = node != nullptr ? node->place : record.place();
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    made.keeps = 1;
    reporter_.error(place, fmt::format("`keep` of {}: {}", record.subject(), message), hint);
  };
  Words words(trim(text));
  const Parsed<long double> number = words.number();
  if (const auto* problem = std::get_if<Problem>(&number)) return refuse(problem->message, "write `4`, or `30 d`");
  if (words.at_end()) {
    const auto fulls = static_cast<double>(std::get<long double>(number));
    if (!(fulls >= 1) || fulls != std::floor(fulls) || fulls > static_cast<double>(models::most_kept))
      return refuse(fmt::format("{} is no number of full backups from 1 to {}", quote(text), models::most_kept),
                    "write `4`, or `30 d`");
    made.keeps = static_cast<std::size_t>(fulls);
    if (fulls * static_cast<double>(made.full_every) <= static_cast<double>(models::most_kept)) return;
    return refuse(
        fmt::format("{} full ones with all that build on them are more than {} backups", text, models::most_kept),
        "keep fewer");
  }
  const Parsed<Seconds> time = parse_duration(trim(text));
  if (const auto* problem = std::get_if<Problem>(&time)) return refuse(problem->message, "write `4`, or `30 d`");
  made.kept = std::get<Seconds>(time);
  const auto interval = fixed(made.interval);
  if (!interval) {
    return refuse("how many backups are kept for a time is not known where they do not come at fixed times",
                  "keep a number of them, such as `4`; or let `every` be a fixed time");
  }
  const Seconds chain = *interval * static_cast<double>(made.full_every);
  if (made.kept < *interval) {
    refuse(
        fmt::format("{} is shorter than the time from one backup to the next: there would be one at most", quote(text)),
        "keep it for longer, or write `1`");
  } else if (made.full_every > 1 && made.kept < chain) {
    refuse(fmt::format(
               "{} is shorter than a chain of {} backups: a full one would be deleted before the last that builds on "
               "it is taken",
               quote(text), made.full_every),
           fmt::format("keep it for {:g} d at least, or take a full one more often", chain.count() / 86400));
  } else if (made.kept / *interval > static_cast<double>(models::most_kept)) {
    refuse(fmt::format("these are more than {} backups", models::most_kept), "keep them for a shorter time");
  }
}

void Lowering::check_backup(const Record& record, const models::BackupSchedule& made) {
  const auto interval = fixed(made.interval);
  for (const auto& [field, law] : {std::pair{"takes", made.duration}, {"full takes", made.full_duration}}) {
    const auto time = fixed(law);
    if (!interval || !time || *time <= *interval) continue;
    reporter_.error(
        record.place_of(field),
        fmt::format("`{}` of {}: it takes longer than from one to the next, which would be left out each time", field,
                    record.subject()),
        "take it less often, or make it faster");
  }
  if (made.interval && made.duration && !(interval && fixed(made.duration)) &&
      made.duration->mean() > made.interval->mean()) {
    reporter_.warning(
        record.place_of("takes"),
        fmt::format("{} takes longer on average than from one to the next: many are left out", record.subject()),
        "take it less often, or make it faster");
  }
  if (made.full_duration && made.full_every == 1) {
    reporter_.error(record.place_of("full takes"),
                    fmt::format("{} has `full takes`, but each of its backups is a full one", record.subject()),
                    "say `takes`; or add `full every: 7`");
  }
  if (made.full_every == 1 && record.has("full unreadable") && record.has("unreadable")) {
    reporter_.warning(record.place_of("full unreadable"),
                      fmt::format("each backup of {} is a full one: `unreadable` is about none", record.subject()),
                      "leave one of them out; or add `full every: 7`");
  }
  if (made.fails >= 1 || (made.unreadable >= 1 && made.full_unreadable >= 1)) {
    reporter_.warning(record.place(), fmt::format("{} never makes one that can be used", record.subject()), "");
  }
  const bool never_bad = made.unreadable == 0 && made.full_unreadable == 0 && !made.until_broken;
  if (made.test_interval && never_bad) {
    reporter_.warning(record.place_of("tested"),
                      fmt::format("{} is tested, but can always be read: the tests find nothing", record.subject()),
                      "add `unreadable: 1 %`, or `breaks: exponential 3 years`");
  }
}

void Lowering::replication(const Record& record, models::DataSet& made) {
  const Node* node = record.find("replication");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the replication of {}", record.subject());
  made.replication.emplace();
  if (!node->is_scalar()) {
    made.replication->lag = Record(*node, section("replication"), subject, context_).law("lag");
  } else if (trim(node->text) != "synchronous") {
    made.replication->lag = read_law(*node, subject, context_);
  }
  if (study_.platform.services[made.service].preference) return;
  reporter_.error(node->place,
                  fmt::format("{} has a `replication`, but {} does not send its traffic to one of several services",
                              record.subject(), quote(study_.platform.services[made.service].name)),
                  "the nodes of a service each have a copy anyway; or let the service `prefers` another one");
}

void Lowering::restore(const Record& record, models::DataSet& made) {
  const Node* node = record.find("restore");
  if (node == nullptr) return;
  const std::string subject = fmt::format("the restore of {}", record.subject());
  if (node->is_scalar()) {
    made.restore = read_law(*node, subject, context_);
    return;
  }
  const Record fields(*node, section("restore"), subject, context_);
  made.until_noticed = fields.law("noticed after");
  if (made.until_noticed && study_.platform.services[made.service].preference) {
    reporter_.error(
        fields.place_of("noticed after"),
        fmt::format("{} has `noticed after`, but {} prefers other services, and notices when the one in use is down",
                    subject, quote(study_.platform.services[made.service].name)),
        "say `time to notice` or `detected by` of the service");
    made.until_noticed = nullptr;
  }
  made.preparation = fields.law("preparation");
  made.restore = fields.law("takes");
  made.afresh = fields.law("afresh");
}

/// What belongs together, and what would have no effect.
void Lowering::check_data(const Record& record, const models::DataSet& made) {
  const models::Service& service = study_.platform.services[made.service];
  for (std::size_t i = 0; i < study_.platform.data.size(); ++i) {
    if (study_.platform.data[i].service != made.service) continue;
    reporter_.error(record.place_of("of"),
                    fmt::format("{} is of {}, and so is {} already", record.subject(), quote(service.name),
                                quote(study_.platform.data[i].name)),
                    "make one of the two, or give each a service of its own");
  }
  for (const models::Operand& operand : service.operands) {
    const bool is_service = operand.kind == models::Operand::Kind::service;
    if (operand.kind == models::Operand::Kind::nodes ||
        (is_service && !study_.platform.nodes_beneath(operand.index).empty()))
      continue;
    reporter_.error(
        record.place_of("of"),
        fmt::format("{} is of {}, which counts domains: there are no nodes that could hold it", record.subject(),
                    quote(is_service ? study_.platform.services[operand.index].name : service.name)),
        "let the data be of a service over nodes");
    break;
  }
  bool any_bandwidth = false;
  for (const models::BackupSchedule& each : made.backups) {
    if (!each.store) continue;
    const models::Store& store = study_.platform.stores[*each.store];
    any_bandwidth = any_bandwidth || store.bytes_per_second > 0;
    if (store.service == made.service) {
      reporter_.error(record.place_of("backups"),
                      fmt::format("{} keeps backups in {}, which is a part of {} itself: they would be lost, and down, "
                                  "together",
                                  record.subject(), quote(store.name), quote(service.name)),
                      "let the store be another service");
    }
  }
  if (any_bandwidth && made.bytes == 0 && !made.restore) {
    reporter_.error(record.place(),
                    fmt::format("{} is restored from a store with a bandwidth, but has no size", record.subject()),
                    "add `size: 1 TB`, or say how long a restore `takes`");
  }
  check_restore(record, made, any_bandwidth);
  const bool may_move = service.preference && !made.replication;
  const std::vector<std::size_t> nodes = study_.platform.nodes_beneath(made.service);
  const bool may_be_lost =
      std::any_of(nodes.begin(), nodes.end(), [&](std::size_t each) { return may_lose_data(each); });
  if (!made.corruption && !may_move && !reporter_.has_errors() && !may_be_lost) {
    reporter_.warning(record.place(), fmt::format("nothing can happen to {}", record.subject()),
                      "add `loses data: true` to a failure of its nodes or domains, or a `corruption`");
  }
  if (made.backups.empty() && !made.replication) {
    reporter_.warning(record.place(), fmt::format("{} has no backups: each loss is one of all data", record.subject()),
                      "add `backups: {nightly: {every: 1 d}}`");
  }
}

void Lowering::check_restore(const Record& record, const models::DataSet& made, bool any_bandwidth) {
  if (any_bandwidth && made.restore) {
    reporter_.warning(record.place_of("restore"),
                      fmt::format("the restore of {} `takes` what it says: the bandwidth of its stores does not count",
                                  record.subject()),
                      "leave `takes` out, or the `bandwidth`");
  }
  if (!made.restore && !made.backups.empty() && !any_bandwidth) {
    reporter_.warning(record.place(), fmt::format("a restore of {} takes no time", record.subject()),
                      "add `restore: {takes: 2 h}`; or its `size`, and a `bandwidth` to the store of its backups");
  }
}

/// Whether a node, or a domain around it, may fail with what is on it.
bool Lowering::may_lose_data(std::size_t node_class) const {
  const auto loses = [](const std::vector<models::FailureMode>& failures) {
    return std::any_of(failures.begin(), failures.end(), [](const auto& mode) { return mode.loses_data; });
  };
  const models::NodeClass& nodes = study_.platform.nodes[node_class];
  bool may = loses(nodes.failures);
  for (auto level = nodes.level; level; level = study_.platform.domains[*level].parent) {
    may = may || loses(study_.platform.domains[*level].failures);
  }
  return may;
}

}  // namespace nines::scenarios
