// Whether markup is well formed: every element that is opened is closed, in the right order, and no attribute is left open.
#pragma once

#include <string>
#include <vector>

namespace nines::markup {

/// Empty, or what is wrong. `void_elements` need no end (of HTML: meta, br).
inline std::string fault(const std::string& text, const std::vector<std::string>& void_elements = {"meta", "br"}) {
  std::vector<std::string> open;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    std::size_t end = at + 1;
    char quote = 0;
    for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
      if (quote == 0 && text[end] == '"') {
        quote = '"';
      } else if (text[end] == quote) {
        quote = 0;
      }
      if (quote == 0 && text[end] == '<') return "a tag within a tag: " + text.substr(at, 60);
    }
    if (end == text.size()) return "a tag that does not end: " + text.substr(at, 60);
    const std::string tag = text.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" \n/", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '!' || tag.back() == '/') continue;
    if (tag[0] == '/') {
      if (open.empty() || open.back() != name) return "</" + name + "> without its beginning";
      open.pop_back();
      continue;
    }
    bool is_void = false;
    for (const std::string& each : void_elements) is_void = is_void || each == name;
    if (is_void) continue;
    if (name == "script" || name == "style") {  // holds no markup
      at = text.find("</" + name, end);
      if (at == std::string::npos) return name + " does not end";
      at += name.size() + 2;
      continue;
    }
    open.push_back(name);
  }
  return open.empty() ? "" : "<" + open.back() + "> does not end";
}

}  // namespace nines::markup
