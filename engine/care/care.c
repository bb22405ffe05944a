/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One replication: the event loop and its dispatch. Order of events at one instant is the
 * calendar's (di/event_class.h); ties within a class go by canonical ids, given by order_of.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/table_memory.h"

#include "carried_clocks.h"
#include "next_event.h"
#include "system.h"

enum { SMALL_TABLE_BYTES = 1 << 17 };

void care_fail_memory(struct di_care *care)
{
    if (care->status == DI_OK)
        care->status = di_fail_memory(&care->error);
}

void *care_rows(size_t count, size_t size)
{
    return count <= SIZE_MAX / size ? di_table_memory(count * size) : NULL;
}

void care_rows_free(void *rows)
{
    di_table_memory_free(rows);
}

void *care_grow_to(struct di_care *care, void *memory, uint32_t *capacity, uint64_t rows,
                   size_t size)
{
    void *grown = rows < NO_SLOT ? care_rows((size_t)rows, size) : NULL;
    if (grown == NULL) {
        care_fail_memory(care);
        return NULL;
    }
    if (memory != NULL)
        memcpy(grown, memory, (size_t)*capacity * size);
    care_rows_free(memory);
    care->allocations++;
    *capacity = (uint32_t)rows;
    return grown;
}

static uint64_t at_least(uint64_t rows, uint32_t needed)
{
    return rows < needed ? needed : rows;
}

/* Large tables grow by a sixteenth: peak memory stays near what is needed. Small ones double,
 * so that those of a replication suffice for the next. */
static uint64_t more_rows(uint32_t rows, size_t size)
{
    const bool is_small = rows * size < SMALL_TABLE_BYTES;
    return (uint64_t)rows + (is_small ? rows : rows / 16) + 64;
}

void *care_grow(struct di_care *care, void *memory, uint32_t *capacity, uint32_t needed,
                size_t size)
{
    const uint64_t rows = more_rows(*capacity, size);
    return care_grow_to(care, memory, capacity, at_least(rows, needed), size);
}

/* Tables of children begin with the rows of the first day and grow by a 256th. */
void *care_grow_closely(struct di_care *care, void *memory, uint32_t *capacity, uint32_t needed,
                        size_t size)
{
    const uint64_t rows = (uint64_t)*capacity + *capacity / 256 + 64;
    return care_grow_to(care, memory, capacity, at_least(rows, needed), size);
}

static void *have_room_for(struct di_care *care, void *memory, uint32_t *capacity,
                           uint64_t rows, size_t size)
{
    if (rows <= *capacity)
        return memory;
    void *grown = care_grow_to(care, memory, capacity, rows, size);
    return grown != NULL ? grown : memory;
}

void *care_headroom(struct di_care *care, void *memory, uint32_t *capacity, uint32_t used,
                    size_t size)
{
    const uint64_t rows = used > 0 ? more_rows(used, size) : 0;
    return have_room_for(care, memory, capacity, rows, size);
}

/* How many children there are at most varies from one replication to the next like a count of
 * chance, by the root of the number or less. */
void *care_headroom_closely(struct di_care *care, void *memory, uint32_t *capacity,
                            uint32_t used, size_t size)
{
    const double more = 4 * sqrt((double)used) + 16;
    const uint64_t rows = used > 0 ? used + (uint64_t)more : 0;
    return have_room_for(care, memory, capacity, rows, size);
}

void care_schedule(struct di_care *care, di_time time, uint8_t event_class,
                   enum event_purpose purpose, uint32_t entity, uint16_t generation)
{
    if (time >= care->end)
        return;
    di_calendar_schedule(&care->calendar, (struct di_event){.time = time,
                                                            .entity = entity,
                                                            .generation = generation,
                                                            .event_class = event_class,
                                                            .purpose = (uint8_t)purpose});
}

/* ---- ties ---- */

static uint64_t unit_order(const struct di_care *care, uint32_t u)
{
    const struct unit *unit = &care->units[u];
    if (unit->carers == UINT32_MAX)
        return u < care->model->institution_count
                   ? care->model->institutions[u].name.rank
                   : (uint64_t)care->model->settings[unit->setting].name.rank << 20 |
                         care->model->regions[unit->region].name.rank;
    return (uint64_t)care->model->carers[unit->carers].name.rank << 32 | unit->ordinal;
}

