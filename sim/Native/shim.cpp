// SPDX-License-Identifier: Apache-2.0
// The C interface of one verilated model. No C++ type crosses it and no exception leaves it.
// mixp_ports.h, generated from the port table, gives Model, MIXP_IN_WORDS, MIXP_OUT_WORDS, MIXP_CLOCKED and
// MIXP_ABI, mixp_set, mixp_get, mixp_clock, mixp_clear, mixp_poke_port, mixp_peek_port.
#include "verilated.h"
#if VM_COVERAGE
#include "verilated_cov.h"
#endif
#if VM_TRACE
#include "verilated_fst_c.h"
#endif
#include "mixp_ports.h"

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <string>

namespace {

// The numbers are those of MixPe.Sim.Host.NativeStatus.
enum Status { kOk = 0, kFinish = 1, kStop = 2, kFatal = 3, kException = 4, kExcessBits = 5, kNoTrace = 6,
              kNoCoverage = 7, kCannotOpen = 8 };

constexpr size_t kLogLimit = 1 << 20;

struct Stopped {
  Status status;
  std::string message;
};

struct Instance {
  VerilatedContext context;
  std::unique_ptr<Model> model;
#if VM_TRACE
  std::unique_ptr<VerilatedFstC> trace;
#endif
  uint64_t cycle = 0;
  uint64_t traceFrom = 0;
  uint64_t traceUntil = 0;
  bool tracing = false;
  bool logFull = false;
  std::string log;
  std::string error;
};

// Verilator's callbacks carry no instance.
thread_local Instance* t_current = nullptr;

class Entry {
 public:
  explicit Entry(Instance* instance) {
    t_current = instance;
    Verilated::threadContextp(&instance->context);
  }
  ~Entry() { t_current = nullptr; }
};

[[noreturn]] void stop(Status status, const char* file, int line, const char* what) {
  std::string message = what;
  if (file && file[0]) message = std::string(file) + ":" + std::to_string(line) + ": " + message;
  throw Stopped{status, message};
}

template <typename Body>
int guarded(Instance* instance, Body body) {
  const Entry entry{instance};
  try {
    return body();
  } catch (const Stopped& stopped) {
    instance->error = stopped.message;
    return stopped.status;
  } catch (const std::exception& exception) {
    instance->error = exception.what();
    return kException;
  } catch (...) {
    instance->error = "unknown C++ exception";
    return kException;
  }
}

#if VM_TRACE
void closeTrace(Instance& s) {
  s.tracing = false;
  if (s.trace) s.trace->close();
  s.trace.reset();
}

void dump(Instance& s) {
  if (s.cycle < s.traceFrom) return;
  if (s.cycle < s.traceUntil) {
    s.trace->dump(static_cast<uint64_t>(s.context.time()));
  } else {
    closeTrace(s);
  }
}
#endif

inline void evaluate(Instance& s, Model& model) {
  model.eval();
#if VM_TRACE
  if (VL_UNLIKELY(s.tracing)) dump(s);
#endif
}

int run(Instance& s, const uint32_t* in, uint32_t* out, uint64_t n) {
  Model& model = *s.model;
  uint32_t excess = 0;
  for (uint64_t i = 0; i < n; ++i) {
    excess |= mixp_set(model, in);
#if MIXP_CLOCKED
    mixp_clock(model, 0);
    s.context.time(2 * s.cycle);
    evaluate(s, model);
    mixp_get(model, out);
    mixp_clock(model, 1);
    s.context.time(2 * s.cycle + 1);
    evaluate(s, model);
#else
    s.context.time(s.cycle);
    evaluate(s, model);
    mixp_get(model, out);
#endif
    ++s.cycle;
    in += MIXP_IN_WORDS;
    out += MIXP_OUT_WORDS;
  }
  return excess ? kExcessBits : kOk;
}

}  // namespace

int mixp_printf(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int size = vsnprintf(nullptr, 0, format, arguments);
  va_end(arguments);
  Instance* const s = t_current;
  if (s && size > 0 && !s->logFull) {
    if (s->log.size() + size > kLogLimit) {
      s->logFull = true;
      s->log += "\n(log full: the rest is not kept)\n";
    } else {
      const size_t at = s->log.size();
      s->log.resize(at + size + 1);
      vsnprintf(&s->log[at], size + 1, format, again);
      s->log.resize(at + size);
    }
  }
  va_end(again);
  return size;
}

