package org.commitdb.remote;

import java.util.List;
import java.util.stream.LongStream;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;
import org.commitdb.store.AncestrySample;
import org.commitdb.store.Run;
import org.commitdb.store.Toggle;

/// How the commits of a remote store hang together.
///
/// **Threads**: any.
final class RemoteGraph {

    private final Questions questions;
    private final RemoteMemory memory;

    RemoteGraph(Questions questions, RemoteMemory memory) {
        this.questions = questions;
        this.memory = memory;
    }

    Run run(long ordinal) {
        questions.checkOpen();
        Questions.checkOrdinal(ordinal);
        Run known = memory.run(ordinal);
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        Run run = questions.ask(new Request.RunOf(ordinal), Reply.RunReply.class).run();
        if (ordinal < run.first() || ordinal > run.last()) {
            throw questions.strange("the run of " + ordinal, run.toString());
        }
        memory.keepRun(run, seen);
        return run;
    }

    List<AncestrySample> ancestry(long[] tips, int limit) {
        List<Long> from = LongStream.of(tips).peek(Questions::checkOrdinal).boxed().toList();
        return questions.ask(new Request.Ancestry(from, limit), Reply.Samples.class).samples();
    }

    long[] children(long ordinal) {
        Questions.checkOrdinal(ordinal);
        return ordinals(new Request.Children(ordinal));
    }

    long[] heads() {
        return ordinals(new Request.Heads());
    }

    long[] roots() {
        return ordinals(new Request.Roots());
    }

    private long[] ordinals(Request request) {
        long[] ordinals = questions.ordinals(request);
        LongStream.of(ordinals).forEach(memory::sawOrdinal);
        return ordinals;
    }

    List<Toggle> toggles() {
        questions.checkOpen();
        List<Toggle> known = memory.toggles();
        if (known != null) {
            return known;
        }
        long seen = memory.seenOrdinal();
        List<Toggle> toggles =
                questions.ask(new Request.Toggles(), Reply.ToggleList.class).toggles();
        memory.keepToggles(toggles, seen);
        return toggles;
    }
}
