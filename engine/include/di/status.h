/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Status codes returned by every fallible function, in bands: input, model, run, solve, file,
 * memory. The table below is the only list: enum, stable text code and planner-readable
 * sentence come from it.
 */
#ifndef DI_STATUS_H
#define DI_STATUS_H

/* X(enum suffix, value, stable code for machines, sentence for people) */
#define DI_STATUS_TABLE(X)                                                                     \
    X(OK, 0, "ok", "Done")                                                                     \
    X(ERR_SYNTAX, 100, "syntax", "The file is not valid JSON")                                 \
    X(ERR_UNKNOWN_KEY, 101, "unknown_key", "The key is not known")                             \
    X(ERR_TYPE, 102, "type", "The value has the wrong type")                                   \
    X(ERR_RANGE, 103, "range", "The value is outside its range")                               \
    X(ERR_MISSING, 104, "missing", "A required value is missing")                              \
    X(ERR_REFERENCE, 105, "reference", "The value names something that does not exist")        \
    X(ERR_LIMIT, 106, "limit", "The input is larger than the documented limit")                \
    X(ERR_EXTENDS, 107, "extends", "The base scenario cannot be used")                         \
    X(ERR_INPUT, 108, "input", "The input is not valid")                                       \
    X(ERR_INCONSISTENT, 200, "inconsistent", "The inputs contradict each other")               \
    X(ERR_UNSUPPORTED, 201, "unsupported", "The scenario asks for what this method cannot do") \
    X(ERR_UNSTABLE, 202, "unstable", "The queue grows without bound")                          \
    X(ERR_INVARIANT, 300, "invariant", "A rule that must always hold was broken")              \
    X(ERR_INTERRUPTED, 301, "interrupted", "Stopped by the user")                              \
    X(ERR_INFEASIBLE, 400, "infeasible", "No plan keeps all limits")                           \
    X(ERR_TIME, 401, "time", "The time limit passed without a plan")                           \
    X(ERR_SOLVER, 402, "solver", "The solver gave up")                                         \
    X(ERR_FILE, 500, "file", "A file could not be read or written")                            \
    X(ERR_EXISTS, 501, "exists", "The file or folder already exists")                          \
    X(ERR_MEMORY, 600, "memory", "Not enough memory")                                          \
    X(ERR_INTERNAL, 900, "internal", "Internal error")

#define DI_STATUS_ENUM(suffix, value, code, text) DI_##suffix = (value),
enum di_status { DI_STATUS_TABLE(DI_STATUS_ENUM) };
#undef DI_STATUS_ENUM

#if defined(__GNUC__) || defined(__clang__)
#define DI_MUST_CHECK __attribute__((warn_unused_result))
#if defined(__MINGW32__) /* where plain printf is the old one of Windows, without %zu */
#define DI_PRINTF(text, first) __attribute__((format(gnu_printf, text, first)))
#else
#define DI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#endif
#else
#define DI_MUST_CHECK
#define DI_PRINTF(text, first)
#endif

/** Stable machine-readable code ("range"), never translated. */
const char *di_status_code(enum di_status status);

/** Planner-readable sentence in English: also the message id for translation. */
const char *di_status_text(enum di_status status);

#endif
