package org.commitdb.fuzz.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.commitdb.LongProfile;
import org.commitdb.commit.CommitId;
import org.commitdb.state.CommitState;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Key;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What commits, reads, merges and toggles cost as a history grows, printed as a table.
///
/// Times are processor time of the thread that asks, so that a busy machine does not change them
/// much; they are printed and not asserted. What is read is checked. In the long profile the sizes
/// are those that the project promises; else a hundredth.
final class CostTableTest {

    private static final int FULL = 100_000;

    @TempDir Path folder;

    private final SplittableRandom random = new SplittableRandom(2718);

    private static int size(int full) {
        return LongProfile.isOn() ? full : full / 100;
    }

    private static Value number(long value) {
        return IntegerValue.of(PrimitiveType.INT64, value);
    }

    private static org.commitdb.path.Path root(Ledger ledger) {
        return org.commitdb.path.Path.root(ledger.attachment().documentType());
    }

    /// Milliseconds of processor time that `task` takes of this thread.
    private static double cpuMillis(Callable<?> task) throws Exception {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        task.call();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
    }

    private static double median(double... times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void row(String what, int count, double millis, double per, String unit) {
        System.out.printf("cost: %-46s %9d %12.1f ms %10.2f %s%n", what, count, millis, per, unit);
    }

    @Test
    void insertionsIntoOneXArrayGrowNoFasterThanNLogN() throws Exception {
        for (int count : new int[] {size(FULL / 4), size(FULL / 2), size(FULL)}) {
            try (Ledger ledger = new Ledger(folder, "xarray" + count, Ledger.LIST)) {
                Key key = ledger.key(1);
                List<UUID> slots = new ArrayList<>(List.of(XArrayValue.END));
                CommitId[] last = {
                    ledger.commit(
                            CommitId.NONE,
                            edit -> edit.set(ledger.attachment(), key, ledger.zero()))
                };
                double millis =
                        cpuMillis(() -> {
                            for (int i = 0; i < count; i++) {
                                last[0] = insert(ledger, key, last[0], slots, i);
                            }
                            return last;
                        });
                row(
                        "xarray insertions, a commit each",
                        count,
                        millis,
                        millis * 1e3 / count,
                        "us each");
                assertEquals(count, ((XArrayValue) ledger.read(last[0], key)).size());
                ledger.reopen();
                double cold = cpuMillis(() -> ledger.read(last[0], key));
                row("  cold read of the last state", count, cold, cold * 1e6 / count, "ns a slot");
                assertEquals(count, ((XArrayValue) ledger.read(last[0], key)).size());
            }
        }
    }

    private CommitId insert(Ledger ledger, Key key, CommitId base, List<UUID> slots, int number) {
        UUID anchor = slots.get(random.nextInt(slots.size()));
        UUID slot = new UUID(random.nextLong(), random.nextLong());
        slots.add(slot);
        return ledger.commit(
                base,
                edit ->
                        edit.insertInXArray(
                                ledger.attachment(),
                                key,
                                root(ledger),
                                anchor,
                                slot,
                                number(number)));
    }

    @Test
    void unionsInOneSetGrowNoFasterThanNLogN() throws Exception {
        for (int count : new int[] {size(FULL / 4), size(FULL / 2), size(FULL)}) {
            try (Ledger ledger = new Ledger(folder, "set" + count, Ledger.NUMBERS)) {
                Key key = ledger.key(1);
                CommitId[] last = {
                    ledger.commit(
                            CommitId.NONE,
                            edit -> edit.set(ledger.attachment(), key, ledger.zero()))
                };
                double millis =
                        cpuMillis(() -> {
                            for (int i = 0; i < count; i++) {
                                long element = i * 0x9E37_79B9_7F4A_7C15L;
                                SetValue one =
                                        SetValue.of((SetType) Ledger.NUMBERS, number(element));
                                last[0] =
                                        ledger.commit(
                                                last[0],
                                                edit ->
                                                        edit.unionInSet(
                                                                ledger.attachment(),
                                                                key,
                                                                root(ledger),
                                                                one));
                            }
                            return last;
                        });
                row(
                        "unionInSet of one element, a commit each",
                        count,
                        millis,
                        millis * 1e3 / count,
                        "us each");
                ledger.reopen();
                double cold = cpuMillis(() -> ledger.read(last[0], key));
                row(
                        "  cold read of the last state",
                        count,
                        cold,
                        cold * 1e6 / count,
                        "ns an element");
                assertEquals(count, ((SetValue) ledger.read(last[0], key)).size());
            }
        }
    }

    @Test
    void readAfterManyOperationsOnADocumentIsLikeOneAfterFew() throws Exception {
        for (int count : new int[] {100, size(FULL)}) {
            try (Ledger ledger = new Ledger(folder, "updates" + count, Ledger.NUMBER)) {
                Key key = ledger.key(1);
                CommitId last =
                        ledger.commit(
                                CommitId.NONE,
                                edit -> edit.set(ledger.attachment(), key, number(0)));
                for (int i = 1; i <= count; i++) {
                    Value value = number(i);
                    last =
                            ledger.commit(
                                    last,
                                    edit ->
                                            edit.update(
                                                    ledger.attachment(), key, root(ledger), value));
                }
                CommitId tip = last;
                assertEquals(number(count), ledger.read(tip, key));
                double[] warm = new double[201];
                double[] cold = new double[21];
                for (int i = 0; i < warm.length; i++) {
                    warm[i] = cpuMillis(() -> ledger.read(tip, key));
                }
                for (int i = 0; i < cold.length; i++) {
                    ledger.reopen();
                    cold[i] = cpuMillis(() -> ledger.read(tip, key));
                }
                row("read of a document, warm", count, median(warm), median(warm) * 1e3, "us");
                row(
                        "read of a document, file just opened",
                        count,
                        median(cold),
                        median(cold) * 1e3,
                        "us");
                assertEquals(number(count), ledger.read(tip, key));
            }
        }
    }

    @Test
    void mergingTwoStreamsTakesTimeInProportionToTheirLength() throws Exception {
        for (int count : new int[] {size(FULL / 8), size(FULL / 4), size(FULL / 2)}) {
            try (Ledger ledger = new Ledger(folder, "merge" + count, Ledger.LIST)) {
                Key key = ledger.key(1);
                List<UUID> slots = new ArrayList<>(List.of(XArrayValue.END));
                CommitId base =
                        ledger.commit(
                                CommitId.NONE,
                                edit -> edit.set(ledger.attachment(), key, ledger.zero()));
                CommitId[] tips = {base, base};
                for (int side = 0; side < 2; side++) {
                    List<UUID> own = new ArrayList<>(slots);
                    for (int i = 0; i < count; i++) {
                        tips[side] = insert(ledger, key, tips[side], own, i);
                    }
                }
                ledger.reopen();
                CommitId[] merge = new CommitId[1];
                double write =
                        cpuMillis(() -> merge[0] = ledger.database().mergeCommit(tips[0], tips[1]));
                double read = cpuMillis(() -> ledger.read(merge[0], key));
                double report = cpuMillis(() -> ledger.database().state(merge[0]).mergeReport());
                row(
                        "merge of two streams of so many, written",
                        count,
                        write,
                        write * 1e3 / count,
                        "us a commit");
                row(
                        "  the contested document read, cold",
                        count,
                        read,
                        read * 1e3 / count,
                        "us a commit");
                row("  the merge's report", count, report, report * 1e3 / count, "us a commit");
                assertEquals(2 * count, ((XArrayValue) ledger.read(merge[0], key)).size());
            }
        }
    }

    @Test
    void undoAndRedoInTurnCostTheSameHoweverManyThereWere() throws Exception {
        for (int count : new int[] {size(FULL / 50), size(FULL / 25), size(2 * FULL / 25)}) {
            try (Ledger ledger = new Ledger(folder, "undo" + count, Ledger.NUMBER)) {
                Key key = ledger.key(1);
                CommitId base =
                        ledger.commit(
                                CommitId.NONE,
                                edit -> edit.set(ledger.attachment(), key, number(0)));
                CommitId target =
                        ledger.commit(
                                base,
                                edit ->
                                        edit.update(
                                                ledger.attachment(), key, root(ledger), number(1)));
                CommitId[] last = {target};
                double millis =
                        cpuMillis(() -> {
                            for (int i = 0; i < count; i++) {
                                last[0] =
                                        i % 2 == 0
                                                ? ledger.database()
                                                        .disableCommit("", last[0], target)
                                                : ledger.database()
                                                        .enableCommit("", last[0], target);
                                ledger.read(last[0], key);
                            }
                            return last;
                        });
                row(
                        "undo and redo in turn, and a read",
                        count,
                        millis,
                        millis * 1e3 / count,
                        "us each");
                assertEquals(number(count % 2 == 0 ? 1 : 0), ledger.read(last[0], key));
            }
        }
    }

    @Test
    void disablingOneCommitAmongManyCostsWhatItsDocumentsCost() throws Exception {
        int commits = size(10 * FULL);
        int documents = Math.max(10, commits / 100);
        try (Ledger ledger = new Ledger(folder, "disable", Ledger.NUMBER)) {
            CommitId last = CommitId.NONE;
            CommitId[] some = new CommitId[21];
            long[] someDocuments = new long[some.length];
            for (int i = 0; i < commits; i++) {
                long document = i % documents;
                Value value = number(i);
                boolean first = i < documents;
                last =
                        ledger.commit(
                                last,
                                edit -> {
                                    if (first) {
                                        edit.set(ledger.attachment(), ledger.key(document), value);
                                    } else {
                                        edit.update(
                                                ledger.attachment(),
                                                ledger.key(document),
                                                root(ledger),
                                                value);
                                    }
                                });
                if (i >= documents && (i - documents) % (commits / some.length) == 0) {
                    int at = (i - documents) / (commits / some.length);
                    if (at < some.length) {
                        some[at] = last;
                        someDocuments[at] = document;
                    }
                }
            }
            double[] disable = new double[some.length];
            double[] read = new double[some.length];
            int done = 0;
            for (int i = 0; i < some.length && some[i] != null; i++) {
                CommitId base = last;
                CommitId target = some[i];
                Key key = ledger.key(someDocuments[i]);
                CommitId[] toggle = new CommitId[1];
                disable[i] =
                        cpuMillis(() ->
                                toggle[0] = ledger.database().disableCommit("", base, target));
                read[i] = cpuMillis(() -> ledger.read(toggle[0], key));
                last = toggle[0];
                done++;
            }
            double[] both = new double[done];
            Arrays.setAll(both, i -> disable[i] + read[i]);
            Arrays.sort(both);
            row(
                    "one commit disabled, its document read",
                    commits,
                    median(both),
                    both[done - 1],
                    "ms at most");
            ledger.reopen();
            CommitId tip = last;
            Key key = ledger.key(someDocuments[0]);
            CommitState[] state = new CommitState[1];
            double open = cpuMillis(() -> state[0] = ledger.database().state(tip));
            double cold =
                    cpuMillis(() -> state[0].attachmentGetting().get(ledger.attachment(), key));
            row(
                    "  " + done + " disabled, file just opened: state",
                    commits,
                    open,
                    cold,
                    "ms to read");
            assertTrue(state[0].attachmentGetting().has(ledger.attachment(), key));
        }
    }
}
