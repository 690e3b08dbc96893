package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.value.Value;

/// Says by the words of the opcodes which places they are about, one list entry a place; a key that
/// an update passes over is among them.
final class NaivePlaces {

    private NaivePlaces() {}

    static List<Place> of(Opcode opcode, Path document) {
        List<Place> places = new ArrayList<>();
        switch (opcode) {
            case Opcode.DocumentSet set -> places.add(Place.of(document));
            case Opcode.DocumentRemove remove -> places.add(Place.of(document));
            case Opcode.Update update -> places.add(Place.of(update.path()));
            case Opcode.UnionInSet union ->
                    union.elements()
                            .forEach(each -> places.add(Place.ofElement(union.path(), each)));
            case Opcode.SubtractInSet subtract ->
                    subtract.elements()
                            .forEach(each -> places.add(Place.ofElement(subtract.path(), each)));
            case Opcode.UnionInMap union -> addKeys(places, union.path(), union.entries().keys());
            case Opcode.UpdateInMap update ->
                    addKeys(places, update.path(), update.entries().keys());
            case Opcode.SubtractInMap subtract -> addKeys(places, subtract.path(), subtract.keys());
            case Opcode.InsertInXArray insert ->
                    places.add(Place.of(insert.path().position(insert.position())));
            case Opcode.UpdateInXArray update ->
                    places.add(Place.of(update.path().position(update.position())));
            case Opcode.RemoveInXArray remove ->
                    places.add(Place.of(remove.path().position(remove.position())));
        }
        return places;
    }

    private static void addKeys(List<Place> places, Path path, Iterable<Value> keys) {
        keys.forEach(key -> places.add(Place.of(path.key(key))));
    }

    /// Whether `outer` is `inner` or it lies in it.
    static boolean covers(Place outer, Place inner) {
        return outer.element().isPresent()
                ? outer.equals(inner)
                : inner.path().startsWith(outer.path());
    }

    /// Whether the opcode is about the place, something around it or something in it.
    static boolean touch(Opcode opcode, Place place) {
        return of(opcode, Path.root(place.path().rootType())).stream()
                .anyMatch(each -> covers(each, place) || covers(place, each));
    }
}
