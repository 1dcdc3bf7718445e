// SPDX-License-Identifier: Apache-2.0
// A combinational module as a function for all its instances: one model a thread, which keeps nothing from call to
// call. mixp_function.h, generated from the port table, is the function.
#include "verilated.h"
#include "mixp_ports.h"

#include <cstdint>

namespace {

struct Owner {
  VerilatedContext context;
  Model model{&context, "FUNCTION"};
};

thread_local Model* t_model = nullptr;

void make() {
  // A new context becomes the thread's: the caller's has to stay that.
  VerilatedContext* const caller = Verilated::threadContextp();
  static thread_local Owner owner;
  Verilated::threadContextp(caller);
  t_model = &owner.model;
}

inline Model& mixp_model() {
  if (VL_UNLIKELY(!t_model)) make();
  return *t_model;
}

}  // namespace

#include "mixp_function.h"