static uint64_t change_order(const struct di_care *care, uint32_t c)
{
    const struct dated_change *change = &care->changes[c];
    if (change->institution != UINT32_MAX)
        return (uint64_t)care->model->institutions[change->institution].name.rank << 1 |
               change->is_moratorium;
    if (change->carers != UINT32_MAX)
        return UINT64_C(1) << 40 | care->model->carers[change->carers].name.rank;
    if (change->setting == DI_NONE)
        return UINT64_C(3) << 40; /* shares of suitable children: all alike */
    const uint64_t region =
        change->region == DI_NONE ? 0 : care->model->regions[change->region].name.rank;
    return UINT64_C(2) << 40 |
           (uint64_t)care->model->settings[change->setting].name.rank << 16 | region;
}

static uint64_t strip_order(const struct di_care *care, uint32_t s)
{
    const struct strip *strip = &care->strips.items[s];
    return (uint64_t)care->model->regions[strip->region].name.rank << 40 |
           (uint64_t)care->model->reasons[strip->reason].name.rank << 32 | strip->number;
}

/* In a region, in the order in which children ask for options: a place of one that comes first
 * is not left for a later one. */
static uint64_t list_order(const struct di_care *care, uint32_t region, uint32_t option)
{
    uint64_t turn = 0;
    while (turn + 1 < DI_OPTIONS && care->model->policies.option_order[turn] != option)
        turn++;
    return ((uint64_t)care->model->regions[region].name.rank * DI_OPTIONS + turn) * DI_OPTIONS +
           option;
}

static uint64_t order_of(void *context, uint8_t event_class, uint32_t entity)
{
    const struct di_care *care = context;
    const bool other = (entity & OTHER_ENTITY) != 0;
    const uint32_t index = entity & ~OTHER_ENTITY;
    if (is_of_desk(entity))
        return desk_order(care, event_class, entity & ~WORK_ENTITY);
    if (event_class == DI_EVENT_CLASS_ARRIVAL && (entity & SUPPLY_ENTITY) == SUPPLY_ENTITY)
        return supply_response_order(care, entity & ~SUPPLY_ENTITY);
    if ((entity & CARER_ENTITY) == CARER_ENTITY)
        return carer_pipeline_order(care, event_class, entity & ~CARER_ENTITY);
    switch (event_class) {
    case DI_EVENT_CLASS_RELEASE:
        return other ? care->model->regions[index].name.rank
                     : UINT64_C(1) << 63 | unit_order(care, index);
    case DI_EVENT_CLASS_CAPACITY_ADD:
    case DI_EVENT_CLASS_CAPACITY_REMOVE:
        return change_order(care, index);
    case DI_EVENT_CLASS_POLICY:
        return other ? index : UINT64_C(1) << 62 | change_order(care, index);
    case DI_EVENT_CLASS_CLOCK: /* a stale event's slot may be free: it has no group */
        if (other)
            return gate_return_order(care, index) << 3;
        return care->children[index].group == NO_SLOT ? entity : child_order(care, index);
    case DI_EVENT_CLASS_ARRIVAL:
        if (other && (index & SHOCK_ENTITY) != 0)
            return UINT64_C(1) << 63 | justice_order(care, index & ~SHOCK_ENTITY);
        return other ? index : UINT64_C(1) << 62 | strip_order(care, index);
    case DI_EVENT_CLASS_MATCHING:
        return list_order(care, index / DI_OPTIONS, index % DI_OPTIONS);
    default:
        return entity;
    }
}

/* ---- dated events of the whole system ---- */

static void schedule_changes(struct di_care *care)
{
    for (uint32_t c = 0; c < care->change_count; c++) {
        const struct dated_change *change = &care->changes[c];
        const uint8_t event_class = change->is_policy     ? DI_EVENT_CLASS_POLICY
                                    : change->is_increase ? DI_EVENT_CLASS_CAPACITY_ADD
                                                          : DI_EVENT_CLASS_CAPACITY_REMOVE;
        care_schedule(care, di_time_of_day(change->day), event_class,
                      change->is_policy ? EVENT_POLICY : EVENT_CAPACITY, c, 0);
    }
}

