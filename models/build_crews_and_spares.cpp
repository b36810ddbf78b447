#include "models/build.h"

#include <algorithm>
#include <limits>
#include <set>

namespace nines::models {

namespace {

/// The number of lines up to which scanning all possible clients is cheaper than keeping a list.
constexpr std::size_t most_scanned = 64;

struct User {
  std::uint32_t unit_class, mode;
};

template <class Uses>
std::vector<User> users(const Model& model, Uses uses) {
  std::vector<User> found;
  for (std::uint32_t c = 0; c < model.classes.size(); ++c) {
    for (std::uint32_t m = 0; m < model.classes[c].modes.size(); ++m) {
      if (uses(model.classes[c].modes[m])) found.push_back({c, m});
    }
  }
  return found;
}

std::vector<std::uint32_t> clients_of(const Model& model, const std::vector<User>& users) {
  std::vector<std::uint32_t> clients;
  for (const User& user : users) {
    for (const std::uint32_t g : model.classes[user.unit_class].groups) {
      clients.push_back(model.groups[g].first_client + user.mode);
    }
  }
  return clients;
}

/// At most so many can be in line or be served at once.
std::size_t most_at_once(const Model& model, const std::vector<User>& users) {
  std::size_t most = 0;
  std::set<std::uint32_t> exclusive_counted;
  for (const User& user : users) {
    const UnitClass& unit_class = model.classes[user.unit_class];
    const bool exclusive =
        unit_class.ages != Ages::always && std::none_of(unit_class.modes.begin(), unit_class.modes.end(),
                                                        [](const Mode& mode) { return mode.unit_stays_up; });
    if (!exclusive || exclusive_counted.insert(user.unit_class).second) most += unit_class.members;
  }
  return most;
}

std::uint32_t add_fifo(Model& model, std::size_t capacity) {
  if (capacity > std::numeric_limits<std::uint32_t>::max() / 8) {
    throw BuildError(
        "a waiting line of more than 500 million units is not supported: raise the size of the crew, or "
        "let only one failure mode use it");
  }
  model.layout.fifos.push_back({0, static_cast<std::uint32_t>(capacity)});
  return static_cast<std::uint32_t>(model.layout.fifos.size() - 1);
}

bool all_priorities_differ(const Model& model, const std::vector<std::uint32_t>& clients) {
  std::set<int> seen;
  return std::all_of(clients.begin(), clients.end(), [&](std::uint32_t client) {
    const Client& who = model.clients[client];
    return seen.insert(model.classes[model.groups[who.group].unit_class].modes[who.mode].spec->priority).second;
  });
}

void build_crew(Model& model, std::uint32_t c) {
  CrewModel crew;
  crew.spec = &model.platform.crews[c];
  crew.busy = model.layout.add_state<std::uint32_t>();
  crew.coin = model.layout.coins++;
  const std::vector<User> served = users(model, [&](const Mode& mode) { return mode.crew == c; });
  const std::size_t most = most_at_once(model, served);
  crew.line.clients = clients_of(model, served);
  const std::size_t clients = crew.line.clients.size();
  const CrewOrder order = crew.spec->order;
  if (order == CrewOrder::inspection) {
    for (const User& user : served) crew.kinds.push_back({user.unit_class, user.mode});
    crew.waiting = model.layout.add_state<std::uint32_t>(served.size());
    crew.race = model.layout.add_race(static_cast<std::uint32_t>(served.size()),
                                      {c, 0, static_cast<std::uint16_t>(Owner::crew)});
  } else if (crew.spec->size >= most) {
    crew.line.clients.clear();  // nobody ever waits
  }
  const bool order_is_in_states =
      clients <= 1 ||
      (clients <= most_scanned && (order == CrewOrder::random || order == CrewOrder::inspection ||
                                   (order == CrewOrder::priority && all_priorities_differ(model, crew.line.clients))));
  if (!crew.line.clients.empty() && !order_is_in_states) {
    crew.line.clients.clear();
    crew.line.fifo = add_fifo(model, most);
    if (crew.spec->preemptive) crew.served = add_fifo(model, std::min(most, crew.spec->size));
  }
  model.crews.push_back(std::move(crew));
}

void build_spares(Model& model, std::uint32_t s) {
  SparesModel spares;
  spares.spec = &model.platform.spares[s];
  spares.state = model.layout.add_state<SparesState>();
  const ClockOwner owner{s, 0, static_cast<std::uint16_t>(Owner::spares)};
  const std::vector<User> served = users(model, [&](const Mode& mode) { return mode.spares == s; });
  const std::size_t most_on_order = spares.spec->stock + most_at_once(model, served);
  if (const LawPtr& law = spares.spec->replenishment) {
    if (const auto rate = law->exponential_rate()) {
      spares.replenished_per_second = *rate;
      spares.race = model.layout.add_race(1, owner);
    } else if (most_on_order > most_individuals) {
      throw BuildError("spares " + spares.spec->name +
                       ": so many parts on order need an exponential replenishment time");
    } else {
      spares.first_timer = model.layout.timers();
      for (std::size_t i = 0; i < most_on_order; ++i) model.layout.add_timer(law.get(), owner);
      model.layout.concurrent_timers += most_on_order;
    }
  }
  spares.line.clients = clients_of(model, served);
  if (spares.line.clients.size() > 1) {
    spares.line.clients.clear();
    spares.line.fifo = add_fifo(model, most_at_once(model, served));
  }
  model.spares.push_back(std::move(spares));
}

}  // namespace

void build_crews_and_spares(Model& model) {
  for (std::uint32_t c = 0; c < model.platform.crews.size(); ++c) build_crew(model, c);
  for (std::uint32_t s = 0; s < model.platform.spares.size(); ++s) build_spares(model, s);
}

}  // namespace nines::models
