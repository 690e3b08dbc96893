package org.commitdb.tools.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;

/// Headers for tests, by names of their own.
final class TestCommits {

    private TestCommits() {}

    /// The id that stands for a name.
    static CommitId id(String name) {
        return CommitId.of(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), CommitId.SIZE));
    }

    /// The header of `name`, `name parent` or `name ours theirs`.
    static CommitHeader header(String text, long timestampMicros) {
        String[] names = text.split(" ");
        return new CommitHeader(
                id(names[0]),
                names.length > 2 ? CommitKind.MERGE : CommitKind.MUTATIONS,
                names.length > 1 ? id(names[1]) : CommitId.NONE,
                names.length > 2 ? id(names[2]) : CommitId.NONE,
                timestampMicros,
                "",
                "");
    }
}