/* Reports are stamped at the last instant of their period's last day. */
static void schedule_reports(struct di_care *care)
{
    const struct di_model *model = care->model;
    for (uint32_t q = 1; q < di_model_quarters(model); q++)
        care_schedule(care, di_time_of_day(di_result_quarter_first_day(model, q)) - 1,
                      DI_EVENT_CLASS_REPORT, EVENT_QUARTER, q, 0);
    for (uint32_t m = 1; m < di_model_months(model); m++) {
        const di_time first = di_time_of_day(di_result_month_first_day(model, m));
        care_schedule(care, first - 1, DI_EVENT_CLASS_REPORT, EVENT_MONTH_REPORT, m, 0);
        care_schedule(care, first, DI_EVENT_CLASS_POLICY, EVENT_MONTH, m | OTHER_ENTITY, 0);
    }
}

/* Everyone in `unplaced` is urgent, so 8.3's order among them is: under 3, then the earliest
 * request, then the lowest id. */
static struct party_key unplaced_key(const struct di_care *care, uint32_t slot)
{
    const struct child *child = &care->children[slot];
    const int64_t since = child->request == NO_SLOT
                              ? child_state_start(child)
                              : care->waiting.requests[child->request].made;
    const uint64_t older = child_age_years(care, child) < 3 ? 0 : 1;
    return (struct party_key){older << 63 | (uint64_t)(since > 0 ? since : 0),
                              child_order(care, slot)};
}

static void place_unplaced(struct di_care *care)
{
    const uint32_t count = care->unplaced_count;
    if (count > care->unplaced_order_capacity) {
        struct ranked_party *grown = care_grow(
            care, care->unplaced_order, &care->unplaced_order_capacity, count, sizeof *grown);
        if (grown == NULL)
            return;
        care->unplaced_order = grown;
    }
    struct ranked_party *order = care->unplaced_order;
    for (uint32_t i = 0; i < count; i++)
        order[i] =
            (struct ranked_party){unplaced_key(care, care->unplaced[i]), care->unplaced[i]};
    if (count > 1) /* ids are unique: no ties */
        qsort(order, count, sizeof *order, ranked_party_compare);
    for (uint32_t i = 0; i < count && care->status == DI_OK; i++) {
        const struct carry *carry = child_carry_if_any(care, order[i].party);
        (void)ladder_try(care, order[i].party, RUNG_FOSTER, RUNG_OVERFILL,
                         carry != NULL ? carry->lost_unit : NO_SLOT, LADDER_MOVE);
    }
}

static void update_month(struct di_care *care, uint32_t month)
{
    if (care->is_cancelled != NULL && care->is_cancelled(care->cancel_context)) {
        care->status = di_fail(&care->error, DI_ERR_INTERRUPTED, "",
                               DI_N_("The run was stopped."), NULL, 0);
        return;
    }
    gate_return_month(care, month);
    closure_month(care);
    if (care->desk != NULL)
        workforce_month(care);
    if (care->model->policies.monthly_ladder)
        place_unplaced(care);
}

/* ---- dispatch ---- */

/* Events of things beside a child's row carry a high bit in their entity. */
static bool is_of_child(const struct di_event *event)
{
    return event->event_class == DI_EVENT_CLASS_CLOCK && event->entity < WORK_ENTITY;
}

static bool is_stale(const struct di_care *care, const struct di_event *event)
{
    if (is_of_child(event))
        return care->children[event->entity].generation != event->generation;
    return is_of_desk(event->entity) && desk_is_stale(care, event);
}

/* What stands is counted at the report, the last instant of the quarter; time to the end of the
 * quarter, one instant later, so that who leaves at midnight was there for whole days. The
 * recorder comes last: it closes the quarter the others write into. */
static void close_quarter(struct di_care *care)
{
    const di_time report = care->now;
    sibling_count_quarter(care);
    place_count_quarter(care, care->recorder.quarter);
    care_plan_quarter(care);
    care->now = report + 1;
    occupancy_quarter(care);
    closure_quarter(care);
    work_record_quarter(care, care->recorder.quarter);
    family_time_quarter(care);
    recorder_quarter(care);
    care->now = report;
}

