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
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.blob.BlobId;
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
import org.commitdb.value.Key;
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

    /// The registry arrives in three records; a club grows, and so does what its keys may name.
    private static void writeGrown(Path path) {
        AtomicLong millis = new AtomicLong(1_763_769_600_000L);
        DatabaseOptions options =
                DatabaseOptions.DEFAULT.withClock(
                        () -> Instant.ofEpochMilli(millis.addAndGet(1000)));
        try (CommitDatabase database =
                CommitDatabase.create(path, parse(GrownModel.FIRST), options)) {
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
        CommitMutableState mutable =
                new CommitMutableState(
                        parent.isNone() ? database.initialState() : database.state(parent));
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
