/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration_sample.h"

#include <stdio.h>
#include <unistd.h>

#include "di_test.h"

static const char scenario[] =
    "{\"name\":{\"en\":\"A history\",\"ru\":\"История\"},"
    "\"regions\":{\"north\":{\"name\":{\"en\":\"North\",\"ru\":\"Северный регион\"}}},"
    "\"settings\":{\"homes\":{\"kind\":\"institution\",\"name\":{\"en\":\"Children's homes\","
    "\"ru\":\"Детские дома\"}},\"kin\":{\"kind\":\"kinship\",\"name\":{\"en\":\"Relatives\","
    "\"ru\":\"Опека родственников\"}}}}";

static const char fit[] =
    "target,measure,setting,to,region,year,published,expected_before,expected_after,residual,"
    "role,tolerance,jump,naive\n"
    "gone,exits,homes,home adopted,,2010,100,90,100,0,fitted,5,0,\n"
    "gone,exits,homes,home adopted,,2011,120,90,110,-2,unmet,5,0,\n"
    "gone,exits,homes,home adopted,,2012,,90,95,,missing,5,0,120\n"
    "gone,exits,homes,home adopted,,2013,80,90,92,2.4,holdout,5,0,120\n"
    "come,entries,homes,,,2010,200,210,200,0,fitted,5,0,\n"
    "come,entries,homes,,,2011,190,210,190,0,fitted,5,0,\n"
    "come,entries,homes,,,2012,185,210,190,1,holdout,5,0,190\n"
    "come,entries,homes,,,2013,180,210,190,2,holdout,5,0,190\n"
    "come_kin,entries,kin,,north,2012,30,31,30.4,0.08,compared,5,0,\n"
    "there,stock,homes,,,2009,1000,1000,1000,0,compared,20,0,\n"
    "there,stock,homes,,,2010,1040,1100,1040,0,fitted,20,0,\n"
    "there,stock,homes,,,2011,900,1180,1150,0,fitted,20,250,\n"
    "there,stock,homes,,,2012,880,1280,1165,1.75,holdout,20,250,900\n";

static const char book[] =
    "{\"scenario\": \"history\", \"calibrated_sha256\": \"0\", \"holdout_from\": 2012,"
    " \"first_year\": 2010, \"last_year\": 2013, \"last_fitted_year\": 2011,"
    " \"is_converged\": false, \"omits_reentries\": true, \"unmet\": 1,"
    " \"levers\": [{\"kind\": \"exits\", \"target\": \"gone\", \"years\": []},"
    " {\"kind\": \"unexplained\", \"target\": \"there\", \"mean_children_per_year\": -60,"
    "  \"years\": [{\"year\": 2010, \"children\": -60, \"is_met\": true, \"is_break\": false},"
    "  {\"year\": 2011, \"children\": 0, \"is_met\": true, \"is_break\": true}]}],"
    " \"holdout\": [{\"target\": \"gone\", \"years\": 1, \"mean_error\": 2.4,"
    "  \"mean_error_naive\": 8}, {\"target\": \"come\", \"years\": 2, \"mean_error\": 1.5,"
    "  \"mean_error_naive\": 1.5}, {\"target\": \"there\", \"years\": 1,"
    "  \"mean_error\": 1.75, \"mean_error_naive\": 1}],"
    " \"identifiability\": {\"not_identified\": [\"gone\", \"/policies/acceptance_share\"],"
    "  \"known_not_identifiable\": [\"hours of work and the number of staff\"]}}";

static void save(const char *folder, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

struct di_calibration_folder *calibration_sample_read(const char *folder)
{
    static const char *const names[] = {DI_CALIBRATED_FILE, "fit.csv", "calibration.json"};
    struct di_calibration_folder *read = NULL;
    save(folder, names[0], scenario);
    save(folder, names[1], fit);
    save(folder, names[2], book);
    assert_true(di_calibration_folder_is_one(folder));
    assert_status(di_calibration_folder_read(folder, &read, NULL), DI_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    return read;
}
