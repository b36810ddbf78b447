// Charts for notebooks.
#pragma once

#include <pybind11/pybind11.h>

namespace nines::python {

void bind_plots(pybind11::module_& m);

}  // namespace nines::python
