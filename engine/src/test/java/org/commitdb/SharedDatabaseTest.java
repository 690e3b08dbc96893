package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.commitdb.error.DefinitionsException;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.SimDisk;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Field;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.junit.jupiter.api.Test;

/// Databases of two processes on one file.
final class SharedDatabaseTest {

    private final SimDisk disk = new SimDisk();

    private CommitDatabase create() {
        return new CommitDatabase(
                CommitFile.create(disk.open(), FileOptions.defaults(), new CanonicalIndexer()),
                DatabaseOptions.DEFAULT);
    }

    private CommitDatabase open() {
        return new CommitDatabase(
                CommitFile.open(disk.open(), FileOptions.defaults(), new CanonicalIndexer()),
                DatabaseOptions.DEFAULT);
    }

    private static Definitions login(String name, PrimitiveType type) {
        Namespace space = new Namespace(new UUID(1, 2), "Tuto");
        DefinitionsBuilder builder = Definitions.builder();
        builder.structure(space, name, new Field("nickname", type));
        return builder.build();
    }

    @Test
    void definitionsOfOneProcessAreThereInTheOther() {
        try (CommitDatabase first = create();
                CommitDatabase second = open()) {
            first.extendDefinitions(login("Login", PrimitiveType.STRING));
            assertEquals(first.definitions().toString(), second.definitions().toString());
            second.extendDefinitions(login("Other", PrimitiveType.UUID));
            assertEquals(first.definitions().toString(), second.definitions().toString());
            assertThrows(
                    DefinitionsException.class,
                    () -> first.extendDefinitions(login("Other", PrimitiveType.STRING)));
            assertEquals(first.definitions().toString(), second.definitions().toString());
        }
    }

    /// Both processes look for contradictions at the same time, and neither finds any.
    @Test
    void ofContradictingDefinitionsThatTwoProcessesAddAtOnceOneIsRefused() throws Exception {
        try (CommitDatabase first = create();
                CommitDatabase second = open()) {
            List<CommitDatabase> databases = List.of(first, second);
            List<PrimitiveType> types = List.of(PrimitiveType.STRING, PrimitiveType.UUID);
            for (int round = 0; round < 20; round++) {
                List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
                CountDownLatch ready = new CountDownLatch(2);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    CommitDatabase database = databases.get(i);
                    Definitions more = login("Login" + round, types.get(i));
                    threads.add(
                            Thread.ofPlatform()
                                    .start(() -> {
                                        ready.countDown();
                                        try {
                                            ready.await();
                                            database.extendDefinitions(more);
                                        } catch (Throwable e) {
                                            refused.add(e);
                                        }
                                    }));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertEquals(1, refused.size(), refused::toString);
                assertInstanceOf(DefinitionsException.class, refused.getFirst());
                assertEquals(first.definitions().toString(), second.definitions().toString());
            }
        }
        try (CommitDatabase again = open()) {
            assertEquals(20, again.store().definitionsVersion());
        }
    }
}
