package org.commitdb.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commitdb.blob.BlobId;
import org.commitdb.bytes.ByteReader;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.RuntimeId;

/// Reads a program; its form is described at [CommitCodec].
final class ProgramReader {

    /// The flag of a document that the program sets or removes.
    static final int BASELINE = 1;

    private static final int UUID_SIZE = 16;
    private static final int SMALLEST_DOCUMENT_SIZE = 1 + UUID_SIZE + 2 + 2;

    private final ByteReader in;

    ProgramReader(ByteReader in) {
        this.in = in;
    }

    /// Reads to the end; fills `blobs` and returns the sections.
    List<CommitOutline.Section> read(List<BlobId> blobs) {
        UUID[] dictionary = readDictionary();
        readBlobs(blobs);
        int count = in.readCount(SMALLEST_DOCUMENT_SIZE);
        List<CommitOutline.Section> sections = new ArrayList<>(count);
        Set<List<UUID>> seen = count > 1 ? HashSet.newHashSet(count) : Set.of();
        int used = 0;
        for (int i = 0; i < count; i++) {
            int attachment = readIndex(dictionary, used);
            used = Math.max(used, attachment + 1);
            UUID instance = ValueReader.readUuid(in);
            int flags = in.readByte();
            if (flags > BASELINE) {
                throw in.corrupt("flags 0 or 1", Integer.toString(flags));
            }
            int length = in.readCount(1);
            if (length == 0) {
                throw in.corrupt("opcodes", "none");
            }
            if (count > 1 && !seen.add(List.of(dictionary[attachment], instance))) {
                throw in.corrupt("each document once", "another program for " + instance);
            }
            sections.add(
                    new CommitOutline.Section(
                            dictionary[attachment],
                            instance,
                            flags == BASELINE,
                            in.position(),
                            length));
            in.skip(length);
        }
        if (used != dictionary.length) {
            throw in.corrupt(used + " runtime ids", Integer.toString(dictionary.length));
        }
        if (count == 0) {
            throw in.corrupt("at least one document", "none");
        }
        in.expectEnd();
        return sections;
    }

    /// Decodes and validates the documents that `sections` of `commit` describe.
    static List<DocumentProgram> decode(
            byte[] commit,
            List<CommitOutline.Section> sections,
            Definitions definitions,
            String source) {
        List<DocumentProgram> program = new ArrayList<>(sections.size());
        for (CommitOutline.Section section : sections) {
            ByteReader in = new ByteReader(commit, section.offset(), section.length(), source);
            Attachment attachment =
                    definitions
                            .attachment(new RuntimeId(section.attachment()))
                            .orElseThrow(() ->
                                    in.corrupt(
                                            "a known attachment", section.attachment().toString()));
            program.add(
                    DocumentCodec.read(
                            in,
                            ValueReader.validating(in, definitions),
                            attachment,
                            section.instance()));
        }
        return program;
    }

    private UUID[] readDictionary() {
        UUID[] dictionary = new UUID[in.readCount(UUID_SIZE)];
        for (int i = 0; i < dictionary.length; i++) {
            dictionary[i] = ValueReader.readUuid(in);
        }
        if (new HashSet<>(Arrays.asList(dictionary)).size() != dictionary.length) {
            throw in.corrupt("distinct runtime ids", "one twice");
        }
        return dictionary;
    }

    private void readBlobs(List<BlobId> blobs) {
        int count = in.readCount(BlobId.SIZE);
        BlobId previous = BlobId.NONE;
        for (int i = 0; i < count; i++) {
            BlobId blob = BlobId.of(in.readBytes(BlobId.SIZE));
            if (previous.compareTo(blob) >= 0) {
                throw in.corrupt("blob ids in ascending order", blob + " after " + previous);
            }
            blobs.add(blob);
            previous = blob;
        }
    }

    private int readIndex(UUID[] dictionary, int used) {
        long index = in.readVarint();
        if (index < 0 || index >= dictionary.length || index > used) {
            throw in.corrupt(
                    "the index of a runtime id in the order of first use",
                    Long.toUnsignedString(index));
        }
        return (int) index;
    }
}
