// All products of a 4-bit weight and an 8-bit activation, over and over, each added to another state: driven and
// checked, as a user of Verilator would by hand. Argument: vectors to run. Prints seconds by the wall, seconds by the
// processor, and mismatches.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include "model.h"

double sc_time_stamp() { return 0; }

int main(int, char** arguments) {
  const long vectors = atol(arguments[1]);
  VerilatedContext context;
  MODEL model{&context};
  unsigned long mismatches = 0;
  const std::clock_t cpu = std::clock();
  const auto start = std::chrono::steady_clock::now();
  for (long i = 0; i < vectors; ++i) {
    const uint32_t code = static_cast<uint32_t>(i);
    const uint32_t w = code & 15;
    const uint32_t x = (code >> 4) & 255;
    const uint32_t state = (code * 0x9e3779b1u) >> 13;
    model.w_i = w;
    model.x_i = x;
    model.state_i = state;
    model.eval();
    mismatches += model.state_o != ((state + w * static_cast<int8_t>(x)) & 0x7ffffu);
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  const double cpu_time = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  printf("%.9f %.6f %lu\n", time.count(), cpu_time, mismatches);
}
