// One GEMM tile after the other through the array, without a pause: every cycle draws all operands and hashes all
// valid results. Argument: cycles to run. Prints seconds by the wall, seconds by the processor, and the hash. BEATS,
// GROUPS, RESET and COLUMNS come from the compiler's command line.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include "model.h"

double sc_time_stamp() { return 0; }

static uint64_t state = 0x9e3779b97f4a7c15u;

static inline uint64_t draw() {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static inline void fill(QData& port, uint64_t mask) { port = draw() & mask; }

template <std::size_t Words>
static inline void fill(VlWide<Words>& port, uint64_t mask) {
  for (std::size_t k = 0; k < Words; k += 2) {
    const uint64_t value = draw() & mask;
    port[k] = static_cast<uint32_t>(value);
    port[k + 1] = static_cast<uint32_t>(value >> 32);
  }
}

int main(int, char** arguments) {
  const uint64_t all = ~0ul;
  const uint64_t scales = 0x3fff3fff3fff3ffful;
  const long cycles = atol(arguments[1]);
  VerilatedContext context;
  MODEL model{&context};
  uint64_t hash = 0;
  const std::clock_t cpu = std::clock();
  const auto start = std::chrono::steady_clock::now();
  for (long i = 0; i < cycles; ++i) {
    const long beat = i - RESET;
    const bool last = beat >= 0 && beat % BEATS == BEATS - 1;
    model.rst_ni = beat >= 0;
    model.valid_i = beat >= 0;
    model.last_i = last;
    model.end_i = last && beat / BEATS % GROUPS == GROUPS - 1;
    fill(model.x_i, all);
    fill(model.w_i, all);
    fill(model.zero_i, all);
    fill(model.scale_i, scales);
    fill(model.x_scale_i, scales);
    model.clk_i = 0;
    model.eval();
    if (beat >= 0) {
      const uint32_t valid = model.y_valid_o;
      hash = (hash * 31 + model.ready_o) * 31 + valid;
      for (int c = 0; c < COLUMNS; ++c) hash = hash * 31 + (model.y_o[c] & -(valid >> c & 1));
    }
    model.clk_i = 1;
    model.eval();
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  const double cpu_time = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  printf("%.9f %.6f %lu\n", time.count(), cpu_time, hash);
}
