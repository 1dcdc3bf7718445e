// SPDX-License-Identifier: Apache-2.0
// The headers of every file of a verilated model, compiled before all models.
#ifndef MIXP_ALL_H_
#define MIXP_ALL_H_

#include "mixp_pre.h"

#include "verilated.h"
#if VM_COVERAGE
#include "verilated_cov.h"
#endif
#if VM_TRACE
#include "verilated_fst_c.h"
#endif

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <string>

#endif
