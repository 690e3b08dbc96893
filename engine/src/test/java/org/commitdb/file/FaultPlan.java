package org.commitdb.file;

import java.util.ArrayList;
import java.util.List;

/// What goes wrong in a run: one class of faults or two, while the database is used or while it is
/// opened again after a crash.
///
/// @param faults the classes
/// @param duringRecovery whether the last of them strikes while the file is being opened again
record FaultPlan(List<FaultClass> faults, boolean duringRecovery) {

    private static final List<FaultPlan> ALL = all();

    /// The plan of the run `seed`. Consecutive seeds go through each class alone, each pair, and
    /// all of these during recovery.
    static FaultPlan of(long seed) {
        return ALL.get((int) Math.floorMod(seed, (long) ALL.size()));
    }

    /// How many plans there are.
    static int count() {
        return ALL.size();
    }

    private static List<FaultPlan> all() {
        List<FaultClass> classes = FaultClass.injected();
        List<FaultPlan> plans = new ArrayList<>();
        for (boolean recovery : new boolean[] {false, true}) {
            for (int i = 0; i < classes.size(); i++) {
                plans.add(new FaultPlan(List.of(classes.get(i)), recovery));
                for (int k = 0; k < i; k++) {
                    plans.add(new FaultPlan(List.of(classes.get(k), classes.get(i)), recovery));
                    if (recovery) {
                        plans.add(new FaultPlan(List.of(classes.get(i), classes.get(k)), true));
                    }
                }
            }
        }
        return List.copyOf(plans);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < faults.size(); i++) {
            boolean last = i == faults.size() - 1;
            text.append(i == 0 ? "" : ", ").append(faults.get(i));
            text.append(last && duringRecovery ? " during recovery" : "");
        }
        return text.toString();
    }
}
