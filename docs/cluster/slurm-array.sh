#!/bin/sh
# slurm-array.sh SCENARIO TRIALS SHARDS FOLDER: simulates the trials as an array of so many tasks, and merges them.
#
# FOLDER must be seen by all machines. Afterwards FOLDER/runs.db holds everything and FOLDER/result.json the answer. What
# sbatch shall be told besides (partition, account, time limit), say by SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT.
set -eu

if [ $# -ne 4 ]; then
  sed -n '2s/^# //p' "$0" >&2
  exit 2
fi
scenario=$(realpath "$1") trials=$2 shards=$3
mkdir -p "$4"
folder=$(realpath "$4")
nines=${NINES:-nines}

# Each task writes to a disk of its own, for SQLite's locks cannot be relied upon between machines, and moves its file to
# the folder when it ends, also when it is stopped: so a task that is started again goes on where it was.
array=$(sbatch --parsable --array="0-$((shards - 1))" --job-name=nines --requeue --signal=B:TERM@60 \
  --output="$folder/shard-%a.log" <<EOF
#!/bin/sh
set -eu
mine=\$(mktemp -d) kept="$folder/shard-\$SLURM_ARRAY_TASK_ID.db"
trap 'rm -rf "\$mine"' EXIT
if [ -e "\$kept" ]; then cp "\$kept" "\$mine/shard.db"; fi
"$nines" run "$scenario" --trials "$trials" --results "\$mine/shard.db" --shard auto \\
  --threads "\${SLURM_CPUS_PER_TASK:-1}" &
run=\$!
trap 'kill -TERM \$run' TERM
code=0
wait \$run || code=\$?
if [ \$code -gt 128 ] && kill -0 \$run 2>/dev/null; then code=0; wait \$run || code=\$?; fi
cp "\$mine/shard.db" "\$kept.new"
mv "\$kept.new" "\$kept"
exit \$code
EOF
)

sbatch --parsable --dependency="afterok:${array%%;*}" --job-name=nines-merge --output="$folder/merge.log" <<EOF
#!/bin/sh
set -eu
"$nines" merge "$folder/runs.db" "$folder"/shard-*.db
"$nines" run "$scenario" --trials "$trials" --results "$folder/runs.db" --output "$folder/result.json"
EOF
