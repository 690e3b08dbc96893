package org.commitdb.golden;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.commitdb.Administration;
import org.commitdb.BlobPool;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.blob.BlobElement;
import org.commitdb.blob.BlobId;
import org.commitdb.blob.BlobLayout;
import org.commitdb.codec.DefinitionsCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmSource;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.storage.FileStorage;
import org.commitdb.state.CanonicalIndexer;
import org.commitdb.state.CommitMutableState;
import org.commitdb.state.RandomHistory;
import org.commitdb.state.RichModel;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.RuntimeId;
import org.commitdb.value.BlobIdValue;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;

/// Writes the golden files of a format version: small databases that every later engine opens.
///
/// They are written once, when a version of the format is frozen, and never again: a later engine
/// may write other bytes for the same commits. To look at what it writes today: `GoldenFiles
/// FOLDER`.
///
/// | file | what is in it |
/// |---|---|
/// | `rich` | every type, merges of merges, toggles, blobs, key frames, some dropped, several checkpoints; closed in order |
/// | `grown` | definitions that were extended twice, a club that grew |
/// | `open` | as a process leaves it that was killed: commits behind the checkpoint |
/// | `torn` | the same, the last transaction written only in part |
/// | `pages64k` | pages of 64 KiB |
/// | `blobs` | blobs outside the log: in one and in several frames, compressed and not, some dropped and their room used again |
/// | `deleted` | heads that were deleted, before and after a checkpoint; the rest of a reset |
public final class GoldenFiles {

    private static final RichModel MODEL = new RichModel();

    private GoldenFiles() {}

    /// Writes all of them into the folder that the argument names.
    public static void main(String[] arguments) throws IOException {
        writeAll(Path.of(arguments[0]));
    }

