#include "bench/yardsticks.h"

#include "sim/random.h"

#include <boost/random/exponential_distribution.hpp>

#include <algorithm>
#include <utility>

namespace nines::bench {

void Account::add(const Account& trial) {
  events += trial.events;
  members_up_s += trial.members_up_s;
  downtime_s += trial.downtime_s;
  first_failure_s += trial.first_failure_s;
  outages += trial.outages;
}

Account BirthDeathLoop::run(std::uint64_t seed, std::uint32_t trial) const {
  Service service(pool_.needed, pool_.members);
  double now = 0, members_up_s = 0;
  std::uint32_t occurrence = 0;
  for (;; ++occurrence) {
    const double failing = service.up() * failures_per_second_;
    const double total = failing + std::min(pool_.members - service.up(), pool_.crew) * repairs_per_second_;
    MiniStream stream({seed, trial, 0, occurrence});
    const double next = now + boost::random::exponential_distribution<double>(total)(stream);
    if (next >= pool_.mission_s) break;
    members_up_s += service.up() * (next - now);
    now = next;
    if (static_cast<double>(stream() >> 11) * 0x1p-53 * total < failing) {
      service.lose(now);
    } else {
      service.gain(now);
    }
  }
  members_up_s += service.up() * (pool_.mission_s - now);
  Account account = service.close(pool_.mission_s);
  account.events = occurrence;
  account.members_up_s = members_up_s;
  return account;
}

IndexedHeapLoop::IndexedHeapLoop(const Pool& pool, LawPtr life, LawPtr repair)
    : pool_(pool),
      life_(std::move(life)),
      repair_(std::move(repair)),
      position_(pool.members),
      occurrence_(pool.members),
      is_up_(pool.members) {
  heap_.reserve(pool.members);
}

void IndexedHeapLoop::push(const Entry& entry) {
  heap_.push_back(entry);
  std::size_t at = heap_.size() - 1;
  while (at > 0 && entry.time < heap_[(at - 1) / 4].time) {
    place(at, heap_[(at - 1) / 4]);
    at = (at - 1) / 4;
  }
  place(at, entry);
}

void IndexedHeapLoop::replace_top(const Entry& entry) {
  std::size_t at = 0;
  for (std::size_t first = 1; first < heap_.size(); first = 4 * at + 1) {
    std::size_t least = first;
    const std::size_t end = std::min(first + 4, heap_.size());
    for (std::size_t child = first + 1; child < end; ++child) {
      if (heap_[child].time < heap_[least].time) least = child;
    }
    if (entry.time <= heap_[least].time) break;
    place(at, heap_[least]);
    at = least;
  }
  place(at, entry);
}

void IndexedHeapLoop::remove_top() {
  const Entry last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) replace_top(last);
}

Account IndexedHeapLoop::run(std::uint64_t seed, std::uint32_t trial) {
  Service service(pool_.needed, pool_.members);
  std::fill(is_up_.begin(), is_up_.end(), std::uint8_t{1});
  heap_.clear();
  for (std::uint32_t member = 0; member < pool_.members; ++member) {
    MiniStream stream({seed, trial, member, 0});
    occurrence_[member] = 1;
    const double time = life_->sample(stream).count();
    if (time < pool_.mission_s) push({time, member});
  }
  double since = 0, members_up_s = 0;
  std::uint64_t events = 0;
  while (!heap_.empty()) {
    const auto [now, member] = heap_.front();
    ++events;
    members_up_s += service.up() * (now - since);
    since = now;
    MiniStream stream({seed, trial, member, occurrence_[member]++});
    const bool fails = is_up_[member] != 0;
    if (fails) {
      service.lose(now);
    } else {
      service.gain(now);
    }
    is_up_[member] = fails ? 0 : 1;
    const double next = now + (fails ? repair_ : life_)->sample(stream).count();
    if (next < pool_.mission_s) {
      replace_top({next, member});
    } else {
      remove_top();
    }
  }
  members_up_s += service.up() * (pool_.mission_s - since);
  Account account = service.close(pool_.mission_s);
  account.events = events;
  account.members_up_s = members_up_s;
  return account;
}

}  // namespace nines::bench