/* Events that can be found again are filed a month at a time. */
static void file_month(struct di_care *care, uint32_t month)
{
    next_event_file_month(care, month);
    entry_file_month(care, month);
    family_file_month(care, month);
    if (care->desk != NULL)
        monitoring_file_month(care, month);
}

static void dispatch_system(struct di_care *care, const struct di_event *event)
{
    if (is_of_desk(event->entity)) {
        desk_event(care, event);
        return;
    }
    const uint32_t index = event->entity & ~OTHER_ENTITY;
    switch (event->purpose) {
    case EVENT_ARRIVAL:
        entry_arrive(care, index);
        break;
    case EVENT_LISTED:
        entry_listed(care, index);
        break;
    case EVENT_GATE_RETURN:
        gate_return_arrive(care, index);
        break;
    case EVENT_PREVENTION_END:
        entry_prevention_end(care, index);
        break;
    case EVENT_HOLD_END:
        if (care->units[index].hold_generation == event->generation)
            family_hold_end(care, index);
        break;
    case EVENT_REST_END:
        family_rest_end(care, index);
        break;
    case EVENT_CAPACITY:
    case EVENT_POLICY:
        policy_apply(care, index);
        break;
    case EVENT_MONTH:
        update_month(care, index);
        break;
    case EVENT_CASE:
        justice_case(care, index & ~SHOCK_ENTITY);
        break;
    case EVENT_SHOCK:
        shock_event(care, index);
        break;
    case EVENT_MATCH:
        matching_run(care, index);
        break;
    case EVENT_APPLICATION:
    case EVENT_APPROVAL:
    case EVENT_PLANNED:
    case EVENT_FAMILY_LEAVES:
        carer_pipeline_event(care, event);
        break;
    case EVENT_SUPPLY:
        supply_response_arrive(care, event->entity & ~SUPPLY_ENTITY);
        break;
    case EVENT_QUARTER:
        close_quarter(care);
        invariant_check(care);
        break;
    case EVENT_MONTH_REPORT:
        recorder_month(care);
        file_month(care, index);
        break;
    default:
        break;
    }
}

static void run_events(struct di_care *care)
{
    struct di_event event;
    uint64_t cell = 0;
    while (care->status == DI_OK && di_calendar_pop(&care->calendar, &event)) {
        if (care->calendar.cells_opened != cell) {
            cell = care->calendar.cells_opened;
            row_fetch_cells(care);
        }
        if (is_stale(care, &event))
            continue;
        care->now = event.time;
        care->events++;
        care->purpose_events[event.purpose]++;
        if (care->now >= care->rules_until)
            setting_rules_open(care, care->now);
        if (is_of_child(&event))
            transition_event(care, event.entity, event.purpose);
        else
            dispatch_system(care, &event);
    }
}

/* ---- life of the object ---- */

static void reset_waiting(struct di_care *care)
{
    struct waiting *waiting = &care->waiting;
    const size_t lists = (size_t)care->model->region_count * DI_OPTIONS;
    waiting_clear(waiting, lists);
    for (size_t list = 0; list < lists; list++)
        waiting->triggers[list] = (struct triggers){NO_SLOT, NO_SLOT, 0};
    memset(waiting->held_in_region, 0,
           care->model->region_count * sizeof *waiting->held_in_region);
    waiting->parties = care_headroom(care, waiting->parties, &waiting->party_capacity,
                                     waiting->party_used, sizeof *waiting->parties);
    waiting->requests = care_headroom(care, waiting->requests, &waiting->request_capacity,
                                      waiting->request_used, sizeof *waiting->requests);
    waiting->party_used = waiting->request_used = 0;
    waiting->party_free = waiting->request_free = NO_SLOT;
}

/* There may be nobody without a place in one replication and many in the next. */
static void reset_unplaced(struct di_care *care)
{
    const uint32_t rows = 2 * care->unplaced_most + 1;
    care->unplaced = care_headroom(care, care->unplaced, &care->unplaced_capacity, rows,
                                   sizeof *care->unplaced);
    care->unplaced_order =
        care_headroom(care, care->unplaced_order, &care->unplaced_order_capacity, rows,
                      sizeof *care->unplaced_order);
    care->unplaced_count = 0;
}