    /// Writes all of them into a folder.
    static void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        writeRich(folder.resolve("rich.cdb"), 41, 4096, 120);
        writeRich(folder.resolve("pages64k.cdb"), 42, 65536, 80);
        writeGrown(folder.resolve("grown.cdb"));
        writeOpen(folder.resolve("open.cdb"), folder.resolve("torn.cdb"));
        writeBlobs(folder.resolve("blobs.cdb"));
        writeDeleted(folder.resolve("deleted.cdb"));
    }

    private static FileOptions options(long seed, int pageSize) {
        return FileOptions.defaults()
                .withPageSize(pageSize)
                .withClockAndRandom(
                        () -> Instant.ofEpochMilli(1_763_769_600_000L), new SplittableRandom(seed));
    }

    private static CommitFile create(Path path, long seed, int pageSize) {
        CommitFile file =
                CommitFile.create(
                        FileStorage.create(path), options(seed, pageSize), new CanonicalIndexer());
        file.appendDefinitions(DefinitionsCodec.encode(MODEL.definitions()));
        return file;
    }

    /// Closed and opened again in between, so that both META slots and several generations of pages
    /// are in the file.
    private static void writeRich(Path path, long seed, int pageSize, int count) {
        try (CommitFile file = create(path, seed, pageSize)) {
            RandomHistory history = new RandomHistory(file, MODEL, seed).withToggles(8);
            for (int commits = 40; commits <= count; commits += 40) {
                history.grow(commits);
                history.layFrames();
                if (commits == 40) {
                    file.dropFrames();
                }
                putBlob(file, "float-3", "blob " + commits);
                file.checkpoint();
            }
        }
    }

    private static void putBlob(CommitFile file, String layout, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.putBlob(BlobId.ofContent(layout, bytes), layout, bytes);
    }

    private static final String IMAGES =
            """
            namespace Gallery {5b1c7a30-9d2e-4c39-8c54-0d7f3f1a0e02} {
                concept Picture;
                struct Image { string title; blob_id pixels; };
                attachment<Picture, Image> image;
            };
            """;

    /// What nobody names is collected; what comes then takes its room.
    private static void writeBlobs(Path path) {
        try (CommitDatabase database = CommitDatabase.create(path, parse(IMAGES), ticking())) {
            byte[] noise = new byte[90_000];
            new SplittableRandom(45).nextBytes(noise);
            byte[] even = new byte[250_000];
            for (int i = 0; i < even.length; i++) {
                even[i] = (byte) (i / 100 + i % 3);
            }
            BlobPool pool = database.blobs();
            pool.create(BlobLayout.BYTES, Arrays.copyOf(noise, 60_000));
            CommitId head = CommitId.NONE;
            head = show(database, head, 1, pool.create(BlobLayout.BYTES, noise));
            pool.create(BlobLayout.BYTES, Arrays.copyOf(even, 200_000));
            head = show(database, head, 2, pool.create(new BlobLayout(BlobElement.FLOAT, 4), even));
            pool.collect();
            byte[] again = Arrays.copyOfRange(noise, 1000, 51_000);
            head = show(database, head, 3, pool.create(BlobLayout.BYTES, again));
            show(database, head, 4, pool.create(BlobLayout.BYTES, new byte[] {1, 2, 3}));
        }
    }

    private static CommitId show(
            CommitDatabase database, CommitId parent, int instance, BlobId blob) {
        Attachment attachment = database.definitions().attachment("Gallery::Picture.image");
        StructureValue image =
                StructureValue.create(attachment)
                        .with("title", StringValue.of("number " + instance))
                        .with("pixels", BlobIdValue.of(blob.toByteArray()));
        RuntimeId picture = database.definitions().concept("Gallery::Picture").runtimeId();
        Key key = Key.of(attachment.keyTarget(), new UUID(0, instance), picture);
        CommitMutableState mutable = following(database, parent);
        mutable.attachmentMutating().set(attachment, key, image);
        return database.commitMutations("Show " + instance, "ada", mutable);
    }

    /// Closed and opened again between the deletions.
    private static void writeDeleted(Path path) {
        CommitId kept;
        try (CommitDatabase database =
                CommitDatabase.create(path, parse(GrownModel.FIRST), ticking())) {
            String name = "Plant::Tree.sheet";
            CommitId root = set(database, CommitId.NONE, name, 1, "Plant::Tree");
            kept = set(database, root, name, 2, "Plant::Oak");
            CommitId gone = set(database, root, name, 3, "Plant::Tree");
            CommitId later = set(database, gone, name, 4, "Plant::Tree");
            Administration administration = new Administration(database);
            administration.deleteCommit(later);
            administration.deleteCommit(gone);
            set(database, CommitId.NONE, name, 5, "Plant::Oak");
        }
        try (CommitDatabase database = CommitDatabase.open(path)) {
            Administration administration = new Administration(database);
            set(database, kept, "Plant::Tree.sheet", 6, "Plant::Tree");
            administration.resetCommits();
            CommitId first = database.firstCommitId().orElseThrow();
            CommitId head = set(database, first, "Plant::Tree.sheet", 7, "Plant::Oak");
            administration.deleteCommit(set(database, head, "Plant::Tree.sheet", 8, "Plant::Oak"));
        }
    }

    /// A clock that moves a second at each look.
    private static DatabaseOptions ticking() {
        AtomicLong millis = new AtomicLong(1_763_769_600_000L);
        return DatabaseOptions.DEFAULT.withClock(
                () -> Instant.ofEpochMilli(millis.addAndGet(1000)));
    }

    private static CommitMutableState following(CommitDatabase database, CommitId parent) {
        return new CommitMutableState(
                parent.isNone() ? database.initialState() : database.state(parent));
    }

    /// The registry arrives in three records; a club grows, and so does what its keys may name.
    private static void writeGrown(Path path) {
        try (CommitDatabase database =
                CommitDatabase.create(path, parse(GrownModel.FIRST), ticking())) {
            CommitId first = set(database, CommitId.NONE, "Plant::Tree.sheet", 1, "Plant::Tree");
            database.extendDefinitions(parse(GrownModel.FIRST + GrownModel.SECOND));
            CommitId second = set(database, first, "Plant::Green.marks", 2, "Plant::Bush");
            CommitId other = set(database, first, "Plant::Tree.sheet", 3, "Plant::Oak");
            database.extendDefinitions(
                    parse(GrownModel.FIRST + GrownModel.SECOND + GrownModel.THIRD));
            CommitId merge = database.mergeCommit(second, other);
            CommitId undo = database.disableCommit("Undo", merge, second);
            set(database, undo, "Garden::Plant::Tree.place", 1, "Plant::Tree");
            set(database, merge, "Plant::Green.marks", 4, "Plant::Moss");
            set(database, CommitId.NONE, "any_concept.seen", 5, "Garden::Bed");
        }
    }

    private static Definitions parse(String model) {
        return Dsm.parse(List.of(new DsmSource("grown.dsm", model))).definitions();
    }

    /// Commits the zero value of a document about a concept.
    private static CommitId set(
            CommitDatabase database, CommitId parent, String name, int instance, String concept) {
        Attachment attachment = database.definitions().attachment(name);
        RuntimeId named = database.definitions().concept(concept).runtimeId();
        Key key = Key.of(attachment.keyTarget(), new UUID(0, instance), named);
        CommitMutableState mutable = following(database, parent);
        mutable.attachmentMutating().set(attachment, key, Value.zero(attachment.documentType()));
        return database.commitMutations("Set " + name, "ada", mutable);
    }

    private static void writeOpen(Path open, Path torn) throws IOException {
        Path live = open.resolveSibling("live.cdb");
        try (CommitFile file = create(live, 44, 4096)) {
            RandomHistory history = new RandomHistory(file, MODEL, 44).withToggles(5);
            history.grow(30);
            file.checkpoint();
            history.grow(45);
            Files.copy(live, open, StandardCopyOption.REPLACE_EXISTING);
            history.grow(46);
            Files.copy(live, torn, StandardCopyOption.REPLACE_EXISTING);
        }
        cutTail(open, torn);
        Files.delete(live);
    }

    /// Zeroes the second half of what `torn` has more than `open`.
    private static void cutTail(Path open, Path torn) throws IOException {
        byte[] before = Files.readAllBytes(open);
        byte[] after = Files.readAllBytes(torn);
        int first = Arrays.mismatch(before, after);
        int last = after.length - 1;
        while (last > first && last < before.length && before[last] == after[last]) {
            last--;
        }
        int middle = (first + last) / 2;
        try (RandomAccessFile file = new RandomAccessFile(torn.toFile(), "rw")) {
            file.seek(middle);
            file.write(new byte[last + 1 - middle]);
        }
    }
}
