"""How many nines will this system really have, and where do the others go?

    import nines

    shop = nines.load("shop.yaml")
    shop                                         # what it says, in a notebook as a table
    result = shop.run(precision=0.05)
    result.measures                              # a data frame: simulated, exact and by closed forms
    shop.with_({"nodes.web.count": 4}).run()     # the same with another node

Times are in seconds, rates per year (of 8760 h), availabilities are written as UNavailabilities, so that tiny ones stay
accurate: what each column holds is in ``unit``.
"""

from nines import plot
from nines._nines import Error, version as __version__
from nines.result import Measure, Result
from nines.scenario import Interrupted, Scenario, load, new, parse, sweep

__all__ = ["Error", "Interrupted", "Measure", "Result", "Scenario", "__version__", "load", "new", "parse", "plot", "sweep"]
