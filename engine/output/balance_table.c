/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The account of every place: opening + entries - exits = closing, in whole people of all ages
 * (birthdays move people between populations, not between places).
 *
 * A move inside a setting, between homes or regions, is an exit and an entry, so totals over
 * settings and regions are gross. Where a child is at home there is no place and no balance.
 * Where small counts are withheld, there are rows of years alone, and numbers are left out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "panel.h"
#include "tables.h"

void output_period(struct output_file *file, const struct di_model *model, uint32_t first,
                   uint32_t last)
{
    output_date(file, model->start_civil_day + di_result_quarter_first_day(model, first), ',');
    output_date(file, model->start_civil_day + di_result_quarter_first_day(model, last + 1) - 1,
                ',');
}

struct account {
    int64_t opening, entries, exits, closing;
};

struct ledger {
    const struct di_run_record *record;
    const struct suppression *suppression;
    const struct di_result_dims *dims;
    struct panel_order order;
    struct account *quarters; /* [quarter][region][setting], one replication */
    struct account *sums;     /* the same, over replications */
    size_t size;
};

bool setting_has_balance(const struct di_setting *setting)
{
    return !di_kind_is_absorbing(setting->kind) && setting->kind != DI_KIND_REUNIFIED_MONITORED;
}

static struct account *account_at(const struct ledger *ledger, struct account *accounts,
                                  uint32_t quarter, uint32_t region, uint32_t setting)
{
    return &accounts[((size_t)quarter * ledger->dims->regions + region) *
                         ledger->dims->settings +
                     setting];
}

/* Everybody, of all ages. */
static int64_t everyone(const struct di_result_dims *dims, const int32_t *cells)
{
    int64_t sum = 0;
    const uint32_t count = dims->full_splits ? dims->cells : 2;
    for (uint32_t cell = 0; cell < count; cell++)
        sum += cells[cell];
    return sum;
}

static void enter_stocks(struct ledger *ledger, const struct di_result *result)
{
    const struct di_result_dims *dims = ledger->dims;
    for (uint32_t quarter = 0; quarter < dims->quarters; quarter++)
        for (uint32_t region = 0; region < dims->regions; region++)
            for (uint32_t setting = 0; setting < dims->settings; setting++) {
                struct account *account =
                    account_at(ledger, ledger->quarters, quarter, region, setting);
                const int32_t *before = quarter == 0 ? result->opening : result->stock;
                const uint32_t period = quarter == 0 ? 0 : quarter - 1;
                account->opening = everyone(
                    dims, before + di_result_stock_index(dims, period, region, setting, 0));
                account->closing =
                    everyone(dims, result->stock + di_result_stock_index(dims, quarter, region,
                                                                         setting, 0));
            }
}

static void enter_flows(struct ledger *ledger, const struct di_result *result)
{
    const struct di_result_dims *dims = ledger->dims;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
            const struct di_flow_entry *entry = &result->entries[e];
            if (!di_result_cell_is_everyone(dims, entry->cell))
                continue;
            account_at(ledger, ledger->quarters, entry->quarter, flow->key.to_region,
                       flow->key.to)
                ->entries += entry->count;
            if (flow->key.from < dims->settings)
                account_at(ledger, ledger->quarters, entry->quarter, flow->key.from_region,
                           flow->key.from)
                    ->exits += entry->count;
        }
    }
}

static enum di_status verify(const struct ledger *ledger, const struct di_result *result,
                             uint64_t *checked, struct di_error *error)
{
    const struct di_model *model = ledger->record->model;
    for (uint32_t quarter = 0; quarter < ledger->dims->quarters; quarter++)
        for (uint32_t region = 0; region < ledger->dims->regions; region++)
            for (uint32_t setting = 0; setting < ledger->dims->settings; setting++) {
                if (!setting_has_balance(&model->settings[setting]))
                    continue;
                const struct account *a =
                    account_at(ledger, ledger->quarters, quarter, region, setting);
                (*checked)++;
                if (a->opening + a->entries - a->exits == a->closing)
                    continue;
                return DI_FAIL(
                    error, DI_ERR_INVARIANT, model->settings[setting].name.id,
                    DI_N_("The balance of setting '%1' in region '%2' does not close in "
                          "replication %3, quarter from %4: %5 people expected, %6 there."),
                    di_text_arg(model->settings[setting].name.id),
                    di_text_arg(model->regions[region].name.id),
                    di_integer_arg(result->replication),
                    di_date_arg(model->start_civil_day +
                                di_result_quarter_first_day(model, quarter)),
                    di_integer_arg(a->opening + a->entries - a->exits),
                    di_integer_arg(a->closing));
            }
    return DI_OK;
}

static void add_to_sums(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->size; i++) {
        ledger->sums[i].opening += ledger->quarters[i].opening;
        ledger->sums[i].entries += ledger->quarters[i].entries;
        ledger->sums[i].exits += ledger->quarters[i].exits;
        ledger->sums[i].closing += ledger->quarters[i].closing;
    }
}

