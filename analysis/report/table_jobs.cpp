#include "analysis/report/numbers.h"
#include "analysis/report/table.h"
#include "analysis/report/wording.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace nines::report {

std::string job_use(const RunResult& result, const TableStyle& style) {
  using enum Align;
  constexpr double full_width = 30, hour_s = 3600;
  std::string text;
  for (const JobUse& job : result.jobs) {
    TextTable table({left, right, left, right, right});
    table.header({"time spent on", "share", "", "time", job.gpus > 0 ? "GPU-hours" : ""});
    for (const JobUse::Part& part : job.parts) {
      if (!(part.share > 0)) continue;
      const double time_s = part.share * job.elapsed_s;
      const auto bar = static_cast<std::size_t>(std::lround(full_width * std::clamp(part.share, 0.0, 1.0)));
      table.row({Cell(std::string(words_for_job_time(part.name))), Cell(fmt::format("{:.2f} %", 100 * part.share)),
                 Cell(std::string(bar, '#')), Cell(duration_text(time_s)),
                 job.gpus > 0 ? Cell(significant(job.gpus * time_s / hour_s, 4)) : Cell()});
    }
    const std::string planned =
        job.planned_per_day > 0 ? fmt::format(", and {} planned", significant(job.planned_per_day, 3)) : "";
    text += "\n" +
            coloured(fmt::format("Where the time of the job {} went, {} on average", printable(job.job),
                                 duration_text(job.elapsed_s)),
                     Colour::bold, style.colour) +
            "\n" + table.render(2, style.colour) +
            fmt::format("  {} interruptions a day{}\n", significant(job.interruptions_per_day, 3), planned);
  }
  return text;
}

}  // namespace nines::report
