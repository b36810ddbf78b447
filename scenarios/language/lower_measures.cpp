// Which services have what is measured, and what is said of those that have not.
#include "scenarios/language/lowering.h"

#include <fmt/format.h>

namespace nines::scenarios {

using models::Measure;

std::vector<std::string> measure_names() { return choices(*section("scenario").find("measures")); }

std::optional<Measure> measure_named(std::string_view name) {
  const std::vector<std::string> names = measure_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (same_key(names[i], name))
      return static_cast<Measure>(i);  // the table lists them in the order of the enumeration
  }
  return std::nullopt;
}

namespace {

/// What a balanced service says that has this measure.
const char* key_of(Measure measure) { return measure == Measure::degraded ? "degraded above" : "autoscaling"; }

/// Why no service has what is measured, and what to do about it.
Problem absent_everywhere(Measure measure, const std::string& name) {
  if (measure == Measure::served) {
    return {"`served` is the share of the requests that are served, but no service is `balanced`",
            "add `balanced: {load: 60 %}` to a service, or leave out `served`"};
  }
  if (measure == Measure::capacity_availability) {
    return {
        "`capacity availability` is measured of services without `autoscaling`, for members that are switched off "
        "are not missing, but there is none",
        "ask for `served` or `replicas`"};
  }
  if (measure == Measure::degraded || measure == Measure::replicas) {
    const char* key = key_of(measure);
    return {fmt::format("`{}` is measured of services that are `balanced` with `{}`, but there is none", name, key),
            fmt::format("add `{}` to one, or leave out `{}`", key, name)};
  }
  if (measure == Measure::finish_time || measure == Measure::finished) {
    return {fmt::format("`{}` is measured of services that a job with `work` runs on, but there is none", name),
            "add `work: 50 d` to a job, or leave it out"};
  }
  if (models::is_of_job(measure)) {
    return {fmt::format("`{}` is measured of services that a training job runs on, but there are no `jobs`", name),
            "add `jobs`, or leave it out"};
  }
  const bool stored = models::is_of_storage(measure);
  return {fmt::format("`{}` is measured of {}, but there {}", name, stored ? "storage systems" : "services with data",
                      stored ? "is no `storage`" : "are no `data`"),
          fmt::format("add `{}`, or leave it out", stored ? "storage" : "data")};
}

/// The same of one service.
Problem absent(const models::Platform& platform, std::size_t number, Measure measure) {
  const models::Service& service = platform.services[number];
  const std::string name = quote(service.name);
  if (measure == Measure::served) {
    return {fmt::format("`served` is the share of the requests that are served, but the service {} is not `balanced`",
                        name),
            fmt::format("add `balanced: {{load: 60 %}}` to {}", service.name)};
  }
  if (measure == Measure::capacity_availability) {
    return {fmt::format("{} has no `capacity availability`: members that its `autoscaling` has switched off are not "
                        "missing",
                        name),
            "ask for `served` or `replicas`"};
  }
  if (measure == Measure::degraded || measure == Measure::replicas) {
    const char* key = key_of(measure);
    return {fmt::format("the service {} is not `balanced` with `{}`", name, key),
            fmt::format("add `{}: {}` to its `balanced`", key, section("load balancing").find(key)->example)};
  }
  if (models::is_of_job(measure)) {
    if (models::has_measure(platform, number, Measure::ettr)) {
      return {fmt::format("the job on {} has no end", name), "add `work: 50 d` to the job, or ask for another measure"};
    }
    return {fmt::format("no training job runs on {}", name),
            fmt::format("add `jobs: {{NAME: {{of: {}, ...}}}}`, or ask for another measure", service.name)};
  }
  if (service.storage) {
    return {fmt::format("{} is a storage system, and has no such measure", name),
            "ask for durability, bytes lost, mttdl, rebuild time, ..."};
  }
  if (models::is_of_storage(measure)) {
    return {fmt::format("{} is not a storage system, and has no such measure", name),
            "ask for a measure of services, or of an entry of `storage`"};
  }
  return {fmt::format("the service {} has no data", name),
          fmt::format("add `data: {{NAME: {{of: {}, ...}}}}`, or ask for another measure", service.name)};
}

}  // namespace

void Lowering::refuse_measure_of_none(Measure measure, const Mention& mention) {
  const models::Platform& platform = study_.platform;
  for (std::size_t s = 0; s < platform.services.size(); ++s) {
    if (models::has_measure(platform, s, measure)) return;
  }
  if (reporter_.has_errors()) return;
  const Problem problem = absent_everywhere(measure, mention.name);
  reporter_.error(mention.place, problem.message, problem.hint);
}

std::optional<Lowering::Target> Lowering::checked(const Target& target, Place place, const std::string& subject) {
  if (models::has_measure(study_.platform, target.service, target.measure)) return target;
  if (reporter_.has_errors()) return std::nullopt;  // what it should have may be among what could not be read
  const Problem problem = absent(study_.platform, target.service, target.measure);
  reporter_.error(place, fmt::format("{}: {}", subject, problem.message), problem.hint);
  return std::nullopt;
}

}  // namespace nines::scenarios