static void reset(struct di_care *care, uint64_t seed, uint32_t replication)
{
    care->seed = seed;
    care->replication = replication;
    care->stream = di_stream_make(seed, replication);
    care->now = 0;
    care->events = care->children_ever = 0;
    memset(care->purpose_events, 0, sizeof care->purpose_events);
    care->time_census = 0;
    care->status = DI_OK;
    di_error_clear(&care->error);
    di_calendar_clear(&care->calendar, care->model->horizon_days);
    child_restart(care);
    carried_clocks_reset(care);
    gate_return_restart(care);
    reset_waiting(care);
    reset_unplaced(care);
    units_reset(care);
    carer_pipeline_reset(care);
    desk_reset(care);
    care->allocations = 0;
    place_count_reset(care);
    family_time_reset(care);
    setting_rules_open(care, 0);
}

static enum di_status create_calendar(struct di_care *care)
{
    return di_calendar_init(&care->calendar, care->model->horizon_days, order_of, care);
}

static enum di_status create_recorder(struct di_care *care)
{
    return recorder_create(&care->recorder, care->model);
}

static enum di_status create_census(struct di_care *care)
{
    const size_t places = (size_t)care->model->region_count * care->model->setting_count;
    care->census = calloc(places, sizeof *care->census);
    care->unit_census = calloc((size_t)care->unit_count + 1, sizeof *care->unit_census);
    return care->census == NULL || care->unit_census == NULL ? DI_ERR_MEMORY : DI_OK;
}

/* Units come before the carers' pipeline and the census, bounds of causes, which count the
 * causes, before carried clocks; all else in any order. */
static enum di_status create_parts(struct di_care *care)
{
    static enum di_status (*const create[])(struct di_care *) = {
        create_calendar,        units_create,          occupancy_create,
        closure_create,         shock_create,          justice_create,
        family_time_create,     carer_pipeline_create, place_count_create,
        supply_response_create, desk_create,           cause_bound_create,
        carried_clocks_create,  entry_create,          policy_create,
        request_create,         setting_rules_create,  matching_create,
        next_event_create,      population_create,     create_recorder,
        create_census,
    };
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < sizeof create / sizeof *create; i++)
        status = create[i](care);
    return status;
}

enum di_status di_care_create(const struct di_model *model, const struct di_warm_start *start,
                              struct di_care **care_out, struct di_error *error)
{
    struct di_care *care = calloc(1, sizeof *care);
    if (care == NULL)
        return di_fail_memory(error);
    care->model = model;
    care->start = start;
    care->end = di_time_of_day(model->horizon_days);
    slots_reset(&care->child_slots);
    slots_reset(&care->group_slots);
    slots_reset(&care->carry_slots);
    slots_reset(&care->away_slots);
    if (create_parts(care) != DI_OK) {
        di_care_destroy(care);
        return di_fail_memory(error);
    }
    *care_out = care;
    return DI_OK;
}

static void free_waiting(struct waiting *waiting)
{
    free(waiting->lane);
    waiting_store_finish(&waiting->store);
    free(waiting->lanes_in_use);
    free(waiting->triggers);
    care_rows_free(waiting->parties);
    care_rows_free(waiting->requests);
    care_rows_free(waiting->ranked);
    free(waiting->held_in_region);
}

void di_care_destroy(struct di_care *care)
{
    if (care == NULL)
        return;
    di_calendar_finish(&care->calendar);
    supply_response_destroy(care);
    carer_pipeline_destroy(care);
    free(care->lives);
    care_rows_free(care->residents_order);
    desk_destroy(care);
    free(care->place_counts);
    free(care->family_time);
    units_destroy(care);
    occupancy_destroy(care);
    shock_destroy(care);
    justice_destroy(care);
    entry_destroy(care);
    recorder_destroy(&care->recorder);
    free_waiting(&care->waiting);
    matching_destroy(care);
    free(care->rules);
    free(care->target_is_open);
    free(care->cause_rules);
    free(care->bounds);
    free(care->changes);
    free(care->residents);
    care_rows_free(care->children);
    care_rows_free(care->resident_marks);
    care_rows_free(care->groups);
    care_rows_free(care->aways);
    care_rows_free(care->carries);
    carried_clocks_destroy(care);
    free(care->month_days);
    care_rows_free(care->unplaced);
    care_rows_free(care->unplaced_order);
    free(care->census);
    free(care->unit_census);
    free(care);
}

