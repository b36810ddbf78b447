// A storage cluster with each stripe kept by itself, on disks that are drawn for it: what models/stripes.h only counts. Written
// apart from the engine, and slow.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace nines::test {

struct BruteForceCluster {
  std::size_t disks = 12, racks = 0;  ///< 0: fragments may be on any disks; else one in a rack at most
  std::size_t stripes = 40, fragments = 3, tolerated = 2;
  double life_h = 100;
  double repair_h = 0;  ///< mean, exponential: what was on the disk is back with it; 0: fixed steps of a rebuild
  double step_h =
      0;  ///< of a rebuild: how long one fragment takes, those most endangered first; disks are not replaced
  double disk_per_h = 0;  ///< instead: fragments that each disk reads and writes in an hour; what is rebuilt shares it
  std::size_t reads = 1;  ///< then: fragments that are read to make one
};

struct BruteForceResult {
  double lost = 0;  ///< stripes
  double first_lost = 0;  ///< of these, those that had not been lost before
  bool any = false;
  double missing_fragment_h = 0;
  double fragments = 0, unfinished = 0;  ///< lost with disks, and not made again at the end; without losses of data
};

/// One history, from all good.
class BruteForce {
 public:
  BruteForce(const BruteForceCluster& cluster, std::uint64_t seed)
      : cluster_(cluster), random_(seed), down_(cluster.disks, false), was_lost_(cluster.stripes, false) {
    for (std::size_t s = 0; s < cluster.stripes; ++s) place(stripes_.emplace_back());
  }

  BruteForceResult run(double mission_h) {
    double now = 0, step_ends = never;
    while (true) {
      std::size_t failed = 0;
      for (const bool down : down_) failed += down ? 1 : 0;
      const double failures = static_cast<double>(cluster_.disks - failed) / cluster_.life_h;
      const double repairs = cluster_.repair_h > 0 ? static_cast<double>(failed) / cluster_.repair_h : 0;
      const double total = failures + repairs;
      const double next = total > 0 ? now + std::exponential_distribution<double>(total)(random_) : never;
      const double then = std::min({next, step_ends, mission_h});
      result_.missing_fragment_h += static_cast<double>(missing()) * (then - now);
      now = then;
      if (now >= mission_h) {
        result_.unfinished = static_cast<double>(missing());
        return result_;
      }
      if (now == step_ends) {
        mend_one();
        step_ends = never;
        if (cluster_.disk_per_h > 0 && --in_step_ > 0) step_ends = now + each_h_;
      } else if (std::uniform_real_distribution<double>(0, total)(random_) < failures) {
        fail(pick(false));
      } else {
        down_[pick(true)] = false;
      }
      if (cluster_.step_h > 0 && step_ends == never && missing() > 0) step_ends = now + cluster_.step_h;
      if (cluster_.disk_per_h > 0 && (step_ends == never || has_failed_) && missing() > 0) {
        // A failure changes the pace of what is under way, and leaves what is done of it.
        const double left = step_ends == never ? 1 : (step_ends - now) / each_h_;
        begin_step();
        step_ends = now + left * each_h_;
      }
      has_failed_ = false;
    }
  }

 private:
  static constexpr double never = 1e300;

  std::size_t rack_of(std::size_t disk) const { return disk % cluster_.racks; }
  bool may_hold(const std::vector<std::size_t>& stripe, std::size_t disk) const {
    if (down_[disk]) return false;
    for (const std::size_t other : stripe) {
      if (other == disk || (cluster_.racks > 0 && rack_of(other) == rack_of(disk))) return false;
    }
    return true;
  }
  /// With racks first the rack is drawn, and then the disk.
  void add(std::vector<std::size_t>& stripe) {
    std::uniform_int_distribution<std::size_t> any(0, cluster_.disks - 1);
    std::size_t disk = any(random_);
    while (!may_hold(stripe, disk)) disk = any(random_);
    stripe.push_back(disk);
  }
  void place(std::vector<std::size_t>& stripe) {
    while (stripe.size() < cluster_.fragments) add(stripe);
  }
  std::size_t pick(bool down) {
    std::uniform_int_distribution<std::size_t> any(0, cluster_.disks - 1);
    std::size_t disk = any(random_);
    while (down_[disk] != down) disk = any(random_);
    return disk;
  }
  std::size_t missing_of(const std::vector<std::size_t>& stripe) const {
    std::size_t lost = cluster_.fragments - stripe.size();
    for (const std::size_t disk : stripe) lost += down_[disk] ? 1 : 0;
    return lost;
  }
  std::size_t missing() const {
    std::size_t all = 0;
    for (const auto& stripe : stripes_) all += missing_of(stripe);
    return all;
  }
  void fail(std::size_t disk) {
    for (std::size_t s = 0; s < stripes_.size(); ++s) {
      const auto& stripe = stripes_[s];
      const std::size_t before = missing_of(stripe);
      std::size_t had = 0;
      for (const std::size_t each : stripe) had += each == disk ? 1 : 0;
      if (had > 0 && before == cluster_.tolerated) {
        result_.lost += 1, result_.any = true;
        result_.first_lost += was_lost_[s] ? 0 : 1;
        was_lost_[s] = true;
      }
    }
    down_[disk] = true;
    has_failed_ = true;
    if (cluster_.step_h == 0 && cluster_.disk_per_h == 0) return;
    for (auto& stripe : stripes_) {
      result_.fragments += static_cast<double>(std::erase(stripe, disk));
      if (cluster_.fragments - stripe.size() <= cluster_.tolerated) continue;
      stripe.clear();  // lost: other data take its place
      place(stripe);
    }
  }
  /// Over all stripes that have lost most: their disks read and write, and each new fragment goes to one disk.
  void begin_step() {
    std::size_t most = 0, disks = 0;
    for (const auto& stripe : stripes_) most = std::max(most, cluster_.fragments - stripe.size());
    in_step_ = 0;
    for (const auto& stripe : stripes_) in_step_ += cluster_.fragments - stripe.size() == most ? 1 : 0;
    for (const bool down : down_) disks += down ? 0 : 1;
    const double at_work = static_cast<double>(std::min(disks, in_step_ * cluster_.fragments));
    const double targets = static_cast<double>(std::min(disks, in_step_));
    each_h_ = 1 / (cluster_.disk_per_h * std::min(at_work / static_cast<double>(cluster_.reads + 1), targets));
  }
  void mend_one() {
    std::vector<std::size_t>* worst = nullptr;
    for (auto& stripe : stripes_) {
      if (worst == nullptr || stripe.size() < worst->size()) worst = &stripe;
    }
    add(*worst);
  }

  BruteForceCluster cluster_;
  std::mt19937_64 random_;
  std::vector<bool> down_, was_lost_;
  std::size_t in_step_ = 0;
  double each_h_ = 0;
  bool has_failed_ = false;
  std::vector<std::vector<std::size_t>> stripes_;
  BruteForceResult result_;
};

}  // namespace nines::test