/* Account of quarters first to last; region or setting 0 is the total, else position + 1. */
static struct account total(const struct ledger *ledger, uint32_t region, uint32_t setting,
                            uint32_t first, uint32_t last)
{
    struct account sum = {0};
    for (uint32_t r = 0; r < ledger->dims->regions; r++)
        for (uint32_t s = 0; s < ledger->dims->settings; s++) {
            if ((region != 0 && ledger->order.region_at[region - 1] != r) ||
                (setting != 0 && ledger->order.setting_at[setting - 1] != s) ||
                !setting_has_balance(&ledger->record->model->settings[s]))
                continue;
            for (uint32_t quarter = first; quarter <= last; quarter++) {
                const struct account *a = account_at(ledger, ledger->sums, quarter, r, s);
                sum.opening += quarter == first ? a->opening : 0;
                sum.entries += a->entries;
                sum.exits += a->exits;
                sum.closing += quarter == last ? a->closing : 0;
            }
        }
    return sum;
}

static void write_people(const struct ledger *ledger, struct output_file *file, int64_t people,
                         bool is_withheld, char end)
{
    output_number(file, is_withheld ? (double)NAN : (double)people / ledger->record->set->count,
                  end);
}

/* `year` counts from 1; where counts are withheld, all rows are of years. */
static void write_row(const struct ledger *ledger, struct output_file *file, uint32_t region,
                      uint32_t setting, uint32_t first, uint32_t last, uint32_t year)
{
    const struct di_model *model = ledger->record->model;
    const struct suppression *hidden = ledger->suppression;
    const struct account sum = total(ledger, region, setting, first, last);
    output_field(file, model->id, ',');
    output_field(
        file, region == 0 ? "all" : model->regions[ledger->order.region_at[region - 1]].name.id,
        ',');
    output_field(file,
                 setting == 0 ? "all"
                              : model->settings[ledger->order.setting_at[setting - 1]].name.id,
                 ',');
    output_period(file, model, first, last);
    write_people(ledger, file, sum.opening,
                 suppression_hides_account(hidden, ACCOUNT_STOCK, year - 1, region, setting),
                 ',');
    write_people(ledger, file, sum.entries,
                 suppression_hides_account(hidden, ACCOUNT_ENTRIES, year, region, setting),
                 ',');
    write_people(ledger, file, sum.exits,
                 suppression_hides_account(hidden, ACCOUNT_EXITS, year, region, setting), ',');
    write_people(ledger, file, sum.closing,
                 suppression_hides_account(hidden, ACCOUNT_STOCK, year, region, setting), '\n');
}

static void write_place(const struct ledger *ledger, struct output_file *file, uint32_t region,
                        uint32_t setting)
{
    const struct di_model *model = ledger->record->model;
    const uint32_t quarters = ledger->dims->quarters;
    for (uint32_t first = 0, year = 1; first < quarters; year++) {
        const uint32_t next = di_result_next_year(model, first);
        write_row(ledger, file, region, setting, first, next - 1, year);
        first = next;
    }
    for (uint32_t quarter = 0; ledger->suppression == NULL && quarter < quarters; quarter++)
        write_row(ledger, file, region, setting, quarter, quarter, 0);
}

static void write_table(const struct ledger *ledger, struct output_file *file)
{
    output_text(file, BALANCE_HEADER "\n");
    for (uint32_t region = 0; region <= ledger->dims->regions; region++)
        for (uint32_t setting = 0; setting <= ledger->dims->settings; setting++)
            if (setting == 0 ||
                setting_has_balance(
                    &ledger->record->model->settings[ledger->order.setting_at[setting - 1]]))
                write_place(ledger, file, region, setting);
}

enum di_status balance_table(const struct di_run_record *record,
                             const struct suppression *suppression, struct output_file *file,
                             uint64_t *checked_out, struct di_error *error)
{
    struct ledger ledger = {
        .record = record, .suppression = suppression, .dims = &record->set->results[0]->dims};
    ledger.size = (size_t)ledger.dims->quarters * ledger.dims->regions * ledger.dims->settings;
    ledger.quarters = calloc(ledger.size, sizeof *ledger.quarters);
    ledger.sums = calloc(ledger.size, sizeof *ledger.sums);
    uint64_t checked = 0;
    enum di_status status = DI_OK;
    if (panel_order_create(&ledger.order, record->model, ledger.dims) != DI_OK ||
        ledger.quarters == NULL || ledger.sums == NULL)
        status = di_fail_memory(error);
    for (uint32_t i = 0; status == DI_OK && i < record->set->count; i++) {
        const struct di_result *result = record->set->results[i];
        memset(ledger.quarters, 0, ledger.size * sizeof *ledger.quarters);
        enter_stocks(&ledger, result);
        enter_flows(&ledger, result);
        status = verify(&ledger, result, &checked, error);
        add_to_sums(&ledger);
    }
    if (status == DI_OK && file != NULL)
        write_table(&ledger, file);
    if (status == DI_OK)
        *checked_out = checked;
    panel_order_destroy(&ledger.order);
    free(ledger.quarters);
    free(ledger.sums);
    return status;
}
