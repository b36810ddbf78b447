// What `nines optimise` found, as one HTML file: the best setting, and cost against nines.
#pragma once

#include "analysis/optimise/result.h"
#include "analysis/plot/figure.h"
#include "analysis/report/html/page_origin.h"

#include <string>

namespace nines::report {

/// The same parts give the same bytes.
std::string html(const optimise::OptimiseResult& result, const PageOrigin& origin);

/// All candidates, their costs against the nines of the service, with the front of those that no other one beats in both.
plot::Figure front_figure(const optimise::OptimiseResult& result);

}  // namespace nines::report
