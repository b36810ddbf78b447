#include "models/build.h"
#include "sim/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nines::models {

namespace {

bool loses_data(const UnitClass& unit_class) {
  return std::any_of(unit_class.modes.begin(), unit_class.modes.end(),
                     [](const Mode& mode) { return mode.loses_data; });
}

class DataBuilder {
 public:
  explicit DataBuilder(Model& model) : model_(model), layout_(model.layout), own_group_(model.domains.size(), none) {
    for (std::uint32_t g = 0; g < model.groups.size(); ++g) {
      if (model.groups[g].self != none) own_group_[model.groups[g].self] = g;
    }
  }

  void run() {
    for (const Store& spec : model_.platform.stores) {
      StoreModel& store = model_.stores.emplace_back();
      store.spec = &spec;
    }
    for (std::uint32_t d = 0; d < model_.platform.data.size(); ++d) add_data(d);
  }

 private:
  void add_data(std::uint32_t d) {
    DataModel& data = model_.data.emplace_back();
    data.spec = &model_.platform.data[d];
    data.service = static_cast<std::uint32_t>(data.spec->service);
    ServiceModel& service = model_.services[data.service];
    if (service.data != none) {
      throw BuildError(service.name,
                       fmt::format("{} has two sets of data, {} and {}", service.name,
                                   model_.data[service.data].spec->name, data.spec->name),
                       "make one of them, or give each a service of its own");
    }
    service.data = d;
    data.selector = service.selector;
    add_holders(data, d);
    data.state = layout_.add_state<DataState>();
    data.coin = layout_.coins++;
    for (std::uint32_t b = 0; b < data.spec->backups.size(); ++b) add_schedule(data, d, b);
    data.records = layout_.add_state<BackupRecord>(data.most_records);
    data.first_stamp = layout_.stamps;
    layout_.stamps += DataModel::stamps + 2 * data.most_records;
    data.first_series = layout_.series;
    layout_.series += data_series;
    add_timers(data, d);
    data.loss_cause = add_cause(model_, data.spec->name + ".lost");
    data.unrecoverable_cause = add_cause(model_, data.spec->name + ".unrecoverable");
    if (data.spec->corruption) data.corruption_cause = add_cause(model_, data.spec->name + ".corruption");
  }

  void add_holders(DataModel& data, std::uint32_t d) {
    if (data.selector == none) {
      data.holders.push_back(copies_of(data.service, {d, 0}));
      return;
    }
    std::uint32_t holder = 0;
    for (const std::uint32_t s : model_.selectors[data.selector].preferred) {
      data.holders.push_back(copies_of(s, {d, holder++}));
    }
  }

  /// The groups of a service that hold copies; of each that loses its own, `held` is told.
  std::vector<CopyHolder> copies_of(std::size_t service, UnitClass::Held held) {
    std::vector<CopyHolder> copies;
    for (const std::size_t nodes : model_.platform.nodes_beneath(service)) {
      const std::uint32_t c = model_.class_of_nodes(nodes);
      tell_of_losses(c, held);
      for (const std::uint32_t g : model_.classes[c].groups) {
        CopyHolder holder{g, {}};
        for (std::uint32_t domain = model_.groups[g].domain; domain != none; domain = model_.domains[domain].parent) {
          const std::uint32_t own = own_group_[domain];
          if (own == none || !loses_data(model_.classes[model_.groups[own].unit_class])) continue;
          holder.inside.push_back(own);
          tell_of_losses(model_.groups[own].unit_class, held);
        }
        copies.push_back(std::move(holder));
      }
    }
    return copies;
  }

  void tell_of_losses(std::uint32_t c, UnitClass::Held held) {
    std::vector<UnitClass::Held>& all = model_.classes[c].holds;
    const bool known = std::any_of(all.begin(), all.end(), [&](const UnitClass::Held& each) {
      return each.data == held.data && each.holder == held.holder;
    });
    if (!known) all.push_back(held);
  }

