/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_group.h"

#include "di/launcher.h"
#include "di/platform.h"

#include "error_report.h"
#include "interrupt.h"

static const struct di_rank_group alone = {.rank = 0, .count = 1, .on_node = 1};

/* One object on stdout, and only of the first of them; every one on stderr, for the launcher
 * may end them all when the first leaves. */
static enum di_exit refuse(const struct di_cli *cli, const struct di_launcher *launcher,
                           const struct di_error *error)
{
    struct di_cli speaker = *cli;
    speaker.is_json = cli->is_json && launcher->rank == 0;
    return di_error_report(&speaker, error);
}

static enum di_exit refuse_without_mpi(const struct di_cli *cli,
                                       const struct di_launcher *launcher)
{
    struct di_error error = {0};
    (void)!DI_FAIL(&error, DI_ERR_FILE, "",
                   DI_N_("A launcher such as mpirun or srun started %1 processes, and this "
                         "program is built without MPI: they cannot share a study. Give each a "
                         "part with --shard, or build with -DHOMEWARD_MPI=ON."),
                   di_integer_arg(launcher->processes));
    return refuse(cli, launcher, &error);
}

static enum di_exit refuse_unconnected(const struct di_cli *cli,
                                       const struct di_launcher *launcher)
{
    struct di_error error = {0};
    (void)!DI_FAIL(
        &error, DI_ERR_FILE, "",
        DI_N_("A launcher started %1 processes that do not find each other by MPI. "
              "Use the mpirun of the MPI library that this program is built with, or "
              "srun with the --mpi of that library; or give each a part with "
              "--shard."),
        di_integer_arg(launcher->processes));
    return refuse(cli, launcher, &error);
}

static enum di_exit join(const struct di_cli *cli, const struct di_launcher *launcher,
                         struct di_rank_group *out)
{
    const enum di_status status = di_rank_group_join(out);
    const bool is_expected =
        status == DI_OK && (launcher->processes == 0 || out->count == launcher->processes);
    if (is_expected && out->count > 1) {
        di_interrupt_listen_to_launcher();
        return DI_EXIT_DONE;
    }
    di_rank_group_leave();
    *out = alone;
    return is_expected ? DI_EXIT_DONE : refuse_unconnected(cli, launcher);
}

enum di_exit di_batch_group_join(const struct di_cli *cli, bool has_shard,
                                 struct di_rank_group *out)
{
    const struct di_launcher launcher = di_launcher_look();
    *out = alone;
    if (has_shard || launcher.processes == 1)
        return DI_EXIT_DONE;
    if (!di_rank_group_is_built())
        return launcher.processes == 0 ? DI_EXIT_DONE : refuse_without_mpi(cli, &launcher);
    return launcher.is_wired ? join(cli, &launcher, out) : refuse_unconnected(cli, &launcher);
}

void di_batch_group_leave(const struct di_rank_group *group)
{
    if (group->count > 1)
        di_rank_group_leave();
}

uint32_t di_batch_group_threads(const struct di_rank_group *group)
{
    const uint32_t allowed = di_platform_processor_count();
    const uint32_t share = di_platform_machine_processors() / group->on_node;
    if (group->count == 1)
        return allowed;
    return share < 1 ? 1 : (share < allowed ? share : allowed);
}
