/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/first_placement.h"

#include <string.h>

static const struct di_first_shares *const *rows_of(const struct di_model *model,
                                                    uint16_t reason)
{
    return model->entries.first_shares + (size_t)reason * model->age_band_count;
}

const struct di_first_shares *di_first_shares_of(const struct di_model *model, uint16_t reason,
                                                 uint32_t age_band)
{
    return model->entries.first_shares == NULL ? NULL : rows_of(model, reason)[age_band];
}

double di_first_shares_sum(const struct di_first_shares *shares, int32_t day)
{
    double sum = 0;
    for (uint32_t i = 0; i < shares->count; i++)
        sum += di_series_at(&shares->share[i], day);
    return sum;
}

double di_first_share(const struct di_first_shares *shares, uint32_t i, int32_t day)
{
    const double sum = di_first_shares_sum(shares, day);
    return sum > 0 ? di_series_at(&shares->share[i], day) / sum : 0;
}

/* The last share above 0 takes what rounding leaves. */
uint16_t di_first_setting(const struct di_first_shares *shares, int32_t day, double u)
{
    uint16_t found = DI_NONE;
    double rest = u * di_first_shares_sum(shares, day);
    for (uint32_t i = 0; i < shares->count; i++) {
        const double share = di_series_at(&shares->share[i], day);
        if (!(share > 0))
            continue;
        found = shares->setting[i];
        if (rest < share)
            break;
        rest -= share;
    }
    return found;
}

bool di_first_shares_agree(const struct di_model *model, uint16_t a, uint16_t b)
{
    return model->entries.first_shares == NULL ||
           memcmp(rows_of(model, a), rows_of(model, b),
                  model->age_band_count * sizeof *model->entries.first_shares) == 0;
}
