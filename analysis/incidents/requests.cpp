#include "analysis/incidents/requests.h"

#include "analysis/incidents/words.h"
#include "analysis/report/numbers.h"
#include "analysis/report/text_table.h"
#include "models/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nines::incidents {

using models::BalanceModel;
using models::Happening;
using report::duration_text;

namespace {

constexpr std::size_t most_losses = 5;  // that are told

}  // namespace

RequestTracer::RequestTracer(const models::Model& model)
    : Tracer(model),
      model_(model),
      balance_of_(model.layout.rewards, none),
      present_(model.balances.size()),
      totals_(model.balances.size()) {
  for (std::uint32_t b = 0; b < model.balances.size(); ++b) {
    const BalanceModel& balance = model.balances[b];
    for (const std::uint32_t reward :
         {balance.unserved_reward, balance.shed_reward, balance.degraded_reward, balance.on_reward}) {
      if (reward != none) balance_of_[reward] = b;
    }
    totals_[b].largest.reserve(most_losses + 1);
  }
}

void RequestTracer::happened(Happening what, std::uint32_t index, std::uint32_t mode, double now_s) {
  const bool of_scaling =
      what == Happening::member_starts || what == Happening::start_abandoned || what == Happening::member_stops;
  if (of_scaling) {
    const std::uint32_t service = model_.classes[model_.groups[index].unit_class].managed_by;
    RequestTotals& totals = totals_[model_.services[service].balance];
    totals.starts += what == Happening::member_starts ? 1 : 0;
    totals.abandoned += what == Happening::start_abandoned ? 1 : 0;
    totals.stops += what == Happening::member_stops ? 1 : 0;
  }
  Tracer::happened(what, index, mode, now_s);
}

void RequestTracer::reward(std::uint32_t number, double value, double now_s) {
  const std::uint32_t b = balance_of_[number];
  if (b == none) return;
  advance(b, now_s);
  const BalanceModel& balance = model_.balances[b];
  if (number == balance.unserved_reward) {
    set_lost(b, value, now_s);
  } else if (number == balance.shed_reward) {
    set_shed(b, value, now_s);
  } else if (number == balance.degraded_reward) {
    present_[b].degraded = value;
  } else {
    present_[b].members = value;
  }
}

void RequestTracer::end(double mission_s) {
  for (std::uint32_t b = 0; b < present_.size(); ++b) {
    advance(b, mission_s);
    keep(b);
  }
  Tracer::end(mission_s);
}

void RequestTracer::advance(std::uint32_t balance, double now_s) {
  Present& present = present_[balance];
  RequestTotals& totals = totals_[balance];
  const double passed_s = now_s - std::exchange(present.since_s, now_s);
  if (!(passed_s > 0)) return;
  totals.lost_s += present.lost * passed_s;
  totals.shed_s += present.shed * passed_s;
  totals.degraded_s += present.degraded * passed_s;
  totals.members_s += present.members * passed_s;
  totals.short_s += present.shed > 0 ? passed_s : 0;
  if (!(present.lost > 0)) return;
  totals.losing_s += passed_s;
  present.loss.lost_s += present.lost * passed_s;
  present.loss.shed_s += present.shed * passed_s;
  present.loss.to_s = now_s;
}

/// What ends and begins anew within one event goes on.
void RequestTracer::set_lost(std::uint32_t balance, double value, double now_s) {
  Present& present = present_[balance];
  const bool begins = !(present.lost > 0) && value > 0;
  present.lost = value;
  if (!begins || (present.has_lost && present.loss.to_s == now_s)) return;
  keep(balance);
  present.loss = {now_s, now_s, 0, 0};
  present.has_lost = true;
}

void RequestTracer::set_shed(std::uint32_t balance, double value, double now_s) {
  Present& present = present_[balance];
  const bool was = present.shed > 0, is = value > 0;
  present.shed = value;
  if (was && !is) present.shortage_ended_s = now_s;
  if (!was && is && present.shortage_ended_s != now_s) ++totals_[balance].shortages;
}

