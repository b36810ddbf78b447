#include "analysis/report/phase_colours.h"

namespace nines::report {

plot::Colour colour_of(models::OutagePhase phase) {
  using models::OutagePhase;
  using plot::Colour;
  switch (phase) {
    case OutagePhase::detection: return Colour::orange;
    case OutagePhase::decision: return Colour::purple;
    case OutagePhase::switchover: return Colour::blue;
    case OutagePhase::recovery: return Colour::red;
    case OutagePhase::spare_wait: return Colour::brown;
    case OutagePhase::crew_wait: return Colour::grey;
    case OutagePhase::repair: return Colour::teal;
    case OutagePhase::restart: return Colour::green;
    case OutagePhase::rotation: return Colour::olive;
    case OutagePhase::restore: return Colour::navy;
    case OutagePhase::replay: return Colour::pink;
    case OutagePhase::failback: break;
  }
  return Colour::sky;
}

}  // namespace nines::report