enum di_status di_care_run(struct di_care *care, uint64_t seed, uint32_t replication,
                           const struct di_care_options *options, struct di_result *result,
                           struct di_error *error)
{
    reset(care, seed, replication);
    care->is_cancelled = options != NULL ? options->is_cancelled : NULL;
    care->cancel_context = options != NULL ? options->context : NULL;
    care->on_quarter = options != NULL ? options->on_quarter : NULL;
    care->on_entry = options != NULL ? options->on_entry : NULL;
    care->entry_context = options != NULL ? options->entry_context : NULL;
    care->on_trace = options != NULL ? options->on_trace : NULL;
    care->trace_context = options != NULL ? options->trace_context : NULL;
    recorder_start(&care->recorder, result);
    occupancy_start(care);
    closure_start(care);
    shock_start(care);
    desk_start(care);
    next_event_start(care);
    population_start(care);
    if (care->status == DI_OK)
        recorder_opening(care);
    schedule_changes(care);
    schedule_reports(care);
    gate_return_start(care);
    entry_start(care);
    justice_start(care);
    carer_pipeline_start(care);
    supply_response_start(care);
    run_events(care);
    if (di_calendar_status(&care->calendar) != DI_OK)
        care_fail_memory(care);
    if (care->status == DI_OK) { /* the last period ends with the horizon */
        care->now = care->end - 1;
        close_quarter(care);
        recorder_month(care);
        invariant_check(care);
        recorder_finish(care);
    }
    if (care->status != DI_OK && error != NULL)
        *error = care->error;
    return care->status;
}

static enum di_care_event_kind kind_of_purpose(uint32_t purpose)
{
    if (purpose == EVENT_REQUEST)
        return DI_CARE_EVENT_REQUEST;
    if (purpose < EVENT_REQUEST || purpose >= EVENT_CAUSE)
        return DI_CARE_EVENT_CLOCK;
    if (purpose <= EVENT_PREVENTION_END || purpose == EVENT_CASE || purpose == EVENT_SUPPLY)
        return DI_CARE_EVENT_GATE;
    if (purpose == EVENT_MATCH || purpose == EVENT_HOLD_END)
        return DI_CARE_EVENT_MATCHING;
    if (purpose == EVENT_VISIT || purpose == EVENT_LATE ||
        purpose == EVENT_JOB + DI_ACTIVITY_VISIT)
        return DI_CARE_EVENT_VISIT;
    if (purpose > EVENT_VISIT)
        return DI_CARE_EVENT_WORK;
    return (purpose >= EVENT_APPLICATION && purpose <= EVENT_FAMILY_LEAVES) ||
                   purpose == EVENT_REST_END
               ? DI_CARE_EVENT_CARERS
               : DI_CARE_EVENT_SYSTEM;
}

void di_care_memory(const struct di_care *care, struct di_care_memory *memory_out)
{
    memory_out->table_bytes = (uint64_t)care->child_slots.capacity *
                                  (sizeof *care->children + sizeof *care->resident_marks) +
                              (uint64_t)care->group_slots.capacity * sizeof *care->groups +
                              gate_return_bytes(care) +
                              (uint64_t)care->carry_slots.capacity * sizeof *care->carries +
                              carried_clocks_bytes(care);
    memset(memory_out->events, 0, sizeof memory_out->events);
    for (uint32_t purpose = 0; purpose < EVENT_PURPOSES; purpose++)
        memory_out->events[kind_of_purpose(purpose)] += care->purpose_events[purpose];
    memory_out->calendar_bytes = di_calendar_bytes(&care->calendar);
    memory_out->peak_in_care = (uint64_t)care->recorder.peak_in_care;
    memory_out->allocations = care->allocations + care->recorder.allocations +
                              care->waiting.store.allocations + care->calendar.allocations;
}