void vl_finish(const char* file, int line, const char*) VL_MT_UNSAFE { stop(kFinish, file, line, "$finish"); }
void vl_stop(const char* file, int line, const char*) VL_MT_UNSAFE {
  stop(kStop, file, line, "$stop, $fatal, $error or a failed assertion");
}
void vl_fatal(const char* file, int line, const char*, const char* message) VL_MT_UNSAFE {
  stop(kFatal, file, line, message);
}

#pragma GCC visibility push(default)
extern "C" {

uint32_t mixp_abi() { return MIXP_ABI; }

uint32_t mixp_in_words() { return MIXP_IN_WORDS; }

uint32_t mixp_out_words() { return MIXP_OUT_WORDS; }

// seed: 1 to 2^31-1; Verilator takes 0 as "any".
void* mixp_create(uint32_t seed) {
  // A new seed restarts the random stream of every thread: one construction at a time keeps it reproducible.
  static std::mutex constructing;
  const std::lock_guard<std::mutex> lock{constructing};
  auto instance = std::make_unique<Instance>();
  Instance* const s = instance.get();
  const int status = guarded(s, [s, seed] {
#if VM_TRACE
    s->context.traceEverOn(true);
#endif
    s->context.randReset(2);
    s->context.randSeed(static_cast<int>(seed));
    s->model = std::make_unique<Model>(&s->context, "TOP");
    mixp_clear(*s->model);
    return kOk;
  });
  return status == kOk ? instance.release() : nullptr;
}

void mixp_destroy(void* instance) {
  Instance* const s = static_cast<Instance*>(instance);
  guarded(s, [s] {
#if VM_TRACE
    closeTrace(*s);
#endif
    return kOk;
  });
  const Entry entry{s};
  delete s;
}

int mixp_run(void* instance, const uint32_t* in, uint32_t* out, uint64_t n) {
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=] { return run(*s, in, out, n); });
}

int mixp_eval(void* instance) {
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=] {
    s->model->eval();
    return kOk;
  });
}

void mixp_poke(void* instance, uint32_t port, const uint32_t* words) {
  mixp_poke_port(*static_cast<Instance*>(instance)->model, port, words);
}

void mixp_peek(void* instance, uint32_t port, uint32_t* words) {
  mixp_peek_port(*static_cast<Instance*>(instance)->model, port, words);
}

uint64_t mixp_cycle(void* instance) { return static_cast<Instance*>(instance)->cycle; }

const char* mixp_error(void* instance) { return static_cast<Instance*>(instance)->error.c_str(); }

const char* mixp_log(void* instance) { return static_cast<Instance*>(instance)->log.c_str(); }

int mixp_trace_open(void* instance, const char* path, uint64_t from, uint64_t count) {
#if VM_TRACE
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=]() -> int {
    closeTrace(*s);
    s->trace = std::make_unique<VerilatedFstC>();
    s->model->trace(s->trace.get(), 99);
    s->trace->open(path);
    if (!s->trace->isOpen()) {
      s->trace.reset();
      return kCannotOpen;
    }
    s->traceFrom = from;
    s->traceUntil = from + count < from ? UINT64_MAX : from + count;
    s->tracing = true;
    return kOk;
  });
#else
  (void)instance, (void)path, (void)from, (void)count;
  return kNoTrace;
#endif
}

int mixp_trace_close(void* instance) {
#if VM_TRACE
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=] {
    closeTrace(*s);
    return kOk;
  });
#else
  (void)instance;
  return kNoTrace;
#endif
}

int mixp_coverage_clear(void* instance) {
#if VM_COVERAGE
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=] {
    s->context.coveragep()->zero();
    return kOk;
  });
#else
  (void)instance;
  return kNoCoverage;
#endif
}

int mixp_coverage_write(void* instance, const char* path) {
#if VM_COVERAGE
  Instance* const s = static_cast<Instance*>(instance);
  return guarded(s, [=] {
    s->context.coveragep()->write(path);
    return kOk;
  });
#else
  (void)instance, (void)path;
  return kNoCoverage;
#endif
}

}  // extern "C"
#pragma GCC visibility pop
