// SPDX-License-Identifier: Apache-2.0
// Included before every file of a verilated model and of Verilator's runtime: output goes to the instance's
// log, and vl_finish, vl_stop and vl_fatal are the shim's, which throws where the defaults end the process.
#ifndef MIXP_PRE_H_
#define MIXP_PRE_H_

#define VL_PRINTF mixp_printf
#define VL_USER_FINISH
#define VL_USER_STOP
#define VL_USER_FATAL

int mixp_printf(const char* format, ...) __attribute__((format(printf, 1, 2)));

#endif