/// The loss under way is over.
void RequestTracer::keep(std::uint32_t balance) {
  Present& present = present_[balance];
  if (!std::exchange(present.has_lost, false) || !(present.loss.to_s > present.loss.from_s)) return;
  RequestTotals& totals = totals_[balance];
  ++totals.losses;
  const auto behind =
      std::upper_bound(totals.largest.begin(), totals.largest.end(), present.loss,
                       [](const LossOfRequests& a, const LossOfRequests& b) { return a.lost_s > b.lost_s; });
  totals.largest.insert(behind, present.loss);
  if (totals.largest.size() > most_losses) totals.largest.pop_back();
}

namespace {

/// Amounts of the requests of one service.
class Words {
 public:
  Words(const models::Balanced& balanced, double mission_s)
      : per_second_(balanced.requests_per_second * balanced.load),
        asked_s_(mission_s * models::relative_load(balanced, Seconds(mission_s))) {}

  double share(double amount_s) const { return asked_s_ > 0 ? amount_s / asked_s_ : 0; }
  /// "0.0021 %" or, where a load is a number of requests, "0.0021 % (1 230)".
  std::string amount(double amount_s) const {
    std::string percent = report::significant(100 * share(amount_s), 3) + " %";
    if (!(per_second_ > 0)) return percent;
    return fmt::format("{} ({})", percent, report::count_text(static_cast<std::uint64_t>(amount_s * per_second_)));
  }

 private:
  double per_second_, asked_s_;
};

std::string reason(const LossOfRequests& loss) {
  constexpr double nearly = 1 - 1e-9;
  if (loss.shed_s >= nearly * loss.lost_s) return "too little capacity";
  return loss.shed_s > 0 ? "too little capacity, and what went to failed members or could not be served"
                         : "went to failed members, or could not be served";
}

std::string members_line(const RequestTotals& totals, double mission_s) {
  return fmt::format("  Members: {} on at the mean; {} started, {} of these starts broken off, {} switched off\n",
                     report::significant(totals.members_s / mission_s, 3), report::count_text(totals.starts),
                     report::count_text(totals.abandoned), report::count_text(totals.stops));
}

std::string largest_losses(const RequestTotals& totals, const Words& words) {
  if (totals.largest.empty()) return "";
  report::TextTable table({report::Align::left, report::Align::right, report::Align::right, report::Align::left});
  table.header({"most were lost from", "for", "lost, of all", "because of"});
  for (const LossOfRequests& loss : totals.largest) {
    table.row(
        {clock_text(loss.from_s), duration_text(loss.to_s - loss.from_s), words.amount(loss.lost_s), reason(loss)});
  }
  return table.render(2, false);
}

}  // namespace

std::string requests_text(const models::Model& model, const RequestTracer& tracer, double mission_s) {
  std::string text;
  for (std::size_t b = 0; b < model.balances.size(); ++b) {
    const BalanceModel& balance = model.balances[b];
    const RequestTotals& totals = tracer.requests()[b];
    const Words words(*balance.spec, mission_s);
    text += fmt::format("Requests of {}: {} served, {} lost", report::printable(model.services[balance.service].name),
                        report::availability_text(words.share(totals.lost_s), 4), words.amount(totals.lost_s));
    if (totals.lost_s > 0) text += fmt::format(", of which {} for want of capacity", words.amount(totals.shed_s));
    if (balance.degraded_reward != none) text += fmt::format("; {} served degraded", words.amount(totals.degraded_s));
    text += "\n";
    if (totals.losses > 0)
      text +=
          fmt::format("  Some were lost {} times, for {} in all; too little capacity for what was asked {} times, {}\n",
                      report::count_text(totals.losses), duration_text(totals.losing_s),
                      report::count_text(totals.shortages), duration_text(totals.short_s));
    if (balance.on_reward != none) text += members_line(totals, mission_s);
    text += largest_losses(totals, words) + "\n";
  }
  return text;
}

}  // namespace nines::incidents
