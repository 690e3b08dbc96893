package org.commitdb.file;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.commitdb.blob.BlobId;
import org.commitdb.error.BusyException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.StorageException;
import org.commitdb.file.Promises.Answer;
import org.commitdb.file.Promises.Attempt;
import org.commitdb.store.DocumentId;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// Somebody who uses a database at random and writes down what the database promised.
final class FaultUser {

    private static final int DICE = 40;

    private final CommitFile file;
    private final Promises promises;
    private final ModelStore known;
    private final FaultInjector injector;
    private final SplittableRandom random;
    private final RandomHistory history;
    private final boolean full;
    private final BooleanSupplier dead;

    /// A user of `file`, who builds on the commits in `known` and adds to it what is acknowledged;
    /// `full` says whether that is durable. A process that is `dead` tells nobody anything.
    FaultUser(
            CommitFile file,
            Promises promises,
            ModelStore known,
            FaultInjector injector,
            SplittableRandom random,
            int maxOpcodes,
            boolean full,
            BooleanSupplier dead) {
        this.file = file;
        this.promises = promises;
        this.known = known;
        this.injector = injector;
        this.random = random;
        this.history = new RandomHistory(random, 8, maxOpcodes);
        this.full = full;
        this.dead = dead;
    }

    /// Does something.
    void act() {
        switch (random.nextInt(DICE)) {
            case 0, 1, 2 -> putBlob();
            case 3 -> putDefinitions();
            case 4, 5 -> putFrame();
            case 6, 7, 8 -> settle(file::checkpoint);
            case 9 -> settle(file::flush);
            case 10 -> settle(file::rebuildIndexes);
            case 11 -> settle(file::dropFrames);
            case 12, 13, 14 -> read();
            case 15 -> Thread.interrupted();
            default -> append();
        }
    }

    /// Appends a transaction.
    void append() {
        List<TestCommit> transaction = history.transaction(known);
        if (promises.knowsAny(transaction)) {
            return;
        }
        Attempt attempt = promises.commits(transaction);
        if (store(
                attempt,
                full,
                () -> file.append(transaction.stream().map(TestCommit::encode).toList()))) {
            transaction.forEach(known::add);
        }
    }

    private void putBlob() {
        byte[] bytes = new byte[16 + random.nextInt(3000)];
        random.nextBytes(bytes);
        BlobId id = RandomHistory.blobId(bytes);
        Attempt attempt = promises.blob(id, bytes);
        injector.storingBlob(true);
        if (store(attempt, full, () -> file.putBlob(id, "uchar-1", bytes))) {
            known.addBlob(id, "uchar-1", bytes);
        }
        injector.storingBlob(false);
    }

    private void putDefinitions() {
        byte[] record = new byte[16 + random.nextInt(100)];
        random.nextBytes(record);
        store(promises.definitions(record), true, () -> file.appendDefinitions(record));
    }

    private boolean store(Attempt attempt, boolean durable, Runnable call) {
        Answer answer = Answer.UNKNOWN;
        try {
            call.run();
            answer = dead.getAsBoolean() ? Answer.UNKNOWN : Answer.ACKNOWLEDGED;
        } catch (StorageException | BusyException e) {
            answer = Answer.REFUSED;
        } catch (OutcomeUnknownException | OutOfMemoryError e) {
            // It may be there or not.
            answer = Answer.UNKNOWN;
        } finally {
            promises.answer(attempt, answer, durable);
        }
        return answer == Answer.ACKNOWLEDGED;
    }

    private void putFrame() {
        if (known.size() == 0 || known.documents().isEmpty()) {
            return;
        }
        DocumentId document = known.documents().get(random.nextInt(known.documents().size()));
        byte[] frame = history.bytes(500);
        try {
            int last = (int) file.lastOrdinal();
            if (last > 0) {
                file.putFrame(document, 1 + random.nextInt(last), frame);
            }
        } catch (StorageException | CorruptException | OutOfMemoryError e) {
            // A frame is worth nothing.
            return;
        }
    }

    /// Does what makes everything durable that was acknowledged before.
    private void settle(Runnable call) {
        int before = promises.moment();
        try {
            call.run();
            if (!dead.getAsBoolean()) {
                promises.promiseBefore(before);
            }
        } catch (StorageException | BusyException | OutcomeUnknownException | OutOfMemoryError e) {
            // Nothing is promised then.
            return;
        } catch (CorruptException e) {
            tolerate(e);
        }
    }

    /// Reads a commit that was acknowledged.
    void read() {
        if (known.size() == 0) {
            return;
        }
        int index = 1 + random.nextInt(known.size());
        try {
            long ordinal = file.ordinalOf(known.idOf(index));
            if (ordinal == 0 && !full && injector.hasReverted()) {
                return;
            }
            if (ordinal == 0) {
                throw new AssertionError("acknowledged and not there: " + known.idOf(index));
            }
            byte[] bytes = file.commit(ordinal);
            if (!Arrays.equals(known.commit(index).encode(), bytes)) {
                throw new AssertionError("other bytes at " + ordinal);
            }
        } catch (StorageException | OutOfMemoryError e) {
            // The disk could not be read.
            return;
        } catch (CorruptException e) {
            tolerate(e);
        }
    }

    /// What was written may be gone from under a session whose sync failed.
    private void tolerate(CorruptException e) {
        if (!injector.hasReverted()) {
            throw e;
        }
    }
}
