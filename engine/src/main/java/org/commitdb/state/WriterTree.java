package org.commitdb.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Who wrote last at each place of one document.
///
/// A writer at a place hides all earlier ones at that place and within it; around it, the writer of
/// the surrounding place stays the last one.
///
/// **Threads**: one. **Cost**: O(steps) a question; a write also visits what it hides, once.
final class WriterTree {

    /// An opcode that had an effect, and the ordinal of its commit.
    record Writer(long ordinal, TracedOpcode opcode) {}

    /// A writer and the place where it wrote.
    record Written(Place place, Writer writer) {}

    private final Node root;

    /// A tree for documents whose whole is at `document`.
    WriterTree(Path document) {
        root = new Node(Place.of(document));
    }

    private static final class Node {

        private final Place place;
        private final Map<PathStep, Node> children = new LinkedHashMap<>(2);
        private final Map<Value, Written> elements = new LinkedHashMap<>(2);
        private @Nullable Writer writer;

        Node(Place place) {
            this.place = place;
        }
    }

    /// Puts `writer` at `place` and returns the writers that it hides, each with the place where it
    /// does so: the one at the place or else around it, and those within it.
    List<Written> write(Place place, Writer writer) {
        Node node = root;
        Writer surrounding = root.writer;
        for (PathStep step : place.path().steps()) {
            Node parent = node;
            node =
                    parent.children.computeIfAbsent(
                            step, each -> new Node(Place.of(pathTo(place, parent))));
            surrounding = node.writer != null ? node.writer : surrounding;
        }
        List<Written> hidden = new ArrayList<>(1);
        if (place.element().isPresent()) {
            Written earlier = node.elements.put(place.element().get(), new Written(place, writer));
            addHidden(hidden, place, earlier == null ? surrounding : earlier.writer());
            return hidden;
        }
        addHidden(hidden, place, surrounding);
        addWithin(hidden, node);
        node.children.clear();
        node.elements.clear();
        node.writer = writer;
        return hidden;
    }

    private static Path pathTo(Place place, Node parent) {
        int length = parent.place.path().steps().size() + 1;
        List<PathStep> steps = place.path().steps();
        return length == steps.size()
                ? place.path()
                : Path.of(place.path().rootType(), steps.subList(0, length));
    }

    private static void addHidden(List<Written> hidden, Place place, @Nullable Writer writer) {
        if (writer != null) {
            hidden.add(new Written(place, writer));
        }
    }

    /// The last writers at `place`: the one at it or else around it, then those within it.
    List<Written> at(Place place) {
        List<Written> found = new ArrayList<>(1);
        Node node = root;
        Writer surrounding = root.writer;
        Place where = root.place;
        for (PathStep step : place.path().steps()) {
            Node child = node.children.get(step);
            if (child == null) {
                node = null;
                break;
            }
            node = child;
            if (node.writer != null) {
                surrounding = node.writer;
                where = node.place;
            }
        }
        Written element =
                node == null || place.element().isEmpty()
                        ? null
                        : node.elements.get(place.element().get());
        if (element != null) {
            found.add(element);
            return found;
        }
        addHidden(found, where, surrounding);
        if (node != null && place.element().isEmpty()) {
            addWithin(found, node);
        }
        return found;
    }

    /// The last writer at or around `place`, null when nobody wrote there.
    @Nullable Writer nearest(Place place) {
        Node node = root;
        Writer nearest = root.writer;
        for (PathStep step : place.path().steps()) {
            node = node.children.get(step);
            if (node == null) {
                return nearest;
            }
            nearest = node.writer != null ? node.writer : nearest;
        }
        Written element = place.element().map(node.elements::get).orElse(null);
        return element == null ? nearest : element.writer();
    }

    private static void addWithin(List<Written> found, Node top) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Node node = open.pop();
            found.addAll(node.elements.values());
            for (Node child : node.children.values()) {
                if (child.writer != null) {
                    found.add(new Written(child.place, child.writer));
                }
                open.push(child);
            }
        }
    }
}
