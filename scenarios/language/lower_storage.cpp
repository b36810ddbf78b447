// Storage systems: redundancy, placement, rebuild, latent errors. Each is a service over its disks.
#include "models/storage_system.h"
#include "scenarios/language/bytes.h"
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::scenarios {

namespace {

constexpr const char* schemes = "write `3 copies`, `10+4`, `lrc 12+2+2` or `2 x (10+4)`";

/// Reads a scheme from left to right; the first problem counts.
class SchemeReader {
 public:
  explicit SchemeReader(std::string_view text) : text_(text), words_(text) {}

  Parsed<models::RedundancyScheme> read() {
    models::RedundancyScheme made = scheme(true);
    if (!words_.at_end()) refuse(fmt::format("{} is not understood", quote(words_.rest())), schemes);
    if (problem_) return *problem_;
    return made;
  }

 private:
  models::RedundancyScheme scheme(bool may_be_copied) {
    if (words_.take_word("lrc")) return code_with_local_parities();
    const std::size_t first = whole();
    if (words_.take_word("copies") || words_.take_word("copy"))
      return fit(first) ? models::replication(first) : empty();
    if (words_.take("+")) {
      const std::size_t parity = whole();
      return fit(first + parity) ? models::reed_solomon(first, parity) : empty();
    }
    if (may_be_copied && words_.take_word("x") && words_.take("(")) {
      const models::RedundancyScheme inner = scheme(false);
      if (!words_.take(")")) refuse(fmt::format("a bracket of {} is not closed", quote(text_)), schemes);
      return fit(first * inner.fragments) ? models::copies_of(first, inner) : empty();
    }
    refuse(fmt::format("{} is no redundancy scheme", quote(text_)), schemes);
    return empty();
  }

  models::RedundancyScheme code_with_local_parities() {
    const std::size_t data = whole();
    const bool first = words_.take("+");
    const std::size_t groups = whole();
    const bool second = words_.take("+");
    const std::size_t global = whole();
    if (!first || !second)
      refuse(fmt::format("{} is no local reconstruction code", quote(text_)), "write `lrc 12+2+2`");
    if (!fit(data + groups + global)) return empty();
    if (data % groups != 0) {
      refuse(fmt::format("{} data fragments are not divided evenly into {} local groups", data, groups),
             "let the first number be a multiple of the second");
      return empty();
    }
    return models::local_reconstruction(data, groups, global);
  }

  std::size_t whole() {
    const Parsed<long double> number = words_.number();
    const auto* value = std::get_if<long double>(&number);
    if (value != nullptr && *value >= 1 && *value == std::floor(*value) && *value <= models::most_fragments)
      return static_cast<std::size_t>(*value);
    refuse(fmt::format("{} is no redundancy scheme: numbers from 1 to {} are expected", quote(text_),
                       models::most_fragments),
           schemes);
    return 1;
  }

  bool fit(std::size_t fragments) {
    if (fragments > models::most_fragments)
      refuse(fmt::format("these are {} fragments, more than {}", fragments, models::most_fragments), "use fewer");
    return !problem_;
  }
  void refuse(const std::string& message, const std::string& hint) {
    if (!problem_) problem_ = Problem{message, hint};
  }
  static models::RedundancyScheme empty() { return models::replication(1); }

  std::string_view text_;
  Words words_;
  std::optional<Problem> problem_;
};

}  // namespace

void Lowering::storage(const std::vector<Record::Named>& all) {
  for (const auto& [mention, node] : all) {
    const Record record(*node, section("storage system"), fmt::format("the storage system {}", quote(mention.name)),
                        context_);
    models::Service& made = study_.platform.services.emplace_back();
    made.name = mention.name;
    storage_system(record, made);
  }
}

void Lowering::storage_system(const Record& record, models::Service& made) {
  models::StorageSystem system;
  const auto disks = resolve(record.reference("disks"), node_names_, "node class", record.subject());
  system.bytes = amount(record, "holds", parse_bytes).value_or(0);
  system.fragment_bytes = amount(record, "chunk", parse_bytes).value_or(0);
  system.disk_bytes = amount(record, "disk size", parse_bytes).value_or(0);
  if (const auto text = record.text("scheme")) {
    const Parsed<models::RedundancyScheme> scheme = SchemeReader(trim(*text)).read();
    if (const auto* problem = std::get_if<Problem>(&scheme)) {
      reporter_.error(record.place_of("scheme"), fmt::format("`scheme` of {}: {}", record.subject(), problem->message),
                      problem->hint);
      return;
    }
    system.scheme = std::get<models::RedundancyScheme>(scheme);
  }
  if (!disks || system.scheme.survives.empty() || !(system.bytes > 0)) return;
  system.nodes = *disks;
  node_counted_[*disks] = true;
  placement(record, system);
  rebuild(record, system);
  latent_errors(record, system);
  if (const auto count = record.count("readable with")) system.readable_with = *count;
  made.operands.push_back({models::Operand::Kind::nodes, system.nodes, 1});
  if (system.placement.level) made.operands.push_back({models::Operand::Kind::domains, *system.placement.level, 0});
  check_storage(record, system);
  made.storage = std::move(system);
}

void Lowering::placement(const Record& record, models::StorageSystem& system) {
  using Kind = models::FragmentPlacement::Kind;
  enum { random, partitioned, copysets, groups };
  const std::size_t choice = record.choice("placement").value_or(random);
  const auto needs = [&](const char* field, std::size_t wanted, const char* name, const char* example) {
    if (choice == wanted && !record.has(field)) {
      reporter_.error(record.place_of("placement"),
                      fmt::format("{} places fragments in {}, but has no `{}`", record.subject(), name, field),
                      example);
    } else if (choice != wanted && record.has(field)) {
      reporter_.error(record.place_of(field),
                      fmt::format("{} has a `{}`, but its placement is not `{}`", record.subject(), field, name),
                      fmt::format("say `placement: {}`, or leave it out", name));
    }
  };
  needs("scatter width", copysets, "copysets", "add `scatter width: 8`");
  needs("placement groups", groups, "groups", "add `placement groups: 4096`");
  const std::size_t fragments = system.scheme.fragments;
  models::FragmentPlacement& made = system.placement;
  if (choice == groups) {
    made.kind = Kind::groups;
    made.groups = record.count("placement groups").value_or(1);
  } else if (choice != random) {
    made.kind = Kind::copysets;
    const std::size_t width = record.count("scatter width").value_or(fragments - 1);
    made.groups_each = fragments > 1 ? std::max<std::size_t>(1, width / (fragments - 1)) : 1;
    if (choice == copysets && fragments > 1 && width % (fragments - 1) != 0) {
      reporter_.error(
          record.place_of("scatter width"),
          fmt::format("a scatter width of {} is no multiple of {}: with each group that a disk is in it shares "
                      "data with so many others",
                      width, fragments - 1),
          fmt::format("write {} or {}", width / (fragments - 1) * (fragments - 1),
                      (width / (fragments - 1) + 1) * (fragments - 1)));
    }
  }
  made.level = resolve(record.reference("spread over"), domain_names_, "domain level", record.subject());
}

void Lowering::rebuild(const Record& record, models::StorageSystem& system) {
  const Node* node = record.find("rebuild");
  if (node == nullptr) return;
  const Record fields(*node, section("rebuild"), fmt::format("the rebuild of {}", record.subject()), context_);
  models::Rebuild& made = system.rebuild.emplace();
  made.disk_bytes_per_second = amount(fields, "disk bandwidth", parse_byte_rate).value_or(1);
  made.bytes_per_second = amount(fields, "bandwidth", parse_byte_rate).value_or(0);
  made.most_endangered_first = fields.choice("order").value_or(0) == 0;
  for (const Node* item : fields.items("domain bandwidth")) {
    const std::string text = item->is_scalar() ? std::string(trim(item->text)) : std::string();
    const std::size_t per = text.rfind(" per ");
    const Place place = item->place;
    const std::string subject = fmt::format("`domain bandwidth` of {}", fields.subject());
    if (per == std::string::npos) {
      reporter_.error(place, fmt::format("{}: {} does not say of which domains", subject, quote(text)),
                      "write `1 GB/s per server`");
      continue;
    }
    const Parsed<double> rate = parse_byte_rate(std::string_view(text).substr(0, per));
    if (const auto* problem = std::get_if<Problem>(&rate))
      reporter_.error(place, fmt::format("{}: {}", subject, problem->message), problem->hint);
    const auto level = resolve(Mention{std::string(trim(std::string_view(text).substr(per + 5))), place}, domain_names_,
                               "domain level", subject);
    if (level && std::holds_alternative<double>(rate)) made.limits.push_back({*level, std::get<double>(rate)});
  }
}

void Lowering::latent_errors(const Record& record, models::StorageSystem& system) {
  const Node* node = record.find("latent errors");
  if (node == nullptr) return;
  const Record fields(*node, section("latent errors"), fmt::format("the latent errors of {}", record.subject()),
                      context_);
  const auto every = fields.duration("every"), scrub = fields.duration("scrub");
  if (!every || !scrub) return;
  system.errors = models::LatentErrors{1 / every->count(), scrub->count()};
  if (system.scheme.tolerated() == 0) {
    reporter_.error(node->place,
                    fmt::format("{} has no redundancy: what is unreadable is lost at once", record.subject()),
                    "leave the latent errors out, or count them among the failures of the disks");
  }
  if (!record.has("chunk")) {
    reporter_.error(node->place,
                    fmt::format("how much is lost with an error in {} depends on its `chunk`", record.subject()),
                    "add `chunk: 128 MB`");
  }
}

/// What does not fit together, or would have no effect.
void Lowering::check_storage(const Record& record, const models::StorageSystem& system) {
  using Kind = models::FragmentPlacement::Kind;
  const models::NodeClass& nodes = study_.platform.nodes[system.nodes];
  const double disks = instances(nodes.level) * static_cast<double>(nodes.count);
  const double fragments = static_cast<double>(system.scheme.fragments);
  const auto refuse = [&](const char* field, const std::string& message, const std::string& hint) {
    reporter_.error(record.has(field) ? record.place_of(field) : record.place(), message, hint);
  };
  if (!counts_known_) return;
  if (disks < fragments)
    refuse("scheme",
           fmt::format("{} needs {} disks for a stripe, but there are {:.0f}", record.subject(), fragments, disks),
           fmt::format("let there be more of {}", quote(nodes.name)));
  const bool in_groups = system.placement.kind == Kind::copysets;
  const double members = disks * static_cast<double>(system.placement.groups_each);
  if (in_groups && disks >= fragments && std::fmod(members, fragments) != 0)
    refuse("placement",
           fmt::format("{:.0f} disks, each in {} groups of {}, do not make a whole number of groups", disks,
                       system.placement.groups_each, fragments),
           fmt::format("let the number of {} be a multiple of {}", quote(nodes.name), fragments));
  if (system.placement.kind == Kind::random && !record.has("chunk"))
    refuse("holds", fmt::format("how many stripes {} has depends on its `chunk`", record.subject()),
           "add `chunk: 128 MB`, or say `placement: partitioned`");
  const std::size_t shared_with = system.placement.groups_each * (system.scheme.fragments - 1);
  if (record.has("scatter width") && in_groups && static_cast<double>(shared_with) > disks - 1)
    refuse("scatter width",
           fmt::format("a disk of {} cannot share its data with {} others: there are {:.0f} disks", record.subject(),
                       shared_with, disks),
           "lower it, or say `placement: random`");
  const std::size_t fewest = system.scheme.fragments - system.scheme.most_lost();
  if (system.readable_with > 0 && system.readable_with < fewest)
    refuse("readable with",
           fmt::format("{} fragments are not enough to read a stripe of {}: its data can be made from no fewer than {}",
                       system.readable_with, record.subject(), fewest),
           fmt::format("say `readable with: {}` or more, or leave it out", fewest));
  if (system.readable_with > system.scheme.fragments)
    refuse("readable with",
           fmt::format("{} fragments cannot be in reach: a stripe has {}", system.readable_with, fragments),
           "ask for fewer");
  const double raw = system.bytes * fragments / static_cast<double>(system.scheme.data_fragments);
  if (system.disk_bytes > 0 && raw > system.disk_bytes * disks)
    refuse("holds",
           fmt::format("with its redundancy {} needs {:.3g} TB, but its disks hold {:.3g} TB", record.subject(),
                       raw / 1e12, system.disk_bytes * disks / 1e12),
           "store less, or have more or larger disks");
  if (system.fragment_bytes > 0 && system.placement.kind == Kind::random) {
    const double stripes = system.stripes(disks);
    if (stripes > models::most_stripes)
      refuse("chunk",
             fmt::format("{} has {:.2g} stripes, more than {:.0e}", record.subject(), stripes, models::most_stripes),
             "let the chunks be larger, or say how many `placement groups` share their disks");
  }
  check_domains(record, system, disks);
  check_disks(record, system);
}

void Lowering::check_domains(const Record& record, const models::StorageSystem& system, double disks) {
  const models::NodeClass& nodes = study_.platform.nodes[system.nodes];
  for (const models::Rebuild::Limit& limit :
       system.rebuild ? system.rebuild->limits : std::vector<models::Rebuild::Limit>{}) {
    if (lies_within(nodes.level, limit.level)) continue;
    reporter_.error(record.place_of("rebuild"),
                    fmt::format("{} limits what passes a {}, but {} is not in one", record.subject(),
                                study_.platform.domains[limit.level].name, quote(nodes.name)),
                    "name a level around the disks");
  }
  if (!system.placement.level) return;
  const std::string& level = study_.platform.domains[*system.placement.level].name;
  if (!lies_within(nodes.level, *system.placement.level)) {
    reporter_.error(
        record.place_of("spread over"),
        fmt::format("{} is spread over {}, but {} is not in one", record.subject(), quote(level), quote(nodes.name)),
        fmt::format("say `count: 12 per {}` of {}", level, quote(nodes.name)));
    return;
  }
  const double domains = instances(system.placement.level);
  if (domains >= static_cast<double>(system.scheme.fragments)) return;
  reporter_.error(
      record.place_of("spread over"),
      fmt::format("each {} has at most one of the {} fragments of a stripe, but there are {:.0f} for {:.0f} disks",
                  quote(level), system.scheme.fragments, domains, disks),
      "have more of them, use fewer fragments, or spread over a level further down");
}

void Lowering::check_disks(const Record& record, const models::StorageSystem& system) {
  const models::NodeClass& nodes = study_.platform.nodes[system.nodes];
  bool loses = false;
  for (const models::FailureMode& mode : nodes.failures) {
    loses = loses || mode.loses_data;
    if (!mode.loses_data || mode.takes_down == models::TakesDown::unit) continue;
    reporter_.error(node_places_[system.nodes],
                    fmt::format("{} of {} loses what {} stores, but does not take the disk down alone",
                                quote(mode.name), quote(nodes.name), record.subject()),
                    "let it take down the node");
  }
  for (auto level = nodes.level; level; level = study_.platform.domains[*level].parent) {
    for (const models::FailureMode& mode : study_.platform.domains[*level].failures) {
      if (!mode.loses_data) continue;
      reporter_.error(level_places_[*level],
                      fmt::format("{} of {} loses data, but what {} stores is lost with its disks", quote(mode.name),
                                  quote(study_.platform.domains[*level].name), record.subject()),
                      fmt::format("let a shock `per: {}` with `loses data: true` hit {}",
                                  study_.platform.domains[*level].name, quote(nodes.name)));
    }
  }
  if (!loses && !reporter_.has_errors()) {
    reporter_.warning(record.place(), fmt::format("nothing that {} stores is ever lost", record.subject()),
                      fmt::format("add `loses data: true` to a failure of {}", quote(nodes.name)));
  }
}

}  // namespace nines::scenarios
