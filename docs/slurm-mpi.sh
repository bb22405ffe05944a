#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A study on a Slurm cluster, its units shared by all tasks of one job, by a program that is built
# with -DHOMEWARD_MPI=ON:
#   sbatch --ntasks=64 docs/slurm-mpi.sh STUDY RESULTS.db [FOLDER]
# A job that was cut off (time limit, lost node) goes on where it was when the same line is submitted
# again, with any number of tasks. With FOLDER the tables are written there at the end.
# SLURM_MPI_TYPE=pmix (or pmi2) says how srun joins tasks, where that is not the cluster's default.
#SBATCH --job-name=homeward
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=500M
#SBATCH --time=12:00:00
#SBATCH --signal=INT@120
#SBATCH --open-mode=append
set -eu
study=${1:?usage: sbatch --ntasks=N slurm-mpi.sh STUDY RESULTS.db [FOLDER]}
results=${2:?usage: sbatch --ntasks=N slurm-mpi.sh STUDY RESULTS.db [FOLDER]}
threads=${SLURM_CPUS_PER_TASK:-1}
set -- homeward batch "$study" --results "$results" --threads "$threads" --progress plain ${3:+--out "$3"}
# The signal before the time is over goes to the tasks: it is the program's Ctrl-C.
exec srun --cpus-per-task="$threads" --kill-on-bad-exit=1 "$@"
