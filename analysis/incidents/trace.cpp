// One trial in the Trace Event Format of Chrome, which Perfetto reads, too (Duca, Sinclair: "Trace Event Format", Google, 2016).
#include "analysis/incidents/timeline.h"
#include "analysis/incidents/words.h"
#include "analysis/report/report.h"
#include "analysis/report/wording.h"

#include <nlohmann/json.hpp>

#include <map>
#include <utility>
#include <vector>

namespace nines::incidents {
namespace {

using Json = nlohmann::ordered_json;

enum Process { services = 1, domains = 2, units = 3, happenings = 4 };

/// Slices of one thread must not overlap, so that failures of one group that do are threads of their own.
struct Thread {
  std::size_t number = 0;
  double free_s = 0;
};

class Trace {
 public:
  Trace(const models::Model& model, const History& history) : model_(model), history_(history) {
    name_process(services, "services");
    name_process(domains, "failure domains");
    name_process(units, "units");
    name_process(happenings, "happenings");
    add_services();
    add_domains();
    add_units();
    add_flows();
    add_happenings();
  }

  Json take() { return std::move(events_); }

 private:
  static double microseconds(double seconds) { return seconds * 1e6; }

  void name_process(Process process, const char* name) {
    events_.push_back({{"ph", "M"}, {"pid", process}, {"name", "process_name"}, {"args", {{"name", name}}}});
  }

  void name_thread(Process process, std::size_t thread, const std::string& name) {
    events_.push_back(
        {{"ph", "M"}, {"pid", process}, {"tid", thread}, {"name", "thread_name"}, {"args", {{"name", name}}}});
  }

  void slice(Process process, std::size_t thread, const std::string& name, double from_s, double to_s, Json arguments) {
    events_.push_back({{"ph", "X"},
                       {"pid", process},
                       {"tid", thread},
                       {"name", name},
                       {"ts", microseconds(from_s)},
                       {"dur", microseconds(to_s - from_s)},
                       {"args", std::move(arguments)}});
  }

  void stretches(Process process, std::size_t thread, const std::vector<Stretch>& list) {
    for (const Stretch& stretch : list)
      slice(process, thread, std::string(report::words_for(stretch.phase)), stretch.from_s, stretch.to_s,
            Json::object());
  }

  void add_services() {
    for (std::size_t i = 0; i < model_.services.size(); ++i) name_thread(services, i + 1, model_.services[i].name);
    for (const ServiceOutage& outage : history_.services) {
      const std::string cause = outage.cause == none ? "no failure" : model_.causes[outage.cause].name;
      slice(services, outage.service + 1, "down", outage.from_s, outage.to_s,
            {{"begun by", cause}, {"ended", outage.ended}});
      stretches(services, outage.service + 1, outage.stretches);
    }
  }

  void add_domains() {
    std::map<std::uint32_t, bool> named;
    for (const DomainOutage& outage : history_.domains) {
      if (!std::exchange(named[outage.domain], true))
        name_thread(domains, outage.domain + 1, model_.place(outage.domain));
      slice(domains, outage.domain + 1, "not available", outage.from_s, outage.to_s, {{"ended", outage.ended}});
    }
  }

  std::size_t thread_for(const UnitFailure& failure) {
    std::vector<Thread>& rows = rows_[failure.group];
    for (Thread& row : rows) {
      if (row.free_s > failure.from_s) continue;
      row.free_s = failure.to_s;
      return row.number;
    }
    rows.push_back({++threads_, failure.to_s});
    name_thread(units, threads_, model_.unit_name(failure.group));
    return threads_;
  }

  void add_units() {
    for (const UnitFailure& failure : history_.units) {
      const std::size_t thread = thread_for(failure);
      unit_threads_.push_back(thread);
      const models::UnitClass& unit_class = model_.classes[model_.groups[failure.group].unit_class];
      slice(units, thread, unit_class.modes[failure.mode].spec->name, failure.from_s, failure.to_s,
            {{"ended", failure.ended}});
      stretches(units, thread, failure.stretches);
    }
  }

  /// From the failure to the outage that it began.
  void add_flows() {
    for (std::size_t i = 0; i < history_.services.size(); ++i) {
      const ServiceOutage& outage = history_.services[i];
      if (outage.begun_by == ServiceOutage::no_failure) continue;
      const Json common = {{"cat", "cause"}, {"name", "begins"}, {"id", i + 1}};
      Json from = common, to = common;
      from.update({{"ph", "s"},
                   {"pid", units},
                   {"tid", unit_threads_[outage.begun_by]},
                   {"ts", microseconds(history_.units[outage.begun_by].from_s)}});
      to.update({{"ph", "f"},
                 {"bp", "e"},
                 {"pid", services},
                 {"tid", outage.service + 1},
                 {"ts", microseconds(outage.from_s)}});
      events_.push_back(std::move(from));
      events_.push_back(std::move(to));
    }
  }

  void add_happenings() {
    name_thread(happenings, 1, "in words");
    for (const Event& event : history_.events) {
      Step step;
      step.at_s = event.at_s;
      step.what = event.what;
      step.index = event.index;
      step.mode = event.mode;
      events_.push_back({{"ph", "i"},
                         {"s", "t"},
                         {"pid", happenings},
                         {"tid", 1},
                         {"name", step_text(model_, step)},
                         {"ts", microseconds(event.at_s)}});
    }
  }

  const models::Model& model_;
  const History& history_;
  Json events_ = Json::array();
  std::map<std::uint32_t, std::vector<Thread>> rows_;  ///< of each group
  std::vector<std::size_t> unit_threads_;  ///< of each failure
  std::size_t threads_ = 0;
};

}  // namespace

std::string trace_json(const models::Study& study, std::size_t trial) {
  const auto model = models::build(study.platform);
  const History history = history_of(*model, study, trial);
  const Json document = {{"displayTimeUnit", "ms"},
                         {"otherData",
                          {{"title", study.title},
                           {"trial", trial},
                           {"seed", study.seed},
                           {"mission_s", study.mission.count()},
                           {"left_out", history.left_out},
                           {"nines", report::version()}}},
                         {"traceEvents", Trace(*model, history).take()}};
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nines::incidents
