// Hand-written loops, each for exactly one problem: what a good engineer would write without a model in between.
//
// They draw the same laws from the same generator as nines does (a Philox mini-stream for each draw, Boost's ziggurat,
// the law objects of sim/), one draw for each event, and keep the same account: the integral of the members that are
// up, and of the k-of-n service its downtime, its outages and its first failure.
#pragma once

#include "sim/law.h"

#include <cstdint>
#include <vector>

namespace nines::bench {

/// What one trial of N members and a k-of-n service leaves behind.
struct Account {
  std::uint64_t events = 0;
  double members_up_s = 0;  ///< integral over the mission
  double downtime_s = 0, first_failure_s = 0;
  std::uint64_t outages = 0;

  void add(const Account& trial);
};

/// A k-of-n service, told when members come and go.
class Service {
 public:
  Service(std::uint32_t needed, std::uint32_t members) : needed_(needed), up_(members) {}

  std::uint32_t up() const { return up_; }
  void lose(double now_s) {
    if (up_-- != needed_) return;
    down_since_s_ = now_s;
    if (account_.outages++ == 0) account_.first_failure_s = now_s;
  }
  void gain(double now_s) {
    if (++up_ == needed_) account_.downtime_s += now_s - down_since_s_;
  }
  /// The account at the end of the mission; members' up time and events are the caller's.
  Account close(double mission_s) {
    if (up_ < needed_) account_.downtime_s += mission_s - down_since_s_;
    if (account_.outages == 0) account_.first_failure_s = mission_s;
    return account_;
  }

 private:
  std::uint32_t needed_, up_;
  double down_since_s_ = 0;
  Account account_;
};

struct Pool {
  std::uint32_t members = 0, needed = 0;
  std::uint32_t crew = 0;  ///< repairs at once; `members` if each has its own
  double mission_s = 0;
};

/// N exchangeable members, exponential lives and repairs: a birth-death process of the number that is up.
class BirthDeathLoop {
 public:
  BirthDeathLoop(const Pool& pool, double failures_per_second, double repairs_per_second)
      : pool_(pool), failures_per_second_(failures_per_second), repairs_per_second_(repairs_per_second) {}

  Account run(std::uint64_t seed, std::uint32_t trial) const;

 private:
  Pool pool_;
  double failures_per_second_, repairs_per_second_;
};

/// N members with clocks of their own in a 4-ary heap. Indexed, so that any member's clock could be moved or stopped.
class IndexedHeapLoop {
 public:
  IndexedHeapLoop(const Pool& pool, LawPtr life, LawPtr repair);

  Account run(std::uint64_t seed, std::uint32_t trial);

 private:
  struct Entry {
    double time;
    std::uint32_t member;
  };
  void place(std::size_t at, const Entry& entry) {
    heap_[at] = entry;
    position_[entry.member] = static_cast<std::uint32_t>(at);
  }
  void push(const Entry& entry);
  void replace_top(const Entry& entry);
  void remove_top();

  Pool pool_;
  LawPtr life_, repair_;
  std::vector<Entry> heap_;
  std::vector<std::uint32_t> position_, occurrence_;
  std::vector<std::uint8_t> is_up_;
};

}  // namespace nines::bench
