// A beat every cycle through the PE, group after group: all products of a 4-bit weight and an 8-bit activation, over
// and over. Argument: cycles to run. Prints seconds by the wall, seconds by the processor, and the cycles in which the
// dot product or what is passed on is wrong. GROUP and RESET come from the compiler's command line.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include "model.h"

double sc_time_stamp() { return 0; }

int main(int, char** arguments) {
  const long cycles = atol(arguments[1]);
  VerilatedContext context;
  MODEL model{&context};
  unsigned long mismatches = 0;
  uint32_t sum = 0;
  uint32_t dot = 0;
  model.shift_i = 0;
  model.dot_i = 0;
  const std::clock_t cpu = std::clock();
  const auto start = std::chrono::steady_clock::now();
  for (long i = 0; i < cycles; ++i) {
    const long beat = i - RESET;
    model.rst_ni = beat >= 0;
    model.first_i = beat >= 0 && beat % GROUP == 0;
    model.last_i = beat >= 0 && beat % GROUP == GROUP - 1;
    model.x_i = (beat >> 4) & 255;
    model.w_i = beat & 15;
    model.clk_i = 0;
    model.eval();
    if (beat > 0) {
      const long before = beat - 1;
      const uint32_t x = (before >> 4) & 255;
      const uint32_t w = before & 15;
      if (before % GROUP == 0) {
        dot = sum;
        sum = 0;
      }
      const bool same = model.x_o == x && model.w_o == w && model.first_o == (before % GROUP == 0)
          && model.last_o == (before % GROUP == GROUP - 1) && (before < GROUP || model.dot_o == (dot & 0x7ffffu));
      mismatches += !same;
      sum += w * static_cast<int8_t>(x);
    }
    model.clk_i = 1;
    model.eval();
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  const double cpu_time = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  printf("%.9f %.6f %lu\n", time.count(), cpu_time, mismatches);
}
