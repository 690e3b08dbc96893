package org.commitdb.state;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.HeapStorage;
import org.commitdb.remote.ConnectionOptions;
import org.commitdb.remote.ServedStore;
import org.commitdb.store.CommitIndexer;
import org.commitdb.store.Durability;
import org.commitdb.store.RecordStore;

/// States of a database that is served over TCP. Fewer histories than elsewhere: each read is a
/// round trip.
final class RemoteHistoryPropertyTest extends HistoryContract {

    private static final int TRIES = 5;

    @Override
    protected RecordStore newStore(CommitIndexer indexer) {
        RecordStore served =
                CommitFile.create(
                        new HeapStorage("memory"),
                        FileOptions.defaults().withDurability(Durability.LAZY),
                        indexer);
        return ServedStore.of(served).owningClient(ConnectionOptions.DEFAULT);
    }

    @Override
    @Property(tries = TRIES)
    void everyStateEqualsTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        super.everyStateEqualsTheOracle(seed, commits);
    }

    @Override
    @Property(tries = TRIES)
    void singleDocumentsReadInAnyOrderEqualTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int commits) {
        super.singleDocumentsReadInAnyOrderEqualTheOracle(seed, commits);
    }

    @Override
    @Property(tries = TRIES)
    void everyStateOfTogglesEqualsTheOracle(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int commits,
            @ForAll @IntRange(min = 1, max = 50) int togglesPercent) {
        super.everyStateOfTogglesEqualsTheOracle(seed, commits, togglesPercent);
    }

    @Override
    @Property(tries = TRIES)
    void mergeThatIsNotStoredReadsAsIfItWere(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int commits,
            @ForAll @IntRange(min = 0, max = 20) int togglesPercent) {
        super.mergeThatIsNotStoredReadsAsIfItWere(seed, commits, togglesPercent);
    }

    @Override
    @Property(tries = TRIES)
    void reportEqualsTheOracle(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent) {
        super.reportEqualsTheOracle(seed, commits, togglesPercent);
    }

    @Override
    @Property(tries = TRIES)
    void linearOrderKeepsItsLaws(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int commits) {
        super.linearOrderKeepsItsLaws(seed, commits);
    }

    @Override
    @Property(tries = TRIES)
    void arrivalOrderPlaysNoPart(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 60) int commits,
            @ForAll @IntRange(min = 0, max = 30) int togglesPercent) {
        super.arrivalOrderPlaysNoPart(seed, commits, togglesPercent);
    }

    @Override
    @Property(tries = TRIES)
    void ancestryEqualsTheOracle(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int commits) {
        super.ancestryEqualsTheOracle(seed, commits);
    }

    @Override
    @Property(tries = TRIES)
    void mutableStateReadsItsOwnMutations(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 25) int commits) {
        super.mutableStateReadsItsOwnMutations(seed, commits);
    }

    @Override
    @Property(tries = TRIES)
    void diffMakesEveryDocumentIntoEveryOther(@ForAll long seed, @ForAll boolean recursive) {
        super.diffMakesEveryDocumentIntoEveryOther(seed, recursive);
    }
}
