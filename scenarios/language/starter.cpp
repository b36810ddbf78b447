#include "scenarios/language/scenario.h"

namespace nines::scenarios {

std::string starter_scenario() {
  return R"(# A scenario for nines. Try:  nines check FILE   nines run FILE   nines explain FILE --trial 1
nines: 1                       # the version of the language

title: A shop on two zones
description: >
  A web server in each of two zones, and a database with a standby,
  looked after by one technician.

mission: 1 year                # the length of each simulated history
trials: 10000                  # or, for an answer as exact as you need:  precision: 2 % on shop.availability
seed: 1
objectives:
  - shop availability >= 99.9 %
  - shop downtime <= 24 h per year in 9 years of 10

parameters:                    # change them with  --set parameters.life=5years
  life: 3 years                # mean time between hardware faults of a server

domains:                       # what fails together; any names
  zone:
    count: 2
    failures:
      power:
        time to failure: exponential 4 years
        time to repair: exponential 2 h
    # restart: exponential 5 min   # from the return of power until the servers are back; makes the chain twice as large

nodes:
  web:
    count: 1 per zone          # one in each of the two
    failures:
      hardware:                # waits for the technician and for a part
        time to failure: exponential $life
        time to repair: exponential 4 h
        # other laws: `weibull $life shape 1.5` (wears out), `lognormal median 3 h p95 12 h`; `nines laws` has them all
        crew: technician
        spares: servers
      crash:                   # restarts by itself
        time to failure: exponential 30 d
        time to repair: exponential 40 s
  database:
    count: 2
    failures:
      hardware:
        time to failure: exponential $life
        time to repair: exponential 4 h
        crew: technician
        spares: servers
        beta: 5 %              # this share of the faults strikes both at once

crews:
  technician: {size: 1, order: first come}

spares:
  servers: {stock: 2, replenishment: exponential 7 d}

services:
  pages:
    needs: 1 of web
  data:
    needs: 1 of database
    standby: hot
    takeover: {time: exponential 30 s, coverage: 98 %, recovery: exponential 1 h, interrupts: true}
  shop:
    needs: all of [pages, data]
)";
}

}  // namespace nines::scenarios
