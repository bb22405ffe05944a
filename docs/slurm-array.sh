#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A study on a Slurm cluster, one part a task:
#   sbatch --array=1-16 docs/slurm-array.sh STUDY FOLDER
# Every task writes FOLDER/part-K.db. A task that was cut off (time limit, lost node) goes on where
# it was when the same line is submitted again; finished parts end at once. Then, anywhere:
#   homeward batch merge FOLDER/whole.db FOLDER/part-*.db
#   homeward batch STUDY --results FOLDER/whole.db --out RESULTS
# slurm-mpi.sh shares a study within one job instead, by MPI.
#SBATCH --job-name=homeward
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --time=12:00:00
#SBATCH --signal=B:INT@120
#SBATCH --open-mode=append
set -eu
study=${1:?usage: sbatch --array=1-N slurm-array.sh STUDY FOLDER}
folder=${2:?usage: sbatch --array=1-N slurm-array.sh STUDY FOLDER}
mkdir -p "$folder"
# exec: the signal that Slurm sends before the time is over is the program's Ctrl-C.
exec homeward batch "$study" --results "$folder/part-$SLURM_ARRAY_TASK_ID.db" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --threads "${SLURM_CPUS_PER_TASK:-1}" --progress plain
