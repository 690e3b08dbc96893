package org.commitdb.tools.merge;

import org.commitdb.CommitDatabase;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.tools.database.DatabaseFile;
import org.commitdb.tools.database.NamedMerge;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The first arguments of the commands of this package: the database file and a merge, or the two
/// commits that it joins.
final class MergeArguments {

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "OURS",
            description =
                    "A merge, or with THEIRS the commit to merge into: an id, a prefix of one, first"
                            + " or last.")
    private String ours;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "THEIRS",
            description = "The commit to merge in.")
    private @Nullable String theirs;

    DatabaseFile file() {
        return file;
    }

    MergeAnalysis analysis(CommitDatabase database) {
        return new NamedMerge(ours, theirs).analysis(database);
    }
}
