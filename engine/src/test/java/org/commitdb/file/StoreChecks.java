package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.commitdb.commit.CommitId;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.file.storage.Storage;
import org.commitdb.store.DocumentId;
import org.commitdb.store.ModelStore;
import org.commitdb.store.RecordStore;
import org.commitdb.store.StoredBlob;
import org.commitdb.store.TestCommit;

/// Compares a store with a model.
final class StoreChecks {

    private StoreChecks() {}

    /// Checks that the store answers every question as the model does.
    static void assertSame(ModelStore model, RecordStore store) {
        int size = model.size();
        assertEquals(size, store.lastOrdinal());
        for (long ordinal = 1; ordinal <= size; ordinal++) {
            assertSameCommit(model, store, ordinal);
            assertEquals(model.run(ordinal), store.run(ordinal));
            assertArrayEquals(model.children(ordinal), store.children(ordinal));
        }
        assertArrayEquals(model.heads(), store.heads());
        assertArrayEquals(model.roots(), store.roots());
        assertEquals(model.toggles(), store.toggles());
        List<DocumentId> documents = model.documents();
        for (DocumentId document : documents) {
            assertEquals(
                    model.touches(document, size), ModelStore.touchesOf(store, document, size));
            assertEquals(
                    model.touches(document, size / 2),
                    ModelStore.touchesOf(store, document, size / 2));
        }
        assertSameTouches(model, store, documents, size);
        assertSameTouches(model, store, documents.reversed(), size / 2);
        List<DocumentId> everySecond = new ArrayList<>();
        for (int i = 0; i < documents.size(); i += 2) {
            everySecond.add(documents.get(i));
        }
        assertSameTouches(model, store, everySecond, Math.max(0, size - 1));
        assertEquals(
                documents.stream().map(DocumentId::attachment).distinct().toList(),
                store.attachments());
        for (var attachment : store.attachments()) {
            List<DocumentId> own =
                    documents.stream()
                            .filter(document -> document.attachment().equals(attachment))
                            .toList();
            assertEquals(own, store.documents(attachment, null, Integer.MAX_VALUE));
            if (own.size() > 2) {
                assertEquals(
                        own.subList(2, own.size()),
                        store.documents(attachment, own.get(1).instance(), 1000));
            }
        }
        assertSameDefinitionsAndBlobs(model, store);
    }

    /// Checks what the store says of many documents at once.
    private static void assertSameTouches(
            ModelStore model, RecordStore store, List<DocumentId> documents, long newest) {
        assertEquals(
                documents.stream().map(document -> model.touches(document, newest)).toList(),
                store.touches(documents, newest).stream().map(ModelStore::touchesOf).toList());
    }

    /// Checks one commit: its bytes, and that its id leads to it.
    static void assertSameCommit(ModelStore model, RecordStore store, long ordinal) {
        TestCommit commit = model.commit(ordinal);
        assertArrayEquals(commit.encode(), store.commit(ordinal));
        CommitId id = model.idOf(ordinal);
        assertEquals(ordinal, store.ordinalOf(id));
        assertEquals(id, store.idOf(ordinal));
        assertEquals(List.of(id), store.idsWithPrefix(id.toString().substring(0, 20), 3));
    }

    private static void assertSameDefinitionsAndBlobs(ModelStore model, RecordStore store) {
        List<byte[]> definitions = store.definitions();
        assertEquals(model.definitions().size(), definitions.size());
        for (int i = 0; i < definitions.size(); i++) {
            assertArrayEquals(model.definitions().get(i), definitions.get(i));
        }
        model.blobs()
                .forEach((id, blob) -> {
                    assertEquals(blob.layout(), store.blob(id).orElseThrow().layout());
                    assertArrayEquals(blob.bytes(), store.blob(id).orElseThrow().bytes());
                });
    }

    /// Checks a few commits that `random` picks.
    static void assertSampleSame(
            ModelStore model, RecordStore store, SplittableRandom random, int samples) {
        for (int i = 0; i < samples && model.size() > 0; i++) {
            assertSameCommit(model, store, 1 + random.nextInt(model.size()));
        }
    }

    /// Opens a damaged file and reads all of it: each answer is that of the model, or a refusal.
    /// Returns whether nothing was refused.
    static boolean answersRightOrRefuses(Storage storage, ModelStore model, boolean readOnly) {
        FileOptions options = SampleFile.options(1 << 20);
        List<Runnable> questions = new ArrayList<>();
        boolean[] whole = {true};
        try (CommitFile file =
                CommitFile.open(
                        storage, readOnly ? options.forReading() : options, TestCommit::index)) {
            questions.add(() -> assertEquals(model.size(), file.lastOrdinal()));
            questions.add(() -> assertArrayEquals(model.heads(), file.heads()));
            questions.add(() -> assertArrayEquals(model.roots(), file.roots()));
            questions.add(() -> assertEquals(model.toggles(), file.toggles()));
            for (long ordinal = 1; ordinal <= model.size(); ordinal++) {
                long each = ordinal;
                questions.add(() -> assertSameCommit(model, file, each));
                questions.add(() -> assertEquals(model.run(each), file.run(each)));
                questions.add(() -> assertArrayEquals(model.children(each), file.children(each)));
            }
            model.documents()
                    .forEach(document ->
                            questions.add(() ->
                                    assertEquals(
                                            model.touches(document, model.size()),
                                            ModelStore.touchesOf(file, document, model.size()))));
            questions.add(() -> {
                List<byte[]> definitions = file.definitions();
                assertEquals(model.definitions().size(), definitions.size());
                for (int i = 0; i < definitions.size(); i++) {
                    assertArrayEquals(model.definitions().get(i), definitions.get(i));
                }
            });
            model.blobs()
                    .forEach((id, blob) ->
                            questions.add(() -> {
                                StoredBlob found = file.blob(id).orElseThrow();
                                assertArrayEquals(blob.bytes(), found.bytes());
                            }));
            for (Runnable question : questions) {
                try {
                    question.run();
                } catch (CorruptException e) {
                    whole[0] = false;
                }
            }
        } catch (CorruptException | IncompatibleException e) {
            whole[0] = false;
        }
        return whole[0];
    }
}
