"""How many nines will this system really have, and where do the others go?

    import nines

    shop = nines.load("shop.yaml")
    result = shop.run(precision=0.05)            # in a notebook: the table, and where the downtime goes
    result.measures                              # a data frame: simulated, exact and by closed forms
    more = shop.with_({"nodes.web.count": 4})    # the same with another node
    nines.compare(shop, more)                    # the difference, with its interval
    nines.sweep(shop, {"nodes.web.count": [2, 3, 4]}).points

Times are in seconds, rates per year (of 8760 h), availabilities are written as UNavailabilities, so that tiny ones stay
accurate: what each row holds is in ``unit``.
"""

from nines import plot
from nines._nines import Error, version as __version__
from nines.result import Audit, Difference, Importance, Measure, Result, Sweep
from nines.scenario import Interrupted, Scenario, audit, compare, load, new, parse, sweep

__all__ = [
    "Audit",
    "Difference",
    "Error",
    "Importance",
    "Interrupted",
    "Measure",
    "Result",
    "Scenario",
    "Sweep",
    "__version__",
    "audit",
    "compare",
    "load",
    "new",
    "parse",
    "plot",
    "sweep",
]