  void add_schedule(DataModel& data, std::uint32_t d, std::uint32_t b) {
    ScheduleModel& schedule = data.schedules.emplace_back();
    schedule.spec = &data.spec->backups[b];
    schedule.state = layout_.add_state<ScheduleState>();
    schedule.coin = layout_.coins++;
    const BackupSchedule& spec = *schedule.spec;
    const LawPtr* laws[] = {&spec.duration,     &spec.full_duration, &spec.first,        &spec.interval,
                            &spec.until_broken, &spec.test_duration, &spec.test_interval};
    for (std::uint32_t purpose = 0; purpose < ScheduleModel::purposes; ++purpose) {
      if (*laws[purpose])
        schedule.timers[purpose] =
            add_timer(*laws[purpose], d, DataModel::purposes + b * ScheduleModel::purposes + purpose);
    }
    layout_.concurrent_timers += ScheduleModel::purposes;
    data.most_records += most_records(spec);
    if (spec.store) read_from(*spec.store, data.service, d);
  }

  static std::uint32_t most_records(const BackupSchedule& spec) {
    const double chain = static_cast<double>(spec.full_every);
    const double kept = spec.keeps > 0 ? static_cast<double>(spec.keeps) * chain
                                       : std::ceil(spec.kept / spec.interval->mean()) + 2 * chain;
    return static_cast<std::uint32_t>(std::min(kept, static_cast<double>(most_kept))) +
           2;  // one being written, one too many for a moment
  }

  void read_from(std::size_t s, std::uint32_t reader, std::uint32_t d) {
    StoreModel& store = model_.stores[s];
    if (!store.spec->service) return add_once(store.readers, d);
    const auto holds = static_cast<std::uint32_t>(*store.spec->service);
    store.copies = copies_of(holds, {d, none});
    const bool can_be_lost = std::any_of(store.copies.begin(), store.copies.end(), [&](const CopyHolder& copy) {
      return !copy.inside.empty() || loses_data(model_.classes[model_.groups[copy.group].unit_class]);
    });
    if (!can_be_lost) store.copies.clear();
    add_once(store.readers, d);
    add_once(model_.services[holds].dependents, reader);
  }

  static void add_once(std::vector<std::uint32_t>& list, std::uint32_t number) {
    if (std::find(list.begin(), list.end(), number) == list.end()) list.push_back(number);
  }

  void add_timers(DataModel& data, std::uint32_t d) {
    const DataSet& spec = *data.spec;
    const bool reads = std::any_of(spec.backups.begin(), spec.backups.end(), [&](const BackupSchedule& each) {
      return each.store && model_.platform.stores[*each.store].bytes_per_second > 0;
    });
    const LawPtr laws[] = {spec.corruption ? spec.corruption->interval : nullptr,
                           spec.corruption ? spec.corruption->until_noticed : nullptr,
                           spec.until_noticed,
                           spec.preparation,
                           !spec.restore && reads ? one_second() : spec.restore,
                           spec.log ? one_second() : nullptr,
                           spec.afresh};
    for (std::uint32_t purpose = 0; purpose < DataModel::purposes; ++purpose) {
      if (laws[purpose]) data.timers[purpose] = add_timer(laws[purpose], d, purpose);
    }
    layout_.concurrent_timers += DataModel::purposes;
  }

  std::uint32_t add_timer(const LawPtr& law, std::uint32_t d, std::uint32_t purpose) {
    return layout_.add_timer(law.get(),
                             {d, static_cast<std::uint16_t>(purpose), static_cast<std::uint16_t>(Owner::data)});
  }

  Model& model_;
  Layout& layout_;
  std::vector<std::uint32_t> own_group_;  ///< of each domain instance that fails itself
};

}  // namespace

const LawPtr& one_second() {
  static const LawPtr law = fixed_time(Seconds(1));
  return law;
}

void build_data(Model& model) { DataBuilder(model).run(); }

}  // namespace nines::models
