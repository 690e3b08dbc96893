package org.commitdb.tools.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;

final class NewestFirstPropertyTest {

    private final Map<CommitId, CommitHeader> commits = new HashMap<>();

    @Property(tries = 300)
    void eachComesOnceAndAfterItsChildren(@ForAll long seed) {
        commits.clear();
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            addRandom("n" + i, names, random);
        }
        List<CommitHeader> walked = new ArrayList<>();
        new NewestFirst(commits.keySet(), commits::get).forEachRemaining(walked::add);
        assertEquals(commits.size(), walked.size());
        assertEquals(commits.size(), new HashSet<>(walked).size());
        Set<CommitId> seen = new HashSet<>();
        for (CommitHeader commit : walked) {
            NewestFirst.parents(commit).forEach(parent -> assertTrue(!seen.contains(parent)));
            seen.add(commit.id());
        }
        List<Long> times = walked.stream().map(CommitHeader::timestampMicros).toList();
        assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    }

    private void addRandom(String name, List<String> names, Random random) {
        int kind = names.size() < 2 ? 0 : random.nextInt(10);
        if (kind == 0) {
            add(name, random.nextInt(5));
        } else if (kind < 6) {
            String parent = names.get(random.nextInt(names.size()));
            add(name + " " + parent, time(parent) + 1 + random.nextInt(2));
        } else {
            String ours = names.get(random.nextInt(names.size()));
            String theirs = names.get(random.nextInt(names.size()));
            if (ours.equals(theirs)) {
                return;
            }
            add(name + " " + ours + " " + theirs, Math.max(time(ours), time(theirs)));
        }
        names.add(name);
    }

    private long time(String name) {
        return commits.get(TestCommits.id(name)).timestampMicros();
    }

    private void add(String text, long timestamp) {
        CommitHeader header = TestCommits.header(text, timestamp);
        commits.put(header.id(), header);
    }
}
