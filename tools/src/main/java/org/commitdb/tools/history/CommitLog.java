package org.commitdb.tools.history;

import java.util.Collection;
import java.util.function.Consumer;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.tools.console.Style;

/// Lists commits and their ancestors, newest first.
///
/// **Cost**: reads no more commits than it is asked for, and those beside them.
public final class CommitLog {

    private final CommitDatabase database;
    private final CommitText text;

    /// Lists commits of this database.
    public CommitLog(CommitDatabase database, Style style) {
        this.database = database;
        this.text = new CommitText(database, style);
    }

    /// Gives `each` at most `limit` of the commits `from` and their ancestors.
    void forEach(Collection<CommitId> from, long limit, Consumer<CommitHeader> each) {
        NewestFirst commits = new NewestFirst(from, database::commitHeader);
        for (long shown = 0; shown < limit && commits.hasNext(); shown++) {
            each.accept(commits.next());
        }
    }

    /// Draws at most `limit` of the commits `from` and their ancestors, line by line.
    public void graph(Collection<CommitId> from, long limit, Consumer<String> lines) {
        GraphPainter painter = new GraphPainter();
        forEach(
                from,
                limit,
                commit -> {
                    GraphPainter.Rows rows = painter.draw(commit);
                    rows.above().forEach(lines);
                    lines.accept(rows.node() + "  " + text.line(commit));
                    rows.below().forEach(lines);
                });
    }

    /// How commits are written.
    CommitText text() {
        return text;
    }
}
