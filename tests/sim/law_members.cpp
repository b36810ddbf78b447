#include "tests/sim/law_members.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace nines::testing {
namespace {

constexpr double hour = 3600;
using Given = std::map<std::string, double>;

class Collection {
 public:
  void scalar(const std::string& kind, const Given& given, std::vector<double> breaks_s = {}) {
    std::string name = kind;
    for (const auto& [parameter, value] : given) name += "_" + parameter + "_" + std::to_string(value);
    add({name, law_in(make_law(kind, given)), kind, given, std::move(breaks_s)});
  }
  void composed(const std::string& name, const LawResult& law, std::vector<double> breaks_s = {}) {
    add({name, law_in(law), "", {}, std::move(breaks_s)});
  }
  std::vector<LawMember> members() { return std::move(members_); }

 private:
  void add(LawMember member) {
    for (char& c : member.name) {
      if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    }
    members_.push_back(std::move(member));
  }
  std::vector<LawMember> members_;
};

void add_memoryless_and_bounded(Collection& all) {
  for (const double mean_s : {1e-6, 1.0, 1000 * hour, 1e12}) all.scalar("exponential", {{"mean", mean_s}});
  all.scalar("exponential", {{"rate", 2.5e-7}});
  all.scalar("exponential", {{"median", 30}});
  all.scalar("exponential", {{"p95", 4 * hour}});
  for (const double value_s : {1e-3, 40.0, 1e9}) all.scalar("fixed", {{"value", value_s}}, {value_s});
  all.scalar("uniform", {{"low", 0}, {"high", 0.5}}, {0.5});
  all.scalar("uniform", {{"low", 1.0}, {"high", 1.5}}, {1, 1.5});
  all.scalar("uniform", {{"low", 1e6}, {"high", 1e6 + 1}}, {1e6, 1e6 + 1});
  all.scalar("uniform", {{"low", 2}, {"mean", 5}}, {2, 8});
  all.scalar("uniform", {{"mean", 10}, {"cv", 0.25}}, {10 * (1 - 0.43301270189221935), 10 * (1 + 0.43301270189221935)});
}

void add_weibull(Collection& all) {
  for (const double shape : {0.25, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.5, 120.0, 9000.0}) {
    all.scalar("weibull", {{"shape", shape}, {"mean", 1000 * hour}});
  }
  all.scalar("weibull", {{"shape", 1.3}, {"scale", 20}});
  all.scalar("weibull", {{"shape", 0.8}, {"median", 5 * hour}});
  all.scalar("weibull", {{"shape", 2.2}, {"p95", 8 * hour}});
  for (const double cv : {0.001, 0.1, 0.5, 1.0, 2.0, 6.0}) all.scalar("weibull", {{"mean", 100}, {"cv", cv}});
  all.scalar("weibull", {{"median", 100}, {"p95", 101}});
  all.scalar("weibull", {{"median", 100}, {"p95", 2500}});
  all.scalar("weibull", {{"mean", 100}, {"p95", 110}});
  all.scalar("weibull", {{"mean", 100}, {"p95", 299.57}});
  all.scalar("weibull", {{"mean", 100}, {"p95", 460}});
}

void add_lognormal(Collection& all) {
  for (const double sigma : {1e-3, 0.1, 0.5, 1.2, 2.5})
    all.scalar("lognormal", {{"median", 2 * hour}, {"sigma", sigma}});
  all.scalar("lognormal", {{"median", 2 * hour}, {"p95", 10 * hour}});
  all.scalar("lognormal", {{"median", 30}, {"cv", 0.8}});
  all.scalar("lognormal", {{"mean", 1e-2}, {"cv", 3}});
  all.scalar("lognormal", {{"mean", 1e7}, {"cv", 0.01}});
  all.scalar("lognormal", {{"mean", 50}, {"sigma", 1}});
  all.scalar("lognormal", {{"mean", 50}, {"p95", 60}});
  all.scalar("lognormal", {{"mean", 50}, {"p95", 190}});
  all.scalar("lognormal", {{"p95", 50}, {"sigma", 0.4}});
}

void add_gamma(Collection& all) {
  for (const double shape : {0.1, 0.5, 1.0, 1.7, 9.0, 400.0, 1e5})
    all.scalar("gamma", {{"shape", shape}, {"mean", 700}});
  all.scalar("gamma", {{"shape", 2.5}, {"scale", 4}});
  all.scalar("gamma", {{"shape", 2.5}, {"median", 4}});
  all.scalar("gamma", {{"shape", 0.6}, {"p95", 4}});
  all.scalar("gamma", {{"mean", 4}, {"cv", 0.2}});
  all.scalar("gamma", {{"mean", 4}, {"cv", 2}});
  all.scalar("gamma", {{"median", 4}, {"cv", 1.3}});
  all.scalar("gamma", {{"median", 4}, {"p95", 5}});
  all.scalar("gamma", {{"median", 4}, {"p95", 60}});
  for (const double phases : {1.0, 2.0, 5.0, 12.0, 100.0})
    all.scalar("erlang", {{"phases", phases}, {"mean", 36 * hour}});
  all.scalar("erlang", {{"phases", 3}, {"rate", 0.125}});
}

void add_hyperexponential_and_normal(Collection& all) {
  for (const double cv : {1.0, 1.001, 2.0, 10.0, 100.0})
    all.scalar("hyperexponential", {{"mean", 2 * hour}, {"cv", cv}});
  all.scalar("hyperexponential", {{"p", 0.9}, {"mean1", 40}, {"mean2", 8 * hour}});
  for (const double sd_s : {1e-3, 1.0, 30.0, 100.0, 1e4}) all.scalar("normal", {{"mean", 100}, {"sd", sd_s}});
  all.scalar("normal", {{"mean", 4 * hour}, {"cv", 0.25}});
}

void add_composed(Collection& all) {
  const LawPtr short_repair = exponential_with_mean(Seconds{40});
  const LawPtr long_repair = law_in(make_law("lognormal", {{"median", 4 * hour}, {"sigma", 0.9}}));
  const LawPtr erlang = law_in(make_law("erlang", {{"phases", 3}, {"mean", 500}}));
  const LawPtr uniform = law_in(make_law("uniform", {{"low", 0}, {"high", 0.5}}));
  const LawPtr hyperexponential = law_in(make_law("hyperexponential", {{"mean", 100}, {"cv", 3}}));

  all.composed("mixture_of_continuous", make_mixture({{0.8, short_repair}, {0.2, long_repair}}));
  all.composed("mixture_of_phase_types", make_mixture({{0.5, short_repair}, {0.3, erlang}, {0.2, hyperexponential}}));
  all.composed("mixture_with_rare_part",
               make_mixture({{1 - 1e-6, short_repair}, {1e-6, exponential_with_mean(Seconds{1e7})}}));
  all.composed("mixture_with_atom", make_mixture({{0.7, short_repair}, {0.3, fixed_time(Seconds{60})}}), {60});
  all.composed(
      "mixture_of_atoms",
      make_mixture({{0.1, fixed_time(Seconds{1})}, {0.3, fixed_time(Seconds{2})}, {0.6, fixed_time(Seconds{7})}}),
      {1, 2, 7});
  all.composed("shifted_exponential", make_shifted(short_repair, Seconds{10}), {10});
  all.composed("shifted_uniform", make_shifted(uniform, Seconds{1}), {1, 1.5});
  all.composed("shifted_fixed", make_shifted(fixed_time(Seconds{0.2}), Seconds{0.1}), {0.1 + 0.2});
  all.composed("shifted_twice", make_shifted(law_in(make_shifted(long_repair, Seconds{60})), Seconds{1 * hour}),
               {60 + hour});
  all.composed("shifted_mixture_with_atom",
               make_shifted(law_in(make_mixture({{0.7, short_repair}, {0.3, fixed_time(Seconds{0.2})}})), Seconds{0.1}),
               {0.1, 0.1 + 0.2});

  const double year_s = year.count();
  all.composed("bathtub",
               make_piecewise_hazard({{Seconds{0.1 * year_s}, 2e-7}, {Seconds{5 * year_s}, 1e-8}, {never, 3e-7}}),
               {0.1 * year_s, 5 * year_s});
  all.composed("hazard_with_zero_start", make_piecewise_hazard({{Seconds{1000}, 0}, {never, 0.1}}), {1000});
  all.composed("hazard_with_zero_middle",
               make_piecewise_hazard({{Seconds{10}, 0.05}, {Seconds{500}, 0}, {never, 0.001}}), {10, 500});
  all.composed("hazard_nearly_certain_early", make_piecewise_hazard({{Seconds{1000}, 1}, {never, 1e-3}}), {1000});
  all.composed("hazard_one_piece", make_piecewise_hazard({{never, 0.25}}));

  all.composed("empirical",
               make_empirical({Seconds{3}, Seconds{1}, Seconds{4}, Seconds{1}, Seconds{5}, Seconds{9}, Seconds{2.6}}),
               {1, 2.6, 3, 4, 5, 9});
  all.composed("empirical_one_value", make_empirical({Seconds{3}}), {3});
  all.composed("empirical_with_zero", make_empirical({Seconds{0}, Seconds{0}, Seconds{10}}), {10});
  all.composed("empirical_shifted", make_shifted(law_in(make_empirical({Seconds{0.2}, Seconds{0.7}})), Seconds{0.1}),
               {0.1 + 0.2, 0.1 + 0.7});
}

}  // namespace

const std::vector<LawMember>& law_members() {
  static const std::vector<LawMember> all = [] {
    Collection collection;
    add_memoryless_and_bounded(collection);
    add_weibull(collection);
    add_lognormal(collection);
    add_gamma(collection);
    add_hyperexponential_and_normal(collection);
    add_composed(collection);
    return collection.members();
  }();
  return all;
}

LawPtr law_in(const LawResult& result) {
  if (const auto* error = std::get_if<LawError>(&result)) {
    std::fprintf(stderr, "%s: %s (%s)\n", error->parameter.c_str(), error->message.c_str(), error->hint.c_str());
    std::abort();
  }
  return std::get<LawPtr>(result);
}

}  // namespace nines::testing
