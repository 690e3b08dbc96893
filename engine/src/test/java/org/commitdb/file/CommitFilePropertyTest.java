package org.commitdb.file;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.store.Durability;
import org.commitdb.store.ModelStore;
import org.commitdb.store.TestCommit;

/// Random histories with checkpoints, rebuilds and reopenings at random, compared with the naive
/// model.
final class CommitFilePropertyTest {

    private static final int STEPS = 120;

    @Property(tries = 60)
    void answersLikeTheModel(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistory history = new RandomHistory(random, 1 + random.nextInt(40), 60);
        FileOptions options =
                FileOptions.defaults()
                        .withDurability(random.nextBoolean() ? Durability.FULL : Durability.LAZY)
                        .withPageSize(random.nextInt(4) == 0 ? 8192 : 4096)
                        .withCheckpointAfter(5 + random.nextInt(200), 1 << 16);
        SimDisk disk = new SimDisk();
        ModelStore model = new ModelStore();
        CommitFile file = CommitFile.create(disk.open(), options, TestCommit::index);
        try {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(40)) {
                    case 0 -> file.checkpoint();
                    case 1 -> file.rebuildIndexes();
                    case 2 -> {
                        file.close();
                        file = CommitFile.open(disk.open(), options, TestCommit::index);
                    }
                    case 3 -> {
                        byte[] record = history.bytes(100);
                        file.appendDefinitions(record);
                        model.addDefinitions(record);
                    }
                    case 4, 5 -> {
                        byte[] bytes = history.bytes(5000);
                        file.putBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                        model.addBlob(RandomHistory.blobId(bytes), "uchar-1", bytes);
                    }
                    default -> {
                        List<TestCommit> transaction = history.transaction(model);
                        file.append(transaction.stream().map(TestCommit::encode).toList());
                        transaction.forEach(model::add);
                    }
                }
                StoreChecks.assertSampleSame(model, file, random, 2);
                if (random.nextInt(30) == 0) {
                    StoreChecks.assertSame(model, file);
                }
            }
            StoreChecks.assertSame(model, file);
            file.close();
            file = CommitFile.open(disk.open(), options.forReading(), TestCommit::index);
            StoreChecks.assertSame(model, file);
        } finally {
            file.close();
        }
    }
}
