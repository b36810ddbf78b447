// The shape of everything that a trial can change, decided once when the model is built.
//
// A model is a generalised semi-Markov process (Glynn 1989, "A GSMP formalism for discrete event systems"): a state in
// one flat arena of bytes, clocks with laws and speeds, and what is observed. Two kinds of clock:
//
//   timer   one clock with any law, whose age survives pauses (speed 0) and changes of speed;
//   rate    a memoryless clock whose rate the behaviour sets as it likes, for instance (members up) x (failure rate).
//           The rates of one component run as one race: a single event in the queue, whoever wins.
#pragma once

#include "sim/law.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace nines {

using Offset = std::uint32_t;
inline constexpr std::uint32_t none = 0xFFFFFFFFu;

/// Who owns a clock: the behaviour's own kind and index, and what the clock is for.
struct ClockOwner {
  std::uint32_t index = 0;
  std::uint16_t purpose = 0;
  std::uint16_t kind = 0;
};

struct RaceSpec {
  std::uint32_t first_rate = 0, rates = 0;
  ClockOwner owner;

  /// For each rate of the race, the sum of those up to it; both tables are of all rates.
  void add_up(const double* rates_of_all, double* sums) const {
    double sum = 0;
    for (std::uint32_t rate = first_rate; rate < first_rate + rates; ++rate) sums[rate] = sum += rates_of_all[rate];
  }
};

/// A list in the arena that holds up to `capacity` numbers in order, behind a FifoHeader.
struct FifoSpec {
  Offset offset = 0;
  std::uint32_t capacity = 0;
};

/// Blocks of the state that may be exchanged without changing anything that matters: the racks of a zone, say.
/// Block i owns bytes [bytes + i*bytes_each, ...), and likewise its timers, rates, races and names.
struct SymmetricBlocks {
  std::uint32_t blocks = 0;
  Offset bytes = 0, bytes_each = 0;
  std::uint32_t timers = 0, timers_each = 0;
  std::uint32_t rates = 0, rates_each = 0;
  std::uint32_t names = 0, names_each = 0;  ///< the numbers that fifos hold
};

struct Layout {
  Offset fixed_bytes = 0;  ///< component state; zero when a trial starts
  Offset bytes = 0;        ///< with the lists behind it
  std::vector<FifoSpec> fifos;
  std::vector<const Law*> timer_law;
  std::vector<ClockOwner> timer_owner;
  std::vector<RaceSpec> races;
  std::vector<std::uint32_t> rate_race;  ///< rate -> race
  std::uint32_t coins = 0;               ///< streams of random decisions
  std::uint32_t conditions = 0, rewards = 0, causes = 0;
  std::vector<std::uint32_t> member_rewards;  ///< those that count members, of which it is counted how often one goes
  std::uint32_t stamps = 0;  ///< points in time that are no part of the state
  std::uint32_t series = 0;  ///< of numbers that are observed now and then
  std::size_t concurrent_timers = 0;  ///< at most so many timers run at once
  std::vector<SymmetricBlocks> symmetries;  ///< inner ones before outer ones

  std::uint32_t timers() const { return static_cast<std::uint32_t>(timer_law.size()); }
  std::uint32_t rates() const { return static_cast<std::uint32_t>(rate_race.size()); }

  std::uint32_t add_member_reward() {
    member_rewards.push_back(rewards);
    return rewards++;
  }

  /// Reserves zeroed state for `count` objects of a trivially copyable type.
  template <class T>
  Offset add_state(std::size_t count = 1) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t aligned = (fixed_bytes + alignof(T) - 1) / alignof(T) * alignof(T);
    fixed_bytes = static_cast<Offset>(aligned + sizeof(T) * count);
    return static_cast<Offset>(aligned);
  }

  std::uint32_t add_timer(const Law* law, ClockOwner owner) {
    timer_law.push_back(law);
    timer_owner.push_back(owner);
    return timers() - 1;
  }

  /// A race of `count` rates; returns the race.
  std::uint32_t add_race(std::uint32_t count, ClockOwner owner) {
    races.push_back({rates(), count, owner});
    rate_race.insert(rate_race.end(), count, static_cast<std::uint32_t>(races.size() - 1));
    return static_cast<std::uint32_t>(races.size() - 1);
  }
};

struct FifoHeader {
  std::uint32_t head, size;
};

/// An ordered list of numbers in the arena. A view: the numbers live behind the header.
class Fifo {
 public:
  Fifo(std::byte* at, std::uint32_t capacity)
      : header_(reinterpret_cast<FifoHeader*>(at)),
        items_(reinterpret_cast<std::uint32_t*>(at + sizeof(FifoHeader))),
        capacity_(capacity) {}

  std::uint32_t size() const { return header_->size; }
  std::uint32_t operator[](std::uint32_t i) const { return items_[wrap(header_->head + i)]; }
  void replace(std::uint32_t i, std::uint32_t item) { items_[wrap(header_->head + i)] = item; }
  void push_back(std::uint32_t item) { items_[wrap(header_->head + header_->size++)] = item; }
  void push_front(std::uint32_t item) {
    header_->head = header_->head == 0 ? capacity_ - 1 : header_->head - 1;
    items_[header_->head] = item;
    ++header_->size;
  }
  /// Takes out the i-th item; those behind it keep their order.
  std::uint32_t take(std::uint32_t i) {
    const std::uint32_t item = (*this)[i];
    for (; i > 0; --i) replace(i, (*this)[i - 1]);
    header_->head = wrap(header_->head + 1);
    if (--header_->size == 0) header_->head = 0;
    return item;
  }

 private:
  std::uint32_t wrap(std::uint32_t i) const { return i >= capacity_ ? i - capacity_ : i; }

  FifoHeader* header_;
  std::uint32_t* items_;
  std::uint32_t capacity_;
};

}  // namespace nines
