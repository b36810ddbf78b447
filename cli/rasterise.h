// PNG and PDF from SVG, by rsvg-convert, where it is installed.
#pragma once

#include <string>

namespace nines::cli {

bool can_rasterise();

/// `format`: "png" or "pdf". Throws std::runtime_error if rsvg-convert fails.
std::string rasterised(const std::string& svg, const std::string& format);

}  // namespace nines::cli
