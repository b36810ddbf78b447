// SHA-256 (FIPS 180-4), for what a page's security policy allows: its own style and script, by their hashes.
#pragma once

#include <string>
#include <string_view>

namespace nines::page {

/// The digest in base64: "sha256-" and this is how a policy names a text.
std::string sha256_base64(std::string_view text);

}  // namespace nines::page
